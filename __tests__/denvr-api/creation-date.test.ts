import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCreationDate } from '../../src/denvr-api/creation-date.ts';

describe('a creation date is read', () => {
  test.each([
    ['2026-11-23T14:15:30', '2026-11-23T14:15:30.000Z', 'without a zone, as UTC'],
    ['2026-11-23T14:15:30Z', '2026-11-23T14:15:30.000Z', 'in UTC'],
    ['2026-11-23T14:15:30.1', '2026-11-23T14:15:30.100Z', 'with one digit of a second'],
    ['2026-11-23T14:15:30.1239999', '2026-11-23T14:15:30.123Z', 'with seven, of which three are kept'],
    ['2026-11-23T14:15:30.000000001Z', '2026-11-23T14:15:30.000Z', 'with nine'],
    ['2026-11-23T14:15:30+00:00', '2026-11-23T14:15:30.000Z', 'with an offset of nothing'],
    ['2026-11-23T14:15:30+05:30', '2026-11-23T08:45:30.000Z', 'east of UTC'],
    ['2026-11-23T22:15:30.1239999-08:00', '2026-11-24T06:15:30.123Z', 'with seven, west of UTC'],
    ['2024-02-29T00:00:00', '2024-02-29T00:00:00.000Z', 'on a leap day'],
    ['2000-02-29T23:59:59', '2000-02-29T23:59:59.000Z', 'on a leap day of a century'],
    ['2000-01-01T00:00:00', '2000-01-01T00:00:00.000Z', 'at the beginning of what can be'],
    ['2026-11-23 14:15:30', '2026-11-23T14:15:30.000Z', 'with a blank for the T'],
    ['2026-11-23t14:15:30z', '2026-11-23T14:15:30.000Z', 'in lower case'],
    ['2026-11-23t14:15:30.1239999', '2026-11-23T14:15:30.123Z', 'in lower case, without a zone'],
    ['2026-11-23 14:15:30 Z', '2026-11-23T14:15:30.000Z', 'with a blank before the zone'],
    ['2026-11-23T14:15:30+0000', '2026-11-23T14:15:30.000Z', 'with an offset without a colon'],
    ['2026-11-23T14:15:30+0530', '2026-11-23T08:45:30.000Z', 'east of UTC without a colon'],
    ['2026-11-23 14:15:30 +0000', '2026-11-23T14:15:30.000Z', 'as git and Ruby write it'],
    ['2026-11-23 14:15:30.123456+00', '2026-11-23T14:15:30.123Z', 'as Postgres writes it'],
    ['2026-11-23 14:15:30-08', '2026-11-23T22:15:30.000Z', 'west of UTC by whole hours'],
    ['2026-11-23 14:15:30.1234567 +01:00', '2026-11-23T13:15:30.123Z', 'as SQL Server writes it'],
    ['2026-11-23T14:15', '2026-11-23T14:15:00.000Z', 'without seconds'],
    ['2026-11-23T14:15Z', '2026-11-23T14:15:00.000Z', 'without seconds, in UTC'],
    ['2026-11-23 14:15+02:00', '2026-11-23T12:15:00.000Z', 'without seconds, with an offset'],
  ])('%s is %s: %s', (text, timestamp) => {
    expect(readCreationDate(text)).toEqual({ timestamp, isUnreadable: false });
  });
});

describe('a creation date is unknown', () => {
  test.each<[text: string | null | undefined, why: string]>([
    [null, 'null'],
    [undefined, 'missing'],
    ['', 'empty'],
    ['0001-01-01T00:00:00', '.NET’s unset date'],
    ['0001-01-01T05:00:00Z', '.NET’s unset date, moved to UTC from a zone in the west'],
    ['1970-01-01T00:00:00', 'the unset date of Kubernetes'],
    ['1970-01-01 00:00:00 +0000', 'the unset date of Kubernetes in another spelling'],
    ['0001-01-01T00:00:00+05:00', '.NET’s unset date in a zone of the east'],
    ['1999-12-31T23:59:59.999', 'just before what can be'],
  ])('%j: %s', (text) => {
    expect(readCreationDate(text)).toEqual({ timestamp: null, isUnreadable: false });
  });
});

