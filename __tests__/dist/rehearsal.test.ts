import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { withSimulator } from '../../simulator/simulator.ts';
import { pathOf, readText } from '../contract/repository.ts';
import { inputsAt, snapshot } from './fixtures.ts';
import { runAction } from './run-action.ts';

const directory = mkdtempSync(join(tmpdir(), 'rehearsal-'));
afterAll(() => rmSync(directory, { recursive: true }));

let copy: ChildProcess | null = null;
afterEach(() => {
  copy?.kill('SIGTERM');
});

const ofWeb = (id: string, creationDate: string, readyToUse = true) =>
  snapshot(id, { namespace: 'my-vpc', sourceName: 'web', creationDate, readyToUse });

const SNAPSHOTS = [
  ofWeb('web-3', '2026-01-03T03:00:00'),
  ofWeb('web-2', '2026-01-02T03:00:00'),
  ofWeb('web-1', '2026-01-01T03:00:00'),
  ofWeb('web-unready', '2026-01-01T04:00:00', false),
  { id: 'web-undated', namespace: 'my-vpc', sourceName: 'web' },
];

/** The inputs of the prune in the rehearsal of docs/retention.md. */
function inputsOfThePage(): Record<string, string> {
  const [, step = ''] = /npm run step --([^`]*)\ncurl/.exec(readText('docs/retention.md')) ?? [];
  const inputs = step.matchAll(/ '?([a-z-]+)=([^'\s]*)/g);
  return Object.fromEntries(Array.from(inputs, ([, name = '', value = '']) => [name, value]));
}

/** The simulator of the page, on a free port. */
async function startCopy(file: string): Promise<string> {
  copy = spawn(process.execPath, [pathOf('simulator/main.ts'), '--snapshots', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [greeting] = (await once(copy.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return greeting.toString().match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] ?? '';
}

test('a prune is rehearsed on a copy that a list has written, and leaves the original alone', () =>
  withSimulator({}, async (original) => {
    for (const one of SNAPSHOTS) original.addSnapshot(one);

    const list = await runAction(inputsAt(original, { operation: 'list', namespace: 'my-vpc' }));
    const file = join(directory, 'snapshots.json');
    writeFileSync(file, JSON.stringify(list.snapshotsFile));
    const url = await startCopy(file);
    const prune = await runAction({ ...inputsOfThePage(), 'api-url': url, 'api-key': 'test-key' });

    expect(prune.exitCode).toBe(0);
    expect(prune.outputs).toMatchObject({ 'snapshot-ids': '["web-1"]' });
    const left = (await (await fetch(`${url}/_simulator/snapshots`)).json()) as { readonly id: string }[];
    expect(left.map(({ id }) => id).sort()).toEqual(['web-2', 'web-3', 'web-undated', 'web-unready']);
    expect(original.snapshots()).toHaveLength(SNAPSHOTS.length);
  }));
