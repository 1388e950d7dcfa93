import { describe, expect, test } from '@jest/globals';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { keptOf, type RetentionPlan } from '../../src/retention/plan.ts';
import { DAY_MS, linesOf, planOf, takenAt } from './sample-snapshots.ts';

/**
 * The cases that the documentation of restic's `forget` describes (section "Removing snapshots according to a
 * policy"), and those of the discussions that made its rules what they are (restic #3624, #4806).
 */

function everyDay(from: string, to: string): Snapshot[] {
  const firstMs = Date.parse(from);
  const days = (Date.parse(to) - firstMs) / DAY_MS + 1;
  return Array.from({ length: days }, (_, day) => {
    const creationDate = new Date(firstMs + day * DAY_MS);
    return takenAt(creationDate.toISOString().slice(0, 10));
  });
}

const TWELVE_SUNDAYS = everyDay('2019-09-01', '2019-11-17')
  .filter((_, day) => day % 7 === 0)
  .map((sunday) => takenAt(`${sunday.id}T11:00`));

function keptLinesOf(plan: RetentionPlan): readonly string[] {
  return linesOf(plan).filter((line) => line.startsWith('keep'));
}

describe('a backup every Sunday for twelve weeks', () => {
  test('four daily ones are those of the last four Sundays: days without a snapshot count for nothing', () => {
    expect(keptLinesOf(planOf(TWELVE_SUNDAYS, { keepLast: 0, keepDaily: 4 }))).toEqual([
      'keep 2019-11-17T11:00: daily snapshot',
      'keep 2019-11-10T11:00: daily snapshot',
      'keep 2019-11-03T11:00: daily snapshot',
      'keep 2019-10-27T11:00: daily snapshot',
    ]);
  });

  test.each(['keepLast', 'keepHourly', 'keepDaily', 'keepWeekly'] as const)(
    'one match is enough, and with %s each Sunday is a match',
    (rule) => {
      expect(keptOf(planOf(TWELVE_SUNDAYS, { keepLast: 0, [rule]: 12 }))).toHaveLength(12);
      expect(keptOf(planOf(TWELVE_SUNDAYS, { keepLast: 0, [rule]: 11 }))).toHaveLength(11);
    },
  );

  test('unlimited keeps one of every period', () => {
    const policy = { keepLast: 0, keepMonthly: Number.POSITIVE_INFINITY };
    expect(keptLinesOf(planOf(TWELVE_SUNDAYS, policy))).toEqual([
      'keep 2019-11-17T11:00: monthly snapshot',
      'keep 2019-10-27T11:00: monthly snapshot',
      'keep 2019-09-29T11:00: monthly snapshot',
      'keep 2019-09-01T11:00: oldest monthly snapshot',
    ]);
  });
});

describe('a backup every day for a hundred years', () => {
  // The last day of 2023 is a Sunday, so that it ends a week, a month and a year.
  const centuryOfDays = everyDay('1924-01-01', '2023-12-31');
  const counts = { keepLast: 0, keepDaily: 7, keepWeekly: 5, keepMonthly: 12, keepYearly: 75 };
  /** As many days before the end of 2023 as a month, a year and 75 years, which restic counts by the calendar. */
  const durations = {
    keepLast: 0,
    keepWithinDailyMs: 7 * DAY_MS,
    keepWithinWeeklyMs: 30 * DAY_MS,
    keepWithinMonthlyMs: 365 * DAY_MS,
    keepWithinYearlyMs: 27_393 * DAY_MS,
  };

  test.each([
    ['that counts', counts, ['daily snapshot', 'weekly snapshot', 'monthly snapshot', 'yearly snapshot']],
    [
      'within a duration',
      durations,
      ['daily within 7d', 'weekly within 30d', 'monthly within 365d', 'yearly within 27393d'],
    ],
  ])('each rule %s keeps its number, and what several rules keep is kept once', (_what, policy, reasons) => {
    const kept = keptOf(planOf(centuryOfDays, policy));
    const numbers = reasons.map((reason) => kept.filter((one) => one.reasons.includes(reason)).length);
    expect(numbers).toEqual([7, 5, 12, 75]);
    expect(kept[0]?.reasons).toEqual(reasons);
    expect(kept).toHaveLength(7 + 4 + 11 + 74);
  });

  test('they are the last days of their periods', () => {
    const ids = keptOf(planOf(centuryOfDays, counts)).map(({ snapshot }) => snapshot.id);
    expect(ids.slice(7, 10)).toEqual(['2023-12-24', '2023-12-17', '2023-12-10']);
    expect(ids.slice(10, 13)).toEqual(['2023-12-03', '2023-11-30', '2023-10-31']);
    expect(ids.at(-1)).toBe('1949-12-31');
  });

  test('of irregular backups, rules within a duration keep those of the time, and not so many of them', () => {
    const kept = ['2023-12-31', '2023-12-27', '2023-12-26', '2023-12-20', '2023-06-30'];
    const snapshots = [...kept, '2023-12-18'].map((date) => takenAt(date));
    expect(keptOf(planOf(snapshots, durations)).map(({ snapshot }) => snapshot.id)).toEqual(kept);
  });

  test('count from the newest snapshot: when backups have stopped, nothing expires', () => {
    const stopped = everyDay('2019-01-01', '2019-01-31');
    const rules = { keepLast: 0, keepWithinMs: DAY_MS, keepWithinDailyMs: 3 * DAY_MS };
    expect(keptLinesOf(planOf(stopped, rules, { now: '2029-01-01' }))).toEqual([
      'keep 2019-01-31: within 1d, daily within 3d',
      'keep 2019-01-30: daily within 3d',
      'keep 2019-01-29: daily within 3d',
    ]);
  });
});
