import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { yamlSnippets } from '../../scripts/shown-workflows.ts';
import { evaluate } from '../../simulator/demo/story.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { runAction } from './run-action.ts';

jest.setTimeout(180_000);

const start = simulatorStarter();
const workspace = mkdtempSync(join(tmpdir(), 'restore-'));
afterAll(() => rmSync(workspace, { recursive: true }));

interface Step {
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

const WORKFLOW = parse(yamlSnippets().find(({ place }) => place.startsWith('docs/restore.md'))?.text ?? '');
const JOB: { readonly env: Readonly<Record<string, string>>; readonly steps: readonly Step[] } =
  WORKFLOW.jobs['go-back'];
const CLUSTER: string = WORKFLOW.env.CLUSTER;
const NAMESPACE: string = WORKFLOW.env.NAMESPACE;

/** How many times as fast the waits of the page run. */
const TIME_FACTOR = 200;
const ACCELERATED_SLEEP = `import time
sleep = time.sleep
time.sleep = lambda seconds: sleep(seconds / ${TIME_FACTOR})
`;

interface Ended {
  readonly exitCode: number | null;
  readonly log: string;
}

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { cwd: workspace, env: { ...process.env, ...env } },
      (_error, stdout, stderr) => resolve({ exitCode: child.exitCode, log: stdout + stderr }),
    );
  });
}

/** Runs Python code with the SDK that the page installed, against a simulator. */
function runPython(code: string, { url }: Simulator, env: Readonly<Record<string, string>>): Promise<Ended> {
  writeFileSync(join(workspace, 'denvr.toml'), `[defaults]\nserver = "${url}"\n`);
  writeFileSync(join(workspace, 'step.py'), code);
  return run('python3', ['step.py'], {
    DENVR_CONFIG: 'denvr.toml',
    PYTHONPATH: JOB.env['PYTHONPATH'] ?? '',
    ...env,
  });
}

beforeAll(async () => {
  const script = JOB.steps.find(({ run }) => run?.includes('pip install'))?.run ?? '';
  expect(await run('bash', ['-e', '-c', script], {})).toMatchObject({ exitCode: 0 });
  writeFileSync(join(workspace, JOB.env['PYTHONPATH'] ?? '', 'sitecustomize.py'), ACCELERATED_SLEEP);
});

interface Inputs {
  readonly snapshot: string;
  readonly 'old-vm': string;
  readonly 'new-vm': string;
  readonly 'destroy-old-vm': boolean;
}

const FIRST_RUN: Inputs = {
  snapshot: 'web-1-good',
  'old-vm': 'web-1',
  'new-vm': 'web-1-rollback-1',
  'destroy-old-vm': false,
};
const SECOND_RUN: Inputs = { ...FIRST_RUN, 'destroy-old-vm': true };

/** Runs the steps of the page's workflow as the runner does, up to the first that fails, and tells its name. */
async function runWorkflow(
  simulator: Simulator,
  inputs: Inputs,
): Promise<{ failed: string | null; log: string }> {
  const values = new Map([
    ['env.CLUSTER', CLUSTER],
    ['env.NAMESPACE', NAMESPACE],
    ['secrets.DENVR_APIKEY', 'test-key'],
    ['vars.DENVR_SSH_KEYS', 'ssh-ed25519 AAAA one\nssh-ed25519 BBBB two\n'],
    ...Object.entries(inputs).map(([name, value]): [string, string] => [`inputs.${name}`, String(value)]),
  ]);
  const filledIn = (fields: Readonly<Record<string, unknown>> = {}) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, evaluate(String(value), values)]),
    );
  let log = '';
  for (const step of JOB.steps) {
    if (step.if?.includes('!inputs.destroy-old-vm') === inputs['destroy-old-vm']) continue;
    if (step.run?.includes('pip install')) continue;
    const ended =
      step.run === undefined
        ? await runAction({ 'api-url': simulator.url, ...filledIn(step.with) }, { timeFactor: TIME_FACTOR })
        : await runPython(step.run, simulator, filledIn({ ...WORKFLOW.env, ...JOB.env, ...step.env }));
    log += ended.log;
    if (ended.exitCode !== 0) return { failed: step.name, log };
  }
  return { failed: null, log };
}

/** A cloud with one VM and two snapshots of it. */
async function startCloud(): Promise<Simulator> {
  const machine = { cluster: CLUSTER, namespace: NAMESPACE, name: FIRST_RUN['old-vm'] };
  const simulator = await start({ clusters: [CLUSTER], virtualMachines: [machine], readyAfterMs: 500 });
  const snapshot = { namespace: NAMESPACE, sourceName: machine.name, creationDate: '2026-01-01T03:00:00' };
  simulator.addSnapshot({ ...snapshot, id: FIRST_RUN.snapshot, readyToUse: true });
  simulator.addSnapshot({ ...snapshot, id: 'web-1-unready', readyToUse: false });
  return simulator;
}

