import { expect, test } from '@jest/globals';
import { SnapshotServiceError } from '../../src/domain/errors.ts';
import type { IdentifiedSnapshot, Snapshot } from '../../src/domain/snapshot.ts';
import { type RequireFreshOptions, requireFresh } from '../../src/operations/require-fresh.ts';
import { manualClock } from './manual-clock.ts';
import { callsOf, daysOld, runWith, type Script, snapshotOf, TARGET } from './scripted-store.ts';

const NOW_MS = manualClock().nowMs();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A good snapshot of the VM `web`, of an age in hours. */
function aged(id: string, hours: number, known: Partial<Snapshot> = {}): Snapshot {
  return daysOld(id, hours / 24, known);
}

async function check(
  listed: readonly Snapshot[],
  options: Partial<RequireFreshOptions> = {},
  script: Script = {},
) {
  const run = runWith(listed, script);
  const asked = { target: TARGET, sourceVms: ['web'], matchesId: null, newerThanMs: 26 * HOUR_MS };
  const result = await requireFresh({ ...asked, ...options }, run.context);
  if (result.operation !== 'require-fresh') throw new Error('The result is of another operation.');
  return { run, result };
}

const isNightly = (id: string) => id.startsWith('nightly');

const NONE = 'There is no snapshot of VM "web" in namespace "prod" on cluster "Hou1".';
const isOld = (age: string) =>
  `The newest good snapshot of VM "web" is "a", ${age} old: older than newer-than, which is 1d2h.`;
const notGood = (flaws: string) => `No snapshot of VM "web" is good: ${flaws}.`;

test.each<[what: string, listed: readonly Snapshot[], newest: string | null, failure: string | null]>([
  ['a young one', [aged('a', 1)], 'a', null],
  ['one exactly as old as it may be', [aged('a', 26)], 'a', null],
  ['one that is a second too old', [aged('a', 26 + 1 / 3600)], 'a', isOld('1d2h')],
  ['an old one', [aged('b', 90), aged('a', 76.2)], 'a', isOld('3d4h')],
  ['none', [], null, NONE],
  ['one of a VM in other case', [aged('a', 1, { sourceName: 'WEB' })], 'a', null],
  ['one of another VM', [aged('a', 1, { sourceName: 'web-2' })], null, NONE],
  ['one of an unknown VM', [aged('a', 1, { sourceName: null })], null, NONE],
  ['one in another namespace', [aged('a', 1, { namespace: 'test' })], null, NONE],
  ['one in an unknown namespace', [aged('a', 1, { namespace: null })], null, NONE],
  ['one dated five minutes ahead', [aged('a', -5 / 60)], 'a', null],
  ['one dated later', [aged('a', -5.1 / 60)], null, notGood('dated in the future (1)')],
  [
    'only bad ones',
    [
      aged('a', 2, { readyToUse: null }),
      snapshotOf('b', { creationDate: null }),
      { ...aged('c', 3), id: null },
    ],
    null,
    notGood('readiness unknown (1), no id (1), no creation date (1)'),
  ],
  [
    'only unready ones',
    [aged('b', 3, { readyToUse: false }), aged('c', 2, { readyToUse: false })],
    null,
    `${notGood('not ready (2)')} "c", 2h old, is not ready yet.`,
  ],
  [
    'an old one, and a younger one that is not ready',
    [aged('a', 30), aged('b', -1 / 60, { readyToUse: false })],
    'a',
    `${isOld('1d6h')} "b", 0s old, is not ready yet.`,
  ],
  [
    'an old one, and an older one that is not ready',
    [aged('a', 30), aged('b', 31, { readyToUse: false })],
    'a',
    isOld('1d6h'),
  ],
])('a VM with %s', async (_what, listed, newest, failure) => {
  const { result } = await check(listed);
  expect(result.snapshots.map(({ id }) => id)).toEqual(newest === null ? [] : [newest]);
  expect(result.failures).toEqual(failure === null ? [] : [{ id: 'web', message: failure }]);
});

