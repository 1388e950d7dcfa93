import { SnapshotServiceError } from '../errors.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Refuses a listing that gives one id twice. An id is unique in its namespace, so such a listing mixes things up,
 * and to delete either snapshot by its id might delete the other. Nothing is planned rather than something wrong.
 *
 * @throws SnapshotServiceError that names the id
 */
export function requireUniqueIds(snapshots: readonly Snapshot[]): void {
  const seen = new Set<string>();
  for (const { id } of snapshots) {
    if (id === null) continue;
    if (seen.has(id)) {
      throw new SnapshotServiceError(
        'unreadable',
        `The listing holds more than one snapshot with the id "${id}". It can't be trusted, so nothing is deleted.`,
      );
    }
    seen.add(id);
  }
}
