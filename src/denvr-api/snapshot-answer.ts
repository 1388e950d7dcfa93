import type { Snapshot } from '../domain/snapshot.ts';
import type { CreateRequest, Listing, UnreadableItem } from '../operations/snapshot-store.ts';
import { type AnswerFault, type GoodAnswer, type Interpreted, unreadable } from './answer.ts';
import { type CreationDate, readCreationDate } from './creation-date.ts';
import {
  validateCommandOutput,
  validateSnapshot,
  validateSnapshotList,
} from './generated/answer-validators.ts';

/** A snapshot as it comes: what the API is trusted for has its type or is null, and the rest may be anything. */
interface AnsweredSnapshot {
  readonly id?: string | null;
  readonly namespace?: string | null;
  readonly sourceName?: string | null;
  readonly creationDate?: string | null;
  readonly readyToUse?: boolean | null;
  readonly osImage?: unknown;
  readonly customPackage?: unknown;
  readonly rootDiskSize?: unknown;
  readonly username?: unknown;
  readonly tenancyName?: unknown;
}

/** What the generator's validators are: a function that leaves the first error behind. */
interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}

const isSnapshot: Validator = validateSnapshot;
const isSnapshotList: Validator = validateSnapshotList;
const isCommandOutput: Validator = validateCommandOutput;

/** A longer text describes nothing; the validators hold the other fields to the same. */
const MAX_TEXT_LENGTH = 4096;

/**
 * Reads the snapshot that was asked for. What the answer does not say of itself passes; an id or a namespace that is
 * another one does not: the answer is about something else.
 */
export function readSnapshot(
  answer: GoodAnswer,
  asked: { readonly id: string; readonly namespace: string },
): Interpreted<Snapshot> {
  const read = readAnySnapshot(answer);
  if (!read.ok) return read;
  const { id, namespace } = read.value;
  const isAsked = (id ?? asked.id) === asked.id && (namespace ?? asked.namespace) === asked.namespace;
  return isAsked ? { ok: true, value: { ...read.value, id: asked.id } } : aboutAnother(answer, read.value);
}

/**
 * Reads the snapshot in an answer to a request for one. The server chooses the id; but the answer must not be about
 * another VM or namespace, or the id of that VM's snapshot would count as the new one's. VM names are compared without
 * regard to case, as a server may change it.
 */
export function readCreatedSnapshot(
  answer: GoodAnswer,
  asked: Pick<CreateRequest, 'namespace' | 'sourceVm'>,
): Interpreted<Snapshot> {
  const read = readAnySnapshot(answer);
  if (!read.ok) return read;
  const { namespace, sourceName } = read.value;
  const isAsked = isSameOrUnknown(namespace, asked.namespace) && isSameOrUnknown(sourceName, asked.sourceVm);
  return isAsked ? read : aboutAnother(answer, read.value);
}

function isSameOrUnknown(answered: string | null, asked: string): boolean {
  return answered === null || answered.toLowerCase() === asked.toLowerCase();
}

function readAnySnapshot(answer: GoodAnswer): Interpreted<Snapshot> {
  if (!isSnapshot(answer.result)) return misshapen(answer, isSnapshot.errors);
  const answered = answer.result as AnsweredSnapshot;
  const snapshot = toSnapshot(answered, readCreationDate(answered.creationDate));
  const saysNothing = Object.values(snapshot).every((field) => field === null);
  return saysNothing ? unreadable(answer, 'it describes no snapshot') : { ok: true, value: snapshot };
}

function aboutAnother(answer: GoodAnswer, { id, namespace, sourceName }: Snapshot): AnswerFault {
  const parts = [
    id === null ? 'a snapshot' : `snapshot "${id}"`,
    ...(sourceName === null ? [] : [`of VM "${sourceName}"`]),
    ...(namespace === null ? [] : [`in namespace "${namespace}"`]),
  ];
  return unreadable(answer, `it is about ${parts.join(' ')}, which is not what was asked for`);
}

/**
 * Reads all snapshots in an answer. An item that cannot be read is returned separately: deletions are decided by
 * the list, so it must be known whether it is complete.
 */
export function readSnapshotList(answer: GoodAnswer): Interpreted<Listing> {
  if (!isSnapshotList(answer.result)) return misshapen(answer, isSnapshotList.errors);
  const items = (answer.result as { readonly items: readonly unknown[] | null }).items ?? [];
  const snapshots: Snapshot[] = [];
  const unreadableItems: UnreadableItem[] = [];
  const unreadableDates: { snapshot: Snapshot; text: string }[] = [];
  for (const [position, item] of items.entries()) {
    if (!isSnapshot(item)) {
      unreadableItems.push(toUnreadableItem(item, position, isSnapshot.errors));
      continue;
    }
    const answered = item as AnsweredSnapshot;
    const date = readCreationDate(answered.creationDate);
    const snapshot = toSnapshot(answered, date);
    snapshots.push(snapshot);
    if (date.isUnreadable) unreadableDates.push({ snapshot, text: answered.creationDate ?? '' });
  }
  return {
    ok: true,
    value: { snapshots, unreadableItems, unreadableDates, serverNowMs: answer.serverNowMs },
  };
}

function toUnreadableItem(item: unknown, position: number, errors: Validator['errors']): UnreadableItem {
  const namespace = (item as { readonly namespace?: unknown } | null)?.namespace;
  return {
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : null,
    what: describeError(errors, `items/${position}`),
  };
}

/**
 * Reads the answer to a deletion. Its status alone says that it is accepted; everything else in it must fit, or it
 * is not an answer to this request.
 */
export function readDeletion(answer: GoodAnswer, askedId: string): Interpreted<'accepted'> {
  if (answer.result === null) return { ok: true, value: 'accepted' };
  if (!isCommandOutput(answer.result)) return misshapen(answer, isCommandOutput.errors);
  const { id = null, ...others } = answer.result as { readonly id?: string | null };
  const saysNothing = id === null && Object.keys(others).length === 0;
  if (id === askedId || (saysNothing && answer.status === 202)) return { ok: true, value: 'accepted' };
  return unreadable(answer, 'it does not say that this snapshot is deleted');
}

function misshapen(answer: GoodAnswer, errors: Validator['errors']): AnswerFault {
  return unreadable(answer, describeError(errors, ''));
}

function describeError(errors: Validator['errors'], within: string): string {
  const { instancePath = '', message = 'has another shape' } = errors?.[0] ?? {};
  const path = `${within}${instancePath}`.replace(/^\//, '');
  return `${path === '' ? 'it' : path} ${message}`;
}

function toSnapshot(answered: AnsweredSnapshot, { timestamp }: CreationDate): Snapshot {
  return {
    id: answered.id || null,
    namespace: answered.namespace || null,
    sourceName: answered.sourceName || null,
    osImage: toText(answered.osImage),
    customPackage: toText(answered.customPackage),
    rootDiskSize: toText(answered.rootDiskSize),
    creationDate: timestamp,
    username: toText(answered.username),
    tenancyName: toText(answered.tenancyName),
    readyToUse: answered.readyToUse ?? null,
  };
}

/** What only describes a snapshot decides nothing, and may come in other types than the description says. */
function toText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.length <= MAX_TEXT_LENGTH ? value : null;
}
