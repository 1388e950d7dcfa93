import { toUtcTimestamp, type UtcTimestamp } from '../domain/time.ts';

/** As the vendor's servers write a date; nearly every one of a list is such a text. */
const USUAL =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z?$/;

/** The other spellings of ISO 8601 and RFC 3339: a blank for the T, lower case, no seconds, an offset. */
const ANY =
  /^(?<day>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))[Tt ](?<time>(?:[01]\d|2[0-3]):[0-5]\d)(?<second>:[0-5]\d(?:\.\d+)?)? ?(?:[Zz]|(?<hours>[+-]\d{2})(?::?(?<minutes>\d{2}))?)?$/;
const TO_THE_MILLISECOND = '2026-11-23T14:15:30.123'.length;

/** No snapshot is as old as this: .NET's unset date (year 1, in whatever zone) and Kubernetes' (1970) are unknown. */
const EARLIEST = '2000-01-01T00:00:00.000Z';

/** A date of the API, as far as it can be read. */
export interface CreationDate {
  /** Null if it is missing, an unset one, or cannot be read. */
  readonly timestamp: UtcTimestamp | null;
  /** Whether there is a text that is no date: then somebody should know. */
  readonly isUnreadable: boolean;
}

const UNKNOWN: CreationDate = { timestamp: null, isUnreadable: false };
const UNREADABLE: CreationDate = { timestamp: null, isUnreadable: true };

/**
 * Reads a date of the Denvr API. It may lack a zone and is UTC then, whatever this machine's zone is; .NET writes
 * seven digits of a second, of which three are kept.
 */
export function readCreationDate(text: string | null | undefined): CreationDate {
  if (!text) return UNKNOWN;
  if (!isOnCalendar(text)) return UNREADABLE;
  const timestamp = USUAL.test(text) ? toMilliseconds(text) : readOtherSpelling(text);
  if (timestamp === null) return UNREADABLE;
  return timestamp >= EARLIEST ? { timestamp, isUnreadable: false } : UNKNOWN;
}

/** `Date` reads the 30th of February as the 2nd of March, which would be a wrong age rather than an unknown one. */
function isOnCalendar(text: string): boolean {
  const day = Number(text.slice(8, 10));
  return day <= 28 || new Date(`${text.slice(0, 10)}T00:00Z`).getUTCDate() === day;
}

/** For a text in UTC. `Date` would take most of the time of reading 100,000 snapshots. */
function toMilliseconds(text: string): UtcTimestamp {
  const local = text.replace('Z', '');
  const padded = local.includes('.') ? local.padEnd(TO_THE_MILLISECOND, '0') : `${local}.000`;
  return `${padded.slice(0, TO_THE_MILLISECOND)}Z` as UtcTimestamp;
}

function readOtherSpelling(text: string): UtcTimestamp | null {
  const groups = ANY.exec(text)?.groups;
  if (groups === undefined) return null;
  const { day, time, second = ':00', hours = '+00', minutes = '00' } = groups;
  return toUtcTimestamp(Date.parse(`${day}T${time}${second}${hours}:${minutes}`));
}
