import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { withSimulator } from '../../simulator/simulator.ts';
import { inputsAt, snapshot } from './fixtures.ts';
import { runAction } from './run-action.ts';
import { TIME_FACTOR } from './step-table.ts';

jest.setTimeout(300_000);

function npm(...args: readonly string[]): string {
  // Which npm runs the scripts, without the shell that Windows needs to find it.
  return execFileSync(process.execPath, [process.env['npm_execpath'] ?? 'npm', ...args], {
    encoding: 'utf8',
  });
}

/** Every Node 24 that npm serves, the oldest first. */
const VERSIONS = (JSON.parse(npm('view', 'node', 'versions', '--json')) as readonly string[])
  .filter((version) => /^24\.\d+\.\d+$/.test(version))
  .toSorted((left, right) => left.localeCompare(right, 'en', { numeric: true }));

const STEPS = [
  { operation: 'list', 'source-vm': 'db' },
  { operation: 'get', 'snapshot-id': 'db-1' },
  { operation: 'create', 'source-vm': 'db', name: 'db-{run-id}', wait: 'true' },
  { operation: 'wait-ready', 'snapshot-id': 'db-1' },
  { operation: 'delete', 'snapshot-id': 'db-1', wait: 'true' },
  { operation: 'prune', 'source-vm': 'db', 'keep-last': '1' },
] as const;

describe.each([VERSIONS[0] ?? '', VERSIONS.at(-1) ?? ''])('on Node %s', (version) => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'denvr-node-'));
    npm('install', '--no-save', '--no-audit', '--no-fund', '--prefix', directory, `node@${version}`);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test.each(STEPS)('$operation', (inputs) =>
    withSimulator({}, async (simulator) => {
      const ofDb = { sourceName: 'db' };
      simulator.addSnapshot(snapshot('db-1', { ...ofDb, creationDate: '2026-01-01T00:00:00' }));
      simulator.addSnapshot(snapshot('db-2', { ...ofDb, creationDate: '2026-01-02T00:00:00' }));
      const program = process.platform === 'win32' ? 'node.exe' : 'node';
      const node = join(directory, 'node_modules', 'node', 'bin', program);
      expect(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()).toBe(`v${version}`);

      const step = await runAction(inputsAt(simulator, inputs), {
        launcher: [node],
        timeFactor: TIME_FACTOR,
        environment: { GITHUB_RUN_ID: '7' },
      });

      expect(step.exitCode).toBe(0);
      expect(step.outputs['count']).toBe(inputs.operation === 'list' ? '2' : '1');
      expect(step.log).not.toMatch(/warning|error/i);
    }),
  );
});
