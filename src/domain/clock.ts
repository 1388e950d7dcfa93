/** Time as the operations see it. It is passed in, so that waiting is tested without waiting. */
export interface Clock {
  /** Wall-clock time in milliseconds since 1970 UTC: for the age of snapshots. It may jump. */
  nowMs(): number;
  /** Milliseconds on a clock that never jumps: for pauses, deadlines and elapsed times. */
  elapsedMs(): number;
  /** Resolves after the pause; rejects at once with the signal's reason when the signal is aborted. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}

/** How far this machine's clock and the service's may differ before a date, or a clock, counts as wrong. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;
