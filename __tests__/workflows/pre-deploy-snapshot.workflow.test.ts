import { afterAll, expect, test } from '@jest/globals';
import type { FaultRule } from '../../simulator/fault-rules.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { SeedSnapshot } from '../../simulator/snapshot-world.ts';
import { RunningRepository } from './running-repository.ts';
import { cloudStarter, deletionsAt, idsAt, snapshotOf } from './simulated-cloud.ts';

const startCloud = cloudStarter();
const repository = new RunningRepository();
afterAll(() => repository.remove());

const READY_AFTER_MS = 2500;
const TWO_OLDER = [snapshotOf('web-1', 'pre-deploy-old', 30), snapshotOf('web-1', 'pre-deploy-older', 40)];
const FOUR_OLDER = ['e', 'd', 'b', 'a'].map((name, place) =>
  snapshotOf('web-1', `pre-deploy-${name}`, 30 + place),
);
const KEEP_ONE = { KEEP_LAST: '1', PRUNE_MATCH: 'pre-deploy-*' };

type Texts = Readonly<Record<string, string>>;

/** Runs the caller's deployment. */
function deploy(cloud: Simulator, variables: Texts = {}, secrets: Texts = { TEAM_APIKEY: 'test-key' }) {
  return repository.run('__tests__/workflows/callers/deploy.yml', {
    variables: { API_URL: cloud.url, ...variables },
    secrets,
  });
}

function unready(id: string, ageDays: number): SeedSnapshot {
  return { ...snapshotOf('web-1', id, ageDays), readyToUse: false };
}

/** Makes every request of an operation fail. */
function refusing(operation: 'list' | 'delete', times: number | 'always'): FaultRule {
  return { operation, times, fault: { kind: 'success-false', message: 'Out of order' } };
}

test('the deployment runs when every snapshot is ready, and is told of them', async () => {
  const cloud = await startCloud([], { readyAfterMs: READY_AFTER_MS });

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
  expect(idsAt(cloud)).toEqual(['pre-deploy-db-1-1', 'pre-deploy-web-1-1']);
});

test('older snapshots are pruned after the new ones are ready, within prune-match and of the same VMs', async () => {
  const older = [
    ...[snapshotOf('web-1', 'pre-deploy-a', 20), snapshotOf('web-1', 'pre-deploy-b', 30)],
    ...[snapshotOf('web-1', 'pre-deploy-c', 40), snapshotOf('web-1', 'nightly', 50)],
    ...[20, 30, 40, 50].map((ageDays) => snapshotOf('web-2', `pre-deploy-web-2-${ageDays}`, ageDays)),
  ];
  const cloud = await startCloud(older, { readyAfterMs: READY_AFTER_MS });

  const run = await deploy(cloud, { KEEP_LAST: '2', PRUNE_MATCH: 'pre-deploy-*' });

  expect(run).toMatchObject({
    failure: null,
    outputs: {
      'snapshot-ids': '["pre-deploy-web-1-1"]',
      ready: 'true',
      // The new snapshot is kept besides the two.
      pruned: 'true',
      'pruned-ids': '["pre-deploy-c"]',
      'pruned-count': '1',
    },
  });
  expect(deletionsAt(cloud)).toEqual(['pre-deploy-c']);
  const atMs = (method: string) => cloud.requests.find((request) => request.method === method)?.atMs ?? NaN;
  expect(atMs('DELETE') - atMs('POST')).toBeGreaterThanOrEqual(READY_AFTER_MS);
});

test.each([
  {
    what: 'the first deployment has nothing to prune',
    older: [],
    variables: KEEP_ONE,
    outputs: { ready: 'true', pruned: 'true', 'pruned-ids': '[]', 'pruned-count': '0' },
    deleted: [],
  },
  {
    what: 'prune-match alone prunes nothing',
    older: TWO_OLDER,
    variables: { PRUNE_MATCH: 'pre-deploy-*' },
    outputs: { pruned: '', 'pruned-ids': '[]' },
    deleted: [],
  },
  {
    what: 'a dry run of the prune says what would go',
    older: TWO_OLDER,
    variables: { ...KEEP_ONE, PRUNE_DRY_RUN: 'true' },
    outputs: { ready: 'true', pruned: '', 'pruned-ids': '["pre-deploy-older"]', 'pruned-count': '1' },
    deleted: [],
  },
  {
    what: 'a snapshot that was reused is not pruned, although there are newer ones',
    older: FOUR_OLDER,
    variables: { ...KEEP_ONE, NAME: 'pre-deploy-a', IF_EXISTS: 'reuse' },
    outputs: { 'snapshot-id': 'pre-deploy-a', 'pruned-ids': '["pre-deploy-b","pre-deploy-d"]' },
    deleted: ['pre-deploy-b', 'pre-deploy-d'],
  },
  ...[
    'pre-deploy-a, pre-deploy-[b-c]',
    '[ "pre-deploy-a", "pre-deploy-[b-c]" ]',
    '[p]re-deploy-a, pre-deploy-[b-c]',
  ].map((protect) => ({
    what: `besides the new snapshot, what is protected by ${protect} stays`,
    older: FOUR_OLDER,
    variables: { ...KEEP_ONE, PROTECT: protect },
    outputs: { pruned: 'true', 'pruned-ids': '["pre-deploy-d"]' },
    deleted: ['pre-deploy-d'],
  })),
  {
    what: 'an age for unready snapshots is a rule too',
    older: [
      unready('pre-deploy-failed', 30),
      snapshotOf('web-1', 'pre-deploy-good', 20),
      unready('pre-deploy-young', 1),
    ],
    variables: { UNREADY_OLDER_THAN: '7d', PRUNE_MATCH: 'pre-deploy-*' },
    outputs: { pruned: 'true', 'pruned-ids': '["pre-deploy-failed"]' },
    deleted: ['pre-deploy-failed'],
  },
  {
    what: 'a list of pruned ids that is too large is empty, and is not an empty list',
    older: Array.from({ length: 2001 }, (_, place) =>
      snapshotOf('web-1', `pre-deploy-${'x'.repeat(230)}-${place}`, place + 1),
    ),
    variables: { ...KEEP_ONE, PRUNE_DRY_RUN: 'true' },
    outputs: { 'pruned-ids': '', 'pruned-count': '2000' },
    deleted: [],
  },
])('$what, and the deployment runs', async ({ older, variables, outputs, deleted }) => {
  const cloud = await startCloud(older);

  const run = await deploy(cloud, variables);

  expect(run).toMatchObject({ failure: null, outputs });
  expect(deletionsAt(cloud)).toEqual(deleted);
});

