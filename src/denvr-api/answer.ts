import { STATUS_CODES } from 'node:http';
import type { ServiceFault } from '../domain/errors.ts';
import type { HttpAnswer } from './http-exchange.ts';

/** What an HTTP answer means, whether it came in ASP.NET Boilerplate's envelope or bare. */
export type Answer = GoodAnswer | AnswerFault;

/** An answer of a good status, with what its envelope held. */
export interface GoodAnswer {
  readonly ok: true;
  readonly status: number;
  readonly result: unknown;
  /** The server's own time (`Date`), in milliseconds since 1970 UTC; null if it did not say. */
  readonly serverNowMs: number | null;
}

/** What an answer means to the one who asked: a value, or a fault. */
export type Interpreted<Value> = { readonly ok: true; readonly value: Value } | AnswerFault;

/** An answer that is not what was asked for. */
export interface AnswerFault {
  readonly ok: false;
  readonly status: number;
  readonly fault: ServiceFault;
  /** The server's own words, shortened; null where it had none, or only ABP's text for an unexpected fault. */
  readonly serverMessage: string | null;
  /** Whether the content is none that the API sends, such as a page or a word of a gateway. */
  readonly isForeign: boolean;
  /** What came back, for people. */
  readonly description: string;
}

/** ASP.NET Boilerplate's text for a fault that it does not explain (vendor's commit logs): not a message of its own. */
const UNEXPLAINED = /^an internal error occurred during your request!?$/i;

const MAX_QUOTE_LENGTH = 500;

/** Ten times the answer for 100,000 snapshots. A text of nothing but brackets takes fifty times its size to parse. */
const MOST_OBJECTS = 1_000_000;

/**
 * Reads an answer by its content and never by its content type: the same JSON comes as three of them.
 *
 * @param redact takes the secrets out of a text. What a fault quotes is cut, and a secret that was cut in two could
 * not be found in it any more. JSON can write any character as an escape, so its texts are looked at as they are read.
 */
export function readAnswer(received: HttpAnswer, redact: (text: string) => string): Answer {
  const answer = interpret(received);
  if (answer.ok) return answer;
  const { location } = received.headers;
  return interpret({
    ...received,
    // Before it is read as a URL, which would write it in lower case.
    headers: location === undefined ? received.headers : { ...received.headers, location: redact(location) },
    body: redact(withRedactedTexts(received.body, redact)),
  });
}

function withRedactedTexts(body: string, redact: (text: string) => string): string {
  const content = parseContent(body);
  const redactText = (_name: string, value: unknown) => (typeof value === 'string' ? redact(value) : value);
  try {
    return content === undefined ? body : JSON.stringify(content, redactText);
  } catch {
    // Too many levels to be written again, and to be an error of the API.
    return body;
  }
}

function interpret({ status, headers, body }: HttpAnswer): Answer {
  if (status >= 300 && status < 400) return redirect(status, headers.location);
  const content = parseContent(body);
  if (status >= 200 && status < 300) {
    return readSuccess({ status, serverNowMs: readServerNowMs(headers) }, body, content);
  }
  if (body.trim() !== '' && !isRecord(content)) return foreignFault(status, body);
  return errorFault(status, wordsIn(content));
}

function readSuccess(about: Omit<GoodAnswer, 'ok' | 'result'>, body: string, content: unknown): Answer {
  const { status } = about;
  // An accepted request needs no content (RFC 9110 15.3.3, 15.3.5), but an answer to a question does.
  if (body.trim() === '' && (status === 202 || status === 204)) return { ok: true, ...about, result: null };
  if (content === undefined) return unreadable(status, describeContent(body));
  if (!isRecord(content)) return unreadable(status, 'it is no JSON object');
  const isError = content['success'] === false || (content['error'] ?? null) !== null;
  if (isError) return errorFault(500, wordsIn(content), status);
  const isEnvelope = ['result', 'success', '__abp'].some((name) => name in content);
  return { ok: true, ...about, result: isEnvelope ? content['result'] : content };
}

/** The time of the server's `Date` header, in milliseconds since 1970 UTC; null without a usable one. */
export function readServerNowMs(headers: HttpAnswer['headers']): number | null {
  const serverNowMs = Date.parse(headers.date ?? '');
  return Number.isNaN(serverNowMs) ? null : serverNowMs;
}

