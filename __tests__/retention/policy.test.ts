import { describe, expect, test } from '@jest/globals';
import { describePolicy, policyFaults, type RetentionPolicy } from '../../src/retention/policy.ts';
import { DAY_MS, HOUR_MS } from './sample-snapshots.ts';

const NO_RULE =
  'No retention rule is set: give at least one of keep-last, keep-hourly, keep-daily, keep-weekly, keep-monthly, ' +
  'keep-yearly (above 0), keep-within, keep-within-hourly, keep-within-daily, keep-within-weekly, keep-within-monthly, ' +
  'keep-within-yearly, older-than or unready-older-than.';
const KEEPS_NOTHING =
  'keep-last is 0 and no other rule can keep a snapshot: set another keep rule above 0, keep-within or ' +
  'older-than, or leave keep-last out.';

test.each<[RetentionPolicy, readonly string[]]>([
  [{ keepLast: 1 }, []],
  [{ keepDaily: 7 }, []],
  [{ keepYearly: Number.POSITIVE_INFINITY }, []],
  [{ keepWithinMs: 1 }, []],
  [{ keepWithinDailyMs: DAY_MS }, []],
  [{ olderThanMs: DAY_MS }, []],
  [{ unreadyOlderThanMs: DAY_MS }, []],
  [{ keepLast: 0, keepDaily: 1 }, []],
  [{ keepLast: 0, keepWithinMs: DAY_MS }, []],
  [{ keepLast: 0, keepWithinYearlyMs: DAY_MS }, []],
  [{ keepLast: 0, olderThanMs: DAY_MS }, []],
  [{ keepDaily: 0, olderThanMs: DAY_MS }, []],
  [{ keepDaily: 0, unreadyOlderThanMs: DAY_MS }, []],
  [{ keepLast: 3, keepDaily: undefined, olderThanMs: undefined }, []],
  [{}, [NO_RULE]],
  [{ keepDaily: undefined }, [NO_RULE]],
  [{ keepHourly: 0, keepDaily: 0, keepWeekly: 0, keepMonthly: 0, keepYearly: 0 }, [NO_RULE]],
  [{ keepLast: 0 }, [KEEPS_NOTHING]],
  [{ keepLast: 0, keepDaily: 0 }, [KEEPS_NOTHING]],
  [{ keepLast: 0, unreadyOlderThanMs: DAY_MS }, [KEEPS_NOTHING]],
])('%p has the faults %j', (policy, faults) => {
  expect(policyFaults(policy)).toEqual(faults);
});

describe('a policy in words', () => {
  const rest = 'Delete the other ready snapshots.';
  const implied = 'the last snapshot (keep-last is 1 unless it is set)';

  test.each<[RetentionPolicy, string]>([
    [{ keepLast: 1 }, `For each source VM, keep the last snapshot. ${rest}`],
    [{ keepLast: 3 }, `For each source VM, keep the last 3 snapshots. ${rest}`],
    [{ keepLast: Number.POSITIVE_INFINITY }, `For each source VM, keep all snapshots. ${rest}`],
    [{ keepDaily: 1 }, `For each source VM, keep ${implied} and the last daily snapshot. ${rest}`],
    [{ keepLast: 0, keepDaily: 2 }, `For each source VM, keep the last 2 daily snapshots. ${rest}`],
    [
      { keepLast: 0, keepYearly: Number.POSITIVE_INFINITY, keepDaily: 0 },
      `For each source VM, keep all yearly snapshots. ${rest}`,
    ],
    [
      {
        keepLast: 2,
        keepHourly: 24,
        keepDaily: 7,
        keepWeekly: 5,
        keepMonthly: 12,
        keepYearly: 3,
        keepWithinMs: 14 * DAY_MS,
        olderThanMs: 36 * HOUR_MS,
        unreadyOlderThanMs: 2 * DAY_MS,
      },
      'For each source VM, keep the last 2 snapshots, the last 24 hourly snapshots, the last 7 daily snapshots, ' +
        'the last 5 weekly snapshots, the last 12 monthly snapshots, the last 3 yearly snapshots, all within 14d ' +
        `of the newest and all younger than 1d12h. ${rest} Delete snapshots that are not ready and older than 2d, where a newer, ready one is kept.`,
    ],
    [
      { keepLast: 0, keepWithinMs: DAY_MS, keepWithinDailyMs: 7 * DAY_MS, keepWithinYearlyMs: 800 * DAY_MS },
      'For each source VM, keep all within 1d of the newest, the daily snapshots within 7d of the newest and the ' +
        `yearly snapshots within 800d of the newest. ${rest}`,
    ],
    [{ olderThanMs: 30 * DAY_MS }, `For each source VM, keep ${implied} and all younger than 30d. ${rest}`],
    [
      { keepLast: 0, olderThanMs: 30 * DAY_MS },
      'For each source VM, keep all younger than 30d. Delete the other ready snapshots, even the last one of a VM.',
    ],
    [
      { keepLast: 0, keepDaily: 1, olderThanMs: 30 * DAY_MS },
      `For each source VM, keep the last daily snapshot and all younger than 30d. ${rest}`,
    ],
    [
      { unreadyOlderThanMs: 2 * DAY_MS },
      'Keep every ready snapshot, as no rule selects them. Delete snapshots that are not ready and older than 2d, where a newer, ready one is kept.',
    ],
  ])('%j', (policy, words) => {
    expect(describePolicy(policy)).toBe(words);
  });
});
