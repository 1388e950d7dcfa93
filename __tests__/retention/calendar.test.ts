import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PERIOD_OF } from '../../src/retention/calendar.ts';

const { hourly: utcHour, daily: utcDay, weekly: isoWeek, monthly: utcMonth, yearly: utcYear } = PERIOD_OF;

type Period = (momentMs: number) => number;

interface Boundary {
  readonly what: string;
  readonly periodOf: Period;
  /** The last moment of a period, to the millisecond; the next millisecond begins the next period. */
  readonly last: string;
}

const BOUNDARIES: readonly Boundary[] = [
  { what: 'an hour', periodOf: utcHour, last: '2024-05-17T09:59:59.999Z' },
  { what: 'the last hour of a day', periodOf: utcHour, last: '2024-05-17T23:59:59.999Z' },
  { what: 'a day', periodOf: utcDay, last: '2024-05-17T23:59:59.999Z' },
  { what: '28 February of a leap year', periodOf: utcDay, last: '2024-02-28T23:59:59.999Z' },
  { what: '29 February', periodOf: utcDay, last: '2024-02-29T23:59:59.999Z' },
  { what: 'a week in summer, on Sunday', periodOf: isoWeek, last: '2024-07-07T23:59:59.999Z' },
  { what: 'week 53 of 2020', periodOf: isoWeek, last: '2021-01-03T23:59:59.999Z' },
  { what: 'week 52 of 2024', periodOf: isoWeek, last: '2024-12-29T23:59:59.999Z' },
  { what: 'week 53 of 2026', periodOf: isoWeek, last: '2027-01-03T23:59:59.999Z' },
  { what: 'the week before the epoch', periodOf: isoWeek, last: '1969-12-28T23:59:59.999Z' },
  { what: 'the week of the epoch', periodOf: isoWeek, last: '1970-01-04T23:59:59.999Z' },
  { what: 'a month of 31 days', periodOf: utcMonth, last: '2024-01-31T23:59:59.999Z' },
  { what: 'February of a leap year', periodOf: utcMonth, last: '2024-02-29T23:59:59.999Z' },
  { what: 'February of a common year', periodOf: utcMonth, last: '2023-02-28T23:59:59.999Z' },
  { what: 'February of 2100, no leap year', periodOf: utcMonth, last: '2100-02-28T23:59:59.999Z' },
  { what: 'December', periodOf: utcMonth, last: '2024-12-31T23:59:59.999Z' },
  { what: 'a year', periodOf: utcYear, last: '2024-12-31T23:59:59.999Z' },
];

test.each(BOUNDARIES)('$what ends after $last', ({ periodOf, last }) => {
  const lastMs = Date.parse(last);
  expect(periodOf(lastMs - 1)).toBe(periodOf(lastMs));
  expect(periodOf(lastMs + 1)).toBe(periodOf(lastMs) + 1);
});

const SAME_WEEK: readonly [monday: string, sunday: string, what: string][] = [
  ['2020-12-28', '2021-01-03', 'week 53 of 2020, across the new year'],
  ['2024-12-30', '2025-01-05', 'week 1 of 2025, begun in 2024'],
  ['2026-12-28', '2027-01-03', 'week 53 of 2026'],
  ['2024-02-26', '2024-03-03', 'a week with 29 February'],
  ['2000-02-28', '2000-03-05', 'a week with 29 February of a century'],
];

test.each(SAME_WEEK)('%s and %s lie in one ISO week: %s', (monday, sunday, _what) => {
  expect(isoWeek(Date.parse(monday))).toBe(isoWeek(Date.parse(sunday)));
  expect(isoWeek(Date.parse(monday) - 1)).toBe(isoWeek(Date.parse(monday)) - 1);
});

test('the first and the last days of a year can bear the same week number and yet lie in different weeks', () => {
  expect(isoWeek(Date.parse('2024-01-01'))).not.toBe(isoWeek(Date.parse('2024-12-30')));
});

test('the same hour of two days, and the same month of two years, are different periods', () => {
  expect(utcHour(Date.parse('2024-05-17T09:00:00Z'))).not.toBe(utcHour(Date.parse('2024-05-18T09:00:00Z')));
  expect(utcMonth(Date.parse('2023-05-17'))).not.toBe(utcMonth(Date.parse('2024-05-17')));
});

test('midnight, and midnight on Monday, belong to the day and the week that begin', () => {
  const monday = Date.parse('2024-07-08T00:00:00Z');
  expect(utcDay(monday)).toBe(utcDay(monday + 1));
  expect(isoWeek(monday)).toBe(isoWeek(monday + 1));
});

/** ISO 8601's own definition: a week belongs to the year that its Thursday lies in. */
function isoWeekLabel(momentMs: number): string {
  const thursday = new Date(momentMs);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const newYearMs = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return `${thursday.getUTCFullYear()}-W${Math.ceil(((thursday.getTime() - newYearMs) / 86_400_000 + 1) / 7)}`;
}

const LABELS: readonly (readonly [string, Period, (momentMs: number) => string])[] = [
  ['hours', utcHour, (momentMs) => new Date(momentMs).toISOString().slice(0, 13)],
  ['days', utcDay, (momentMs) => new Date(momentMs).toISOString().slice(0, 10)],
  ['ISO weeks', isoWeek, isoWeekLabel],
  ['months', utcMonth, (momentMs) => new Date(momentMs).toISOString().slice(0, 7)],
  ['years', utcYear, (momentMs) => new Date(momentMs).toISOString().slice(0, 4)],
];

describe.each(LABELS)('%s', (_name, periodOf, labelOf) => {
  const moment = fc.integer({ min: Date.parse('1960-01-01'), max: Date.parse('2120-01-01') });
  const gapMs = fc.oneof(
    fc.integer({ min: 0, max: 10 * 86_400_000 }),
    fc.integer({ min: 0, max: 800 * 86_400_000 }),
  );

  test('are equal exactly when their names are, and never go back', () => {
    fc.assert(
      fc.property(moment, gapMs, (earlierMs, addedMs) => {
        const laterMs = earlierMs + addedMs;
        expect(periodOf(earlierMs) === periodOf(laterMs)).toBe(labelOf(earlierMs) === labelOf(laterMs));
        expect(periodOf(earlierMs)).toBeLessThanOrEqual(periodOf(laterMs));
      }),
    );
  });
});

test.each([
  ['2020-12-31', '2020-W53'],
  ['2021-01-03', '2020-W53'],
  ['2021-01-04', '2021-W1'],
  ['2024-12-30', '2025-W1'],
  ['2026-12-31', '2026-W53'],
])('the definition that the weeks are compared with is itself right: %s is in %s', (date, label) => {
  expect(isoWeekLabel(Date.parse(date))).toBe(label);
});
