const MAX_BACKOFF_MS = 20_000;

/**
 * The pause before the next attempt: what the service asked for, or else one that doubles up to 20 s, of which a random
 * half is taken off so that jobs that failed together do not come back together.
 *
 * @param attempts how many have failed, at least 1
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 * @param firstMs the first pause where the service asked for none, in milliseconds
 * @returns milliseconds
 */
export function retryDelayMs(
  attempts: number,
  retryAfterMs: number | null,
  random: number,
  firstMs = 1000,
): number {
  // Zero would spend all attempts at once.
  if (retryAfterMs !== null && retryAfterMs > 0) return retryAfterMs;
  return Math.min(firstMs * 2 ** (attempts - 1), MAX_BACKOFF_MS) * (1 - 0.5 * random);
}

/** The pause grows with the time waited, so that the lag behind readiness stays below a tenth of the wait. */
const SHARE_OF_ELAPSED = 0.08;
const MIN_PAUSE_MS = 3000;
/** Spreads the checks of jobs that were started together. */
const JITTER = 0.1;

/** Bounds of one wait. */
export interface WaitSettings {
  /** How long to wait at the longest, in milliseconds. */
  readonly timeoutMs: number;
  /** The longest pause between two checks, in milliseconds. It wins over the shortest pause of 3 s. */
  readonly pollIntervalMs: number;
}

/**
 * The pause before the next check of a wait: 8% of the time waited, less up to 10% jitter, at least 3 s, at most
 * the poll interval, and never past the deadline, so that the last check happens at the deadline itself.
 *
 * @param elapsedMs milliseconds since the wait began
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 * @returns milliseconds; 0 if no time is left
 */
export function pauseBeforeNextCheckMs(elapsedMs: number, settings: WaitSettings, random: number): number {
  const grownMs = Math.min(elapsedMs * SHARE_OF_ELAPSED, settings.pollIntervalMs) * (1 - JITTER * random);
  const pauseMs = Math.min(Math.max(grownMs, MIN_PAUSE_MS), settings.pollIntervalMs);
  return Math.max(0, Math.min(pauseMs, settings.timeoutMs - elapsedMs));
}
