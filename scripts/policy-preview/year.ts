import type { Snapshot } from '../../src/domain/snapshot.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import type { PruneOptions } from '../../src/operations/prune-snapshots.ts';
import { inScope } from '../../src/operations/trusted-listing.ts';
import { deletionsOf, planRetention, type RetentionPlan } from '../../src/retention/plan.ts';

export const DAYS_OF_YEAR = 365;

/** What the prune of one day leaves. */
export interface DayResult {
  readonly day: number;
  readonly keptCount: number;
  readonly deletedCount: number;
}

/** What there is and what is to come, and how it is pruned. */
export interface YearPlan {
  readonly present: readonly Snapshot[];
  /** Those that are still to be made, oldest first. */
  readonly toCome: readonly Snapshot[];
  readonly options: PruneOptions;
  /** The first prune, in milliseconds since 1970 UTC. */
  readonly startMs: number;
}

/** A year of daily prunes, which is computed day by day. */
export class Year {
  readonly #plan: YearPlan;
  readonly #toComeMs: readonly number[];
  readonly #deletedOn = new Map<Snapshot, number>();
  readonly #results: DayResult[] = [];

  constructor(plan: YearPlan) {
    this.#plan = plan;
    this.#toComeMs = plan.toCome.map(({ creationDate }) => Date.parse(creationDate ?? ''));
  }

  /** The days that are computed so far. */
  get results(): readonly DayResult[] {
    return this.#results;
  }

  get isComplete(): boolean {
    return this.#results.length > DAYS_OF_YEAR;
  }

  /** Milliseconds since 1970 UTC. */
  nowMsOf(day: number): number {
    return this.#plan.startMs + day * DAY_MS;
  }

  /**
   * Prunes on the next day.
   *
   * @throws SnapshotServiceError if an id is listed twice
   */
  advance(): void {
    const day = this.#results.length;
    const plan = this.planOf(day);
    const isRefused = this.isRefused(plan);
    if (!isRefused) for (const { snapshot } of deletionsOf(plan)) this.#deletedOn.set(snapshot, day);
    this.#results.push({
      day,
      keptCount: plan.keptCount + (isRefused ? plan.deletedCount : 0),
      deletedCount: isRefused ? 0 : plan.deletedCount,
    });
  }

  /** Whether `max-deletes` keeps the prune from deleting anything. */
  isRefused({ deletedCount }: RetentionPlan): boolean {
    const { maxDeletes } = this.#plan.options;
    return maxDeletes !== null && deletedCount > maxDeletes;
  }

  /** What the prune of a day decides: of a day that is computed, or of the next one. */
  planOf(day: number): RetentionPlan {
    const { options, present, toCome } = this.#plan;
    const { target, scope, policy } = options;
    const nowMs = this.nowMsOf(day);
    const made = toCome.filter((_snapshot, index) => (this.#toComeMs[index] ?? nowMs) <= nowMs);
    return planRetention({
      snapshots: [...present, ...made].filter(
        (snapshot) =>
          (snapshot.namespace ?? target.namespace) === target.namespace &&
          (this.#deletedOn.get(snapshot) ?? day) >= day,
      ),
      isInScope: inScope({ ...scope, namespace: target.namespace }),
      isProtected: options.isProtected,
      policy,
      nowMs,
    });
  }
}
