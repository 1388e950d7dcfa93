import type { Clock } from '../../src/domain/time.ts';

/** A clock on which a pause takes no time, but passes. */
export interface ManualClock extends Clock {
  /** The pauses so far, in milliseconds. */
  readonly pausesMs: readonly number[];
  advance(durationMs: number): void;
  /** Does something once the clock has passed a moment, as soon as a pause or an advance crosses it. */
  at(elapsedMs: number, action: () => void): void;
}

export function manualClock(startsAt = '2026-11-23T14:15:30.000Z'): ManualClock {
  const startMs = Date.parse(startsAt);
  const pausesMs: number[] = [];
  const actions: { readonly dueMs: number; readonly action: () => void }[] = [];
  let elapsedMs = 0;
  const advance = (durationMs: number) => {
    elapsedMs += durationMs;
    const due = actions.filter(({ dueMs }) => dueMs <= elapsedMs);
    for (const entry of due) {
      actions.splice(actions.indexOf(entry), 1);
      entry.action();
    }
  };
  return {
    pausesMs,
    advance,
    at: (dueMs, action) => actions.push({ dueMs, action }),
    nowMs: () => startMs + elapsedMs,
    elapsedMs: () => elapsedMs,
    async sleep(durationMs, signal) {
      signal.throwIfAborted();
      pausesMs.push(durationMs);
      advance(durationMs);
      signal.throwIfAborted();
    },
  };
}
