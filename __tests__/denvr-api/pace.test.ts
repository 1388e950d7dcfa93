import { expect, test } from '@jest/globals';
import { Pace } from '../../src/denvr-api/pace.ts';
import { CancelledError } from '../../src/domain/errors.ts';
import { manualClock } from '../operations/manual-clock.ts';
import { errorOf } from './scripted-exchange.ts';

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
    fault: 'unavailable',
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
