import { failedTo } from '../domain/errors.ts';
import { describeReference, type IdentifiedSnapshot, type SnapshotReference } from '../domain/snapshot.ts';
import { attemptEach } from './attempt-each.ts';
import type { Failure, OperationContext, OperationResult } from './operation.ts';
import type { Target } from './snapshot-store.ts';

/** What to do about an id that does not exist. */
export type IfMissing = 'fail' | 'ignore';

/** What `get` is asked for. */
export interface GetOptions {
  readonly target: Target;
  readonly ids: readonly string[];
  readonly ifMissing: IfMissing;
}

/** What was found of some ids. */
export interface ReadSnapshots {
  readonly snapshots: readonly IdentifiedSnapshot[];
  /** The ids that do not exist. */
  readonly missingIds: readonly string[];
  /** What could not be read and, unless that is to be ignored, what does not exist. */
  readonly failures: readonly Failure[];
}

/** Reads snapshots by id. A missing one is a failure or, if it is to be ignored, left out. */
export async function getSnapshots(options: GetOptions, context: OperationContext): Promise<OperationResult> {
  return { operation: 'get', ...(await readSnapshots(options, context)) };
}

/** Reads snapshots by id, a few at a time. */
export async function readSnapshots(
  { target, ids, ifMissing }: GetOptions,
  context: OperationContext,
): Promise<ReadSnapshots> {
  const missing = new Set<string>();
  const { values, failures } = await attemptEach(
    ids,
    (id) => id,
    async (id): Promise<IdentifiedSnapshot | null> => {
      const reference = { ...target, id };
      const snapshot = await readSnapshot(reference, `read ${describeReference(reference)}`, context);
      if (snapshot !== null) return snapshot;
      missing.add(id);
      if (ifMissing === 'fail') throw new Error(missingMessage(reference));
      context.log.info(`There is no ${describeReference(reference)}.`);
      return null;
    },
  );
  return {
    snapshots: values.filter((snapshot) => snapshot !== null),
    missingIds: ids.filter((id) => missing.has(id)),
    failures,
  };
}

/**
 * One snapshot, or null if there is none.
 *
 * @param aim what it is read for, as in "Could not … : …"
 * @throws Error that begins with the aim
 */
export async function readSnapshot(
  reference: SnapshotReference,
  aim: string,
  { store, signal }: OperationContext,
): Promise<IdentifiedSnapshot | null> {
  const { snapshot } = await failedTo(aim, () => store.get(reference, { signal }));
  return snapshot;
}

/** The message about an id that should exist and does not. */
export function missingMessage(reference: SnapshotReference): string {
  return `There is no ${describeReference(reference)}. Check the id, the namespace and the cluster, or set if-missing to ignore.`;
}
