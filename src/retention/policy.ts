import { formatDuration } from '../domain/duration.ts';

/** The periods of the calendar that rules know, shortest first. */
export const PERIODS = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;

/** A period of the calendar. */
export type Period = (typeof PERIODS)[number];

/** The rules that count, in the order in which their reasons are given. */
const COUNTED = ['last', ...PERIODS] as const;

/** What a rule that counts keeps: the last snapshots, or those of a period. */
export type Counted = (typeof COUNTED)[number];

/** The rules that count: the input that sets each of them, and its field in the policy. */
export const COUNT_RULES = COUNTED.map((kind) => ({
  kind,
  input: `keep-${kind}` as const,
  field: `keep${capitalize(kind)}` as const,
}));

/** The rules that keep the newest of each period within a duration: the input of each, and its field. */
export const PERIOD_WITHIN_RULES = PERIODS.map((period) => ({
  period,
  input: `keep-within-${period}` as const,
  field: `keepWithin${capitalize(period)}Ms` as const,
}));

const WITHIN_RULES = [{ input: 'keep-within', field: 'keepWithinMs' } as const, ...PERIOD_WITHIN_RULES];

/** The rules that take a duration: the input that sets each of them, and its field in the policy. */
export const DURATION_RULES = [
  ...WITHIN_RULES,
  { input: 'older-than', field: 'olderThanMs' } as const,
  { input: 'unready-older-than', field: 'unreadyOlderThanMs' } as const,
];

/**
 * How many to keep: for `keepLast` the newest snapshots, for `keepDaily` and the like so many of the newest UTC days,
 * ISO weeks and so on that have a snapshot, of each the newest one. Whole numbers of at least 0, where 0 switches a
 * rule off, or infinity. `keepLast` counts as 1 if it is unset, so that no group loses its last good snapshot by
 * accident; only an explicit 0 switches it off.
 */
type RuleCounts = { readonly [Field in (typeof COUNT_RULES)[number]['field']]?: number | undefined };

/**
 * Durations in milliseconds. `keepWithinMs` keeps what is newer than the newest snapshot of the group less the
 * duration, `keepWithinDailyMs` and the like of that only the newest of each period. Ready snapshots are deleted only
 * if they are older than `olderThanMs`, and those that are not ready if they are older than `unreadyOlderThanMs`, both
 * counted from now.
 */
type RuleDurations = { readonly [Field in (typeof DURATION_RULES)[number]['field']]?: number | undefined };

/**
 * What to keep of each group of snapshots, a group being those of one source VM. A rule that is unset is off, but for
 * `keepLast`. Check with {@link policyFaults} before use.
 */
export interface RetentionPolicy extends RuleCounts, RuleDurations {}

const KEEPS_NOTHING =
  'keep-last is 0 and no other rule can keep a snapshot: set another keep rule above 0, keep-within or ' +
  'older-than, or leave keep-last out.';

/**
 * What is wrong with a policy, in sentences that name the inputs; empty if it can be used.
 *
 * Refused are a policy without a rule, and `keep-last: 0` without another rule that can keep. `older-than` counts as
 * such a rule, because it keeps what is younger: with `keep-last: 0` it may empty a group, on purpose.
 * `unready-older-than` does not, because it only deletes.
 */
export function policyFaults(policy: RetentionPolicy): readonly string[] {
  if (selectsReadySnapshots(policy)) return [];
  if (policy.keepLast === 0) return [KEEPS_NOTHING];
  return policy.unreadyOlderThanMs === undefined ? [describeNoRule()] : [];
}

function describeNoRule(): string {
  const counts = COUNT_RULES.map(({ input }) => input).join(', ');
  const [last, ...others] = DURATION_RULES.map(({ input }) => input).toReversed();
  return `No retention rule is set: give at least one of ${counts} (above 0), ${others.toReversed().join(', ')} or ${last}.`;
}

/** How many snapshots a rule may keep in one group: 0 if it is off, infinity if it has no limit. */
export function countLimit(policy: RetentionPolicy, kind: Counted): number {
  return policy[`keep${capitalize(kind)}`] ?? (kind === 'last' ? 1 : 0);
}

/** Whether a keep rule was given on purpose and is on; the implied `keep-last` of 1 does not count. */
export function hasKeepRule(policy: RetentionPolicy): boolean {
  return (
    WITHIN_RULES.some(({ field }) => policy[field] !== undefined) ||
    COUNT_RULES.some(({ field }) => (policy[field] ?? 0) > 0)
  );
}

/**
 * Whether the policy says anything about ready snapshots. `unready-older-than` alone does not: then all of them
 * are kept, rather than all but the last.
 */
export function selectsReadySnapshots(policy: RetentionPolicy): boolean {
  return hasKeepRule(policy) || policy.olderThanMs !== undefined;
}

/** A policy in English sentences, for the log and the summary. What is only implied is said as well. */
export function describePolicy(policy: RetentionPolicy): string {
  return [...describeReadyRules(policy), ...describeUnreadyRule(policy)].join(' ');
}

function describeReadyRules(policy: RetentionPolicy): string[] {
  if (!selectsReadySnapshots(policy)) return ['Keep every ready snapshot, as no rule selects them.'];
  const kept = [...describeCounts(policy), ...describeWithin(policy), ...describeOlderThan(policy)];
  return [`For each source VM, keep ${enumerate(kept)}.`, describeRest(policy)];
}

/** Parts of a sentence in a row: `a, b and c`. */
// Intl.ListFormat would do this too, for some 12 ms of CPU at its first use.
export function enumerate(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('');
}

function describeRest(policy: RetentionPolicy): string {
  return policy.keepLast === 0 && !hasKeepRule(policy)
    ? 'Delete the other ready snapshots, even the last one of a VM.'
    : 'Delete the other ready snapshots.';
}

function describeCounts(policy: RetentionPolicy): string[] {
  return COUNTED.filter((kind) => countLimit(policy, kind) > 0).map((kind) => describeCount(policy, kind));
}

function describeCount(policy: RetentionPolicy, kind: Counted): string {
  const noun = kind === 'last' ? 'snapshot' : `${kind} snapshot`;
  const limit = countLimit(policy, kind);
  if (policy[`keep${capitalize(kind)}`] === undefined)
    return `the last ${noun} (keep-last is 1 unless it is set)`;
  if (limit === 1) return `the last ${noun}`;
  return limit === Number.POSITIVE_INFINITY ? `all ${noun}s` : `the last ${limit} ${noun}s`;
}

function describeWithin(policy: RetentionPolicy): string[] {
  const all = { noun: 'all', withinMs: policy.keepWithinMs };
  const ofPeriods = PERIOD_WITHIN_RULES.map(({ period, field }) => ({
    noun: `the ${period} snapshots`,
    withinMs: policy[field],
  }));
  return [all, ...ofPeriods].flatMap(({ noun, withinMs }) =>
    withinMs === undefined ? [] : [`${noun} within ${formatDuration(withinMs)} of the newest`],
  );
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

function capitalize<Text extends string>(text: Text): Capitalize<Text> {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}` as Capitalize<Text>;
}
