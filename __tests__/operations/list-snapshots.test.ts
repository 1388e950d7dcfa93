import { expect, test } from '@jest/globals';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/utc-timestamp.ts';
import { listSnapshots, type SnapshotFilter } from '../../src/operations/list-snapshots.ts';
import { manualClock } from './manual-clock.ts';
import { scriptedRun, snapshotOf } from './scripted-store.ts';

const NOW_MS = manualClock().nowMs();
const HOUR_MS = 3_600_000;

const EVERYTHING: SnapshotFilter = {
  namespace: null,
  matchesId: null,
  matchesSourceVm: null,
  ready: null,
  olderThanMs: null,
  newerThanMs: null,
};

function aged(id: string, hours: number, known: Partial<Snapshot> = {}): Snapshot {
  return snapshotOf(id, { creationDate: toUtcTimestamp(NOW_MS - hours * HOUR_MS), ...known });
}

const LISTED: readonly Snapshot[] = [
  aged('old', 48, { sourceName: 'db' }),
  aged('new', 1),
  aged('tie-b', 24, { readyToUse: false }),
  aged('tie-a', 24, { readyToUse: null, namespace: 'test' }),
  snapshotOf('undated', { creationDate: null, sourceName: null, namespace: null }),
  aged('', 2, { id: null }),
];

async function idsOf(filter: Partial<SnapshotFilter>): Promise<readonly (string | null)[]> {
  const run = scriptedRun({ list: () => LISTED });
  const result = await listSnapshots({ cluster: null, filter: { ...EVERYTHING, ...filter } }, run.context);
  return result.snapshots.map(({ id }) => id);
}

test.each<[what: string, filter: Partial<SnapshotFilter>, ids: readonly (string | null)[]]>([
  ['all, newest first', {}, ['new', null, 'tie-a', 'tie-b', 'old', 'undated']],
  ['of a namespace', { namespace: 'test' }, ['tie-a']],
  ['of another namespace', { namespace: 'prod' }, ['new', null, 'tie-b', 'old']],
  ['of an id', { matchesId: (id) => id.startsWith('tie') }, ['tie-a', 'tie-b']],
  ['of any id', { matchesId: () => true }, ['new', 'tie-a', 'tie-b', 'old', 'undated']],
  ['of a VM', { matchesSourceVm: (vm) => vm === 'db' }, ['old']],
  ['of any VM', { matchesSourceVm: () => true }, ['new', null, 'tie-a', 'tie-b', 'old']],
  ['that are ready', { ready: true }, ['new', null, 'old', 'undated']],
  ['that are not ready', { ready: false }, ['tie-b']],
  ['older than a day', { olderThanMs: 24 * HOUR_MS }, ['old']],
  ['older than nearly a day', { olderThanMs: 24 * HOUR_MS - 1 }, ['tie-a', 'tie-b', 'old']],
  ['newer than a day', { newerThanMs: 24 * HOUR_MS }, ['new', null]],
  ['newer than a little more than a day', { newerThanMs: 24 * HOUR_MS + 1 }, ['new', null, 'tie-a', 'tie-b']],
  ['between two ages', { olderThanMs: 12 * HOUR_MS, newerThanMs: 36 * HOUR_MS }, ['tie-a', 'tie-b']],
  ['of no possible age', { olderThanMs: 36 * HOUR_MS, newerThanMs: 12 * HOUR_MS }, []],
  [
    'that fit several conditions',
    { ready: true, matchesSourceVm: () => true, namespace: 'prod' },
    ['new', null, 'old'],
  ],
])('lists snapshots %s', async (_what, filter, ids) => {
  expect(await idsOf(filter)).toEqual(ids);
});

test.each(['Hou1', null])('asks for cluster %j once, and says how many fit', async (cluster) => {
  const run = scriptedRun({ list: () => LISTED });
  await listSnapshots({ cluster, filter: { ...EVERYTHING, ready: true } }, run.context);
  expect(run.calls.map(({ what, of }) => ({ what, of }))).toEqual([{ what: 'list', of: cluster }]);
  expect(run.log).toEqual(['4 of 6 snapshots fit.']);
});

test('a list that cannot be had is an error', async () => {
  const run = scriptedRun({
    list: () => {
      throw new Error('No answer.');
    },
  });
  await expect(listSnapshots({ cluster: null, filter: EVERYTHING }, run.context)).rejects.toThrow(
    'No answer.',
  );
});
