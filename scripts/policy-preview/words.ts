import type { Snapshot } from '../../src/domain/snapshot.ts';
import { describeAge } from '../../src/domain/wording.ts';
import type { Decision } from '../../src/retention/plan.ts';

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

/** A snapshot with what becomes of it and why, in one line. */
export function describeDecision({ action, snapshot, reasons }: Decision, nowMs: number): string {
  return `${snapshot.id ?? 'without an id'}, ${describeAgeOf(snapshot, nowMs)}: ${action === 'keep' ? 'kept' : 'deleted'} (${reasons.join(', ')})`;
}

function describeAgeOf({ creationDate }: Snapshot, nowMs: number): string {
  return creationDate === null ? 'without a date' : `${describeAge(nowMs - Date.parse(creationDate))} old`;
}
