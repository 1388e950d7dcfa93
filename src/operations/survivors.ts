import type { IdentifiedSnapshot, Snapshot } from '../domain/snapshot.ts';
import type { RetentionPlan } from '../retention/plan.ts';
import { failedTo } from './describe.ts';
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
    const { store, signal } = this.#context;
    const nothing = `Nothing of VM "${survivor.sourceName}" was deleted: its snapshot "${survivor.id}", which the plan keeps,`;
    const { snapshot } = await failedTo(
      `confirm what remains of VM "${survivor.sourceName}", so nothing of it was deleted`,
      () => store.get({ ...this.#target, id: survivor.id }, { signal }),
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
