import { SnapshotServiceError } from '../domain/errors.ts';
import type { Clock } from '../domain/time.ts';
import type { CallOptions } from '../operations/snapshot-store.ts';
import { type Answer, type AnswerFault, type Interpreted, readAnswer } from './answer.ts';
import type { Authorization } from './authorization.ts';
import { CallError } from './call-error.ts';
import { ConnectionError } from './connection-error.ts';
import type { HttpExchange, HttpRequest } from './http-exchange.ts';
import { Pace } from './pace.ts';
import { isWorthRetrying, readRetryAfterMs, retryDelayMs } from './retry-schedule.ts';
import { saysBusy } from './server-words.ts';

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
  /**
   * Looks what became of an attempt that the server may have acted on, before the next one: the call's value if it
   * is settled by that, or null to go on. Without it, the call is simply repeated, as reads are.
   */
  readonly settle?: () => Promise<Value | null>;
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

/** What the attempts of a call have left behind, also where one of them ends with an error. */
interface Progress {
  maybeDone: boolean;
}

/** An attempt is given up after this time as a whole, however slowly its bytes still drip in. */
const ATTEMPT_LIMIT_MS = 30_000;

/** With less time than this left, another attempt would only hide why the last one failed. */
const SHORTEST_ATTEMPT_MS = 1000;

/**
 * The one place that sends requests: bounds each attempt, repeats what may be repeated, renews credentials, and reads
 * answers.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #pace: Pace;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#pace = new Pace(options.clock);
  }

  /**
   * @throws CallError after the last attempt
   * @throws SnapshotServiceError of another kind without a login or without time, or if the credentials were refused
   * @throws the signal's reason once it is aborted
   */
  async send<Value>(
    call: ApiCall<Value>,
    authorization: Authorization,
    options: CallOptions,
  ): Promise<Value> {
    const progress: Progress = { maybeDone: false };
    try {
      return await this.#sendUntilSettled(call, authorization, options, progress);
    } catch (error) {
      const isOpen = progress.maybeDone && error instanceof SnapshotServiceError;
      throw isOpen ? error.asMaybeDone() : error;
    }
  }

  async #sendUntilSettled<Value>(
    call: ApiCall<Value>,
    authorization: Authorization,
    options: CallOptions,
    progress: Progress,
  ): Promise<Value> {
    let isRenewed = false;
    for (let attempts = 1; ; attempts += 1) {
      const header = await authorization.header(options);
      const outcome = await this.#attempt(call, header, attempts, options);
      if (outcome.ok) return outcome.value;
      const { fault } = outcome;
      progress.maybeDone ||= fault.maybeDone;
      if (fault.isUnauthorized && !isRenewed && authorization.renew(header)) {
        isRenewed = true;
        continue;
      }
      const settled = await this.#betweenAttempts(call, fault, attempts, authorization, options);
      if (settled !== null) return settled;
    }
  }

  /**
   * Pauses, and looks what became of an attempt that the server may have acted on.
   *
   * @returns the call's value if that settles it; null if it is to be sent again
   * @throws CallError if it must not, or need not, be sent again
   */
  async #betweenAttempts<Value>(
    call: ApiCall<Value>,
    fault: CallError,
    attempts: number,
    authorization: Authorization,
    options: CallOptions,
  ): Promise<Value | null> {
    if (fault.isUnauthorized) throw fault.withHint(authorization.refusal);
    if (!call.repeatable || !isWorthRetrying(fault, attempts, call.method)) throw fault;
    if (!(await this.#pause(call, fault, attempts, options))) throw fault;
    return fault.mayBeActedOn && call.settle ? call.settle() : null;
  }

  async #attempt<Value>(
    call: ApiCall<Value>,
    header: string | null,
    attempts: number,
    options: CallOptions,
  ): Promise<
    { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: CallError }
  > {
    const { exchange, clock, log, redact } = this.#options;
    await this.#pace.turn(options);
    const request = this.#toRequest(call, header);
    const startedMs = clock.elapsedMs();
    const about = () =>
      `${call.method} ${request.url.pathname}, attempt ${attempts}, ${Math.round(clock.elapsedMs() - startedMs)} ms`;
    try {
      const received = await exchange.send(request, this.#attemptLimitMs(options), options.signal);
      log.debug(`${received.status} ${about()}`);
      const answer = call.interpret(readAnswer(received, redact));
      if (answer.ok) {
        this.#pace.speedUp();
        return answer;
      }
      const retryAfterMs = readRetryAfterMs(received.headers, clock.nowMs());
      this.#slowDown(answer, retryAfterMs, startedMs);
      return { ok: false, fault: CallError.ofAnswer(answer, retryAfterMs) };
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      log.debug(`no answer to ${about()}`);
      return { ok: false, fault: CallError.ofConnection(error) };
    }
  }

  #slowDown(answer: AnswerFault, retryAfterMs: number | null, sentMs: number): void {
    if (answer.status === 429 || saysBusy(answer)) this.#pace.slowDown(sentMs);
    if (retryAfterMs !== null) this.#pace.keepSilence(retryAfterMs);
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

  /** Pauses before the next attempt; answers false if the deadline leaves no time for one. */
  async #pause(
    call: ApiCall<unknown>,
    fault: CallError,
    attempts: number,
    options: CallOptions,
  ): Promise<boolean> {
    const { clock, log, random } = this.#options;
    const delayMs = retryDelayMs(attempts, fault.retryAfterMs, random());
    const untilMs = clock.elapsedMs() + delayMs;
    if (untilMs + SHORTEST_ATTEMPT_MS > (options.deadlineMs ?? Number.POSITIVE_INFINITY)) return false;
    log.info(`${fault.message} Trying ${call.method} again in ${Math.ceil(delayMs / 1000)} s.`);
    await clock.sleep(delayMs, options.signal);
    return true;
  }

  #attemptLimitMs({ deadlineMs = Number.POSITIVE_INFINITY }: CallOptions): number {
    return Math.max(1, Math.min(ATTEMPT_LIMIT_MS, deadlineMs - this.#options.clock.elapsedMs()));
  }
}
