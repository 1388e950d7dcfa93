import { describe, expect, test } from '@jest/globals';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { deletionsOf, keptOf } from '../../src/retention/plan.ts';
import { policyFaults } from '../../src/retention/policy.ts';
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

describe('a backup every Sunday for twelve weeks', () => {
  test('four daily ones are those of the last four Sundays: days without a snapshot count for nothing', () => {
    const plan = planOf(TWELVE_SUNDAYS, { keepLast: 0, keepDaily: 4 });
    expect(keptOf(plan).map(({ snapshot, reasons }) => [snapshot.id, ...reasons])).toEqual([
      ['2019-11-17T11:00', 'daily snapshot'],
      ['2019-11-10T11:00', 'daily snapshot'],
      ['2019-11-03T11:00', 'daily snapshot'],
      ['2019-10-27T11:00', 'daily snapshot'],
    ]);
    expect(deletionsOf(plan)).toHaveLength(8);
    expect(deletionsOf(plan)[0]).toEqual({
      action: 'delete',
      isUnready: false,
      snapshot: TWELVE_SUNDAYS[0],
      reasons: ['kept by no rule'],
    });
  });

  test.each(['keepLast', 'keepHourly', 'keepDaily', 'keepWeekly'] as const)(
    'one match is enough, and with %s each Sunday is a match',
    (rule) => {
      expect(keptOf(planOf(TWELVE_SUNDAYS, { keepLast: 0, [rule]: 12 }))).toHaveLength(12);
      expect(keptOf(planOf(TWELVE_SUNDAYS, { keepLast: 0, [rule]: 11 }))).toHaveLength(11);
    },
  );

  test('unlimited keeps one of every period', () => {
    const plan = planOf(TWELVE_SUNDAYS, { keepLast: 0, keepMonthly: Number.POSITIVE_INFINITY });
    expect(linesOf(plan).filter((line) => line.startsWith('keep'))).toEqual([
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
  const policy = { keepLast: 0, keepDaily: 7, keepWeekly: 5, keepMonthly: 12, keepYearly: 75 };

  test('each rule keeps its count', () => {
    const kept = keptOf(planOf(centuryOfDays, policy));
    const countFor = (reason: string) => kept.filter(({ reasons }) => reasons.includes(reason)).length;
    expect(countFor('daily snapshot')).toBe(7);
    expect(countFor('weekly snapshot')).toBe(5);
    expect(countFor('monthly snapshot')).toBe(12);
    expect(countFor('yearly snapshot')).toBe(75);
  });

  test('what several rules keep is counted by each and kept once', () => {
    const kept = keptOf(planOf(centuryOfDays, policy));
    expect(kept[0]?.reasons).toEqual([
      'daily snapshot',
      'weekly snapshot',
      'monthly snapshot',
      'yearly snapshot',
    ]);
    expect(kept).toHaveLength(7 + 4 + 11 + 74);
  });

  test('they are the last days of their periods', () => {
    const kept = keptOf(planOf(centuryOfDays, policy));
    expect(kept.slice(7, 13).map(({ snapshot }) => snapshot.id)).toEqual([
      '2023-12-24',
      '2023-12-17',
      '2023-12-10',
      '2023-12-03',
      '2023-11-30',
      '2023-10-31',
    ]);
    expect(kept.at(-1)?.snapshot.id).toBe('1949-12-31');
  });
});

describe('natural boundaries of time', () => {
  test('a week is Monday 00:00 to Sunday 23:59, and not seven days back from now', () => {
    const dates = ['2024-05-12T23:59', '2024-05-13T00:00', '2024-05-19T23:59', '2024-05-20T00:00'];
    const plan = planOf(
      dates.map((date) => takenAt(date)),
      { keepLast: 0, keepWeekly: 3 },
      { now: '2024-05-20T00:01' },
    );
    expect(linesOf(plan)).toEqual([
      'keep 2024-05-20T00:00: weekly snapshot',
      'keep 2024-05-19T23:59: weekly snapshot',
      'delete 2024-05-13T00:00: kept by no rule',
      'keep 2024-05-12T23:59: weekly snapshot',
    ]);
  });
});

describe('the oldest of a short history', () => {
  test('three backups of one day, two in the same hour: the oldest is kept and says why', () => {
    const dates = ['2024-05-17T09:36:51', '2024-05-17T09:41:06', '2024-05-17T17:14:00'];
    const plan = planOf(
      dates.map((date) => takenAt(date)),
      { keepLast: 0, keepHourly: 24 },
    );
    expect(linesOf(plan)).toEqual([
      'keep 2024-05-17T17:14:00: hourly snapshot',
      'keep 2024-05-17T09:41:06: hourly snapshot',
      'keep 2024-05-17T09:36:51: oldest hourly snapshot',
    ]);
  });

  test('two yearly ones of a history that began within the year before reach back to its first day', () => {
    const plan = planOf(everyDay('2021-03-01', '2022-01-09'), { keepLast: 0, keepYearly: 3 });
    expect(keptOf(plan).map(({ snapshot, reasons }) => [snapshot.id, ...reasons])).toEqual([
      ['2022-01-09', 'yearly snapshot'],
      ['2021-12-31', 'yearly snapshot'],
      ['2021-03-01', 'oldest yearly snapshot'],
    ]);
  });

  test('once there are enough periods, it goes', () => {
    const plan = planOf(everyDay('2021-03-01', '2022-01-09'), { keepLast: 0, keepYearly: 2 });
    expect(keptOf(plan).map(({ snapshot }) => snapshot.id)).toEqual(['2022-01-09', '2021-12-31']);
  });
});

describe('keep-within', () => {
  test('counts from the newest snapshot: when backups have stopped, nothing expires', () => {
    const snapshots = everyDay('2019-01-01', '2019-01-31');
    const kept = keptOf(planOf(snapshots, { keepLast: 0, keepWithinMs: 7 * DAY_MS }, { now: '2029-01-01' }));
    expect(kept.map(({ snapshot }) => snapshot.id).at(-1)).toBe('2019-01-25');
    expect(kept).toHaveLength(7);
    expect(kept.every(({ reasons }) => reasons.join() === 'within 7d')).toBe(true);
  });

  test('ignores what is dated in the future, and leaves it alone', () => {
    const snapshots = [...everyDay('2019-01-01', '2019-01-31'), takenAt('2039-01-01')];
    const kept = keptOf(planOf(snapshots, { keepLast: 0, keepWithinMs: DAY_MS }, { now: '2019-02-01' }));
    expect(kept.map(({ snapshot, reasons }) => [snapshot.id, ...reasons])).toEqual([
      ['2039-01-01', 'dated in the future'],
      ['2019-01-31', 'within 1d'],
    ]);
  });
});

describe('keep-within-daily to keep-within-yearly', () => {
  /** 7 days, and before the end of 2023 as many days as a month, a year and 75 years, which restic counts by the calendar. */
  const policy = {
    keepLast: 0,
    keepWithinDailyMs: 7 * DAY_MS,
    keepWithinWeeklyMs: 30 * DAY_MS,
    keepWithinMonthlyMs: 365 * DAY_MS,
    keepWithinYearlyMs: 27_393 * DAY_MS,
  };
  const idsOf = (snapshots: readonly Snapshot[]) =>
    keptOf(planOf(snapshots, policy)).map(({ snapshot }) => snapshot.id);

  test('of a backup every day for a hundred years they keep what the rules that count would', () => {
    const kept = keptOf(planOf(everyDay('1924-01-01', '2023-12-31'), policy));
    const countFor = (reason: string) => kept.filter(({ reasons }) => reasons.includes(reason)).length;
    expect(countFor('daily within 7d')).toBe(7);
    expect(countFor('weekly within 30d')).toBe(5);
    expect(countFor('monthly within 365d')).toBe(12);
    expect(countFor('yearly within 27393d')).toBe(75);
  });

  test('of irregular backups they keep those of the time, and not so many of them', () => {
    const irregular = ['2023-12-31', '2023-12-27', '2023-12-26', '2023-12-20', '2023-12-18', '2023-06-30'];
    expect(idsOf(irregular.map((date) => takenAt(date)))).toEqual([
      '2023-12-31',
      '2023-12-27',
      '2023-12-26',
      '2023-12-20',
      '2023-06-30',
    ]);
  });

  test('count from the newest snapshot: when backups have stopped, nothing expires', () => {
    const stopped = everyDay('2019-01-01', '2019-01-31');
    const plan = planOf(stopped, { keepLast: 0, keepWithinDailyMs: 3 * DAY_MS }, { now: '2029-01-01' });
    expect(keptOf(plan).map(({ snapshot, reasons }) => [snapshot.id, ...reasons])).toEqual([
      ['2019-01-31', 'daily within 3d'],
      ['2019-01-30', 'daily within 3d'],
      ['2019-01-29', 'daily within 3d'],
    ]);
  });
});

test('a policy that would remove everything is refused', () => {
  expect(policyFaults({ keepLast: 0 })).toHaveLength(1);
});

test('each group has counts of its own, so that an idle machine loses nothing to a busy one', () => {
  const busy = everyDay('2024-01-01', '2024-06-30');
  const idle = everyDay('2020-01-01', '2020-01-03').map((snapshot) => ({ ...snapshot, sourceName: 'idle' }));
  const plan = planOf([...busy, ...idle], { keepDaily: 7, keepWeekly: 4, keepMonthly: 6 });
  expect(keptOf(plan).filter(({ snapshot }) => snapshot.sourceName === 'idle')).toHaveLength(3);
});
