import { expect, test } from '@jest/globals';
import { countOf, describeNames, describeReference } from '../../src/operations/describe.ts';

test.each([
  [0, '0 snapshots'],
  [1, '1 snapshot'],
  [2, '2 snapshots'],
])('%d with its noun is %j', (count, text) => {
  expect(countOf(count, 'snapshot')).toBe(text);
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
  [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e and 1 more'],
])('of %j at most five are named', (names, text) => {
  expect(describeNames(names)).toBe(text);
});

test('a reference names id, namespace and cluster', () => {
  expect(describeReference({ id: 'a', namespace: 'prod', cluster: 'Hou1' })).toBe(
    'snapshot "a" in namespace "prod" on cluster "Hou1"',
  );
});
