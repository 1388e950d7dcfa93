import { formatDuration } from '../domain/duration.ts';
import { InputError, SnapshotServiceError } from '../domain/errors.ts';
import {
  compareNewestFirst,
  compareOldestFirst,
  compareText,
  type IdentifiedSnapshot,
  idsOf,
  type Snapshot,
} from '../domain/snapshot.ts';
import { applyKeepRules } from './keep-rules.ts';
import { policyFaults, type RetentionPolicy } from './policy.ts';
import { type EligibleSnapshot, type Standing, standingOf, type UnreadySnapshot } from './standing.ts';

/** The decision to keep a snapshot. */
interface KeepDecision {
  readonly action: 'keep';
  readonly snapshot: Snapshot;
  /** Every reason that holds, in restic's manner, such as `daily snapshot`; never empty. */
  readonly reasons: readonly string[];
}

/** The decision to delete a snapshot. */
export interface DeleteDecision {
  readonly action: 'delete';
  readonly snapshot: IdentifiedSnapshot;
  /** Whether it goes because it is not ready: then it must still be so when its deletion is asked for. */
  readonly isUnready: boolean;
  /** Never empty. */
  readonly reasons: readonly string[];
}

/** What becomes of one snapshot, and why. */
export type Decision = KeepDecision | DeleteDecision;

/** How many snapshots a plan, or a group of it, keeps and deletes. */
interface DecisionCounts {
  readonly keptCount: number;
  readonly deletedCount: number;
}

/** The decisions on the snapshots of one source VM. */
export interface GroupPlan extends DecisionCounts {
  /** Null for the snapshots that do not say which VM they were taken of. None of them is ever deleted. */
  readonly sourceName: string | null;
  /** Newest first; of equal dates the higher id is the newer; what has no usable date comes last. */
  readonly decisions: readonly Decision[];
  /** The newest ready snapshot that a rule keeps; null if no rule keeps one. */
  readonly survivor: IdentifiedSnapshot | null;
}

/** One decision on every snapshot. */
export interface RetentionPlan extends DecisionCounts {
  /** By source name; the group without one comes last. */
  readonly groups: readonly GroupPlan[];
}

/** What a plan is made of. */
interface RetentionRequest {
  /** All snapshots of one namespace of one cluster, in any order. */
  readonly snapshots: readonly Snapshot[];
  /** Only these count, and only these can be deleted. */
  readonly isInScope: (snapshot: Snapshot) => boolean;
  readonly isProtected: (id: string) => boolean;
  readonly policy: RetentionPolicy;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: number;
}

/**
 * Decides which snapshots to keep and which to delete. Each source VM is a group with counts of its own: to prune
 * across machines loses the backups of those that are idle (borg #241).
 *
 * @throws InputError if the policy has faults
 * @throws SnapshotServiceError if an id is listed twice, in whatever case, even where one of the two is out of scope
 */
export function planRetention(request: RetentionRequest): RetentionPlan {
  const { snapshots, isInScope, policy } = request;
  const faults = policyFaults(policy);
  if (faults.length > 0) throw new InputError(faults);
  // Before the scope hides one of two snapshots that have the same id.
  requireUniqueIds(snapshots);
  const vms = Map.groupBy(snapshots.filter(isInScope), ({ sourceName }) => sourceName);
  const groups = Array.from(vms, ([sourceName, members]) => planGroup(sourceName, members, request));
  return { groups: groups.toSorted(bySourceName), ...countsOf(groups.flatMap(({ decisions }) => decisions)) };
}

/**
 * Refuses a listing that gives one id twice, also where only the case differs: Kubernetes' names have none. An id is
 * unique in its namespace, so such a listing mixes things up, and to delete either snapshot by its id might delete the
 * other. Nothing is planned rather than something wrong.
 *
 * @throws SnapshotServiceError that names the ids
 */
