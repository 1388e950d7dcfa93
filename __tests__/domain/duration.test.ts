import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DURATION_FORMS, formatDuration, mayMeanMonths, parseDurationMs } from '../../src/domain/duration.ts';
import { forAll } from '../for-all.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

const UNITS_MS = { s: SECOND_MS, m: MINUTE_MS, min: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: WEEK_MS } as const;

test.each([
  ['1s', SECOND_MS],
  ['90s', 90 * SECOND_MS],
  ['15min', 15 * MINUTE_MS],
  ['12h', 12 * HOUR_MS],
  ['7d', 7 * DAY_MS],
  ['2w', 2 * WEEK_MS],
  ['1w2d3h4m5s', WEEK_MS + 2 * DAY_MS + 3 * HOUR_MS + 4 * MINUTE_MS + 5 * SECOND_MS],
  ['007d', 7 * DAY_MS],
  ['0h5m', 5 * MINUTE_MS],
  ['9007199254740s', 9_007_199_254_740_000],
])('%s is read', (text, expectedMs) => {
  expect(parseDurationMs(text)).toBe(expectedMs);
});

test.each([
  ['', 'nothing'],
  ['0s', 'zero'],
  ['0w0d0h0m0s', 'a sum of zeros'],
  ['90', 'a bare number'],
  ['1h30', 'a bare number at the end'],
  ['30 m', 'a space inside'],
  [' 30m', 'a space before'],
  ['30m ', 'a space behind'],
  ['30m\n', 'a line break behind'],
  ['-5m', 'a minus'],
  ['1.5h', 'a decimal point'],
  ['1e3s', 'an exponent'],
  ['5M', 'an upper case unit'],
  ['5ms', 'an unknown unit'],
  ['5mi', 'half a unit'],
  ['6mo', 'months'],
  ['m', 'a unit alone'],
  ['PT1H', 'ISO 8601'],
  ['٣m', 'digits of another script'],
  ['9007199254741s', 'more milliseconds than a number can count'],
  [`${'9'.repeat(400)}w`, 'infinity'],
  ['9'.repeat(1_000_000), 'a million digits, which are refused at once'],
])('%.40j is no duration greater than zero: %s', (text) => {
  expect(parseDurationMs(text)).toBeNull();
});

test.each([
  [0, '0s'],
  [499, '0s'],
  [500, '1s'],
  [1499, '1s'],
  [59_499, '59s'],
  [59_500, '1min'],
  [90 * SECOND_MS, '1min30s'],
  [HOUR_MS, '1h'],
  [HOUR_MS + SECOND_MS, '1h1s'],
  [DAY_MS, '1d'],
  [2 * WEEK_MS, '14d'],
  [DAY_MS + 2 * HOUR_MS + 3 * MINUTE_MS + 4 * SECOND_MS, '1d2h3min4s'],
])('%d ms is written as %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test('what is written for whole seconds can be read again, and cannot be taken for months', () => {
  const wholeSecondsMs = fc.integer({ min: 1, max: 10_000 * 86_400 }).map((seconds) => seconds * SECOND_MS);
  forAll(wholeSecondsMs, (durationMs) => {
    expect(parseDurationMs(formatDuration(durationMs))).toBe(durationMs);
    expect(mayMeanMonths(formatDuration(durationMs))).toBe(false);
  });
});

test('a sum means the sum of its parts, in any order', () => {
  const part = fc.tuple(
    fc.integer({ min: 0, max: 10_000 }),
    fc.constantFrom(...(Object.keys(UNITS_MS) as (keyof typeof UNITS_MS)[])),
  );
  forAll(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
    const totalMs = parts.reduce((sumMs, [count, unit]) => sumMs + count * UNITS_MS[unit], 0);
    const text = parts.map(([count, unit]) => `${count}${unit}`).join('');
    expect(parseDurationMs(text)).toBe(totalMs === 0 ? null : totalMs);
  });
});

test('whatever the text, the answer is null or a whole number of milliseconds above zero', () => {
  const nearly = fc.stringMatching(/^[0-9wdhmins .+-]{0,12}$/);
  forAll(fc.oneof(nearly, fc.string()), (text) => {
    const durationMs = parseDurationMs(text) ?? 1;
    expect(Number.isSafeInteger(durationMs) && durationMs > 0).toBe(true);
  });
});

test.each([
  ['6m', true],
  ['1h30m', true],
  ['6m1d', true],
  ['5min6m', true],
  ['6min', false],
  ['1h30min', false],
  ['6d', false],
  ['m', false],
  ['500ms', false],
])('%s may mean months: %p', (text, expected) => {
  expect(mayMeanMonths(text)).toBe(expected);
});

test('the forms that messages name can all be read', () => {
  const named = Array.from(DURATION_FORMS.matchAll(/\b(?:\d+[a-z])+/g), ([text]) => text);
  expect(named.map(parseDurationMs)).toEqual([
    90 * SECOND_MS,
    15 * MINUTE_MS,
    12 * HOUR_MS,
    7 * DAY_MS,
    2 * WEEK_MS,
    90 * MINUTE_MS,
  ]);
});
