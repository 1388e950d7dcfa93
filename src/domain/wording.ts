import { formatDuration } from './duration.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcTimestamp } from './time.ts';

const MAX_NAMES = 5;

/** As much of a given value as a message shows. */
export const MAX_SHOWN_CHARACTERS = 100;

/** A text of which no more than its first characters are shown, with a sign that there were more. */
export function shorten(text: string, maxCharacters: number): string {
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
}

/** A count with its noun: `1 snapshot`, `2 snapshots`. */
export function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

/** Parts of a sentence in a row: `a, b and c`. */
// Intl.ListFormat would do this too, for some 12 ms of CPU at its first use.
export function enumerate(parts: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  return parts.length > 1
    ? `${parts.slice(0, -1).join(', ')} ${conjunction} ${parts.at(-1)}`
    : parts.join('');
}

/** The first few of many names, and how many more there are. */
export function describeNames(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  const shown = names.slice(0, MAX_NAMES).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** An age as coarse as people think of it: minutes up to an hour, hours up to a week, days beyond. */
export function describeAge(ageMs: number): string {
  if (ageMs < 0) return 'in the future';
  const fineMs = [HOUR_MS, MINUTE_MS].find((unitMs) => ageMs >= unitMs) ?? 1000;
  const unitMs = ageMs >= 7 * DAY_MS ? DAY_MS : fineMs;
  return formatDuration(Math.floor(ageMs / unitMs) * unitMs);
}

/** A date for people: `2026-11-23 14:15:30 UTC`, or `2026-11-23 14:15 UTC` to the minute. */
export function describeDate(timestamp: UtcTimestamp, precision: 'second' | 'minute' = 'second'): string {
  return `${timestamp.slice(0, 10)} ${timestamp.slice(11, precision === 'second' ? 19 : 16)} UTC`;
}
