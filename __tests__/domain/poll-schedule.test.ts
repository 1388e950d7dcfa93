import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pauseBeforeNextCheckMs, type WaitSettings } from '../../src/domain/poll-schedule.ts';

const HOUR_MS = 3_600_000;
const MIN_PAUSE_MS = 3000;
const NEARLY_ONE = 1 - Number.EPSILON;

const DEFAULTS: WaitSettings = { timeoutMs: HOUR_MS, pollIntervalMs: 30_000 };

interface PauseCase {
  readonly what: string;
  readonly elapsedMs: number;
  readonly settings?: WaitSettings;
  readonly longestMs: number;
  readonly shortestMs: number;
}

const PAUSES: readonly PauseCase[] = [
  { what: 'at once after the start', elapsedMs: 0, longestMs: 3000, shortestMs: 3000 },
  { what: 'while 8% is less than 3 s', elapsedMs: 37_500, longestMs: 3000, shortestMs: 3000 },
  {
    what: 'where 8% is more than 3 s, but not without the jitter',
    elapsedMs: 40_000,
    longestMs: 3200,
    shortestMs: 3000,
  },
  { what: 'after a minute and 40 s', elapsedMs: 100_000, longestMs: 8000, shortestMs: 7200 },
  { what: 'where 8% is the poll interval', elapsedMs: 375_000, longestMs: 30_000, shortestMs: 27_000 },
  {
    what: 'where 8% is more than the poll interval',
    elapsedMs: 2_000_000,
    longestMs: 30_000,
    shortestMs: 27_000,
  },
  {
    what: 'with a poll interval below 3 s, which wins',
    elapsedMs: 600_000,
    settings: { timeoutMs: HOUR_MS, pollIntervalMs: 1000 },
    longestMs: 1000,
    shortestMs: 1000,
  },
  {
    what: 'with a long poll interval',
    elapsedMs: 1_800_000,
    settings: { timeoutMs: HOUR_MS, pollIntervalMs: 600_000 },
    longestMs: 144_000,
    shortestMs: 129_600,
  },
  { what: 'with less than a pause left', elapsedMs: HOUR_MS - 1234, longestMs: 1234, shortestMs: 1234 },
  { what: 'with a moment left', elapsedMs: HOUR_MS - 0.25, longestMs: 0.25, shortestMs: 0.25 },
  { what: 'at the deadline', elapsedMs: HOUR_MS, longestMs: 0, shortestMs: 0 },
  { what: 'past the deadline', elapsedMs: HOUR_MS + 5000, longestMs: 0, shortestMs: 0 },
];

describe('the pause', () => {
  test.each(PAUSES)('$what is $longestMs ms without jitter', ({ elapsedMs, settings, longestMs }) => {
    expect(pauseBeforeNextCheckMs(elapsedMs, settings ?? DEFAULTS, 0)).toBeCloseTo(longestMs, 6);
  });

  test.each(PAUSES)('$what is $shortestMs ms with all of it', ({ elapsedMs, settings, shortestMs }) => {
    expect(pauseBeforeNextCheckMs(elapsedMs, settings ?? DEFAULTS, NEARLY_ONE)).toBeCloseTo(shortestMs, 6);
  });
});

const elapsed = fc.integer({ min: 0, max: 10 * HOUR_MS });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const wait = fc.record({
  timeoutMs: fc.integer({ min: 1000, max: 10 * HOUR_MS }),
  pollIntervalMs: fc.integer({ min: 1000, max: HOUR_MS }),
});

test('no pause is longer than the poll interval or than the time left, or below zero', () => {
  fc.assert(
    fc.property(elapsed, wait, random, (elapsedMs, settings, chance) => {
      const pauseMs = pauseBeforeNextCheckMs(elapsedMs, settings, chance);
      const leftMs = Math.max(0, settings.timeoutMs - elapsedMs);
      expect(pauseMs).toBeGreaterThanOrEqual(0);
      expect(pauseMs).toBeLessThanOrEqual(Math.min(settings.pollIntervalMs, leftMs));
    }),
  );
});

test('no pause is shorter than the least of 3 s, the poll interval and the time left', () => {
  fc.assert(
    fc.property(elapsed, wait, random, (elapsedMs, settings, chance) => {
      const leftMs = Math.max(0, settings.timeoutMs - elapsedMs);
      const leastMs = Math.min(MIN_PAUSE_MS, settings.pollIntervalMs, leftMs);
      expect(pauseBeforeNextCheckMs(elapsedMs, settings, chance)).toBeGreaterThanOrEqual(leastMs);
    }),
  );
});

test('the jitter takes at most a tenth off a pause', () => {
  fc.assert(
    fc.property(elapsed, wait, random, (elapsedMs, settings, chance) => {
      const wholeMs = pauseBeforeNextCheckMs(elapsedMs, settings, 0);
      const pauseMs = pauseBeforeNextCheckMs(elapsedMs, settings, chance);
      expect(pauseMs).toBeLessThanOrEqual(wholeMs);
      expect(pauseMs).toBeGreaterThanOrEqual(wholeMs * 0.9 - 1e-6);
    }),
  );
});

test('the pauses never shrink as the time passes, until the deadline is near', () => {
  fc.assert(
    fc.property(elapsed, elapsed, wait, random, (oneMs, otherMs, { pollIntervalMs }, chance) => {
      const settings = { timeoutMs: 100 * HOUR_MS, pollIntervalMs };
      const earlier = pauseBeforeNextCheckMs(Math.min(oneMs, otherMs), settings, chance);
      expect(pauseBeforeNextCheckMs(Math.max(oneMs, otherMs), settings, chance)).toBeGreaterThanOrEqual(
        earlier,
      );
    }),
  );
});

test('a wait ends with a check at the deadline itself, after a bounded number of checks', () => {
  fc.assert(
    fc.property(wait, random, ({ timeoutMs, pollIntervalMs }, chance) => {
      const settings = { timeoutMs: timeoutMs / 10, pollIntervalMs };
      let elapsedMs = 0;
      let checks = 1;
      while (elapsedMs < settings.timeoutMs) {
        elapsedMs += pauseBeforeNextCheckMs(elapsedMs, settings, chance);
        checks += 1;
      }
      const shortestMs = Math.min(MIN_PAUSE_MS, settings.pollIntervalMs * 0.9);
      expect(elapsedMs).toBeCloseTo(settings.timeoutMs, 3);
      expect(checks).toBeLessThanOrEqual(2 + settings.timeoutMs / shortestMs);
    }),
    { numRuns: 50 },
  );
});
