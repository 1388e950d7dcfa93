import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answers.ts';
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
  switch (delivery.kind) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'half':
      sendHalf(bytesOf(delivery.answer), sendHead(delivery.answer, response));
      return;
    case 'drip':
      await sendDrops(
        bytesOf(delivery.answer),
        sendHead(delivery.answer, response),
        delivery.intervalMs,
        stopped,
      );
      return;
    case 'whole':
      sendHead(delivery.answer, response).end(bytesOf(delivery.answer));
  }
}

/** The status that a delivery sends; null if it sends none. */
export function deliveredStatus(delivery: Delivery): number | null {
  return 'answer' in delivery ? delivery.answer.status : null;
}

function sendHead(answer: Answer, response: ServerResponse): ServerResponse {
  return response.writeHead(answer.status, {
    'content-length': bytesOf(answer).byteLength,
    ...answer.headers,
  });
}

function sendHalf(bytes: Uint8Array, response: ServerResponse): void {
  response.write(bytes.subarray(0, bytes.byteLength / 2), () => response.destroy());
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

function bytesOf({ body }: Answer): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body) : body;
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
