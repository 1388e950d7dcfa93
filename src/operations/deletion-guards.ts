import { SnapshotServiceError } from '../domain/errors.ts';
import type { IdentifiedSnapshot, Snapshot } from '../domain/snapshot.ts';
import type { RetentionPlan } from '../retention/plan.ts';
import { readSnapshot } from './get-snapshots.ts';
import type { OperationContext } from './operation.ts';
import type { Target } from './snapshot-store.ts';

/**
 * Confirms what remains of the VM of a snapshot that is to be deleted. A list may be stale, or may ignore which cluster
 * it was asked for; so the snapshot that a plan keeps of a VM is read once by its id before any other of the VM is
 * deleted. A plan that keeps none of a VM, as `keep-last: 0` may on purpose, has nothing to confirm.
 *
 * @returns a check that throws an Error, the same one for all snapshots of a VM, if what the plan keeps is not there, not
 * ready, or another VM's
 */
export function survivorCheck(
  { groups }: RetentionPlan,
  target: Target,
  context: OperationContext,
): (deleted: IdentifiedSnapshot) => Promise<void> {
  const survivors = new Map(groups.map(({ sourceName, survivor }) => [sourceName, survivor]));
  const confirmed = new Map<string | null, Promise<void>>();
  return async ({ sourceName }) => {
    const survivor = survivors.get(sourceName) ?? null;
    if (survivor === null) return;
    const confirming = confirmed.get(sourceName) ?? confirm(survivor, target, context);
    confirmed.set(sourceName, confirming);
    await confirming;
  };
}

async function confirm(
  survivor: IdentifiedSnapshot,
  target: Target,
  context: OperationContext,
): Promise<void> {
  const { id, sourceName } = survivor;
  const aim = `confirm what remains of VM "${sourceName}", so nothing of it was deleted`;
  const doubt = doubtOf(await readSnapshot({ ...target, id }, aim, context), survivor);
  if (doubt === null) return;
  throw new Error(
    `Nothing of VM "${sourceName}" was deleted: its snapshot "${id}", which the plan keeps, was listed as good, but ${doubt} when it is read by its id.`,
  );
}

/** Why a snapshot that the plan keeps cannot be relied on; null if it can. */
function doubtOf(found: Snapshot | null, { sourceName }: IdentifiedSnapshot): string | null {
  if (found === null) return 'is not there';
  if (found.readyToUse !== true) return 'does not say that it is ready';
  if (found.sourceName === sourceName) return null;
  return found.sourceName === null ? 'does not say its VM' : `is of VM "${found.sourceName}"`;
}

/** A server that is gone would hold a prune for minutes a snapshot, until the job's own timeout. */
const MAX_SHUT_OUT_IN_A_ROW = 10;

/** Ends a row of deletions when it is the service, and not the single deletion, that fails. */
export class CircuitBreaker {
  #shutOutInARow = 0;
  /** One error may be the end of several deletions, and is still one. */
  readonly #counted = new WeakSet<Error>();

  /**
   * Runs a step for a snapshot, unless too many before it had no answer or no access.
   *
   * @throws Error of the step, or one that says that the step was not tried
   */
  async guard<Value>(id: string, step: () => Promise<Value>): Promise<Value> {
    if (this.#shutOutInARow >= MAX_SHUT_OUT_IN_A_ROW) {
      throw new Error(
        `Snapshot "${id}" was not tried: the last ${this.#shutOutInARow} deletions had no answer or were denied.`,
      );
    }
    try {
      const value = await step();
      this.#shutOutInARow = 0;
      return value;
    } catch (error) {
      this.#count(error as Error);
      throw error;
    }
  }

  #count(error: Error): void {
    if (this.#counted.has(error)) return;
    this.#counted.add(error);
    this.#shutOutInARow = isShutOut(error) ? this.#shutOutInARow + 1 : 0;
  }
}

/** Whether the service, and not this one deletion, is the reason: the next deletion would fail too. */
function isShutOut({ cause }: Error): boolean {
  return cause instanceof SnapshotServiceError && (cause.kind === 'unavailable' || cause.kind === 'denied');
}
