import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareNewestFirst, partialSnapshot, type Snapshot } from '../../src/domain/snapshot.ts';
import { millisecondsOf, toUtcTimestamp } from '../../src/domain/utc-timestamp.ts';
import {
  type Decision,
  deletionsOf,
  keptOf,
  planRetention,
  type RetentionPlan,
} from '../../src/retention/plan.ts';
import {
  COUNT_RULES,
  DURATION_RULES,
  policyFaults,
  type RetentionPolicy,
} from '../../src/retention/policy.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './sample-snapshots.ts';

const NOW_MS = Date.parse('2025-01-02T03:04:05Z');

/** Ages in steps of half an hour make equal dates, equal periods and ages at a rule's very limit likely. */
const ageMs = fc.oneof(
  fc.integer({ min: -2, max: 100 }).map((steps) => steps * 30 * MINUTE_MS),
  fc.integer({ min: 0, max: 40 }).map((steps) => steps * 12 * HOUR_MS),
  fc.integer({ min: 0, max: 900 }).map((steps) => steps * DAY_MS),
  fc.constantFrom(-5 * MINUTE_MS, -5 * MINUTE_MS - 1),
);

const creationDate = fc.oneof(
  { weight: 12, arbitrary: ageMs.map((age) => toUtcTimestamp(NOW_MS - age)) },
  { weight: 1, arbitrary: fc.constant(null) },
);

const snapshotDraft = fc.record({
  sourceName: fc.constantFrom('web', 'web', 'web', 'db', 'null', '__proto__', null),
  creationDate,
  readyToUse: fc.constantFrom(true, true, true, true, true, false, null),
  hasId: fc.constantFrom(true, true, true, true, true, true, false),
  isProtected: fc.constantFrom(false, false, false, false, false, true),
});

/** The ids are unique, and their order is not that of the listing. */
const listing = fc.array(snapshotDraft, { maxLength: 40 }).map((drafts): Snapshot[] =>
  drafts.map(({ hasId, isProtected: protectedOne, ...draft }, index) =>
    partialSnapshot({
      ...draft,
      id: hasId ? `${protectedOne ? 'protected' : 'plain'}-${(index * 17) % 41}` : null,
    }),
  ),
);

const ruleCount: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 6 }) },
  { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
);

const durationMs = fc.integer({ min: 1, max: 120 }).map((steps) => steps * 12 * HOUR_MS);

const anyPolicy: fc.Arbitrary<RetentionPolicy> = fc.record(
  {
    keepLast: ruleCount,
    keepHourly: ruleCount,
    keepDaily: ruleCount,
    keepWeekly: ruleCount,
    keepMonthly: ruleCount,
    keepYearly: ruleCount,
    keepWithinMs: durationMs,
    keepWithinHourlyMs: durationMs,
    keepWithinDailyMs: durationMs,
    keepWithinWeeklyMs: durationMs,
    keepWithinMonthlyMs: durationMs,
    keepWithinYearlyMs: durationMs,
    olderThanMs: durationMs,
    unreadyOlderThanMs: durationMs,
  },
  { requiredKeys: [] },
);

const usablePolicy = anyPolicy.filter((policy) => policyFaults(policy).length === 0);

function isProtected({ id }: { readonly id: string }): boolean {
  return id.startsWith('protected');
}

function plan(snapshots: readonly Snapshot[], policy: RetentionPolicy): RetentionPlan {
  return planRetention({ snapshots, isInScope: () => true, policy, isProtected, nowMs: NOW_MS });
}

function deletedIds(snapshots: readonly Snapshot[], policy: RetentionPolicy): Set<string> {
  return new Set(deletionsOf(plan(snapshots, policy)).map(({ snapshot }) => snapshot.id));
}

function expectNothingAdded(before: Set<string>, after: Set<string>): void {
  expect(Array.from(after).filter((id) => !before.has(id))).toEqual([]);
}

