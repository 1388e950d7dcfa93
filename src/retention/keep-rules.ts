import { formatDuration } from '../domain/duration.ts';
import { PERIOD_OF } from './calendar.ts';
import {
  COUNT_RULES,
  countLimit,
  type RetentionPolicy,
  type RuleKind,
  selectsReadySnapshots,
  WITHIN_RULES,
} from './policy.ts';
import type { EligibleSnapshot } from './standing.ts';

/** The snapshots of a group that the rules count, newest first. */
type Eligible = readonly EligibleSnapshot[];

/** What a rule keeps, and its reason. */
interface Kept {
  readonly snapshots: Eligible;
  readonly reason: string;
}

/**
 * Tries every rule on every snapshot of one group; a single reason keeps it. The rules are independent of one
 * another, so that a further rule, or a greater count, can only keep more (restic's `forget` semantics).
 *
 * @param nowMs milliseconds since 1970 UTC
 * @returns the reasons to keep each of those that a rule keeps
 */
export function applyKeepRules(
  newestFirst: Eligible,
  policy: RetentionPolicy,
  nowMs: number,
): ReadonlyMap<EligibleSnapshot, readonly string[]> {
  const kept = selectsReadySnapshots(policy)
    ? [
        ...COUNT_RULES.flatMap(({ kind }) => keptByCount(newestFirst, kind, countLimit(policy, kind))),
        ...WITHIN_RULES.flatMap(({ kind, field }) => keptWithin(newestFirst, kind, policy[field])),
        ...keptAsYounger(newestFirst, nowMs, policy.olderThanMs),
      ]
    : [{ snapshots: newestFirst, reason: 'no rule selects ready snapshots' }];
  const reasons = new Map<EligibleSnapshot, string[]>();
  for (const { snapshots, reason } of kept) {
    for (const snapshot of snapshots) reasons.set(snapshot, [...(reasons.get(snapshot) ?? []), reason]);
  }
  return reasons;
}

/**
 * Keeps the newest snapshot of each of the newest periods that have one. If there are fewer periods than the rule may
 * keep, it also keeps the oldest of the group, so that a short history reaches back as far as possible (restic #3624).
 * An unlimited rule always does.
 */
function keptByCount(newestFirst: Eligible, kind: RuleKind, limit: number): readonly Kept[] {
  const snapshots = newestOfPeriods(newestFirst, kind, limit);
  const kept = { snapshots, reason: `${kind} snapshot` };
  const reachesBack = snapshots.length === limit || snapshots.at(-1) === newestFirst.at(-1);
  return reachesBack
    ? [kept]
    : [kept, { snapshots: newestFirst.slice(-1), reason: `oldest ${kind} snapshot` }];
}

/**
 * Keeps the newest snapshot of each period within the duration (restic's `keep-within-daily`), and no oldest one. The
 * duration counts from the newest of the group and not from now, so that nothing expires once backups have stopped.
 * What is exactly that much older than the newest is outside (restic's `keep-within`).
 */
function keptWithin(newestFirst: Eligible, kind: RuleKind, durationMs: number | undefined): readonly Kept[] {
  const [newest] = newestFirst;
  if (durationMs === undefined || newest === undefined) return [];
  const within = newestFirst.filter(({ createdMs }) => newest.createdMs - createdMs < durationMs);
  const words = kind === 'last' ? 'within' : `${kind} within`;
  const snapshots = newestOfPeriods(within, kind, Number.POSITIVE_INFINITY);
  return [{ snapshots, reason: `${words} ${formatDuration(durationMs)}` }];
}

/** The newest of each of the newest periods; to `last`, each snapshot is a period of its own. */
function newestOfPeriods(newestFirst: Eligible, kind: RuleKind, limit: number): Eligible {
  if (kind === 'last') return newestFirst.slice(0, limit);
  const newest: EligibleSnapshot[] = [];
  let current: number | null = null;
  for (const snapshot of newestFirst) {
    if (newest.length === limit) break;
    const period = PERIOD_OF[kind](snapshot.createdMs);
    if (period !== current) newest.push(snapshot);
    current = period;
  }
  return newest;
}

/** Keeps what is not older than the policy asks; what is exactly that old is kept too. */
function keptAsYounger(
  newestFirst: Eligible,
  nowMs: number,
  olderThanMs: number | undefined,
): readonly Kept[] {
  if (olderThanMs === undefined) return [];
  const snapshots = newestFirst.filter(({ createdMs }) => nowMs - createdMs <= olderThanMs);
  return [{ snapshots, reason: `younger than ${formatDuration(olderThanMs)}` }];
}
