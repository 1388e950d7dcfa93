import { readServerNowMs } from './answer.ts';
import type { CallError } from './call-error.ts';
import type { HttpAnswer, HttpRequest } from './http-exchange.ts';

/** Attempts of a request that may be repeated, the first one included. */
const MOST_ATTEMPTS = 5;

/** A 5xx with its own message is usually a refusal, such as of an unknown cluster, and seldom a temporary fault. */
const MOST_ATTEMPTS_AFTER_WORDS = 2;

/** Where a back end does one operation at a time, each waits for its turn: about four minutes at the most. */
const MOST_ATTEMPTS_WHILE_BUSY = 20;

const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 20_000;
const LONGEST_RETRY_AFTER_MS = 120_000;

/**
 * Whether another attempt may end better. Only a deletion waits for its turn: a login that is refused with "try again"
 * must not be tried until the account is locked.
 *
 * @param attempts how many have failed, at least 1
 */
export function isWorthRetrying(error: CallError, attempts: number, method: HttpRequest['method']): boolean {
  if (error.isBusy && method === 'DELETE') return attempts < MOST_ATTEMPTS_WHILE_BUSY;
  if (error.fault === 'unavailable') return attempts < MOST_ATTEMPTS;
  const isServerError = error.fault === 'refused' && (error.answered?.status ?? 0) >= 500;
  return (error.fault === 'unreadable' || isServerError) && attempts < MOST_ATTEMPTS_AFTER_WORDS;
}

/**
 * The pause before the next attempt: what the server asked for, or else 1 s doubling up to 20 s, of which a random half
 * is taken off so that jobs that failed together do not come back together.
 *
 * @param attempts how many have failed, at least 1
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 * @returns milliseconds
 */
export function retryDelayMs(attempts: number, retryAfterMs: number | null, random: number): number {
  // Zero would spend all attempts at once.
  if (retryAfterMs !== null && retryAfterMs > 0) return retryAfterMs;
  const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** (attempts - 1), LONGEST_BACKOFF_MS);
  return backoffMs * (1 - 0.5 * random);
}

/**
 * Reads `Retry-After` (RFC 9110 10.2.3) in both forms. A date is measured against the answer's own `Date`, so that a
 * wrong clock on this machine does not matter.
 *
 * @returns milliseconds, at most two minutes; null without a usable value
 */
export function readRetryAfterMs(headers: HttpAnswer['headers'], nowMs: number): number | null {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_RETRY_AFTER_MS);
  // `Date.parse` takes much for a date that is none, such as 1.5, and what names no zone for this machine's own time.
  const untilMs = /^[A-Z][a-z]+, .* GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(untilMs)) return null;
  const delayMs = untilMs - (readServerNowMs(headers) ?? nowMs);
  return Math.min(Math.max(delayMs, 0), LONGEST_RETRY_AFTER_MS);
}
