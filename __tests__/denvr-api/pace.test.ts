import { describe, expect, test } from '@jest/globals';
import { Pace, readRetryAfterMs, retryDelayMs } from '../../src/denvr-api/pace.ts';
import { CancelledError } from '../../src/domain/errors.ts';
import { manualClock } from '../operations/manual-clock.ts';
import { errorOf } from './scripted-exchange.ts';

const NOW_MS = Date.parse('2026-11-23T14:15:30Z');

const { signal } = new AbortController();

/** When each of some turns, taken one after the other, comes. */
async function turnsOf(pace: Pace, clock: ReturnType<typeof manualClock>, count: number): Promise<number[]> {
  const turnsMs: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    await pace.turn({ signal });
    turnsMs.push(clock.elapsedMs());
  }
  return turnsMs;
}

test('nothing waits while the server has not complained', async () => {
  const clock = manualClock();
  expect(await turnsOf(new Pace(clock), clock, 5)).toEqual([0, 0, 0, 0, 0]);
});

test('after a complaint requests come one by one', async () => {
  const clock = manualClock();
  const pace = new Pace(clock);
  pace.slowDown();
  expect(await turnsOf(pace, clock, 4)).toEqual([0, 100, 200, 300]);
});

test('each complaint doubles the space between requests, up to five seconds', async () => {
  const spacesMs: number[] = [];
  for (let complaints = 1; complaints <= 8; complaints += 1) {
    const clock = manualClock();
    const pace = new Pace(clock);
    for (let count = 0; count < complaints; count += 1) pace.slowDown();
    const [first = 0, second = 0] = await turnsOf(pace, clock, 2);
    spacesMs.push(second - first);
  }
  expect(spacesMs).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
});

test('each success takes a tenth off the space, until it is gone', async () => {
  const clock = manualClock();
  const pace = new Pace(clock);
  pace.slowDown();
  pace.speedUp();
  expect(await turnsOf(pace, clock, 2)).toEqual([0, 90]);
  for (let count = 0; count < 21; count += 1) pace.speedUp();
  const [, ...turnsMs] = await turnsOf(pace, clock, 4);
  expect(new Set(turnsMs).size).toBe(1);
});

test('a shorter silence does not shorten a longer one', async () => {
  const clock = manualClock();
  const pace = new Pace(clock);
  pace.keepSilence(30_000);
  pace.keepSilence(10_000);
  expect(await turnsOf(pace, clock, 1)).toEqual([30_000]);
});

test('a silence that begins while another one is kept is kept too', async () => {
  const clock = manualClock();
  const pace = new Pace(clock);
  pace.keepSilence(1000);
  clock.at(1000, () => pace.keepSilence(5000));
  expect(await turnsOf(pace, clock, 1)).toEqual([6000]);
});

test('a turn beyond the deadline is refused at once', async () => {
  const clock = manualClock();
  const pace = new Pace(clock);
  pace.keepSilence(1000);
  expect(await errorOf(pace.turn({ signal, deadlineMs: 1000 }))).toMatchObject({
    kind: 'unavailable',
    message: 'The server asked for a pause that is longer than the time left.',
  });
  expect(clock.elapsedMs()).toBe(0);
});

test('a turn before the deadline is given', async () => {
  const clock = manualClock();
  const pace = new Pace(clock);
  pace.keepSilence(1000);
  await pace.turn({ signal, deadlineMs: 1001 });
  expect(clock.elapsedMs()).toBe(1000);
});

test('a turn that need not wait is given even after the deadline', async () => {
  const clock = manualClock();
  clock.advance(1000);
  await new Pace(clock).turn({ signal, deadlineMs: 500 });
  expect(clock.elapsedMs()).toBe(1000);
});

test('a cancelled run gets no turn', async () => {
  const reason = new CancelledError('SIGTERM');
  const turn = new Pace(manualClock()).turn({ signal: AbortSignal.abort(reason) });
  expect(await errorOf(turn)).toBe(reason);
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

  test.each([1, 5000, 120_000])('is what the server asked for: %d ms', (retryAfterMs) => {
    expect(retryDelayMs(1, retryAfterMs, 0.7)).toBe(retryAfterMs);
    expect(retryDelayMs(4, retryAfterMs, 0)).toBe(retryAfterMs);
  });

  test('is never nothing, so that a server that says 0 does not get all attempts at once', () => {
    expect(retryDelayMs(1, 0, 0)).toBe(1000);
    expect(retryDelayMs(3, 0, 0)).toBe(4000);
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
});