test.each<[string, Texts, Texts | undefined]>([
  ['a user name that is no secret', { USER_NAME: 'user@example.com' }, { TEAM_PASSWORD: 'test-password' }],
  ['the secrets of an environment, by their names', {}, { DENVR_APIKEY: 'test-key' }],
  ['the labels of a runner as a JSON array', { RUNS_ON: '["ubuntu-latest", "large"]' }, undefined],
])('the workflow takes %s', async (_, variables, secrets) => {
  const run = await deploy(await startCloud(), variables, secrets);

  expect(run).toMatchObject({ failure: null, outputs: { ready: 'true' } });
});

const PRUNE_MATCH_MISSING = 'A retention rule is given, and it needs prune-match';

test.each<[string, Texts, string]>([
  ['a policy with a fault', { ...KEEP_ONE, KEEP_LAST: 'five' }, '::error title=No snapshot was made::'],
  ['no prune-match', { KEEP_LAST: '3' }, PRUNE_MATCH_MISSING],
  ['a blank prune-match', { KEEP_DAILY: '3', PRUNE_MATCH: '  ' }, PRUNE_MATCH_MISSING],
  ['a prune-match without a glob', { KEEP_WITHIN: '3d', PRUNE_MATCH: ' , ' }, PRUNE_MATCH_MISSING],
  [
    'a prune-match of shell code',
    { KEEP_LAST: '1', PRUNE_MATCH: `"$(kill $$)'` },
    'accepted is a name in which * stands for any characters',
  ],
  [
    'a prune-failure of shell code',
    { ...KEEP_ONE, PRUNE_FAILURE: 'stop"$(kill $$)' },
    'prune-failure is "stop???kill ???"; accepted is warn or fail',
  ],
])('%s is refused before anything is sent', async (_, variables, message) => {
  const cloud = await startCloud(TWO_OLDER);

  const run = await deploy(cloud, variables);

  expect(run).toMatchObject({ failure: expect.stringContaining(message), outputs: null });
  expect(cloud.requests).toEqual([]);
});

test('missing secrets are explained', async () => {
  const run = await deploy(await startCloud(), {}, {});

  expect(run).toMatchObject({ failure: expect.stringContaining('Credentials are required'), outputs: null });
});

test('nothing is pruned and nothing is deployed where a snapshot is not ready in time', async () => {
  const cloud = await startCloud(TWO_OLDER, { readyAfterMs: 'never' });

  const run = await deploy(cloud, { ...KEEP_ONE, TIMEOUT: '2s' });

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(run.log).toContain('Timed out after 2s of waiting for snapshot "pre-deploy-web-1-1"');
  expect(run.log).toContain('::set-output:: snapshot-ids=["pre-deploy-web-1-1"]');
  expect(run.log).toContain('::set-output:: ready=false');
  expect(deletionsAt(cloud)).toEqual([]);
});

test('a prune that fails is told, and the deployment runs', async () => {
  const cloud = await startCloud(TWO_OLDER);
  cloud.scheduleFault(refusing('delete', 'always'));

  const run = await deploy(cloud, KEEP_ONE);

  expect(run).toMatchObject({
    failure: null,
    outputs: { ready: 'true', 'snapshot-id': 'pre-deploy-web-1-1', pruned: 'false' },
  });
  expect(run.log).toMatch(/::error::.*Out of order/);
});

test('a prune that fails fails the workflow where that is asked for', async () => {
  const cloud = await startCloud(TWO_OLDER);
  cloud.scheduleFault(refusing('delete', 'always'));

  const run = await deploy(cloud, { ...KEEP_ONE, PRUNE_FAILURE: 'fail' });

  expect(run).toMatchObject({ failure: expect.stringContaining('Out of order'), outputs: null });
  expect(run.log).toContain('::set-output:: ready=true');
});

test('a check that has no answer is a failure of the prune, not of the policy', async () => {
  const cloud = await startCloud(TWO_OLDER);
  cloud.scheduleFault(refusing('list', 2));

  const run = await deploy(cloud, KEEP_ONE);

  expect(run).toMatchObject({ failure: null, outputs: { ready: 'true', pruned: 'true' } });
  expect(run.log).toContain('Out of order');
});

test('more than max-deletes makes no snapshot where a failed prune is to fail the workflow', async () => {
  const cloud = await startCloud(TWO_OLDER);

  const run = await deploy(cloud, { ...KEEP_ONE, MAX_DELETES: '0', PRUNE_FAILURE: 'fail' });

  expect(run).toMatchObject({ failure: expect.any(String), outputs: null });
  expect(idsAt(cloud)).toEqual(['pre-deploy-old', 'pre-deploy-older']);
});
