import { EOL } from 'node:os';
import * as core from '@actions/core';
import { messageOf } from '../domain/errors.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { countOf } from '../operations/describe.ts';
import type { Log } from '../operations/operation-context.ts';
import type { OperationResult } from '../operations/operation-result.ts';
import type { Environment } from './input-reader.ts';
import { NO_OUTPUTS, type Outputs, toOutputs } from './outputs.ts';
import { toLogLine } from './printable.ts';
import type { Secrets } from './secrets.ts';
import { createSnapshotsFilePath, writeSnapshotsFile } from './snapshots-file.ts';

/** Every failure is a line of the log, but nobody reads thousands. */
const MAX_FAILURE_LINES = 50;

/**
 * A log whose lines cannot be read by the runner as commands, and hold no secrets.
 *
 * @param warnings gets every warning as well
 */
export function createLog(secrets: Secrets, warnings: string[]): Log {
  const toLine = (text: string) => toLogLine(secrets.redact(text));
  return {
    debug: (line) => core.debug(toLine(line)),
    info: (lines) => core.info([lines].flat().map(toLine).join(EOL)),
    warning: (line) => {
      warnings.push(secrets.redact(line));
      core.warning(toLine(line));
    },
  };
}

/**
 * Writes results to the step's outputs, and the snapshots in full to a file. It is called as soon as something is
 * known, and again whenever there is more: of several values of an output the runner takes the last.
 */
export class OutputWriter {
  readonly #snapshotsFile: string;
  readonly #secrets: Secrets;
  readonly #log: Log;
  readonly #ownUsername: string | null;
  readonly #told = new Set<string>();
  #last: OperationResult | null = null;

  /** @param ownUsername who the action logs in as; null with an API key */
  constructor(environment: Environment, secrets: Secrets, log: Log, ownUsername: string | null) {
    this.#snapshotsFile = createSnapshotsFilePath(environment['RUNNER_TEMP']);
    this.#secrets = secrets;
    this.#log = log;
    this.#ownUsername = ownUsername;
  }

  /** What was written last; null if nothing was. */
  get last(): OperationResult | null {
    return this.#last;
  }

  /**
   * @throws Error if the outputs could not be written, or neither they nor the file hold everything. The output
   * `snapshots-file` never names a file that is missing or old.
   */
  write(result: OperationResult): void {
    this.#last = result;
    // GitHub drops every output of a job that holds a secret, which the user name may be.
    const snapshots = result.snapshots.map((snapshot) =>
      snapshot.username === this.#ownUsername ? { ...snapshot, username: null } : snapshot,
    );
    const file = this.#tryToWriteFile(snapshots);
    const { outputs, cutLists } = toOutputs({ ...result, snapshots }, file.path, file.length);
    this.#setOutputs(outputs);
    if (cutLists.length > 0 && file.path === '') {
      throw new Error(
        `${file.trouble} and ${countOf(result.snapshots.length, 'snapshot')} are too many for the outputs of a job, so nothing holds them all.`,
      );
    }
    if (file.path === '') this.#warnOnce('file', `${file.trouble}, so the output snapshots-file is empty.`);
    if (cutLists.length > 0) {
      this.#warnOnce(
        'size',
        `${countOf(result.snapshots.length, 'snapshot')} are too many for the outputs of a job, so ${cutLists.join(' and ')} ${cutLists.length === 1 ? 'is' : 'are'} left empty; the output snapshots-file names a file with all of them.`,
      );
    }
  }

  /** For an operation that ended before it knew anything: outputs that can be read, and say so. */
  writeNothing(): void {
    const { path } = this.#tryToWriteFile([]);
    this.#setOutputs({ ...NO_OUTPUTS, 'snapshots-file': path });
  }

  /** The file's path, or an empty one with the reason, and the length of the snapshots' JSON. */
  #tryToWriteFile(snapshots: readonly Snapshot[]): {
    readonly path: string;
    readonly length: number;
    readonly trouble: string;
  } {
    try {
      const length = writeSnapshotsFile(this.#snapshotsFile, snapshots, (text) => this.#secrets.redact(text));
      return { path: this.#snapshotsFile, length, trouble: '' };
    } catch (error) {
      const trouble = `The file of snapshots could not be written (${messageOf(error)})`;
      return { path: '', length: JSON.stringify(snapshots).length, trouble };
    }
  }

  #setOutputs(outputs: Outputs): void {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, this.#secrets.redact(value));
    const ids = outputs['snapshot-ids'];
    if (this.#secrets.areIn(ids) || (this.#ownUsername !== null && ids.includes(this.#ownUsername))) {
      this.#warnOnce(
        'secret',
        'The name of a snapshot holds the API key, the password, a token or the user name. GitHub drops every output of a job that holds a secret, and this action writes *** in its place: rename the snapshot, or use other credentials.',
      );
    }
  }

  #warnOnce(what: string, warning: string): void {
    if (this.#told.has(what)) return;
    this.#told.add(what);
    this.#log.warning(warning);
  }
}

/**
 * Makes the step fail. GitHub shows the first ten errors of a step, so the total comes first.
 *
 * @param total how far the step came; null where the only failure says all
 */
export function reportFailure(failures: readonly string[], total: string | null, secrets: Secrets): void {
  const more = failures.length - MAX_FAILURE_LINES;
  const lines = [
    ...(total === null ? [] : [total]),
    ...failures.slice(0, MAX_FAILURE_LINES),
    ...(more > 0 ? [`${more} more are not shown here.`] : []),
  ];
  process.exitCode = core.ExitCode.Failure;
  for (const line of lines) core.error(toLogLine(secrets.redact(line)));
}

/**
 * Appends to the job summary; without one, such as on an old server, there is nothing to do. A summary that cannot be
 * written is worth a warning, and no reason to fail.
 */
export async function writeSummary(
  html: string,
  environment: Environment,
  secrets: Secrets,
  log: Log,
): Promise<void> {
  if (!environment['GITHUB_STEP_SUMMARY']) return;
  try {
    await core.summary.addRaw(secrets.redact(html)).write();
  } catch (error) {
    log.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
}
