import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inputVariables, readOutputs } from './runner-files.ts';

const COMPILED_ACTION = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/** The inputs that `action.yml` gives a default; the runner sets them where the workflow does not. */
const DEFAULT_INPUTS = { 'job-summary': 'true' };

/** What the runner tells every step about its run; names of snapshots may use it. */
const WORKFLOW_RUN = {
  GITHUB_SHA: '4f2a9c1d7be05638a1c94e2f60b7d3851c9ea0f4',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_RUN_ID: '17000000001',
  GITHUB_RUN_NUMBER: '42',
  GITHUB_RUN_ATTEMPT: '1',
};

/** What a step leaves behind. */
export interface StepEnd {
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary, as Markdown with HTML. */
  readonly summary: string;
  readonly durationMs: number;
}

/**
 * Runs the compiled action as the runner does: a process of its own, with `INPUT_*` variables, files for outputs and
 * summary, and nothing else of this machine's environment.
 *
 * @param onLine is given each line that the step writes, as it comes
 */
export async function runStep(
  inputs: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): Promise<StepEnd> {
  const directory = await mkdtemp(join(tmpdir(), 'denvr-demo-'));
  try {
    return await runStepIn(directory, inputs, onLine);
  } finally {
    await rm(directory, { recursive: true, maxRetries: 3 });
  }
}

async function runStepIn(
  directory: string,
  inputs: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): Promise<StepEnd> {
  const outputPath = join(directory, 'output');
  const summaryPath = join(directory, 'summary');
  await Promise.all([writeFile(outputPath, ''), writeFile(summaryPath, '')]);
  const startedMs = performance.now();
  const exitCode = await runAction(
    {
      ...WORKFLOW_RUN,
      GITHUB_OUTPUT: outputPath,
      GITHUB_STEP_SUMMARY: summaryPath,
      RUNNER_TEMP: directory,
      ...inputVariables({ ...DEFAULT_INPUTS, ...inputs }),
    },
    onLine,
  );
  return {
    exitCode,
    outputs: readOutputs(await readFile(outputPath, 'utf8')),
    summary: await readFile(summaryPath, 'utf8'),
    durationMs: performance.now() - startedMs,
  };
}

async function runAction(
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): Promise<number | null> {
  const child = spawn(process.execPath, [COMPILED_ACTION], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const readings = [child.stdout, child.stderr].map((input) =>
    once(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine), 'close'),
  );
  const [exitCode] = await once(child, 'close');
  await Promise.all(readings);
  return exitCode;
}