function decisionsBySnapshot(plan: RetentionPlan): Map<Snapshot, Decision> {
  return new Map(
    plan.groups.flatMap(({ decisions }) => decisions).map((decision) => [decision.snapshot, decision]),
  );
}

function ageOf({ creationDate: created }: Snapshot): number {
  return NOW_MS - Date.parse(created ?? '');
}

function isGood({ id, readyToUse, creationDate: date }: Snapshot): boolean {
  if (id === null || isProtected({ id }) || readyToUse !== true || date === null) return false;
  return millisecondsOf(date) <= NOW_MS + 5 * MINUTE_MS;
}

/** Fewer for each mutant of a mutation run, whose worker processes have a number. */
const RUNS = { numRuns: process.env['STRYKER_MUTATOR_WORKER'] === undefined ? 400 : 60 };

test('kept and deleted are a partition of the listing, each with a reason', () => {
  fc.assert(
    fc.property(listing, usablePolicy, (snapshots, policy) => {
      const planned = plan(snapshots, policy);
      const decisions: Decision[] = [...keptOf(planned), ...deletionsOf(planned)];
      expect(decisions).toHaveLength(snapshots.length);
      expect(planned.keptCount).toBe(keptOf(planned).length);
      expect(planned.deletedCount).toBe(deletionsOf(planned).length);
      expect(new Set(decisions.map(({ snapshot }) => snapshot))).toEqual(new Set(snapshots));
      expect(decisions.every(({ reasons }) => reasons.length > 0)).toBe(true);
    }),
    RUNS,
  );
});

test('every snapshot is in the group of its source VM, and each group is sorted', () => {
  fc.assert(
    fc.property(listing, usablePolicy, (snapshots, policy) => {
      for (const { sourceName, decisions } of plan(snapshots, policy).groups) {
        const members = decisions.map(({ snapshot }) => snapshot);
        expect(members.every((member) => member.sourceName === sourceName)).toBe(true);
        const dated = members.filter((member) => member.creationDate !== null);
        expect(members.slice(0, dated.length)).toEqual(dated.toSorted(compareNewestFirst));
      }
    }),
    RUNS,
  );
});

test('the order of the listing does not matter', () => {
  const listingAndShuffled = listing.chain((snapshots) =>
    fc.tuple(
      fc.constant(snapshots),
      fc.shuffledSubarray(snapshots, { minLength: snapshots.length, maxLength: snapshots.length }),
    ),
  );
  fc.assert(
    fc.property(listingAndShuffled, usablePolicy, ([snapshots, shuffled], policy) => {
      const [planned, again] = [plan(snapshots, policy), plan(shuffled, policy)];
      expect(decisionsBySnapshot(again)).toEqual(decisionsBySnapshot(planned));
      expect(again.groups.map(({ sourceName }) => sourceName)).toEqual(
        planned.groups.map(({ sourceName }) => sourceName),
      );
      expect(deletionsOf(again)).toEqual(deletionsOf(planned));
    }),
    RUNS,
  );
});

test('a plan applied twice deletes nothing the second time', () => {
  fc.assert(
    fc.property(listing, usablePolicy, (snapshots, policy) => {
      const left = keptOf(plan(snapshots, policy)).map(({ snapshot }) => snapshot);
      expect(deletionsOf(plan(left, policy))).toEqual([]);
    }),
    RUNS,
  );
});

test('a plan of which only a part was carried out leads to the same end', () => {
  fc.assert(
    fc.property(listing, usablePolicy, fc.infiniteStream(fc.boolean()), (snapshots, policy, coins) => {
      const carriedOut = new Set(
        deletionsOf(plan(snapshots, policy))
          .filter(() => coins.next().value)
          .map(({ snapshot }): Snapshot => snapshot),
      );
      const left = snapshots.filter((snapshot) => !carriedOut.has(snapshot));
      const rest = deletionsOf(plan(snapshots, policy)).filter(({ snapshot }) => !carriedOut.has(snapshot));
      expect(deletionsOf(plan(left, policy))).toEqual(rest);
    }),
    RUNS,
  );
});