/** An answer of a good status whose content is not what the API description says. */
export function unreadable(status: number, what: string): AnswerFault {
  return {
    ok: false,
    status,
    fault: 'unreadable',
    serverMessage: null,
    isForeign: false,
    description: `The answer could not be read: ${what}.`,
  };
}

function redirect(status: number, location: string | undefined): AnswerFault {
  return {
    ok: false,
    status,
    fault: 'refused',
    serverMessage: null,
    isForeign: false,
    description: `The server redirects to ${hostOf(location)} (${status}). Redirects are not followed, because the credentials would be sent there; if that is the right server, set api-url to it.`,
  };
}

function hostOf(location: string | undefined): string {
  const url = location === undefined ? null : URL.parse(location);
  return url === null ? 'another place' : `the host ${url.host}`;
}

/** What the server says of an error. */
interface Words {
  /** Its message and the details. */
  readonly all: string;
  /** False for ABP's message for an unexpected fault, whatever details follow it. */
  readonly isOwn: boolean;
}

function errorFault(status: number, words: Words | null, seenStatus = status): AnswerFault {
  const serverMessage = words?.isOwn ? quote(words.all) : null;
  const title = `${seenStatus} ${STATUS_CODES[seenStatus] ?? ''}`.trim();
  return {
    ok: false,
    status,
    fault: faultOf(status, serverMessage),
    serverMessage,
    isForeign: false,
    description: `The server answered ${title}${words === null ? '.' : `: "${quote(words.all)}".`}`,
  };
}

/** What is no JSON object did not come from the API, and its words are not the API's; but they help to find out. */
function foreignFault(status: number, body: string): AnswerFault {
  const fault = errorFault(status, null);
  return {
    ...fault,
    isForeign: true,
    description: `${fault.description.slice(0, -1)}; ${describeContent(body)}.`,
  };
}

function faultOf(status: number, serverMessage: string | null): ServiceFault {
  if (status === 401 || status === 403) return 'denied';
  if (status === 408 || status === 429) return 'unavailable';
  if (status >= 500 && serverMessage === null) return 'unavailable';
  return 'refused';
}

/** The words of an error, from an envelope's `error`, a bare error, or problem details (RFC 9457). */
function wordsIn(content: unknown): Words | null {
  if (!isRecord(content)) return null;
  const error = isRecord(content['error']) ? content['error'] : content;
  const candidates = [error['message'], content['error'], error['detail'], error['title']];
  const message = candidates.find((candidate) => typeof candidate === 'string' && candidate.trim() !== '');
  if (typeof message !== 'string') return null;
  const details = error['details'];
  const isDetailed = typeof details === 'string' && details.trim() !== '';
  return { all: isDetailed ? `${message} ${details}` : message, isOwn: !UNEXPLAINED.test(message.trim()) };
}

function parseContent(body: string): unknown {
  if (holdsTooMuch(body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function holdsTooMuch(body: string): boolean {
  // A text this short cannot, and most answers are.
  if (body.length <= MOST_OBJECTS) return false;
  return occurrences(body, '{', MOST_OBJECTS) + occurrences(body, '[', MOST_OBJECTS) > MOST_OBJECTS;
}

/** How often a character occurs, counted up to just above a limit. */
function occurrences(text: string, character: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0 && count <= limit; at = text.indexOf(character, at + 1))
    count += 1;
  return count;
}

function describeContent(body: string): string {
  if (holdsTooMuch(body)) return `it holds more than ${MOST_OBJECTS} objects and lists`;
  const firstLine = body.trim().split(/\r?\n/, 1)[0] ?? '';
  if (firstLine === '') return 'it is empty';
  const page = isPage(body) ? 'an HTML page (of a proxy or a login?)' : 'not JSON';
  return `it is ${page} and begins with "${quote(firstLine)}"`;
}

function isPage(body: string): boolean {
  return body.trimStart().startsWith('<');
}

function quote(text: string): string {
  const words = text.trim();
  return words.length > MAX_QUOTE_LENGTH ? `${words.slice(0, MAX_QUOTE_LENGTH)}…` : words;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
