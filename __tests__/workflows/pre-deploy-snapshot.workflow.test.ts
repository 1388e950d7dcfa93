import { afterAll, expect, test } from '@jest/globals';
import { RunningRepository } from './running-repository.ts';
import { cloudStarter, type SimulatedCloud, snapshotOf } from './simulated-cloud.ts';

const startCloud = cloudStarter();
const repository = new RunningRepository();
afterAll(() => repository.remove());

const API_KEY = { DENVR_APIKEY: 'test-key' };
const READY_AFTER_MS = 2500;

/** Runs the caller's deployment. */
function deploy(
  cloud: SimulatedCloud,
  variables: Readonly<Record<string, string>> = {},
  secrets: Readonly<Record<string, string>> = API_KEY,
) {
  return repository.run('__tests__/workflows/callers/deploy.yml', {
    variables: {
      API_URL: cloud.url,
      SOURCE_VM: 'web-1',
      NAME: 'pre-deploy-{source-vm}-{run-id}',
      ...variables,
    },
    secrets,
  });
}

function startSlowCloud(snapshots: Parameters<typeof startCloud>[0] = []): Promise<SimulatedCloud> {
  return startCloud(snapshots, ['--ready-after-ms', String(READY_AFTER_MS)]);
}

test('the deployment runs when every snapshot is ready, and is told of them', async () => {
  const cloud = await startSlowCloud();

  const run = await deploy(cloud, { SOURCE_VM: 'web-1,db-1' });

  expect(run).toMatchObject({
    failure: null,
    outputs: {
      'snapshot-ids': '["pre-deploy-web-1-1","pre-deploy-db-1-1"]',
      'snapshot-id': 'pre-deploy-web-1-1',
      ready: 'true',
      'pruned-ids': '[]',
      'pruned-count': '0',
    },
  });
  expect(JSON.parse(run.outputs?.['snapshots'] ?? '')).toMatchObject([
    { id: 'pre-deploy-web-1-1', sourceName: 'web-1', readyToUse: true },
    { id: 'pre-deploy-db-1-1', sourceName: 'db-1', readyToUse: true },
  ]);
  expect(await cloud.ids()).toEqual(['pre-deploy-db-1-1', 'pre-deploy-web-1-1']);
  expect(await cloud.deletions()).toEqual([]);
});

test('older snapshots are pruned after the new ones are ready, within prune-match and of the same VMs', async () => {
  const cloud = await startSlowCloud([
    snapshotOf('web-1', 'pre-deploy-web-1-last', 20),
    snapshotOf('web-1', 'pre-deploy-web-1-old', 30),
    snapshotOf('web-1', 'pre-deploy-web-1-older', 40),
    snapshotOf('web-1', 'nightly-web-1-old', 50),
    snapshotOf('web-2', 'pre-deploy-web-2-old', 30),
    snapshotOf('web-2', 'pre-deploy-web-2-older', 40),
    snapshotOf('web-2', 'pre-deploy-web-2-oldest', 50),
  ]);

  const run = await deploy(cloud, { KEEP_LAST: '2', PRUNE_MATCH: 'pre-deploy-*' });

  expect(run).toMatchObject({
    failure: null,
    outputs: {
      'snapshot-ids': '["pre-deploy-web-1-1"]',
      ready: 'true',
      // The new snapshot is kept besides the two.
      'pruned-ids': '["pre-deploy-web-1-older"]',
      'pruned-count': '1',
    },
  });
  expect(await cloud.deletions()).toEqual(['pre-deploy-web-1-older']);
  expect(await cloud.ids()).not.toContain('pre-deploy-web-1-older');
  const requests = await cloud.requests();
  const createdMs = requests.find(({ method }) => method === 'POST')?.atMs ?? Number.NaN;
  const deletedMs = requests.find(({ method }) => method === 'DELETE')?.atMs ?? Number.NaN;
  expect(deletedMs - createdMs).toBeGreaterThanOrEqual(READY_AFTER_MS);
});

test('a snapshot that was reused is not pruned, although there are newer ones', async () => {
  const cloud = await startCloud([
    snapshotOf('web-1', 'release-1', 9),
    snapshotOf('web-1', 'release-2', 5),
    snapshotOf('web-1', 'release-3', 3),
  ]);

  const run = await deploy(cloud, {
    NAME: 'release-1',
    IF_EXISTS: 'reuse',
    KEEP_LAST: '1',
    PRUNE_MATCH: 'release-*',
  });

  expect(run.outputs).toMatchObject({ 'snapshot-id': 'release-1', 'pruned-ids': '["release-2"]' });
  expect(await cloud.ids()).toEqual(['release-1', 'release-3']);
});

