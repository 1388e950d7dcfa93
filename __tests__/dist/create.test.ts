import { expect, jest, test } from '@jest/globals';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { countSent, inputsAt, sentTo } from './at-simulator.ts';
import { runAction, SLOWNESS } from './run-action.ts';
import { rowsOf } from './summary-rows.ts';

const start = simulatorStarter();
jest.setTimeout(20_000 * SLOWNESS);

const CREATE = { operation: 'create', 'source-vm': 'web-1', name: 'before-{source-vm}' };

/** A snapshot as reads show it before it is ready, whatever the simulator itself thinks of it. */
const notReady = (id: string, sourceName: string) => ({
  id,
  namespace: 'prod',
  sourceName,
  readyToUse: false,
});

test('create without wait looks the name up, asks once, and ends', async () => {
  const simulator = await start({ readyAfterMs: 'never' });

  const step = await runAction(inputsAt(simulator, CREATE));

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot before-web-1', 'POST CreateSnapshot before-web-1']);
  expect(simulator.requests.at(-1)?.body).toEqual({
    name: 'before-web-1',
    namespace: 'prod',
    cluster: 'Msc1',
    sourceVMName: 'web-1',
  });
  expect(step.lines.at(-2)).toBe('Created 1 snapshot: before-web-1.');
  expect(step.lines.at(-1)).toContain('Not ready yet');
  expect(step.outputs).toMatchObject({
    'snapshot-id': 'before-web-1',
    'snapshot-ids': '["before-web-1"]',
    count: '1',
    ready: 'false',
    created: 'true',
    'kept-ids': '',
    'failed-ids': '[]',
  });
  expect(step.exitCode).toBe(0);
});

test('create writes the snapshot to the outputs under the API field names, with a UTC date', async () => {
  const simulator = await start({ now: () => Date.parse('2026-11-23T14:15:30.123Z') });

  const step = await runAction(inputsAt(simulator, CREATE));

  const snapshots = JSON.parse(step.outputs['snapshots'] ?? '');
  expect(snapshots).toEqual([
    {
      id: 'before-web-1',
      namespace: 'prod',
      sourceName: 'web-1',
      osImage: 'Ubuntu 22.04.4 LTS',
      customPackage: null,
      rootDiskSize: '100Gi',
      creationDate: '2026-11-23T14:15:30.123Z',
      username: 'simulated-user',
      tenancyName: 'simulated-tenancy',
      readyToUse: false,
    },
  ]);
  expect(step.snapshotsFile).toEqual(snapshots);
});

test('create with wait sends one GetSnapshot a round until the snapshot is ready', async () => {
  const simulator = await start();
  simulator.scheduleFault({
    operation: 'get',
    skip: 1,
    times: 2,
    fault: { kind: 'raw-body', body: JSON.stringify(notReady('before-web-1', 'web-1')) },
  });

  const step = await runAction(inputsAt(simulator, { ...CREATE, wait: 'true' }), { timeFactor: 50 });

  expect(sentTo(simulator)).toEqual([
    'GET GetSnapshot before-web-1',
    'POST CreateSnapshot before-web-1',
    'GET GetSnapshot before-web-1',
    'GET GetSnapshot before-web-1',
    'GET GetSnapshot before-web-1',
  ]);
  expect(step.outputs).toMatchObject({ ready: 'true', created: 'true', 'snapshot-id': 'before-web-1' });
  expect(step.exitCode).toBe(0);
});

test('create with wait of several VMs sends one GetSnapshots a round for all of them', async () => {
  const simulator = await start();
  const items = [notReady('before-web-1', 'web-1'), notReady('before-web-2', 'web-2')];
  simulator.scheduleFault({
    operation: 'list',
    times: 2,
    fault: { kind: 'raw-body', body: JSON.stringify({ items }) },
  });

  const step = await runAction(
    inputsAt(simulator, { ...CREATE, 'source-vm': 'web-1, web-2', wait: 'true' }),
    {
      timeFactor: 50,
    },
  );

  expect(sentTo(simulator).slice(-3)).toEqual(['GET GetSnapshots', 'GET GetSnapshots', 'GET GetSnapshots']);
  expect(countSent(simulator, 'get')).toBe(2);
  expect(countSent(simulator, 'create')).toBe(2);
  expect(step.outputs).toMatchObject({
    'snapshot-ids': '["before-web-1","before-web-2"]',
    ready: 'true',
    created: 'true',
  });
  expect(step.exitCode).toBe(0);
});

