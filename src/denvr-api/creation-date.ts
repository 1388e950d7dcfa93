import { toUtcTimestamp, type UtcTimestamp } from '../domain/utc-timestamp.ts';

const ISO_DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/;
const TO_THE_MILLISECOND = '2026-11-23T14:15:30.123'.length;
const OFFSET = /[+-]\d{2}:\d{2}$/;

/** No snapshot is as old as this: .NET's unset date (year 1, in whatever zone) and Kubernetes' (1970) are unknown. */
const EARLIEST = '2000-01-01T00:00:00.000Z';

/**
 * Reads a date of the Denvr API. It may lack a zone and is UTC then, whatever this machine's zone is; .NET writes
 * seven digits of a second, of which three are kept.
 *
 * @returns the date; null if it is missing, not a date, or an unset one
 */
export function readCreationDate(text: string | null | undefined): UtcTimestamp | null {
  if (!text || !ISO_DATE_TIME.test(text) || !isOnCalendar(text)) return null;
  const timestamp = OFFSET.test(text) ? toUtcTimestamp(Date.parse(text)) : toMilliseconds(text);
  return timestamp !== null && timestamp >= EARLIEST ? timestamp : null;
}

/** `Date` reads the 30th of February as the 2nd of March, which would be a wrong age rather than an unknown one. */
function isOnCalendar(text: string): boolean {
  const day = Number(text.slice(8, 10));
  return day <= 28 || new Date(`${text.slice(0, 10)}T00:00Z`).getUTCDate() === day;
}

/** Of a text in UTC, without `Date`: that would take most of the time of reading a list of 100,000 snapshots. */
function toMilliseconds(text: string): UtcTimestamp {
  const local = text.replace('Z', '');
  const padded = local.includes('.') ? local.padEnd(TO_THE_MILLISECOND, '0') : `${local}.000`;
  return `${padded.slice(0, TO_THE_MILLISECOND)}Z` as UtcTimestamp;
}
