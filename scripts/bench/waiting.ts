import { formatDuration } from '../../src/domain/duration.ts';
import { pauseBeforeNextCheckMs, type WaitSettings } from '../../src/domain/poll-schedule.ts';
import {
  medianWait,
  type PauseAfter,
  type SimulatedWait,
  seededRandom,
  simulateWait,
} from './wait-simulation.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

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

const LAG_SHARE_AT_MOST = 0.05;
const LAG_ALWAYS_GOOD_MS = 3 * SECOND_MS;

/** How the action's schedule and two fixed ones fare with one time of readiness. */
export interface WaitFinding {
  readonly readyAfter: string;
  readonly action: SimulatedWait;
  readonly fixed15: SimulatedWait;
  readonly fixed30: SimulatedWait;
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
  const fixed30 = medianUnder(() => 30 * SECOND_MS);
  const lagAtMostMs = Math.max(readyAfterMs * LAG_SHARE_AT_MOST, LAG_ALWAYS_GOOD_MS);
  return {
    readyAfter: formatDuration(readyAfterMs),
    action,
    fixed15,
    fixed30,
    lagAtMostMs,
    isLagMet: action.lagMs <= lagAtMostMs,
    areCallsMet: action.calls < fixed15.calls,
  };
}
