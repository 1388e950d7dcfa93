import { formatDuration } from '../duration.ts';
import {
  COUNT_RULES,
  type CountRule,
  countLimit,
  hasKeepRule,
  type RetentionPolicy,
  selectsReadySnapshots,
} from './policy.ts';

/** A policy in English sentences, for the log and the summary. What is only implied is said as well. */
export function describePolicy(policy: RetentionPolicy): string {
  return [...describeReadyRules(policy), ...describeUnreadyRule(policy)].join(' ');
}

function describeReadyRules(policy: RetentionPolicy): string[] {
  if (!selectsReadySnapshots(policy)) return ['Keep every ready snapshot, as no rule selects them.'];
  const kept = [...describeCounts(policy), ...describeWithin(policy), ...describeOlderThan(policy)];
  return [`For each source VM, keep ${enumerate(kept)}.`, describeRest(policy)];
}

// Intl.ListFormat would do this too, for some 12 ms of CPU at its first use.
function enumerate(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('');
}

function describeRest(policy: RetentionPolicy): string {
  return policy.keepLast === 0 && !hasKeepRule(policy)
    ? 'Delete the other ready snapshots, even the last one of a VM.'
    : 'Delete the other ready snapshots.';
}

function describeCounts(policy: RetentionPolicy): string[] {
  return COUNT_RULES.filter((rule) => countLimit(policy, rule) > 0).map((rule) =>
    describeCount(policy, rule),
  );
}

function describeCount(policy: RetentionPolicy, rule: CountRule): string {
  const noun = rule.kind === 'last' ? 'snapshot' : `${rule.kind} snapshot`;
  const limit = countLimit(policy, rule);
  if (policy[rule.field] === undefined) return `the last ${noun} (keep-last is 1 unless it is set)`;
  if (limit === 1) return `the last ${noun}`;
  return limit === Number.POSITIVE_INFINITY ? `all ${noun}s` : `the last ${limit} ${noun}s`;
}

function describeWithin({ keepWithinMs }: RetentionPolicy): string[] {
  if (keepWithinMs === undefined) return [];
  return [`all within ${formatDuration(keepWithinMs)} of the newest`];
}

function describeOlderThan({ olderThanMs }: RetentionPolicy): string[] {
  return olderThanMs === undefined ? [] : [`all younger than ${formatDuration(olderThanMs)}`];
}

function describeUnreadyRule({ unreadyOlderThanMs }: RetentionPolicy): string[] {
  if (unreadyOlderThanMs === undefined) return [];
  return [
    `Delete snapshots that are not ready and older than ${formatDuration(unreadyOlderThanMs)}, where a newer, ready one is kept.`,
  ];
}
