import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const COMPILED_ACTION = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/** What a step of a workflow leaves behind. */
export interface StepEnd {
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  /** Standard output and error as the runner would read them, in the order of their writing. */
  readonly log: string;
  /** The outputs, the last value of each, as the runner reads them. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly outputFile: string;
  /** The job summary, as Markdown with HTML. */
  readonly summary: string;
  readonly durationMs: number;
}

export interface StepOptions {
  /** Variables besides those that a runner always sets; the environment holds nothing else. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What starts Node, with its own arguments first; by default this Node itself. */
  readonly launcher?: readonly string[];
  /** What Node is told to run; by default the compiled action. */
  readonly nodeArguments?: readonly string[];
  /** Is given the process as soon as it runs, for signals. */
  readonly onStart?: (child: ChildProcess) => void;
  /** Is given the log so far, whenever something was written. */
  readonly onLog?: (log: string, child: ChildProcess) => void;
}

/**
 * Runs a step as the runner does: a process of its own with `INPUT_*`, output and summary files, and nothing else of
 * this machine's environment.
 *
 * @param directory takes what the step writes; best one of {@link inTemporaryDirectory}
 */
export async function runStep(
  directory: string,
  inputs: Readonly<Record<string, string>>,
  options: StepOptions = {},
): Promise<StepEnd> {
  const { environment, nodeArguments = [COMPILED_ACTION], onStart, onLog } = options;
  const [program = process.execPath, ...programArguments] = options.launcher ?? [];
  const outputPath = join(directory, 'output');
  const summaryPath = join(directory, 'summary');
  await Promise.all([writeFile(outputPath, ''), writeFile(summaryPath, '')]);
  const startedMs = performance.now();
  const child = spawn(program, [...programArguments, ...nodeArguments], {
    env: {
      GITHUB_OUTPUT: outputPath,
      GITHUB_STEP_SUMMARY: summaryPath,
      RUNNER_TEMP: directory,
      ...inputVariables(inputs),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart?.(child);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      onLog?.(log, child);
    });
  }
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const durationMs = performance.now() - startedMs;
  const outputFile = await readFile(outputPath, 'utf8');
  const summary = await readFile(summaryPath, 'utf8');
  return { exitCode, log, outputs: readOutputs(outputFile), outputFile, summary, durationMs };
}

/** Does something with a directory that is there only meanwhile. */
export async function inTemporaryDirectory<Value>(
  work: (directory: string) => Promise<Value>,
): Promise<Value> {
  const directory = await mkdtemp(join(tmpdir(), 'denvr-step-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, maxRetries: 3 });
  }
}

/** `INPUT_*` variables, as the runner names them. */
function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}

/**
 * Reads `name<<delimiter`, value, `delimiter` blocks, of several values of an output the last.
 *
 * @throws if there is anything else in the file: the runner fails the step for it
 */
function readOutputs(file: string): Readonly<Record<string, string>> {
  const blocks = /(?<name>[^\n<]+)<<(?<delimiter>[^\r\n]+)\r?\n(?<value>[\s\S]*?)\r?\n\k<delimiter>\r?\n/gy;
  const found = Array.from(file.matchAll(blocks));
  const readLength = found.reduce((length, [block]) => length + block.length, 0);
  if (readLength !== file.length)
    throw new Error(`The output file cannot be read from ${readLength} on:\n${file}`);
  return Object.fromEntries(found.map(({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? '']));
}
