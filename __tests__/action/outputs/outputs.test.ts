import { describe, expect, test } from '@jest/globals';
import { areReady, NO_OUTPUTS, type Outputs, toOutputs } from '../../../src/action/outputs/outputs.ts';
import type { OperationResult } from '../../../src/operations/operation-result.ts';
import { daily, listOf, pruneResult, sample } from '../sample-results.ts';

const FILE = '/tmp/snapshots.json';

function outputsOf(result: OperationResult): Outputs {
  return toOutputs(result, FILE, JSON.stringify(result.snapshots).length).outputs;
}

describe('the outputs of a result', () => {
  test('hold the snapshots with the API’s own names, and their ids', () => {
    const snapshot = sample('web-1', { username: 'ann' });
    const outputs = outputsOf(listOf([snapshot]));
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
    const outputs = outputsOf(listOf(snapshots));
    expect(outputs).toMatchObject({ 'snapshot-id': 'b', 'snapshot-ids': '["b","a"]', count: '3' });
  });

  test('of nothing are empty, and can be read', () => {
    const outputs = outputsOf(listOf([]));
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
      'missing-ids': '',
      'snapshots-file': '',
    });
  });

  test('are not ready where something failed', () => {
    const failures = [{ id: 'b', message: 'No.' }];
    expect(outputsOf({ operation: 'get', snapshots: [sample('a')], missingIds: [], failures }).ready).toBe(
      'false',
    );
  });

  test('name what failed', () => {
    const failures = [
      { id: 'b', message: 'No.' },
      { id: 'a', message: 'No.' },
    ];
    expect(outputsOf({ operation: 'get', snapshots: [], missingIds: [], failures })['failed-ids']).toBe(
      '["b","a"]',
    );
  });

  test.each<[OperationResult, Partial<Outputs>]>([
    [listOf([sample('a')]), { ready: 'true', created: '' }],
    [
      { operation: 'get', snapshots: [sample('a')], missingIds: ['b', 'c'], failures: [] },
      { ready: 'true', created: '', 'missing-ids': '["b","c"]' },
    ],
    [
      { operation: 'wait-ready', snapshots: [sample('a')], failures: [] },
      { ready: 'true', created: '' },
    ],
    [
      { operation: 'create', created: true, reusedIds: [], snapshots: [sample('a')], failures: [] },
      { ready: 'true', created: 'true', 'kept-ids': '' },
    ],
    [
      {
        operation: 'create',
        created: false,
        reusedIds: [],
        snapshots: [sample('a', { readyToUse: null })],
        failures: [],
      },
      { ready: 'false', created: 'false' },
    ],
    [
      {
        operation: 'delete',
        dryRun: false,
        isAwaited: false,
        snapshots: [sample('a')],
        missingIds: [],
        failures: [],
      },
      { ready: '', created: '', 'kept-ids': '', 'missing-ids': '[]' },
    ],
  ])('that mean nothing for an operation are empty: %#', (result, expected) => {
    expect(outputsOf(result)).toMatchObject(expected);
  });

  test('of a prune name what is kept, as far as it has an id', () => {
    const listed = [...daily(4), sample(null)];
    const outputs = outputsOf(pruneResult(listed, { keepLast: 2 }));
    expect(outputs).toMatchObject({
      'kept-ids': '["web-0","web-1"]',
      'missing-ids': '',
      ready: '',
      created: '',
    });
  });

  test('of a prune name as kept what was to go as not ready, and is ready by now', () => {
    const outputs = outputsOf(pruneResult(daily(2), { keepLast: 1 }, { sparedIds: ['spared'] }));
    expect(outputs['kept-ids']).toBe('["web-0","spared"]');
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

describe('the limit on the outputs together, in UTF-16', () => {
  const LIMIT_CODE_UNITS = 450_000;

  interface Sizes {
    readonly snapshotId?: string;
    readonly failedId?: string;
    readonly missingId?: string;
    readonly file?: string;
  }

  function sized({ snapshotId = 'a', failedId = 'b', missingId = '', file = FILE }: Sizes) {
    const snapshots = [sample(snapshotId)];
    const failures = [{ id: failedId, message: 'No.' }];
    const result: OperationResult = { operation: 'get', snapshots, missingIds: [missingId], failures };
    return toOutputs(result, file, JSON.stringify(snapshots).length);
  }

  function codeUnitsOf(outputs: Outputs): number {
    return Object.values(outputs).join('').length;
  }

  const ROOM = LIMIT_CODE_UNITS - codeUnitsOf(sized({ failedId: '' }).outputs);

  test('lets 900,000 bytes pass', () => {
    const { outputs, cutLists } = sized({ failedId: 'x'.repeat(ROOM) });
    expect({ cutLists, codeUnits: codeUnitsOf(outputs) }).toEqual({
      cutLists: [],
      codeUnits: LIMIT_CODE_UNITS,
    });
  });

  test('empties the largest list beyond, and nothing else', () => {
    const { outputs, cutLists } = sized({ failedId: 'x'.repeat(ROOM + 1) });
    expect(cutLists).toEqual(['failed-ids']);
    expect(outputs).toEqual({ ...sized({}).outputs, 'failed-ids': '' });
  });

  test('empties one list after the other, the largest first, until the rest fits', () => {
    const { outputs, cutLists } = sized({
      failedId: 'x'.repeat(LIMIT_CODE_UNITS),
      missingId: 'y'.repeat(LIMIT_CODE_UNITS + 1),
    });
    expect(cutLists).toEqual(['missing-ids', 'failed-ids']);
    expect(outputs).toMatchObject({ 'snapshot-ids': '["a"]', 'missing-ids': '', 'failed-ids': '' });
  });

  test('leaves the ids of 3,000 snapshots that are too many in full', () => {
    const snapshots = daily(3000);
    const { outputs, cutLists } = toOutputs(listOf(snapshots), FILE, JSON.stringify(snapshots).length);
    expect(cutLists).toEqual(['snapshots']);
    expect(outputs).toMatchObject({ snapshots: '', count: '3000' });
    expect(JSON.parse(outputs['snapshot-ids'])).toHaveLength(3000);
  });

  test('counts the path of the file', () => {
    expect(sized({ file: FILE + 'x'.repeat(ROOM + 1), failedId: '' }).cutLists).toContain('snapshots');
  });

  test('counts an id in all three outputs that hold it', () => {
    const third = Math.floor(ROOM / 3);
    expect(sized({ snapshotId: `a${'x'.repeat(third)}`, failedId: '' }).cutLists).toEqual([]);
    expect(sized({ snapshotId: `a${'x'.repeat(third + 1)}`, failedId: '' }).cutLists).toEqual(['snapshots']);
  });

  test('counts what a prune keeps', () => {
    const listed = Array.from({ length: 1000 }, (_, index) => sample(`${'x'.repeat(450)}-${index}`));
    const kept = pruneResult(listed, { keepLast: Number.POSITIVE_INFINITY });
    expect(toOutputs(kept, FILE, 2)).toMatchObject({
      cutLists: ['kept-ids'],
      outputs: { 'kept-ids': '', count: '0' },
    });
  });

  test.each([
    [LIMIT_CODE_UNITS, []],
    [LIMIT_CODE_UNITS + 1, ['snapshots']],
  ])('is passed by the snapshots alone, if they take %d code units', (length, expected) => {
    expect(toOutputs(listOf([sample('a')]), FILE, length)).toMatchObject({
      cutLists: expected,
      outputs: { 'snapshot-id': 'a', count: '1', ready: 'true', 'snapshots-file': FILE },
    });
  });
});