const KEPT_DURATIONS = DURATION_RULES.map(({ field }) => field).filter(
  (field) => field !== 'unreadyOlderThanMs',
);

const COUNT_FIELDS = COUNT_RULES.map(({ field }) => field);

/**
 * Policies that select ready snapshots. With `unready-older-than` alone every ready one is kept: there a first keep
 * rule does begin to delete.
 */
const selectivePolicy = usablePolicy.filter(
  ({ unreadyOlderThanMs: _unreadyOlderThanMs, ...rest }) => policyFaults(rest).length === 0,
);

test('a further keep rule, or a greater count, never deletes more', () => {
  fc.assert(
    fc.property(
      listing,
      selectivePolicy,
      fc.constantFrom(...COUNT_FIELDS),
      fc.nat(6),
      (snapshots, policy, field, more) => {
        const raised = { ...policy, [field]: (policy[field] ?? 0) + more + 1 };
        expectNothingAdded(deletedIds(snapshots, policy), deletedIds(snapshots, raised));
      },
    ),
    RUNS,
  );
});

test('an unlimited count keeps at least what any count keeps', () => {
  fc.assert(
    fc.property(
      listing,
      fc.constantFrom(...COUNT_FIELDS),
      fc.integer({ min: 1, max: 9 }),
      (snapshots, field, count) => {
        const before = deletedIds(snapshots, { [field]: count });
        const after = deletedIds(snapshots, { [field]: Number.POSITIVE_INFINITY });
        expectNothingAdded(before, after);
      },
    ),
    RUNS,
  );
});

test('a longer duration of a keep rule, or of older-than, never deletes more', () => {
  fc.assert(
    fc.property(
      listing,
      selectivePolicy,
      fc.constantFrom(...KEPT_DURATIONS),
      durationMs,
      (snapshots, policy, field, addedMs) => {
        const longer = { ...policy, [field]: (policy[field] ?? 0) + addedMs };
        expectNothingAdded(deletedIds(snapshots, policy), deletedIds(snapshots, longer));
      },
    ),
    RUNS,
  );
});

test('unless keep-last is 0, each group with a good snapshot keeps its newest one', () => {
  const withoutZero = usablePolicy.filter(({ keepLast }) => keepLast !== 0);
  fc.assert(
    fc.property(listing, withoutZero, (snapshots, policy) => {
      const decisions = decisionsBySnapshot(plan(snapshots, policy));
      for (const good of Map.groupBy(snapshots.filter(isGood), ({ sourceName }) => sourceName).values()) {
        const [newest] = good.toSorted(compareNewestFirst);
        expect(newest && decisions.get(newest)?.action).toBe('keep');
      }
    }),
    RUNS,
  );
});

test('what is not good is deleted by no keep rule, only when it is known not to be ready for too long', () => {
  fc.assert(
    fc.property(listing, usablePolicy, (snapshots, policy) => {
      const deleted = deletionsOf(plan(snapshots, policy)).map(({ snapshot }) => snapshot);
      for (const snapshot of deleted.filter((candidate) => !isGood(candidate))) {
        expect(isProtected(snapshot)).toBe(false);
        expect(snapshot.readyToUse).toBe(false);
        expect(ageOf(snapshot)).toBeGreaterThan(policy.unreadyOlderThanMs ?? Infinity);
      }
    }),
    RUNS,
  );
});

test('unready-older-than deletes no ready snapshot, alone or on top of other rules', () => {
  fc.assert(
    fc.property(
      listing,
      usablePolicy,
      durationMs,
      (snapshots, { unreadyOlderThanMs: _unready, ...policy }, limitMs) => {
        const readyDeleted = (rules: RetentionPolicy) =>
          deletionsOf(plan(snapshots, rules)).filter(({ snapshot }) => snapshot.readyToUse !== false);
        expect(readyDeleted({ unreadyOlderThanMs: limitMs })).toEqual([]);
        fc.pre(policyFaults(policy).length === 0);
        expect(readyDeleted({ ...policy, unreadyOlderThanMs: limitMs })).toEqual(readyDeleted(policy));
      },
    ),
    RUNS,
  );
});

