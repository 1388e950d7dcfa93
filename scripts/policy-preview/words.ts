import { formatDuration } from '../../src/domain/duration.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { Decision } from '../../src/retention/plan.ts';
import { DAY_MS, HOUR_MS } from './schedule.ts';

/** A number of things: `1 snapshot`, `2 snapshots`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `2026-11-25 03:07`. @param momentMs milliseconds since 1970 UTC */
export function describeMinute(momentMs: number): string {
  return new Date(momentMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** `25 Nov 2026`, in UTC. */
export function describeDay(momentMs: number): string {
  return new Date(momentMs).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** An age in days and hours, or in minutes if it is younger than an hour. */
export function describeAge(ageMs: number): string {
  if (ageMs < 0) return 'in the future';
  const unitMs = ageMs >= 7 * DAY_MS ? DAY_MS : ageMs >= HOUR_MS ? HOUR_MS : 60_000;
  return formatDuration(Math.floor(ageMs / unitMs) * unitMs);
}

/** A snapshot with what becomes of it and why, in one line. */
export function describeDecision({ action, snapshot, reasons }: Decision, nowMs: number): string {
  return `${snapshot.id ?? 'without an id'}, ${describeAgeOf(snapshot, nowMs)}: ${action === 'keep' ? 'kept' : 'deleted'} (${reasons.join(', ')})`;
}

function describeAgeOf({ creationDate }: Snapshot, nowMs: number): string {
  return creationDate === null ? 'without a date' : `${describeAge(nowMs - Date.parse(creationDate))} old`;
}
