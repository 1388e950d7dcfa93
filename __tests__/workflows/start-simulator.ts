/**
 * For a step of a workflow: leaves a simulator running for the steps after it, and sets the output `url`. The arguments
 * are those of its command line. It writes to a file, and not to the step: on Windows a step would wait for the end of
 * whatever holds its output.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SIMULATOR = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));
const START_LIMIT_MS = 60_000;
const PAUSE_MS = 100;

const logFile = join(mkdtempSync(join(tmpdir(), 'denvr-simulator-')), 'log');
const log = openSync(logFile, 'w');
const child = spawn(process.execPath, [SIMULATOR, '--port', '0', ...process.argv.slice(2)], {
  detached: true,
  stdio: ['ignore', log, log],
});
child.unref();
const url = await readUrl();
appendFileSync(process.env['GITHUB_OUTPUT'] as string, `url=${url}\n`);
console.log(`The simulator is at ${url}, as process ${child.pid}.`);

async function readUrl(): Promise<string> {
  const endMs = performance.now() + START_LIMIT_MS;
  while (performance.now() < endMs && child.exitCode === null) {
    const started = /simulated at (http:\S+)/.exec(readFileSync(logFile, 'utf8'))?.[1];
    if (started !== undefined) return started;
    await pause(PAUSE_MS);
  }
  child.kill();
  throw new Error(`The simulator did not start:\n${readFileSync(logFile, 'utf8')}`);
}
