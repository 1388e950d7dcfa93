import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PERIOD_OF, type Period } from '../../src/retention/calendar.ts';
import { forAll } from '../for-all.ts';

test.each<[what: string, period: Period, last: string]>([
  ['an hour', 'hourly', '2024-05-17T09:59:59.999Z'],
  ['the last hour of a day', 'hourly', '2024-05-17T23:59:59.999Z'],
  ['a day', 'daily', '2024-05-17T23:59:59.999Z'],
  ['28 February of a leap year', 'daily', '2024-02-28T23:59:59.999Z'],
  ['29 February', 'daily', '2024-02-29T23:59:59.999Z'],
  ['a week in summer, on Sunday', 'weekly', '2024-07-07T23:59:59.999Z'],
  ['week 53 of 2020', 'weekly', '2021-01-03T23:59:59.999Z'],
  ['week 52 of 2024', 'weekly', '2024-12-29T23:59:59.999Z'],
  ['the week before the epoch', 'weekly', '1969-12-28T23:59:59.999Z'],
  ['the week of the epoch', 'weekly', '1970-01-04T23:59:59.999Z'],
  ['a month of 31 days', 'monthly', '2024-01-31T23:59:59.999Z'],
  ['February of a leap year', 'monthly', '2024-02-29T23:59:59.999Z'],
  ['February of 2100, no leap year', 'monthly', '2100-02-28T23:59:59.999Z'],
  ['December', 'monthly', '2024-12-31T23:59:59.999Z'],
  ['a year', 'yearly', '2024-12-31T23:59:59.999Z'],
])('%s (%s) ends after %s, to the millisecond', (_what, period, last) => {
  const lastMs = Date.parse(last);
  expect(PERIOD_OF[period](lastMs - 1)).toBe(PERIOD_OF[period](lastMs));
  expect(PERIOD_OF[period](lastMs + 1)).toBe(PERIOD_OF[period](lastMs) + 1);
});

/** ISO 8601's own definition: a week belongs to the year that its Thursday lies in. */
function isoWeekLabel(momentMs: number): string {
  const thursday = new Date(momentMs);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const newYearMs = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return `${thursday.getUTCFullYear()}-W${Math.ceil(((thursday.getTime() - newYearMs) / 86_400_000 + 1) / 7)}`;
}

test.each([
  ['2020-12-31', '2020-W53'],
  ['2021-01-03', '2020-W53'],
  ['2021-01-04', '2021-W1'],
  ['2024-12-30', '2025-W1'],
])('the definition that the weeks are compared with is itself right: %s is in %s', (date, label) => {
  expect(isoWeekLabel(Date.parse(date))).toBe(label);
});

const moment = fc.integer({ min: Date.parse('1960-01-01'), max: Date.parse('2120-01-01') });
const gapMs = fc.oneof(
  fc.integer({ min: 0, max: 10 * 86_400_000 }),
  fc.integer({ min: 0, max: 800 * 86_400_000 }),
);

test.each<[Period, (momentMs: number) => string]>([
  ['hourly', (momentMs) => new Date(momentMs).toISOString().slice(0, 13)],
  ['daily', (momentMs) => new Date(momentMs).toISOString().slice(0, 10)],
  ['weekly', isoWeekLabel],
  ['monthly', (momentMs) => new Date(momentMs).toISOString().slice(0, 7)],
  ['yearly', (momentMs) => new Date(momentMs).toISOString().slice(0, 4)],
])('%s periods are equal exactly when their names are, and never go back', (period, labelOf) => {
  const periodOf = PERIOD_OF[period];
  forAll(moment, gapMs, (earlierMs, addedMs) => {
    const laterMs = earlierMs + addedMs;
    expect(periodOf(earlierMs) === periodOf(laterMs)).toBe(labelOf(earlierMs) === labelOf(laterMs));
    expect(periodOf(earlierMs)).toBeLessThanOrEqual(periodOf(laterMs));
  });
});
