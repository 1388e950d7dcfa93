import { expect, test } from '@jest/globals';
import type { UtcTimestamp } from '../../src/domain/time.ts';
import { countOf, describeAge, describeDate, describeNames } from '../../src/domain/wording.ts';

test.each([
  [0, '0 snapshots'],
  [1, '1 snapshot'],
  [2, '2 snapshots'],
])('%d with its noun is %j', (count, text) => {
  expect(countOf(count, 'snapshot')).toBe(text);
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
  [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e and 1 more'],
])('of %j at most five are named', (names, text) => {
  expect(describeNames(names)).toBe(text);
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

test.each([
  [-1, 'in the future'],
  [0, '0s'],
  [1999, '1s'],
  [59_999, '59s'],
  [MINUTE_MS, '1min'],
  [HOUR_MS - 1, '59min'],
  [HOUR_MS, '1h'],
  [DAY_MS - 1, '23h'],
  [DAY_MS, '1d'],
  [DAY_MS + 5 * HOUR_MS + 59 * MINUTE_MS, '1d5h'],
  [7 * DAY_MS - 1, '6d23h'],
  [7 * DAY_MS, '7d'],
  [30 * DAY_MS + 23 * HOUR_MS, '30d'],
])('an age of %d ms is %s, as coarse as people think of it', (ageMs, age) => {
  expect(describeAge(ageMs)).toBe(age);
});

test('a date for people is to the second, or to the minute', () => {
  const timestamp = '2026-11-23T14:15:30.123Z' as UtcTimestamp;
  expect(describeDate(timestamp)).toBe('2026-11-23 14:15:30 UTC');
  expect(describeDate(timestamp, 'minute')).toBe('2026-11-23 14:15 UTC');
});
