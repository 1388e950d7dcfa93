import { partialSnapshot, type Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import type { OperationResult, PruneResult } from '../../src/operations/operation.ts';
import { planRetention, type RetentionPlan } from '../../src/retention/plan.ts';
import { describePolicy, type RetentionPolicy } from '../../src/retention/policy.ts';

export const NOW_MS = Date.parse('2026-11-23T14:15:30Z');
export const DAY_MS = 86_400_000;

/** A ready snapshot of the VM `web`, a day old. */
export function sample(id: string | null, known: Partial<Snapshot> = {}): Snapshot {
  return partialSnapshot({
    id,
    namespace: 'prod',
    sourceName: 'web',
    creationDate: toUtcTimestamp(NOW_MS - DAY_MS),
    rootDiskSize: '100Gi',
    readyToUse: true,
    ...known,
  });
}

/** Snapshots of the VM `web`, the first the newest, a day apart. */
export function daily(count: number, known: Partial<Snapshot> = {}): readonly Snapshot[] {
  return Array.from({ length: count }, (_, index) =>
    sample(`${known.sourceName ?? 'web'}-${index}`, {
      creationDate: toUtcTimestamp(NOW_MS - index * DAY_MS),
      ...known,
    }),
  );
}

/** What a list of 60 snapshots found. */
export function listOf(snapshots: readonly Snapshot[]): OperationResult {
  return { operation: 'list', listedCount: 60, snapshots, failures: [] };
}

function planOf(snapshots: readonly Snapshot[], policy: RetentionPolicy): RetentionPlan {
  return planRetention({ snapshots, isInScope: () => true, policy, isProtected: () => false, nowMs: NOW_MS });
}

/** A prune of which every deletion is accepted, unless `snapshots` says otherwise. */
export function pruneResult(
  listed: readonly Snapshot[],
  policy: RetentionPolicy,
  known: Partial<PruneResult> = {},
): PruneResult {
  const plan = planOf(listed, policy);
  return {
    operation: 'prune',
    dryRun: false,
    isAwaited: false,
    isRefused: false,
    goneIds: [],
    sparedIds: [],
    plan,
    policy: describePolicy(policy),
    snapshots: plan.groups
      .flatMap(({ decisions }) => decisions)
      .filter(({ action }) => action === 'delete')
      .map(({ snapshot }) => snapshot),
    failures: [],
    ...known,
  };
}
