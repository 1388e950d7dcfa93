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
      pruned: 'true',
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

/** Makes every deletion fail. */
function forbidDeletions(cloud: SimulatedCloud): Promise<void> {
  return cloud.scheduleFault({
    operation: 'delete',
    times: 'always',
    fault: { kind: 'success-false', message: 'Not allowed' },
  });
}

const TWO_OLDER = [snapshotOf('web-1', 'pre-deploy-old', 30), snapshotOf('web-1', 'pre-deploy-older', 40)];
const KEEP_ONE = { KEEP_LAST: '1', PRUNE_MATCH: 'pre-deploy-*' };

test('a prune that fails is told, and the deployment runs', async () => {
  const cloud = await startCloud(TWO_OLDER);
  await forbidDeletions(cloud);

  const run = await deploy(cloud, KEEP_ONE);

  expect(run).toMatchObject({
    failure: null,
    outputs: { ready: 'true', 'snapshot-id': 'pre-deploy-web-1-1', pruned: 'false' },
  });
  expect(run.log).toMatch(/::error::.*Not allowed/);
});

test('a prune that fails fails the workflow where that is asked for', async () => {
  const cloud = await startCloud(TWO_OLDER);
  await forbidDeletions(cloud);

  const run = await deploy(cloud, { ...KEEP_ONE, PRUNE_FAILURE: 'fail' });

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain('Not allowed');
  expect(run.log).toContain('::set-output:: ready=true');
});

test.each([
  ['a count in words', { KEEP_LAST: 'five' }, '`keep-last` is "five"'],
  ['a policy that keeps nothing', { KEEP_LAST: '0' }, 'keep-last is 0 and no other rule can keep a snapshot'],
  ['an age without a unit', { UNREADY_OLDER_THAN: '7' }, '`unready-older-than` is "7"'],
  ['a limit in words', { KEEP_LAST: '1', MAX_DELETES: 'many' }, '`max-deletes` is "many"'],
  ['a negation', { KEEP_LAST: '1', PROTECT: '!x' }, '`protect` is "!x"'],
])('%s is refused before anything is made', async (_, variables, message) => {
  const cloud = await startCloud(TWO_OLDER);

  const run = await deploy(cloud, { PRUNE_MATCH: 'pre-deploy-*', ...variables });

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain(message);
  expect(run.log).toContain('::error title=No snapshot was made::');
  expect(await cloud.requests()).toEqual([]);
});

test('an unknown prune-failure is refused with what is accepted, as data', async () => {
  const cloud = await startCloud(TWO_OLDER);

  const run = await deploy(cloud, { ...KEEP_ONE, PRUNE_FAILURE: 'stop"$(kill $$)' });

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain('prune-failure is "stop???kill ???"');
  expect(run.log).toContain('accepted is warn or fail');
  expect(await cloud.requests()).toEqual([]);
});

test('the first deployment has nothing to prune, and runs', async () => {
  const cloud = await startCloud();

  const run = await deploy(cloud, KEEP_ONE);

  expect(run).toMatchObject({
    failure: null,
    outputs: { ready: 'true', pruned: 'true', 'pruned-ids': '[]', 'pruned-count': '0' },
  });
});

test('a check that has no answer is a failure of the prune, not of the policy', async () => {
  const cloud = await startCloud(TWO_OLDER);
  await cloud.scheduleFault({
    operation: 'list',
    times: 2,
    fault: { kind: 'success-false', message: 'Out of order' },
  });

  const run = await deploy(cloud, KEEP_ONE);

  expect(run).toMatchObject({ failure: null, outputs: { ready: 'true', pruned: 'true' } });
  expect(run.log).toContain('Out of order');
});

test('more than max-deletes is refused as a whole, and the deployment runs', async () => {
  const cloud = await startCloud(TWO_OLDER);

  const run = await deploy(cloud, { ...KEEP_ONE, MAX_DELETES: '0' });

  expect(run).toMatchObject({ failure: null, outputs: { ready: 'true', pruned: 'false' } });
  expect(run.log).toContain('and max-deletes is 0, so nothing was deleted');
  expect(await cloud.deletions()).toEqual([]);
});

test('more than max-deletes makes no snapshot where a failed prune is to fail the workflow', async () => {
  const cloud = await startCloud(TWO_OLDER);

  const run = await deploy(cloud, { ...KEEP_ONE, MAX_DELETES: '0', PRUNE_FAILURE: 'fail' });

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(await cloud.ids()).toEqual(['pre-deploy-old', 'pre-deploy-older']);
});

