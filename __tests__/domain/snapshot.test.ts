import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  areNamesakes,
  areOfTwoVms,
  compareNewestFirst,
  compareOldestFirst,
  compareText,
  describeReference,
  hasId,
  isKnownAgain,
  isSameVm,
  partialSnapshot,
  type Snapshot,
} from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import { forAll } from '../for-all.ts';

function madeAt(date: string, known: Partial<Snapshot> = {}): Snapshot {
  return partialSnapshot({ creationDate: toUtcTimestamp(Date.parse(date)), ...known });
}

test('snapshots are sorted by date, unknown ones at the old end, and by id where dates are equal', () => {
  const newestFirst = [
    madeAt('2026-11-23T14:15:31Z', { id: 'new' }),
    madeAt('2026-11-23T14:15:30Z', { id: 'tie-b' }),
    madeAt('2026-11-23T14:15:30Z', { id: 'tie-a' }),
    madeAt('1969-01-01', { id: 'before-1970' }),
    partialSnapshot({ id: 'b-undated' }),
    partialSnapshot({ id: 'a-undated' }),
    partialSnapshot({ id: null }),
  ];
  expect(newestFirst.toReversed().sort(compareNewestFirst)).toEqual(newestFirst);
  expect(newestFirst.toSorted(compareOldestFirst)).toEqual(newestFirst.toReversed());
});

test('their order has one direction for every pair, is transitive, and calls no two equal that differ', () => {
  const snapshot = fc
    .record({
      id: fc.constantFrom('a', 'b', 'B', 'ä', 'a-1', '', null),
      creationDate: fc.constantFrom(null, ...[0, 1, 86_400_000, -5].map(toUtcTimestamp)),
    })
    .map(partialSnapshot);
  forAll(snapshot, snapshot, snapshot, (one, two, three) => {
    expect(compareNewestFirst(one, two) + compareNewestFirst(two, one)).toBe(0);
    const isChain = compareNewestFirst(one, two) <= 0 && compareNewestFirst(two, three) <= 0;
    expect(isChain && compareNewestFirst(one, three) > 0).toBe(false);
    const isSame = one.creationDate === two.creationDate && (one.id ?? '') === (two.id ?? '');
    expect(compareNewestFirst(one, two) === 0).toBe(isSame);
  });
});

test.each([
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['a', 'a', 0],
  ['B', 'a', -1],
  ['z', 'ä', -1],
  ['10', '9', -1],
])('texts are ordered by code unit, whatever the locale: %j and %j', (left, right, expected) => {
  expect(compareText(left, right)).toBe(expected);
});

test('a snapshot of which nothing is known has null in every field', () => {
  expect(partialSnapshot({})).toEqual({
    id: null,
    namespace: null,
    sourceName: null,
    osImage: null,
    customPackage: null,
    rootDiskSize: null,
    creationDate: null,
    username: null,
    tenancyName: null,
    readyToUse: null,
  });
});

test.each([
  ['', true],
  [null, false],
])('a snapshot with the id %j says its id: %p', (id, expected) => {
  expect(hasId(partialSnapshot({ id }))).toBe(expected);
});

test.each([
  ['web', 'WEB', { same: true, two: false }],
  ['web', 'db', { same: false, two: true }],
  ['web', null, { same: false, two: false }],
  [null, 'web', { same: false, two: false }],
  [null, null, { same: false, two: false }],
])('the VMs %j and %j are compared without case, and an unknown one is no VM: %j', (left, right, is) => {
  expect(isSameVm(left, right)).toBe(is.same);
  const [one, other] = [partialSnapshot({ sourceName: left }), partialSnapshot({ sourceName: right })];
  expect(areOfTwoVms(one, other)).toBe(is.two);
  expect(areNamesakes(one, other)).toBe(is.two);
});

test.each([
  ['2026-11-23', '2026-11-24', true],
  ['2026-11-23', '2026-11-23', false],
  ['2026-11-23', null, false],
  [null, '2026-11-23', false],
])('two snapshots of one name that were made at %s and %s are two: %p', (left, right, expected) => {
  const [one, other] = [left, right].map((date) => (date === null ? partialSnapshot({}) : madeAt(date)));
  expect(areNamesakes(one as Snapshot, other as Snapshot)).toBe(expected);
});

test.each<[found: Partial<Snapshot>, known: Partial<Snapshot>, expected: boolean]>([
  [{ sourceName: 'WEB' }, { sourceName: 'web' }, true],
  [{ sourceName: 'db' }, { sourceName: 'web' }, false],
  [{}, { sourceName: 'web' }, false],
  [{ sourceName: 'web' }, {}, true],
  [madeAt('2026-11-23'), madeAt('2026-11-23'), true],
  [madeAt('2026-11-24'), madeAt('2026-11-23'), false],
  [{}, madeAt('2026-11-23'), false],
  [madeAt('2026-11-23'), {}, false],
])('%j is beyond doubt what was known as %j: %p', (found, known, expected) => {
  expect(isKnownAgain(partialSnapshot(found), partialSnapshot(known))).toBe(expected);
});

test('a reference names id, namespace and cluster', () => {
  expect(describeReference({ id: 'a', namespace: 'prod', cluster: 'Hou1' })).toBe(
    'snapshot "a" in namespace "prod" on cluster "Hou1"',
  );
});
