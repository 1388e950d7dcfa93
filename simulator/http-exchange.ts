import type { IncomingMessage, ServerResponse } from 'node:http';
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
  const { pathname, searchParams } = new URL(`http://127.0.0.1${request.url}`);
  const method = request.method ?? '';
  return {
    operation: operationAt(method, pathname),
    method,
    path: pathname,
    query: queryOf(searchParams),
    headers: recordableHeaders(request),
    authorization: request.headers.authorization ?? null,
    bodyText: await readText(request),
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

function queryOf(searchParams: URLSearchParams): Query {
  const names = Array.from(new Set(searchParams.keys()));
  return Object.fromEntries(
    names.map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

function recordableHeaders({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
      return [name, name === 'authorization' ? (text.split(' ')[0] ?? '') : text];
    }),
  );
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = await request.toArray();
  return Buffer.concat(chunks).toString('utf8');
}
