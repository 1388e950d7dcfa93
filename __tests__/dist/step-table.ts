import { expect, jest, test } from '@jest/globals';
import type { Fault, FaultRule, StatusBody } from '../../simulator/fault-rules.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';
import type { SeedSnapshot } from '../../simulator/snapshot-world.ts';
import { acceleratedNow, inputsAt, sentTo } from './at-simulator.ts';
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

/** Gives a simulator to those who can't leave it to be closed after a test, as several tests run at a time. */
export async function withSimulator<Result>(
  options: SimulatorOptions,
  use: (simulator: Simulator) => Promise<Result>,
): Promise<Result> {
  const simulator = await startSimulator(options);
  try {
    return await use(simulator);
  } finally {
    await simulator.close();
  }
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

/** The ids of what there is, without what is being deleted. */
export function leftIn(simulator: Simulator): readonly string[] {
  const there = simulator.snapshots().filter(({ deleting }) => !deleting);
  return there.map(({ id }) => id ?? '').toSorted();
}

/** A ready snapshot of VM `web-1`, with whatever else is said of it. */
export function snapshot(id: string, fields: Partial<SeedSnapshot> = {}): SeedSnapshot {
  return { namespace: 'prod', sourceName: 'web-1', readyToUse: true, id, ...fields };
}

/** `d1` to `d5`, of the first to the fifth of January 2026. */
export const DAILY = [1, 2, 3, 4, 5].map((day) =>
  snapshot(`d${day}`, { creationDate: `2026-01-0${day}T12:00:00` }),
);

/** A fault of one request, or of as many as `times` says, after `skip` others. */
export function on(
  operation: FaultRule['operation'],
  fault: Fault,
  which: Pick<FaultRule, 'id' | 'skip' | 'times'> = {},
): FaultRule {
  return { operation, fault, ...which };
}

export const ALWAYS = { times: 'always' } as const;

/** An answer with a status, by default with an internal error for a body. */
export function status(
  code: number,
  body?: StatusBody,
  headers: Readonly<Record<string, string>> = {},
): Fault {
  return { kind: 'status', status: code, headers, ...(body === undefined ? {} : { body }) };
}

/** An error in words of its own. */
export const said = (code: number, message: string): Fault => status(code, { message });

/** A body as it is, or as JSON. */
export function raw(body: unknown, code = 200): Fault & { readonly kind: 'raw-body' } {
  return { kind: 'raw-body', status: code, body: typeof body === 'string' ? body : JSON.stringify(body) };
}
