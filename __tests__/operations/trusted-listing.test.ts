import { expect, test } from '@jest/globals';
import { cautiousNowMs, describeListing, readListing } from '../../src/operations/trusted-listing.ts';
import { manualClock } from './manual-clock.ts';
import { scriptedRun, snapshotOf } from './scripted-store.ts';

const NOW_MS = manualClock().nowMs();
const MINUTE_MS = 60_000;
const BARE = { snapshots: [], unreadableItems: [], unreadableDates: [], serverNowMs: null };

test.each([
  [null, 'other', true],
  ['prod', null, true],
  ['prod', 'prod', true],
  ['prod', 'other', false],
])(
  'an item that cannot be read spoils a list of namespace %j if it is of %j: %p',
  async (namespace, of, spoils) => {
    const unreadableItems = [{ namespace: of, what: 'items/2/id must be string' }];
    const { context } = scriptedRun({ list: () => [], listed: { unreadableItems } });
    const reading = readListing({ cluster: 'Hou1', namespace }, context);
    await (spoils
      ? expect(reading).rejects.toThrow('The list of snapshots could not be read: items/2/id must be string.')
      : expect(reading).resolves.toMatchObject({ unreadableItems }));
  },
);

test.each([
  [null, 0, 0, null],
  [5 * MINUTE_MS, 0, 5 * MINUTE_MS, null],
  [-5 * MINUTE_MS, -5 * MINUTE_MS, 0, null],
  [5 * MINUTE_MS + 1, 0, 5 * MINUTE_MS + 1, '5min'],
  [-5 * MINUTE_MS - 1, -5 * MINUTE_MS - 1, 0, '5min'],
])(
  'with the server %p ms ahead, now is %d ms earlier or %d ms later',
  (ahead, earlier, later, difference) => {
    const { context, log } = scriptedRun({});
    const listing = { ...BARE, serverNowMs: ahead === null ? null : NOW_MS + ahead };
    expect(cautiousNowMs(listing, context)).toBe(NOW_MS + earlier);
    expect(cautiousNowMs(listing, context, 'later')).toBe(NOW_MS + later);
    const words = (clock: string) =>
      `warning: This machine's clock and the server's differ by ${difference}. Ages are counted from the ${clock} one.`;
    expect(log).toEqual(difference === null ? [] : [words('earlier'), words('later')]);
  },
);

test.each([
  [[], null, null, 'There is no snapshot.'],
  [[snapshotOf('a')], null, null, '1 snapshot is there, in the namespace prod (1).'],
  [
    ['x', 'y', 'y', 'z', null].map((sourceName, index) => snapshotOf(`${index}`, { sourceName })),
    'Hou1',
    'prod',
    '5 snapshots are there on cluster "Hou1", in the namespace prod (5). Those in prod are of the VMs y (2), (unknown) (1), x (1) and z (1).',
  ],
  [
    ['e', 'd', 'c', 'b', 'a'].map((namespace) => snapshotOf('a', { namespace })),
    null,
    null,
    '5 snapshots are there, in the namespaces a (1), b (1), c (1), d (1) and e (1).',
  ],
  [
    ['g', 'f', 'e', 'd', 'c', 'b', 'a'].map((namespace) => snapshotOf('a', { namespace })),
    'Hou1',
    'prod',
    '7 snapshots are there on cluster "Hou1", in the namespaces a (1), b (1), c (1), d (1), e (1) and 2 more.',
  ],
])('what there is, in words: %#', (snapshots, cluster, namespace, words) => {
  expect(describeListing({ ...BARE, snapshots }, { cluster, namespace })).toBe(words);
});
