import { partialSnapshot, type Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import { planRetention, type RetentionPlan } from '../../src/retention/plan.ts';
import type { RetentionPolicy } from '../../src/retention/policy.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A ready snapshot of the VM `web` whose id is its date, as in `2024-02-29` or `2024-02-29T12:00`; UTC. */
export function takenAt(date: string, known: Partial<Snapshot> = {}): Snapshot {
  return partialSnapshot({
    id: date,
    sourceName: 'web',
    creationDate: toUtcTimestamp(utcDate(date).getTime()),
    readyToUse: true,
    ...known,
  });
}

export function utcDate(date: string): Date {
  return new Date(date.includes('T') ? `${date}Z` : `${date}T00:00:00Z`);
}

export interface PlanOptions {
  readonly now?: string;
  readonly isInScope?: (snapshot: Snapshot) => boolean;
  readonly isProtected?: (id: string) => boolean;
}

/** Plans for snapshots that lie in the past, unless another time is given. */
export function planOf(
  snapshots: readonly Snapshot[],
  policy: RetentionPolicy,
  { now = '2030-01-01', isInScope = () => true, isProtected = () => false }: PlanOptions = {},
): RetentionPlan {
  return planRetention({
    snapshots,
    isInScope,
    policy,
    isProtected,
    nowMs: utcDate(now).getTime(),
  });
}

/** The plan as lines such as `keep 2024-02-29: last snapshot, daily snapshot`. */
export function linesOf(plan: RetentionPlan): string[] {
  return plan.groups.flatMap(({ decisions }) =>
    decisions.map(({ action, snapshot, reasons }) => `${action} ${snapshot.id}: ${reasons.join(', ')}`),
  );
}