test('the ids come in the order of the VMs', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'delay', delayMs: 300 } });

  const step = await runAction(inputsAt(simulator, { ...CREATE, 'source-vm': 'web-1\nweb-2\nweb-3' }));

  expect(step.outputs['snapshot-ids']).toBe('["before-web-1","before-web-2","before-web-3"]');
});

test('create asks for at most five snapshots at a time', async () => {
  const simulator = await start({ latencyMs: 100 });
  const sourceVms = Array.from({ length: 7 }, (_, index) => `web-${index}`);

  const step = await runAction(inputsAt(simulator, { ...CREATE, 'source-vm': sourceVms.join('\n') }));

  expect(step.outputs['count']).toBe('7');
  expect(simulator.load().requestsAtMost).toBe(5);
});

test('the summary of a create names the operation and the place and has a table of the snapshots', async () => {
  const simulator = await start({ now: () => Date.parse('2026-11-23T14:15:30Z') });

  const { summary } = await runAction(inputsAt(simulator, CREATE));

  expect(summary).toContain('<h3>Denvr snapshots: create</h3>');
  expect(summary).toContain('Cluster <code>Msc1</code>, namespace <code>prod</code>');
  expect(rowsOf(summary)[0]).toMatch(
    /^not ready \| before-web-1 \| web-1 \| \d+d\d*h? \| 2026-11-23 14:15 UTC \| 100Gi$/,
  );
});

test('the id is in the outputs before the wait ends, even if the runner kills the step', async () => {
  const simulator = await start({ readyAfterMs: 'never' });

  const step = await runAction(inputsAt(simulator, { ...CREATE, wait: 'true' }), {
    onLog: (log, child) => {
      if (log.includes('next check in')) child.kill('SIGKILL');
    },
  });

  expect(step.exitCode).toBeNull();
  expect(step.outputs).toMatchObject({ 'snapshot-id': 'before-web-1', created: 'true', ready: 'false' });
});

test('a wait that times out fails the step, keeps the outputs, and leaves the snapshot', async () => {
  const simulator = await start({ readyAfterMs: 'never' });

  const step = await runAction(inputsAt(simulator, { ...CREATE, wait: 'true', timeout: '20s' }), {
    timeFactor: 50,
  });

  expect(step.lines.at(-1)).toMatch(
    /^::error::Timed out after 20s of waiting for snapshot "before-web-1" .* to be ready; last state: not ready\. It was created and is not ready yet; nothing was deleted/,
  );
  expect(step.outputs).toMatchObject({
    'snapshot-id': 'before-web-1',
    created: 'true',
    ready: 'false',
    'failed-ids': '["before-web-1"]',
  });
  expect(simulator.snapshots()).toHaveLength(1);
  expect(step.exitCode).toBe(1);
});

test('a name that is taken fails the step before anything is created', async () => {
  const simulator = await start();
  simulator.addSnapshot({ id: 'before-web-1', namespace: 'prod', sourceName: 'web-1', readyToUse: true });

  const step = await runAction(inputsAt(simulator, CREATE));

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot before-web-1']);
  expect(step.lines.at(-1)).toBe(
    '::error::There is already a snapshot "before-web-1" in namespace "prod" on cluster "Msc1", of VM "web-1". Choose another name, or set if-exists to reuse. Nothing was created.',
  );
  expect(step.outputs).toMatchObject({
    created: 'false',
    'snapshot-id': '',
    'failed-ids': '["before-web-1"]',
  });
  expect(step.exitCode).toBe(1);
});

test('if-exists reuse takes a snapshot of the same VM', async () => {
  const simulator = await start();
  simulator.addSnapshot({ id: 'before-web-1', namespace: 'prod', sourceName: 'web-1', readyToUse: true });

  const step = await runAction(inputsAt(simulator, { ...CREATE, 'if-exists': 'reuse' }));

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot before-web-1']);
  expect(step.outputs).toMatchObject({ created: 'false', 'snapshot-id': 'before-web-1', ready: 'true' });
  expect(step.exitCode).toBe(0);
});

