import pRetry from 'p-retry';
import type { Clock } from '../domain/clock.ts';
import { SnapshotServiceError } from '../domain/errors.ts';
import type { CallOptions } from '../operations/snapshot-store.ts';
import { type Answer, type AnswerFault, type Interpreted, readAnswer } from './answer.ts';
import { ConnectionError, type HttpExchange, type HttpRequest } from './http-exchange.ts';
import { Pace } from './pace.ts';
import { isWorthRetrying, readRetryAfterMs, retryDelayMs } from './retry-schedule.ts';

/** One call of the API, as often as it has to be sent. */
export interface ApiCall<Value> {
  readonly method: HttpRequest['method'];
  /** Below the API's URL, beginning with a slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** What an answer means; some faults, such as "not found", can be the answer to the question. */
  readonly interpret: (answer: Answer) => Interpreted<Value>;
  /** Whether the call may be sent again after a fault. Creating may not. */
  readonly repeatable: boolean;
}

/** How a call ended well. */
export interface CallAnswer<Value> {
  readonly value: Value;
  /** Whether an earlier try of this call had no clear answer, so that the server may have acted on it. */
  readonly earlierTryMayHaveWorked: boolean;
}

/** What a transport needs from outside. */
export interface TransportOptions {
  readonly apiUrl: URL;
  readonly exchange: HttpExchange;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: { debug(line: string): void; info(line: string): void };
  /** Takes the secrets out of a text of the server's. */
  readonly redact: (text: string) => string;
}

/** A call that came to no good end after all its tries, with what the next step depends on. */
export class CallError extends SnapshotServiceError {
  override readonly name = 'CallError';
  /** Null if there was no answer at all. */
  readonly answered: AnswerFault | null;
  readonly retryAfterMs: number | null;
  /** Whether the server may have acted on the request. */
  readonly mayHaveWorked: boolean;
  /** Whether it may have acted on an earlier try of the same call. */
  earlierTryMayHaveWorked = false;

  constructor(error: ConnectionError | AnswerFault, retryAfterMs: number | null, hint: string) {
    const isAnswer = !(error instanceof ConnectionError);
    super(error.fault, `${isAnswer ? error.description : error.message} ${hint}`.trim());
    this.answered = isAnswer ? error : null;
    this.retryAfterMs = retryAfterMs;
    this.mayHaveWorked = isAnswer ? isOpen(error) : error.mayHaveBeenSent;
  }
}

/** An attempt is given up after this time as a whole, however slowly its bytes still drip in. */
const ATTEMPT_LIMIT_MS = 30_000;

/** With less time than this left, another try would only hide why the last one failed. */
const SHORTEST_ATTEMPT_MS = 1000;

/**
 * The one place that sends requests: bounds each attempt, repeats what may be repeated, and reads answers.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #pace: Pace;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#pace = new Pace(options.clock);
  }

  /**
   * @param authorization gives the value of the `Authorization` header for an attempt, or null to send none
   * @throws CallError after the last try; the signal's reason once it is aborted
   */
  async send<Value>(
    call: ApiCall<Value>,
    authorization: () => Promise<string | null>,
    options: CallOptions,
  ): Promise<CallAnswer<Value>> {
    let earlierTryMayHaveWorked = false;
    const value = await pRetry((tries) => this.#attempt(call, tries, authorization, options), {
      // The schedule, the clock and the cancelling are this project's own: p-retry only runs the loop.
      retries: call.repeatable ? Number.POSITIVE_INFINITY : 0,
      minTimeout: 0,
      shouldRetry: async ({ error, attemptNumber: tries }) => {
        if (!(error instanceof CallError)) return false;
        error.earlierTryMayHaveWorked = earlierTryMayHaveWorked;
        if (!this.#isWorthAnotherTry(error, tries)) return false;
        earlierTryMayHaveWorked ||= error.mayHaveWorked;
        return this.#pause(call, error, tries, options);
      },
    });
    return { value, earlierTryMayHaveWorked };
  }

  async #attempt<Value>(
    call: ApiCall<Value>,
    tries: number,
    authorization: () => Promise<string | null>,
    options: CallOptions,
  ): Promise<Value> {
    const { exchange, clock, log, redact } = this.#options;
    await this.#pace.turn(options);
    const request = this.#toRequest(call, await authorization());
    const startedMs = clock.elapsedMs();
    const about = () =>
      `${call.method} ${request.url.pathname}, try ${tries}, ${Math.round(clock.elapsedMs() - startedMs)} ms`;
    try {
      const received = await exchange.send(request, this.#attemptLimitMs(options), options.signal);
      log.debug(`${received.status} ${about()}`);
      const answer = call.interpret(readAnswer(received, redact));
      if (answer.ok) {
        this.#pace.speedUp();
        return answer.value;
      }
      const retryAfterMs = readRetryAfterMs(received.headers, clock.nowMs());
      if (answer.status === 429) this.#pace.slowDown(startedMs);
      if (retryAfterMs !== null) this.#pace.keepSilence(retryAfterMs);
      throw new CallError(answer, retryAfterMs, hintFor(answer));
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      log.debug(`no answer to ${about()}`);
      throw new CallError(error, null, 'Check the network, the proxy settings and api-url.');
    }
  }

  #toRequest(call: ApiCall<unknown>, authorization: string | null): HttpRequest {
    const { apiUrl } = this.#options;
    const url = new URL(apiUrl);
    // Not by resolving a reference: one that begins with two slashes names another host.
    url.pathname = apiUrl.pathname.replace(/\/+$/, '') + call.path;
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
    return {
      method: call.method,
      url,
      headers: {
        accept: 'application/json',
        ...(authorization === null ? {} : { authorization }),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
    };
  }

  #isWorthAnotherTry({ answered }: CallError, tries: number): boolean {
    return isWorthRetrying(answered ?? { fault: 'unavailable', status: 0 }, tries);
  }

  /** Pauses before the next try; answers false if the deadline leaves no time for one. */
  async #pause(
    call: ApiCall<unknown>,
    error: CallError,
    tries: number,
    options: CallOptions,
  ): Promise<boolean> {
    const { clock, log, random } = this.#options;
    const delayMs = retryDelayMs(tries, error.retryAfterMs, random());
    const untilMs = clock.elapsedMs() + delayMs;
    if (untilMs + SHORTEST_ATTEMPT_MS > (options.deadlineMs ?? Number.POSITIVE_INFINITY)) return false;
    log.info(`${error.message} Trying ${call.method} again in ${Math.ceil(delayMs / 1000)} s.`);
    await clock.sleep(delayMs, options.signal);
    return true;
  }

  #attemptLimitMs({ deadlineMs = Number.POSITIVE_INFINITY }: CallOptions): number {
    return Math.max(1, Math.min(ATTEMPT_LIMIT_MS, deadlineMs - this.#options.clock.elapsedMs()));
  }
}

/**
 * 429 and 503 mean that nothing was begun; what the server refuses with a 4xx, it has not done either. But a gateway
 * answers 503 also when it lost the server after that had got the request.
 */
function isOpen({ status, fault, isForeign }: AnswerFault): boolean {
  if (status === 429) return false;
  if (status === 503) return isForeign;
  return status >= 500 || status === 408 || fault === 'unreadable';
}

function hintFor({ status, fault }: AnswerFault): string {
  if (status === 403) return 'The account may not do this: check its permissions at Denvr.';
  if (status === 429) return 'The server limits how often it is asked.';
  return fault === 'unreadable' ? 'Check api-url, and whether a proxy answers in the place of the API.' : '';
}
