import { describe, expect, test } from '@jest/globals';
import { InputError, SnapshotServiceError } from '../../src/domain/errors.ts';
import { partialSnapshot, type Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/utc-timestamp.ts';
import { deletionsOf, keptOf } from '../../src/retention/plan.ts';
import { policyFaults, type RetentionPolicy } from '../../src/retention/policy.ts';
import {
  DAY_MS,
  HOUR_MS,
  linesOf,
  MINUTE_MS,
  planOf,
  SECOND_MS,
  takenAt,
  utcDate,
} from './sample-snapshots.ts';

const NOW = '2024-03-10T12:00';
const NOW_MS = utcDate(NOW).getTime();

function takenMsAgo(id: string, ageMs: number, known: Partial<Snapshot> = {}): Snapshot {
  return takenAt(NOW, { id, creationDate: toUtcTimestamp(NOW_MS - ageMs), ...known });
}

interface TruthRow {
  readonly what: string;
  readonly dates: readonly string[];
  readonly now?: string;
  readonly policy: RetentionPolicy;
  readonly lines: readonly string[];
}

const TRUTH_TABLE: readonly TruthRow[] = [
  {
    what: 'keep-last keeps the newest ones',
    dates: ['2024-03-01', '2024-03-03', '2024-03-02'],
    policy: { keepLast: 2 },
    lines: [
      'keep 2024-03-03: last snapshot',
      'keep 2024-03-02: last snapshot',
      'delete 2024-03-01: kept by no rule',
    ],
  },
  {
    what: 'keep-last with room to spare keeps all, and has no oldest one to add',
    dates: ['2024-03-01', '2024-03-02'],
    policy: { keepLast: 3 },
    lines: ['keep 2024-03-02: last snapshot', 'keep 2024-03-01: last snapshot'],
  },
  {
    what: 'keep-last: unlimited keeps all',
    dates: ['2024-03-01', '2024-03-02', '2014-03-02'],
    policy: { keepLast: Number.POSITIVE_INFINITY },
    lines: [
      'keep 2024-03-02: last snapshot',
      'keep 2024-03-01: last snapshot',
      'keep 2014-03-02: last snapshot',
    ],
  },
  {
    what: 'keep-hourly keeps the newest of each hour, and only the hours of its count',
    dates: ['2024-03-01T08:10', '2024-03-01T09:00', '2024-03-01T09:59', '2024-03-01T10:00'],
    policy: { keepLast: 0, keepHourly: 2 },
    lines: [
      'keep 2024-03-01T10:00: hourly snapshot',
      'keep 2024-03-01T09:59: hourly snapshot',
      'delete 2024-03-01T09:00: kept by no rule',
      'delete 2024-03-01T08:10: kept by no rule',
    ],
  },
  {
    what: 'keep-daily across 29 February',
    dates: ['2024-02-28T23:59', '2024-02-29T00:00', '2024-02-29T23:59', '2024-03-01T00:00'],
    policy: { keepLast: 0, keepDaily: 3 },
    lines: [
      'keep 2024-03-01T00:00: daily snapshot',
      'keep 2024-02-29T23:59: daily snapshot',
      'delete 2024-02-29T00:00: kept by no rule',
      'keep 2024-02-28T23:59: daily snapshot',
    ],
  },
  {
    what: 'keep-weekly counts week 53 of 2020 once, though it spans two years',
    dates: ['2020-12-27', '2020-12-28', '2020-12-31', '2021-01-03', '2021-01-04'],
    policy: { keepLast: 0, keepWeekly: 3 },
    lines: [
      'keep 2021-01-04: weekly snapshot',
      'keep 2021-01-03: weekly snapshot',
      'delete 2020-12-31: kept by no rule',
      'delete 2020-12-28: kept by no rule',
      'keep 2020-12-27: weekly snapshot',
    ],
  },
  {
    what: 'keep-weekly counts 30 December 2024 as week 1 of 2025',
    dates: ['2024-12-29', '2024-12-30', '2025-01-05'],
    now: '2025-01-06',
    policy: { keepLast: 0, keepWeekly: 2 },
    lines: [
      'keep 2025-01-05: weekly snapshot',
      'delete 2024-12-30: kept by no rule',
      'keep 2024-12-29: weekly snapshot',
    ],
  },
  {
    what: 'keep-monthly and keep-yearly at the end of a year',
    dates: ['2022-12-31T23:59', '2023-01-01', '2023-12-31T23:59', '2024-01-01', '2024-01-31'],
    policy: { keepLast: 0, keepMonthly: 2, keepYearly: 2 },
    lines: [
      'keep 2024-01-31: monthly snapshot, yearly snapshot',
      'delete 2024-01-01: kept by no rule',
      'keep 2023-12-31T23:59: monthly snapshot, yearly snapshot',
      'delete 2023-01-01: kept by no rule',
      'delete 2022-12-31T23:59: kept by no rule',
    ],
  },
  {
    what: 'a rule with room keeps the oldest too, when it lies in a period that is already used',
    dates: ['2024-03-01T01:00', '2024-03-01T02:00', '2024-03-01T03:00'],
    policy: { keepLast: 0, keepDaily: 2 },
    lines: [
      'keep 2024-03-01T03:00: daily snapshot',
      'delete 2024-03-01T02:00: kept by no rule',
      'keep 2024-03-01T01:00: oldest daily snapshot',
    ],
  },
  {
    what: 'a rule whose count is just used up has no room for the oldest',
    dates: ['2024-03-01T01:00', '2024-03-01T02:00', '2024-03-01T03:00'],
    policy: { keepLast: 0, keepDaily: 1 },
    lines: [
      'keep 2024-03-01T03:00: daily snapshot',
      'delete 2024-03-01T02:00: kept by no rule',
      'delete 2024-03-01T01:00: kept by no rule',
    ],
  },
  {
    what: 'every rule with room names the oldest',
    dates: ['2024-03-04T01:00', '2024-03-04T01:10', '2024-03-04T01:20'],
    policy: {
      keepHourly: 2,
      keepDaily: 1,
      keepWeekly: 3,
      keepMonthly: Number.POSITIVE_INFINITY,
      keepYearly: 2,
    },
    lines: [
      'keep 2024-03-04T01:20: last snapshot, hourly snapshot, daily snapshot, weekly snapshot, monthly snapshot, ' +
        'yearly snapshot',
      'delete 2024-03-04T01:10: kept by no rule',
      'keep 2024-03-04T01:00: oldest hourly snapshot, oldest weekly snapshot, oldest monthly snapshot, ' +
        'oldest yearly snapshot',
    ],
  },
  {
    what: 'the only snapshot is the newest, not the oldest',
    dates: ['2024-03-04'],
    policy: { keepDaily: 7 },
    lines: ['keep 2024-03-04: last snapshot, daily snapshot'],
  },
  {
    what: 'keep-within counts from the newest, and what is exactly that much older goes',
    dates: ['2020-01-15T00:00:00', '2020-01-01T00:00:01', '2020-01-01T00:00:00'],
    policy: { keepWithinMs: 14 * DAY_MS },
    lines: [
      'keep 2020-01-15T00:00:00: last snapshot, within 14d',
      'keep 2020-01-01T00:00:01: within 14d',
      'delete 2020-01-01T00:00:00: kept by no rule',
    ],
  },
  {
    what: 'keep-within-daily keeps the newest of each day within the duration, and no oldest one',
    dates: [
      '2020-01-15T12:00',
      '2020-01-15T01:00',
      '2020-01-14T12:01',
      '2020-01-14T12:00',
      '2020-01-13T23:59',
    ],
    policy: { keepLast: 0, keepWithinDailyMs: DAY_MS },
    lines: [
      'keep 2020-01-15T12:00: daily within 1d',
      'delete 2020-01-15T01:00: kept by no rule',
      'keep 2020-01-14T12:01: daily within 1d',
      'delete 2020-01-14T12:00: kept by no rule',
      'delete 2020-01-13T23:59: kept by no rule',
    ],
  },
  {
    what: 'keep-within-monthly keeps nothing of a month whose newest is outside the duration',
    dates: ['2020-03-20', '2020-03-01', '2020-02-10', '2020-01-31'],
    policy: { keepLast: 0, keepWithinMonthlyMs: 30 * DAY_MS },
    lines: [
      'keep 2020-03-20: monthly within 30d',
      'delete 2020-03-01: kept by no rule',
      'delete 2020-02-10: kept by no rule',
      'delete 2020-01-31: kept by no rule',
    ],
  },
  {
    what: 'each rule within a duration gives its own reason, after those that count',
    dates: ['2020-03-20'],
    policy: {
      keepDaily: 1,
      keepWithinMs: DAY_MS,
      keepWithinHourlyMs: 2 * DAY_MS,
      keepWithinDailyMs: 3 * DAY_MS,
      keepWithinWeeklyMs: 4 * DAY_MS,
      keepWithinMonthlyMs: 5 * DAY_MS,
      keepWithinYearlyMs: 6 * DAY_MS,
      olderThanMs: 9000 * DAY_MS,
    },
    lines: [
      'keep 2020-03-20: last snapshot, daily snapshot, within 1d, hourly within 2d, daily within 3d, ' +
        'weekly within 4d, monthly within 5d, yearly within 6d, younger than 9000d',
    ],
  },
  {
    what: 'without keep-last the last one is kept all the same',
    dates: ['2020-01-15', '2020-01-14'],
    policy: { olderThanMs: DAY_MS },
    lines: ['keep 2020-01-15: last snapshot', 'delete 2020-01-14: older than 1d, kept by no rule'],
  },
  {
    what: 'keep-last: 0 with older-than empties a group on purpose',
    dates: ['2020-01-15', '2020-01-14'],
    policy: { keepLast: 0, olderThanMs: DAY_MS },
    lines: [
      'delete 2020-01-15: older than 1d, kept by no rule',
      'delete 2020-01-14: older than 1d, kept by no rule',
    ],
  },
  {
    what: 'a keep rule that is 0 is off, and the last one is kept all the same',
    dates: ['2020-01-15', '2020-01-14'],
    policy: { keepDaily: 0, olderThanMs: DAY_MS },
    lines: ['keep 2020-01-15: last snapshot', 'delete 2020-01-14: older than 1d, kept by no rule'],
  },
  {
    what: 'a snapshot has every reason that holds',
    dates: ['2024-03-10', '2024-03-09', '2024-03-08', '2024-02-07'],
    policy: { keepLast: 1, keepDaily: 2, keepWithinMs: 2 * DAY_MS, olderThanMs: 3 * DAY_MS },
    lines: [
      'keep 2024-03-10: last snapshot, daily snapshot, within 2d, younger than 3d',
      'keep 2024-03-09: daily snapshot, within 2d, younger than 3d',
      'keep 2024-03-08: younger than 3d',
      'delete 2024-02-07: older than 3d, kept by no rule',
    ],
  },
  {
    what: 'unready-older-than alone says nothing about ready snapshots',
    dates: ['2024-03-09', '2014-03-10'],
    policy: { unreadyOlderThanMs: DAY_MS },
    lines: [
      'keep 2024-03-09: no rule selects ready snapshots',
      'keep 2014-03-10: no rule selects ready snapshots',
    ],
  },
  {
    what: 'unready-older-than with a rule that is off says nothing about them either',
    dates: ['2024-03-09', '2014-03-10'],
    policy: { keepDaily: 0, unreadyOlderThanMs: DAY_MS },
    lines: [
      'keep 2024-03-09: no rule selects ready snapshots',
      'keep 2014-03-10: no rule selects ready snapshots',
    ],
  },
];

test.each(TRUTH_TABLE)('$what', ({ dates, now = NOW, policy, lines }) => {
  const snapshots = dates.map((date) => takenAt(date));
  expect(linesOf(planOf(snapshots, policy, { now }))).toEqual(lines);
  expect(linesOf(planOf(snapshots.toReversed(), policy, { now }))).toEqual(lines);
});

describe('equal dates', () => {
  test('make the higher id the newer, so that the same one is kept every time', () => {
    const twins = ['b', 'c', 'a'].map((id) => takenAt('2024-03-01', { id }));
    const lines = ['keep c: last snapshot', 'delete b: kept by no rule', 'delete a: kept by no rule'];
    expect(linesOf(planOf(twins, { keepLast: 1 }))).toEqual(lines);
    expect(linesOf(planOf(twins.toReversed(), { keepLast: 1 }))).toEqual(lines);
  });

  test('are all within a duration of the newest, however short', () => {
    const twins = ['a', 'b'].map((id) => takenAt('2024-03-01', { id }));
    expect(linesOf(planOf(twins, { keepWithinMs: SECOND_MS }))).toEqual([
      'keep b: last snapshot, within 1s',
      'keep a: within 1s',
    ]);
  });
});

describe('an unready snapshot that is old enough', () => {
  const broken = takenMsAgo('broken', 3 * DAY_MS, { readyToUse: false });
  const policy = { keepLast: 1, unreadyOlderThanMs: DAY_MS };
  const lineOf = (...others: Parameters<typeof planOf>[0]) =>
    linesOf(
      planOf([broken, ...others], policy, { now: NOW, isProtected: ({ id }) => id === 'protected' }),
    ).find((line) => line.includes('broken'));
  const KEPT = 'keep broken: not ready, and no newer ready one is kept by a rule';

  test('goes if a rule keeps a newer one that is ready', () => {
    expect(lineOf(takenMsAgo('good', DAY_MS))).toBe('delete broken: not ready for more than 1d');
  });

  test.each([
    ['there is no other', []],
    ['the ready one is older', [takenMsAgo('good', 4 * DAY_MS)]],
    ['the ready one is as old', [takenMsAgo('good', 3 * DAY_MS)]],
    ['the newer one is not ready either', [takenMsAgo('other', DAY_MS, { readyToUse: false })]],
    ['the newer one does not say', [takenMsAgo('other', DAY_MS, { readyToUse: null })]],
    ['the newer one is of another VM', [takenMsAgo('other', DAY_MS, { sourceName: 'db' })]],
    ['the newer one is dated in the future', [takenMsAgo('other', -DAY_MS)]],
    ['the newer one is only protected', [takenMsAgo('protected', DAY_MS)]],
  ])('stays if %s', (_what, others) => {
    expect(lineOf(...others)).toBe(KEPT);
  });
});

describe('limits of age', () => {
  const older = takenMsAgo('older', DAY_MS + 1);
  const exact = takenMsAgo('exact', DAY_MS);
  const younger = takenMsAgo('younger', DAY_MS - 1);

  test('older-than deletes what is older, and not what is exactly that old', () => {
    const policy = { keepLast: 0, olderThanMs: DAY_MS };
    expect(linesOf(planOf([older, exact, younger], policy, { now: NOW }))).toEqual([
      'keep younger: younger than 1d',
      'keep exact: younger than 1d',
      'delete older: older than 1d, kept by no rule',
    ]);
  });

  test('unready-older-than likewise', () => {
    const unready = [older, exact, younger].map((snapshot) => ({ ...snapshot, readyToUse: false }));
    const snapshots = [...unready, takenMsAgo('good', 0)];
    expect(linesOf(planOf(snapshots, { unreadyOlderThanMs: DAY_MS }, { now: NOW }))).toEqual([
      'keep good: no rule selects ready snapshots',
      'keep younger: not ready',
      'keep exact: not ready',
      'delete older: not ready for more than 1d',
    ]);
  });

  test('a date in the future counts normally up to five minutes, and is set aside beyond', () => {
    const snapshots = [
      takenMsAgo('set-aside', -5 * MINUTE_MS - 1),
      takenMsAgo('counted', -5 * MINUTE_MS),
      takenMsAgo('past', HOUR_MS),
    ];
    expect(linesOf(planOf(snapshots, { keepLast: 1 }, { now: NOW }))).toEqual([
      'keep set-aside: dated in the future',
      'keep counted: last snapshot',
      'delete past: kept by no rule',
    ]);
  });

  test('keep-within counts from the newest snapshot that is not set aside', () => {
    const snapshots = [
      takenMsAgo('future', -DAY_MS),
      takenMsAgo('newest', DAY_MS),
      takenMsAgo('within', 2 * DAY_MS - 1),
    ];
    expect(linesOf(planOf(snapshots, { keepLast: 0, keepWithinMs: DAY_MS }, { now: NOW }))).toEqual([
      'keep future: dated in the future',
      'keep newest: within 1d',
      'keep within: within 1d',
    ]);
  });
});

describe('snapshots that are set aside', () => {
  const policy: RetentionPolicy = { keepLast: 1, keepDaily: 1, unreadyOlderThanMs: DAY_MS };
  const ready = takenMsAgo('ready', 3 * DAY_MS);

  test.each<[Partial<Snapshot>, string]>([
    [{ id: null }, 'keep null: no id'],
    [{ id: '' }, 'keep : no id'],
    [{ id: null, readyToUse: false }, 'keep null: no id'],
    [{ id: 'protected-one' }, 'keep protected-one: protected'],
    [{ id: 'protected-one', readyToUse: false }, 'keep protected-one: protected'],
    [{ id: 'protected-one', creationDate: null }, 'keep protected-one: protected'],
    [{ sourceName: '' }, 'keep odd: source VM unknown'],
    [{ sourceName: null, readyToUse: false }, 'keep odd: source VM unknown'],
    [{ sourceName: null, id: 'protected-one' }, 'keep protected-one: source VM unknown'],
    [{ creationDate: null }, 'keep odd: no creation date'],
    [{ creationDate: null, readyToUse: false }, 'keep odd: no creation date'],
    [{ creationDate: toUtcTimestamp(NOW_MS + DAY_MS) }, 'keep odd: dated in the future'],
    [{ creationDate: toUtcTimestamp(NOW_MS + DAY_MS), readyToUse: false }, 'keep odd: dated in the future'],
    [{ readyToUse: null }, 'keep odd: readiness unknown'],
    [{ creationDate: toUtcTimestamp(NOW_MS - HOUR_MS), readyToUse: false }, 'keep odd: not ready'],
  ])('%j gives "%s", and counts for no rule', (known, line) => {
    const odd = takenMsAgo('odd', 2 * DAY_MS, known);
    const isProtected = ({ id }: { readonly id: string }) => id.startsWith('protected');
    const plan = planOf([odd, ready], policy, { now: NOW, isProtected });
    expect(linesOf(plan)).toContain(line);
    expect(linesOf(plan)).toContain('keep ready: last snapshot, daily snapshot');
    expect(deletionsOf(plan)).toEqual([]);
  });

  test('what is not ready is kept unless unready-older-than is set', () => {
    const unready = takenMsAgo('unready', 400 * DAY_MS, { readyToUse: false });
    expect(linesOf(planOf([unready], { keepLast: 0, olderThanMs: DAY_MS }, { now: NOW }))).toEqual([
      'keep unready: not ready',
    ]);
  });

  test('unready-older-than takes what is not ready', () => {
    const unready = takenMsAgo('unready', 400 * DAY_MS, { readyToUse: false });
    expect(linesOf(planOf([unready, ready], policy, { now: NOW }))).toEqual([
      'keep ready: last snapshot, daily snapshot',
      'delete unready: not ready for more than 1d',
    ]);
  });

  test('undated ones come last, by id, and disturb the order of no other', () => {
    const undated = ['n', 'p', 'm', 'o'].map((id) => takenAt('2024-03-01', { id, creationDate: null }));
    const dated = ['2024-03-05', '2024-03-01', '2024-03-04', '2024-03-02', '2024-03-03'].map((date) =>
      takenAt(date),
    );
    const mixed = dated.flatMap((snapshot, index) => [snapshot, ...undated.slice(index, index + 1)]);
    expect(linesOf(planOf(mixed, { keepLast: 2 })).map((line) => line.split(':')[0])).toEqual([
      'keep 2024-03-05',
      'keep 2024-03-04',
      'delete 2024-03-03',
      'delete 2024-03-02',
      'delete 2024-03-01',
      'keep p',
      'keep o',
      'keep n',
      'keep m',
    ]);
  });
});

describe('groups', () => {
  const names = ['null', null, 'b', '__proto__', 'constructor', 'a', 'B', ''];
  const snapshots = names
    .flatMap((sourceName) => [
      takenAt('2024-03-01', { id: `${sourceName}-old`, sourceName }),
      takenAt('2024-03-02', { id: `${sourceName}-new-${sourceName === null}`, sourceName }),
    ])
    .map((snapshot, index) => ({ ...snapshot, id: `id-${index}-${snapshot.id}` }));

  test('are one for each source VM, by name, and the one without a name comes last', () => {
    const plan = planOf(snapshots, { keepLast: 1 });
    const sourceNames = ['', 'B', '__proto__', 'a', 'b', 'constructor', 'null', null];
    expect(plan.groups.map(({ sourceName }) => sourceName)).toEqual(sourceNames);
    expect(planOf(snapshots.toReversed(), { keepLast: 1 })).toEqual(plan);
  });

  test('keep their last snapshot each', () => {
    const plan = planOf(snapshots, { keepLast: 1 });
    expect(plan.groups.map(({ decisions }) => decisions.map(({ action }) => action))).toEqual(
      plan.groups.map(({ sourceName }) => ['keep', sourceName ? 'delete' : 'keep']),
    );
  });

  test('none for nothing', () => {
    const plan = planOf([], { keepLast: 1 });
    expect(plan).toEqual({ groups: [], keptCount: 0, deletedCount: 0 });
    expect(deletionsOf(plan)).toEqual([]);
    expect(keptOf(plan)).toEqual([]);
  });
});

describe('totals', () => {
  const snapshots = [
    takenAt('2024-03-03', { id: 'web-3', sourceName: 'web' }),
    takenAt('2024-03-02', { id: 'web-2', sourceName: 'web' }),
    takenAt('2024-03-01', { id: 'web-1', sourceName: 'web' }),
    takenAt('2024-03-09', { id: 'db-3', sourceName: 'db' }),
    takenAt('2024-03-02', { id: 'db-2', sourceName: 'db' }),
    takenAt('2024-02-29', { id: 'db-1', sourceName: 'db' }),
  ];

  test('tell how many of each group, and of all, are kept and deleted', () => {
    const plan = planOf(snapshots, { keepLast: 1 });
    expect(plan).toMatchObject({ keptCount: 2, deletedCount: 4 });
    expect(plan.groups.map(({ keptCount, deletedCount }) => [keptCount, deletedCount])).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test('deletions come oldest first over all groups, ties by id', () => {
    const plan = planOf(snapshots, { keepLast: 1 });
    expect(deletionsOf(plan).map(({ snapshot }) => snapshot.id)).toEqual(['db-1', 'web-1', 'db-2', 'web-2']);
    expect(deletionsOf(plan).every(({ action }) => action === 'delete')).toBe(true);
  });

  test('what is kept comes in the order of the plan', () => {
    const plan = planOf(snapshots, { keepLast: 1 });
    expect(keptOf(plan)).toEqual([
      { action: 'keep', snapshot: expect.objectContaining({ id: 'db-3' }), reasons: ['last snapshot'] },
      { action: 'keep', snapshot: expect.objectContaining({ id: 'web-3' }), reasons: ['last snapshot'] },
    ]);
  });
});

describe('refusals', () => {
  test('an id that is listed twice stops everything, even in another group, protected or kept', () => {
    const twice = [
      takenAt('2024-03-03', { id: 'fine' }),
      takenAt('2024-03-02', { id: 'same', sourceName: 'db' }),
      takenAt('2024-03-01', { id: 'same' }),
    ];
    const plan = () => planOf(twice, { keepLast: Number.POSITIVE_INFINITY }, { isProtected: () => true });
    expect(plan).toThrow(SnapshotServiceError);
    expect(plan).toThrow(
      expect.objectContaining({
        fault: 'unreadable',
        message:
          'The listing holds more than one snapshot with the id "same". It can\'t be trusted, so nothing is deleted.',
      }),
    );
  });

  test('an id that is listed twice in different case stops everything too', () => {
    const twice = ['Same', 'other', 'same'].map((id) => takenAt('2024-03-01', { id }));
    expect(() => planOf(twice, { keepLast: Number.POSITIVE_INFINITY })).toThrow(
      'with the id "Same" and "same"',
    );
  });

  test('snapshots without an id are not taken for one another', () => {
    const anonymous = [partialSnapshot({}), partialSnapshot({})];
    expect(keptOf(planOf(anonymous, { keepLast: 1 }))).toHaveLength(2);
  });

  test('a policy with faults is not carried out', () => {
    expect(() => planOf([], {})).toThrow(new InputError(policyFaults({})));
  });
});

test.each([
  ['a/b', 'a slash'],
  ['.hidden', 'a point at the beginning'],
  ['a\nb', 'a line break'],
  ['a\ud800', 'half a character'],
  ['a'.repeat(254), 'more characters than a name of Kubernetes'],
])('an id that is no name is set aside: %j, %s', (id) => {
  const plan = planOf([takenAt('2024-03-01', { id }), takenAt('2024-03-02')], { keepLast: 1 });
  expect(keptOf(plan).flatMap(({ reasons }) => reasons)).toContain('unusual id');
});

test('an id of 253 characters is a name', () => {
  const plan = planOf([takenAt('2024-03-01', { id: 'a'.repeat(253) }), takenAt('2024-03-02')], {
    keepLast: 1,
  });
  expect(deletionsOf(plan)).toHaveLength(1);
});

test('the survivor of a group is the newest that a rule keeps, and no other', () => {
  const survivorOf = (snapshots: readonly Snapshot[], policy: RetentionPolicy) =>
    planOf(snapshots, policy, { now: NOW, isProtected: ({ id }) => id === 'protected' }).groups.map(
      ({ survivor }) => survivor?.id ?? null,
    );
  const snapshots = [
    takenMsAgo('protected', HOUR_MS),
    takenMsAgo('unready', 2 * HOUR_MS, { readyToUse: false }),
    takenMsAgo('newest', 3 * HOUR_MS),
    takenMsAgo('older', 4 * HOUR_MS),
  ];
  expect(survivorOf(snapshots, { keepLast: 2 })).toEqual(['newest']);
  expect(survivorOf(snapshots, { keepLast: 0, olderThanMs: MINUTE_MS })).toEqual([null]);
});
