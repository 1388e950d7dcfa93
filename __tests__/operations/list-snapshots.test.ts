import { expect, test } from '@jest/globals';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { listSnapshots, type SnapshotFilter } from '../../src/operations/list-snapshots.ts';
import { manualClock } from './manual-clock.ts';
import { daysOld, idsOf, type Script, scriptedRun, snapshotOf } from './scripted-store.ts';

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
  return daysOld(id, hours / 24, known);
}

const LISTED: readonly Snapshot[] = [
  aged('old', 48, { sourceName: 'db' }),
  aged('new', 1),
  aged('tie-b', 24, { readyToUse: false }),
  aged('tie-a', 24, { readyToUse: null, namespace: 'test' }),
  snapshotOf('undated', { creationDate: null, sourceName: null, namespace: null }),
  { ...aged('', 2), id: null },
];

/** Lists what fits a filter, by default of every cluster. */
function listing(filter: Partial<SnapshotFilter>, script: Script = {}, cluster: string | null = null) {
  const run = scriptedRun({ list: () => LISTED, ...script });
  const options = {
    cluster,
    failIfNone: false,
    scopeWords: 'Any cluster',
    filter: { ...EVERYTHING, ...filter },
  };
  return { run, result: listSnapshots(options, run.context) };
}

test.each<[what: string, filter: Partial<SnapshotFilter>, ids: readonly (string | null)[]]>([
  ['all, newest first', {}, ['new', null, 'tie-b', 'tie-a', 'old', 'undated']],
  ['of a namespace', { namespace: 'test' }, ['tie-a']],
  ['of another namespace', { namespace: 'prod' }, ['new', null, 'tie-b', 'old']],
  ['of an id', { matchesId: (id) => id.startsWith('tie') }, ['tie-b', 'tie-a']],
  ['of any id', { matchesId: () => true }, ['new', 'tie-b', 'tie-a', 'old', 'undated']],
  ['of a VM', { matchesSourceVm: (vm) => vm === 'db' }, ['old']],
  ['of any VM', { matchesSourceVm: () => true }, ['new', null, 'tie-b', 'tie-a', 'old']],
  ['that are ready', { ready: true }, ['new', null, 'old', 'undated']],
  ['that are not ready', { ready: false }, ['tie-b']],
  ['older than a day', { olderThanMs: 24 * HOUR_MS }, ['old']],
  ['older than nearly a day', { olderThanMs: 24 * HOUR_MS - 1 }, ['tie-b', 'tie-a', 'old']],
  ['newer than a day', { newerThanMs: 24 * HOUR_MS }, ['new', null]],
  ['newer than a little more than a day', { newerThanMs: 24 * HOUR_MS + 1 }, ['new', null, 'tie-b', 'tie-a']],
  ['between two ages', { olderThanMs: 12 * HOUR_MS, newerThanMs: 36 * HOUR_MS }, ['tie-b', 'tie-a']],
  ['of no possible age', { olderThanMs: 36 * HOUR_MS, newerThanMs: 12 * HOUR_MS }, []],
  [
    'that fit several conditions',
    { ready: true, matchesSourceVm: () => true, namespace: 'prod' },
    ['new', null, 'old'],
  ],
])('lists snapshots %s', async (_what, filter, ids) => {
  expect(idsOf(await listing(filter).result)).toEqual(ids);
});

test.each(['Hou1', null])('asks for cluster %j once, and says how many fit', async (cluster) => {
  const { run, result } = listing({ ready: true }, {}, cluster);
  expect(await result).toMatchObject({ operation: 'list', failures: [] });
  expect(run.calls.map(({ what, of }) => ({ what, of }))).toEqual([{ what: 'list', of: cluster }]);
  expect(run.log).toEqual(['4 of 6 snapshots fit.', 'Any cluster.']);
});

const NONE = {
  cluster: 'Hou1',
  scopeWords: 'Any cluster',
  filter: { ...EVERYTHING, matchesId: () => false },
};
const THERE_IS =
  '6 snapshots are there on cluster "Hou1", in the namespaces prod (4), (unknown) (1) and test (1).';

test('a filter that fits nothing says what there is', async () => {
  const run = scriptedRun({ list: () => LISTED });
  await listSnapshots({ ...NONE, failIfNone: false }, run.context);
  expect(run.log).toEqual(['0 of 6 snapshots fit.', 'Any cluster.', THERE_IS]);
});

test('a filter that fits nothing is an error if it is to fail', async () => {
  const run = scriptedRun({ list: () => LISTED });
  const listing = listSnapshots({ ...NONE, failIfNone: true }, run.context);
  await expect(listing).rejects.toThrow(`No snapshot fits, and if-none is fail. ${THERE_IS}`);
});

test.each<
  [
    what: string,
    filter: Partial<SnapshotFilter>,
    serverAheadHours: number,
    clock: string,
    ids: readonly string[],
  ]
>([
  ['is older by one clock only', { olderThanMs: 24 * HOUR_MS }, 1, 'earlier', ['old']],
  ['is older by the other clock only', { olderThanMs: 23.5 * HOUR_MS }, -1, 'earlier', ['old']],
  ['is newer by one clock only', { newerThanMs: 24.5 * HOUR_MS }, 1, 'later', ['new']],
  ['is newer by the other clock only', { newerThanMs: 24 * HOUR_MS }, -1, 'later', ['new']],
])(
  'does not count as an age what %s, and warns of the difference',
  async (_what, filter, ahead, clock, ids) => {
    const serverNowMs = NOW_MS + ahead * HOUR_MS;
    const { run, result } = listing({ ...filter, matchesId: () => true }, { serverNowMs });
    expect(idsOf(await result)).toEqual(ids);
    expect(run.log[0]).toBe(
      `warning: This machine's clock and the server's differ by 1h. Ages are counted from the ${clock} one.`,
    );
  },
);

test.each([
  [5, ['early', 'new']],
  [5.1, ['new']],
])('what is dated %p minutes in the future is new only as far as clocks may differ', async (minutes, ids) => {
  const list = () => [aged('early', -minutes / 60), aged('new', 1)];
  expect(idsOf(await listing({ newerThanMs: 2 * HOUR_MS }, { list }).result)).toEqual(ids);
});

test.each([
  [{ olderThanMs: 1 }, 1],
  [{ ready: true }, 0],
])('warns of dates that cannot be read only where ages count: %j', async (filter, count) => {
  const unreadableDates = [{ snapshot: snapshotOf('odd', { creationDate: null }), text: 'yesterday' }];
  const { run, result } = listing(filter, { listed: { unreadableDates } });
  await result;
  expect(run.log.filter((line) => line.includes('"yesterday" of "odd", for example'))).toHaveLength(count);
});
