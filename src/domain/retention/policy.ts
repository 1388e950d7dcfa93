import { DURATION_FORMS } from '../duration.ts';

/** How many snapshots a rule keeps: a whole number of at least 0, where 0 switches the rule off. */
export type RuleCount = number | 'unlimited';

/**
 * What to keep of each group of snapshots, a group being those of one source VM. A rule that is unset is off,
 * except for `keepLast`: see there. Check with {@link policyFaults} before use.
 */
export interface RetentionPolicy {
  /**
   * The newest snapshots to keep. Unset, it counts as 1, so that no group loses its last good snapshot by
   * accident; only an explicit 0 switches it off.
   */
  readonly keepLast?: RuleCount | undefined;
  /** UTC hours with a snapshot of which to keep the newest one. The same goes for the longer periods below. */
  readonly keepHourly?: RuleCount | undefined;
  readonly keepDaily?: RuleCount | undefined;
  /** ISO weeks, which begin on Monday. */
  readonly keepWeekly?: RuleCount | undefined;
  readonly keepMonthly?: RuleCount | undefined;
  readonly keepYearly?: RuleCount | undefined;
  /** Keeps what is newer than the newest snapshot of the group less this many milliseconds. */
  readonly keepWithinMs?: number | undefined;
  /** Ready snapshots are deleted only if they are older than this many milliseconds, counted from now. */
  readonly olderThanMs?: number | undefined;
  /** Snapshots that are not ready are deleted if they are older than this many milliseconds, counted from now. */
  readonly unreadyOlderThanMs?: number | undefined;
}

/** The rules that count, in the order in which their reasons are given. */
export const COUNT_RULES = [
  { kind: 'last', field: 'keepLast', countIfUnset: 1 },
  { kind: 'hourly', field: 'keepHourly', countIfUnset: 0 },
  { kind: 'daily', field: 'keepDaily', countIfUnset: 0 },
  { kind: 'weekly', field: 'keepWeekly', countIfUnset: 0 },
  { kind: 'monthly', field: 'keepMonthly', countIfUnset: 0 },
  { kind: 'yearly', field: 'keepYearly', countIfUnset: 0 },
] as const;

/** A rule that keeps a number of snapshots, one for each of the newest periods. */
export type CountRule = (typeof COUNT_RULES)[number];

const DURATION_RULES = [
  { input: 'keep-within', field: 'keepWithinMs' },
  { input: 'older-than', field: 'olderThanMs' },
  { input: 'unready-older-than', field: 'unreadyOlderThanMs' },
] as const;

const NO_RULE =
  'No retention rule is set: give at least one of keep-last, keep-hourly, keep-daily, keep-weekly, keep-monthly, ' +
  'keep-yearly (above 0), keep-within, older-than or unready-older-than.';

const KEEPS_NOTHING =
  'keep-last is 0 and no other rule can keep a snapshot: set another keep rule above 0, keep-within or ' +
  'older-than, or leave keep-last out.';

/**
 * What is wrong with a policy, in sentences that name the inputs; empty if it can be used.
 *
 * Refused are broken numbers, a policy without a rule, and `keep-last: 0` without another rule that can keep.
 * `older-than` counts as such a rule, because it keeps what is younger: with `keep-last: 0` it may empty a group,
 * on purpose. `unready-older-than` does not, because it only deletes.
 */
export function policyFaults(policy: RetentionPolicy): readonly string[] {
  const numberFaults = [...countFaults(policy), ...durationFaults(policy)];
  return numberFaults.length > 0 ? numberFaults : ruleFaults(policy);
}

/** How many snapshots a rule may keep in one group: 0 if it is off, infinity if it is unlimited. */
export function countLimit(policy: RetentionPolicy, { field, countIfUnset }: CountRule): number {
  const count = policy[field] ?? countIfUnset;
  return count === 'unlimited' ? Number.POSITIVE_INFINITY : count;
}

/** Whether a keep rule was given on purpose and is on; the implied `keep-last` of 1 does not count. */
export function hasKeepRule(policy: RetentionPolicy): boolean {
  return policy.keepWithinMs !== undefined || COUNT_RULES.some(({ field }) => (policy[field] ?? 0) !== 0);
}

/**
 * Whether the policy says anything about ready snapshots. `unready-older-than` alone does not: then all of them
 * are kept, rather than all but the last.
 */
export function selectsReadySnapshots(policy: RetentionPolicy): boolean {
  return hasKeepRule(policy) || policy.olderThanMs !== undefined;
}

function countFaults(policy: RetentionPolicy): string[] {
  return COUNT_RULES.filter(({ field }) => !isRuleCount(policy[field] ?? 0)).map(
    ({ kind }) => `keep-${kind} must be a whole number of at least 0, or unlimited.`,
  );
}

function isRuleCount(count: RuleCount): boolean {
  return count === 'unlimited' || (Number.isSafeInteger(count) && count >= 0);
}

function durationFaults(policy: RetentionPolicy): string[] {
  return DURATION_RULES.filter(({ field }) => !isUnsetOrDurationMs(policy[field])).map(
    ({ input }) => `${input} must be ${DURATION_FORMS}.`,
  );
}

function isUnsetOrDurationMs(durationMs: number | undefined): boolean {
  return durationMs === undefined || (Number.isSafeInteger(durationMs) && durationMs > 0);
}

function ruleFaults(policy: RetentionPolicy): string[] {
  if (selectsReadySnapshots(policy)) return [];
  if (policy.keepLast === 0) return [KEEPS_NOTHING];
  return policy.unreadyOlderThanMs === undefined ? [NO_RULE] : [];
}
