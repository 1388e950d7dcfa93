import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, jest, test } from '@jest/globals';
import type { FaultRule } from '../../simulator/fault-rules.ts';
import { type Simulator, withSimulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';
import { ALWAYS, countSent, inputsAt, LOGIN, on, snapshot, status } from './fixtures.ts';
import { runAction, type Step } from './run-action.ts';

jest.setTimeout(30_000);

/** A second is what is promised; the rest is for a busy machine. */
const ENDS_WITHIN_MS = 1500;

/** A moment of a run at which it is cancelled, and what it must leave behind. */
interface Phase {
  readonly inputs: Readonly<Record<string, string>>;
  readonly options?: SimulatorOptions;
  readonly snapshots?: readonly string[];
  readonly rules?: readonly FaultRule[];
  /** Whether the phase has begun. */
  readonly isReached: (simulator: Simulator, log: string) => boolean;
  /** Besides that the run was cancelled. */
  readonly says?: readonly RegExp[];
  readonly saysNot?: RegExp;
  /** How many of the errors say something. */
  readonly errors?: readonly (readonly [RegExp, number])[];
  /** Only how many, where it is chance which of several requests arrive first. */
  readonly ids: readonly string[] | number;
  readonly failedIds: readonly string[] | number;
}

const hang = (operation: FaultRule['operation'], skip = 0, applied = false) =>
  on(operation, { kind: 'hang', applied }, { skip, ...ALWAYS });

const sent =
  (operation: Parameters<typeof countSent>[1], count = 1): Phase['isReached'] =>
  (simulator) =>
    countSent(simulator, operation) >= count;

const logged =
  (text: RegExp): Phase['isReached'] =>
  (_, log) =>
    text.test(log);

const CREATE = { operation: 'create', 'source-vm': 'web', name: 'made-{source-vm}' };
const WAIT_READY = { operation: 'wait-ready', 'snapshot-id': 'one' };

const CANCELLED = /cancelled/;
const MAY_EXIST = /"made-web".*may exist/;
const many = (count: number) => Array.from({ length: count }, (_, index) => `id-${index + 1}`);

const PAUSE: Phase = {
  inputs: WAIT_READY,
  isReached: logged(/next check in/),
  says: [/"one".*not there yet/],
  ids: ['one'],
  failedIds: ['one'],
};

/** Where a run waits: for an answer, for the rest of it, in a pause, or for one of several. */
const PHASES: Readonly<Record<string, Phase>> = {
  'list, while it logs in': {
    inputs: { operation: 'list', ...LOGIN },
    rules: [hang('authenticate')],
    isReached: sent('authenticate'),
    ids: [],
    failedIds: [],
  },
  'list, while the list drips in': {
    inputs: { operation: 'list' },
    rules: [on('list', { kind: 'drip', intervalMs: 100 })],
    isReached: sent('list'),
    ids: [],
    failedIds: [],
  },
  'get, while one of two answers is missing': {
    inputs: { operation: 'get', 'snapshot-id': 'one,two' },
    snapshots: ['one', 'two'],
    rules: [hang('get', 1)],
    isReached: sent('get', 2),
    ids: 1,
    failedIds: 1,
  },
  'get, while it pauses before another try': {
    inputs: { operation: 'get', 'snapshot-id': 'one' },
    rules: [on('get', status(500), ALWAYS)],
    isReached: logged(/Trying GET again/),
    says: [/"one"/],
    ids: [],
    failedIds: ['one'],
  },
  'wait-ready, during a pause': PAUSE,
  'wait-ready of several, during the list': {
    inputs: { ...WAIT_READY, 'snapshot-id': 'one,two' },
    snapshots: ['one', 'two'],
    rules: [hang('list')],
    isReached: sent('list'),
    says: [/"one"/, /"two"/],
    ids: ['one', 'two'],
    failedIds: ['one', 'two'],
  },
  'create, while the request is open and was taken': {
    inputs: CREATE,
    rules: [hang('create', 0, true)],
    isReached: sent('create'),
    says: [MAY_EXIST],
    ids: [],
    failedIds: ['made-web'],
  },
  'create, while it looks for a snapshot whose answer was lost': {
    inputs: CREATE,
    rules: [on('create', { kind: 'reset-after' }), hang('get', 1)],
    isReached: sent('get', 2),
    says: [MAY_EXIST],
    ids: [],
    failedIds: ['made-web'],
  },
  'create, while it waits to be accepted': {
    inputs: CREATE,
    rules: [on('create', status(429, undefined, { 'retry-after': '60' }), ALWAYS)],
    isReached: logged(/asking again/),
    says: [/"made-web"/],
    saysNot: /may exist/,
    ids: [],
    failedIds: ['made-web'],
  },
  'create with wait, during a pause': {
    inputs: { ...CREATE, wait: 'true' },
    options: { readyAfterMs: 'never' },
    isReached: logged(/next check in/),
    says: [/"made-web".*was created and is not ready yet/],
    ids: ['made-web'],
    failedIds: ['made-web'],
  },
  'create of nine, with two made, five requests open and two not begun': {
    inputs: { ...CREATE, 'source-vm': 'a,b,c,d,e,f,g,h,i' },
    rules: [hang('create', 2)],
    isReached: sent('create', 7),
    errors: [
      [/"made-[a-i]".*cancelled.*may exist.*The same for 4 more/, 1],
      [/"made-[a-i]".*cancelled/, 2],
    ],
    ids: 2,
    failedIds: 7,
  },
  'delete of thirty, with two deleted, five requests open and the others not begun': {
    inputs: { operation: 'delete', 'snapshot-id': many(30).join('\n') },
    snapshots: many(30),
    rules: [hang('delete', 2)],
    isReached: sent('delete', 7),
    says: [/"id-\d+".*is still there\. The same for 22 more/],
    errors: [
      [/"id-\d+".*may be deleted\. The same for 4 more/, 1],
      [/"id-\d+".*is still there/, 1],
    ],
    ids: 2,
    failedIds: 28,
  },
  'delete with wait, during a pause': {
    inputs: { operation: 'delete', 'snapshot-id': 'one', wait: 'true' },
    options: { deletedVisibleForMs: 60_000 },
    snapshots: ['one'],
    isReached: logged(/next check in/),
    says: [/"one".*still there/],
    ids: ['one'],
    failedIds: ['one'],
  },
  'prune, with three deleted, five requests open and one not begun': {
    inputs: { operation: 'prune', 'source-vm': 'web', 'older-than': '1d' },
    snapshots: many(10),
    rules: [hang('delete', 3)],
    isReached: sent('delete', 8),
    // The first is the newest, which is kept; the oldest go first.
    says: [/is still there/],
    errors: [
      [/"id-\d+".*may be deleted\. The same for 4 more/, 1],
      [/"id-\d+".*is still there/, 1],
    ],
    ids: 3,
    failedIds: 6,
  },
};

// On Windows, a signal from another process ends a process without asking it; the runner's Ctrl+C comes from the console.
const testWithSignals = process.platform === 'win32' ? test.skip : test;

testWithSignals.each(Object.entries(PHASES))('%s', (_, phase) => expectEnd(phase, ['SIGINT']));

testWithSignals.each<NodeJS.Signals[][]>([[['SIGTERM']], [['SIGHUP']], [['SIGINT', 'SIGTERM', 'SIGINT']]])(
  'during a pause, %j ends it as SIGINT does',
  (signals) => expectEnd(PAUSE, signals),
);

async function expectEnd(phase: Phase, signals: readonly NodeJS.Signals[]): Promise<void> {
  await withSimulator(phase.options ?? {}, async (simulator) => {
    const { step, endedAfterMs, requestsAtSignal } = await cancel(phase, simulator, signals);
    expect(endedAfterMs).toBeLessThan(ENDS_WITHIN_MS);
    expect(simulator.requests.length).toBeLessThanOrEqual(requestsAtSignal);
    expectLeftBehind(step, phase);
  });
}

testWithSignals.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a %s before the first answer fails the step',
  (signal) =>
    withSimulator({}, async (simulator) => {
      simulator.scheduleFault(hang('get'));
      const step = await runAction(inputsAt(simulator, CREATE), {
        onLog: (_, child) => child.kill(signal),
      });
      expect(step.exitCode).toBe(1);
      expect(step.log).toContain('the run was cancelled');
      expect(simulator.snapshots()).toEqual([]);
    }),
);