function requireUniqueIds(snapshots: readonly Snapshot[]): void {
  const ids = idsOf(snapshots);
  // A set is made much faster than groups.
  if (new Set(ids.map((id) => id.toLowerCase())).size === ids.length) return;
  const spellings = Array.from(Map.groupBy(ids, (id) => id.toLowerCase()).values());
  const repeated = spellings.find(({ length }) => length > 1);
  const named = Array.from(new Set(repeated), (id) => `"${id}"`).join(' and ');
  throw new SnapshotServiceError(
    'unreadable',
    `The listing holds more than one snapshot with the id ${named}. It can't be trusted, so nothing is deleted.`,
  );
}

/** What the plan deletes, oldest first, ties by id. */
export function deletionsOf(plan: RetentionPlan): readonly DeleteDecision[] {
  return plan.groups
    .flatMap(({ decisions }) => decisions.filter((decision) => decision.action === 'delete'))
    .sort((left, right) => compareOldestFirst(left.snapshot, right.snapshot));
}

/** What the plan keeps, in the order of the plan. */
export function keptOf(plan: RetentionPlan): readonly KeepDecision[] {
  return plan.groups.flatMap(({ decisions }) => decisions.filter((decision) => decision.action === 'keep'));
}

function countsOf(decisions: readonly Decision[]): DecisionCounts {
  const keptCount = decisions.filter(({ action }) => action === 'keep').length;
  return { keptCount, deletedCount: decisions.length - keptCount };
}

function planGroup(
  sourceName: string | null,
  members: readonly Snapshot[],
  { isProtected, policy, nowMs }: RetentionRequest,
): GroupPlan {
  const standings = members
    .toSorted(compareNewestFirst)
    .map((member) => standingOf(member, isProtected, nowMs));
  const eligible = standings.filter((candidate) => candidate.standing === 'eligible');
  const reasonsToKeep = applyKeepRules(eligible, policy, nowMs);
  const survivor = eligible.find((candidate) => reasonsToKeep.has(candidate)) ?? null;
  // The same for every snapshot that is deleted, so that a plan of 100,000 holds them once.
  const reasonsToDelete = deletionReasons(policy);
  const decide = (candidate: Standing): Decision => {
    switch (candidate.standing) {
      case 'excluded':
        return { action: 'keep', snapshot: candidate.snapshot, reasons: [candidate.reason] };
      case 'unready':
        return decideUnready(candidate, survivor, policy.unreadyOlderThanMs, nowMs);
      case 'eligible': {
        const { snapshot } = candidate;
        const reasons = reasonsToKeep.get(candidate);
        return reasons === undefined
          ? { action: 'delete', snapshot, isUnready: false, reasons: reasonsToDelete }
          : { action: 'keep', snapshot, reasons };
      }
    }
  };
  const decisions = standings.map(decide);
  return { sourceName, decisions, survivor: survivor?.snapshot ?? null, ...countsOf(decisions) };
}

/**
 * A snapshot that is not ready may be the only one of its VM, and a service may call good ones unready
 * (external-snapshotter #432): it goes only where a newer, ready one stays. What is exactly as old as the limit is
 * kept, as with `older-than`.
 */
function decideUnready(
  { snapshot, createdMs }: UnreadySnapshot,
  survivor: EligibleSnapshot | null,
  unreadyOlderThanMs: number | undefined,
  nowMs: number,
): Decision {
  if (unreadyOlderThanMs === undefined || nowMs - createdMs <= unreadyOlderThanMs) {
    return { action: 'keep', snapshot, reasons: ['not ready'] };
  }
  if (survivor === null || survivor.createdMs <= createdMs) {
    return { action: 'keep', snapshot, reasons: ['not ready, and no newer ready one is kept by a rule'] };
  }
  const reason = `not ready, older than ${formatDuration(unreadyOlderThanMs)}`;
  return { action: 'delete', snapshot, isUnready: true, reasons: [reason] };
}

function deletionReasons({ olderThanMs }: RetentionPolicy): readonly string[] {
  const age = olderThanMs === undefined ? [] : [`older than ${formatDuration(olderThanMs)}`];
  return [...age, 'kept by no rule'];
}

function bySourceName(left: GroupPlan, right: GroupPlan): number {
  if (left.sourceName === null) return 1;
  if (right.sourceName === null) return -1;
  return compareText(left.sourceName, right.sourceName);
}
