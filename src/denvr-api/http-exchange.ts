import { once } from 'node:events';
import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
} from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Clock } from '../domain/clock.ts';
import { formatDuration } from '../domain/duration.ts';
import { ConnectionError, type ConnectionFault, describeFault } from './connection-error.ts';
import { TunnelAgent, TunnelError, type TunnelProxy } from './tunnel-agent.ts';

/** One HTTP request, ready to be sent. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | null;
}

/** One HTTP answer, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
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
 * An exchange that keeps its connections. It follows no redirect, which could lead the credentials to another host, and
 * repeats nothing.
 *
 * @param proxy through which servers with TLS are reached; null for none
 */
export function createHttpExchange(
  userAgent: string,
  clock: Clock,
  proxy: TunnelProxy | null = null,
): HttpExchange {
  const plainAgent = new Agent({ keepAlive: true });
  const secureAgent = proxy === null ? new SecureAgent({ keepAlive: true }) : new TunnelAgent(proxy);
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
      const options = {
        method,
        headers: { ...headers, 'user-agent': userAgent },
        signal: AbortSignal.any([signal, limit.signal]),
      };
      const outgoing =
        url.protocol === 'https:'
          ? secureRequest(url, { ...options, agent: secureAgent })
          : request(url, { ...options, agent: plainAgent });
      const isConnected = watchConnection(outgoing);
      try {
        const message = await answerTo(outgoing.end(body), options.signal);
        return { status: message.statusCode ?? 0, headers: message.headers, body: await readBody(message) };
      } catch (error) {
        signal.throwIfAborted();
        const fault = limit.signal.aborted
          ? { words: `no answer within ${formatDuration(timeoutMs)}`, remedy: null }
          : faultOf(error, outgoing);
        const isSent = isConnected() && (error as NodeJS.ErrnoException).syscall !== 'connect';
        throw new ConnectionError(url.host + way, fault, isSent);
      } finally {
        ended.abort();
      }
    },
  };
}

/** Ends with the signal also what waits for a tunnel, or for an answer after the server changed the protocol (101). */
async function answerTo(outgoing: ClientRequest, signal: AbortSignal): Promise<IncomingMessage> {
  outgoing.on('error', () => undefined);
  const [message] = await once(outgoing, 'response', { signal });
  return message;
}

/**
 * Answers later whether there was a connection to write to: to the server itself, with TLS where it is asked for and
 * through the tunnel where there is a proxy. Without one, whatever the error is, nothing was sent.
 */
function watchConnection(outgoing: ClientRequest): () => boolean {
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

function faultOf(error: unknown, { socket }: ClientRequest): ConnectionFault {
  return error instanceof TunnelError ? error.fault : describeFault(error as Error, socket);
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) throw new Error(`the answer is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
