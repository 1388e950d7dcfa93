import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isWorthRetrying,
  MOST_TRIES,
  readRetryAfterMs,
  retryDelayMs,
} from '../../src/denvr-api/retry-schedule.ts';
import type { ServiceFault } from '../../src/domain/errors.ts';

const NOW_MS = Date.parse('2026-11-23T14:15:30Z');
const LONGEST_RETRY_AFTER_MS = 120_000;

describe('another try', () => {
  test.each<[fault: ServiceFault, status: number, mostTries: number, why: string]>([
    ['unavailable', 0, 5, 'no answer'],
    ['unavailable', 408, 5, 'a time limit'],
    ['unavailable', 429, 5, 'a limit on the rate'],
    ['unavailable', 500, 5, 'an internal error'],
    ['unavailable', 503, 5, 'overload'],
    ['refused', 500, 2, 'a 5xx with words of its own'],
    ['refused', 503, 2, 'a 503 with words of its own'],
    ['unreadable', 200, 2, 'something that is no answer'],
    ['refused', 499, 1, 'a refusal'],
    ['refused', 400, 1, 'a wrong request'],
    ['refused', 404, 1, 'nothing there'],
    ['refused', 302, 1, 'a redirect'],
    ['denied', 401, 1, 'wrong credentials'],
    ['denied', 403, 1, 'missing permissions'],
  ])('%s %d is tried %d times: %s', (fault, status, mostTries) => {
    const worth = Array.from({ length: 7 }, (_, index) => isWorthRetrying({ fault, status }, index + 1));
    expect(worth.filter((isWorth) => isWorth)).toHaveLength(mostTries - 1);
    expect(worth.indexOf(false)).toBe(mostTries - 1);
  });

  test('follows at most four others', () => {
    expect(MOST_TRIES).toBe(5);
  });
});

describe('the pause before the next try', () => {
  test.each([
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [4, 8000],
    [5, 16_000],
    [6, 20_000],
    [7, 20_000],
    [60, 20_000],
    [2000, 20_000],
  ])('after %d tries is %d ms, of which a random half is taken off', (tries, wholeMs) => {
    expect(retryDelayMs(tries, null, 0)).toBe(wholeMs);
    expect(retryDelayMs(tries, null, 0.5)).toBe(wholeMs * 0.75);
    expect(retryDelayMs(tries, null, 1 - Number.EPSILON)).toBeCloseTo(wholeMs / 2, 6);
  });

  test.each([1, 5000, LONGEST_RETRY_AFTER_MS])('is what the server asked for: %d ms', (retryAfterMs) => {
    expect(retryDelayMs(1, retryAfterMs, 0.7)).toBe(retryAfterMs);
    expect(retryDelayMs(4, retryAfterMs, 0)).toBe(retryAfterMs);
  });

  test('is never nothing, so that a server that says 0 does not get all tries at once', () => {
    expect(retryDelayMs(1, 0, 0)).toBe(1000);
    expect(retryDelayMs(3, 0, 0)).toBe(4000);
  });

  test('is always between half a second and twenty seconds', () => {
    const tries = fc.integer({ min: 1, max: 100 });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(tries, random, (count, chance) => {
        const delayMs = retryDelayMs(count, null, chance);
        expect(delayMs).toBeGreaterThanOrEqual(500);
        expect(delayMs).toBeLessThanOrEqual(20_000);
      }),
    );
  });

  test('grows with the tries', () => {
    const tries = fc.integer({ min: 1, max: 50 });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(tries, random, (count, chance) => {
        expect(retryDelayMs(count + 1, null, chance)).toBeGreaterThanOrEqual(
          retryDelayMs(count, null, chance),
        );
      }),
    );
  });
});

describe('Retry-After', () => {
  const DATE = 'Mon, 23 Nov 2026 14:15:30 GMT';
  const IN_10_S = 'Mon, 23 Nov 2026 14:15:40 GMT';

  test.each<[what: string, headers: Record<string, string>, expected: number | null]>([
    ['missing', {}, null],
    ['empty', { 'retry-after': '' }, null],
    ['blank', { 'retry-after': '  ' }, null],
    ['zero seconds', { 'retry-after': '0' }, 0],
    ['seconds', { 'retry-after': '7' }, 7000],
    ['seconds with blanks around them', { 'retry-after': ' 7 ' }, 7000],
    ['two minutes', { 'retry-after': '120' }, 120_000],
    ['more than two minutes', { 'retry-after': '121' }, 120_000],
    ['a day', { 'retry-after': '86400' }, 120_000],
    ['more than a number holds', { 'retry-after': '9'.repeat(400) }, 120_000],
    ['a date', { 'retry-after': IN_10_S }, 10_000],
    [
      'a date, against the server’s own clock',
      { 'retry-after': IN_10_S, date: 'Mon, 23 Nov 2026 14:15:35 GMT' },
      5000,
    ],
    [
      'a date, though the server’s clock is years away',
      { 'retry-after': 'Sat, 01 Jan 2000 00:00:03 GMT', date: 'Sat, 01 Jan 2000 00:00:00 GMT' },
      3000,
    ],
    ['a date, with a server’s clock that cannot be read', { 'retry-after': IN_10_S, date: 'soon' }, 10_000],
    ['a date that is now', { 'retry-after': DATE, date: DATE }, 0],
    ['a date that is past', { 'retry-after': 'Mon, 23 Nov 2026 14:15:20 GMT' }, 0],
    ['a date in an hour', { 'retry-after': 'Mon, 23 Nov 2026 15:15:30 GMT' }, 120_000],
    ['a word', { 'retry-after': 'soon' }, null],
    ['a date of an old form', { 'retry-after': 'Monday, 23-Nov-26 14:15:40 GMT' }, 10_000],
    ['a date without a zone', { 'retry-after': 'Mon Nov 23 14:15:40 2026' }, null],
    ['a date behind something else', { 'retry-after': `5; ${IN_10_S}` }, null],
    ['seconds with a unit', { 'retry-after': '5s' }, null],
  ])('%s', (_what, headers, expected) => {
    expect(readRetryAfterMs(headers, NOW_MS)).toBe(expected);
  });

  test.each(['1.5', '-5', '+5', '5, 5', '-2026'])(
    'that is neither seconds nor a date is not taken for a date: %j',
    (value) => {
      expect(readRetryAfterMs({ 'retry-after': value }, NOW_MS)).toBeNull();
    },
  );

  test('is never negative and never more than two minutes', () => {
    const momentMs = fc.integer({ min: NOW_MS - 1e9, max: NOW_MS + 1e9 });
    fc.assert(
      fc.property(momentMs, momentMs, (untilMs, serverMs) => {
        const headers = {
          'retry-after': new Date(untilMs).toUTCString(),
          date: new Date(serverMs).toUTCString(),
        };
        const delayMs = readRetryAfterMs(headers, NOW_MS) ?? Number.NaN;
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThanOrEqual(LONGEST_RETRY_AFTER_MS);
      }),
    );
  });
});
