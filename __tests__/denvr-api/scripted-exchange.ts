import type { CallError } from '../../src/denvr-api/call-error.ts';
import { ConnectionError } from '../../src/denvr-api/connection-error.ts';
import type { HttpExchange, HttpRequest, HttpResponse } from '../../src/denvr-api/http-exchange.ts';
import { type ErrorResponse, readResponse } from '../../src/denvr-api/response.ts';
import { type ApiCall, Transport } from '../../src/denvr-api/transport.ts';
import { type ManualClock, manualClock } from '../operations/manual-clock.ts';

/** A request that reached the wire, and how long it would have been waited for. */
export interface SentRequest extends HttpRequest {
  readonly atMs: number;
  readonly timeoutMs: number;
}

/** Answers one request; it may throw, and it may look at what was sent before. */
type Responder = (request: SentRequest) => HttpResponse;

export interface ScriptedWire {
  readonly clock: ManualClock;
  readonly sent: readonly SentRequest[];
  readonly debugLines: readonly string[];
  readonly infoLines: readonly string[];
  readonly transport: Transport;
}

export interface WireOptions {
  readonly apiUrl?: string;
  readonly random?: () => number;
}

export function scriptedWire(responder: Responder, options: WireOptions = {}): ScriptedWire {
  const { apiUrl = 'https://api.example.com', random = () => 0 } = options;
  const clock = manualClock();
  const sent: SentRequest[] = [];
  const debugLines: string[] = [];
  const infoLines: string[] = [];
  const exchange: HttpExchange = {
    async send(request, timeoutMs, signal) {
      signal.throwIfAborted();
      const arrived = { ...request, timeoutMs, atMs: clock.elapsedMs() };
      sent.push(arrived);
      await Promise.resolve();
      return responder(arrived);
    },
  };
  const transport = new Transport({
    apiUrl: new URL(apiUrl),
    exchange,
    clock,
    random,
    redact: (text) => text,
    onRequest: () => undefined,
    log: { debug: (line) => debugLines.push(line), info: (line) => infoLines.push(line) },
  });
  return { clock, sent, debugLines, infoLines, transport };
}

/** Takes the responses one after the other, and the last one again and again. */
export function respondWith(...responses: readonly (HttpResponse | Error)[]): Responder {
  let next = 0;
  return () => {
    const response = responses[Math.min(next, responses.length - 1)] as HttpResponse | Error;
    next += 1;
    if (response instanceof Error) throw response;
    return response;
  };
}

export function good(result: unknown): HttpResponse {
  return { status: 200, headers: {}, body: JSON.stringify({ result, success: true, __abp: true }) };
}

/** An error in the API's envelope, with the words or, with an empty text, without any; an empty body with null. */
export function bad(
  status: number,
  message: string | null = null,
  headers: HttpResponse['headers'] = {},
): HttpResponse {
  const body = message === null ? '' : JSON.stringify({ success: false, error: { message }, __abp: true });
  return { status, headers, body };
}

/** An error without the API's envelope, as a gateway may send it too. */
export function bare(status: number, message: string): HttpResponse {
  return { status, headers: {}, body: JSON.stringify({ message }) };
}

/** What stands in front of an API sends pages. */
export function page(status: number): HttpResponse {
  return { status, headers: {}, body: '<html></html>' };
}

/** What a response that is no good one means. */
export function errorResponseOf(received: HttpResponse): ErrorResponse {
  const response = readResponse(received, (text) => text);
  if (response.ok) throw new Error('It is a good response.');
  return response;
}

/** @param status that came before the connection broke off */
export function noResponse(
  mayHaveBeenSent = true,
  remedy: string | null = null,
  status: number | null = null,
): ConnectionError {
  return new ConnectionError('api.example.com', { words: 'socket hang up', remedy }, mayHaveBeenSent, status);
}

/** A call that takes whatever a good response holds. */
export function callOf(known: Partial<ApiCall<unknown>> = {}): ApiCall<unknown> {
  return {
    method: 'GET',
    path: '/things',
    repeatable: true,
    interpret: (response) => (response.ok ? { ok: true, value: response.result } : response),
    ...known,
  };
}

/** The error that a call ends with. */
export async function errorOf(call: Promise<unknown>): Promise<CallError & { readonly cause?: unknown }> {
  try {
    await call;
  } catch (error) {
    return error as CallError;
  }
  throw new Error('The call went well.');
}
