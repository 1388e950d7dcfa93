import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The variable with the path of the file to which the programs log. */
export const STEP_LOG = 'STEP_LOG';

/**
 * Writes a program that runs another one and appends what it says to the file that {@link STEP_LOG} names: act 0.2.89
 * can lose the end of what a failing step has written, and that end says why. It is no shell script, for a shell drops
 * variables with a hyphen, such as an action's inputs.
 *
 * @param name what it is called by
 * @param program the absolute path of the other one
 */
export function writeLoggingProgram(name: string, program: string, directory: string): void {
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
  writeFileSync(join(directory, name), script, { mode: 0o755 });
}
