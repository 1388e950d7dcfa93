import pMap from 'p-map';
import { messageOf, SnapshotServiceError } from '../domain/errors.ts';
import type { Failure } from './operation.ts';

/** How many requests are under way at once, at the most: enough to be quick, few enough for a shared API. */
export const CONCURRENCY = 5;

/** What became of each item: a value or a failure, in the order of the items. */
export interface Attempts<Value> {
  readonly values: readonly Value[];
  readonly failures: readonly Failure[];
}

/**
 * Does something for each id, a few at a time. One failure does not stop the others: what can be done is done, and
 * every failure is reported. Only after ten in a row without an answer or without access, the others are not tried.
 */
export async function attemptEach<Item, Value>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  attempt: (item: Item) => Promise<Value>,
): Promise<Attempts<Value>> {
  const breaker = new CircuitBreaker();
  const outcomes = await pMap(
    items,
    async (item) => {
      try {
        return { ok: true as const, value: await breaker.guard(idOf(item), () => attempt(item)) };
      } catch (error) {
        return { ok: false as const, failure: { id: idOf(item), message: messageOf(error) } };
      }
    },
    { concurrency: CONCURRENCY },
  );
  return {
    values: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])),
    failures: outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure])),
  };
}

/** A server that is gone would cost minutes for each snapshot. */
const MAX_SHUT_OUT_IN_A_ROW = 10;

/** Ends a row of attempts when it is the service, and not the single attempt, that fails. */
export class CircuitBreaker {
  #shutOutInARow = 0;
  /** Several attempts can fail with one error object; it counts once. */
  readonly #counted = new WeakSet<Error>();

  /**
   * Makes an attempt for a snapshot, unless too many before it had no answer or no access.
   *
   * @throws Error of the attempt, or one that says that it was not made
   */
  async guard<Value>(id: string, attempt: () => Promise<Value>): Promise<Value> {
    if (this.#shutOutInARow >= MAX_SHUT_OUT_IN_A_ROW) {
      throw new Error(
        `Snapshot "${id}" was not tried: the last ${this.#shutOutInARow} before it had no answer or were denied.`,
      );
    }
    try {
      const value = await attempt();
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

/** Whether the service, and not this one attempt, is the reason: the next one would fail too. */
function isShutOut({ cause }: Error): boolean {
  return cause instanceof SnapshotServiceError && (cause.kind === 'unavailable' || cause.kind === 'denied');
}
