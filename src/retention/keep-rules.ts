import { formatDuration } from '../domain/duration.ts';
import { isoWeek, utcDay, utcHour, utcMonth, utcYear } from './calendar.ts';
import {
  COUNT_RULES,
  type Counted,
  countLimit,
  PERIOD_WITHIN_RULES,
  type Period,
  type RetentionPolicy,
  selectsReadySnapshots,
} from './policy.ts';
import type { EligibleSnapshot } from './standing.ts';

/** A rule's reason to keep the snapshot at one place among the newest first. */
interface Kept {
  readonly position: number;
  readonly reason: string;
}

/** Each snapshot is a period of its own to `keep-last`, so that it works like the calendar rules. */
const PERIOD_OF: Record<Counted, (createdMs: number, position: number) => number> = {
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
 * @returns the reasons to keep each of those that a rule keeps
 */
export function applyKeepRules(
  newestFirst: readonly EligibleSnapshot[],
  policy: RetentionPolicy,
  nowMs: number,
): ReadonlyMap<EligibleSnapshot, readonly string[]> {
  const newestFirstMs = newestFirst.map(({ createdMs }) => createdMs);
  const kept = Map.groupBy(keptByRules(newestFirstMs, policy, nowMs), ({ position }) => position);
  return new Map(
    Array.from(kept, ([position, reasons]) => [
      newestFirst[position] as EligibleSnapshot,
      reasons.map(({ reason }) => reason),
    ]),
  );
}

function keptByRules(
  newestFirstMs: readonly number[],
  policy: RetentionPolicy,
  nowMs: number,
): readonly Kept[] {
  if (!selectsReadySnapshots(policy)) {
    return keptIf(newestFirstMs, () => true, 'no rule selects ready snapshots');
  }
  return [
    ...COUNT_RULES.flatMap(({ kind }) => keptByCount(newestFirstMs, kind, countLimit(policy, kind))),
    ...keptWithin(newestFirstMs, policy.keepWithinMs),
    ...PERIOD_WITHIN_RULES.flatMap(({ period, field }) =>
      keptOfPeriodsWithin(newestFirstMs, period, policy[field]),
    ),
    ...keptAsYounger(newestFirstMs, nowMs, policy.olderThanMs),
  ];
}

/**
 * Keeps the newest snapshot of each of the newest periods that have one. If there are fewer periods than the rule may
 * keep, it also keeps the oldest of the group, so that a short history reaches back as far as possible (restic #3624).
 * An unlimited rule always does.
 */
function keptByCount(newestFirstMs: readonly number[], kind: Counted, limit: number): readonly Kept[] {
  const newest = newestOfPeriods(newestFirstMs, PERIOD_OF[kind], limit);
  const kept = newest.map((position) => ({ position, reason: `${kind} snapshot` }));
  const oldest = newestFirstMs.length - 1;
  const reachesBack = newest.length === limit || newest.at(-1) === oldest || oldest < 0;
  return reachesBack ? kept : [...kept, { position: oldest, reason: `oldest ${kind} snapshot` }];
}

/** Where the newest periods begin, at most as many as asked for. */
function newestOfPeriods(
  newestFirstMs: readonly number[],
  periodOf: (createdMs: number, position: number) => number,
  limit: number,
): readonly number[] {
  const positions: number[] = [];
  let current: number | null = null;
  for (const [position, createdMs] of newestFirstMs.entries()) {
    if (positions.length === limit) break;
    const period = periodOf(createdMs, position);
    if (period !== current) positions.push(position);
    current = period;
  }
  return positions;
}

function keptWithin(newestFirstMs: readonly number[], durationMs: number | undefined): readonly Kept[] {
  if (durationMs === undefined) return [];
  const reason = `within ${formatDuration(durationMs)}`;
  return newestWithin(newestFirstMs, durationMs).map((_createdMs, position) => ({ position, reason }));
}

/** Keeps the newest snapshot of each period within the duration, and no oldest one (restic's `keep-within-daily`). */
function keptOfPeriodsWithin(
  newestFirstMs: readonly number[],
  period: Period,
  durationMs: number | undefined,
): readonly Kept[] {
  if (durationMs === undefined) return [];
  const reason = `${period} within ${formatDuration(durationMs)}`;
  const within = newestWithin(newestFirstMs, durationMs);
  return newestOfPeriods(within, PERIOD_OF[period], Number.POSITIVE_INFINITY).map((position) => ({
    position,
    reason,
  }));
}

/**
 * Counts from the newest snapshot of the group and not from now, so that nothing expires once backups have
 * stopped. What is exactly that much older than the newest is outside (restic's `keep-within`).
 */
function newestWithin(newestFirstMs: readonly number[], durationMs: number): readonly number[] {
  const afterMs = (newestFirstMs[0] ?? Number.POSITIVE_INFINITY) - durationMs;
  return newestFirstMs.filter((createdMs) => createdMs > afterMs);
}

/** Keeps what is not older than the policy asks; what is exactly that old is kept too. */
function keptAsYounger(
  newestFirstMs: readonly number[],
  nowMs: number,
  olderThanMs: number | undefined,
): readonly Kept[] {
  if (olderThanMs === undefined) return [];
  const reason = `younger than ${formatDuration(olderThanMs)}`;
  return keptIf(newestFirstMs, (createdMs) => nowMs - createdMs <= olderThanMs, reason);
}

function keptIf(
  newestFirstMs: readonly number[],
  keeps: (createdMs: number) => boolean,
  reason: string,
): readonly Kept[] {
  return newestFirstMs.flatMap((createdMs, position) => (keeps(createdMs) ? { position, reason } : []));
}