test('what is younger than older-than is never deleted as unneeded', () => {
  fc.assert(
    fc.property(listing, usablePolicy, durationMs, (snapshots, policy, olderThanMs) => {
      const deleted = deletionsOf(plan(snapshots, { ...policy, olderThanMs })).map(
        ({ snapshot }) => snapshot,
      );
      const ages = deleted.filter(isGood).map(ageOf);
      expect(ages.every((age) => age > olderThanMs)).toBe(true);
    }),
    RUNS,
  );
});

/** The names of periods, found without the calendar under test. */
const PERIOD_NAMES = {
  keepHourly: (created: string) => created.slice(0, 13),
  keepDaily: (created: string) => created.slice(0, 10),
  keepWeekly: (created: string) => mondayOf(new Date(created)).toISOString().slice(0, 10),
  keepMonthly: (created: string) => created.slice(0, 7),
  keepYearly: (created: string) => created.slice(0, 4),
} as const;

function mondayOf(date: Date): Date {
  return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY_MS);
}

test('a calendar rule keeps exactly what its definition says', () => {
  const fields = Object.keys(PERIOD_NAMES) as (keyof typeof PERIOD_NAMES)[];
  fc.assert(
    fc.property(
      listing,
      fc.constantFrom(...fields),
      fc.integer({ min: 1, max: 8 }),
      (snapshots, field, count) => {
        const sorted = snapshots
          .filter((snapshot) => isGood(snapshot) && snapshot.sourceName === 'web')
          .toSorted(compareNewestFirst);
        const byPeriod = Map.groupBy(sorted, (snapshot) => PERIOD_NAMES[field](snapshot.creationDate ?? ''));
        const newestOfEach = Array.from(byPeriod.values(), ([newest]) => newest);
        const oldest = newestOfEach.length < count ? sorted.slice(-1) : [];
        const expected = new Set([...newestOfEach.slice(0, count), ...oldest]);
        const decisions = decisionsBySnapshot(plan(snapshots, { keepLast: 0, [field]: count }));
        const actual = sorted.filter((snapshot) => decisions.get(snapshot)?.action === 'keep');
        expect(new Set(actual)).toEqual(expected);
      },
    ),
    RUNS,
  );
});

const PERIOD_OF_WITHIN = {
  keepWithinHourlyMs: 'keepHourly',
  keepWithinDailyMs: 'keepDaily',
  keepWithinWeeklyMs: 'keepWeekly',
  keepWithinMonthlyMs: 'keepMonthly',
  keepWithinYearlyMs: 'keepYearly',
} as const;

test('a calendar rule within a duration keeps exactly what its definition says', () => {
  const fields = Object.keys(PERIOD_OF_WITHIN) as (keyof typeof PERIOD_OF_WITHIN)[];
  fc.assert(
    fc.property(listing, fc.constantFrom(...fields), durationMs, (snapshots, field, withinMs) => {
      const sorted = snapshots
        .filter((snapshot) => isGood(snapshot) && snapshot.sourceName === 'web')
        .toSorted(compareNewestFirst);
      const [newest] = sorted;
      const within = sorted.filter((snapshot) => ageOf(snapshot) < ageOf(newest ?? snapshot) + withinMs);
      const nameOf = PERIOD_NAMES[PERIOD_OF_WITHIN[field]];
      const byPeriod = Map.groupBy(within, (snapshot) => nameOf(snapshot.creationDate ?? ''));
      const expected = new Set(Array.from(byPeriod.values(), ([first]) => first));
      const decisions = decisionsBySnapshot(plan(snapshots, { keepLast: 0, [field]: withinMs }));
      const actual = sorted.filter((snapshot) => decisions.get(snapshot)?.action === 'keep');
      expect(new Set(actual)).toEqual(expected);
    }),
    RUNS,
  );
});
