import { median } from './median.ts';

/** Gives the pause after a check, from the time waited so far, both in milliseconds. */
export type PauseAfter = (elapsedMs: number) => number;

/** How one wait went. */
export interface SimulatedWait {
  /** From readiness to the check that saw it. */
  readonly lagMs: number;
  readonly calls: number;
}

/** Polls by a schedule, first at once, until something is ready. Time is a number here, and calls take none of it. */
export function simulateWait(readyAfterMs: number, pauseAfter: PauseAfter): SimulatedWait {
  let elapsedMs = 0;
  let calls = 1;
  while (elapsedMs < readyAfterMs) {
    elapsedMs += pauseAfter(elapsedMs);
    calls += 1;
  }
  return { lagMs: elapsedMs - readyAfterMs, calls };
}

/** The middle of some waits, each quantity for itself. */
export function medianWait(waits: readonly SimulatedWait[]): SimulatedWait {
  return {
    lagMs: median(waits.map(({ lagMs }) => lagMs)),
    calls: median(waits.map(({ calls }) => calls)),
  };
}

/** Numbers from 0 (inclusive) to 1 (exclusive) that are the same in every run (Mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
