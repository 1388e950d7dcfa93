import { SnapshotServiceError } from '../domain/errors.ts';
import type { ConnectionError } from './connection-error.ts';
import type { ErrorResponse } from './response.ts';
import { saysBusy } from './server-words.ts';

/** What is known of an attempt that came to no good end. */
type CallFacts = Pick<CallError, 'kind' | 'maybeDone' | 'response' | 'status' | 'retryAfterMs'>;

/**
 * Statuses by which a service, and hardly a gateway, says that it has taken a request (RFC 9110 15.3): 202 is the one
 * that the API's description gives to a creation.
 */
const ACCEPTANCES: readonly (number | null)[] = [201, 202, 204];

/** An attempt of a call, or a call after all its attempts, that came to no good end. */
export class CallError extends SnapshotServiceError {
  override readonly name = 'CallError';
  /** Null if there was no whole response. */
  readonly response: ErrorResponse | null;
  /** The status that came, be it alone; null without any. */
  readonly status: number | null;
  /** What the server asked for, in milliseconds; null if it did not. */
  readonly retryAfterMs: number | null;

  private constructor(message: string, { kind, maybeDone, response, status, retryAfterMs }: CallFacts) {
    super(kind, message, maybeDone);
    this.response = response;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** The error of an attempt that had a response. */
  static ofResponse(response: ErrorResponse, retryAfterMs: number | null): CallError {
    const { kind, status } = response;
    const message = `${response.description} ${hintFor(response)}`.trim();
    return new CallError(message, { kind, maybeDone: isUnclear(response), response, status, retryAfterMs });
  }

  /** The error of an attempt that had none. */
  static ofConnection(error: ConnectionError): CallError {
    const { kind, maybeDone, status } = error;
    const remedy = error.remedy ?? 'Check the network, the proxy settings and api-url.';
    const message = `${error.message} ${remedy}`;
    return new CallError(message, { kind, maybeDone, response: null, status, retryAfterMs: null });
  }

  /**
   * Whether the server has taken the request, and did not say in words that something is wrong with it: by a good status
   * with a JSON object, whatever that says, or by a status that a gateway does not give to a page of its own.
   */
  get isAccepted(): boolean {
    if ((this.response?.serverMessage ?? null) !== null) return false;
    return this.response?.isGoodStatus === true || ACCEPTANCES.includes(this.status);
  }

  /** Whether the server itself refused the credentials, and not something in front of it. */
  get isUnauthorized(): boolean {
    return this.response?.status === 401 && this.response.origin !== 'gateway';
  }

  /** Whether the server said that another operation is under way. */
  get isBusy(): boolean {
    return this.response !== null && saysBusy(this.response);
  }

  /**
   * Whether the server may have acted on the request: it did not say that it had not. A 500 in its own words says so,
   * and is believed only so far that nothing is repeated without looking, also where it speaks of another operation.
   */
  get mayBeActedOn(): boolean {
    const status = this.response?.status ?? 0;
    return this.maybeDone || status === 500 || (status > 500 && !this.isRetryLater);
  }

  /** Whether nothing was begun, as the server said or without a connection, and may be begun later. */
  get isRetryLater(): boolean {
    if (this.response === null) return !this.maybeDone && this.kind !== 'denied';
    const { status, origin, isGoodStatus } = this.response;
    if (isGoodStatus) return false;
    if (status === 503) return origin === 'api';
    return status === 429 || this.isBusy;
  }

  /** The same with a sentence more. */
  withHint(hint: string): CallError {
    return new CallError(`${this.message} ${hint}`.trim(), this);
  }

  override asMaybeDone(): CallError {
    return new CallError(this.message, { ...this, maybeDone: true });
  }
}

/**
 * Whether a response leaves open what became of the request. What the server rejects with a 4xx it has not done, and a
 * 429, or a 503 of its own, means that nothing was begun. A gateway answers as it does (502, 504, Cloudflare's 52x, its
 * own 503) also after the server has received the request; and a redirect may come after the request was carried out.
 */
function isUnclear({ status, kind, origin, serverMessage }: ErrorResponse): boolean {
  if (kind === 'unreadable') return status < 400;
  if (status === 503) return origin !== 'api';
  if (status === 408 || status === 502 || status === 504) return true;
  if ((status >= 300 && status < 400) || (status >= 520 && status < 530)) return true;
  return status >= 500 && serverMessage === null;
}

function hintFor({ status, kind, origin }: ErrorResponse): string {
  if (status === 401 || status === 403) {
    if (origin === 'gateway') {
      return 'This answer is not from the API, but from a gateway or proxy in front of it: check api-url and the proxy settings.';
    }
    return status === 403 ? 'The account may not do this: check its permissions at Denvr.' : '';
  }
  if (status === 404) {
    return origin === 'api'
      ? 'Check the names that were given, and api-url.'
      : 'This answer may not be from the API: check api-url, and whether a proxy answers in its place.';
  }
  if (status === 429) return 'The server limits how often it is asked.';
  return kind === 'unreadable' ? 'Check api-url, and whether a proxy answers in the place of the API.' : '';
}
