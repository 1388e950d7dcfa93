import { STATUS_CODES } from 'node:http';
import type { ServiceErrorKind } from '../domain/errors.ts';
import { shorten } from '../domain/wording.ts';
import type { HttpResponse } from './http-exchange.ts';
import { describeContent, isRecord, parseContent } from './response-content.ts';

/** What an HTTP response means, whether it came in ASP.NET Boilerplate's envelope or bare. */
export type ApiResponse = GoodResponse | ErrorResponse;

/** A response of a good status, with what its envelope held. */
export interface GoodResponse {
  readonly ok: true;
  readonly status: number;
  readonly result: unknown;
  /** Whether it was a JSON object; false for a 202 or a 204 without content. */
  readonly holdsObject: boolean;
  /** The server's own time (`Date`), in milliseconds since 1970 UTC; null if it did not say. */
  readonly serverNowMs: number | null;
}

/** What a response means to the one who asked: a value, or an error response. */
export type Interpreted<Value> = { readonly ok: true; readonly value: Value } | ErrorResponse;

/**
 * Who an error comes from, as far as its shape tells.
 *
 * - `api`: it is in the API's own envelope.
 * - `unknown`: a bare JSON object, or nothing at all. The API's description knows no envelope, and a gateway may
 *   answer in the same way.
 * - `gateway`: a page or a text, which the API never sends, a redirect, or a refusal in words that gateways use.
 */
type Origin = 'api' | 'unknown' | 'gateway';

/** A response that is not what was asked for. */
export interface ErrorResponse {
  readonly ok: false;
  /** The status; 500 for an error that came with a good one. */
  readonly status: number;
  readonly kind: ServiceErrorKind;
  readonly origin: Origin;
  /** Whether a JSON object came with a good status: then the API has had the request, whatever the object says. */
  readonly isGoodStatus: boolean;
  /** The server's own words, shortened; null where it had none, or only words that anything between could say. */
  readonly serverMessage: string | null;
  /** The server's own time (`Date`), in milliseconds since 1970 UTC; null if it did not say. */
  readonly serverNowMs: number | null;
  /** What came back, for people. */
  readonly description: string;
}

/** ASP.NET Boilerplate's text for an error that it does not explain (vendor's commit logs): not a message of its own. */
const UNEXPLAINED = /^an internal error occurred during your request!?$/i;

/** What gateways, and ASP.NET Core outside the API, say of any request (AWS API Gateway, Kong, Envoy, nginx). */
const SAID_OF_ANY_REQUEST =
  /^(?:endpoint request timed out|(?:the )?request timed? ?out|(?:service|temporarily) (?:temporarily )?unavailable|limit exceeded|missing authentication token|an invalid response was received from the upstream server|the upstream server is .*|upstream .*|no healthy upstream|no route matched.*|name resolution failed|an unexpected error occurred|an error occurred while processing your request)[.!]?$/i;

const MAX_QUOTE_LENGTH = 500;

/** What came back, parsed once, and how to quote from it. */
interface Received {
  readonly status: number;
  readonly serverNowMs: number | null;
  readonly body: string;
  /** The JSON in the body; undefined if it is none, or more than anything of this API holds. */
  readonly content: unknown;
  /** Takes the secrets out of a text, and cuts it. In this order: a secret that was cut in two would not be found. */
  readonly quote: (text: string) => string;
}

/**
 * Reads a response by its content and never by its content type: the same JSON comes as three of them.
 *
 * @param redact takes the secrets out of a text. JSON can write any character as an escape, so its texts are looked at
 * as they are read.
 * @param holdsSecrets whether a good answer holds secrets that nobody knows yet: its content is not quoted then
 */
export function readResponse(
  { status, headers, body }: HttpResponse,
  redact: (text: string) => string,
  holdsSecrets = false,
): ApiResponse {
  const received: Received = {
    status,
    serverNowMs: readServerNowMs(headers),
    body,
    content: parseContent(body),
    quote: (text) => shorten(redact(text.trim()), MAX_QUOTE_LENGTH),
  };
  if (status >= 300 && status < 400) return readRedirect(received, redact(headers.location ?? ''));
  if (status < 200 || status >= 300) return readError(received);
  return readSuccess(received, holdsSecrets ? () => '***' : received.quote);
}

/**
 * The server's time by its `Date` header, in milliseconds since 1970 UTC; null without a usable one. What comes from a
 * cache is older by its `Age` (RFC 9111 5.1).
 */
export function readServerNowMs({ date, age = '' }: HttpResponse['headers']): number | null {
  const dateMs = readHttpDateMs(date ?? '');
  return dateMs === null ? null : dateMs + (/^\d{1,10}$/.test(age) ? Number(age) * 1000 : 0);
}

/** Reads a date of HTTP (RFC 9110 5.6.7). `Date.parse` takes much else, such as 1.5, and what names no zone for local time. */
export function readHttpDateMs(text: string): number | null {
  const dateMs = /^[A-Z][a-z]+, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(dateMs) ? null : dateMs;
}

/**
 * A response of a good status whose content is not what was asked for.
 *
 * @param what completes "The answer could not be read: …"
 */
export function unreadable(response: Omit<GoodResponse, 'ok' | 'result'>, what: string): ErrorResponse {
  return errorResponse(response, {
    kind: 'unreadable',
    origin: response.holdsObject ? 'unknown' : 'gateway',
    isGoodStatus: response.holdsObject,
    description: `The answer could not be read: ${what}.`,
  });
}

