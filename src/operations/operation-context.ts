import type { Clock } from '../domain/time.ts';
import type { OperationResult } from './operation-result.ts';
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

/** How many requests are under way at once, at the most: enough to be quick, few enough for a shared API. */
export const CONCURRENCY = 5;
