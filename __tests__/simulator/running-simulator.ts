import { afterEach } from '@jest/globals';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';

/** Starts a simulator; all of them are closed after each test. */
export type Start = (options?: SimulatorOptions) => Promise<Simulator>;

/** To be called once in a test file. */
export function simulatorStarter(): Start {
  const running: Simulator[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((simulator) => simulator.close()));
  });
  return async (options) => {
    const simulator = await startSimulator(options);
    running.push(simulator);
    return simulator;
  };
}

/** A clock that stands still until it is moved on. */
export function manualClock(startsAt = '2026-11-23T14:15:30.123Z') {
  let nowMs = Date.parse(startsAt);
  return {
    now: () => nowMs,
    advance: (durationMs: number) => {
      nowMs += durationMs;
    },
  };
}

/** A simulator whose clock stands still until it is moved on. */
export async function startWithClock(start: Start, options: SimulatorOptions = {}) {
  const clock = manualClock();
  return { clock, simulator: await start({ now: clock.now, ...options }) };
}
