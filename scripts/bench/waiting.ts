import { formatDuration } from '../../src/domain/duration.ts';
import { pauseBeforeNextCheckMs, type WaitSettings } from '../../src/domain/poll-schedule.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { median } from './measured-run.ts';

const SECOND_MS = 1000;

const READY_AFTER_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  11 * MINUTE_MS,
  45 * MINUTE_MS,
  3 * HOUR_MS,
] as const;

/** The default poll interval, and time enough for every wait. */
const SETTINGS: WaitSettings = { timeoutMs: 24 * HOUR_MS, pollIntervalMs: 30 * SECOND_MS };

const WAITS = 1001;
const SEED = 20_260_131;
/** Readiness is spread by this share to both sides, so that no schedule is lucky with a round number. */
const SPREAD = 0.1;

const MAX_LAG_SHARE = 0.05;
const LAG_ALWAYS_GOOD_MS = 3 * SECOND_MS;

/** Gives the pause after a check, from the time waited so far, both in milliseconds. */
export type PauseAfter = (elapsedMs: number) => number;

/** How one wait went. */
export interface SimulatedWait {
  /** From readiness to the check that saw it. */
  readonly lagMs: number;
  readonly calls: number;
}

/** How the action's schedule and a fixed one fare with one time of readiness. */
export interface WaitFinding {
  readonly readyAfter: string;
  readonly action: SimulatedWait;
  readonly fixed15: SimulatedWait;
  readonly lagAtMostMs: number;
  readonly isLagMet: boolean;
  readonly areCallsMet: boolean;
}

/** Plays the action's real schedule through many waits, without waiting. */
export function simulateWaits(): readonly WaitFinding[] {
  return READY_AFTER_MS.map(simulateWaitsOf);
}

function simulateWaitsOf(readyAfterMs: number): WaitFinding {
  const random = seededRandom(SEED);
  const readyMs = Array.from({ length: WAITS }, () => readyAfterMs * (1 + SPREAD * (2 * random() - 1)));
  const medianUnder = (pauseAfter: PauseAfter) =>
    medianWait(readyMs.map((spreadMs) => simulateWait(spreadMs, pauseAfter)));
  const action = medianUnder((elapsedMs) => pauseBeforeNextCheckMs(elapsedMs, SETTINGS, random()));
  const fixed15 = medianUnder(() => 15 * SECOND_MS);
  const lagAtMostMs = Math.max(readyAfterMs * MAX_LAG_SHARE, LAG_ALWAYS_GOOD_MS);
  return {
    readyAfter: formatDuration(readyAfterMs),
    action,
    fixed15,
    lagAtMostMs,
    isLagMet: action.lagMs <= lagAtMostMs,
    areCallsMet: action.calls < fixed15.calls,
  };
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