describe('a creation date cannot be read', () => {
  test.each([
    ['2026-02-30T00:00:00', 'the 30th of February'],
    ['2026-02-29T00:00:00Z', 'the 29th of February in a common year'],
    ['2100-02-29T00:00:00', 'the 29th of February in 2100'],
    ['2026-04-31T00:00:00', 'the 31st of April'],
    ['2026-01-32T00:00:00', 'the 32nd'],
    ['2026-01-00T00:00:00', 'the day 0'],
    ['2026-13-01T00:00:00', 'the month 13'],
    ['2026-00-01T00:00:00', 'the month 0'],
    ['2026-11-23T24:00:00', 'the hour 24, which is another day'],
    ['2026-11-23T14:60:00', 'the minute 60'],
    ['2026-11-23T14:15:60', 'a leap second'],
    ['2026-11-23T14:15:30+25:00', 'an offset of more than a day'],
    ['9999-12-31T23:00:00-05:00', 'a year of five digits in UTC'],
    ['2026-11-23', 'a day alone'],
    ['2026-11-23T14:15:30.', 'a point without digits'],
    ['2026-11-23  14:15:30', 'two blanks in the place of the T'],
    ['2026-11-23_14:15:30', 'a line in the place of the T'],
    ['2026-11-23T14:15:30  Z', 'two blanks before the zone'],
    ['2026-11-23T14:15:30+5', 'an offset of one digit'],
    ['2026-11-23T14:15:30+05:3', 'an offset with one digit of minutes'],
    ['2026-11-23T14:15:30+05:99', 'an offset of 99 minutes'],
    ['2026-11-23T14:15.5', 'a part of a minute'],
    ['2026-11-23T14:15:30,5', 'a comma'],
    ['2026-11-23T14:15:30CET', 'a zone by name'],
    ['2026-11-23T14:15:30ZZ', 'two zones'],
    [' 2026-11-23T14:15:30', 'a space before'],
    ['2026-11-23T14:15:30\n', 'a line break behind'],
    ['x2026-11-23T14:15:30', 'a letter before'],
    ['12026-11-23T14:15:30', 'a year of five digits'],
    ['x2026-11-23 14:15:30', 'a letter before another spelling'],
    ['2026-11-23 14:15:30x', 'a letter behind another spelling'],
    ['1764000000', 'a number'],
    ['Mon, 23 Nov 2026 14:15:30 GMT', 'another form'],
    ['yesterday', 'a word'],
  ])('%j: %s', (text) => {
    expect(readCreationDate(text)).toEqual({ timestamp: null, isUnreadable: true });
  });
});

test('every moment that is written as ISO 8601 is read again, with and without its zone', () => {
  const moment = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('9999-12-31') });
  fc.assert(
    fc.property(moment, fc.boolean(), (momentMs, hasZone) => {
      const text = new Date(momentMs).toISOString();
      expect(readCreationDate(hasZone ? text : text.slice(0, -1)).timestamp).toBe(text);
    }),
  );
});

test('what is read is a moment of the calendar, and the one that `Date` reads', () => {
  const digits = (max: number, length = 2) =>
    fc.integer({ min: 0, max }).map((value) => String(value).padStart(length, '0'));
  const text = fc
    .tuple(
      digits(13),
      digits(32),
      digits(24),
      digits(61),
      digits(61),
      fc.constantFrom('', '.1', '.0987654'),
      fc.constantFrom('Z', '+14:00', '-11:30'),
    )
    .map(
      ([month, day, hour, minute, second, fraction, zone]) =>
        `2024-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`,
    );
  fc.assert(
    fc.property(text, (candidate) => {
      const { timestamp } = readCreationDate(candidate);
      fc.pre(timestamp !== null);
      expect(timestamp).toBe(new Date(candidate).toISOString());
    }),
    { numRuns: 300 },
  );
});
