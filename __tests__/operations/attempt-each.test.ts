import { expect, test } from '@jest/globals';
import { messageOf, type ServiceErrorKind, SnapshotServiceError } from '../../src/domain/errors.ts';
import { CircuitBreaker } from '../../src/operations/attempt-each.ts';

const NOT_TRIED = 'Snapshot "s" was not tried: the last 10 before it had no answer or were denied.';

/** An error as the operations give it: with the service's error as its cause. */
function errorOf(kind: ServiceErrorKind): Error {
  return new Error('It failed.', { cause: new SnapshotServiceError(kind, 'No.') });
}

function times(count: number, kind: ServiceErrorKind): readonly Error[] {
  return Array.from({ length: count }, () => errorOf(kind));
}

const NINE = times(9, 'unavailable');
const OTHER = new Error('Another VM.');
const SHARED = errorOf('unavailable');

test.each<[what: string, before: readonly (Error | null)[], end: string]>([
  ['ten without an answer', times(10, 'unavailable'), NOT_TRIED],
  ['ten without access', times(10, 'denied'), NOT_TRIED],
  ['a step that was not tried', [...times(10, 'unavailable'), null], NOT_TRIED],
  ['nine', NINE, 'done'],
  ['ten rejections', times(10, 'rejected'), 'done'],
  ['ten that cannot be read', times(10, 'unreadable'), 'done'],
  ['ten that are none of the service', Array.from({ length: 10 }, () => new Error('Another VM.')), 'done'],
  ['a row broken by a success', [...NINE, null, ...NINE], 'done'],
  ['a row broken by a rejection', [...NINE, errorOf('rejected'), ...NINE], 'done'],
  ['a row broken by an error that is none of the service', [...NINE, OTHER, ...NINE], 'done'],
  ['one error that ends many steps, counted once', Array.from({ length: 30 }, () => SHARED), 'done'],
  ['one error that ends two steps, and nine others', [SHARED, SHARED, ...NINE], NOT_TRIED],
])('the step after %s', async (_what, before, end) => {
  const breaker = new CircuitBreaker();
  const ends: string[] = [];
  for (const error of [...before, null]) {
    const step = async () => {
      if (error !== null) throw error;
      return 'done';
    };
    ends.push(await breaker.guard('s', step).catch(messageOf));
  }
  expect(ends.at(-1)).toBe(end);
  // Each failure is told as it is.
  expect(ends.slice(0, 9)).toEqual(before.slice(0, 9).map((error) => error?.message));
});
