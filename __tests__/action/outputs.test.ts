import { describe, expect, test } from '@jest/globals';
import { areReady, NO_OUTPUTS, type Outputs, toOutputs } from '../../src/action/outputs.ts';
import type { OperationResult } from '../../src/operations/operation-result.ts';
import { daily, pruneResult, sample } from './sample-results.ts';

const FILE = '/tmp/snapshots.json';

function outputsOf(result: OperationResult): Outputs {
  return toOutputs(result, FILE, JSON.stringify(result.snapshots).length).outputs;
}

describe('the outputs of a result', () => {
  test('hold the snapshots with the API’s own names, and their ids', () => {
    const snapshot = sample('web-1', { username: 'ann' });
    const outputs = outputsOf({ operation: 'list', snapshots: [snapshot], failures: [] });
    expect(JSON.parse(outputs.snapshots)).toEqual([
      {
        id: 'web-1',
        namespace: 'prod',
        sourceName: 'web',
        osImage: null,
        customPackage: null,
        rootDiskSize: '100Gi',
        creationDate: '2026-11-22T14:15:30.000Z',
        username: 'ann',
        tenancyName: null,
        readyToUse: true,
      },
    ]);
    expect(outputs['snapshot-ids']).toBe('["web-1"]');
  });

  test('name the first snapshot, and count all', () => {
    const snapshots = [sample(null), sample('b'), sample('a')];
    const outputs = outputsOf({ operation: 'list', snapshots, failures: [] });
    expect(outputs).toMatchObject({ 'snapshot-id': 'b', 'snapshot-ids': '["b","a"]', count: '3' });
  });

  test('of nothing are empty, and can be read', () => {
    const outputs = outputsOf({ operation: 'list', snapshots: [], failures: [] });
    expect(outputs).toEqual({ ...NO_OUTPUTS, ready: 'false', 'snapshots-file': FILE });
  });

  test('before anything is known can be read', () => {
    expect(NO_OUTPUTS).toEqual({
      snapshots: '[]',
      'snapshot-ids': '[]',
      'snapshot-id': '',
      count: '0',
      ready: '',
      created: '',
      'kept-ids': '',
      'failed-ids': '[]',
      'snapshots-file': '',
    });
  });

  test('are not ready where something failed', () => {
    const failures = [{ id: 'b', message: 'No.' }];
    expect(outputsOf({ operation: 'get', snapshots: [sample('a')], failures }).ready).toBe('false');
  });

  test('name what failed', () => {
    const failures = [
      { id: 'b', message: 'No.' },
      { id: 'a', message: 'No.' },
    ];
    expect(outputsOf({ operation: 'get', snapshots: [], failures })['failed-ids']).toBe('["b","a"]');
  });

  test.each<[OperationResult, Partial<Outputs>]>([
    [
      { operation: 'list', snapshots: [sample('a')], failures: [] },
      { ready: 'true', created: '' },
    ],
    [
      { operation: 'get', snapshots: [sample('a')], failures: [] },
      { ready: 'true', created: '' },
    ],
    [
      { operation: 'wait-ready', snapshots: [sample('a')], failures: [] },
      { ready: 'true', created: '' },
    ],
    [
      { operation: 'create', created: true, snapshots: [sample('a')], failures: [] },
      { ready: 'true', created: 'true', 'kept-ids': '' },
    ],
    [
      { operation: 'create', created: false, snapshots: [sample('a', { readyToUse: null })], failures: [] },
      { ready: 'false', created: 'false' },
    ],
    [
      { operation: 'delete', dryRun: false, snapshots: [sample('a')], failures: [] },
      { ready: '', created: '', 'kept-ids': '' },
    ],
  ])('that mean nothing for an operation are empty: %#', (result, expected) => {
    expect(outputsOf(result)).toMatchObject(expected);
  });

  test('of a prune name what is kept, as far as it has an id', () => {
    const listed = [...daily(4), sample(null)];
    const outputs = outputsOf(pruneResult(listed, { keepLast: 2 }));
    expect(outputs).toMatchObject({
      'kept-ids': '["web-0","web-1"]',
      ready: '',
      created: '',
    });
  });

  test('of a prune name what is deleted', () => {
    const outputs = outputsOf(pruneResult(daily(4), { keepLast: 2 }));
    expect((JSON.parse(outputs['snapshot-ids']) as string[]).toSorted()).toEqual(['web-2', 'web-3']);
  });
});

