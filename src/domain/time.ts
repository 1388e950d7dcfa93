/** Units of time in milliseconds; a day is one of UTC. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

declare const utc: unique symbol;

/**
 * A moment as ISO 8601 text in UTC, to the millisecond: `2026-11-23T14:15:30.123Z`. Every such text has the same
 * length, so texts sort as their moments do.
 */
export type UtcTimestamp = string & { readonly [utc]: true };

const TIMESTAMP_LENGTH = '2026-11-23T14:15:30.123Z'.length;

/**
 * @param momentMs milliseconds since 1970 UTC
 * @returns the moment as text; null if it is no moment, or outside the years 0 to 9999
 */
export function toUtcTimestamp(momentMs: number): UtcTimestamp | null {
  const date = new Date(momentMs);
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  return text.length === TIMESTAMP_LENGTH ? (text as UtcTimestamp) : null;
}

/** The moment in milliseconds since 1970 UTC. */
export function millisecondsOf(timestamp: UtcTimestamp): number {
  return Date.parse(timestamp);
}

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
export const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;
