import { formatDuration } from '../duration.ts';
import { isoWeek, utcDay, utcHour, utcMonth, utcYear } from './calendar.ts';
import {
  COUNT_RULES,
  type CountRule,
  countLimit,
  type RetentionPolicy,
  selectsReadySnapshots,
} from './policy.ts';
import type { EligibleSnapshot } from './standing.ts';

/** Gives a rule's reason to keep a snapshot, or null, from when it was taken and its place among the newest first. */
type KeepRule = (createdMs: number, position: number) => string | null;

/** Each snapshot is a period of its own to `keep-last`, so that it works like the calendar rules. */
const PERIODS: Record<CountRule['kind'], (createdMs: number, position: number) => number> = {
  last: (_createdMs, position) => position,
  hourly: utcHour,
  daily: utcDay,
  weekly: isoWeek,
  monthly: utcMonth,
  yearly: utcYear,
};

/**
 * Tries every rule on every snapshot of one group; a single reason keeps it. The rules are independent of one
 * another, so that a further rule, or a greater count, can only keep more (restic's `forget` semantics).
 *
 * @param newestFirst the eligible snapshots of the group, newest first
 * @param nowMs milliseconds since 1970 UTC
 * @returns for each of them the reasons to keep it; without a reason, no rule keeps it
 */
export function applyKeepRules(
  newestFirst: readonly EligibleSnapshot[],
  policy: RetentionPolicy,
  nowMs: number,
): readonly (readonly string[])[] {
  const rules = keepRules(
    newestFirst.map(({ createdMs }) => createdMs),
    policy,
    nowMs,
  );
  return newestFirst.map(({ createdMs }, position) =>
    rules.flatMap((rule) => rule(createdMs, position) ?? []),
  );
}

function keepRules(
  newestFirstMs: readonly number[],
  policy: RetentionPolicy,
  nowMs: number,
): readonly KeepRule[] {
  if (!selectsReadySnapshots(policy)) return [() => 'no rule selects ready snapshots'];
  return [
    ...COUNT_RULES.map((rule) => ({ kind: rule.kind, limit: countLimit(policy, rule) }))
      .filter(({ limit }) => limit > 0)
      .map(({ kind, limit }) => countRule(newestFirstMs, kind, limit)),
    ...withinRule(newestFirstMs, policy.keepWithinMs),
    ...youngerRule(nowMs, policy.olderThanMs),
  ];
}

/**
 * Keeps the newest snapshot of each of the newest periods that have one, and while the rule has room for more
 * periods also the oldest of the group, so that a young history reaches back as far as it can (restic #3624). A
 * rule whose last period is just used up has no room, and an unlimited rule always has.
 */
function countRule(newestFirstMs: readonly number[], kind: CountRule['kind'], limit: number): KeepRule {
  const periods = newestFirstMs.map(PERIODS[kind]);
  const newestOfPeriods = periods.flatMap((period, position) =>
    period === periods[position - 1] ? [] : position,
  );
  const keptPositions = new Set(newestOfPeriods.slice(0, limit));
  const oldestPosition = newestOfPeriods.length < limit ? periods.length - 1 : null;
  return (_createdMs, position) => {
    if (keptPositions.has(position)) return `${kind} snapshot`;
    return position === oldestPosition ? `oldest ${kind} snapshot` : null;
  };
}

/**
 * Counts from the newest snapshot of the group and not from now, so that nothing expires once backups have
 * stopped. What is exactly that much older than the newest is outside (restic's `keep-within`).
 */
function withinRule(newestFirstMs: readonly number[], keepWithinMs: number | undefined): readonly KeepRule[] {
  if (keepWithinMs === undefined) return [];
  const afterMs = (newestFirstMs[0] ?? Number.POSITIVE_INFINITY) - keepWithinMs;
  const reason = `within ${formatDuration(keepWithinMs)}`;
  return [(createdMs) => (createdMs > afterMs ? reason : null)];
}

/** Keeps what is not older than the policy asks; what is exactly that old is kept too. */
function youngerRule(nowMs: number, olderThanMs: number | undefined): readonly KeepRule[] {
  if (olderThanMs === undefined) return [];
  const reason = `younger than ${formatDuration(olderThanMs)}`;
  return [(createdMs) => (nowMs - createdMs > olderThanMs ? null : reason)];
}
