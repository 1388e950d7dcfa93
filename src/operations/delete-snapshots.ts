import { CancelledError, messageOf } from '../domain/errors.ts';
import type { WaitSettings } from '../domain/poll-schedule.ts';
import { type IdentifiedSnapshot, partialSnapshot, type SnapshotReference } from '../domain/snapshot.ts';
import { attemptEach } from './attempt-each.ts';
import { describeReference } from './describe.ts';
import { type GetOptions, missingMessage, readSnapshots } from './get-snapshots.ts';
import type { OperationContext } from './operation-context.ts';
import type { Failure, OperationResult } from './operation-result.ts';
import { pollSnapshots, type WaitGoal } from './poll-snapshots.ts';
import type { DeleteAnswer } from './snapshot-store.ts';

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

const GONE: WaitGoal = {
  adjective: 'gone',
  judge: ({ absences }) => (absences > 0 ? 'done' : 'waiting'),
  // One list that leaves it out, or writes its namespace in another way, must not end the wait.
  confirmsAbsence: true,
  describeState: ({ everSeen }) => (everSeen ? 'still there' : 'not checked yet'),
  advice:
    'Its deletion was accepted and goes on without this run; nothing else was deleted. A restore in progress can delay it.',
};

/** Deletes snapshots by id, or says what would be deleted. */
export async function deleteSnapshots(
  options: DeleteOptions,
  context: OperationContext,
): Promise<OperationResult> {
  return options.dryRun ? previewDeletion(options, context) : deleteForReal(options, options.wait, context);
}

async function previewDeletion(options: GetOptions, context: OperationContext): Promise<OperationResult> {
  const { values, failures } = await readSnapshots(options, context);
  const snapshots = values.filter((snapshot) => snapshot !== null);
  for (const { id } of snapshots) context.log.info(`Dry run: would delete snapshot "${id}".`);
  return { operation: 'delete', dryRun: true, snapshots, failures };
}

async function deleteForReal(
  options: GetOptions,
  wait: WaitSettings | null,
  context: OperationContext,
): Promise<OperationResult> {
  const { target, ids, ifMissing } = options;
  const { values, failures } = await attemptEach(
    ids,
    (id) => id,
    async (id): Promise<IdentifiedSnapshot> => {
      const reference = { ...target, id };
      const answer = await deleteSnapshot(reference, context);
      if (answer === 'missing' && ifMissing === 'fail') throw new Error(missingMessage(reference));
      context.log.info(
        answer === 'missing'
          ? `Snapshot "${id}" was gone already.`
          : `The deletion of snapshot "${id}" is accepted.`,
      );
      return { ...partialSnapshot({ namespace: target.namespace }), id };
    },
  );
  const accepted = deleteResult(values, failures);
  context.publish(accepted);
  if (wait === null) return accepted;
  const waited = await pollSnapshots(target, values, GONE, wait, context);
  return deleteResult(values, [...failures, ...waited.failures]);
}

function deleteResult(
  snapshots: readonly IdentifiedSnapshot[],
  failures: readonly Failure[],
): OperationResult {
  return { operation: 'delete', dryRun: false, snapshots, failures };
}

/**
 * Deletes one snapshot.
 *
 * @throws Error that says whether the snapshot may be deleted all the same
 */
export async function deleteSnapshot(
  reference: SnapshotReference,
  context: OperationContext,
): Promise<DeleteAnswer> {
  if (context.signal.aborted) {
    throw new Error(
      `The run was cancelled before ${describeReference(reference)} was deleted: it is still there.`,
    );
  }
  try {
    return await context.store.delete(reference, { signal: context.signal });
  } catch (error) {
    if (error instanceof CancelledError) {
      throw new Error(
        `The run was cancelled while the deletion of ${describeReference(reference)} was under way: it may be deleted.`,
        { cause: error },
      );
    }
    throw new Error(`Could not delete ${describeReference(reference)}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
