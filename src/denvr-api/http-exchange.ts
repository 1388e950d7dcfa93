import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import { HttpClient } from '@actions/http-client';
import { formatDuration } from '../domain/duration.ts';
import type { Clock } from '../domain/time.ts';
import { ConnectionError, type ConnectionFault, describeFault } from './connection-error.ts';
import { TunnelAgent, TunnelError, type TunnelProxy } from './tunnel-agent.ts';

/** One HTTP request, ready to be sent. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: string | null;
}

/** One HTTP answer, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request once. */
export interface HttpExchange {
  /**
   * @param timeoutMs bounds the exchange as a whole, from the connection to the last byte of the answer
   * @throws ConnectionError without a whole answer in time; the signal's reason once it is aborted
   */
  send(request: HttpRequest, timeoutMs: number, signal: AbortSignal): Promise<HttpAnswer>;
}

/** Twice the answer for 100,000 snapshots (about 30 MB); beyond it, something else is being sent. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * An exchange over `@actions/http-client` that keeps its connections. It follows no redirect, which could lead the
 * credentials to another host, and repeats nothing.
 *
 * @param proxy through which servers with TLS are reached; null for none
 */
export function createHttpExchange(
  userAgent: string,
  clock: Clock,
  proxy: TunnelProxy | null = null,
): HttpExchange {
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
      const observed = observedModule(module);
      try {
        const info = { options, parsedUrl: url, httpModule: observed.httpModule };
        // Its types lack null, which stands for no body.
        const answered = client.requestRaw(info, body as string);
        const { message } = await Promise.race([answered, rejectWhenAborted(options.signal, ended.signal)]);
        return { status: message.statusCode ?? 0, headers: message.headers, body: await readBody(message) };
      } catch (error) {
        signal.throwIfAborted();
        const fault = limit.signal.aborted
          ? { words: `no answer within ${formatDuration(timeoutMs)}`, remedy: null }
          : faultOf(error, observed.request());
        const isSent = observed.isConnected() && (error as NodeJS.ErrnoException).syscall !== 'connect';
        throw new ConnectionError(url.host + way, fault, isSent);
      } finally {
        ended.abort();
      }
    },
  };
}

/** Ends what the signal itself cannot end: the wait for a tunnel, or for an answer after the server changed the protocol (101). */
function rejectWhenAborted(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    // Node keeps a combined signal for as long as somebody listens to it.
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: ended });
  });
}

/** Node's module, and later what became of the one request that is made with it. */
function observedModule(module: typeof http | typeof https) {
  let request: http.ClientRequest | null = null;
  let isConnected = () => false;
  const observe: typeof module.request = (...parameters: unknown[]) => {
    request = Reflect.apply(module.request, module, parameters) as http.ClientRequest;
    isConnected = watchConnection(request);
    return request;
  };
  const httpModule = { request: observe } as typeof module;
  return { httpModule, request: () => request, isConnected: () => isConnected() };
}

/**
 * Answers later whether there was a connection to write to: to the server itself, with TLS where it is asked for and
 * through the tunnel where there is a proxy. Without one, whatever the error is, nothing was sent.
 */
function watchConnection(outgoing: http.ClientRequest): () => boolean {
  let isConnected = false;
  const markConnected = () => {
    isConnected = true;
  };
  outgoing.once('socket', (socket: Socket & { readonly secureConnecting?: boolean }) => {
    if (socket.secureConnecting === true) socket.once('secureConnect', markConnected);
    else if (socket.connecting) socket.once('connect', markConnected);
    // It was used before, or failed at once, which its error tells.
    else markConnected();
  });
  return () => isConnected;
}

function faultOf(error: unknown, request: http.ClientRequest | null): ConnectionFault {
  return error instanceof TunnelError ? error.fault : describeFault(error as Error, request?.socket ?? null);
}

async function readBody(message: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) throw new Error(`the answer is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
