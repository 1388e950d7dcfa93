import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SIMULATOR = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));
const START_LIMIT_MS = 60_000;
const PAUSE_MS = 100;

/** A simulator in a process of its own, which outlives the one that started it. */
export interface SimulatorProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Where it logs to, to be removed by whoever ends it. */
  readonly logDirectory: string;
}

/**
 * Starts a simulator on a free port. It writes to a file, and not to this process: on Windows a step of a workflow
 * would wait for the end of whatever holds its output.
 *
 * @param args as on its command line
 * @throws if it does not come up
 */
export async function startSimulatorProcess(args: readonly string[]): Promise<SimulatorProcess> {
  const logDirectory = mkdtempSync(join(tmpdir(), 'denvr-simulator-'));
  const logFile = join(logDirectory, 'log');
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [SIMULATOR, '--port', '0', ...args], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  return { child, url: await readUrl(child, logFile), logDirectory };
}

async function readUrl(child: ChildProcess, logFile: string): Promise<string> {
  const endMs = performance.now() + START_LIMIT_MS;
  while (performance.now() < endMs && child.exitCode === null) {
    const url = /simulated at (http:\S+)/.exec(readFileSync(logFile, 'utf8'))?.[1];
    if (url !== undefined) return url;
    await pause(PAUSE_MS);
  }
  child.kill();
  throw new Error(`The simulator did not start:\n${readFileSync(logFile, 'utf8')}`);
}
