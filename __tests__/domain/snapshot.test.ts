import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compareNewestFirst,
  compareOldestFirst,
  compareText,
  hasId,
  partialSnapshot,
  type Snapshot,
} from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/utc-timestamp.ts';

const snapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'B', 'ä', 'a-1', '', null),
    creationDate: fc.constantFrom(null, ...[0, 1, 86_400_000, -5].map(toUtcTimestamp)),
  })
  .map(partialSnapshot);

describe('the order of snapshots', () => {
  test('is newest first, unknown dates last, and the higher id first of equal dates', () => {
    const sorted = [
      { id: 'new', creationDate: toUtcTimestamp(Date.parse('2026-11-23T14:15:31Z')) },
      { id: 'tie-b', creationDate: toUtcTimestamp(Date.parse('2026-11-23T14:15:30Z')) },
      { id: 'tie-a', creationDate: toUtcTimestamp(Date.parse('2026-11-23T14:15:30Z')) },
      { id: 'before-1970', creationDate: toUtcTimestamp(Date.parse('1969-01-01T00:00:00Z')) },
      { id: 'b-undated', creationDate: null },
      { id: 'a-undated', creationDate: null },
      { id: null, creationDate: null },
    ].map(partialSnapshot);
    expect(sorted.toReversed().sort(compareNewestFirst)).toEqual(sorted);
  });

  test('is, oldest first, unknown dates first and ties by id', () => {
    const sorted = [
      { id: 'undated', creationDate: null },
      { id: 'old', creationDate: toUtcTimestamp(Date.parse('2026-11-22T00:00:00Z')) },
      { id: 'tie-a', creationDate: toUtcTimestamp(Date.parse('2026-11-23T00:00:00Z')) },
      { id: 'tie-b', creationDate: toUtcTimestamp(Date.parse('2026-11-23T00:00:00Z')) },
    ].map(partialSnapshot);
    expect(sorted.toReversed().sort(compareOldestFirst)).toEqual(sorted);
  });

  test('has a direction for every pair: what is before, has the other behind', () => {
    fc.assert(
      fc.property(snapshot, snapshot, (left, right) => {
        expect(compareNewestFirst(left, right) + compareNewestFirst(right, left)).toBe(0);
      }),
    );
  });

  test('is transitive', () => {
    fc.assert(
      fc.property(snapshot, snapshot, snapshot, (one, two, three) => {
        const isChain = compareNewestFirst(one, two) <= 0 && compareNewestFirst(two, three) <= 0;
        expect(isChain && compareNewestFirst(one, three) > 0).toBe(false);
      }),
    );
  });

  test('calls two snapshots equal only if neither date nor id tells them apart', () => {
    fc.assert(
      fc.property(snapshot, snapshot, (left, right) => {
        const isSame = left.creationDate === right.creationDate && (left.id ?? '') === (right.id ?? '');
        expect(compareNewestFirst(left, right) === 0).toBe(isSame);
      }),
    );
  });
});

test.each([
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['a', 'a', 0],
  ['B', 'a', -1],
  ['a', 'ä', -1],
  ['z', 'ä', -1],
  ['a', 'a-1', -1],
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
  ['a', true],
  ['', true],
  [null, false],
])('a snapshot with the id %j can be acted on: %p', (id, expected) => {
  expect(hasId(partialSnapshot({ id }))).toBe(expected);
});
