import { isUtf8 } from 'node:buffer';
import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import { HttpClient } from '@actions/http-client';
import { formatDuration } from '../domain/duration.ts';
import type { Clock } from '../domain/time.ts';
import { ConnectionError, type ConnectionFailure, toConnectionFailure } from './connection-error.ts';
import { TunnelAgent, TunnelError, type TunnelProxy } from './tunnel-agent.ts';

/** One HTTP request, ready to be sent. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: string | null;
}

/** One HTTP response, read to its end. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request once. */
export interface HttpExchange {
  /**
   * @param timeoutMs bounds the exchange as a whole, from the connection to the last byte of the response
   * @throws ConnectionError without a whole response in time; the signal's reason once it is aborted
   */
  send(request: HttpRequest, timeoutMs: number, signal: AbortSignal): Promise<HttpResponse>;
}

/** Twice the response for 100,000 snapshots (about 30 MB); beyond it, something else is being sent. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * An exchange over `@actions/http-client` that keeps its connections. It follows no redirect, which could lead the
 * credentials to another host, and repeats nothing.
 *
 * @param proxy through which servers with TLS are reached; null for none
 */
export function createHttpExchange(userAgent: string, clock: Clock, proxy: TunnelProxy | null): HttpExchange {
  const client = new HttpClient(userAgent);
  const plain = { module: http, agent: new http.Agent({ keepAlive: true }) };
  const secureAgent = proxy === null ? new https.Agent({ keepAlive: true }) : new TunnelAgent(proxy);
  const secure = { module: https, agent: secureAgent };
  const way = proxy === null ? '' : ` through the proxy ${proxy.url.host}`;
  return {
    async send({ method, url, headers, body }, timeoutMs, signal) {
      signal.throwIfAborted();
      const limit = new AbortController();
      const ended = new AbortController();
      // Not `AbortSignal.timeout`: it keeps no process alive, and after a change of the protocol nothing else does.
      clock.sleep(timeoutMs, ended.signal).then(
        () => limit.abort(),
        () => undefined,
      );
      const { module, agent } = url.protocol === 'https:' ? secure : plain;
      const options = {
        ...urlToHttpOptions(url),
        method,
        headers: { ...headers, 'user-agent': client.userAgent },
        agent,
        signal: AbortSignal.any([signal, limit.signal]),
      };
      const { httpModule, connection } = observedModule(module);
      let status: number | null = null;
      try {
        const info = { options, parsedUrl: url, httpModule };
        // Its types lack null, which stands for no body.
        const response = client.requestRaw(info, body as string);
        const { message } = await Promise.race([response, rejectWhenAborted(options.signal, ended.signal)]);
        status = message.statusCode ?? 0;
        return { status, headers: message.headers, body: await readBody(message) };
      } catch (error) {
        signal.throwIfAborted();
        const failure = limit.signal.aborted
          ? { words: `no answer within ${formatDuration(timeoutMs)}`, remedy: null }
          : failureOf(error, connection.socket);
        const isSent = connection.isConnected && (error as NodeJS.ErrnoException).syscall !== 'connect';
        throw new ConnectionError(url.host + way, failure, isSent, status);
      } finally {
        ended.abort();
      }
    },
  };
}

/** Ends what the signal itself cannot end: the wait for a tunnel, or for a response after the server changed the protocol (101). */
function rejectWhenAborted(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    // Node keeps a combined signal for as long as somebody listens to it.
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: ended });
  });
}

/** What became of the connection of a request. */
interface ConnectionState {
  socket: Socket | null;
  /**
   * Whether there was a connection to write to: to the server itself, with TLS where it is asked for and through the
   * tunnel where there is a proxy. Without one, whatever the error is, nothing was sent.
   */
  isConnected: boolean;
}

/** Node's module, and later what became of the connection of the one request that is made with it. */
function observedModule(module: typeof http | typeof https) {
  const connection: ConnectionState = { socket: null, isConnected: false };
  const markConnected = () => {
    connection.isConnected = true;
  };
  const request: typeof module.request = (...parameters: unknown[]) => {
    const outgoing = Reflect.apply(module.request, module, parameters) as http.ClientRequest;
    outgoing.once('socket', (socket: Socket & { readonly secureConnecting?: boolean }) => {
      connection.socket = socket;
      if (socket.secureConnecting === true) socket.once('secureConnect', markConnected);
      else if (socket.connecting) socket.once('connect', markConnected);
      // It was used before, or failed at once, which its error tells.
      else markConnected();
    });
    return outgoing;
  };
  return { httpModule: { request } as typeof module, connection };
}

function failureOf(error: unknown, socket: Socket | null): ConnectionFailure {
  return error instanceof TunnelError ? error.failure : toConnectionFailure(error as Error, socket);
}

async function readBody(message: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) throw new Error(`the answer is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  // Of bytes that are not UTF-8, a decoder makes one character, so that two names could become one.
  return isUtf8(bytes) ? new TextDecoder().decode(bytes) : bytes.toString('latin1');
}
