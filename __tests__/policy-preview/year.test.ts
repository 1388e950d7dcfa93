import { expect, test } from '@jest/globals';
import { readPolicyFields } from '../../scripts/policy-preview/policy-fields.ts';
import { snapshotsOf } from '../../scripts/policy-preview/schedule.ts';
import { DAYS_OF_YEAR, Year } from '../../scripts/policy-preview/year.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { DAY_MS } from '../../src/domain/time.ts';

const START_MS = Date.parse('2026-11-25T07:00:00Z');

const NIGHTLY = { vms: ['web-1'], namespace: 'my-vpc', everyHours: 24, missingPercent: 0, unreadyPercent: 0 };

/** A year of nightly snapshots after thirty of them, under a policy. */
function yearOf(rules: Readonly<Record<string, string>>, present?: readonly Snapshot[]): Year {
  const options = readPolicyFields({ cluster: 'Msc1', namespace: 'my-vpc', 'source-vm': '*', ...rules });
  if (!('policy' in options)) throw new Error('The rules have faults.');
  const year = new Year({
    present: present ?? snapshotsOf(NIGHTLY, START_MS - 30 * DAY_MS, START_MS),
    toCome: present ? [] : snapshotsOf(NIGHTLY, START_MS, START_MS + DAYS_OF_YEAR * DAY_MS),
    options,
    startMs: START_MS,
  });
  while (!year.isComplete) year.advance();
  return year;
}

test('the first prune clears what has gathered, and each later one what is new', () => {
  const { results } = yearOf({ 'keep-last': '7' });
  expect(results).toHaveLength(366);
  expect(results[0]).toEqual({ day: 0, keptCount: 7, deletedCount: 23 });
  expect(results.slice(1).every(({ keptCount, deletedCount }) => keptCount === 7 && deletedCount === 1)).toBe(
    true,
  );
});

test('a monthly rule fills up month by month', () => {
  const { results } = yearOf({ 'keep-last': '1', 'keep-monthly': '12' });
  expect(results[0]?.keptCount).toBe(3);
  expect(results.at(-1)?.keptCount).toBe(12);
});

test('the plan of a day is about what is there on that day', () => {
  const year = yearOf({ 'keep-last': '7' });
  const decisions = year.planOf(100).groups.flatMap((group) => group.decisions);
  expect(decisions.map(({ action }) => action)).toEqual([...Array(7).fill('keep'), 'delete']);
  expect(decisions[0]?.snapshot.creationDate).toBe('2027-03-05T03:00:00.000Z');
});

test('a prune that max-deletes refuses deletes nothing, on that day and after it', () => {
  const year = yearOf({ 'keep-last': '7', 'max-deletes': '10' });
  expect(year.isRefused(year.planOf(0))).toBe(true);
  expect(year.results[0]).toEqual({ day: 0, keptCount: 30, deletedCount: 0 });
  expect(year.results.at(-1)?.keptCount).toBe(30 + 365);
});

test('only the namespace counts, and an id of another one is no repeat', () => {
  const [one] = snapshotsOf(NIGHTLY, START_MS - DAY_MS, START_MS) as [Snapshot];
  const year = yearOf({ 'keep-last': '1' }, [one, { ...one, namespace: 'other' }]);
  expect(year.results[0]).toEqual({ day: 0, keptCount: 1, deletedCount: 0 });
});
