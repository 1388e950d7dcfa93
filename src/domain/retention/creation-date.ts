import { compareText, type Snapshot } from '../snapshot.ts';

/**
 * When a snapshot was taken, in milliseconds since 1970 UTC; null without a usable date. An invalid `Date` is no
 * date: it compares as neither older nor newer than anything, and would upset every order it takes part in.
 */
export function creationMs(snapshot: Snapshot): number | null {
  const createdMs = snapshot.creationDate?.getTime() ?? Number.NaN;
  return Number.isNaN(createdMs) ? null : createdMs;
}

/** Sorts newest first, ties by id; what has no usable date comes last. */
export function newestFirst(left: Snapshot, right: Snapshot): number {
  return compareDates(right, left) || compareIds(left, right);
}

/** Sorts oldest first, ties by id; what has no usable date comes first. */
export function oldestFirst(left: Snapshot, right: Snapshot): number {
  return compareDates(left, right) || compareIds(left, right);
}

function compareDates(left: Snapshot, right: Snapshot): number {
  const leftMs = creationMs(left) ?? Number.NEGATIVE_INFINITY;
  const rightMs = creationMs(right) ?? Number.NEGATIVE_INFINITY;
  if (leftMs === rightMs) return 0;
  return leftMs < rightMs ? -1 : 1;
}

function compareIds(left: Snapshot, right: Snapshot): number {
  return compareText(left.id ?? '', right.id ?? '');
}
