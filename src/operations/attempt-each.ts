import pMap from 'p-map';
import { messageOf } from '../domain/errors.ts';
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
 * every failure is reported.
 */
export async function attemptEach<Item, Value>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  attempt: (item: Item) => Promise<Value>,
): Promise<Attempts<Value>> {
  const outcomes = await pMap(
    items,
    async (item) => {
      try {
        return { ok: true as const, value: await attempt(item) };
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
