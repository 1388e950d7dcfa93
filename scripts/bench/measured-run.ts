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

/** The end of a log is all that a failure needs. A whole one would make this process large beside the measured. */
const LOG_KEPT = 100_000;

/** What one process took, and what it left behind. */
export interface MeasuredRun extends StepEnd {
  /** In user and system mode together. */
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
}

/** A process to measure. */
export interface Measured {
  /** Arguments of Node, this bench's own. */
  readonly nodeArguments: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly exitCode: number;
}

/** The compiled action as a step of a workflow. */
export function actionStep(inputs: Readonly<Record<string, string>>, exitCode = 0): Measured {
  return { nodeArguments: [COMPILED_ACTION], inputs, environment: {}, exitCode };
}

/** A script of this directory that does by hand what the action does. */
export function bareScript(name: string, environment: Readonly<Record<string, string>>): Measured {
  const path = fileURLToPath(new URL(name, import.meta.url));
  return { nodeArguments: [path], inputs: {}, environment, exitCode: 0 };
}

/**
 * Runs a process as the runner runs a step, and measures it.
 *
 * @throws Error with its log if it does not end with the exit code that it should
 */
export function runMeasured({
  nodeArguments,
  inputs,
  environment,
  exitCode,
}: Measured): Promise<MeasuredRun> {
  return inTemporaryDirectory(async (directory) => {
    const usagePath = join(directory, 'usage');
    const end = await runStep(directory, inputs, {
      environment: { BENCH_USAGE_FILE: usagePath, ...environment },
      nodeArguments: ['--require', RECORD_USAGE, ...nodeArguments],
      keptLogLength: LOG_KEPT,
    });
    if (end.exitCode !== exitCode) {
      throw new Error(`Exit code ${end.exitCode} of ${nodeArguments.join(' ')}:\n${end.log}`);
    }
    return { ...end, ...readUsage(await readFile(usagePath, 'utf8')) };
  });
}

function readUsage(json: string): Pick<MeasuredRun, 'cpuMs' | 'peakMemoryBytes'> {
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(json) as NodeJS.ResourceUsage;
  return { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMemoryBytes: maxRSS * 1024 };
}
