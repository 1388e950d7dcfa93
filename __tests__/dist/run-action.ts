import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { EOL, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputVariables, readOutputs } from '../../simulator/demo/runner-files.ts';

const ACTION = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
const ACCELERATED_TIME = new URL('./accelerated-time.mjs', import.meta.url).href;

/** How many times as long a step takes on Windows as elsewhere, where it takes 0.2 s: for limits of time in tests. */
export const SLOWNESS = process.platform === 'win32' ? 4 : 1;

/** What a step of a workflow leaves behind. */
export interface Step {
  readonly exitCode: number | null;
  /** Standard output and error as the runner would read them, in the order of their writing; lines end with `\n`. */
  readonly log: string;
  /** Lines of the log without debug lines and masks. */
  readonly lines: readonly string[];
  /** The outputs, the last value of each, as the runner reads them. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly outputFile: string;
  readonly summary: string;
  /** What the file of the output `snapshots-file` holds; null if there is none. */
  readonly snapshotsFile: unknown;
  readonly durationMs: number;
}

export interface RunOptions {
  /** Variables besides the few that a runner always sets; the environment holds nothing else. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How many times as fast the action's time runs. */
  readonly timeFactor?: number;
  /** The Node that runs the action, if not this one. */
  readonly node?: string;
  /** What a shell does first, such as `umask 077`: not for Windows. */
  readonly shell?: string;
  /** Is given the process as soon as it runs, for signals. */
  readonly onStart?: (child: ChildProcess) => void;
  /** Is given all that the action has written so far, whenever it has written something. */
  readonly onLog?: (log: string, child: ChildProcess) => void;
}

/** Runs the compiled action as the runner does: a process of its own with `INPUT_*`, output and summary files. */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  { environment = {}, timeFactor = 1, node = process.execPath, shell, onStart, onLog }: RunOptions = {},
): Promise<Step> {
  const directory = await mkdtemp(join(tmpdir(), 'denvr-step-'));
  const outputPath = join(directory, 'output');
  const summaryPath = join(directory, 'summary');
  await Promise.all([writeFile(outputPath, ''), writeFile(summaryPath, '')]);
  const startedMs = performance.now();
  const command = [node, ...(timeFactor === 1 ? [] : ['--import', ACCELERATED_TIME]), ACTION];
  const [program = '', ...args] =
    shell === undefined ? command : ['/bin/bash', '-c', `${shell} && exec "$@"`, 'bash', ...command];
  const child = spawn(program, args, {
    env: {
      GITHUB_OUTPUT: outputPath,
      GITHUB_STEP_SUMMARY: summaryPath,
      RUNNER_TEMP: directory,
      TIME_FACTOR: String(timeFactor),
      ...inputVariables(inputs),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart?.(child);
  let log = '';
  const append = (text: string) => {
    log += text;
    onLog?.(log, child);
  };
  child.stdout.setEncoding('utf8').on('data', append);
  child.stderr.setEncoding('utf8').on('data', append);
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const durationMs = performance.now() - startedMs;
  log = log.replaceAll(EOL, '\n');
  const [outputFile, summary] = await Promise.all([
    readFile(outputPath, 'utf8'),
    readFile(summaryPath, 'utf8'),
  ]);
  const outputs = readOutputs(outputFile);
  const snapshotsFile = await readJson(outputs['snapshots-file']);
  await rm(directory, { recursive: true });
  return { exitCode, log, lines: visibleLines(log), outputs, outputFile, summary, snapshotsFile, durationMs };
}

async function readJson(path: string | undefined): Promise<unknown> {
  return path ? JSON.parse(await readFile(path, 'utf8')) : null;
}

function visibleLines(log: string): readonly string[] {
  return log.split('\n').filter((line) => line !== '' && !/^::(?:debug|add-mask)::/.test(line));
}
