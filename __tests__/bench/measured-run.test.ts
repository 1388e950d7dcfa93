import { expect, test } from '@jest/globals';
import { median } from '../../scripts/bench/median.ts';

test.each([
  { values: [7], middle: 7 },
  { values: [3, 1, 2], middle: 2 },
  { values: [10, 9, 100], middle: 10 },
  { values: [4, 1, 3, 2], middle: 2.5 },
])('the median of $values is $middle', ({ values, middle }) => {
  expect(median(values)).toBe(middle);
});

test('the median leaves its numbers as they were', () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

test('there is no median of nothing', () => {
  expect(() => median([])).toThrow(RangeError);
});