test.each([
  ['none', [], false],
  ['one that is', [true], true],
  ['two that are', [true, true], true],
  ['one that is not', [true, false], false],
  ['one that is not known', [null, true], false],
])('snapshots are ready: %s', (_what, readiness, expected) => {
  expect(areReady(readiness.map((readyToUse, index) => sample(`s-${index}`, { readyToUse })))).toBe(expected);
});

describe('the limit on the outputs together, in bytes of UTF-16', () => {
  const LIMIT_CODE_UNITS = 450_000;
  const LISTS = ['snapshots', 'snapshot-ids', 'kept-ids', 'failed-ids'] as const;

  interface Sizes {
    readonly snapshotId?: string;
    readonly failedId?: string;
    readonly file?: string;
  }

  function sized({ snapshotId = 'a', failedId = 'b', file = FILE }: Sizes) {
    const snapshots = [sample(snapshotId)];
    const failures = [{ id: failedId, message: 'No.' }];
    const result: OperationResult = { operation: 'get', snapshots, failures };
    return toOutputs(result, file, JSON.stringify(snapshots).length);
  }

  function codeUnitsOf(outputs: Outputs): number {
    return Object.values(outputs).join('').length;
  }

  const ROOM = LIMIT_CODE_UNITS - codeUnitsOf(sized({ failedId: '' }).outputs);

  test('lets 900,000 bytes pass', () => {
    const { outputs, isCut } = sized({ failedId: 'x'.repeat(ROOM) });
    expect({ isCut, codeUnits: codeUnitsOf(outputs) }).toEqual({ isCut: false, codeUnits: LIMIT_CODE_UNITS });
  });

  test('empties the lists beyond, and nothing else', () => {
    const { outputs, isCut } = sized({ failedId: 'x'.repeat(ROOM + 1) });
    expect(isCut).toBe(true);
    expect(outputs).toEqual({
      ...sized({}).outputs,
      ...Object.fromEntries(LISTS.map((name) => [name, ''])),
    });
  });

  test('counts a character beyond the basic plane as four bytes', () => {
    expect(sized({ failedId: '🟩'.repeat(Math.floor(ROOM / 2)) }).isCut).toBe(false);
    expect(sized({ failedId: '🟩'.repeat(Math.floor(ROOM / 2) + 1) }).isCut).toBe(true);
  });

  test('counts the path of the file', () => {
    expect(sized({ file: FILE + 'x'.repeat(ROOM + 1), failedId: '' }).isCut).toBe(true);
  });

  test('counts an id in all three outputs that hold it', () => {
    const third = Math.floor(ROOM / 3);
    expect(sized({ snapshotId: `a${'x'.repeat(third)}`, failedId: '' }).isCut).toBe(false);
    expect(sized({ snapshotId: `a${'x'.repeat(third + 1)}`, failedId: '' }).isCut).toBe(true);
  });

  test('counts what a prune keeps', () => {
    const listed = Array.from({ length: 1000 }, (_, index) => sample(`${'x'.repeat(450)}-${index}`));
    const kept = pruneResult(listed, { keepLast: Number.POSITIVE_INFINITY });
    expect(toOutputs(kept, FILE, 2)).toMatchObject({ isCut: true, outputs: { 'kept-ids': '', count: '0' } });
  });

  test.each([
    [LIMIT_CODE_UNITS, false],
    [LIMIT_CODE_UNITS + 1, true],
  ])('is passed by the snapshots alone, if they take %d code units: %p', (length, expected) => {
    const result: OperationResult = { operation: 'list', snapshots: [sample('a')], failures: [] };
    expect(toOutputs(result, FILE, length)).toMatchObject({
      isCut: expected,
      outputs: { 'snapshot-id': 'a', count: '1', ready: 'true', 'snapshots-file': FILE },
    });
  });
});
