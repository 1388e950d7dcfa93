import { describe, expect, test } from '@jest/globals';
import { medianWait, seededRandom, simulateWait, simulateWaits } from '../../scripts/bench/waiting.ts';

describe('one wait', () => {
  test.each([
    { readyAfterMs: 0, lagMs: 0, calls: 1 },
    { readyAfterMs: 1, lagMs: 9, calls: 2 },
    { readyAfterMs: 10, lagMs: 0, calls: 2 },
    { readyAfterMs: 25, lagMs: 5, calls: 4 },
  ])('ready after $readyAfterMs, polled every 10', ({ readyAfterMs, lagMs, calls }) => {
    expect(simulateWait(readyAfterMs, () => 10)).toEqual({ lagMs, calls });
  });

  test('the pause is asked for with the time waited', () => {
    const elapsed: number[] = [];
    simulateWait(30, (elapsedMs) => {
      elapsed.push(elapsedMs);
      return elapsedMs + 5;
    });
    expect(elapsed).toEqual([0, 5, 15]);
  });
});

test('the medians of lag and calls are taken apart', () => {
  const waits = [
    { lagMs: 1, calls: 30 },
    { lagMs: 2, calls: 10 },
    { lagMs: 3, calls: 20 },
  ];
  expect(medianWait(waits)).toEqual({ lagMs: 2, calls: 20 });
});

test('seeded numbers are the same each time, and spread from 0 to 1', () => {
  const [first, second] = [seededRandom(7), seededRandom(7)].map((random) =>
    Array.from({ length: 1000 }, random),
  );
  expect(first).toEqual(second);
  expect(Math.min(...(first ?? []))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...(first ?? []))).toBeLessThan(1);
  expect((first ?? []).reduce((sum, value) => sum + value, 0) / 1000).toBeCloseTo(0.5, 1);
});

test("the action's schedule is never later than it may be, at any of the bench's waits", () => {
  expect(simulateWaits().filter(({ isLagMet }) => !isLagMet)).toEqual([]);
});

test('long waits cost fewer calls than a check every 15 s', () => {
  const fewer = simulateWaits().filter(({ areCallsMet }) => areCallsMet);
  expect(fewer.map(({ readyAfter }) => readyAfter)).toEqual(['45min', '3h']);
});
