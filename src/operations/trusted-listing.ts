import { formatDuration } from '../domain/duration.ts';
import { SnapshotServiceError } from '../domain/errors.ts';
import { compareText, mayBeIn, type Snapshot } from '../domain/snapshot.ts';
import { CLOCK_TOLERANCE_MS } from '../domain/time.ts';
import { countOf, enumerate } from '../domain/wording.ts';
import type { OperationContext } from './operation.ts';
import type { Listing } from './snapshot-store.ts';

const MAX_TALLIED = 5;

/** Where a list is from; null stands for all clusters, or all namespaces. */
interface Place {
  readonly cluster: string | null;
  readonly namespace: string | null;
}

/**
 * All snapshots of a cluster. Refuses a list with an entry that cannot be read and may belong to the namespace: a part of
 * a list must not be taken for the whole.
 *
 * @throws SnapshotServiceError, also one that names the entry; the signal's reason once it is aborted
 */
export async function readListing(
  { cluster, namespace }: Place,
  { store, signal }: OperationContext,
): Promise<Listing> {
  const listing = await store.list(cluster, { signal });
  const spoiling = listing.unreadableItems.find((item) => namespace === null || mayBeIn(namespace)(item));
  if (spoiling === undefined) return listing;
  throw new SnapshotServiceError(
    'unreadable',
    `The list of snapshots could not be read: ${spoiling.what}. Check api-url, and whether a proxy answers in the place of the API.`,
  );
}

/** Which snapshots the globs of `match` and `source-vm` fit; null switches a condition off. */
export interface GlobScope {
  /** Whether the id fits one of the globs of `match`. */
  readonly matchesId: ((id: string) => boolean) | null;
  /** Whether the source VM fits one of the globs of `source-vm`. */
  readonly matchesSourceVm: ((sourceVm: string) => boolean) | null;
}

/** Which snapshots of a list an operation is about. */
export interface Scope extends GlobScope {
  /** Null spans every namespace. */
  readonly namespace: string | null;
}

/** Fits what fulfils all conditions of the scope. What a snapshot does not say of itself fits none. */
export function inScope({
  namespace: wanted,
  matchesId,
  matchesSourceVm,
}: Scope): (snapshot: Snapshot) => boolean {
  return ({ id, namespace, sourceName }) =>
    (wanted === null || namespace === wanted) &&
    (matchesId === null || (id !== null && matchesId(id))) &&
    (matchesSourceVm === null || (sourceName !== null && matchesSourceVm(sourceName)));
}

/**
 * What a list holds, for a user whose filter fits nothing in it: how many snapshots, of which namespaces and, if there are
 * any in the requested namespace, of which VMs.
 */
export function describeListing({ snapshots }: Listing, { cluster, namespace }: Place): string {
  const where = cluster === null ? '' : ` on cluster "${cluster}"`;
  if (snapshots.length === 0) return `There is no snapshot${where}.`;
  const here = snapshots.filter((snapshot) => snapshot.namespace === namespace);
  const ofVms = `Those in ${namespace} are of ${tally(
    'VM',
    here.map(({ sourceName }) => sourceName),
  )}.`;
  const inNamespaces = tally(
    'namespace',
    snapshots.map((snapshot) => snapshot.namespace),
  );
  const count = `${countOf(snapshots.length, 'snapshot')} ${snapshots.length === 1 ? 'is' : 'are'} there${where}`;
  return `${count}, in ${inNamespaces}.${namespace === null || here.length === 0 ? '' : ` ${ofVms}`}`;
}

/** Names with how often each occurs, the most frequent first: `the VMs web-1 (12) and db-1 (6)`. */
function tally(noun: string, names: readonly (string | null)[]): string {
  const counts = Array.from(Map.groupBy(names, (name) => name ?? '(unknown)'))
    .map(([name, { length }]) => ({ name, length }))
    .sort((left, right) => right.length - left.length || compareText(left.name, right.name))
    .map(({ name, length }) => `${name} (${length})`);
  const more = counts.length - MAX_TALLIED;
  const shown = more > 0 ? [...counts.slice(0, MAX_TALLIED), `${more} more`] : counts;
  return `the ${noun}${counts.length === 1 ? '' : 's'} ${enumerate(shown)}`;
}

/** Warns of dates that cannot be read, once for all of them: such a snapshot fits no age, and never expires. */
export function warnOfUnreadableDates(
  { unreadableDates }: Listing,
  isInScope: (snapshot: Snapshot) => boolean,
  { log }: OperationContext,
): void {
  const unreadable = unreadableDates.filter(({ snapshot }) => isInScope(snapshot));
  const [example] = unreadable;
  if (example === undefined) return;
  log.warning(
    `The creation date of ${countOf(unreadable.length, 'snapshot')} could not be read, so their age is unknown: ${JSON.stringify(example.text)} of "${example.snapshot.id}", for example.`,
  );
}

/**
 * This machine's time or the server's, in milliseconds since 1970 UTC: the earlier one where a clock that runs ahead
 * would let too much be deleted, and the later one where a clock that is behind would call a stale snapshot fresh.
 */
export function cautiousNowMs(
  { serverNowMs }: Listing,
  { clock, log }: OperationContext,
  cautious: 'earlier' | 'later' = 'earlier',
): number {
  const nowMs = clock.nowMs();
  if (serverNowMs === null) return nowMs;
  if (Math.abs(serverNowMs - nowMs) > CLOCK_TOLERANCE_MS) {
    const difference = formatDuration(Math.abs(serverNowMs - nowMs));
    log.warning(
      `This machine's clock and the server's differ by ${difference}. Ages are counted from the ${cautious} one.`,
    );
  }
  return cautious === 'earlier' ? Math.min(nowMs, serverNowMs) : Math.max(nowMs, serverNowMs);
}
