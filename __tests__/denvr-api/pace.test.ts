import { describe, expect, test } from '@jest/globals';
import { Pace, readRetryAfterMs } from '../../src/denvr-api/pace.ts';
import { CancelledError } from '../../src/domain/errors.ts';
import { manualClock } from '../operations/manual-clock.ts';
import { errorOf } from './scripted-exchange.ts';

const NOW_MS = Date.parse('2026-11-23T14:15:30Z');

const { signal } = new AbortController();

/** A pace with its clock, and when each of some turns, taken one after the other, comes. */
function paced() {
  const clock = manualClock();
  const pace = new Pace(clock);
  const turns = async (count: number) => {
    const turnsMs: number[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      await pace.turn({ signal });
      turnsMs.push(clock.elapsedMs());
    }
    return turnsMs;
  };
  return { clock, pace, turns };
}

test('nothing waits while the server has not complained', async () => {
  expect(await paced().turns(5)).toEqual([0, 0, 0, 0, 0]);
});

test('each complaint doubles the space between requests, up to five seconds', async () => {
  const spacesMs: number[] = [];
  for (let complaints = 1; complaints <= 8; complaints += 1) {
    const { pace, turns } = paced();
    for (let count = 0; count < complaints; count += 1) pace.slowDown();
    const [first, second = 0, third] = await turns(3);
    expect([first, third]).toEqual([0, 2 * second]);
    spacesMs.push(second);
  }
  expect(spacesMs).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
});

test('each success takes a tenth off the space, until it is gone', async () => {
  const { pace, turns } = paced();
  pace.slowDown();
  pace.speedUp();
  expect(await turns(2)).toEqual([0, 90]);
  for (let count = 0; count < 21; count += 1) pace.speedUp();
  const [, ...turnsMs] = await turns(4);
  expect(new Set(turnsMs).size).toBe(1);
});

test('a shorter silence does not shorten a longer one', async () => {
  const { pace, turns } = paced();
  pace.keepSilence(30_000);
  pace.keepSilence(10_000);
  expect(await turns(1)).toEqual([30_000]);
});

test('a silence that begins while another one is kept is kept too', async () => {
  const { clock, pace, turns } = paced();
  pace.keepSilence(1000);
  clock.at(1000, () => pace.keepSilence(5000));
  expect(await turns(1)).toEqual([6000]);
});

test('a turn is given before the deadline, and refused at once beyond it', async () => {
  const { clock, pace } = paced();
  pace.keepSilence(1000);
  expect(await errorOf(pace.turn({ signal, deadlineMs: 1000 }))).toMatchObject({
    kind: 'unavailable',
    message: 'The server asked for a pause that is longer than the time left.',
  });
  expect(clock.elapsedMs()).toBe(0);
  await pace.turn({ signal, deadlineMs: 1001 });
  expect(clock.elapsedMs()).toBe(1000);
});

test('a turn that need not wait is given even after the deadline', async () => {
  const { clock, pace } = paced();
  clock.advance(1000);
  await pace.turn({ signal, deadlineMs: 500 });
  expect(clock.elapsedMs()).toBe(1000);
});

test('a cancelled run gets no turn', async () => {
  const reason = new CancelledError('SIGTERM');
  expect(await errorOf(paced().pace.turn({ signal: AbortSignal.abort(reason) }))).toBe(reason);
});

describe('Retry-After', () => {
  const NOW = 'Mon, 23 Nov 2026 14:15:30 GMT';
  const IN_10_S = 'Mon, 23 Nov 2026 14:15:40 GMT';

  test.each<[what: string, value: string, expected: number | null]>([
    ['empty', '', null],
    ['blank', '  ', null],
    ['zero seconds', '0', 0],
    ['seconds with blanks around them', ' 7 ', 7000],
    ['two minutes', '120', 120_000],
    ['more than two minutes', '121', 120_000],
    ['more than a number holds', '9'.repeat(400), 120_000],
    ['a date', IN_10_S, 10_000],
    ['a date that is now', NOW, 0],
    ['a date that is past', 'Mon, 23 Nov 2026 14:15:20 GMT', 0],
    ['a date in an hour', 'Mon, 23 Nov 2026 15:15:30 GMT', 120_000],
    ['the last date', 'Fri, 31 Dec 9999 23:59:59 GMT', 120_000],
    ['a date of an old form', 'Monday, 23-Nov-26 14:15:40 GMT', 10_000],
    ['a word', 'soon', null],
    ['a date without a zone', 'Mon Nov 23 14:15:40 2026', null],
    ['a date behind something else', `5; ${IN_10_S}`, null],
    ['a date behind a word', `x ${IN_10_S}`, null],
    ['a date with something behind its zone', `${IN_10_S}+1`, null],
    ['seconds with a unit', '5s', null],
    // What `Date.parse` would take for a date:
    ...['1.5', '-5', '+5', '5, 5', '-2026', '1e9', '0x10', 'Infinity', '+275760-09-13T00:00:00.001Z'].map(
      (value): [string, string, null] => ['no date', value, null],
    ),
  ])('%s: %j', (_what, value, expected) => {
    expect(readRetryAfterMs({ 'retry-after': value }, NOW_MS)).toBe(expected);
  });

  test.each([
    ['is unlike ours', IN_10_S, 'Mon, 23 Nov 2026 14:15:35 GMT', 5000],
    ['is years away', 'Sat, 01 Jan 2000 00:00:03 GMT', 'Sat, 01 Jan 2000 00:00:00 GMT', 3000],
    ['cannot be read', IN_10_S, 'soon', 10_000],
  ])('as a date is measured against the server’s own clock, which %s', (_what, value, date, expected) => {
    expect(readRetryAfterMs({ 'retry-after': value, date }, NOW_MS)).toBe(expected);
  });

  test('may be missing', () => {
    expect(readRetryAfterMs({}, NOW_MS)).toBeNull();
  });
});
