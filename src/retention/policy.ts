import { formatDuration } from '../domain/duration.ts';
import { enumerate } from '../domain/wording.ts';
import { PERIODS, type Period } from './calendar.ts';

/** What a rule counts: each snapshot by itself, or the newest of each period of the calendar. */
export type RuleKind = 'last' | Period;

/** The rules that count, in the order in which their reasons are given: the input of each, and its field in the policy. */
export const COUNT_RULES = (['last', ...PERIODS] as const).map((kind) => ({
  kind,
  input: `keep-${kind}` as const,
  field: `keep${capitalize(kind)}` as const,
}));

/** The rules that keep what is within a duration of the newest: all of it, or the newest of each period. */
export const WITHIN_RULES = [
  { kind: 'last', input: 'keep-within', field: 'keepWithinMs' } as const,
  ...PERIODS.map((kind) => ({
    kind,
    input: `keep-within-${kind}` as const,
    field: `keepWithin${capitalize(kind)}Ms` as const,
  })),
];

/** The rules that take a duration: the input that sets each of them, and its field in the policy. */
export const DURATION_RULES = [
  ...WITHIN_RULES,
  { input: 'older-than', field: 'olderThanMs' } as const,
  { input: 'unready-older-than', field: 'unreadyOlderThanMs' } as const,
];

/** The fields of the rules that are set; those of the others are missing or undefined. */
type RuleFields<Rules extends readonly { readonly field: string }[]> = {
  readonly [Field in Rules[number]['field']]?: number | undefined;
};

/**
 * What to keep of each group of snapshots, a group being those of one source VM. A rule that is unset is off, but for
 * `keepLast`. Check with {@link policyFaults} before use.
 *
 * Counts: how many to keep, for `keepLast` the newest snapshots, for `keepDaily` and the like so many of the newest UTC
 * days, ISO weeks and so on that have a snapshot, of each the newest one. Whole numbers of at least 0, where 0 switches
 * a rule off, or infinity. `keepLast` counts as 1 if it is unset, so that no group loses its last good snapshot by
 * accident; only an explicit 0 switches it off.
 *
 * Durations, in milliseconds: `keepWithinMs` keeps what is newer than the newest snapshot of the group less the
 * duration, `keepWithinDailyMs` and the like of that only the newest of each period. Ready snapshots are deleted only
 * if they are older than `olderThanMs`, and those that are not ready if they are older than `unreadyOlderThanMs`, both
 * counted from now.
 */
export interface RetentionPolicy extends RuleFields<typeof COUNT_RULES>, RuleFields<typeof DURATION_RULES> {}

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
  if (policy.unreadyOlderThanMs !== undefined) return [];
  const counts = COUNT_RULES.map(({ input }) => input).join(', ');
  const durations = enumerate(
    DURATION_RULES.map(({ input }) => input),
    'or',
  );
  return [`No retention rule is set: give at least one of ${counts} (above 0), ${durations}.`];
}

/** How many snapshots a rule may keep in one group: 0 if it is off, infinity if it has no limit. */
export function countLimit(policy: RetentionPolicy, kind: RuleKind): number {
  return policy[`keep${capitalize(kind)}`] ?? (kind === 'last' ? 1 : 0);
}

/** Whether a keep rule was given on purpose and is on; the implied `keep-last` of 1 does not count. */
function hasKeepRule(policy: RetentionPolicy): boolean {
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
  const { unreadyOlderThanMs } = policy;
  const unready =
    unreadyOlderThanMs === undefined
      ? ''
      : ` Delete snapshots that are not ready and older than ${formatDuration(unreadyOlderThanMs)}, where a newer, ready one is kept.`;
  return `${describeReadyRules(policy)}${unready}`;
}

function describeReadyRules(policy: RetentionPolicy): string {
  if (!selectsReadySnapshots(policy)) return 'Keep every ready snapshot, as no rule selects them.';
  const { olderThanMs } = policy;
  const kept = [
    ...COUNT_RULES.flatMap((rule) => describeCount(policy, rule)),
    ...WITHIN_RULES.flatMap((rule) => describeWithin(policy, rule)),
    ...(olderThanMs === undefined ? [] : [`all younger than ${formatDuration(olderThanMs)}`]),
  ];
  const mayEmpty = policy.keepLast === 0 && !hasKeepRule(policy);
  const others = `the other ready snapshots${mayEmpty ? ', even the last one of a VM' : ''}`;
  return `For each source VM, keep ${enumerate(kept)}. Delete ${others}.`;
}

function describeCount(policy: RetentionPolicy, { kind, field }: (typeof COUNT_RULES)[number]): string[] {
  const limit = countLimit(policy, kind);
  if (limit === 0) return [];
  const noun = kind === 'last' ? 'snapshot' : `${kind} snapshot`;
  if (limit === Number.POSITIVE_INFINITY) return [`all ${noun}s`];
  if (limit > 1) return [`the last ${limit} ${noun}s`];
  return [`the last ${noun}${policy[field] === undefined ? ' (keep-last is 1 unless it is set)' : ''}`];
}

function describeWithin(policy: RetentionPolicy, { kind, field }: (typeof WITHIN_RULES)[number]): string[] {
  const durationMs = policy[field];
  if (durationMs === undefined) return [];
  const what = kind === 'last' ? 'all' : `the ${kind} snapshots`;
  return [`${what} within ${formatDuration(durationMs)} of the newest`];
}

function capitalize<Text extends string>(text: Text): Capitalize<Text> {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}` as Capitalize<Text>;
}
