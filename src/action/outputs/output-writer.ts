import { chmodSync, closeSync, fchmodSync, mkdtempSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setOutput } from '@actions/core';
import { messageOf } from '../../domain/errors.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { countOf } from '../../domain/wording.ts';
import type { Log, OperationResult } from '../../operations/operation.ts';
import type { Environment } from '../inputs/input-reader.ts';
import type { Secrets } from '../messages/secrets.ts';
import { NO_OUTPUTS, type Outputs, toOutputs } from './outputs.ts';

/** Snapshots turned into text at a time: a list of 100,000 would otherwise be in memory twice. */
const SNAPSHOTS_PER_WRITE = 100;

/**
 * On Windows a file can't be replaced while another program, such as a virus scanner, holds it open. The pauses are about
 * a second in all.
 */
const PAUSES_WHILE_HELD_MS = [10, 20, 40, 80, 160, 320, 400];
const HELD = ['EPERM', 'EACCES', 'EBUSY'];

const ID_LISTS = ['snapshot-ids', 'kept-ids', 'failed-ids', 'missing-ids'] as const;

/** What root alone could read would be lost for the job's other steps, which may run as another user. */
const IS_ROOT = process.getuid?.() === 0;

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
    const tooMany = `${countOf(snapshots.length, 'snapshot')} are too many for the outputs of a job, so`;
    if (file.path === '') {
      if (cutLists.length > 0) throw new Error(`${file.trouble} and ${tooMany} nothing holds them all.`);
      this.#warnOnce('file', `${file.trouble}, so the output snapshots-file is empty.`);
    } else if (cutLists.length > 0) {
      this.#warnOnce(
        'size',
        `${tooMany} ${cutLists.join(' and ')} ${cutLists.length === 1 ? 'is' : 'are'} left empty; the output snapshots-file names a file with all of them.`,
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
      const length = writeSnapshotsFile(this.#snapshotsFile, snapshots, this.#secrets.redact);
      return { path: this.#snapshotsFile, length, trouble: '' };
    } catch (error) {
      const trouble = `The file of snapshots could not be written (${messageOf(error)})`;
      return { path: '', length: JSON.stringify(snapshots).length, trouble };
    }
  }

  #setOutputs(outputs: Outputs): void {
    // Where the disk fills up in the middle of a large list, the ids and the path are there already.
    const shortestFirst = Object.entries(outputs).toSorted(([, one], [, other]) => one.length - other.length);
    for (const [name, value] of shortestFirst) setOutput(name, this.#secrets.redact(value));
    const ids = ID_LISTS.map((name) => outputs[name]).join();
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
 * A path for this step's file of snapshots, in a directory of its own that the job can read until it ends.
 *
 * @throws Error that names the directory if nothing can be made in it
 */
export function createSnapshotsFilePath(runnerTemp: string | undefined): string {
  const parent = runnerTemp || tmpdir();
  try {
    const directory = mkdtempSync(join(parent, 'denvr-snapshots-'));
    if (IS_ROOT) chmodSync(directory, 0o755);
    return join(directory, 'snapshots.json');
  } catch (error) {
    throw new Error(
      `No directory for snapshots-file can be made in RUNNER_TEMP (${parent}), so nothing was sent: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/**
 * Writes snapshots as a JSON array. The file is whole at any moment, also when the run is ended while it is written.
 *
 * @param redact is given every part of the text on its way out
 * @returns the length of the text in UTF-16 code units
 * @throws Error of the file system
 */
export function writeSnapshotsFile(
  path: string,
  snapshots: readonly Snapshot[],
  redact: (text: string) => string,
): number {
  const unfinishedPath = `${path}.unfinished`;
  const file = openSync(unfinishedPath, 'w');
  let length = 0;
  try {
    if (IS_ROOT) fchmodSync(file, 0o644);
    for (const part of jsonParts(snapshots)) {
      writeFileSync(file, redact(part));
      length += part.length;
    }
  } finally {
    closeSync(file);
  }
  replaceFile(unfinishedPath, path);
  return length;
}

function replaceFile(from: string, to: string, [pauseMs, ...pausesMs] = PAUSES_WHILE_HELD_MS): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (pauseMs === undefined || !HELD.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    // Outputs are written in one go, also when the run is being cancelled, so there is nothing to wait with but this.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    replaceFile(from, to, pausesMs);
  }
}

function* jsonParts(snapshots: readonly Snapshot[]): Generator<string> {
  for (let start = 0; start < snapshots.length; start += SNAPSHOTS_PER_WRITE) {
    const items = JSON.stringify(snapshots.slice(start, start + SNAPSHOTS_PER_WRITE)).slice(1, -1);
    yield `${start === 0 ? '[' : ','}${items}`;
  }
  yield snapshots.length === 0 ? '[]' : ']';
}
