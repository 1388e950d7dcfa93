import { expect, test } from '@jest/globals';
import { isDue } from '../../src/operations/publishing.ts';

test.each<[doneCount: number, publishedCount: number, due: boolean]>([
  [1, 0, true],
  [9, 8, true],
  [10, 9, true],
  [11, 10, true],
  [21, 20, false],
  [23, 20, true],
  [109, 100, false],
  [111, 100, true],
])('with %d done and %d of them published, the next time has come: %p', (doneCount, publishedCount, due) => {
  expect(isDue(doneCount, publishedCount)).toBe(due);
});

test('what is written in all grows no faster than what is done', () => {
  const written = (count: number) => {
    let publishedCount = 0;
    let sum = 0;
    for (let doneCount = 1; doneCount <= count; doneCount += 1) {
      if (!isDue(doneCount, publishedCount)) continue;
      publishedCount = doneCount;
      sum += doneCount;
    }
    return sum;
  };
  expect(written(600)).toBeLessThan(12 * 600);
  expect(written(6000)).toBeLessThan(12 * 6000);
});