async function machinesOf(simulator: Simulator): Promise<readonly Record<string, unknown>[]> {
  const { result } = (await (
    await fetch(`${simulator.url}/api/v1/servers/virtual/GetServers`, {
      headers: { authorization: 'ApiKey test-key' },
    })
  ).json()) as { result: { items: Record<string, unknown>[] } };
  return result.items;
}

async function namesOf(simulator: Simulator): Promise<readonly unknown[]> {
  return (await machinesOf(simulator)).map(({ id }) => id);
}

test('the first run makes a VM like the old one from the snapshot, and the second destroys the old one alone', async () => {
  const simulator = await startCloud();

  const first = await runWorkflow(simulator, FIRST_RUN);
  expect(first).toMatchObject({ failed: null });
  expect(first.log).toMatch(
    /web-1-rollback-1 is PENDING_RESOURCES\n(?:.*\n)*Move the traffic to 198\.51\.100\.1\n/,
  );
  expect(await machinesOf(simulator)).toMatchObject([
    { id: 'web-1', status: 'ONLINE' },
    { id: 'web-1-rollback-1', status: 'ONLINE', configuration: '5', rpool: 'reserved' },
  ]);
  expect(simulator.requests.find(({ operation }) => operation === 'create-server')?.body).toMatchObject({
    snapshotName: 'web-1-good',
    ssh_keys: ['ssh-ed25519 AAAA one', 'ssh-ed25519 BBBB two'],
  });

  expect(await runWorkflow(simulator, SECOND_RUN)).toMatchObject({ failed: null });
  expect(await namesOf(simulator)).toEqual(['web-1-rollback-1']);
  expect(simulator.snapshots()).toMatchObject([
    { id: 'web-1-good' },
    { id: 'web-1-unready' },
    { sourceName: 'web-1-rollback-1', readyToUse: true },
  ]);
});

test('a check of the status that fails does not end the wait', async () => {
  const simulator = await startCloud();
  simulator.scheduleFault({
    operation: 'get-server',
    id: 'web-1-rollback-1',
    fault: { kind: 'status', status: 404 },
  });
  const { failed, log } = await runWorkflow(simulator, FIRST_RUN);
  expect({ failed, log }).toMatchObject({
    failed: null,
    log: expect.stringContaining('could not be read: 404'),
  });
});

test.each<readonly [string, Partial<Inputs>, string, string]>([
  [
    'the snapshot is not ready',
    { snapshot: 'web-1-unready' },
    'Check that the snapshot is ready',
    'not ready',
  ],
  [
    'the snapshot is of another VM',
    { 'old-vm': 'db-1', 'destroy-old-vm': true },
    'Check that the snapshot is of the old VM',
    'No snapshot fits',
  ],
  ['the new name is taken', { 'new-vm': 'web-1' }, 'Make the new VM', 'There is a VM web-1 already'],
  [
    'the new VM is not there',
    { 'destroy-old-vm': true },
    'Make a snapshot of the new VM',
    'web-1-rollback-1',
  ],
  ['the new VM is the old one', { 'new-vm': 'web-1', 'destroy-old-vm': true }, 'Destroy the old VM', 'stays'],
])('nothing is made or destroyed where %s', async (_why, changes, step, words) => {
  const simulator = await startCloud();
  const { failed, log } = await runWorkflow(simulator, { ...FIRST_RUN, ...changes });
  expect(failed).toBe(step);
  expect(log).toContain(words);
  expect(await namesOf(simulator)).toEqual(['web-1']);
});

test.each(['FAILED', 'CREATE_FAILED', 'ADMIN_WAIT'])(
  'the wait ends where the new VM is %s',
  async (status) => {
    const simulator = await startCloud();
    simulator.scheduleFault({
      operation: 'get-server',
      id: 'web-1-rollback-1',
      fault: { kind: 'raw-body', body: JSON.stringify({ status }) },
    });
    expect(await runWorkflow(simulator, FIRST_RUN)).toMatchObject({
      failed: 'Make the new VM',
      log: expect.stringContaining(`web-1-rollback-1 is ${status}\nThe new VM could not be made.`),
    });
  },
);

test('the SDK logs in and renews its token also where answers are bare', async () => {
  const simulator = await start({ answerShape: 'bare', tokenLifetimeMs: 900 });
  const code = `from denvr.client import client
print(client("servers/virtual").get_servers(cluster="Msc1"))`;
  expect(
    await runPython(code, simulator, { DENVR_USERNAME: 'user@example.com', DENVR_PASSWORD: 'test-password' }),
  ).toMatchObject({ exitCode: 0, log: "{'items': []}\n" });
  expect(simulator.requests.map(({ operation, status }) => [operation, status])).toEqual([
    ['authenticate', 200],
    ['refresh-token', 200],
    ['list-servers', 200],
  ]);
});
