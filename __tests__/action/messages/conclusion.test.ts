import { expect, test } from '@jest/globals';
import { adviceOn, countsOf, groupFailures, lastLineOf } from '../../../src/action/messages/conclusion.ts';
import type { OperationResult } from '../../../src/operations/operation.ts';
import { daily, listOf, pruneResult, sample } from '../sample-results.ts';

const ONE = [sample('web-1')];
const TWO = [sample('web-1'), sample('web-2')];
const SOUND = { failures: [] };
const CREATION = { operation: 'create', created: true, reusedIds: [], failures: [] } as const;
const DELETION = {
  operation: 'delete',
  dryRun: false,
  isAwaited: false,
  missingIds: [],
  failures: [],
} as const;

test.each<[OperationResult, string]>([
  [listOf([]), 'Found 0 snapshots.'],
  [listOf(ONE), 'Found 1 snapshot: web-1.'],
  [listOf([sample(null), ...ONE]), 'Found 2 snapshots: web-1.'],
  [listOf(daily(7)), 'Found 7 snapshots: web-0, web-1, web-2, web-3, web-4 and 2 more.'],
  [{ operation: 'get', missingIds: [], snapshots: TWO, ...SOUND }, 'Read 2 snapshots: web-1, web-2.'],
  [{ ...CREATION, snapshots: ONE }, 'Created 1 snapshot, ready to be restored: web-1.'],
  [{ ...CREATION, snapshots: ONE, reusedIds: ['web-1'] }, 'Reused 1 snapshot, ready to be restored: web-1.'],
  [
    { ...CREATION, snapshots: TWO, reusedIds: ['web-1'] },
    'Created 1 snapshot and reused 1, ready to be restored: web-1, web-2.',
  ],
  [{ operation: 'wait-ready', snapshots: ONE, ...SOUND }, 'Ready to be restored: 1 snapshot: web-1.'],
  [
    { operation: 'require-fresh', vms: [], snapshots: ONE, ...SOUND },
    'Fresh and ready to be restored: 1 snapshot: web-1.',
  ],
  [{ ...DELETION, snapshots: ONE }, 'Deletion of 1 snapshot accepted: web-1.'],
  [{ ...DELETION, isAwaited: true, snapshots: ONE }, 'Deleted 1 snapshot: web-1.'],
  [{ ...DELETION, snapshots: [] }, 'Nothing was deleted.'],
  [{ ...DELETION, dryRun: true, snapshots: ONE }, 'Dry run: would delete 1 snapshot: web-1.'],
  [pruneResult(daily(2), { keepLast: 1 }), 'Deletion of 1 snapshot accepted, kept 1.'],
  [pruneResult(daily(2), { keepLast: 1 }, { isAwaited: true }), 'Deleted 1 snapshot, kept 1.'],
  [
    pruneResult(daily(3), { keepLast: 1 }, { goneIds: ['web-1'] }),
    'Deletion of 1 snapshot accepted, 1 gone already, kept 1.',
  ],
  [pruneResult(daily(2), { keepLast: 2 }), 'Nothing was deleted, kept 2.'],
  [pruneResult(daily(2), { keepLast: 1 }, { dryRun: true }), 'Dry run: would delete 1 snapshot and keep 1.'],
  [{ ...CREATION, snapshots: [sample('web-1', { readyToUse: false })] }, 'Created 1 snapshot: web-1.'],
])('a step that succeeded says what it did: %#', (result, line) => {
  expect(lastLineOf(result)).toBe(line);
});

const STALE = { sourceVm: 'web', newest: null, older: null, failure: 'No.' };

const failed = (...ids: readonly string[]) =>
  ids.map((id) => ({ id, message: `Could not read "${id}": No.` }));

test.each<[OperationResult, string]>([
  [listOf(ONE), '1 of 60 found'],
  [
    { operation: 'get', missingIds: ['gone'], snapshots: ONE, failures: failed('gone', 'web-3') },
    '1 of 3 read, 2 failed',
  ],
  [{ operation: 'require-fresh', vms: [STALE], snapshots: ONE, failures: failed('web') }, '0 of 1 VM fresh'],
  [{ operation: 'wait-ready', snapshots: TWO, failures: failed('web-2') }, '1 of 2 ready, 1 failed'],
  [{ ...CREATION, snapshots: TWO, failures: failed('web-3') }, '2 of 3 made, 1 failed'],
  [{ ...CREATION, snapshots: TWO, failures: failed('web-2') }, '2 of 2 made, 1 not seen to be ready'],
  [
    { ...CREATION, snapshots: TWO, reusedIds: ['web-1'], failures: failed('x') },
    '1 of 3 made, 1 reused, 1 failed',
  ],
  [
    { ...DELETION, snapshots: ONE, failures: failed('web-2', 'web-3') },
    '1 of 3 deletions accepted, 2 failed',
  ],
  [
    { ...DELETION, isAwaited: true, snapshots: TWO, failures: failed('web-2', 'web-3') },
    '1 of 3 deleted, 1 may still be there, 1 failed',
  ],
  [
    pruneResult(
      daily(5),
      { keepLast: 1 },
      {
        snapshots: [sample('web-4'), sample('web-3')],
        goneIds: ['web-4'],
        sparedIds: ['web-2'],
        failures: failed('web-1'),
      },
    ),
    '1 of 3 deletions accepted, 1 gone already, 1 failed, 2 kept',
  ],
  [
    pruneResult(daily(3), { keepLast: 1 }, { isAwaited: true, failures: failed('web-1') }),
    '1 of 2 deleted, 1 may still be there, 1 kept',
  ],
  [
    pruneResult(daily(3), { keepLast: 1 }, { isRefused: true, snapshots: [] }),
    '0 of 2 deleted, as nothing was sent',
  ],
])('a step that failed says how far it came, in counts: %#', (result, counts) => {
  expect(countsOf(result)).toBe(counts);
});

test('equal reasons are told once, with those that share them', () => {
  const failures = [...failed(...'abcdefg'), { id: 'h', message: 'It is locked.' }];
  expect(groupFailures(failures)).toEqual([
    'Could not read "a": No. The same for 6 more: "b", "c", "d", "e", "f" and 1 more.',
    'It is locked.',
  ]);
});

test('what may have been left behind is named in full', () => {
  const failures = Array.from('abcdefg', (id) => ({ id, message: `"${id}" may exist.` }));
  expect(groupFailures(failures)).toEqual([
    '"a" may exist. The same for 6 more: "b", "c", "d", "e", "f", "g".',
  ]);
});

test('what was made and is not known to be ready is said not to be relied on', () => {
  const unready = [sample('web-1', { readyToUse: false })];
  expect(adviceOn({ ...CREATION, snapshots: unready })).toEqual([expect.stringContaining('Not ready yet')]);
  expect(adviceOn({ ...CREATION, snapshots: ONE })).toEqual([]);
  expect(adviceOn({ ...CREATION, snapshots: [] })).toEqual([]);
  expect(adviceOn(listOf(unready))).toEqual([]);
});