function errorResponse(
  { status, serverNowMs }: Pick<ErrorResponse, 'status' | 'serverNowMs'>,
  known: Pick<ErrorResponse, 'kind' | 'origin' | 'description'> & Partial<ErrorResponse>,
): ErrorResponse {
  return { ok: false, status, serverNowMs, isGoodStatus: false, serverMessage: null, ...known };
}

function readSuccess(received: Received, quoteContent: Received['quote']): ApiResponse {
  const { status, serverNowMs, body, content } = received;
  // An accepted request needs no content (RFC 9110 15.3.3, 15.3.5), but a response to a question does.
  if (body.trim() === '' && (status === 202 || status === 204)) {
    return { ok: true, status, result: null, holdsObject: false, serverNowMs };
  }
  if (!isRecord(content)) {
    const what =
      content === undefined ? describeContent(body, content, quoteContent) : 'it is no JSON object';
    return unreadable({ status, serverNowMs, holdsObject: false }, what);
  }
  const isError =
    (content['success'] ?? true) !== true ||
    content['unAuthorizedRequest'] === true ||
    (content['error'] ?? null) !== null;
  if (isError) return { ...readError({ ...received, status: 500 }, status), isGoodStatus: true };
  const isWrapped = ['result', 'success', '__abp'].some((name) => name in content);
  const result = isWrapped ? content['result'] : content;
  return { ok: true, status, result, holdsObject: true, serverNowMs };
}

function readRedirect(received: Received, location: string): ErrorResponse {
  const url = URL.parse(location);
  const target = url === null ? 'another place' : `the host ${url.host}`;
  return errorResponse(received, {
    kind: 'rejected',
    origin: 'gateway',
    description: `The server redirects to ${target} (${received.status}). Redirects are not followed, because the credentials would be sent there; if that is the right server, set api-url to it.`,
  });
}

/** @param seenStatus the status that people are told of */
function readError(received: Received, seenStatus = received.status): ErrorResponse {
  const { status, body, content, quote } = received;
  const title = `The server answered ${seenStatus} ${STATUS_CODES[seenStatus] ?? ''}`.trim();
  if (!isRecord(content) && body.trim() !== '') {
    // It did not come from the API, and its words are not the API's; but they help to find out.
    const description = `${title}; ${describeContent(body, content, quote)}.`;
    return errorResponse(received, {
      kind: meaningOf(status, 'gateway', null),
      origin: 'gateway',
      description,
    });
  }
  const words = wordsIn(content, quote);
  const origin = originOf(status, content, words);
  const serverMessage = words !== null && areOwnWords(words, origin, status) ? words.all : null;
  return errorResponse(received, {
    kind: meaningOf(status, origin, serverMessage),
    origin,
    serverMessage,
    description: words === null ? `${title}.` : `${title}: "${words.all}".`,
  });
}

/** @param content a JSON object, or nothing */
function originOf(status: number, content: unknown, words: Words | null): Origin {
  // ASP.NET Boilerplate's error is marked as such, or has its two tell-tale fields.
  const isApi =
    isRecord(content) &&
    (content['__abp'] === true || (content['success'] === false && isRecord(content['error'])));
  if (isApi) return 'api';
  return isDenial(status) && SAID_OF_ANY_REQUEST.test(words?.message ?? '') ? 'gateway' : 'unknown';
}

function isDenial(status: number): boolean {
  return status === 401 || status === 403;
}

function meaningOf(status: number, origin: Origin, serverMessage: string | null): ServiceErrorKind {
  // What stands in front of the API knows nothing of the account behind it.
  if (isDenial(status)) return origin === 'gateway' ? 'unreadable' : 'denied';
  if (status === 408 || status === 429) return 'unavailable';
  if (status >= 500 && serverMessage === null) return 'unavailable';
  return 'rejected';
}

/** The server's words about an error, already shortened: on a longer text, a pattern could take minutes. */
interface Words {
  readonly message: string;
  /** The message and the details. */
  readonly all: string;
}

/** The words of an error, from an envelope's `error`, a bare error, or problem details (RFC 9457). */
function wordsIn(content: unknown, quote: Received['quote']): Words | null {
  if (!isRecord(content)) return null;
  const error = isRecord(content['error']) ? content['error'] : content;
  const candidates = [error['message'], content['error'], error['detail'], error['title']];
  const message = candidates.find((candidate) => typeof candidate === 'string' && candidate.trim() !== '');
  if (typeof message !== 'string') return null;
  const details = error['details'];
  const isDetailed = typeof details === 'string' && details.trim() !== '';
  const quoted = quote(message);
  if (!isDetailed) return { message: quoted, all: quoted };
  // What is said in the details is a sentence of its own.
  const separator = /[.:;!?]$/.test(message.trim()) ? ' ' : '. ';
  return { message: quoted, all: quote(`${message.trim()}${separator}${details}`) };
}

/** Whether words say something of this request, and not what is said of any. */
function areOwnWords({ message }: Words, origin: Origin, status: number): boolean {
  if (UNEXPLAINED.test(message)) return false;
  if (origin === 'api') return true;
  const withoutStop = message.replace(/[.!]+$/, '').toLowerCase();
  return !SAID_OF_ANY_REQUEST.test(message) && withoutStop !== STATUS_CODES[status]?.toLowerCase();
}
