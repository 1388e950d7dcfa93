import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CallError } from '../../src/denvr-api/call-error.ts';
import { ConnectionError } from '../../src/denvr-api/connection-error.ts';
import type { HttpAnswer } from '../../src/denvr-api/http-exchange.ts';
import { isWorthRetrying, readRetryAfterMs, retryDelayMs } from '../../src/denvr-api/pace.ts';
import { bad, bare, faultOf, noAnswer, page } from './scripted-exchange.ts';

const NOW_MS = Date.parse('2026-11-23T14:15:30Z');
const LONGEST_RETRY_AFTER_MS = 120_000;

describe('another attempt', () => {
  const BUSY = 'Another operation is in progress.';

  test.each<[mostAttempts: number, what: string, received: HttpAnswer | ConnectionError]>([
    [5, 'no answer', noAnswer()],
    [5, 'no connection', noAnswer(false)],
    [5, '408', bad(408)],
    [5, '429', bad(429, 'Too fast.')],
    [5, '500 that explains nothing', bad(500, 'An internal error occurred during your request!')],
    [5, '500 with a page', page(500)],
    [5, '502', bad(502)],
    [5, '503', bad(503)],
    [5, '504 of a gateway', bare(504, 'Endpoint request timed out')],
    [2, '500 with words', bad(500, 'The cluster is unknown.')],
    [2, '503 with words', bad(503, 'Overloaded.')],
    [2, '599 with words', bad(599, 'No.')],
    [2, 'success: false with words', { ...bad(500, 'No.'), status: 200 }],
    [2, 'a page with 200', page(200)],
    [2, 'a page with 401', page(401)],
    [2, 'a page with 403', page(403)],
    [20, '409 that says it is busy', bad(409, BUSY)],
    [20, '423 that says it is busy', bad(423, BUSY)],
    [20, '500 that says it is busy', bad(500, BUSY)],
    [20, '503 that says it is busy', bad(503, BUSY)],
    [1, 'no connection before a change', noAnswer(false, 'Change it.')],
    [1, '302', bad(302)],
    [1, '400', bad(400, 'No.')],
    [1, '400 that says it is busy', bad(400, BUSY)],
    [1, '401', bad(401)],
    [1, '403', bad(403)],
    [1, '404', bad(404)],
    [1, '404 with a page', page(404)],
    [1, '409', bad(409, 'No.')],
    [1, '499', bad(499)],
  ])('follows until there were %d: %s', (mostAttempts, _what, received) => {
    const error =
      received instanceof ConnectionError
        ? CallError.ofConnection(received)
        : CallError.ofAnswer(faultOf(received), null);
    const worth = Array.from({ length: 22 }, (_, index) => isWorthRetrying(error, index + 1, 'DELETE'));
    expect(worth.filter((isWorth) => isWorth)).toHaveLength(mostAttempts - 1);
    expect(worth.indexOf(false)).toBe(mostAttempts - 1);
  });
});

describe('the pause before the next attempt', () => {
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
  ])('after %d attempts is %d ms, of which a random half is taken off', (attempts, wholeMs) => {
    expect(retryDelayMs(attempts, null, 0)).toBe(wholeMs);
    expect(retryDelayMs(attempts, null, 0.5)).toBe(wholeMs * 0.75);
    expect(retryDelayMs(attempts, null, 1 - Number.EPSILON)).toBeCloseTo(wholeMs / 2, 6);
  });

  test.each([1, 5000, LONGEST_RETRY_AFTER_MS])('is what the server asked for: %d ms', (retryAfterMs) => {
    expect(retryDelayMs(1, retryAfterMs, 0.7)).toBe(retryAfterMs);
    expect(retryDelayMs(4, retryAfterMs, 0)).toBe(retryAfterMs);
  });

  test('is never nothing, so that a server that says 0 does not get all attempts at once', () => {
    expect(retryDelayMs(1, 0, 0)).toBe(1000);
    expect(retryDelayMs(3, 0, 0)).toBe(4000);
  });

  test('is always between half a second and twenty seconds', () => {
    const attempts = fc.integer({ min: 1, max: 100 });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(attempts, random, (count, chance) => {
        const delayMs = retryDelayMs(count, null, chance);
        expect(delayMs).toBeGreaterThanOrEqual(500);
        expect(delayMs).toBeLessThanOrEqual(20_000);
      }),
    );
  });

  test('grows with the attempts', () => {
    const attempts = fc.integer({ min: 1, max: 50 });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(attempts, random, (count, chance) => {
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
    ['a date behind a word', { 'retry-after': `x ${IN_10_S}` }, null],
    ['a date with something behind its zone', { 'retry-after': `${IN_10_S}+1` }, null],
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
