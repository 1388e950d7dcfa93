/**
 * Calendar periods in UTC, as numbers: two moments lie in the same period if and only if their numbers are equal,
 * and a later period has a greater number. No time zone but UTC takes part.
 */

const MS_PER_HOUR = 60 * 60 * 1000;
const HOURS_PER_DAY = 24;
const DAYS_PER_WEEK = 7;
const MONTHS_PER_YEAR = 12;
/** 1970-01-01 was a Thursday: its week had begun three days before. */
const DAYS_FROM_MONDAY_TO_EPOCH = 3;

/** The hour since 1970. @param momentMs milliseconds since 1970 UTC, as in the functions below */
export function utcHour(momentMs: number): number {
  return Math.floor(momentMs / MS_PER_HOUR);
}

/** The day since 1970. */
export function utcDay(momentMs: number): number {
  return Math.floor(utcHour(momentMs) / HOURS_PER_DAY);
}

/**
 * The ISO 8601 week, Monday to Sunday. Weeks are counted through rather than within a year, so a week that spans
 * two years is one week, whichever year's number it bears.
 */
export function isoWeek(momentMs: number): number {
  return Math.floor((utcDay(momentMs) + DAYS_FROM_MONDAY_TO_EPOCH) / DAYS_PER_WEEK);
}

/** The month, counted through the years. */
export function utcMonth(momentMs: number): number {
  return utcYear(momentMs) * MONTHS_PER_YEAR + new Date(momentMs).getUTCMonth();
}

/** The year. */
export function utcYear(momentMs: number): number {
  return new Date(momentMs).getUTCFullYear();
}
