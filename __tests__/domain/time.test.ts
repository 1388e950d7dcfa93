import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { millisecondsOf, toUtcTimestamp, type UtcTimestamp } from '../../src/domain/time.ts';
import { forAll } from '../for-all.ts';

const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');
const moment = fc.integer({ min: FIRST_MS, max: LAST_MS });

test('a moment is written in UTC, to the millisecond', () => {
  expect(toUtcTimestamp(Date.UTC(2026, 10, 23, 14, 15, 30, 7))).toBe('2026-11-23T14:15:30.007Z');
});

test.each([
  [Number.NaN, 'no moment'],
  [FIRST_MS - 1, 'before the year 0'],
  [LAST_MS + 1, 'after the year 9999'],
])('%p is null: %s', (momentMs) => {
  expect(toUtcTimestamp(momentMs)).toBeNull();
});

test('a moment is the same after it was written and read, and texts sort as their moments do', () => {
  forAll(moment, moment, (one, two) => {
    const [left, right] = [toUtcTimestamp(one) as UtcTimestamp, toUtcTimestamp(two) as UtcTimestamp];
    expect(millisecondsOf(left)).toBe(one);
    expect(left < right).toBe(one < two);
  });
});
