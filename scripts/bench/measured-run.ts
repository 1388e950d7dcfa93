import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputVariables, readOutputs } from '../../simulator/demo/runner-files.ts';

const COMPILED_ACTION = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
const RECORD_USAGE = fileURLToPath(new URL('record-usage.cjs', import.meta.url));

/** The end of a log is all that a failure needs. A whole one would make this process large beside the measured. */
const LOG_KEPT = 100_000;

/** What one process took, and what it left behind. */
export interface MeasuredRun {
  readonly wallMs: number;
  /** In user and system mode together. */
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
  /** The end of what it wrote to standard output and standard error. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly outputFile: string;
  readonly summary: string;
}

/** A process to measure. */
export interface Measured {
  /** Arguments of Node, this bench's own. */
  readonly nodeArguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly exitCode: number;
}

/** The compiled action as a step of a workflow. */
export function actionStep(inputs: Readonly<Record<string, string>>, exitCode = 0): Measured {
  return { nodeArguments: [COMPILED_ACTION], environment: inputVariables(inputs), exitCode };
}

/** A script of this directory that does by hand what the action does. */
export function bareScript(name: string, environment: Readonly<Record<string, string>>): Measured {
  const path = fileURLToPath(new URL(name, import.meta.url));
  return { nodeArguments: [path], environment, exitCode: 0 };
}

/**
 * Runs a process as the runner runs a step, with an environment of its own, a file for outputs and one for the summary.
 *
 * @throws Error with its log if it does not end with the exit code that it should
 */
export async function runMeasured(measured: Measured): Promise<MeasuredRun> {
  const directory = await mkdtemp(join(tmpdir(), 'denvr-bench-'));
  try {
    return await runMeasuredIn(directory, measured);
  } finally {
    await rm(directory, { recursive: true, maxRetries: 3 });
  }
}

async function runMeasuredIn(
  directory: string,
  { nodeArguments, environment, exitCode }: Measured,
): Promise<MeasuredRun> {
  const usagePath = join(directory, 'usage');
  const outputPath = join(directory, 'output');
  const summaryPath = join(directory, 'summary');
  await Promise.all([writeFile(outputPath, ''), writeFile(summaryPath, '')]);
  const startedMs = performance.now();
  const ended = await runNode(['--require', RECORD_USAGE, ...nodeArguments], {
    BENCH_USAGE_FILE: usagePath,
    GITHUB_OUTPUT: outputPath,
    GITHUB_STEP_SUMMARY: summaryPath,
    RUNNER_TEMP: directory,
    ...environment,
  });
  const wallMs = performance.now() - startedMs;
  if (ended.exitCode !== exitCode) {
    throw new Error(`Exit code ${ended.exitCode} of ${nodeArguments.join(' ')}:\n${ended.log}`);
  }
  const outputFile = await readFile(outputPath, 'utf8');
  return {
    wallMs,
    ...readUsage(await readFile(usagePath, 'utf8')),
    log: ended.log,
    outputs: readOutputs(outputFile),
    outputFile,
    summary: await readFile(summaryPath, 'utf8'),
  };
}

function readUsage(json: string): Pick<MeasuredRun, 'cpuMs' | 'peakMemoryBytes'> {
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(json) as NodeJS.ResourceUsage;
  return { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMemoryBytes: maxRSS * 1024 };
}

async function runNode(nodeArguments: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, nodeArguments, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-LOG_KEPT);
    });
  }
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, log };
}
