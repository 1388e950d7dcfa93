import { SnapshotServiceError } from '../domain/errors.ts';

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
  return cause instanceof SnapshotServiceError && (cause.fault === 'unavailable' || cause.fault === 'denied');
}
