import { DAY_MS, HOUR_MS } from '../domain/time.ts';

/** 1970-01-01 was a Thursday: its week had begun three days before. */
const EPOCH_AFTER_MONDAY_MS = 3 * DAY_MS;

/** The periods of the calendar that rules know, shortest first. */
export const PERIODS = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;

/** A period of the calendar. */
export type Period = (typeof PERIODS)[number];

/**
 * The hour, day and so on in UTC that a moment lies in, as a number: two moments lie in the same period if and only if
 * their numbers are equal, and a later period has a greater number. Moments are milliseconds since 1970 UTC.
 *
 * Weeks are those of ISO 8601, Monday to Sunday. They are counted through rather than within a year, so a week that
 * spans two years is one week, whichever year's number it bears.
 */
export const PERIOD_OF: Readonly<Record<Period, (momentMs: number) => number>> = {
  hourly: (momentMs) => Math.floor(momentMs / HOUR_MS),
  daily: (momentMs) => Math.floor(momentMs / DAY_MS),
  weekly: (momentMs) => Math.floor((momentMs + EPOCH_AFTER_MONDAY_MS) / (7 * DAY_MS)),
  monthly: (momentMs) => new Date(momentMs).getUTCFullYear() * 12 + new Date(momentMs).getUTCMonth(),
  yearly: (momentMs) => new Date(momentMs).getUTCFullYear(),
};
