import { readFile } from 'node:fs/promises';
import { EOL } from 'node:os';
import {
  COMPILED_ACTION,
  inTemporaryDirectory,
  runStep,
  type StepEnd,
  type StepOptions,
} from '../../simulator/step/run-step.ts';

const ACCELERATED_TIME = new URL('./accelerated-time.mjs', import.meta.url).href;

/** How many times as long a step takes on Windows as elsewhere, where it takes 0.2 s: for limits of time in tests. */
export const SLOWNESS = process.platform === 'win32' ? 4 : 1;

/** What a step of a workflow leaves behind; the lines of its log end with `\n` on every system. */
export interface Step extends StepEnd {
  /** Lines of the log without debug lines, masks, and the line that says where and as whom the action works. */
  readonly lines: readonly string[];
  /** What the file of the output `snapshots-file` holds; null if there is none. */
  readonly snapshotsFile: unknown;
}

export interface RunOptions extends Pick<StepOptions, 'environment' | 'launcher' | 'onStart' | 'onLog'> {
  /** How many times as fast the action's time runs. */
  readonly timeFactor?: number;
}

/** Runs the compiled action as the runner does. */
export function runAction(
  inputs: Readonly<Record<string, string>>,
  { environment, timeFactor = 1, ...options }: RunOptions = {},
): Promise<Step> {
  return inTemporaryDirectory(async (directory) => {
    const preloads = timeFactor === 1 ? [] : ['--import', ACCELERATED_TIME];
    const end = await runStep(directory, inputs, {
      ...options,
      environment: { TIME_FACTOR: String(timeFactor), ...environment },
      nodeArguments: [...preloads, COMPILED_ACTION],
    });
    const snapshotsFile = await readJson(end.outputs['snapshots-file']);
    const log = end.log.replaceAll(EOL, '\n');
    return { ...end, log, lines: visibleLines(log), snapshotsFile };
  });
}

async function readJson(path: string | undefined): Promise<unknown> {
  return path ? JSON.parse(await readFile(path, 'utf8')) : null;
}

function visibleLines(log: string): readonly string[] {
  return log
    .split('\n')
    .filter((line) => line !== '' && !/^(?:::(?:debug|add-mask)::|Connecting to )/.test(line));
}
