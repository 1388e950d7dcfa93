import { SnapshotServiceError } from '../domain/errors.ts';
import { type Clock, MINUTE_MS } from '../domain/time.ts';
import type { CallOptions } from '../operations/snapshot-store.ts';
import type { CallError } from './call-error.ts';
import type { HttpRequest, HttpResponse } from './http-exchange.ts';
import { readHttpDateMs, readServerNowMs } from './response.ts';

/** Attempts of a request that may be repeated, the first one included. */
const MAX_ATTEMPTS = 5;

/** A 5xx with its own message is usually a rejection, such as of an unknown cluster, and seldom a passing error. */
const MAX_ATTEMPTS_AFTER_WORDS = 2;

/** Where a back end does one operation at a time, each waits for its turn: about four minutes at the most. */
const MAX_ATTEMPTS_WHILE_BUSY = 20;

const MAX_RETRY_AFTER_MS = 2 * MINUTE_MS;

/**
 * Whether another attempt may end better. Only a deletion waits for its turn: a login that is refused with "try again"
 * must not be tried until the account is locked.
 *
 * @param attempts how many have failed, at least 1
 */
export function isWorthRetrying(error: CallError, attempts: number, method: HttpRequest['method']): boolean {
  if (error.isBusy && method === 'DELETE') return attempts < MAX_ATTEMPTS_WHILE_BUSY;
  if (error.kind === 'unavailable') return attempts < MAX_ATTEMPTS;
  const isServerError = error.kind === 'rejected' && (error.response?.status ?? 0) >= 500;
  return (error.kind === 'unreadable' || isServerError) && attempts < MAX_ATTEMPTS_AFTER_WORDS;
}

/**
 * Reads `Retry-After` (RFC 9110 10.2.3) in both forms. A date is measured against the response's own `Date`, so that a
 * wrong clock on this machine does not matter.
 *
 * @returns milliseconds, at most two minutes; null without a usable value
 */
export function readRetryAfterMs(headers: HttpResponse['headers'], nowMs: number): number | null {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, MAX_RETRY_AFTER_MS);
  const untilMs = readHttpDateMs(value);
  if (untilMs === null) return null;
  const delayMs = untilMs - (readServerNowMs(headers) ?? nowMs);
  return Math.min(Math.max(delayMs, 0), MAX_RETRY_AFTER_MS);
}

const FIRST_SPACING_MS = 100;
const MAX_SPACING_MS = 5000;
const SHARE_LEFT_AFTER_SUCCESS = 0.9;
/** Below this, spacing is lost in the time that a request takes anyway. */
const MIN_SPACING_MS = 10;

/**
 * How fast all calls together may be. A server that limits its callers (429) counts an account's requests and not a
 * call's, so every call keeps the silence that one was asked for, and after it they come one by one: the space
 * between requests doubles with each 429 and shrinks with each success.
 */
export class Pace {
  readonly #clock: Clock;
  #silentUntilMs = 0;
  #spacingMs = 0;
  #nextTurnMs = 0;
  #slowedDownMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Nothing is sent for a while. */
  keepSilence(durationMs: number): void {
    this.#silentUntilMs = Math.max(this.#silentUntilMs, this.#clock.elapsedMs() + durationMs);
  }

  /** @param sentMs when the request that got the 429 was sent: what was under way together gets it together, and counts once */
  slowDown(sentMs = this.#clock.elapsedMs()): void {
    if (sentMs < this.#slowedDownMs) return;
    this.#slowedDownMs = this.#clock.elapsedMs();
    this.#spacingMs = Math.min(Math.max(this.#spacingMs * 2, FIRST_SPACING_MS), MAX_SPACING_MS);
  }

  /** A call was answered well: the next ones may come a little faster. */
  speedUp(): void {
    const spacingMs = this.#spacingMs * SHARE_LEFT_AFTER_SUCCESS;
    this.#spacingMs = spacingMs < MIN_SPACING_MS ? 0 : spacingMs;
  }

  /**
   * Resolves when a request may be sent.
   *
   * @throws SnapshotServiceError (`unavailable`) if that is beyond the deadline; the signal's reason once it is aborted
   */
  async turn({ signal, deadlineMs = Number.POSITIVE_INFINITY }: CallOptions): Promise<void> {
    signal.throwIfAborted();
    const turnMs = Math.max(this.#clock.elapsedMs(), this.#silentUntilMs, this.#nextTurnMs);
    if (turnMs >= deadlineMs && turnMs > this.#clock.elapsedMs()) {
      throw new SnapshotServiceError(
        'unavailable',
        'The server asked for a pause that is longer than the time left.',
      );
    }
    this.#nextTurnMs = turnMs + this.#spacingMs;
    const pauseMs = turnMs - this.#clock.elapsedMs();
    if (pauseMs > 0) await this.#clock.sleep(pauseMs, signal);
    // Meanwhile another call may have been asked for silence.
    if (this.#silentUntilMs > this.#clock.elapsedMs()) await this.turn({ signal, deadlineMs });
  }
}
