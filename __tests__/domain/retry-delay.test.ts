import { describe, expect, test } from '@jest/globals';
import { retryDelayMs } from '../../src/domain/pauses.ts';

describe('the pause before the next attempt', () => {
  test.each([
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [4, 8000],
    [5, 16_000],
    [6, 20_000],
    [2000, 20_000],
  ])('after %d attempts is %d ms, of which a random half is taken off', (attempts, wholeMs) => {
    expect(retryDelayMs(attempts, null, 0)).toBe(wholeMs);
    expect(retryDelayMs(attempts, null, 0.5)).toBe(wholeMs * 0.75);
    expect(retryDelayMs(attempts, null, 1 - Number.EPSILON)).toBeCloseTo(wholeMs / 2, 6);
  });

  test('begins with another one where that is asked for', () => {
    expect(retryDelayMs(1, null, 0, 2000)).toBe(2000);
    expect(retryDelayMs(3, null, 0.5, 2000)).toBe(6000);
  });

  test.each([1, 120_000])('is what the server asked for: %d ms', (retryAfterMs) => {
    expect(retryDelayMs(1, retryAfterMs, 0.7)).toBe(retryAfterMs);
    expect(retryDelayMs(4, retryAfterMs, 0)).toBe(retryAfterMs);
  });

  test('is never nothing, so that a server that says 0 does not get all attempts at once', () => {
    expect(retryDelayMs(1, 0, 0)).toBe(1000);
    expect(retryDelayMs(3, 0, 0)).toBe(4000);
  });
});
