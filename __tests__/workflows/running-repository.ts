import { execFile, execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathOfTool } from '../../scripts/install-workflow-tools.ts';
import { copyForAct, SHOWN_WORKFLOWS } from './copy-for-act.ts';

/** Less than a test's limit, so that a run that hangs is ended and its log is shown. */
const RUN_LIMIT_MS = 100_000;

/** The variable with the path of the file to which the programs log. */
const STEP_LOG = 'STEP_LOG';

/** What a run of a workflow left behind. */
export interface WorkflowRun {
  /** What act says, and after it whatever the steps wrote. */
  readonly log: string;
  /** The log if the run failed, else null: a test that expects success shows it. */
  readonly failure: string | null;
  /** What the caller's last job was told by the called one; null if that job did not run. */
  readonly outputs: Readonly<Record<string, string>> | null;
}

export interface RunOptions {
  readonly event?: string;
  /** What the event tells, besides what act says of it. */
  readonly payload?: unknown;
  readonly variables?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly job?: string;
}

/** A copy of this repository in which act can run the workflows. */
export class RunningRepository {
  readonly #home = mkdtempSync(join(tmpdir(), 'denvr-act-'));
  // Beside each other, for act copies the repository to its home.
  readonly #directory = join(this.#home, 'repository');
  readonly #programs = join(this.#home, 'programs');

  constructor() {
    copyForAct(this.#directory);
    mkdirSync(this.#programs);
    const bash = execFileSync('which', ['bash'], { encoding: 'utf8' }).trim();
    for (const program of [process.execPath, bash]) writeLoggingProgram(this.#programs, program);
  }

  /** Runs a workflow on this machine, without containers. */
  run(
    workflow: string,
    { event, payload, variables, secrets, inputs, job }: RunOptions,
  ): Promise<WorkflowRun> {
    const directory = mkdtempSync(join(this.#home, 'run-'));
    const reportFile = join(directory, 'report.json');
    const stepLog = join(directory, 'steps.log');
    const eventFile = join(directory, 'event.json');
    writeFileSync(stepLog, '');
    writeFileSync(eventFile, JSON.stringify(payload ?? {}));
    const args = [
      event ?? 'workflow_dispatch',
      ...['--workflows', workflow, ...(job === undefined ? [] : ['--job', job])],
      ...['--platform', 'ubuntu-latest=-self-hosted', '--container-daemon-socket', '-'],
      ...['--no-cache-server', '--matrix', 'os:ubuntu-latest'],
      ...options('--var', { ...variables, REPORT_FILE: reportFile }),
      ...options('--secret', secrets),
      ...options('--input', inputs),
      ...(payload === undefined ? [] : ['--eventpath', eventFile]),
    ];
    const settings = {
      cwd: this.#directory,
      // Little of this process's own: act hands it on to the steps, where a variable such as DENVR_APIKEY would count.
      env: { PATH: `${this.#programs}:${process.env['PATH']}`, HOME: this.#home, [STEP_LOG]: stepLog },
      timeout: RUN_LIMIT_MS,
      maxBuffer: Number.POSITIVE_INFINITY,
    };
    return new Promise((resolve) => {
      execFile(pathOfTool('act'), args, settings, (error, stdout, stderr) => {
        const log = [stdout, stderr, readFileSync(stepLog, 'utf8'), error?.message].join('\n');
        const outputs = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
        resolve({ log, failure: error === null ? null : log, outputs });
      });
    });
  }

  /** The path of the one workflow that the pages show and that contains a text, for {@link run}. */
  shownWorkflow(text: string): string {
    const [path, ...more] = readdirSync(join(this.#directory, SHOWN_WORKFLOWS))
      .map((name) => join(SHOWN_WORKFLOWS, name))
      .filter((candidate) => readFileSync(join(this.#directory, candidate), 'utf8').includes(text));
    if (path === undefined || more.length > 0) throw new Error(`Not one workflow contains ${text}.`);
    return path;
  }

  remove(): void {
    rmSync(this.#home, { recursive: true });
  }
}

function options(flag: string, values: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

/**
 * Writes a program that runs another one of its name and appends what it says to the file that {@link STEP_LOG} names:
 * act 0.2.89 can lose the end of what a failing step has written, and that end says why. It is no shell script, for a
 * shell drops variables with a hyphen, such as an action's inputs.
 */
function writeLoggingProgram(directory: string, program: string): void {
  const script = `#!${process.execPath}
const { openSync, readFileSync, statSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
const file = process.env.${STEP_LOG};
const before = statSync(file).size;
const log = openSync(file, 'a');
const { status } = spawnSync(${JSON.stringify(program)}, process.argv.slice(2), { stdio: ['inherit', log, log] });
process.stdout.write(readFileSync(file).subarray(before));
process.exitCode = status ?? 1;
`;
  writeFileSync(join(directory, basename(program)), script, { mode: 0o755 });
}
