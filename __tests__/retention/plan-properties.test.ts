import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareNewestFirst, partialSnapshot, type Snapshot } from '../../src/domain/snapshot.ts';
import { millisecondsOf, toUtcTimestamp } from '../../src/domain/time.ts';
import { PERIOD_OF, PERIODS, type Period } from '../../src/retention/calendar.ts';
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
  WITHIN_RULES,
} from '../../src/retention/policy.ts';
import { forAll } from '../for-all.ts';
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

const ruleCount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 6 }) },
  { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
);

const durationMs = fc.integer({ min: 1, max: 120 }).map((steps) => steps * 12 * HOUR_MS);

const COUNT_FIELDS = COUNT_RULES.map(({ field }) => field);
const DURATION_FIELDS = DURATION_RULES.map(({ field }) => field);

const anyPolicy: fc.Arbitrary<RetentionPolicy> = fc.record(
  Object.fromEntries([
    ...COUNT_FIELDS.map((field) => [field, ruleCount]),
    ...DURATION_FIELDS.map((field) => [field, durationMs]),
  ]),
  { requiredKeys: [] },
);

const usablePolicy = anyPolicy.filter((policy) => policyFaults(policy).length === 0);

function isProtected(id: string): boolean {
  return id.startsWith('protected');
}

function plan(snapshots: readonly Snapshot[], policy: RetentionPolicy): RetentionPlan {
  return planRetention({ snapshots, isInScope: () => true, policy, isProtected, nowMs: NOW_MS });
}

function deletedIds(snapshots: readonly Snapshot[], policy: RetentionPolicy): Set<string> {
  return new Set(deletionsOf(plan(snapshots, policy)).map(({ snapshot }) => snapshot.id));
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
  if (id === null || isProtected(id) || readyToUse !== true || date === null) return false;
  return millisecondsOf(date) <= NOW_MS + 5 * MINUTE_MS;
}

test('kept and deleted are a partition of the listing, each with a reason', () => {
  forAll(listing, usablePolicy, (snapshots, policy) => {
    const planned = plan(snapshots, policy);
    const [kept, deleted] = [keptOf(planned), deletionsOf(planned)];
    const decisions: readonly Decision[] = [...kept, ...deleted];
    expect(decisions).toHaveLength(snapshots.length);
    expect(planned).toMatchObject({ keptCount: kept.length, deletedCount: deleted.length });
    expect(new Set(decisions.map(({ snapshot }) => snapshot))).toEqual(new Set(snapshots));
    expect(decisions.every(({ reasons }) => reasons.length > 0)).toBe(true);
  });
});

test('every snapshot is in the group of its source VM, and each group is sorted', () => {
  forAll(listing, usablePolicy, (snapshots, policy) => {
    for (const { sourceName, decisions } of plan(snapshots, policy).groups) {
      const members = decisions.map(({ snapshot }) => snapshot);
      expect(members.every((member) => member.sourceName === sourceName)).toBe(true);
      const dated = members.filter((member) => member.creationDate !== null);
      expect(members.slice(0, dated.length)).toEqual(dated.toSorted(compareNewestFirst));
    }
  });
});

test('the order of the listing does not matter', () => {
  const shuffledOf = (snapshots: Snapshot[]) =>
    fc.shuffledSubarray(snapshots, { minLength: snapshots.length, maxLength: snapshots.length });
  const listingAndShuffled = listing.chain((snapshots) =>
    fc.tuple(fc.constant(snapshots), shuffledOf(snapshots)),
  );
  forAll(listingAndShuffled, usablePolicy, ([snapshots, shuffled], policy) => {
    const [planned, again] = [plan(snapshots, policy), plan(shuffled, policy)];
    expect(decisionsBySnapshot(again)).toEqual(decisionsBySnapshot(planned));
    expect(again.groups.map(({ sourceName }) => sourceName)).toEqual(
      planned.groups.map(({ sourceName }) => sourceName),
    );
    expect(deletionsOf(again)).toEqual(deletionsOf(planned));
  });
});

test('a plan of which a part or all was carried out leads to the same end', () => {
  const coins = fc.oneof(fc.constant([true]), fc.array(fc.boolean(), { minLength: 1 }));
  forAll(listing, usablePolicy, coins, (snapshots, policy, heads) => {
    const deletions = deletionsOf(plan(snapshots, policy));
    const rest = deletions.filter((_deletion, index) => !heads[index % heads.length]);
    const carriedOut = new Set<Snapshot>(
      deletions.filter((deletion) => !rest.includes(deletion)).map(({ snapshot }) => snapshot),
    );
    const left = snapshots.filter((snapshot) => !carriedOut.has(snapshot));
    expect(deletionsOf(plan(left, policy))).toEqual(rest);
  });
});

/**
 * Policies that select ready snapshots. With `unready-older-than` alone every ready one is kept: there a first keep
 * rule does begin to delete.
 */
const selectivePolicy = usablePolicy.filter(
  ({ unreadyOlderThanMs: _unreadyOlderThanMs, ...rest }) => policyFaults(rest).length === 0,
);

