import { formatDuration } from '../domain/duration.ts';
import { messageOf } from '../domain/errors.ts';
import type { SnapshotReference } from '../domain/snapshot.ts';
import type { UtcTimestamp } from '../domain/time.ts';

const MAX_NAMES = 5;

/** Names one snapshot so that it can be found: its id alone is unique only in its namespace. */
export function describeReference({ id, namespace, cluster }: SnapshotReference): string {
  return `snapshot "${id}" in namespace "${namespace}" on cluster "${cluster}"`;
}

/** The first few of many names, and how many more there are. */
export function describeNames(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  const shown = names.slice(0, MAX_NAMES).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** A count with its noun: `1 snapshot`, `2 snapshots`. */
export function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

/**
 * Runs a step and, where it throws, puts the step's aim before the error's words: `Could not read snapshot "a" …: …`.
 */
export async function failedTo<Value>(aim: string, step: () => Promise<Value>): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    throw new Error(`Could not ${aim}: ${messageOf(error)}`, { cause: error });
  }
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** An age as coarse as people think of it: minutes up to an hour, hours up to a week, days beyond. */
export function describeAge(ageMs: number): string {
  if (ageMs < 0) return 'in the future';
  const unitMs = [DAY_MS, HOUR_MS, MINUTE_MS].find((candidateMs) => ageMs >= candidateMs) ?? 1000;
  const coarseMs = unitMs === DAY_MS && ageMs < 7 * DAY_MS ? HOUR_MS : unitMs;
  return formatDuration(Math.floor(ageMs / coarseMs) * coarseMs);
}

/** A date for people: `2026-11-23 14:15:30 UTC`, or `2026-11-23 14:15 UTC` to the minute. */
export function describeDate(timestamp: UtcTimestamp, precision: 'second' | 'minute' = 'second'): string {
  return `${timestamp.slice(0, 10)} ${timestamp.slice(11, precision === 'second' ? 19 : 16)} UTC`;
}
