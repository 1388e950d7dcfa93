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
interface Validator<Value> {
  (value: unknown): value is Value;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}

const isSnapshot = validateSnapshot as Validator<AnsweredSnapshot>;
const isSnapshotList = validateSnapshotList as Validator<{ readonly items: readonly unknown[] | null }>;
const isCommandOutput = validateCommandOutput as Validator<{ readonly id?: string | null }>;

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
  const read = readSnapshotIf(
    answer,
    ({ id, namespace }) =>
      (id ?? asked.id) === asked.id && (namespace ?? asked.namespace) === asked.namespace,
  );
  return read.ok ? { ok: true, value: { ...read.value, id: asked.id } } : read;
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
  const isSameOrUnknown = (answered: string | null, name: string) =>
    answered === null || answered.toLowerCase() === name.toLowerCase();
  return readSnapshotIf(
    answer,
    ({ namespace, sourceName }) =>
      isSameOrUnknown(namespace, asked.namespace) && isSameOrUnknown(sourceName, asked.sourceVm),
  );
}

function readSnapshotIf(answer: GoodAnswer, isAsked: (snapshot: Snapshot) => boolean): Interpreted<Snapshot> {
  if (!isSnapshot(answer.result)) return misshapen(answer, isSnapshot);
  const snapshot = toSnapshot(answer.result, readCreationDate(answer.result.creationDate));
  if (Object.values(snapshot).every((field) => field === null))
    return unreadable(answer, 'it describes no snapshot');
  if (isAsked(snapshot)) return { ok: true, value: snapshot };
  const { id, namespace, sourceName } = snapshot;
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
  if (!isSnapshotList(answer.result)) return misshapen(answer, isSnapshotList);
  const snapshots: Snapshot[] = [];
  const unreadableItems: UnreadableItem[] = [];
  const unreadableDates: { snapshot: Snapshot; text: string }[] = [];
  for (const [position, item] of (answer.result.items ?? []).entries()) {
    if (!isSnapshot(item)) {
      unreadableItems.push(toUnreadableItem(item, position));
      continue;
    }
    const date = readCreationDate(item.creationDate);
    const snapshot = toSnapshot(item, date);
    snapshots.push(snapshot);
    if (date.isUnreadable) unreadableDates.push({ snapshot, text: item.creationDate ?? '' });
  }
  return {
    ok: true,
    value: { snapshots, unreadableItems, unreadableDates, serverNowMs: answer.serverNowMs },
  };
}

function toUnreadableItem(item: unknown, position: number): UnreadableItem {
  const namespace = (item as { readonly namespace?: unknown } | null)?.namespace;
  return {
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : null,
    what: firstErrorOf(isSnapshot, `items/${position}`),
  };
}

/**
 * Reads the answer to a deletion. Its status alone says that it is accepted; everything else in it must fit, or it
 * is not an answer to this request.
 */
export function readDeletion(answer: GoodAnswer, askedId: string): Interpreted<'accepted'> {
  if (answer.result === null) return { ok: true, value: 'accepted' };
  if (!isCommandOutput(answer.result)) return misshapen(answer, isCommandOutput);
  const { id = null, ...others } = answer.result;
  const saysNothing = id === null && Object.keys(others).length === 0;
  if (id === askedId || (saysNothing && answer.status === 202)) return { ok: true, value: 'accepted' };
  return unreadable(answer, 'it does not say that this snapshot is deleted');
}

function misshapen(answer: GoodAnswer, validator: Validator<unknown>): AnswerFault {
  return unreadable(answer, firstErrorOf(validator, ''));
}

function firstErrorOf({ errors }: Pick<Validator<unknown>, 'errors'>, within: string): string {
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
