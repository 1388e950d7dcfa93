import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import { HttpClient } from '@actions/http-client';
import type { Clock } from '../domain/clock.ts';
import { formatDuration } from '../domain/duration.ts';
import { messageOf, SnapshotServiceError } from '../domain/errors.ts';

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

/** A request that had no whole answer. */
export class ConnectionError extends SnapshotServiceError {
  override readonly name = 'ConnectionError';

  /** @param mayHaveBeenSent false if no connection came about, so that the server cannot have seen the request */
  constructor(url: URL, words: string, mayHaveBeenSent: boolean) {
    super('unavailable', `No answer from ${url.host}: ${words}.`, mayHaveBeenSent);
  }
}

/** Twice the answer for 100,000 snapshots (about 30 MB); beyond it, something else is being sent. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * An exchange over `@actions/http-client`, which brings the runner's proxy settings. Its own retries and redirects
 * are off: it would send the credentials on to another host, and it retries without `Retry-After`.
 */
export function createHttpExchange(userAgent: string, clock: Clock): HttpExchange {
  // Holds the connections; each request has a client of its own, because only a client's handlers can bind a signal.
  const connections = new HttpClient(userAgent, [], { keepAlive: true, allowRedirects: false });
  return {
    async send(request, timeoutMs, signal) {
      signal.throwIfAborted();
      const limit = new AbortController();
      const ended = new AbortController();
      clock.sleep(timeoutMs, ended.signal).then(
        () => limit.abort(),
        () => undefined,
      );
      const attemptSignal = AbortSignal.any([signal, limit.signal]);
      const client = new ObservedClient(userAgent, [
        bindTo(connections.getAgent(request.url.href), attemptSignal),
      ]);
      try {
        return await Promise.race([sendOnce(client, request), rejectWhenAborted(attemptSignal)]);
      } catch (error) {
        signal.throwIfAborted();
        throw new ConnectionError(
          request.url,
          limit.signal.aborted ? `no answer within ${formatDuration(timeoutMs)}` : wordsOf(error),
          client.isSent,
        );
      } finally {
        ended.abort();
      }
    },
  };
}

async function sendOnce(
  client: HttpClient,
  { method, url, headers, body }: HttpRequest,
): Promise<HttpAnswer> {
  const { message } = await client.request(method, url.href, body, headers);
  return { status: message.statusCode ?? 0, headers: message.headers, body: await readBody(message) };
}

/** A client for one request, which tells whether the request can have left this machine. */
class ObservedClient extends HttpClient {
  #isSent = false;

  constructor(userAgent: string, handlers: HttpClient['handlers']) {
    super(userAgent, handlers, { allowRedirects: false, allowRetries: false });
  }

  /**
   * Whether there was a connection to write to: to the server itself, with TLS where it is asked for and through the
   * tunnel where there is a proxy. Without one, whatever the error is, nothing was sent.
   */
  get isSent(): boolean {
    return this.#isSent;
  }

  override requestRaw(
    info: Parameters<HttpClient['requestRaw']>[0],
    data: Parameters<HttpClient['requestRaw']>[1],
  ): ReturnType<HttpClient['requestRaw']> {
    const request = (options: RequestOptions, answered: (message: IncomingMessage) => void): ClientRequest =>
      info.httpModule.request(options, answered).once('socket', (socket) => this.#observe(socket));
    const httpModule = { request } as typeof info.httpModule;
    return super.requestRaw({ ...info, httpModule }, data);
  }

  /** A socket that is ready already was used before, or is of a kind that this code does not know: then it is sent. */
  #observe(socket: Socket & { readonly secureConnecting?: boolean }): void {
    const markSent = () => {
      this.#isSent = true;
    };
    if (socket.secureConnecting === true) socket.once('secureConnect', markSent);
    else if (socket.connecting) socket.once('connect', markSent);
    else markSent();
  }
}

/** Ends what the signal itself cannot end, such as the wait for an answer after the server switched protocols (101). */
function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** A handler of `@actions/http-client` sees the options of `node:http` before the request is made. */
function bindTo(agent: RequestOptions['agent'], signal: AbortSignal) {
  return {
    prepareRequest: (options: RequestOptions): void => {
      Object.assign(options, { agent, signal });
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('Authentication is not handled here.')),
  };
}

/** Reads the stream itself: `readBody()` of `@actions/http-client` never settles when the peer cuts a body short. */
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

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Node leaves the message empty when every address of a host failed; the code is all there is then. */
function wordsOf(error: unknown): string {
  return messageOf(error) || codeOf(error) || 'the connection failed';
}
