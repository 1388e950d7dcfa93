import { expect, test } from '@jest/globals';
import { adviceOn, countsOf, groupFailures, lastLineOf } from '../../../src/action/messages/conclusion.ts';
import type { OperationResult } from '../../../src/operations/operation.ts';
import { daily, failed, listOf, pruneResult, resultOf, sample } from '../sample-results.ts';

const ONE = [sample('web-1')];
const KEEP_ONE = { keepLast: 1 };
const TWO = [sample('web-1'), sample('web-2')];
test.each<[OperationResult, string]>([
  [listOf([]), 'Found 0 snapshots.'],
  [listOf(ONE), 'Found 1 snapshot: web-1.'],
  [listOf([sample(null), ...ONE]), 'Found 2 snapshots: web-1.'],
  [listOf(daily(7)), 'Found 7 snapshots: web-0, web-1, web-2, web-3, web-4 and 2 more.'],
  [resultOf('get', TWO), 'Read 2 snapshots: web-1, web-2.'],
  [resultOf('create', ONE), 'Created 1 snapshot, ready to be restored: web-1.'],
  [resultOf('create', ONE, { reusedIds: ['web-1'] }), 'Reused 1 snapshot, ready to be restored: web-1.'],
  [
    resultOf('create', TWO, { reusedIds: ['web-1'] }),
    'Created 1 snapshot and reused 1, ready to be restored: web-1, web-2.',
  ],
  [resultOf('wait-ready', ONE), 'Ready to be restored: 1 snapshot: web-1.'],
  [resultOf('require-fresh', ONE), 'Fresh and ready to be restored: 1 snapshot: web-1.'],
  [resultOf('delete', ONE), 'Deletion of 1 snapshot accepted: web-1.'],
  [resultOf('delete', ONE, { isAwaited: true }), 'Deleted 1 snapshot: web-1.'],
  [resultOf('delete', []), 'Nothing was deleted.'],
  [resultOf('delete', ONE, { dryRun: true }), 'Dry run: would delete 1 snapshot: web-1.'],
  [pruneResult(daily(2), KEEP_ONE), 'Deletion of 1 snapshot accepted, kept 1.'],
  [pruneResult(daily(2), KEEP_ONE, { isAwaited: true }), 'Deleted 1 snapshot, kept 1.'],
  [
    pruneResult(daily(3), KEEP_ONE, { goneIds: ['web-1'] }),
    'Deletion of 1 snapshot accepted, 1 gone already, kept 1.',
  ],
  [pruneResult(daily(2), { keepLast: 2 }), 'Nothing was deleted, kept 2.'],
  [pruneResult(daily(2), KEEP_ONE, { dryRun: true }), 'Dry run: would delete 1 snapshot and keep 1.'],
  [resultOf('create', [sample('web-1', { readyToUse: false })]), 'Created 1 snapshot: web-1.'],
])('a step that succeeded says what it did: %#', (result, line) => {
  expect(lastLineOf(result)).toBe(line);
});

const STALE = { sourceVm: 'web', newest: null, older: null, failure: 'No.' };

test.each<[OperationResult, string]>([
  [listOf(ONE), '1 of 60 found'],
  [
    resultOf('get', ONE, { missingIds: ['gone'], failures: failed('gone', 'web-3') }),
    '1 of 3 read, 2 failed',
  ],
  [resultOf('require-fresh', ONE, { vms: [STALE], failures: failed('web') }), '0 of 1 VM fresh'],
  [resultOf('wait-ready', TWO, { failures: failed('web-2') }), '1 of 2 ready, 1 failed'],
  [resultOf('create', TWO, { failures: failed('web-3') }), '2 of 3 made, 1 failed'],
  [resultOf('create', TWO, { failures: failed('web-2') }), '2 of 2 made, 1 not seen to be ready'],
  [
    resultOf('create', TWO, { reusedIds: ['web-1'], failures: failed('x') }),
    '1 of 3 made, 1 reused, 1 failed',
  ],
  [pruneResult(daily(2), KEEP_ONE, { goneIds: ['web-1'] }), '0 deletions accepted, 1 gone already, 1 kept'],
  [resultOf('delete', ONE, { failures: failed('web-2', 'web-3') }), '1 of 3 deletions accepted, 2 failed'],
  [
    resultOf('delete', TWO, { isAwaited: true, failures: failed('web-2', 'web-3') }),
    '1 of 3 deleted, 1 may still be there, 1 failed',
  ],
  [
    pruneResult(daily(5), KEEP_ONE, {
      snapshots: [sample('web-4'), sample('web-3')],
      goneIds: ['web-4'],
      sparedIds: ['web-2'],
      failures: failed('web-1'),
    }),
    '1 of 3 deletions accepted, 1 gone already, 1 failed, 2 kept',
  ],
  [
    pruneResult(daily(3), KEEP_ONE, { isAwaited: true, failures: failed('web-1') }),
    '1 of 2 deleted, 1 may still be there, 1 kept',
  ],
  [
    pruneResult(daily(3), KEEP_ONE, { isRefused: true, snapshots: [] }),
    '0 of 2 deleted, as nothing was sent',
  ],
])('a step that failed says how far it came, in counts: %#', (result, counts) => {
  expect(countsOf(result)).toBe(counts);
});

test.each([
  [
    'equal reasons once, with those that share them',
    [...failed(...'abcdefg'), { id: 'h', message: 'It is locked.' }],
    ['Could not read "a": No. The same for 6 more: "b", "c", "d", "e", "f" and 1 more.', 'It is locked.'],
  ],
  [
    'what may have been left behind in full',
    Array.from('abcdefg', (id) => ({ id, message: `"${id}" may exist.` })),
    ['"a" may exist. The same for 6 more: "b", "c", "d", "e", "f", "g".'],
  ],
])('failures tell %s', (_what, failures, lines) => {
  expect(groupFailures(failures)).toEqual(lines);
});

test('what was made and is not known to be ready is said not to be relied on', () => {
  const unready = [sample('web-1', { readyToUse: false })];
  expect(adviceOn(resultOf('create', unready))).toEqual([expect.stringContaining('Not ready yet')]);
  expect(adviceOn(resultOf('create', ONE))).toEqual([]);
  expect(adviceOn(resultOf('create', []))).toEqual([]);
  expect(adviceOn(listOf(unready))).toEqual([]);
});
