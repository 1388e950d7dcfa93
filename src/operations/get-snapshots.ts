import type { Snapshot } from '../domain/snapshot.ts';
import { attemptEach } from './attempt-each.ts';
import { describeReference, failedTo } from './describe.ts';
import type { OperationContext } from './operation-context.ts';
import type { OperationResult } from './operation-result.ts';
import type { Target } from './snapshot-store.ts';

/** What to do about an id that does not exist. */
export type IfMissing = 'fail' | 'ignore';

/** What `get` is asked for. */
export interface GetOptions {
  readonly target: Target;
  readonly ids: readonly string[];
  readonly ifMissing: IfMissing;
}

/** Reads snapshots by id. A missing one is a failure or, if it is to be ignored, left out. */
export async function getSnapshots(options: GetOptions, context: OperationContext): Promise<OperationResult> {
  const { values, failures } = await readSnapshots(options, context);
  return { operation: 'get', snapshots: values.filter((snapshot) => snapshot !== null), failures };
}

/** Reads snapshots by id, a few at a time; null stands for a missing one that is to be ignored. */
export function readSnapshots({ target, ids, ifMissing }: GetOptions, context: OperationContext) {
  return attemptEach(
    ids,
    (id) => id,
    async (id): Promise<Snapshot | null> => {
      const reference = { ...target, id };
      const snapshot = await failedTo(`read ${describeReference(reference)}`, () =>
        context.store.get(reference, { signal: context.signal }),
      );
      if (snapshot !== null) return snapshot;
      if (ifMissing === 'fail') throw new Error(missingMessage(reference));
      context.log.info(`There is no ${describeReference(reference)}.`);
      return null;
    },
  );
}

/** What to say of an id that does not exist, to somebody who expected it to. */
export function missingMessage(reference: Target & { readonly id: string }): string {
  return `There is no ${describeReference(reference)}. Check the id, the namespace and the cluster, or set if-missing to ignore.`;
}
