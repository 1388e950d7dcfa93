import type { FaultRule } from '../../simulator/fault-rules.ts';

/** What a server of the bench is to hold, and how it is to behave. */
export interface ServerPlan {
  readonly snapshotCount: number;
  readonly machineCount: number;
  readonly latencyMs?: number;
  /** Answers every listing with the same bytes, made once: a server's own time is no part of the comparison. */
  readonly answersPrepared?: boolean;
  /** How many listings show no snapshot as ready; all that follow show every one as ready. */
  readonly unreadyListings?: number;
  readonly faults?: readonly FaultRule[];
}

/** What a server saw. */
export interface ServerReport {
  readonly connectionsAtMost: number;
  readonly reads: number;
  readonly deletes: number;
  /** Answers of 429. */
  readonly refusals: number;
  readonly snapshotsLeft: number;
}