const raise = fc.oneof(
  fc.tuple(fc.constantFrom(...COUNT_FIELDS), fc.constantFrom(1, 2, 7, Number.POSITIVE_INFINITY)),
  fc.tuple(fc.constantFrom(...DURATION_FIELDS.filter((field) => field !== 'unreadyOlderThanMs')), durationMs),
);

test('a further keep rule, a greater count or a longer duration never deletes more', () => {
  forAll(listing, selectivePolicy, raise, (snapshots, policy, [field, more]) => {
    const raised = { ...policy, [field]: (policy[field] ?? 0) + more };
    const before = deletedIds(snapshots, policy);
    expect(Array.from(deletedIds(snapshots, raised)).filter((id) => !before.has(id))).toEqual([]);
  });
});

test('unless keep-last is 0, each group with a good snapshot keeps its newest one', () => {
  const withoutZero = usablePolicy.filter(({ keepLast }) => keepLast !== 0);
  forAll(listing, withoutZero, (snapshots, policy) => {
    const decisions = decisionsBySnapshot(plan(snapshots, policy));
    for (const good of Map.groupBy(snapshots.filter(isGood), ({ sourceName }) => sourceName).values()) {
      const [newest] = good.toSorted(compareNewestFirst);
      expect(newest && decisions.get(newest)?.action).toBe('keep');
    }
  });
});

test('what is not good is deleted by no keep rule, only when it is known not to be ready for too long', () => {
  forAll(listing, usablePolicy, (snapshots, policy) => {
    const deleted = deletionsOf(plan(snapshots, policy)).map(({ snapshot }) => snapshot);
    for (const snapshot of deleted.filter((candidate) => !isGood(candidate))) {
      expect(isProtected(snapshot.id)).toBe(false);
      expect(snapshot.readyToUse).toBe(false);
      expect(ageOf(snapshot)).toBeGreaterThan(policy.unreadyOlderThanMs ?? Infinity);
    }
  });
});

test('unready-older-than deletes no ready snapshot, alone or on top of other rules', () => {
  forAll(listing, selectivePolicy, durationMs, (snapshots, selective, unreadyOlderThanMs) => {
    const { unreadyOlderThanMs: _unready, ...policy } = selective;
    const readyDeleted = (rules: RetentionPolicy) =>
      deletionsOf(plan(snapshots, rules)).filter(({ snapshot }) => snapshot.readyToUse !== false);
    expect(readyDeleted({ unreadyOlderThanMs })).toEqual([]);
    expect(readyDeleted({ ...policy, unreadyOlderThanMs })).toEqual(readyDeleted(policy));
  });
});

test('what is younger than older-than is never deleted as unneeded', () => {
  forAll(listing, usablePolicy, durationMs, (snapshots, policy, olderThanMs) => {
    const deletions = deletionsOf(plan(snapshots, { ...policy, olderThanMs }));
    const ages = deletions
      .map(({ snapshot }) => snapshot)
      .filter(isGood)
      .map(ageOf);
    expect(ages.every((age) => age > olderThanMs)).toBe(true);
  });
});

const period = fc.constantFrom(...PERIODS);

function goodOfWeb(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  return snapshots
    .filter((snapshot) => isGood(snapshot) && snapshot.sourceName === 'web')
    .toSorted(compareNewestFirst);
}

function newestOfEach(newestFirst: readonly Snapshot[], kind: Period): readonly Snapshot[] {
  const byPeriod = Map.groupBy(newestFirst, (snapshot) => PERIOD_OF[kind](NOW_MS - ageOf(snapshot)));
  return Array.from(byPeriod.values(), ([newest]) => newest as Snapshot);
}

function fieldOf(rules: typeof COUNT_RULES | typeof WITHIN_RULES, period: Period): string {
  return rules.find(({ kind }) => kind === period)?.field ?? '';
}

/** Of the good ones, the plan must keep exactly the expected ones. */
function expectKept(snapshots: readonly Snapshot[], rule: RetentionPolicy, expected: Set<Snapshot>): void {
  const decisions = decisionsBySnapshot(plan(snapshots, { keepLast: 0, ...rule }));
  const kept = goodOfWeb(snapshots).filter((snapshot) => decisions.get(snapshot)?.action === 'keep');
  expect(new Set(kept)).toEqual(expected);
}

test('a calendar rule keeps exactly what its definition says', () => {
  forAll(listing, period, fc.integer({ min: 1, max: 8 }), (snapshots, kind, count) => {
    const newestFirst = goodOfWeb(snapshots);
    const newest = newestOfEach(newestFirst, kind);
    const oldest = newest.length < count ? newestFirst.slice(-1) : [];
    expectKept(
      snapshots,
      { [fieldOf(COUNT_RULES, kind)]: count },
      new Set([...newest.slice(0, count), ...oldest]),
    );
  });
});

test('a calendar rule within a duration keeps exactly what its definition says', () => {
  forAll(listing, period, durationMs, (snapshots, kind, withinMs) => {
    const newestFirst = goodOfWeb(snapshots);
    const [newest] = newestFirst;
    const within = newestFirst.filter((snapshot) => ageOf(snapshot) < ageOf(newest ?? snapshot) + withinMs);
    expectKept(snapshots, { [fieldOf(WITHIN_RULES, kind)]: withinMs }, new Set(newestOfEach(within, kind)));
  });
});
