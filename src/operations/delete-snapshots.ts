import { CancelledError, messageOf, SnapshotServiceError } from '../domain/errors.ts';
import type { WaitSettings } from '../domain/pauses.ts';
import { describeReference, type IdentifiedSnapshot, type SnapshotReference } from '../domain/snapshot.ts';
import { attemptEach } from './attempt-each.ts';
import {
  type GetOptions,
  missingMessage,
  type ReadSnapshots,
  readSnapshot,
  readSnapshots,
} from './get-snapshots.ts';
import type { OperationContext, OperationResult } from './operation.ts';
import type { DeleteResponse, Target } from './snapshot-store.ts';
import { waitUntilGone } from './wait-until.ts';

/** What `delete` is asked for. A dry run has nothing to wait for, and no way to reach a request that writes. */
export type DeleteOptions = GetOptions &
  (
    | { readonly dryRun: true }
    | {
        readonly dryRun: false;
        /** Null returns as soon as the deletions are accepted. */
        readonly wait: WaitSettings | null;
      }
  );

/**
 * Deletes snapshots by id, or says what would be deleted. Each one is read first: only what was read is deleted, and only
 * if it is still the same, so a wrong id is never reported as deleted.
 */
export async function deleteSnapshots(
  options: DeleteOptions,
  context: OperationContext,
): Promise<OperationResult> {
  const { target, dryRun } = options;
  const read = await readSnapshots(options, context);
  const planned = { operation: 'delete' as const, dryRun, isAwaited: false, ...read };
  if (dryRun) {
    for (const { id } of read.snapshots) context.log.info(`Dry run: would delete snapshot "${id}".`);
    return planned;
  }
  const accepted = { ...planned, ...(await deleteEach(read, options, context)) };
  context.publish(accepted);
  if (options.wait === null) return accepted;
  const waited = await waitUntilGone(target, accepted.snapshots, options.wait, context);
  return { ...accepted, isAwaited: true, failures: [...accepted.failures, ...waited.failures] };
}

/** @returns those whose deletion was accepted, and what was missing or failed, when they were read or now */
async function deleteEach(
  read: ReadSnapshots,
  { target, ids, ifMissing }: GetOptions,
  context: OperationContext,
): Promise<ReadSnapshots> {
  const missing = new Set(read.missingIds);
  const { values, failures } = await attemptEach(
    read.snapshots,
    ({ id }) => id,
    async (snapshot): Promise<IdentifiedSnapshot | null> => {
      const reference = { ...target, id: snapshot.id };
      if ((await deleteSnapshot(target, snapshot, context)) === 'accepted') {
        context.log.info(`The deletion of snapshot "${snapshot.id}" is accepted.`);
        return snapshot;
      }
      await requireGone(reference, context);
      missing.add(snapshot.id);
      if (ifMissing === 'fail') throw new Error(missingMessage(reference));
      context.log.info(`Snapshot "${snapshot.id}" was gone already.`);
      return null;
    },
  );
  return {
    snapshots: values.filter((snapshot) => snapshot !== null),
    missingIds: ids.filter((id) => missing.has(id)),
    failures: [...read.failures, ...failures],
  };
}

/**
 * The service said "missing" of a snapshot that it has just shown: one of the two is wrong.
 *
 * @throws Error if it is there at a further look
 */
export async function requireGone(reference: SnapshotReference, context: OperationContext): Promise<void> {
  const aim = `confirm that ${describeReference(reference)} is gone`;
  if ((await readSnapshot(reference, aim, context)) === null) return;
  throw new Error(
    `Could not delete ${describeReference(reference)}: the server says that there is none, and shows it when it is asked for it.`,
  );
}

/** @throws Error if the run is cancelled: then nothing is begun any more */
export function requireRunning(reference: SnapshotReference, { signal }: OperationContext): void {
  if (!signal.aborted) return;
  throw new Error(
    `The run was cancelled before ${describeReference(reference)} was deleted: it is still there.`,
  );
}

/**
 * Deletes one snapshot that was seen before.
 *
 * @throws Error that says whether the snapshot may be deleted all the same
 */
export async function deleteSnapshot(
  target: Target,
  seen: IdentifiedSnapshot,
  context: OperationContext,
): Promise<DeleteResponse> {
  const reference = { ...target, id: seen.id };
  requireRunning(reference, context);
  try {
    return await context.store.delete(target, seen, { signal: context.signal });
  } catch (error) {
    const what = describeReference(reference);
    if (error instanceof CancelledError) {
      throw new Error(
        `The run was cancelled while the deletion of ${what} was under way: it may be deleted.`,
        { cause: error },
      );
    }
    const maybeDone = error instanceof SnapshotServiceError && error.maybeDone;
    const leftBehind = maybeDone ? ' A request for it may have been acted on, so it may be deleted.' : '';
    throw new Error(`Could not delete ${what}: ${messageOf(error)}${leftBehind}`, { cause: error });
  }
}
