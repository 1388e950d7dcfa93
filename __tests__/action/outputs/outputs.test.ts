import { describe, expect, test } from '@jest/globals';
import { areReady, NO_OUTPUTS, type Outputs, toOutputs } from '../../../src/action/outputs/outputs.ts';
import type { OperationResult } from '../../../src/operations/operation.ts';
import { daily, failed, listOf, pruneResult, resultOf, sample } from '../sample-results.ts';

const FILE = '/tmp/snapshots.json';
const A = [sample('a')];

function outputsOf(result: OperationResult): Outputs {
  return toOutputs(result, FILE, JSON.stringify(result.snapshots).length).outputs;
}

describe('the outputs of a result', () => {
  test('hold the snapshots with the API’s own names', () => {
    const outputs = outputsOf(listOf([sample('web-1', { username: 'ann' })]));
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
  });

  test('of nothing are empty, and can be read', () => {
    expect(outputsOf(listOf([]))).toEqual({ ...NO_OUTPUTS, ready: 'false', 'snapshots-file': FILE });
  });

  test('before anything is known can be read', () => {
    const { snapshots, 'snapshot-ids': ids, 'failed-ids': failedIds, count, ...others } = NO_OUTPUTS;
    expect([snapshots, ids, failedIds, count].map((text) => JSON.parse(text))).toEqual([[], [], [], 0]);
    expect(Object.values(others)).toEqual(Object.values(others).fill(''));
  });

  test.each<[string, OperationResult, Partial<Outputs>]>([
    [
      'name the first snapshot that has an id, and count all',
      listOf([sample(null), sample('b'), sample('a')]),
      { 'snapshot-id': 'b', 'snapshot-ids': '["b","a"]', count: '3' },
    ],
    ['of a list', listOf(A), { ready: 'true', created: '', 'kept-ids': '', 'missing-ids': '' }],
    ['of get', resultOf('get', A, { missingIds: ['b', 'c'] }), { ready: 'true', 'missing-ids': '["b","c"]' }],
    [
      'name what failed, and are then not ready',
      resultOf('get', A, { failures: failed('b', 'a') }),
      { ready: 'false', 'failed-ids': '["b","a"]' },
    ],
    ['of wait-ready', resultOf('wait-ready', A), { ready: 'true', created: '' }],
    ['of create', resultOf('create', A), { ready: 'true', created: 'true', 'kept-ids': '' }],
    [
      'of create, where all was there before and nobody knows whether it is ready',
      resultOf('create', [sample('a', { readyToUse: null })], { created: false }),
      { ready: 'false', created: 'false' },
    ],
    ['of delete', resultOf('delete', A), { ready: '', created: '', 'kept-ids': '', 'missing-ids': '[]' }],
    [
      'of prune, as far as there are ids',
      pruneResult([...daily(3), sample(null)], { keepLast: 2 }),
      {
        'kept-ids': '["web-0","web-1"]',
        'snapshot-ids': '["web-2"]',
        'missing-ids': '',
        ready: '',
        created: '',
      },
    ],
    [
      'of prune, where what was to go as not ready is ready by now',
      pruneResult(daily(2), { keepLast: 1 }, { sparedIds: ['spared'] }),
      { 'kept-ids': '["web-0","spared"]' },
    ],
  ])('%s', (_what, result, expected) => {
    expect(outputsOf(result)).toMatchObject(expected);
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

  function sized({ snapshotId = 'a', failedId = '', missingId = '', file = FILE }) {
    const snapshots = [sample(snapshotId)];
    const result = resultOf('get', snapshots, { missingIds: [missingId], failures: failed(failedId) });
    return toOutputs(result, file, JSON.stringify(snapshots).length);
  }

  function codeUnitsOf(outputs: Outputs): number {
    return Object.values(outputs).join('').length;
  }

  const ROOM = LIMIT_CODE_UNITS - codeUnitsOf(sized({}).outputs);

  test('lets 900,000 bytes pass', () => {
    const { outputs, cutLists } = sized({ failedId: 'x'.repeat(ROOM) });
    expect(cutLists).toEqual([]);
    expect(codeUnitsOf(outputs)).toBe(LIMIT_CODE_UNITS);
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

  const third = Math.floor(ROOM / 3);

  test.each([
    [
      'an id in all three outputs that hold it, as far as there is room',
      { snapshotId: `a${'x'.repeat(third)}` },
      [],
    ],
    ['an id in all three outputs that hold it', { snapshotId: `a${'x'.repeat(third + 1)}` }, ['snapshots']],
    [
      'the path of the file, and cuts no list that is empty',
      { file: 'x'.repeat(LIMIT_CODE_UNITS) },
      ['snapshots', 'snapshot-ids', 'failed-ids', 'missing-ids'],
    ],
  ])('counts %s', (_what, sizes, expected) => {
    expect(sized(sizes).cutLists).toEqual(expected);
  });

  test('counts what a prune keeps', () => {
    const listed = Array.from({ length: 1000 }, (_, index) => sample(`${'x'.repeat(450)}-${index}`));
    const kept = pruneResult(listed, { keepLast: Number.POSITIVE_INFINITY });
    expect(toOutputs(kept, FILE, 2)).toMatchObject({
      cutLists: ['kept-ids'],
      outputs: { 'kept-ids': '', count: '0' },
    });
  });

  test('is passed by the snapshots alone; their ids are left in full', () => {
    const snapshots = daily(3000);
    const { outputs, cutLists } = toOutputs(listOf(snapshots), FILE, JSON.stringify(snapshots).length);
    expect(cutLists).toEqual(['snapshots']);
    expect(outputs).toMatchObject({ snapshots: '', count: '3000', ready: 'true', 'snapshots-file': FILE });
    expect(JSON.parse(outputs['snapshot-ids'])).toHaveLength(3000);
  });

  test.each([
    [LIMIT_CODE_UNITS, []],
    [LIMIT_CODE_UNITS + 1, ['snapshots']],
  ])('is told of the length of their JSON: %d code units', (length, expected) => {
    expect(toOutputs(listOf(A), FILE, length).cutLists).toEqual(expected);
  });
});
