import { partialSnapshot, type Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import type { Failure, OperationResult, PruneResult } from '../../src/operations/operation.ts';
import { planRetention } from '../../src/retention/plan.ts';
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

/** Failures for the same reason. */
export function failed(...ids: readonly string[]): readonly Failure[] {
  return ids.map((id) => ({ id, message: `Could not read "${id}": No.` }));
}

/** What operations tell of themselves where nothing is said of it. */
const PLAIN = {
  list: { listedCount: 60 },
  get: { missingIds: [] },
  create: { created: true, reusedIds: [] },
  delete: { dryRun: false, isAwaited: false, missingIds: [] },
  'wait-ready': {},
  'require-fresh': { vms: [] },
};

/** The result of an operation but a prune, which went well unless it is said otherwise. */
export function resultOf<Name extends keyof typeof PLAIN>(
  operation: Name,
  snapshots: readonly Snapshot[],
  known: Partial<Extract<OperationResult, { readonly operation: Name }>> = {},
): OperationResult {
  return { operation, snapshots, failures: [], ...PLAIN[operation], ...known } as OperationResult;
}

/** What a list of 60 snapshots found. */
export function listOf(snapshots: readonly Snapshot[]): OperationResult {
  return resultOf('list', snapshots);
}

/** A prune of which every deletion is accepted, unless `snapshots` says otherwise. */
export function pruneResult(
  listed: readonly Snapshot[],
  policy: RetentionPolicy,
  known: Partial<PruneResult> = {},
): PruneResult {
  const plan = planRetention({
    snapshots: listed,
    isInScope: () => true,
    policy,
    isProtected: () => false,
    nowMs: NOW_MS,
  });
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
