import { expect, jest, test } from '@jest/globals';
import type { SeedSnapshot } from '../../simulator/snapshot-world.ts';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { inputsAt } from './at-simulator.ts';
import { runAction, SLOWNESS } from './run-action.ts';
import { rowsOf } from './summary-rows.ts';

const start = simulatorStarter();
jest.setTimeout(20_000 * SLOWNESS);

const DAY_MS = 24 * 60 * 60 * 1000;

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** Lists the snapshots given with the filters given; `namespace` is unset unless it is one of them. */
async function list(snapshots: readonly SeedSnapshot[], filters: Readonly<Record<string, string>>) {
  const simulator = await start({ clusters: ['Msc1', 'Hou1'] });
  for (const snapshot of snapshots) simulator.addSnapshot(snapshot);
  const inputs = inputsAt(simulator, { operation: 'list', namespace: '', ...filters });
  return { simulator, step: await runAction(inputs) };
}

test('list sends one request and writes the newest first', async () => {
  const simulator = await start();
  const snapshot = { namespace: 'prod', sourceName: 'web-1', readyToUse: true };
  simulator.addSnapshot({ ...snapshot, id: 'old', creationDate: '2026-01-01T00:00:00' });
  simulator.addSnapshot({ ...snapshot, id: 'new', creationDate: '2026-02-01T00:00:00' });

  const step = await runAction({
    operation: 'list',
    'api-url': simulator.url,
    'api-key': 'test-key',
    cluster: 'Msc1',
  });

  expect(step.lines.at(-1)).toBe('Found 2 snapshots: new, old.');
  expect(step.outputs['snapshot-id']).toBe('new');
  expect(step.exitCode).toBe(0);
  expect(simulator.requests.map(({ method, query }) => ({ method, query }))).toEqual([
    { method: 'GET', query: { Cluster: 'Msc1' } },
  ]);
});

const FLEET: readonly SeedSnapshot[] = [
  { id: 'nightly-web-1', namespace: 'prod', sourceName: 'web-1', creationDate: daysAgo(1), readyToUse: true },
  {
    id: 'nightly-web-2',
    namespace: 'prod',
    sourceName: 'web-2',
    creationDate: daysAgo(5),
    readyToUse: false,
  },
  { id: 'before.web-1', namespace: 'test', sourceName: 'web-1', creationDate: daysAgo(10) },
  { id: 'nightly-db-1', namespace: 'prod', sourceName: 'db-1', creationDate: daysAgo(20), readyToUse: true },
  { id: 'undated', namespace: 'prod', sourceName: null, readyToUse: true },
];

test.each([
  ['nothing', {}, ['nightly-web-1', 'nightly-web-2', 'before.web-1', 'nightly-db-1', 'undated']],
  ['a namespace', { namespace: 'test' }, ['before.web-1']],
  ['a glob on the id', { match: 'nightly-*' }, ['nightly-web-1', 'nightly-web-2', 'nightly-db-1']],
  ['one of several globs', { match: 'before*\nundated' }, ['before.web-1', 'undated']],
  ['a glob with one character open', { match: 'nightly-web-?' }, ['nightly-web-1', 'nightly-web-2']],
  ['a glob with a class', { match: '*-[db]?-[1-3]' }, ['nightly-db-1']],
  ['source VMs', { 'source-vm': 'web-1, db-*' }, ['nightly-web-1', 'before.web-1', 'nightly-db-1']],
  [
    'every source VM, which leaves out what has none',
    { 'source-vm': 'undated,*-?' },
    ['nightly-web-1', 'nightly-web-2', 'before.web-1', 'nightly-db-1'],
  ],
  ['ready: true', { ready: 'true' }, ['nightly-web-1', 'nightly-db-1', 'undated']],
  ['ready: false, which leaves out unknown readiness', { ready: 'false' }, ['nightly-web-2']],
  ['older-than', { 'older-than': '7d' }, ['before.web-1', 'nightly-db-1']],
  ['newer-than', { 'newer-than': '1w' }, ['nightly-web-1', 'nightly-web-2']],
  ['a range of ages', { 'older-than': '4d', 'newer-than': '11d' }, ['nightly-web-2', 'before.web-1']],
  [
    'all filters at once',
    { namespace: 'prod', match: 'nightly-*', ready: 'true', 'source-vm': 'web-*', 'newer-than': '2d' },
    ['nightly-web-1'],
  ],
])('list by %s', async (_, filters: Record<string, string>, expected) => {
  const { step } = await list(FLEET, filters);

  expect(step.outputs['snapshot-ids']).toBe(JSON.stringify(expected));
  expect(step.outputs['snapshot-id']).toBe(expected[0]);
  expect(step.outputs['count']).toBe(String(expected.length));
  expect(step.exitCode).toBe(0);
});

