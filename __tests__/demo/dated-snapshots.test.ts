import { expect, test } from '@jest/globals';
import { datedSnapshots } from '../../simulator/demo/dated-snapshots.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday, the first of whose weeks ends a year. */
const MONDAY_MS = Date.parse('2026-12-28T00:00:00Z');

test.each([0, 1, HOUR_MS, 3 * DAY_MS, 7 * DAY_MS - 1])('is the same %d ms into a week', (intoWeekMs) => {
  expect(datedSnapshots('shop', MONDAY_MS + intoWeekMs)).toEqual(datedSnapshots('shop', MONDAY_MS));
});

test('moves on with the weeks, and its periods with it', () => {
  const dates = (nowMs: number) =>
    datedSnapshots('shop', nowMs).map(({ creationDate }) => Date.parse(`${creationDate}Z`));

  expect(dates(MONDAY_MS + 7 * DAY_MS)).toEqual(dates(MONDAY_MS).map((dateMs) => dateMs + 7 * DAY_MS));
});

test('is old enough for every rule of the story', () => {
  for (const { creationDate, readyToUse } of datedSnapshots('shop', MONDAY_MS)) {
    const ageMs = MONDAY_MS - Date.parse(`${creationDate}Z`);
    expect(ageMs).toBeGreaterThan(readyToUse ? 0 : 2 * DAY_MS);
  }
});
