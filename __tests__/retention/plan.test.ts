import { describe, expect, test } from '@jest/globals';
import { InputError, SnapshotServiceError } from '../../src/domain/errors.ts';
import { partialSnapshot, type Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import { deletionsOf, keptOf } from '../../src/retention/plan.ts';
import { policyFaults, type RetentionPolicy } from '../../src/retention/policy.ts';
import { DAY_MS, HOUR_MS, linesOf, MINUTE_MS, planOf, takenAt, utcDate } from './sample-snapshots.ts';

const NOW = '2024-03-10T12:00';
const NOW_MS = utcDate(NOW).getTime();

function takenMsAgo(id: string, ageMs: number, known: Partial<Snapshot> = {}): Snapshot {
  return takenAt(NOW, { id, creationDate: toUtcTimestamp(NOW_MS - ageMs), ...known });
}

/** Each snapshot is in a line, newest first, and its id is its date. */
test.each<[what: string, policy: RetentionPolicy, lines: readonly string[]]>([
  [
    'keep-last keeps the newest ones',
    { keepLast: 2 },
    [
      'keep 2024-03-03: last snapshot',
      'keep 2024-03-02: last snapshot',
      'delete 2024-03-01: kept by no rule',
    ],
  ],
  [
    'keep-monthly and keep-yearly at the end of a year',
    { keepLast: 0, keepMonthly: 2, keepYearly: 2 },
    [
      'keep 2024-01-31: monthly snapshot, yearly snapshot',
      'delete 2024-01-01: kept by no rule',
      'keep 2023-12-31T23:59: monthly snapshot, yearly snapshot',
      'delete 2023-01-01: kept by no rule',
      'delete 2022-12-31T23:59: kept by no rule',
    ],
  ],
  [
    'a rule with room keeps the oldest too, when it lies in a period that is already used',
    { keepLast: 0, keepDaily: 2 },
    [
      'keep 2024-03-01T03:00: daily snapshot',
      'delete 2024-03-01T02:00: kept by no rule',
      'keep 2024-03-01T01:00: oldest daily snapshot',
    ],
  ],
  [
    'a rule whose count is just used up has no room for the oldest',
    { keepLast: 0, keepDaily: 1 },
    [
      'keep 2024-03-01T03:00: daily snapshot',
      'delete 2024-03-01T02:00: kept by no rule',
      'delete 2024-03-01T01:00: kept by no rule',
    ],
  ],
  [
    'every rule with room names the oldest',
    {
      keepHourly: 2,
      keepDaily: 1,
      keepWeekly: 3,
      keepMonthly: Number.POSITIVE_INFINITY,
      keepYearly: 2,
    },
    [
      'keep 2024-03-04T01:20: last snapshot, hourly snapshot, daily snapshot, weekly snapshot, monthly snapshot, ' +
        'yearly snapshot',
      'delete 2024-03-04T01:10: kept by no rule',
      'keep 2024-03-04T01:00: oldest hourly snapshot, oldest weekly snapshot, oldest monthly snapshot, ' +
        'oldest yearly snapshot',
    ],
  ],
  [
    'the only snapshot is the newest, not the oldest',
    { keepDaily: 7 },
    ['keep 2024-03-04: last snapshot, daily snapshot'],
  ],
  [
    'keep-within counts from the newest, and what is exactly that much older goes',
    { keepWithinMs: 14 * DAY_MS },
    [
      'keep 2020-01-15T00:00:00: last snapshot, within 14d',
      'keep 2020-01-01T00:00:01: within 14d',
      'delete 2020-01-01T00:00:00: kept by no rule',
    ],
  ],
  [
    'keep-within-daily keeps the newest of each day within the duration, and no oldest one',
    { keepLast: 0, keepWithinDailyMs: DAY_MS },
    [
      'keep 2020-01-15T12:00: daily within 1d',
      'delete 2020-01-15T01:00: kept by no rule',
      'keep 2020-01-14T12:01: daily within 1d',
      'delete 2020-01-14T12:00: kept by no rule',
      'delete 2020-01-13T23:59: kept by no rule',
    ],
  ],
  [
    'each rule within a duration gives its own reason, after those that count',
    {
      keepDaily: 1,
      keepWithinMs: DAY_MS,
      keepWithinHourlyMs: 2 * DAY_MS,
      keepWithinDailyMs: 3 * DAY_MS,
      keepWithinWeeklyMs: 4 * DAY_MS,
      keepWithinMonthlyMs: 5 * DAY_MS,
      keepWithinYearlyMs: 6 * DAY_MS,
      olderThanMs: 9000 * DAY_MS,
    },
    [
      'keep 2020-03-20: last snapshot, daily snapshot, within 1d, hourly within 2d, daily within 3d, ' +
        'weekly within 4d, monthly within 5d, yearly within 6d, younger than 9000d',
    ],
  ],
  [
    'without keep-last the last one is kept all the same',
    { olderThanMs: DAY_MS },
    ['keep 2020-01-15: last snapshot', 'delete 2020-01-14: older than 1d, kept by no rule'],
  ],
  [
    'keep-last: 0 with older-than empties a group on purpose',
    { keepLast: 0, olderThanMs: DAY_MS },
    [
      'delete 2020-01-15: older than 1d, kept by no rule',
      'delete 2020-01-14: older than 1d, kept by no rule',
    ],
  ],
  [
    'a snapshot has every reason that holds',
    { keepLast: 1, keepDaily: 2, keepWithinMs: 2 * DAY_MS, olderThanMs: 3 * DAY_MS },
    [
      'keep 2024-03-10: last snapshot, daily snapshot, within 2d, younger than 3d',
      'keep 2024-03-09: daily snapshot, within 2d, younger than 3d',
      'keep 2024-03-08: younger than 3d',
      'delete 2024-02-07: older than 3d, kept by no rule',
    ],
  ],
  [
    'unready-older-than alone says nothing about ready snapshots',
    { unreadyOlderThanMs: DAY_MS },
    ['keep 2024-03-09: no rule selects ready snapshots', 'keep 2014-03-10: no rule selects ready snapshots'],
  ],
])('%s', (_what, policy, lines) => {
  const snapshots = lines.map((line) => takenAt(line.replace(/^\w+ |: .*/g, '')));
  expect(linesOf(planOf(snapshots, policy, { now: NOW }))).toEqual(lines);
  expect(linesOf(planOf(snapshots.toReversed(), policy, { now: NOW }))).toEqual(lines);
});

describe('an unready snapshot that is old enough', () => {
  const broken = takenMsAgo('broken', 3 * DAY_MS, { readyToUse: false });
  const policy = { keepLast: 1, unreadyOlderThanMs: DAY_MS };
  const lineOf = (...others: Parameters<typeof planOf>[0]) =>
    linesOf(planOf([broken, ...others], policy, { now: NOW, isProtected: (id) => id === 'protected' })).find(
      (line) => line.includes('broken'),
    );
  const KEPT = 'keep broken: not ready, and no newer ready one is kept by a rule';

  test('goes if a rule keeps a newer one that is ready', () => {
    expect(lineOf(takenMsAgo('good', DAY_MS))).toBe('delete broken: not ready, older than 1d');
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
      'delete older: not ready, older than 1d',
    ]);
  });

  test('a date in the future counts normally up to five minutes, and is excluded beyond', () => {
    const snapshots = [
      takenMsAgo('excluded', -5 * MINUTE_MS - 1),
      takenMsAgo('counted', -5 * MINUTE_MS),
      takenMsAgo('past', HOUR_MS),
    ];
    expect(linesOf(planOf(snapshots, { keepLast: 1 }, { now: NOW }))).toEqual([
      'keep excluded: dated in the future',
      'keep counted: last snapshot',
      'delete past: kept by no rule',
    ]);
  });
});

