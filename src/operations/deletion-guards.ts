import { SnapshotServiceError } from '../domain/errors.ts';
import type { IdentifiedSnapshot, Snapshot } from '../domain/snapshot.ts';
import type { RetentionPlan } from '../retention/plan.ts';
import { readSnapshot } from './get-snapshots.ts';
import type { OperationContext } from './operation-context.ts';
import type { Target } from './snapshot-store.ts';

/**
 * The snapshots that a plan keeps, one of each VM. A list may be stale, or may ignore which cluster it was asked for;
 * so the snapshot that is kept of a VM is read once by its id before any other of the VM is deleted.
 */
export class Survivors {
  readonly #bySource: ReadonlyMap<string | null, IdentifiedSnapshot>;
  readonly #confirmed = new Map<string | null, Promise<void>>();
  readonly #target: Target;
  readonly #context: OperationContext;

  constructor(plan: RetentionPlan, target: Target, context: OperationContext) {
    this.#bySource = new Map(
      plan.groups.flatMap(({ sourceName, survivor }) => (survivor === null ? [] : [[sourceName, survivor]])),
    );
    this.#target = target;
    this.#context = context;
  }

  /**
   * Confirms what remains of the VM of a snapshot that is to be deleted. A plan that keeps none of a VM, as
   * `keep-last: 0` may on purpose, has nothing to confirm.
   *
   * @throws Error, the same one for all snapshots of the VM, if it is not there, not ready, or another VM's
   */
  async requireOf({ sourceName }: IdentifiedSnapshot): Promise<void> {
    const survivor = this.#bySource.get(sourceName);
    if (survivor === undefined) return;
    const confirmed = this.#confirmed.get(sourceName) ?? this.#confirm(survivor);
    this.#confirmed.set(sourceName, confirmed);
    return confirmed;
  }

  async #confirm(survivor: IdentifiedSnapshot): Promise<void> {
    const nothing = `Nothing of VM "${survivor.sourceName}" was deleted: its snapshot "${survivor.id}", which the plan keeps,`;
    const snapshot = await readSnapshot(
      { ...this.#target, id: survivor.id },
      `confirm what remains of VM "${survivor.sourceName}", so nothing of it was deleted`,
      this.#context,
    );
    const doubt = doubtOf(snapshot, survivor);
    if (doubt !== null) throw new Error(`${nothing} was listed as good, but ${doubt}.`);
  }
}

/** Why a snapshot that the plan keeps cannot be relied on; null if it can. */
function doubtOf(found: Snapshot | null, { sourceName }: IdentifiedSnapshot): string | null {
  if (found === null) return 'is not there when it is read by its id';
  if (found.readyToUse !== true) return 'does not say that it is ready when it is read by its id';
  if (found.sourceName === sourceName) return null;
  return found.sourceName === null
    ? 'does not say its VM when it is read by its id'
    : `is of VM "${found.sourceName}" when it is read by its id`;
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
