import { type RequestOptions as HttpRequestOptions, request } from 'node:http';
import { Agent, type RequestOptions, request as secureRequest } from 'node:https';
import { isIPv6, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionFailure, toConnectionFailure } from './connection-error.ts';

/** A proxy that opens tunnels (RFC 9110 9.3.6). */
export interface TunnelProxy {
  /** Without user and password. */
  readonly url: URL;
  /** What `Proxy-Authorization` is to hold; null if nobody asks for it. */
  readonly authorization: string | null;
}

/** Why there is no tunnel. */
export class TunnelError extends Error {
  readonly failure: ConnectionFailure;

  constructor(failure: ConnectionFailure) {
    super(failure.words);
    this.failure = failure;
  }
}

/** After this time, a proxy that says nothing is left alone. */
const SILENCE_LIMIT_MS = 30_000;

/** What a proxy answers where only other settings can help: 429 or 408, for example, pass by themselves. */
const MENDABLE_STATUSES: readonly number[] = [401, 403, 405, 407];

const MEND_PROXY =
  'Check https_proxy with its user name and password, and whether the proxy lets this host be reached.';

/** An agent whose connections with TLS lead through the tunnels of a proxy. */
export class TunnelAgent extends Agent {
  readonly #proxy: TunnelProxy;

  constructor(proxy: TunnelProxy) {
    super({ keepAlive: true });
    this.#proxy = proxy;
  }

  override createConnection(
    options: RequestOptions,
    done: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    openTunnel(this.#proxy, options)
      .then((socket) => super.createConnection({ ...options, socket } as RequestOptions) as Duplex)
      .then(
        (socket) => done(null, socket),
        (error) => done(error, undefined as never),
      );
  }
}

/** @throws TunnelError without a tunnel */
function openTunnel({ url, authorization }: TunnelProxy, to: RequestOptions): Promise<Duplex> {
  const target = `${isIPv6(`${to.host}`) ? `[${to.host}]` : to.host}:${to.port}`;
  const options: HttpRequestOptions = {
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) },
    agent: false,
    timeout: SILENCE_LIMIT_MS,
  };
  return new Promise((resolve, reject) => {
    const asking = (url.protocol === 'https:' ? secureRequest : request)(url, options);
    asking.once('timeout', () => asking.destroy());
    asking.once('error', (error) => {
      const { words, remedy } = toConnectionFailure(error, asking.socket as Socket | null);
      reject(new TunnelError({ words: `the proxy could not be asked: ${words}`, remedy }));
    });
    asking.once('connect', ({ statusCode = 0 }, socket, head) => {
      if (statusCode >= 200 && statusCode < 300) {
        socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      const remedy = MENDABLE_STATUSES.includes(statusCode) ? MEND_PROXY : null;
      reject(new TunnelError({ words: `the proxy answered ${statusCode}`, remedy }));
    });
    asking.end();
  });
}