test('a dry run of the prune says what would go, and the deployment runs', async () => {
  const cloud = await startCloud(TWO_OLDER);

  const run = await deploy(cloud, { ...KEEP_ONE, PRUNE_DRY_RUN: 'true' });

  expect(run).toMatchObject({
    failure: null,
    outputs: { ready: 'true', pruned: '', 'pruned-ids': '["pre-deploy-older"]', 'pruned-count': '1' },
  });
  expect(await cloud.deletions()).toEqual([]);
});

test.each([
  ['a list', 'pre-deploy-a, pre-deploy-[b-c]'],
  ['a JSON array', '[ "pre-deploy-a", "pre-deploy-[b-c]" ]'],
  ['a list that begins with a bracket', '[p]re-deploy-a, pre-deploy-[b-c]'],
])('what is protected stays, besides the new snapshot: %s', async (_, protect) => {
  const cloud = await startCloud([
    snapshotOf('web-1', 'pre-deploy-a', 60),
    snapshotOf('web-1', 'pre-deploy-b', 50),
    snapshotOf('web-1', 'pre-deploy-d', 40),
    snapshotOf('web-1', 'pre-deploy-e', 30),
  ]);

  const run = await deploy(cloud, { ...KEEP_ONE, PROTECT: protect });

  expect(run).toMatchObject({ failure: null, outputs: { 'pruned-ids': '["pre-deploy-d"]' } });
});

test('an age for unready snapshots is a rule too', async () => {
  const unready = (id: string, ageDays: number) => ({
    ...snapshotOf('web-1', id, ageDays),
    readyToUse: false,
  });
  const cloud = await startCloud([
    unready('pre-deploy-failed', 30),
    snapshotOf('web-1', 'pre-deploy-good', 20),
    unready('pre-deploy-young', 1),
  ]);

  const run = await deploy(cloud, { UNREADY_OLDER_THAN: '7d', PRUNE_MATCH: 'pre-deploy-*' });

  expect(run).toMatchObject({
    failure: null,
    outputs: { pruned: 'true', 'pruned-ids': '["pre-deploy-failed"]' },
  });
});

test('a list of pruned ids that is too large is empty, and is not an empty list', async () => {
  const count = 2000;
  const longName = 'x'.repeat(230);
  const cloud = await startCloud(
    Array.from({ length: count + 1 }, (_, position) =>
      snapshotOf('web-1', `pre-deploy-${longName}-${position}`, position + 1),
    ),
  );

  const run = await deploy(cloud, { ...KEEP_ONE, PRUNE_DRY_RUN: 'true' });

  expect(run).toMatchObject({
    failure: null,
    outputs: { 'pruned-ids': '', 'pruned-count': String(count) },
  });
});

test('the labels of a runner can be a JSON array', async () => {
  const cloud = await startCloud();

  const run = await deploy(cloud, { RUNS_ON: '["ubuntu-latest", "large"]' });

  expect(run).toMatchObject({ failure: null, outputs: { ready: 'true' } });
});

test.each([
  ['no prune-match', { KEEP_LAST: '3' }],
  ['a blank prune-match', { KEEP_DAILY: '3', PRUNE_MATCH: '  ' }],
  ['a prune-match without a glob', { KEEP_WITHIN: '3d', PRUNE_MATCH: ' , ' }],
  ['no prune-match for unready ones', { UNREADY_OLDER_THAN: '3d' }],
])('a rule with %s is refused before anything is created', async (_, variables) => {
  const cloud = await startCloud();

  const run = await deploy(cloud, variables);

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain('A retention rule is given, and it needs prune-match');
  expect(await cloud.requests()).toEqual([]);
});

test('prune-match alone prunes nothing', async () => {
  const cloud = await startCloud([snapshotOf('web-1', 'pre-deploy-old', 30)]);

  const run = await deploy(cloud, { PRUNE_MATCH: 'pre-deploy-*' });

  expect(run).toMatchObject({ failure: null, outputs: { pruned: '', 'pruned-ids': '[]' } });
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

test('the user name need not be a secret', async () => {
  const cloud = await startCloud();

  const run = await deploy(cloud, { USER_NAME: 'user@example.com' }, { DENVR_PASSWORD: 'test-password' });

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
