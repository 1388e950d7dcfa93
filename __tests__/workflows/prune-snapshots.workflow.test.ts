import { afterAll, expect, test } from '@jest/globals';
import { RunningRepository, type RunOptions } from './running-repository.ts';
import { cloudStarter, type SimulatedCloud, snapshotOf } from './simulated-cloud.ts';

const startCloud = cloudStarter();
const repository = new RunningRepository();
afterAll(() => repository.remove());

const SNAPSHOTS = [
  snapshotOf('web-1', 'web-1-a', 40),
  snapshotOf('web-1', 'web-1-b', 30),
  snapshotOf('web-1', 'web-1-c', 20),
  snapshotOf('db-1', 'db-1-a', 40),
  snapshotOf('db-1', 'db-1-b', 30),
];

/** Runs the caller's prune; by default as its schedule does. */
function cleanUp(
  cloud: SimulatedCloud,
  variables: Readonly<Record<string, string>>,
  options: RunOptions = { event: 'schedule' },
) {
  return repository.run('__tests__/workflows/callers/clean-up.yml', {
    variables: { API_URL: cloud.url, SOURCE_VM: '*', ...variables },
    secrets: { DENVR_APIKEY: 'test-key' },
    ...options,
  });
}

test('the schedule deletes what the policy does not keep, oldest first', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(cloud, { KEEP_LAST: '1' });

  expect(run.failure).toBeNull();
  expect(JSON.parse(run.outputs?.['deleted-ids'] ?? '').sort()).toEqual(['db-1-a', 'web-1-a', 'web-1-b']);
  expect(JSON.parse(run.outputs?.['kept-ids'] ?? '').sort()).toEqual(['db-1-b', 'web-1-c']);
  expect(run.outputs?.['count']).toBe('3');
  expect(await cloud.ids()).toEqual(['db-1-b', 'web-1-c']);
});

test('a manual run with its box ticked, as it is by default, deletes nothing and says what it would', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(cloud, { KEEP_LAST: '1' }, { event: 'workflow_dispatch' });

  expect(run).toMatchObject({ failure: null, outputs: { count: '3' } });
  expect(run.log).toContain('Dry run: would delete 3 snapshots');
  expect(await cloud.deletions()).toEqual([]);
});

test('a manual run without the tick deletes', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(
    cloud,
    { KEEP_LAST: '1', MATCH: 'web-*' },
    { event: 'workflow_dispatch', inputs: { 'dry-run': 'false' } },
  );

  expect(run).toMatchObject({ failure: null, outputs: { count: '2' } });
  expect(await cloud.ids()).toEqual(['db-1-a', 'db-1-b', 'web-1-c']);
});

test('unlimited keeps all', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(cloud, { KEEP_LAST: 'unlimited' });

  expect(run).toMatchObject({ failure: null, outputs: { 'deleted-ids': '[]', count: '0' } });
  expect(await cloud.deletions()).toEqual([]);
});

test('what is protected or not in scope stays', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(cloud, { SOURCE_VM: 'web-*', KEEP_LAST: '1', PROTECT: '*-a' });

  expect(run.outputs).toMatchObject({ 'deleted-ids': '["web-1-b"]' });
  expect(await cloud.ids()).toEqual(['db-1-a', 'db-1-b', 'web-1-a', 'web-1-c']);
});

test('the ages count', async () => {
  const unready = { ...snapshotOf('web-1', 'web-1-unready', 25), readyToUse: false };
  const cloud = await startCloud([...SNAPSHOTS, unready]);

  await cleanUp(cloud, { OLDER_THAN: '35d', UNREADY_OLDER_THAN: '7d' });

  expect(await cloud.ids()).toEqual(['db-1-b', 'web-1-b', 'web-1-c']);
});

test('more than max-deletes is refused as a whole', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(cloud, { KEEP_LAST: '1', MAX_DELETES: '2' });

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain('The plan deletes 3 snapshots, and max-deletes is 2, so nothing was deleted.');
  expect(await cloud.deletions()).toEqual([]);
});

test('deletions that fail do not undo the others, and fail the workflow', async () => {
  const cloud = await startCloud(SNAPSHOTS);
  await cloud.scheduleFault({
    operation: 'delete',
    skip: 1,
    times: 'always',
    fault: { kind: 'success-false', message: 'In use' },
  });

  const run = await cleanUp(cloud, { KEEP_LAST: '1' });

  expect(run.failure).not.toBeNull();
  expect(run.log).toContain('In use');
  expect(await cloud.ids()).toHaveLength(SNAPSHOTS.length - 1);
});

test('no rule, or no scope, is refused before anything is sent', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(cloud, { SOURCE_VM: '' });

  expect(run.failure).not.toBeNull();
  expect(run.log).toContain('No retention rule is set');
  expect(run.log).toContain('`source-vm` or `match` is required by prune');
  expect(await cloud.requests()).toEqual([]);
});

test('the user name need not be a secret', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(
    cloud,
    { KEEP_LAST: '1', USER_NAME: 'user@example.com' },
    { event: 'schedule', secrets: { DENVR_PASSWORD: 'test-password' } },
  );

  expect(run).toMatchObject({ failure: null, outputs: { count: '3' } });
});

test('the labels of a runner can be a JSON array', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(cloud, { KEEP_LAST: '1', RUNS_ON: '["ubuntu-latest", "large"]' });

  expect(run).toMatchObject({ failure: null, outputs: { count: '3' } });
});

test('missing secrets are explained', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(cloud, { KEEP_LAST: '1' }, { event: 'schedule', secrets: {} });

  expect(run.failure).not.toBeNull();
  expect(run.log).toContain('Credentials are required');
  expect(await cloud.requests()).toEqual([]);
});
