import { SnapshotServiceError } from '../domain/errors.ts';
import { hasId, type Snapshot } from '../domain/snapshot.ts';

/**
 * Refuses a listing that gives one id twice, also where only the case differs: Kubernetes' names have none. An id is
 * unique in its namespace, so such a listing mixes things up, and to delete either snapshot by its id might delete the
 * other. Nothing is planned rather than something wrong.
 *
 * @throws SnapshotServiceError that names the ids
 */
export function requireUniqueIds(snapshots: readonly Snapshot[]): void {
  const ids = snapshots.filter(hasId).map(({ id }) => id);
  if (new Set(ids.map((id) => id.toLowerCase())).size === ids.length) return;
  const repeated = Array.from(Map.groupBy(ids.toSorted(), (id) => id.toLowerCase()).values()).find(
    ({ length }) => length > 1,
  );
  const named = Array.from(new Set(repeated), (id) => `"${id}"`).join(' and ');
  throw new SnapshotServiceError(
    'unreadable',
    `The listing holds more than one snapshot with the id ${named}. It can't be trusted, so nothing is deleted.`,
  );
}
