const ISO_DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** .NET's unset date, and that of Kubernetes: a time of nothing. */
const UNSET_DATES = ['0001-01-01T00:00:00', '1970-01-01T00:00:00'];

/**
 * Reads a date of the Denvr API. It may lack a zone and is UTC then, whatever this machine's zone is; .NET writes
 * seven digits of a second, of which three are kept.
 *
 * @returns the date; null if it is missing, not a date, or an unset one
 */
export function readCreationDate(text: string | null | undefined): Date | null {
  const [, seconds, fraction = '', zone = 'Z'] = ISO_DATE_TIME.exec(text ?? '') ?? [];
  if (seconds === undefined || UNSET_DATES.includes(seconds)) return null;
  const date = new Date(`${seconds}${fraction.slice(0, 4)}${zone}`);
  return isOnCalendar(seconds) && !Number.isNaN(date.getTime()) ? date : null;
}

/** `Date` reads the 30th of February as the 2nd of March, which would be a wrong age rather than an unknown one. */
function isOnCalendar(seconds: string): boolean {
  const date = new Date(`${seconds}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(seconds);
}
