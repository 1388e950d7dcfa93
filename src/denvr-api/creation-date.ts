const ISO_DATE_TIME = /^(\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** No snapshot is as old as this: .NET's unset date (year 1, in whatever zone) and Kubernetes' (1970) are unknown. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);

/**
 * A date that knows its own ISO text. `Date` makes the text anew each time, which would take more than half of the
 * time of writing a list of 100,000 snapshots.
 */
class DateWithText extends Date {
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.text = text;
  }

  override toISOString(): string {
    return this.text;
  }

  override toJSON(): string {
    return this.text;
  }
}

/**
 * Reads a date of the Denvr API. It may lack a zone and is UTC then, whatever this machine's zone is; .NET writes
 * seven digits of a second, of which three are kept.
 *
 * @returns the date; null if it is missing, not a date, or an unset one
 */
export function readCreationDate(text: string | null | undefined): Date | null {
  const [, seconds, fraction = '', zone = 'Z'] = ISO_DATE_TIME.exec(text ?? '') ?? [];
  if (seconds === undefined || !isOnCalendar(seconds)) return null;
  const local = `${seconds}.${fraction.slice(1, 4).padEnd(3, '0')}`;
  const date = zone === 'Z' ? new DateWithText(`${local}Z`) : new Date(`${local}${zone}`);
  return date.getTime() >= EARLIEST_MS ? date : null;
}

/** `Date` reads the 30th of February as the 2nd of March, which would be a wrong age rather than an unknown one. */
function isOnCalendar(seconds: string): boolean {
  const day = Number(seconds.slice(8, 10));
  return day <= 28 || new Date(`${seconds.slice(0, 10)}T00:00Z`).getUTCDate() === day;
}
