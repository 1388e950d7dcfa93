import { chmodSync, closeSync, fchmodSync, mkdtempSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../domain/errors.ts';
import type { Snapshot } from '../domain/snapshot.ts';

/** Snapshots turned into text at a time: a list of 100,000 would otherwise be in memory twice. */
const SNAPSHOTS_PER_WRITE = 100;

/**
 * On Windows a file can't be replaced while another program, such as a virus scanner, holds it open. The pauses are about
 * a second in all.
 */
const PAUSES_WHILE_HELD_MS = [10, 20, 40, 80, 160, 320, 400];
const HELD = ['EPERM', 'EACCES', 'EBUSY'];

/** What root alone could read would be lost for the job's other steps, which may run as another user. */
const IS_ROOT = process.getuid?.() === 0;

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
