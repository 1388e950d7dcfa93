import { expect, test } from '@jest/globals';
import { type Schedule, snapshotsOf } from '../../scripts/policy-preview/schedule.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';

const NOW_MS = Date.parse('2026-11-25T07:00:00Z');

const NIGHTLY: Schedule = {
  vms: ['web-1', 'db-1'],
  namespace: 'my-vpc',
  everyHours: 24,
  missingPercent: 0,
  unreadyPercent: 0,
};

test('makes one snapshot of each VM for each step of the time, oldest first', () => {
  const made = snapshotsOf(NIGHTLY, NOW_MS - 2 * DAY_MS, NOW_MS);
  expect(made.map(({ id, sourceName, creationDate }) => [id, sourceName, creationDate])).toEqual([
    ['web-1-20261124-0300', 'web-1', '2026-11-24T03:00:00.000Z'],
    ['db-1-20261124-0307', 'db-1', '2026-11-24T03:07:00.000Z'],
    ['web-1-20261125-0300', 'web-1', '2026-11-25T03:00:00.000Z'],
    ['db-1-20261125-0307', 'db-1', '2026-11-25T03:07:00.000Z'],
  ]);
  expect(made.every(({ namespace, readyToUse }) => namespace === 'my-vpc' && readyToUse === true)).toBe(true);
});

test('goes on where it ended, with nothing twice and nothing left out', () => {
  const schedule = { ...NIGHTLY, everyHours: 5, missingPercent: 10, unreadyPercent: 10 };
  const middleMs = NOW_MS + 77 * HOUR_MS;
  const parts = [
    snapshotsOf(schedule, NOW_MS, middleMs),
    snapshotsOf(schedule, middleMs, NOW_MS + 9 * DAY_MS),
  ];
  expect(parts.flat()).toEqual(snapshotsOf(schedule, NOW_MS, NOW_MS + 9 * DAY_MS));
});

test('leaves out and spoils about as many as asked', () => {
  const schedule = { ...NIGHTLY, everyHours: 1, missingPercent: 20, unreadyPercent: 10 };
  const made = snapshotsOf(schedule, NOW_MS - 100 * DAY_MS, NOW_MS);
  const unready = made.filter(({ readyToUse }) => readyToUse === false);
  expect(made.length / 4800).toBeCloseTo(0.8, 1);
  expect(unready.length / made.length).toBeCloseTo(0.1, 1);
});
