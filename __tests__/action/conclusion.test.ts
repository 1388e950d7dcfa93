import { expect, test } from '@jest/globals';
import { concludeFailure, concludeSuccess } from '../../src/action/conclusion.ts';
import type { OperationResult } from '../../src/operations/operation-result.ts';
import { daily, pruneResult, sample } from './sample-results.ts';

const ONE = [sample('web-1')];
const TWO = [sample('web-1'), sample('web-2')];
const SOUND = { failures: [] };
const DELETION = {
  operation: 'delete',
  dryRun: false,
  isAwaited: false,
  missingIds: [],
  failures: [],
} as const;

test.each<[OperationResult, string]>([
  [{ operation: 'list', snapshots: [], ...SOUND }, 'Found 0 snapshots.'],
  [{ operation: 'list', snapshots: ONE, ...SOUND }, 'Found 1 snapshot: web-1.'],
  [{ operation: 'list', snapshots: [sample(null), ...ONE], ...SOUND }, 'Found 2 snapshots: web-1.'],
  [
    { operation: 'list', snapshots: daily(7), ...SOUND },
    'Found 7 snapshots: web-0, web-1, web-2, web-3, web-4 and 2 more.',
  ],
  [{ operation: 'get', missingIds: [], snapshots: TWO, ...SOUND }, 'Read 2 snapshots: web-1, web-2.'],
  [
    { operation: 'create', created: true, snapshots: ONE, ...SOUND },
    'Created 1 snapshot, ready to be restored: web-1.',
  ],
  [
    { operation: 'create', created: false, snapshots: ONE, ...SOUND },
    'Created or reused 1 snapshot, ready to be restored: web-1.',
  ],
  [{ operation: 'wait-ready', snapshots: ONE, ...SOUND }, 'Ready to be restored: 1 snapshot: web-1.'],
  [{ ...DELETION, snapshots: ONE }, 'Deletion of 1 snapshot accepted: web-1.'],
  [{ ...DELETION, isAwaited: true, snapshots: ONE }, 'Deleted 1 snapshot: web-1.'],
  [{ ...DELETION, snapshots: [] }, 'Nothing was deleted.'],
  [{ ...DELETION, dryRun: true, snapshots: ONE }, 'Dry run: would delete 1 snapshot: web-1.'],
  [pruneResult(daily(2), { keepLast: 1 }), 'Deletion of 1 snapshot accepted, kept 1.'],
  [pruneResult(daily(2), { keepLast: 1 }, { isAwaited: true }), 'Deleted 1 snapshot, kept 1.'],
  [pruneResult(daily(2), { keepLast: 2 }), 'Nothing was deleted, kept 2.'],
  [pruneResult(daily(2), { keepLast: 1 }, { dryRun: true }), 'Dry run: would delete 1 snapshot and keep 1.'],
  [
    { operation: 'create', created: true, snapshots: [sample('web-1', { readyToUse: false })], ...SOUND },
    'Created 1 snapshot: web-1.',
  ],
])('a step that succeeded says what it did: %#', (result, line) => {
  expect(concludeSuccess(result)).toBe(line);
});

test('a step that failed says for what, and how far it came', () => {
  const failures = [
    { id: 'web-2', message: 'No.' },
    { id: 'web-3', message: 'No.' },
  ];
  expect(concludeFailure('delete', { ...DELETION, snapshots: ONE, failures })).toBe(
    'delete failed for 2 snapshots (web-2, web-3) and succeeded for 1.',
  );
});

test('a snapshot that was made and is not ready did not succeed', () => {
  const failures = [{ id: 'web-2', message: 'Too slow.' }];
  expect(concludeFailure('create', { operation: 'create', created: true, snapshots: TWO, failures })).toBe(
    'create failed for 1 snapshot (web-2) and succeeded for 1.',
  );
});

test('a step that failed for no snapshot in particular names none', () => {
  expect(concludeFailure('list', null)).toBe('list failed.');
  expect(concludeFailure('list', { operation: 'list', snapshots: ONE, failures: [] })).toBe('list failed.');
});
