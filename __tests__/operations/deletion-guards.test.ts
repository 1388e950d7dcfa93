import { describe, expect, test } from '@jest/globals';
import { messageOf, type ServiceErrorKind, SnapshotServiceError } from '../../src/domain/errors.ts';
import { CircuitBreaker } from '../../src/operations/deletion-guards.ts';

const NOT_TRIED = 'Snapshot "s" was not tried: the last 10 deletions had no answer or were denied.';

/** A deletion's error, as the deletions give it: with the service's error as its cause. */
function errorOf(kind: ServiceErrorKind): Error {
  return new Error('It failed.', { cause: new SnapshotServiceError(kind, 'No.') });
}

/** Runs steps one after the other; null is one that succeeds. */
async function endsOf(breaker: CircuitBreaker, steps: readonly (Error | null)[]): Promise<readonly string[]> {
  const ends: string[] = [];
  for (const error of steps) {
    const step = async () => {
      if (error !== null) throw error;
      return 'done';
    };
    ends.push(await breaker.guard('s', step).catch(messageOf));
  }
  return ends;
}

function times(count: number, error: () => Error): readonly Error[] {
  return Array.from({ length: count }, error);
}

describe('the step after ten failures in a row', () => {
  test.each<[ServiceErrorKind, boolean]>([
    ['unavailable', false],
    ['denied', false],
    ['rejected', true],
    ['unreadable', true],
  ])('of kind %s is tried: %p', async (kind, isTried) => {
    const steps = [...times(10, () => errorOf(kind)), null];
    expect((await endsOf(new CircuitBreaker(), steps)).at(-1)).toBe(isTried ? 'done' : NOT_TRIED);
  });

  test('that are none of the service is tried', async () => {
    const steps = [...times(10, () => new Error('Another VM.')), null];
    expect((await endsOf(new CircuitBreaker(), steps)).at(-1)).toBe('done');
  });

  test('is told apart from the ten, which are told as they are', async () => {
    const steps = [...times(10, () => errorOf('unavailable')), null, null];
    expect(await endsOf(new CircuitBreaker(), steps)).toEqual([
      ...Array.from({ length: 10 }, () => 'It failed.'),
      NOT_TRIED,
      NOT_TRIED,
    ]);
  });
});

describe('a row is broken', () => {
  test.each<[string, Error | null]>([
    ['by a success', null],
    ['by a rejection', errorOf('rejected')],
    ['by an error that is none of the service', new Error('Another VM.')],
  ])('%s', async (_what, between) => {
    const nine = times(9, () => errorOf('unavailable'));
    const ends = await endsOf(new CircuitBreaker(), [...nine, between, ...nine, null]);
    expect(ends.at(-1)).toBe('done');
  });
});

test('nine in a row are not ten', async () => {
  const ends = await endsOf(new CircuitBreaker(), [...times(9, () => errorOf('unavailable')), null]);
  expect(ends.at(-1)).toBe('done');
});

test('one error that ends many steps is counted once', async () => {
  const shared = errorOf('unavailable');
  const ends = await endsOf(new CircuitBreaker(), [...times(30, () => shared), null]);
  expect(ends.at(-1)).toBe('done');
});

test('one error that ends many steps still counts', async () => {
  const shared = errorOf('unavailable');
  const nine = times(9, () => errorOf('unavailable'));
  const ends = await endsOf(new CircuitBreaker(), [shared, shared, ...nine, null]);
  expect(ends.at(-1)).toBe(NOT_TRIED);
});