test('if-exists reuse refuses a snapshot of another VM', async () => {
  const simulator = await start();
  simulator.addSnapshot({ id: 'before-web-1', namespace: 'prod', sourceName: 'db-1', readyToUse: true });

  const step = await runAction(inputsAt(simulator, { ...CREATE, 'if-exists': 'reuse' }));

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot before-web-1']);
  expect(step.lines.at(-1)).toContain('of VM "db-1", so it is not reused for VM "web-1"');
  expect(step.outputs['snapshot-id']).toBe('');
  expect(step.exitCode).toBe(1);
});

test('if-exists reuse refuses a snapshot that does not say of which VM it is', async () => {
  const simulator = await start();
  simulator.addSnapshot({ id: 'before-web-1', namespace: 'prod', sourceName: null, readyToUse: true });

  const step = await runAction(inputsAt(simulator, { ...CREATE, 'if-exists': 'reuse' }));

  expect(countSent(simulator, 'create')).toBe(0);
  expect(step.lines.at(-1)).toContain('the server does not say of which VM');
  expect(step.exitCode).toBe(1);
});

test('created is false if any of several snapshots was reused', async () => {
  const simulator = await start();
  simulator.addSnapshot({ id: 'before-web-1', namespace: 'prod', sourceName: 'web-1', readyToUse: true });

  const step = await runAction(
    inputsAt(simulator, { ...CREATE, 'source-vm': 'web-1,web-2', 'if-exists': 'reuse' }),
  );

  expect(step.outputs).toMatchObject({
    created: 'false',
    'snapshot-ids': '["before-web-1","before-web-2"]',
  });
  expect(step.lines.at(-2)).toBe('Created 1 snapshot and reused 1: before-web-1, before-web-2.');
  expect(step.exitCode).toBe(0);
});

test('a snapshot of the same name in another namespace is no obstacle', async () => {
  const simulator = await start();
  simulator.addSnapshot({ id: 'before-web-1', namespace: 'test', sourceName: 'web-1', readyToUse: true });

  const step = await runAction(inputsAt(simulator, CREATE));

  expect(step.outputs['created']).toBe('true');
  expect(step.exitCode).toBe(0);
});

test('one VM that fails does not keep the others from being snapshotted and waited for', async () => {
  const machines = ['web-1', 'web-3'].map((name) => ({ cluster: 'Msc1', namespace: 'prod', name }));
  const simulator = await start({ virtualMachines: machines });

  const step = await runAction(
    inputsAt(simulator, { ...CREATE, 'source-vm': 'web-1,web-2,web-3', wait: 'true' }),
  );

  expect(step.outputs).toMatchObject({
    'snapshot-ids': '["before-web-1","before-web-3"]',
    'failed-ids': '["before-web-2"]',
    count: '2',
    created: 'false',
    ready: 'false',
  });
  expect(step.lines.at(-1)).toContain('Virtual machine "web-2" not found in namespace "prod".');
  expect(step.exitCode).toBe(1);
});

test('the first error counts, and all failures are told', async () => {
  const simulator = await start({ virtualMachines: [{ cluster: 'Msc1', namespace: 'prod', name: 'web-2' }] });

  const step = await runAction(inputsAt(simulator, { ...CREATE, 'source-vm': 'web-1,web-2,web-3' }));

  const errors = step.lines.filter((line) => line.startsWith('::error::'));
  expect(errors).toHaveLength(3);
  expect(errors[0]).toBe('::error::create: 1 of 3 made, 2 failed.');
  expect(errors[1]).toContain('"web-1" not found');
  expect(errors[2]).toContain('"web-3" not found');
  expect(step.exitCode).toBe(1);
});

test('the summary of a failed create tells the failures and what was made', async () => {
  const simulator = await start({ virtualMachines: [{ cluster: 'Msc1', namespace: 'prod', name: 'web-2' }] });

  const { summary } = await runAction(inputsAt(simulator, { ...CREATE, 'source-vm': 'web-1,web-2' }));

  expect(summary).toContain('<strong>Failed</strong>');
  expect(summary).toContain('Virtual machine &quot;web-1&quot; not found');
  expect(summary).toContain('<code>before-web-2</code>');
});

