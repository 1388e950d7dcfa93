import type { IdentifiedSnapshot, Snapshot } from '../domain/snapshot.ts';
import type { Clock } from '../domain/time.ts';
import type { RetentionPlan } from '../retention/plan.ts';
import type { SnapshotStore } from './snapshot-store.ts';

/** Where the operations tell what they do, a line at a time. */
export interface Log {
  debug(line: string): void;
  /** Several lines at once are quicker than one by one. */
  info(lines: string | readonly string[]): void;
  warning(line: string): void;
}

/** All that an operation needs from outside. */
export interface OperationContext {
  readonly store: SnapshotStore;
  readonly clock: Clock;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly log: Log;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
  /** Makes known what has been done so far, so that it outlives whatever happens next. */
  readonly publish: (soFar: OperationResult) => void;
}

/** Something that could not be done to one snapshot. */
export interface Failure {
  /** The id of the snapshot; for create, the name that it would have had; for require-fresh, the VM. */
  readonly id: string;
  /** A complete sentence for people. */
  readonly message: string;
}

interface ResultOf<Operation extends string> {
  readonly operation: Operation;
  /** The snapshots concerned, as last seen. */
  readonly snapshots: readonly Snapshot[];
  /** What went wrong; any entry makes the step fail. */
  readonly failures: readonly Failure[];
}

/** What an operation has done, all of it or so far. */
export type OperationResult =
  | (ResultOf<'list'> & Listed)
  | (ResultOf<'get'> & Missing)
  | ResultOf<'wait-ready'>
  | (ResultOf<'create'> & Creating)
  | (ResultOf<'delete'> & Missing & Deleting)
  | (ResultOf<'require-fresh'> & Judged)
  | PruneResult;

interface Listed {
  /** How many snapshots there were to choose from. */
  readonly listedCount: number;
}

interface Judged {
  /** In the order in which they were asked for. Each failure is a VM's, and has its name for an id. */
  readonly vms: readonly VmFreshness[];
}

/** What there is of a VM that is to have a fresh snapshot. */
export interface VmFreshness {
  readonly sourceVm: string;
  /** Its newest good snapshot, and the next older good one; null if there is none. */
  readonly newest: IdentifiedSnapshot | null;
  readonly older: IdentifiedSnapshot | null;
  /** Why it has no fresh one, as a sentence; null if it has. */
  readonly failure: string | null;
}

interface Missing {
  /** The ids that were asked for and are not there. */
  readonly missingIds: readonly string[];
}

interface Creating {
  /** Whether this run made all that was asked for. */
  readonly created: boolean;
  /** Ids of those that were there before. */
  readonly reusedIds: readonly string[];
}

/** How far a deletion has gone. */
export interface Deleting {
  readonly dryRun: boolean;
  /** Whether a wait has followed: then the snapshots that are in no failure are gone, and not only on their way. */
  readonly isAwaited: boolean;
}

/** What a prune has decided, and what it has deleted, or would delete in a dry run. */
export interface PruneResult extends ResultOf<'prune'>, Deleting {
  readonly plan: RetentionPlan;
  /** The policy in words. */
  readonly policy: string;
  /** Whether nothing was sent: the plan deletes more than `max-deletes` allows, or no second list has confirmed it. */
  readonly isRefused: boolean;
  /** Ids of those among the snapshots that were gone already, as one more list and a read have confirmed. */
  readonly goneIds: readonly string[];
  /** Ids that the plan deletes, and that were kept: a second list, or a read by the id, does not say the same of them. */
  readonly sparedIds: readonly string[];
}