test('what is out of scope is not in the plan, and counts for no rule', () => {
  const snapshots = ['2024-03-01', '2024-03-02', '2024-03-03'].map((date) => takenAt(date));
  const plan = planOf(snapshots, { keepLast: 1 }, { isInScope: ({ id }) => id !== '2024-03-03' });
  expect(linesOf(plan)).toEqual(['keep 2024-03-02: last snapshot', 'delete 2024-03-01: kept by no rule']);
});

describe('snapshots that are excluded', () => {
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
    const isProtected = (id: string) => id.startsWith('protected');
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

  test('a deletion says whether the snapshot is one that never became ready', () => {
    const unready = takenMsAgo('unready', 4 * DAY_MS, { readyToUse: false });
    const deletions = deletionsOf(
      planOf([unready, takenMsAgo('old', 5 * DAY_MS), ready], policy, { now: NOW }),
    );
    expect(deletions.map(({ snapshot, isUnready }) => [snapshot.id, isUnready])).toEqual([
      ['old', false],
      ['unready', true],
    ]);
  });

  test('undated ones come last, by id, and disturb the order of no other', () => {
    const undated = ['n', 'p', 'm'].map((id) => takenAt('2024-03-01', { id, creationDate: null }));
    const dated = ['2024-03-04', '2024-03-01', '2024-03-03', '2024-03-02'].map((date) => takenAt(date));
    const mixed = dated.flatMap((snapshot, index) => [snapshot, ...undated.slice(index, index + 1)]);
    const [group] = planOf(mixed, { keepLast: 2 }).groups;
    const ids = group?.decisions.map(({ snapshot }) => snapshot.id);
    expect(ids).toEqual(['2024-03-04', '2024-03-03', '2024-03-02', '2024-03-01', 'p', 'n', 'm']);
  });
});