interface Cancelled {
  readonly step: Step;
  readonly endedAfterMs: number;
  readonly requestsAtSignal: number;
}

async function cancel(
  phase: Phase,
  simulator: Simulator,
  signals: readonly NodeJS.Signals[],
): Promise<Cancelled> {
  seed(phase, simulator);
  let child: ChildProcess | undefined;
  let log = '';
  const running = runAction(inputsAt(simulator, phase.inputs), {
    onStart: (started) => {
      child = started;
    },
    onLog: (soFar) => {
      log = soFar;
    },
  });
  await until(() => phase.isReached(simulator, log) || hasEnded(child));
  // What was answered a moment ago is on its way through the action.
  await wait(150);
  const signalledMs = performance.now();
  const requestsAtSignal = simulator.requests.length;
  for (const signal of signals) child?.kill(signal);
  const step = await running;
  return { step, endedAfterMs: performance.now() - signalledMs, requestsAtSignal };
}

function seed({ snapshots = [], rules = [] }: Phase, simulator: Simulator): void {
  for (const [index, id] of snapshots.entries()) {
    const creationDate = new Date(Date.UTC(2026, 0, 31 - index)).toISOString().replace('Z', '');
    simulator.addSnapshot(snapshot(id, { sourceName: 'web', creationDate }));
  }
  for (const rule of rules) simulator.scheduleFault(rule);
}

function hasEnded(child: ChildProcess | undefined): boolean {
  return child !== undefined && child.exitCode !== null;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(5);
}

function expectLeftBehind(step: Step, phase: Phase): void {
  expect(step.exitCode).toBe(1);
  expect(step.lines.at(-1)).toMatch(/^::error::\S/);
  expect(step.log).not.toMatch(/unhandled|uncaught|AbortError|^\s+at /im);
  for (const words of [CANCELLED, ...(phase.says ?? [])]) expect(step.log).toMatch(words);
  if (phase.saysNot !== undefined) expect(step.log).not.toMatch(phase.saysNot);
  for (const [words, count] of phase.errors ?? []) {
    expect([words, step.lines.filter((line) => words.test(line)).length]).toEqual([words, count]);
  }
  expectIds(step.outputs['snapshot-ids'], phase.ids);
  expectIds(step.outputs['failed-ids'], phase.failedIds);
  if ('wait' in phase.inputs) expect(step.outputs['ready']).not.toBe('true');
  expect(step.summary).toContain('Failed');
}

function expectIds(output: string | undefined, expected: readonly string[] | number): void {
  const ids: readonly string[] = JSON.parse(output ?? '');
  expect(typeof expected === 'number' ? ids.length : ids).toEqual(expected);
}
