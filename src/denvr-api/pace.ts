import { SnapshotServiceError } from '../domain/errors.ts';
import type { Clock } from '../domain/time.ts';
import type { CallOptions } from '../operations/snapshot-store.ts';

const FIRST_SPACING_MS = 100;
const LONGEST_SPACING_MS = 5000;
const SHARE_LEFT_AFTER_SUCCESS = 0.9;
/** Below this, spacing is lost in the time that a request takes anyway. */
const SHORTEST_SPACING_MS = 10;

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

  /** @param sentMs when the request that was refused was sent: what was under way together is refused together, once */
  slowDown(sentMs = this.#clock.elapsedMs()): void {
    if (sentMs < this.#slowedDownMs) return;
    this.#slowedDownMs = this.#clock.elapsedMs();
    this.#spacingMs = Math.min(Math.max(this.#spacingMs * 2, FIRST_SPACING_MS), LONGEST_SPACING_MS);
  }

  /** A call was answered well: the next ones may come a little faster. */
  speedUp(): void {
    const spacingMs = this.#spacingMs * SHARE_LEFT_AFTER_SUCCESS;
    this.#spacingMs = spacingMs < SHORTEST_SPACING_MS ? 0 : spacingMs;
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
    await this.#sleepUntil(turnMs, signal);
    // Meanwhile another call may have been asked for silence.
    if (this.#silentUntilMs > this.#clock.elapsedMs()) await this.turn({ signal, deadlineMs });
  }

  async #sleepUntil(timeMs: number, signal: AbortSignal): Promise<void> {
    const durationMs = timeMs - this.#clock.elapsedMs();
    if (durationMs > 0) await this.#clock.sleep(durationMs, signal);
  }
}
