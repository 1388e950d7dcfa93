import { type Simulator, withSimulator } from '../../../simulator/simulator.ts';
import { acceleratedNow, inputsAt } from '../fixtures.ts';
import { type RunOptions, runAction, SLOWNESS, type Step } from '../run-action.ts';
import { type Door, openDoor } from './closable-door.ts';
import type { Cell } from './expectations.ts';
import type { Scenario } from './scenarios.ts';

/** What a run did, seen from both of its ends. */
export interface Observed {
  readonly step: Step;
  readonly simulator: Simulator;
  readonly timeFactor: number;
}

/** Fast enough to wait for attempts of 30 s; slow enough that a busy machine does not make a request last that long. */
const FAST = 40 / SLOWNESS;
/** For what needs seconds. */
const MODERATE = 20 / SLOWNESS;

/** Runs an operation in its world, while one fault happens to it. */
export async function runCell(cell: Cell, look: (observed: Observed) => Promise<void> | void): Promise<void> {
  const { scenario, moment, fault, persistence } = cell;
  const timeFactor = timeFactorOf(cell);
  await withWorld(scenario, timeFactor, async (simulator) => {
    const made = fault.on(moment.call, simulator.port);
    if (made === null) throw new Error(`${fault.name} means nothing for ${moment.call}.`);
    const times = persistence === 'once' ? 1 : 'always';
    if (made !== 'closed') {
      simulator.scheduleFault({ operation: moment.call, skip: moment.skip, times, fault: made });
    }
    for (const rule of scenario.rules) simulator.scheduleFault(rule);
    const step =
      made === 'closed'
        ? await runThroughDoor(cell, simulator, timeFactor)
        : await runAction(inputsAt(simulator, scenario.inputs), { timeFactor });
    await look({ step, simulator, timeFactor });
  });
}

/** Runs something in the world of a scenario, whose clock may be ahead. */
export async function withWorld(
  scenario: Scenario,
  timeFactor: number,
  run: (simulator: Simulator) => Promise<void>,
  clockShiftMs = 0,
): Promise<void> {
  const accelerated = acceleratedNow(timeFactor);
  await withSimulator({ ...scenario.options, now: () => accelerated() + clockShiftMs }, async (simulator) => {
    for (const seed of scenario.seeds) simulator.addSnapshot(seed);
    await run(simulator);
  });
}

async function runThroughDoor(
  { scenario, moment, persistence }: Cell,
  simulator: Simulator,
  timeFactor: number,
): Promise<Step> {
  const door = await openDoor(simulator.port, { closesAfter: moment.requestsBefore ?? 0 });
  try {
    const onLog = persistence === 'once' ? { onLog: openWhenRefused(door) } : {};
    return await runAction(inputsAt(door, scenario.inputs), { timeFactor, ...onLog });
  } finally {
    await door.close();
  }
}

function openWhenRefused(door: Door): NonNullable<RunOptions['onLog']> {
  let isOpening = false;
  return (log) => {
    if (isOpening || !log.includes('ECONNREFUSED')) return;
    isOpening = true;
    void door.open();
  };
}

function timeFactorOf({ scenario, fault, moment, persistence }: Cell): number {
  const isLong = fault.attemptMs > 0 || scenario.lastsMs > 0 || moment.role === 'post';
  return isLong || persistence === 'always' ? FAST : MODERATE;
}
