import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from '@jest/globals';
import type { Simulator } from '../../simulator/simulator.ts';
import type { SeedSnapshot } from '../../simulator/snapshot-world.ts';
import { RunningRepository, type RunOptions } from './running-repository.ts';
import { cloudStarter, deletionsAt, idsAt, snapshotOf } from './simulated-cloud.ts';

const startCloud = cloudStarter();
const repository = new RunningRepository();
afterAll(() => repository.remove());

const secrets = { DENVR_APIKEY: 'test-key' };

/** Runs the example that contains a text. */
function runShown({ url }: Simulator, text: string, options: RunOptions = {}) {
  return repository.run(repository.shownWorkflow(text), { variables: { API_URL: url }, secrets, ...options });
}

function snapshotIn(namespace: string, sourceName: string, id: string, ageDays: number): SeedSnapshot {
  return { ...snapshotOf(sourceName, id, ageDays), namespace };
}

/** A snapshot in the namespace of the examples. */
function shown(sourceName: string, id: string, ageDays: number, readyToUse = true): SeedSnapshot {
  return { ...snapshotIn('my-vpc', sourceName, id, ageDays), readyToUse };
}

/** What deployments and their VMs leave behind, beside what is to stay. */
const LEFT_BEHIND = [
  shown('web-1', 'web-1-golden', 400),
  shown('web-1', 'web-1-pre-deploy-5', 2),
  shown('web-1', 'web-1-pre-deploy-4', 20, false),
  shown('web-1', 'web-1-pre-deploy-3', 100),
  shown('retired', 'retired-pre-deploy-2', 200),
  shown('retired', 'retired-pre-deploy-1', 300),
  shown('retired', 'retired-nightly', 250),
  shown('broken', 'broken-pre-deploy-1', 200, false),
];
const KEPT = ['broken-pre-deploy-1', 'retired-nightly', 'web-1-golden', 'web-1-pre-deploy-5'];

test.each([
  ['the schedule', { event: 'schedule' }, KEPT],
  ['a run by hand without the tick', { inputs: { 'dry-run': 'false' } }, KEPT],
  [
    'a run by hand, which is a dry one',
    { inputs: { 'dry-run': 'true' } },
    LEFT_BEHIND.map(({ id }) => id).sort(),
  ],
])('after %s of the nightly example, this is left', async (_, options, left) => {
  const cloud = await startCloud(LEFT_BEHIND);

  const run = await runShown(cloud, 'prune-pre-deploy:', options);

  expect(run.failure).toBeNull();
  expect(idsAt(cloud)).toEqual(left);
});

test('a caller of the prune is told what was deleted and what is kept', async () => {
  const cloud = await startCloud([snapshotOf('web-1', 'old', 2), snapshotOf('web-1', 'new', 1)]);

  const run = await repository.run('__tests__/workflows/callers/clean-up.yml', {
    variables: { API_URL: cloud.url },
    secrets,
  });

  expect(run.outputs).toEqual({ 'deleted-ids': '["old"]', 'kept-ids': '["new"]', count: '1' });
});

test('the step beside the nightly example finds the rest, what never became ready, and deletes nothing', async () => {
  const cloud = await startCloud(LEFT_BEHIND);

  const run = await runShown(cloud, 'never-ready');

  expect(run.failure).toBeNull();
  expect(run.log).toContain('Found 1 snapshot: broken-pre-deploy-1.');
  expect(deletionsAt(cloud)).toEqual([]);
});

test('the example of a deployment prunes, and is told of the new snapshot', async () => {
  const older = [1, 2, 3, 4, 5, 6].map((age) => shown('web-1', `web-1-pre-deploy-before-${age}`, age));
  const cloud = await startCloud(older);

  const run = await runShown(cloud, 'name: Deploy');

  expect(run.failure).toBeNull();
  expect(run.log).toContain('to go back, make a VM from web-1-pre-deploy-1');
  expect(deletionsAt(cloud)).toEqual(['web-1-pre-deploy-before-6']);
});

test.each([
  ['deletes the snapshots of a pull request of this repository', 'owner/repository', ['web-1-pr-7-1']],
  ['passes over a pull request of a fork, which has no secrets', 'someone/fork', []],
])('the example of a clean-up %s', async (_, head, deleted) => {
  const cloud = await startCloud([
    snapshotIn('previews', 'web-1', 'web-1-pr-7-1', 1),
    snapshotIn('previews', 'web-1', 'web-1-pr-70-1', 1),
  ]);

  const run = await runShown(cloud, 'head.repo.full_name', {
    payload: { number: 7, pull_request: { head: { repo: { full_name: head } } } },
    ...(head === 'someone/fork' && { secrets: {} }),
  });

  expect(run.failure).toBeNull();
  expect(deletionsAt(cloud)).toEqual(deleted);
});

test.each([
  ['goes on with fresh snapshots', 1, null],
  [
    'stops at a stale one',
    2,
    expect.stringContaining('The newest good snapshot of VM "db-1" is "db-1-nightly-1"'),
  ],
])('the example of a guard %s', async (_, ageDays, failure) => {
  const cloud = await startCloud([
    shown('web-1', 'web-1-nightly-1', 1),
    shown('db-1', 'db-1-nightly-1', ageDays),
  ]);

  const run = await runShown(cloud, 'name: Guarded deployment');

  expect(run.failure).toEqual(failure);
  expect(run.log.includes('make VMs from ["web-1-nightly-1","db-1-nightly-1"]')).toBe(failure === null);
});

test('the example of a monitor sends a message that names the VMs', async () => {
  const cloud = await startCloud([shown('web-1', 'web-1-nightly-1', 1), shown('db-1', 'db-1-by-hand', 1)]);
  const messages: string[] = [];
  const webhook = createServer(async (request, response) => {
    messages.push(await text(request));
    response.end();
  }).listen(0, '127.0.0.1');
  await once(webhook, 'listening');
  const { port } = webhook.address() as AddressInfo;

  const run = await runShown(cloud, 'name: Snapshot monitor', {
    event: 'schedule',
    secrets: { ...secrets, WEBHOOK_URL: `http://127.0.0.1:${port}/` },
  });
  webhook.close();

  expect(run.failure).toContain('There is no snapshot of VM "db-1" whose id fits `match`');
  expect(messages.map((message) => JSON.parse(message).text)).toEqual([
    expect.stringMatching(/^No fresh snapshot of \["db-1"\], see https:/),
  ]);
});
