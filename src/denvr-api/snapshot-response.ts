import {
  type IdentifiedSnapshot,
  MAX_TEXT_LENGTH,
  mayBeIn,
  type Snapshot,
  type SnapshotReference,
} from '../domain/snapshot.ts';
import type { CreateRequest, Listing, UnreadableItem } from '../operations/snapshot-store.ts';
import { type CreationDate, readCreationDate } from './creation-date.ts';
import {
  validateCommandOutput,
  validateSnapshot,
  validateSnapshotList,
} from './generated/response-validators.ts';
import { type ErrorResponse, type GoodResponse, type Interpreted, unreadable } from './response.ts';
import { isRecord, MAX_OBJECTS } from './response-content.ts';

/** A snapshot as it comes: what the API is trusted for has its type or is null, and the rest may be anything. */
interface ReceivedSnapshot {
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

const isSnapshot = validateSnapshot as Validator<ReceivedSnapshot>;
const isSnapshotList = validateSnapshotList as Validator<{
  readonly items: readonly unknown[] | null;
  /** Not in the API's description, but in ASP.NET Boilerplate's lists of pages. */
  readonly totalCount?: unknown;
}>;
const isCommandOutput = validateCommandOutput as Validator<{ readonly id?: string | null }>;

/**
 * Reads the snapshot that was asked for. The response must say something of which it is about; an id or a namespace that
 * is another one does not pass, and one that it leaves out does.
 */
export function readSnapshot(
  response: GoodResponse,
  asked: Pick<SnapshotReference, 'id' | 'namespace'>,
): Interpreted<IdentifiedSnapshot> {
  const isHere = mayBeIn(asked.namespace);
  const read = readSnapshotIf(
    response,
    (snapshot) => (snapshot.id ?? asked.id) === asked.id && isHere(snapshot),
  );
  return read.ok ? { ok: true, value: { ...read.value, id: asked.id } } : read;
}

/**
 * Reads the snapshot in a response to a request for one. The server chooses the id; but the response must name the VM, or
 * at least the snapshot that was asked for: the id of a job, or of another VM's snapshot, would count as the new one's.
 * VM names are compared without regard to case, as a server may change it.
 */
export function readCreatedSnapshot(
  response: GoodResponse,
  asked: Pick<CreateRequest, 'id' | 'namespace' | 'sourceVm'>,
): Interpreted<Snapshot> {
  const isSameOrUnknown = (named: string | null, name: string) =>
    named === null || named.toLowerCase() === name.toLowerCase();
  return readSnapshotIf(
    response,
    (snapshot) =>
      (snapshot.sourceName !== null || snapshot.id === asked.id) &&
      isSameOrUnknown(snapshot.namespace, asked.namespace) &&
      isSameOrUnknown(snapshot.sourceName, asked.sourceVm),
  );
}

function readSnapshotIf(
  response: GoodResponse,
  isAsked: (snapshot: Snapshot) => boolean,
): Interpreted<Snapshot> {
  if (!isSnapshot(response.result)) return misshapen(response, isSnapshot);
  const snapshot = toSnapshot(response.result, readCreationDate(response.result.creationDate));
  if (Object.values(snapshot).every((field) => field === null))
    return unreadable(response, 'it describes no snapshot');
  const { id, namespace, sourceName } = snapshot;
  if (id === null && namespace === null && sourceName === null)
    return unreadable(response, 'it does not say which snapshot it is about');
  if (isAsked(snapshot)) return { ok: true, value: snapshot };
  const parts = [
    id === null ? 'a snapshot' : `snapshot "${id}"`,
    ...(sourceName === null ? [] : [`of VM "${sourceName}"`]),
    ...(namespace === null ? [] : [`in namespace "${namespace}"`]),
  ];
  return unreadable(response, `it is about ${parts.join(' ')}, which is not what was asked for`);
}

/**
 * Reads all snapshots in a response. An item that cannot be read is returned separately, and a part is refused: deletions
 * are decided by the list, so it must be known whether it is complete.
 */
export function readSnapshotList(response: GoodResponse): Interpreted<Listing> {
  if (!isSnapshotList(response.result)) return misshapen(response, isSnapshotList);
  const items = response.result.items ?? [];
  const { totalCount } = response.result;
  const isPart = response.status === 206 || (typeof totalCount === 'number' && totalCount > items.length);
  if (isPart) return unreadable(response, `it is a part of a list, with ${items.length} snapshots`);
  // Not even objects, then: to describe each as unreadable takes more memory than a machine has.
  if (items.length > MAX_OBJECTS) return unreadable(response, `it lists more than ${MAX_OBJECTS} things`);
  const snapshots: Snapshot[] = [];
  const unreadableItems: UnreadableItem[] = [];
  const unreadableDates: { snapshot: Snapshot; text: string }[] = [];
  for (const [position, item] of items.entries()) {
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
    value: { snapshots, unreadableItems, unreadableDates, serverNowMs: response.serverNowMs },
  };
}

function toUnreadableItem(item: unknown, position: number): UnreadableItem {
  const namespace = isRecord(item) ? item['namespace'] : null;
  return {
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : null,
    what: firstErrorOf(isSnapshot, `items/${position}`),
  };
}

/**
 * Reads the response to a deletion. Its status alone says that it is accepted; everything else in it must fit, or it
 * is not a response to this request.
 */
export function readDeletion(response: GoodResponse, askedId: string): Interpreted<'accepted'> {
  if (response.result === null) return { ok: true, value: 'accepted' };
  if (!isCommandOutput(response.result)) return misshapen(response, isCommandOutput);
  const { id = null, ...others } = response.result;
  const saysNothing = id === null && Object.keys(others).length === 0;
  if (id === askedId || (saysNothing && response.status === 202)) return { ok: true, value: 'accepted' };
  return unreadable(response, 'it does not say that this snapshot is deleted');
}

function misshapen(response: GoodResponse, validator: Validator<unknown>): ErrorResponse {
  return unreadable(response, firstErrorOf(validator, ''));
}

function firstErrorOf({ errors }: Validator<unknown>, within: string): string {
  const { instancePath = '', message = 'has another shape' } = errors?.[0] ?? {};
  const path = `${within}${instancePath}`.replace(/^\//, '');
  return `${path === '' ? 'it' : path} ${message}`;
}

function toSnapshot(received: ReceivedSnapshot, { timestamp }: CreationDate): Snapshot {
  return {
    id: received.id || null,
    namespace: received.namespace || null,
    sourceName: received.sourceName || null,
    osImage: toText(received.osImage),
    customPackage: toText(received.customPackage),
    rootDiskSize: toText(received.rootDiskSize),
    creationDate: timestamp,
    username: toText(received.username),
    tenancyName: toText(received.tenancyName),
    readyToUse: received.readyToUse ?? null,
  };
}

/** What only describes a snapshot decides nothing, and may come in other types than the description says. */
function toText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.length <= MAX_TEXT_LENGTH ? value : null;
}
