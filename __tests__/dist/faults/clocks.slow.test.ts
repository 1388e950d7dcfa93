import { expect, jest, test } from '@jest/globals';
import type { Simulator } from '../../../simulator/simulator.ts';
import { inputsAt } from '../fixtures.ts';
import { runAction, type Step } from '../run-action.ts';
import { openDoor } from './closable-door.ts';
import { withWorld } from './run-cell.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { expectInvariants, idsIn } from './verdict.ts';

jest.setTimeout(30_000);

const SHIFTED_CLOCK = new URL('./shifted-clock.mjs', import.meta.url).href;
const TIME_FACTOR = 40;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Clocks {
  readonly name: string;
  /** How far this machine is ahead. */
  readonly localMs: number;
  /** How far the server is ahead. */
  readonly serverMs: number;
  /**
   * What a prune by age deletes of snapshots of 10, 5 and 1 days: it counts from the earlier clock. Seen from two days
   * ago, the youngest lies in the future, so that the second is the last good one.
   */
  readonly pruned: readonly string[];
  /** Whether a snapshot of 1 day is younger than 36 hours by the later clock. */
  readonly isFresh: boolean;
}

const CLOCKS: readonly Clocks[] = [
  {
    name: 'the machine is ahead',
    localMs: 2 * DAY_MS,
    serverMs: 0,
    pruned: ['old-1', 'old-2'],
    isFresh: false,
  },
  { name: 'the machine is behind', localMs: -2 * DAY_MS, serverMs: 0, pruned: ['old-1'], isFresh: true },
  {
    name: 'the server is ahead',
    localMs: 0,
    serverMs: 2 * DAY_MS,
    pruned: ['old-1', 'old-2'],
    isFresh: false,
  },
  { name: 'the server is behind', localMs: 0, serverMs: -2 * DAY_MS, pruned: ['old-1'], isFresh: true },
];

const cells = SCENARIOS.flatMap((scenario) =>
  CLOCKS.map((clocks): [string, Scenario, Clocks] => [`${scenario.name} · ${clocks.name}`, scenario, clocks]),
);

test.concurrent.each(cells)('%s', async (_, scenario, clocks) => {
  const look = async (simulator: Simulator) => {
    for (const rule of scenario.rules) simulator.scheduleFault(rule);
    const step = await runUnder(clocks, scenario, simulator);
    const isGood = scenario.name !== 'require-fresh' || clocks.isFresh;
    expect({ exitCode: step.exitCode, log: step.log }).toEqual({ exitCode: isGood ? 0 : 1, log: step.log });
    if (scenario.name === 'prune') expectPruned(step, simulator, clocks);
    else if (scenario.name === 'require-fresh') expect(idsIn(step, 'snapshot-ids')).toEqual(['one']);
    else expectInvariants({ step, simulator, timeFactor: TIME_FACTOR }, scenario);
  };
  await withWorld(scenario, TIME_FACTOR, look, clocks.serverMs);
});

async function runUnder(clocks: Clocks, scenario: Scenario, simulator: Simulator): Promise<Step> {
  const door = await openDoor(simulator.port, { dateShiftMs: clocks.serverMs });
  try {
    return await runAction(inputsAt(door, scenario.inputs), {
      timeFactor: TIME_FACTOR,
      environment: {
        NODE_OPTIONS: `--import ${SHIFTED_CLOCK}`,
        CLOCK_SHIFT_MS: String(clocks.localMs),
      },
    });
  } finally {
    await door.close();
  }
}

function expectPruned(step: Step, simulator: Simulator, { pruned }: Clocks): void {
  expect(idsIn(step, 'snapshot-ids')).toEqual(pruned);
  const left = simulator.snapshots().map(({ id }) => id);
  expect(pruned.filter((id) => left.includes(id))).toEqual([]);
  expect(left).toHaveLength(5 - pruned.length);
  expect(step.log).toMatch(/::warning::.*clock.*differ by/);
}