test('each source VM is a group that keeps its last one, by name; the one without a name comes last', () => {
  const names = ['null', null, 'b', '__proto__', 'constructor', 'a', 'B', ''];
  const snapshots = names.flatMap((sourceName, index) => [
    takenAt('2024-03-01', { id: `old-${index}`, sourceName }),
    takenAt('2024-03-02', { id: `new-${index}`, sourceName }),
  ]);
  const plan = planOf(snapshots, { keepLast: 1 });
  const actionsOf = plan.groups.map(({ sourceName, decisions }) => [
    sourceName,
    ...decisions.map(({ action }) => action),
  ]);
  expect(actionsOf).toEqual([
    ['', 'keep', 'keep'],
    ...['B', '__proto__', 'a', 'b', 'constructor', 'null'].map((name) => [name, 'keep', 'delete']),
    [null, 'keep', 'keep'],
  ]);
  expect(planOf(snapshots.toReversed(), { keepLast: 1 })).toEqual(plan);
});

test('nothing makes an empty plan', () => {
  const plan = planOf([], { keepLast: 1 });
  expect(plan).toEqual({ groups: [], keptCount: 0, deletedCount: 0 });
  expect([...deletionsOf(plan), ...keptOf(plan)]).toEqual([]);
});

test('over all groups, deletions come oldest first, ties by id, and what is kept in the order of the plan', () => {
  const ages = { 'web-3': 3, 'web-2': 9, 'web-1': 10, 'db-3': 2, 'db-2': 9, 'db-1': 11 };
  const snapshots = Object.entries(ages).map(([id, days]) =>
    takenMsAgo(id, days * DAY_MS, { sourceName: id.slice(0, -2) }),
  );
  const plan = planOf(snapshots, { keepLast: 1 });
  expect(deletionsOf(plan).map(({ snapshot }) => snapshot.id)).toEqual(['db-1', 'web-1', 'db-2', 'web-2']);
  expect(keptOf(plan).map(({ snapshot }) => snapshot.id)).toEqual(['db-3', 'web-3']);
  expect(plan).toMatchObject({ keptCount: 2, deletedCount: 4 });
  expect(plan.groups).toMatchObject(Array(2).fill({ keptCount: 1, deletedCount: 2 }));
});

test.each([
  ['even in another group, protected or kept', ['same', 'fine', 'same'], '"same"'],
  ['in different case', ['Same', 'other', 'same'], '"Same" and "same"'],
])('an id that is listed twice stops everything, %s', (_what, ids, named) => {
  const twice = ids.map((id, index) => takenAt('2024-03-01', { id, sourceName: `vm-${index}` }));
  const plan = () => planOf(twice, { keepLast: Number.POSITIVE_INFINITY }, { isProtected: () => true });
  const message = `The listing holds more than one snapshot with the id ${named}. It can't be trusted, so nothing is deleted.`;
  expect(plan).toThrow(new SnapshotServiceError('unreadable', message));
  expect(plan).toThrow(expect.objectContaining({ kind: 'unreadable' }));
});

test('snapshots without an id are not taken for one another', () => {
  const anonymous = [partialSnapshot({}), partialSnapshot({})];
  expect(keptOf(planOf(anonymous, { keepLast: 1 }))).toHaveLength(2);
});

test('a policy with faults is not carried out', () => {
  expect(() => planOf([], {})).toThrow(new InputError(policyFaults({})));
});

test.each([
  ['a slash', 'a/b', 'keep'],
  ['a point at the beginning', '.hidden', 'keep'],
  ['a line break', 'a\nb', 'keep'],
  ['half a character', 'a\ud800', 'keep'],
  ['more characters than a name of Kubernetes', 'a'.repeat(254), 'keep'],
  ['as many characters as a name may have', 'a'.repeat(253), 'delete'],
  ['as few', 'a', 'delete'],
])('an id that is no name is excluded: %s', (_what, id, action) => {
  const plan = planOf([takenAt('2024-03-01', { id }), takenAt('2024-03-02')], { keepLast: 1 });
  const reason = action === 'keep' ? 'unusual id' : 'kept by no rule';
  expect(linesOf(plan)).toContain(`${action} ${id}: ${reason}`);
});

test.each<[RetentionPolicy, string | null]>([
  [{ keepLast: 2 }, 'newest'],
  [{ keepLast: 0, olderThanMs: MINUTE_MS }, null],
])('the survivor of a group is the newest that a rule keeps, and no other: by %j it is %j', (policy, id) => {
  const snapshots = [
    takenMsAgo('protected', HOUR_MS),
    takenMsAgo('unready', 2 * HOUR_MS, { readyToUse: false }),
    takenMsAgo('newest', 3 * HOUR_MS),
    takenMsAgo('older', 4 * HOUR_MS),
  ];
  const plan = planOf(snapshots, policy, { now: NOW, isProtected: (id) => id === 'protected' });
  expect(plan.groups.map(({ survivor }) => survivor?.id ?? null)).toEqual([id]);
});
