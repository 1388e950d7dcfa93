import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  COMPILED_ACTION,
  inTemporaryDirectory,
  runStep,
  type StepEnd,
} from '../../simulator/step/run-step.ts';

const RECORD_USAGE = fileURLToPath(new URL('record-usage.cjs', import.meta.url));

/** What one process took, as it writes of itself. */
export interface Usage {
  /** In user and system mode together. */
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
}

/** What one process took, and what it left behind. */
export type MeasuredRun = StepEnd & Usage;

/** A process to measure. */
export interface Measured {
  /** Arguments of Node, this bench's own. */
  readonly nodeArguments: readonly string[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** By default 0. */
  readonly exitCode?: number;
}

/** The compiled action as a step of a workflow. */
export function actionStep(inputs: Readonly<Record<string, string>>, exitCode = 0): Measured {
  return { nodeArguments: [COMPILED_ACTION], inputs, exitCode };
}

/** A script of this directory that does by hand what the action does, at the API with this URL. */
export function bareScript(name: string, apiUrl: string): Measured {
  const path = fileURLToPath(new URL(name, import.meta.url));
  return { nodeArguments: [path], environment: { API_URL: apiUrl } };
}

/**
 * Runs a process as the runner runs a step, and measures it.
 *
 * @throws Error with its log if it does not end with the exit code that it should
 */
export function runMeasured(measured: Measured): Promise<MeasuredRun> {
  const { nodeArguments, inputs = {}, environment, exitCode = 0 } = measured;
  return inTemporaryDirectory(async (directory) => {
    const usagePath = join(directory, 'usage');
    const end = await runStep(directory, inputs, {
      environment: { BENCH_USAGE_FILE: usagePath, ...environment },
      nodeArguments: ['--require', RECORD_USAGE, ...nodeArguments],
    });
    if (end.exitCode !== exitCode) {
      throw new Error(`Exit code ${end.exitCode} of ${nodeArguments.join(' ')}:\n${end.log}`);
    }
    const usage = JSON.parse(await readFile(usagePath, 'utf8')) as Usage;
    return { ...end, ...usage };
  });
}

/** Several runs of one process. */
export type Runs = readonly MeasuredRun[];

/**
 * Runs some processes in turn, so that whatever else the machine does hits all of them alike. One more round goes
 * ahead and does not count: it fills the caches.
 */
export async function runInterleaved<Name extends string>(
  contestants: Readonly<Record<Name, Measured>>,
  rounds: number,
): Promise<Readonly<Record<Name, Runs>>> {
  const names = Object.keys(contestants) as Name[];
  const runs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, MeasuredRun[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const run = await runMeasured(contestants[name]);
      if (round > 0) runs[name].push(run);
    }
  }
  return runs;
}

/** The median of one quantity over some runs. */
export function medianOf(runs: Runs, quantity: 'durationMs' | keyof Usage): number {
  return median(runs.map((run) => run[quantity]));
}

/**
 * The middle of some numbers: one run that was disturbed does not move it far.
 *
 * @throws RangeError if there are none
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError('There is no median of nothing.');
  return (lower + upper) / 2;
}
