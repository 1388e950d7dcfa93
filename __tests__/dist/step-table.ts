import { expect, jest, test } from '@jest/globals';
import type { FaultRule } from '../../simulator/fault-rules.ts';
import { type Simulator, withSimulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';
import type { SeedSnapshot } from '../../simulator/snapshot-world.ts';
import { acceleratedNow, inputsAt, leftIn, sentTo } from './fixtures.ts';
import { type RunOptions, runAction, SLOWNESS, type Step } from './run-action.ts';

/** How many times as fast as a clock the time of a step runs that is to wait, where a row says nothing else. */
export const TIME_FACTOR = 20 / SLOWNESS;

/** One step of the compiled action against a simulator of its own, and what it must come to. */
export interface StepRow {
  readonly inputs: Readonly<Record<string, string>>;
  readonly options?: SimulatorOptions;
  /** What there is before the step. */
  readonly snapshots?: readonly SeedSnapshot[];
  readonly faults?: readonly FaultRule[];
  readonly run?: RunOptions;
  /** By default 0; null where the step is killed. */
  readonly exitCode?: 0 | 1 | null;
  /** The requests in their order; those to create, delete or read several in any order, if `inAnyOrder`. */
  readonly sent?: readonly string[];
  readonly inAnyOrder?: boolean;
  /** Some of the outputs. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** The last line of the log, or what it holds. */
  readonly ends?: string | RegExp;
  /** What the log holds. */
  readonly says?: readonly (string | RegExp)[];
  readonly saysNot?: RegExp;
  /** The ids of what there is after the step, without what is being deleted. */
  readonly left?: readonly string[];
  /** Whatever else there is to be seen. */
  readonly check?: (step: Step, simulator: Simulator) => void;
}

/** Tests each row, several at a time. */
export function testSteps(rows: Readonly<Record<string, StepRow>>): void {
  jest.setTimeout(30_000 * SLOWNESS);
  test.concurrent.each(Object.entries(rows))('%s', async (_, row) => {
    const timeFactor = row.run?.timeFactor ?? (isToWait(row) ? TIME_FACTOR : 1);
    await withSimulator({ now: acceleratedNow(timeFactor), ...row.options }, async (simulator) => {
      for (const snapshot of row.snapshots ?? []) simulator.addSnapshot(snapshot);
      for (const rule of row.faults ?? []) simulator.scheduleFault(rule);
      expectRow(await runAction(inputsAt(simulator, row.inputs), { ...row.run, timeFactor }), simulator, row);
    });
  });
}

/** Where nothing makes a step wait, its time limits need not be short. */
function isToWait({ faults, inputs }: StepRow): boolean {
  return faults !== undefined || 'wait' in inputs || inputs['operation'] === 'wait-ready';
}

/** A row for each of some cases that differ in one thing, which the name is made of. */
export function rowsFor<Case>(
  cases: Readonly<Record<string, Case>>,
  nameOf: (what: string) => string,
  rowOf: (one: Case) => StepRow,
): Readonly<Record<string, StepRow>> {
  return Object.fromEntries(Object.entries(cases).map(([what, one]) => [nameOf(what), rowOf(one)]));
}

function expectRow(step: Step, simulator: Simulator, row: StepRow): void {
  const { log, exitCode, lines } = step;
  expect({ log, exitCode }).toEqual({ log, exitCode: row.exitCode === undefined ? 0 : row.exitCode });
  const order = (requests: readonly string[]) => (row.inAnyOrder === true ? requests.toSorted() : requests);
  if (row.sent !== undefined) expect(order(sentTo(simulator))).toEqual(order(row.sent));
  if (row.outputs !== undefined) expect(step.outputs).toMatchObject(row.outputs);
  if (row.ends !== undefined) expect(lines.at(-1)).toMatch(row.ends);
  for (const words of row.says ?? []) expect(lines.join('\n')).toMatch(words);
  if (row.saysNot !== undefined) expect(lines.join('\n')).not.toMatch(row.saysNot);
  if (row.left !== undefined) expect(leftIn(simulator)).toEqual(row.left);
  row.check?.(step, simulator);
}
