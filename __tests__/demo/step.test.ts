import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { simulatorStarter } from '../simulator/running-simulator.ts';

const start = simulatorStarter();
const directory = mkdtempSync(join(tmpdir(), 'steps-'));
afterAll(() => rmSync(directory, { recursive: true }));

const STEP = fileURLToPath(new URL('../../simulator/step.ts', import.meta.url));

function runStep(args: readonly string[], url = ''): Promise<{ exitCode: number | null; text: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', DENVR_API_URL: url, DENVR_APIKEY: '', TMPDIR: directory };
    const child = execFile(process.execPath, [STEP, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, text: stdout + stderr }),
    );
  });
}

test('a step on a simulator of its own shows log, outputs and summary', async () => {
  const { exitCode, text } = await runStep(['operation=list', 'cluster=Msc1', 'source-vm=db-1']);
  expect(exitCode).toBe(0);
  expect(text).toMatch(
    /\nLog\n.* {2}8 of 22 snapshots fit.*\nOutputs\n.* {2}count {11}8\n.*\nJob summary\n/s,
  );
});

test('a step on a simulator that runs changes it, and ends as the action ends', async () => {
  const simulator = await start();
  const create = ['operation=create', 'cluster=Msc1', 'namespace=shop', 'source-vm=web-1', 'name=a'];
  expect(await runStep(create, simulator.url)).toMatchObject({ exitCode: 0 });
  expect(simulator.snapshots()).toMatchObject([{ id: 'a', sourceName: 'web-1' }]);
  expect(await runStep(create, simulator.url)).toMatchObject({
    exitCode: 1,
    text: expect.stringContaining('Error: There is already a snapshot "a"'),
  });
});

test.each([
  [['list'], '"list" is not INPUT=VALUE.'],
  [['--cluster=Msc1'], '"--cluster=Msc1" is not INPUT=VALUE.'],
  [[], 'No input is given.'],
])('%j is refused with a word on how to say it', async (args, words) => {
  const { exitCode, text } = await runStep(args);
  expect(exitCode).toBe(1);
  expect(text).toContain(words);
  expect(text).toContain('npm run step -- operation=list');
});