test('a list without a match is no failure', async () => {
  const { step } = await list(FLEET, { match: 'weekly-*' });

  expect(step.lines).toEqual([
    '0 of 5 snapshots fit.',
    'Cluster Msc1, namespace any, match weekly-*.',
    '5 snapshots are there on cluster "Msc1", in the namespaces prod (4) and test (1).',
    'Found 0 snapshots.',
  ]);
  expect(step.outputs).toMatchObject({
    snapshots: '[]',
    'snapshot-ids': '[]',
    'snapshot-id': '',
    count: '0',
    ready: 'false',
  });
  expect(step.exitCode).toBe(0);
});

test('unknown dates come last, and of equal dates the higher id comes first', async () => {
  const creationDate = '2026-01-01T00:00:00';
  const { step } = await list(
    [
      { id: 'unset-date', creationDate: '0001-01-01T00:00:00' },
      { id: 'no-date' },
      { id: 'b', creationDate },
      { id: 'newest', creationDate: '2026-01-01T00:00:00.5' },
      { id: 'a', creationDate },
    ],
    {},
  );

  expect(step.outputs['snapshot-ids']).toBe('["newest","b","a","unset-date","no-date"]');
});

test('an unknown date is null in the outputs and a dash in the summary', async () => {
  const { step } = await list([{ id: 'a', creationDate: '0001-01-01T00:00:00' }], {});

  expect(JSON.parse(step.outputs['snapshots'] ?? '')).toMatchObject([{ id: 'a', creationDate: null }]);
  expect(rowsOf(step.summary)).toEqual(['unknown | a | – | – | – | –']);
});

test('a snapshot without an id counts, and is in no list of ids', async () => {
  const { step } = await list([{ id: null, sourceName: 'web-1' }, { id: 'a' }], {});

  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["a"]', 'snapshot-id': 'a', count: '2' });
  expect(step.exitCode).toBe(0);
});

test('without a cluster, a list spans all clusters', async () => {
  const { simulator, step } = await list(
    [
      { id: 'a', creationDate: daysAgo(2) },
      { id: 'b', cluster: 'Hou1', creationDate: daysAgo(1) },
    ],
    { cluster: '' },
  );

  expect(simulator.requests.map(({ query }) => query)).toEqual([{}]);
  expect(step.outputs['snapshot-ids']).toBe('["b","a"]');
  expect(step.summary).toContain('Cluster any, namespace any');
  expect(step.exitCode).toBe(0);
});

test('with a cluster, a list stays in it', async () => {
  const { step } = await list([{ id: 'a' }, { id: 'b', cluster: 'Hou1' }], { cluster: 'Hou1' });

  expect(step.outputs['snapshot-ids']).toBe('["b"]');
});

test('a list beyond the limit of the outputs leaves the largest empty and points to the file', async () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `nightly-${String(index).padStart(4, '0')}`);
  const { step } = await list(
    ids.map((id) => ({ id, namespace: 'prod', sourceName: 'web-1', readyToUse: true })),
    {},
  );

  expect(step.outputs).toMatchObject({
    snapshots: '',
    'snapshot-ids': JSON.stringify(ids.toReversed()),
    'kept-ids': '',
    'failed-ids': '[]',
    'snapshot-id': 'nightly-2999',
    count: '3000',
    ready: 'true',
  });
  expect(step.snapshotsFile).toMatchObject(ids.toReversed().map((id) => ({ id })));
  expect(step.lines.filter((line) => line.startsWith('::warning::'))).toEqual([
    '::warning::3000 snapshots are too many for the outputs of a job, so snapshots is left empty; the output snapshots-file names a file with all of them.',
  ]);
  expect(step.summary).toContain('2500 more are left out here');
  expect(step.exitCode).toBe(0);
});

test('a list within the limit is the same in the outputs and in the file', async () => {
  const { step } = await list(FLEET, {});

  expect(step.snapshotsFile).toHaveLength(5);
  expect(step.snapshotsFile).toEqual(JSON.parse(step.outputs['snapshots'] ?? ''));
});