test('each VM is judged by itself, in the order in which they are named, and what is fresh is read once more', async () => {
  const ofDb = { sourceName: 'db' };
  const listed = [
    aged('w2', 3),
    aged('w1', 2),
    aged('d1', 50, ofDb),
    aged('d2', 80, ofDb),
    aged('d3', 99, ofDb),
  ];
  const { run, result } = await check(listed, { sourceVms: ['new', 'db', 'web'] });
  expect(callsOf(run)).toEqual(['list Hou1', 'get w1']);
  expect(result.snapshots.map(({ id }) => id)).toEqual(['d1', 'w1']);
  expect(result.failures.map(({ id }) => id)).toEqual(['new', 'db']);
  expect(result.vms.map(({ newest, older }) => [newest?.id, older?.id])).toEqual([
    [undefined, undefined],
    ['d1', 'd2'],
    ['w1', 'w2'],
  ]);
  expect(run.log).toEqual([
    '5 snapshots are there on cluster "Hou1", in the namespace prod (5). Those in prod are of the VMs db (3) and web (2).',
  ]);
});

test.each([
  [
    [aged('nightly-1', 30), aged('by-hand', 1)],
    'The newest good snapshot of VM "web" whose id fits `match` is "nightly-1"',
  ],
  [[aged('by-hand', 1)], 'There is no snapshot of VM "web" whose id fits `match` in namespace "prod"'],
  [[aged('nightly-1', 1, { readyToUse: null })], 'No snapshot of VM "web" whose id fits `match` is good'],
])('only ids that fit `match` count: %#', async (listed, failure) => {
  const { result } = await check(listed, { matchesId: isNightly });
  expect(result.failures[0]?.message).toContain(failure);
});

test.each([
  [-2, 27, false],
  [2, 25, false],
])(
  'with the server %d h ahead, a snapshot of %d h is fresh: %p, by the later clock',
  async (ahead, hours, isFresh) => {
    const { run, result } = await check([aged('a', hours)], {}, { serverNowMs: NOW_MS + ahead * HOUR_MS });
    expect(result.failures.length === 0).toBe(isFresh);
    expect(run.log[0]).toMatch(/^warning: This machine's clock and the server's differ by 2h\./);
  },
);

test.each<[what: string, get: () => IdentifiedSnapshot | null, words: string]>([
  ['is not there', () => null, 'is not there when it is read by its id.'],
  ['is not ready', () => snapshotOf('a', { readyToUse: false }), 'is not ready when'],
  ['is of another date', () => daysOld('a', 2), 'is another one, made at another time, when'],
  [
    'cannot be read',
    () => {
      throw new SnapshotServiceError('unavailable', 'No answer.');
    },
    'Could not confirm snapshot "a" of VM "web": No answer.',
  ],
])('what is fresh by the list, and %s when it is asked for, is not fresh', async (_what, get, words) => {
  const { result } = await check([aged('a', 1)], {}, { get });
  expect(result.snapshots).toEqual([]);
  expect(result.failures).toEqual([{ id: 'web', message: expect.stringContaining(words) }]);
  expect(result.vms).toMatchObject([{ newest: null, failure: result.failures[0]?.message }]);
});

test.each([
  [3, null],
  [30, 'Snapshot "a" of VM "web" was listed as good, but is not there when it is read by its id.'],
])('where the newest is gone, the next counts, if it is fresh: %d h', async (hours, failure) => {
  const next = aged('b', hours);
  const get: Script['get'] = ({ id }) => (id === 'b' ? { ...next, id, sourceName: 'WEB' } : null);
  const { run, result } = await check([next, aged('a', 1), aged('c', 40)], {}, { get });
  expect(result.vms).toMatchObject([{ newest: { id: 'b' }, older: { id: 'c' }, failure }]);
  expect(run.log).toEqual([
    'Snapshot "a" of VM "web" was listed as good, but is not there when it is read by its id.',
  ]);
});

test.each([
  ['web', 1],
  ['db', 0],
])('a date of VM %s that cannot be read is a warning only where it counts', async (sourceName, count) => {
  const snapshot = snapshotOf('odd', { creationDate: null, sourceName });
  const listed = { unreadableDates: [{ snapshot, text: 'yesterday' }] };
  const { run } = await check([aged('a', 1), snapshot], {}, { listed });
  expect(run.log.filter((line) => line.startsWith('warning: The creation date'))).toHaveLength(count);
});

test('a VM that is named twice, in another case, is asked about once', async () => {
  const { result } = await check([aged('a', 1)], { sourceVms: ['web', 'WEB'] });
  expect(result.snapshots.map(({ id }) => id)).toEqual(['a']);
});
