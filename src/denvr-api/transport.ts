import { SnapshotServiceError } from '../domain/errors.ts';
import { retryDelayMs } from '../domain/pauses.ts';
import type { Clock } from '../domain/time.ts';
import type { CallOptions } from '../operations/snapshot-store.ts';
import type { Authorization } from './authorization.ts';
import { CallError } from './call-error.ts';
import { ConnectionError } from './connection-error.ts';
import type { HttpExchange, HttpRequest } from './http-exchange.ts';
import { isWorthRetrying, Pace, readRetryAfterMs } from './pace.ts';
import { type ApiResponse, type Interpreted, readResponse } from './response.ts';

/** One call of the API, as often as it has to be sent. */
export interface ApiCall<Value> {
  readonly method: HttpRequest['method'];
  /** Below the API's URL, beginning with a slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** What an answer means; some errors, such as "not found", can be the answer to the question. */
  readonly interpret: (response: ApiResponse) => Interpreted<Value>;
  /** Whether a good answer holds secrets: what of it cannot be read is not quoted then. */
  readonly holdsSecrets?: boolean;
  /** Whether the call may be sent again after an error. Creating may not. */
  readonly repeatable: boolean;
  /**
   * Looks what became of an attempt that the server may have acted on, before the next one: the call's value if it
   * is settled by that, or null to go on. Without it, the call is simply repeated, as reads are.
   */
  readonly lookBeforeRepeat?: () => Promise<Value | null>;
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
  /** Is called whenever a request is sent. */
  readonly onRequest: () => void;
}

/** An attempt is given up after this time as a whole, however slowly its bytes still drip in. */
const MAX_ATTEMPT_MS = 30_000;

/** With less time than this left, another attempt would only hide why the last one failed. */
const MIN_ATTEMPT_MS = 1000;

/**
 * The one place that sends requests: bounds each attempt, repeats what may be repeated, renews credentials, and reads
 * responses.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #pace: Pace;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#pace = new Pace(options.clock);
  }

  /**
   * @throws CallError after the last attempt, also where the credentials were refused
   * @throws SnapshotServiceError of another kind without a login or without time
   * @throws the signal's reason once it is aborted
   */
  async send<Value>(
    call: ApiCall<Value>,
    authorization: Authorization,
    options: CallOptions,
  ): Promise<Value> {
    let maybeDone = false;
    let isRenewed = false;
    try {
      for (let attempts = 1; ; attempts += 1) {
        const header = await authorization.header(options);
        const outcome = await this.#attempt(call, header, attempts, options);
        if (outcome.ok) return outcome.value;
        const { error } = outcome;
        maybeDone ||= leavesDoubt(call, error);
        if (error.isUnauthorized && !isRenewed && authorization.renew(header)) {
          isRenewed = true;
          continue;
        }
        if (error.isUnauthorized) throw error.withHint(authorization.refusal);
        const settled = await this.#beforeNext(call, error, attempts, options);
        if (settled !== null) return settled;
      }
    } catch (error) {
      throw withDoubt(error, maybeDone);
    }
  }

  async #attempt<Value>(
    call: ApiCall<Value>,
    header: string | null,
    attempts: number,
    options: CallOptions,
  ): Promise<
    { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: CallError }
  > {
    const { exchange, clock, log, redact, onRequest } = this.#options;
    await this.#pace.turn(options);
    const request = this.#toRequest(call, header);
    const startedMs = clock.elapsedMs();
    const timeoutMs = Math.min(MAX_ATTEMPT_MS, (options.deadlineMs ?? Number.POSITIVE_INFINITY) - startedMs);
    const about = () =>
      `${call.method} ${request.url.pathname}, attempt ${attempts}, ${Math.round(clock.elapsedMs() - startedMs)} ms`;
    try {
      onRequest();
      const received = await exchange.send(request, Math.max(1, timeoutMs), options.signal);
      log.debug(`${received.status} ${about()}`);
      const response = call.interpret(readResponse(received, redact, call.holdsSecrets));
      if (response.ok) {
        this.#pace.speedUp();
        return response;
      }
      const retryAfterMs = readRetryAfterMs(received.headers, clock.nowMs());
      const error = CallError.ofResponse(response, retryAfterMs);
      if (response.status === 429 || error.isBusy) this.#pace.slowDown(startedMs);
      if (retryAfterMs !== null) this.#pace.keepSilence(retryAfterMs);
      return { ok: false, error };
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      log.debug(`no answer to ${about()}`);
      return { ok: false, error: CallError.ofConnection(error) };
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
        // Without it, a server may choose any coding (RFC 9110 12.5.3).
        'accept-encoding': 'identity',
        ...(authorization === null ? {} : { authorization }),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
    };
  }

  /**
   * Pauses, and looks what became of an attempt that the server may have acted on.
   *
   * @returns the call's value if that settles it; null if it is to be sent again
   * @throws the error itself if the call must not, or need not, be sent again, or if no time is left for that
   */
  async #beforeNext<Value>(
    { method, repeatable, lookBeforeRepeat }: ApiCall<Value>,
    error: CallError,
    attempts: number,
    { signal, deadlineMs = Number.POSITIVE_INFINITY }: CallOptions,
  ): Promise<Value | null> {
    if (!repeatable || !isWorthRetrying(error, attempts, method)) throw error;
    const { clock, log, random } = this.#options;
    const delayMs = retryDelayMs(attempts, error.retryAfterMs, random());
    if (clock.elapsedMs() + delayMs + MIN_ATTEMPT_MS > deadlineMs) throw error;
    log.info(`${error.message} Trying ${method} again in ${Math.ceil(delayMs / 1000)} s.`);
    await clock.sleep(delayMs, signal);
    return error.mayBeActedOn && lookBeforeRepeat ? lookBeforeRepeat() : null;
  }
}

/** What is looked up after an attempt may have been done by it, also where the server said that it failed. */
function leavesDoubt({ lookBeforeRepeat }: ApiCall<unknown>, error: CallError): boolean {
  return lookBeforeRepeat === undefined ? error.maybeDone : error.mayBeActedOn;
}

/** The error of a call whose last attempt, or one before it, may have been acted on. */
function withDoubt(error: unknown, maybeDone: boolean): unknown {
  return maybeDone && error instanceof SnapshotServiceError ? error.asMaybeDone() : error;
}
