import { compareNewestFirst, type Snapshot } from '../domain/snapshot.ts';
import { millisecondsOf } from '../domain/utc-timestamp.ts';
import { type GlobScope, isInGlobScope } from './glob-scope.ts';
import type { OperationContext } from './operation-context.ts';
import type { OperationResult } from './operation-result.ts';

/** Which snapshots a list shows; null switches a condition off. */
export interface SnapshotFilter extends GlobScope {
  readonly namespace: string | null;
  readonly ready: boolean | null;
  readonly olderThanMs: number | null;
  readonly newerThanMs: number | null;
}

/** What `list` is asked for. */
export interface ListOptions {
  /** Null spans every cluster. */
  readonly cluster: string | null;
  readonly filter: SnapshotFilter;
}

/**
 * Lists snapshots, newest first. What the server does not say of a snapshot is unknown, and unknown fits no filter.
 *
 * @throws SnapshotServiceError
 */
export async function listSnapshots(
  options: ListOptions,
  context: OperationContext,
): Promise<OperationResult> {
  const { snapshots: all } = await context.store.list(options.cluster, { signal: context.signal });
  const nowMs = context.clock.nowMs();
  const snapshots = all.filter((snapshot) => fits(snapshot, options.filter, nowMs)).sort(compareNewestFirst);
  context.log.info(`${snapshots.length} of ${all.length} snapshots fit.`);
  return { operation: 'list', snapshots, failures: [] };
}

function fits(snapshot: Snapshot, filter: SnapshotFilter, nowMs: number): boolean {
  return (
    (filter.namespace === null || snapshot.namespace === filter.namespace) &&
    isInGlobScope(snapshot, filter) &&
    (filter.ready === null || snapshot.readyToUse === filter.ready) &&
    fitsAge(snapshot, filter, nowMs)
  );
}

function fitsAge(snapshot: Snapshot, { olderThanMs, newerThanMs }: SnapshotFilter, nowMs: number): boolean {
  if (olderThanMs === null && newerThanMs === null) return true;
  if (snapshot.creationDate === null) return false;
  const ageMs = nowMs - millisecondsOf(snapshot.creationDate);
  return (olderThanMs === null || ageMs > olderThanMs) && (newerThanMs === null || ageMs < newerThanMs);
}