test('without a name, a snapshot is named after its VM and the date and time in UTC', async () => {
  const simulator = await start();

  const step = await runAction(inputsAt(simulator, { operation: 'create', 'source-vm': 'web-1' }), {
    environment: { TZ: 'Pacific/Kiritimati' },
  });

  const [, date, time] = /^web-1-(\d{8})-(\d{6})$/.exec(step.outputs['snapshot-id'] ?? '') ?? [];
  const named = Date.parse(`${date}T${time}Z`.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
  expect(Math.abs(Date.now() - named)).toBeLessThan(60_000);
});

test('a long VM name is shortened, the date is kept whole, and the change is told', async () => {
  const simulator = await start();
  const sourceVm = `web-${'x'.repeat(80)}`;

  const step = await runAction(inputsAt(simulator, { operation: 'create', 'source-vm': sourceVm }));

  const id = step.outputs['snapshot-id'] ?? '';
  expect(id).toMatch(/^web-x{43}-\d{8}-\d{6}$/);
  expect(step.lines[0]).toMatch(
    /^::warning::The name "web-x{80}-\d{8}-\d{6}" was changed to "web-x{43}-\d{8}-\d{6}"/,
  );
  expect(simulator.snapshots()).toMatchObject([{ id, sourceName: sourceVm }]);
});

test('a name takes what identifies the workflow run from it', async () => {
  const simulator = await start();
  const name = '{source-vm}-{sha}-{ref}-{run-id}-{run-number}-{run-attempt}';

  const step = await runAction(inputsAt(simulator, { ...CREATE, name }), {
    environment: {
      GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_RUN_ID: '17000000001',
      GITHUB_RUN_NUMBER: '42',
      GITHUB_RUN_ATTEMPT: '3',
    },
  });

  expect(step.outputs['snapshot-id']).toBe('web-1-0123456-main-17000000001-42-3');
  expect(step.lines.filter((line) => line.startsWith('::warning::'))).toEqual([]);
  expect(step.exitCode).toBe(0);
});

test.each([
  ['refs/heads/feature/Fix_It', 'r-feature-fix-it'],
  ['refs/tags/v1.2.3', 'r-v1-2-3'],
  ['refs/pull/12/merge', 'r-12-merge'],
])('the ref %s becomes %s, and the change is told', async (ref, expected) => {
  const simulator = await start();

  const step = await runAction(inputsAt(simulator, { ...CREATE, name: 'r-{ref}' }), {
    environment: { GITHUB_REF: ref },
  });

  expect(step.outputs['snapshot-id']).toBe(expected);
  expect(step.lines[0]).toContain(`was changed to "${expected}"`);
});

test.each([
  [
    'an unknown placeholder',
    { name: 'before-{branch}' },
    '{branch} is not a placeholder; accepted are {source-vm}',
  ],
  ['a placeholder without a value in this run', { name: 'before-{sha}' }, '{sha} has no value in this run'],
  ['a brace that stands alone', { name: 'before-{sha' }, 'a brace stands alone'],
  ['nothing left of a name', { name: '---' }, 'nothing is left of it'],
  [
    'several VMs without {source-vm}',
    { name: 'before', 'source-vm': 'web-1,web-2' },
    'several VMs need {source-vm} in it',
  ],
  [
    'two VMs that would get the same name',
    { 'source-vm': 'web-1,Web_1' },
    'the VMs web-1 and Web_1 would get the same name "before-web-1"',
  ],
])('%s is refused before anything is sent', async (_, inputs: Record<string, string>, words) => {
  const simulator = await start();

  const step = await runAction(inputsAt(simulator, { ...CREATE, ...inputs }));

  expect(step.lines).toHaveLength(1);
  expect(step.lines[0]).toContain(`::error::\`name\` is ${JSON.stringify(inputs['name'] ?? CREATE.name)}: `);
  expect(step.lines[0]).toContain(words);
  expect(simulator.requests).toEqual([]);
  expect(step.exitCode).toBe(1);
});
