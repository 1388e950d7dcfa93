import { SnapshotServiceError } from '../errors.ts';
import { hasId, type Snapshot } from '../snapshot.ts';

/**
 * Refuses a listing that gives one id twice. An id is unique in its namespace, so such a listing mixes things up,
 * and to delete either snapshot by its id might delete the other. Nothing is planned rather than something wrong.
 *
 * @throws SnapshotServiceError that names the id
 */
export function requireUniqueIds(snapshots: readonly Snapshot[]): void {
  const ids = snapshots.filter(hasId).map(({ id }) => id);
  if (new Set(ids).size === ids.length) return;
  const repeated = ids.toSorted().find((id, position, sorted) => id === sorted[position - 1]);
  throw new SnapshotServiceError(
    'unreadable',
    `The listing holds more than one snapshot with the id "${repeated}". It can't be trusted, so nothing is deleted.`,
  );
}
