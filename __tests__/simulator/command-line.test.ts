import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, jest, test } from '@jest/globals';
import { README_ROWS, readCommandLine } from '../../simulator/command-line.ts';
import { readFaultFile, readSnapshotFile } from '../../simulator/input-files.ts';

// On Windows, the command may need seconds to start.
jest.setTimeout(30_000);

const directory = mkdtempSync(join(tmpdir(), 'simulator-'));
afterAll(() => rmSync(directory, { recursive: true }));

function fileWith(content: string): string {
  const file = join(directory, `${crypto.randomUUID()}.json`);
  writeFileSync(file, content);
  return file;
}

test('nothing given changes no setting', () => {
  expect(readCommandLine([])).toEqual({ help: false, options: {}, snapshotFile: null, faultFile: null });
});

test.each([
  ['--port 8080', { port: 8080 }],
  ['--api-key k', { apiKey: 'k' }],
  ['--username u', { username: 'u' }],
  ['--password p', { password: 'p' }],
  ['--token-lifetime-ms 1000', { tokenLifetimeMs: 1000 }],
  ['--two-factor', { twoFactor: true }],
  ['--ready-after-ms 5000', { readyAfterMs: 5000 }],
  ['--ready-after-ms never', { readyAfterMs: 'never' }],
  ['--invisible-for-ms 0', { invisibleForMs: 0 }],
  ['--deleted-visible-for-ms 1', { deletedVisibleForMs: 1 }],
  ['--locks-for-ms 3000', { locksForMs: 3000 }],
  ['--locked-status 423', { lockedStatus: 423 }],
  ['--answer-shape bare', { answerShape: 'bare' }],
  ['--content-type text/plain', { contentType: 'text/plain' }],
  ['--not-found-style status-404', { notFoundStyle: 'status-404' }],
  ['--not-found-style gateway-404', { notFoundStyle: 'gateway-404' }],
  ['--cluster Msc1 --cluster Hou1', { clusters: ['Msc1', 'Hou1'] }],
  ['--namespace team', { namespaces: ['team'] }],
  ['--vm Msc1/team/web', { virtualMachines: [{ cluster: 'Msc1', namespace: 'team', name: 'web' }] }],
  ['--latency-ms 20', { latencyMs: 20 }],
])('%s', (line, options) => {
  expect(readCommandLine(line.split(' ')).options).toEqual(options);
});

test.each([
  ['--port 65536', '--port is "65536", but must be a whole number from 0 to 65535.'],
  ['--port 80.5', '--port is "80.5"'],
  ['--ready-after-ms 5s', '--ready-after-ms is "5s", but must be a whole number of milliseconds, or never.'],
  ['--latency-ms=-1', '--latency-ms is "-1"'],
  ['--answer-shape soap', '--answer-shape is "soap", but must be one of envelope, bare.'],
  ['--locked-status 404', '--locked-status is "404", but must be one of 409, 423, 500, 503.'],
  ['--api-key=', '--api-key is "", but must be a text that is not empty.'],
  ['--vm team/web', '--vm is "team/web", but must be CLUSTER/NAMESPACE/NAME'],
  ['--ready', "Unknown option '--ready'"],
  ['extra', "Unexpected argument 'extra'"],
])('%s is refused', (line, message) => {
  expect(() => readCommandLine(line.split(' '))).toThrow(message);
});

test('the README has the table of options as it is', () => {
  const readme = readFileSync(new URL('../../simulator/README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`\n${README_ROWS.join('\n')}\n`);
});

test('a file of snapshots is read', () => {
  const snapshots = [{ id: 'a', namespace: null, readyToUse: true, cluster: 'Msc1' }];
  expect(readSnapshotFile(fileWith(JSON.stringify(snapshots)))).toEqual(snapshots);
});

test('what the action does not know of a snapshot is left out', () => {
  const known = { id: 'a', namespace: null };
  const file = fileWith(JSON.stringify([{ ...known, creationDate: null, readyToUse: null }]));
  expect(readSnapshotFile(file)).toEqual([known]);
});

test.each([
  ['[null]', 'snapshots/0 must be object'],
  ['{}', 'snapshots must be array'],
  ['[{"ready":true}]', 'snapshots/0 must NOT have additional properties'],
  ['[{"id":1}]', 'snapshots/0/id must be string'],
  ['[', 'is not JSON'],
])('a file of snapshots that holds %s is refused', (content, message) => {
  expect(() => readSnapshotFile(fileWith(content))).toThrow(message);
});

test('a file of faults is read', () => {
  const rules = [{ operation: 'list', fault: { kind: 'html' } }];
  expect(readFaultFile(fileWith(JSON.stringify(rules)))).toEqual(rules);
});

test('a file of faults that holds something else is refused by its name', () => {
  const file = fileWith('[{}]');
  expect(() => readFaultFile(file)).toThrow(`${file}: Not a fault rule`);
});

// On Windows, a signal from another process ends a process without asking it.
const testWithSignals = process.platform === 'win32' ? test.skip : test;

testWithSignals('the command stops on SIGTERM', async () => {
  const command = run([]);
  await urlFrom(command);
  command.kill('SIGTERM');
  expect(await once(command, 'exit')).toEqual([0, null]);
});

test('the command says where it listens', async () => {
  const snapshots = fileWith('[{"id":"a","namespace":"team"}]');
  const faults = fileWith('{"operation":"list","fault":{"kind":"status","status":503}}');
  const command = run(['--snapshots', snapshots, '--faults', faults]);
  const url = await urlFrom(command);
  const seen = await fetch(`${url}/_simulator/snapshots`);
  expect(await seen.json()).toMatchObject([{ id: 'a', cluster: 'Msc1' }]);
  expect((await fetch(`${url}/api/v1/servers/snapshots/GetSnapshots`)).status).toBe(503);
  command.kill();
});

test('the command ends with an error for what it can not start with', async () => {
  const command = run(['--snapshots', fileWith('[{"id":"a","cluster":"Mcs1"}]')]);
  const [errors, [code]] = await Promise.all([text(command.stderr), once(command, 'exit')]);
  expect(errors).toBe('simulator: Cluster "Mcs1" is not available.\n');
  expect(code).toBe(1);
});

function run(args: readonly string[]) {
  const main = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));
  return spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function urlFrom(command: ChildProcess): Promise<string> {
  const [greeting] = (await once(command.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return greeting.toString().match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] ?? '';
}
