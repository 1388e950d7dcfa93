import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { ApiCall, Query } from './api-call.ts';
import type { Delivery } from './faulty-delivery.ts';
import { operationAt } from './openapi-validation.ts';

/**
 * Reads a request to its end.
 *
 * @throws if the client breaks off
 */
export async function readCall(request: IncomingMessage): Promise<ApiCall> {
  const { pathname, search } = new URL(`http://127.0.0.1${request.url}`);
  const method = request.method ?? '';
  const { authorization } = request.headers;
  return {
    operation: operationAt(method, pathname),
    method,
    path: pathname,
    query: { ...parse(search.slice(1)) } as Query,
    headers: { ...request.headers, authorization: authorization?.split(' ')[0] },
    authorization: authorization ?? null,
    bodyText: await text(request),
  };
}

/**
 * Sends an answer, or as much of it as is to be sent.
 *
 * @param stopped aborts what is sent slowly
 */
export async function deliver(
  delivery: Delivery,
  response: ServerResponse,
  stopped: AbortSignal,
): Promise<void> {
  if (delivery.kind === 'hang') return;
  if (delivery.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status, headers, body } = delivery.answer;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { 'content-length': bytes.byteLength, ...headers });
  if (delivery.kind === 'half') {
    response.write(bytes.subarray(0, bytes.byteLength / 2), () => response.destroy());
  } else if (delivery.kind === 'drip') {
    await sendDrops(bytes, response, delivery.intervalMs, stopped);
  } else {
    response.end(bytes);
  }
}

async function sendDrops(
  bytes: Uint8Array,
  response: ServerResponse,
  intervalMs: number,
  stopped: AbortSignal,
): Promise<void> {
  for (const byte of bytes) {
    if (response.destroyed) return;
    response.write(Uint8Array.of(byte));
    await wait(intervalMs, undefined, { signal: stopped });
  }
  response.end();
}