test('nothing is pruned and nothing is deployed where a snapshot is not ready in time', async () => {
  const cloud = await startCloud([snapshotOf('web-1', 'pre-deploy-old', 30)], ['--ready-after-ms', 'never']);

  const run = await deploy(cloud, { TIMEOUT: '2s', KEEP_LAST: '1', PRUNE_MATCH: 'pre-deploy-*' });

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain('Timed out after 2s of waiting for snapshot "pre-deploy-web-1-1"');
  expect(run.log).toContain('::set-output:: snapshot-ids=["pre-deploy-web-1-1"]');
  expect(run.log).toContain('::set-output:: ready=false');
  expect(await cloud.deletions()).toEqual([]);
});

test('nothing is pruned and nothing is deployed where only some of the snapshots could be made', async () => {
  const cloud = await startCloud([snapshotOf('web-1', 'pre-deploy-old', 30)]);
  await cloud.scheduleFault({
    operation: 'create',
    fault: { kind: 'success-false', message: 'Quota reached' },
  });

  const run = await deploy(cloud, {
    SOURCE_VM: 'web-1,db-1',
    KEEP_LAST: '1',
    PRUNE_MATCH: 'pre-deploy-*',
  });

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain('Quota reached');
  expect(await cloud.ids()).toHaveLength(2);
  expect(await cloud.deletions()).toEqual([]);
});

test('a prune that fails fails the workflow', async () => {
  const cloud = await startCloud([
    snapshotOf('web-1', 'pre-deploy-old', 30),
    snapshotOf('web-1', 'pre-deploy-older', 40),
  ]);
  await cloud.scheduleFault({
    operation: 'delete',
    times: 'always',
    fault: { kind: 'success-false', message: 'Not allowed' },
  });

  const run = await deploy(cloud, { KEEP_LAST: '1', PRUNE_MATCH: 'pre-deploy-*' });

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain('Not allowed');
  expect(run.log).toContain('::set-output:: ready=true');
});

test.each([
  ['no prune-match', { KEEP_LAST: '3' }],
  ['a blank prune-match', { KEEP_DAILY: '3', PRUNE_MATCH: '  ' }],
  ['a prune-match without a glob', { KEEP_WITHIN: '3d', PRUNE_MATCH: ' , ' }],
])('a keep rule with %s is refused before anything is created', async (_, variables) => {
  const cloud = await startCloud();

  const run = await deploy(cloud, variables);

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain('A keep rule is given, and it needs prune-match');
  expect(await cloud.requests()).toEqual([]);
});

test('prune-match alone prunes nothing', async () => {
  const cloud = await startCloud([snapshotOf('web-1', 'pre-deploy-old', 30)]);

  const run = await deploy(cloud, { PRUNE_MATCH: 'pre-deploy-*' });

  expect(run).toMatchObject({ failure: null, outputs: { 'pruned-ids': '[]' } });
  expect(await cloud.deletions()).toEqual([]);
});

test('an input is data to the shell', async () => {
  const cloud = await startCloud();

  const run = await deploy(cloud, { KEEP_LAST: '1', PRUNE_MATCH: `"$(kill $$)'` });

  expect(run.failure).not.toBeNull();
  expect(run.log).toContain('accepted is a name in which * stands for any characters');
});

test('missing secrets are explained', async () => {
  const cloud = await startCloud();

  const run = await deploy(cloud, {}, {});

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain(
    'Credentials are required, and `api-key`, `username` and `password` are set to an empty text',
  );
  expect(await cloud.requests()).toEqual([]);
});

test('a user name and a password do as well as a key', async () => {
  const cloud = await startCloud();

  const run = await deploy(
    cloud,
    {},
    { DENVR_USERNAME: 'user@example.com', DENVR_PASSWORD: 'test-password' },
  );

  expect(run).toMatchObject({ failure: null, outputs: { ready: 'true' } });
});

test('secrets with the names of an environment are taken', async () => {
  const cloud = await startCloud();

  const run = await repository.run('__tests__/workflows/callers/deploy-in-environment.yml', {
    variables: { API_URL: cloud.url, SOURCE_VM: 'web-1' },
    secrets: API_KEY,
  });

  expect(run).toMatchObject({ failure: null, outputs: { ready: 'true' } });
});
