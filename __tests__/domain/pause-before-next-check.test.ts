import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pauseBeforeNextCheckMs } from '../../src/domain/pauses.ts';
import { forAll } from '../for-all.ts';

const HOUR_MS = 3_600_000;
const MIN_PAUSE_MS = 3000;
const NEARLY_ONE = 1 - Number.EPSILON;

test.each<
  [what: string, elapsedMs: number, pollIntervalMs: number, withoutJitterMs: number, withJitterMs: number]
>([
  ['at once after the start', 0, 30_000, 3000, 3000],
  ['while 8% is less than 3 s', 37_500, 30_000, 3000, 3000],
  ['where 8% is more than 3 s, but not without the jitter', 40_000, 30_000, 3200, 3000],
  ['after a minute and 40 s', 100_000, 30_000, 8000, 7200],
  ['where 8% is the poll interval', 375_000, 30_000, 30_000, 27_000],
  ['where 8% is more than the poll interval', 2_000_000, 30_000, 30_000, 27_000],
  ['with a poll interval below 3 s, which wins', 600_000, 1000, 1000, 1000],
  ['with a long poll interval', 1_800_000, 600_000, 144_000, 129_600],
  ['with less than a pause left', HOUR_MS - 1234, 30_000, 1234, 1234],
  ['at the deadline', HOUR_MS, 30_000, 0, 0],
  ['past the deadline', HOUR_MS + 5000, 30_000, 0, 0],
])(
  'the pause %s (%d ms of an hour, %d ms at most) is %d ms, with all jitter %d',
  (_what, elapsedMs, pollIntervalMs, withoutJitterMs, withJitterMs) => {
    const settings = { timeoutMs: HOUR_MS, pollIntervalMs };
    expect(pauseBeforeNextCheckMs(elapsedMs, settings, 0)).toBeCloseTo(withoutJitterMs, 6);
    expect(pauseBeforeNextCheckMs(elapsedMs, settings, NEARLY_ONE)).toBeCloseTo(withJitterMs, 6);
  },
);

const elapsed = fc.integer({ min: 0, max: 10 * HOUR_MS });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const wait = fc.record({
  timeoutMs: fc.integer({ min: 1000, max: 10 * HOUR_MS }),
  pollIntervalMs: fc.integer({ min: 1000, max: HOUR_MS }),
});

test('a pause is never longer than the poll interval and the time left, nor shorter than 3 s where they allow it', () => {
  forAll(elapsed, wait, random, (elapsedMs, settings, chance) => {
    const pauseMs = pauseBeforeNextCheckMs(elapsedMs, settings, chance);
    const maxMs = Math.min(settings.pollIntervalMs, Math.max(0, settings.timeoutMs - elapsedMs));
    expect(pauseMs).toBeLessThanOrEqual(maxMs);
    expect(pauseMs).toBeGreaterThanOrEqual(Math.min(MIN_PAUSE_MS, maxMs));
  });
});

test('the jitter takes at most a tenth off a pause', () => {
  forAll(elapsed, wait, random, (elapsedMs, settings, chance) => {
    const wholeMs = pauseBeforeNextCheckMs(elapsedMs, settings, 0);
    const pauseMs = pauseBeforeNextCheckMs(elapsedMs, settings, chance);
    expect(pauseMs).toBeLessThanOrEqual(wholeMs);
    expect(pauseMs).toBeGreaterThanOrEqual(wholeMs * 0.9 - 1e-6);
  });
});

test('the pauses never shrink as the time passes, until the deadline is near', () => {
  forAll(elapsed, elapsed, wait, random, (oneMs, otherMs, { pollIntervalMs }, chance) => {
    const settings = { timeoutMs: 100 * HOUR_MS, pollIntervalMs };
    const [earlier, later] = [Math.min(oneMs, otherMs), Math.max(oneMs, otherMs)].map((elapsedMs) =>
      pauseBeforeNextCheckMs(elapsedMs, settings, chance),
    );
    expect(later).toBeGreaterThanOrEqual(earlier as number);
  });
});

test('a wait ends with a check at the deadline itself, after a bounded number of checks', () => {
  forAll(wait, random, ({ timeoutMs, pollIntervalMs }, chance) => {
    const settings = { timeoutMs: timeoutMs / 10, pollIntervalMs };
    let elapsedMs = 0;
    let checks = 1;
    while (elapsedMs < settings.timeoutMs) {
      elapsedMs += pauseBeforeNextCheckMs(elapsedMs, settings, chance);
      checks += 1;
    }
    const minMs = Math.min(MIN_PAUSE_MS, settings.pollIntervalMs * 0.9);
    expect(elapsedMs).toBeCloseTo(settings.timeoutMs, 3);
    expect(checks).toBeLessThanOrEqual(2 + settings.timeoutMs / minMs);
  });
});
