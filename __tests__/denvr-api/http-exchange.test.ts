import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, createServer as createSocketServer, type Server, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { runInThisContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { systemClock } from '../../src/action/run-context.ts';
import type { ConnectionError } from '../../src/denvr-api/connection-error.ts';
import { createHttpExchange, type HttpRequest } from '../../src/denvr-api/http-exchange.ts';
import { CancelledError } from '../../src/domain/errors.ts';
import { type Certificate, selfSignedCertificate } from './self-signed-certificate.ts';

const USER_AGENT = 'denvr-snapshot-action/1.2.3';
const LIMIT_MS = 5000;
const endings: (() => void)[] = [];
const signal = new AbortController().signal;
const TRUSTED_BEFORE = getCACertificates('default');

function trust({ cert }: Certificate): void {
  setDefaultCACertificates([...TRUSTED_BEFORE, cert]);
}

afterEach(() => {
  jest.restoreAllMocks();
  setDefaultCACertificates(TRUSTED_BEFORE);
  for (const end of endings.splice(0)) end();
});

/** Listens on a free port of this machine, until the test ends. */
function listen(server: Server): Promise<number> {
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    endings.push(() => socket.destroy());
  });
  endings.push(() => server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function httpServer(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(listener))}`;
}

/** A server with TLS, to which only those who trust its certificate will speak. */
async function secureServer(certificate: Certificate, listener: RequestListener): Promise<string> {
  return `https://localhost:${await listen(createSecureServer(certificate, listener))}`;
}

/** An address of this machine at which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createSocketServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server that does with its connections what no HTTP server would do. */
async function socketServer(listener: (socket: Socket) => void): Promise<string> {
  return `http://127.0.0.1:${await listen(createSocketServer(listener))}`;
}

function requestTo(url: string, known: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url: new URL(url), headers: { accept: 'application/json' }, body: null, ...known };
}

function exchange() {
  return createHttpExchange(USER_AGENT, systemClock, null);
}

/** Asks a server with a connection of its own. */
function ask(url: string, timeoutMs = LIMIT_MS, until = signal) {
  return exchange().send(requestTo(url), timeoutMs, until);
}

async function errorOf(sending: Promise<unknown>): Promise<unknown> {
  return sending.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('an exchange', () => {
  test('sends method, path, headers and body, and says who asks', async () => {
    const seen: unknown[] = [];
    const url = await httpServer(async (request, response) => {
      const { method, url: path, headers } = request;
      const { accept, authorization, 'user-agent': agent } = headers;
      seen.push({ method, path, accept, authorization, agent, body: await text(request) });
      response.end('{}');
    });
    const headers = { accept: 'application/json', authorization: 'ApiKey k' };
    const request = requestTo(`${url}/a?b=c%20d`, { method: 'POST', headers, body: '{"name":"ü"}' });
    await exchange().send(request, LIMIT_MS, signal);
    expect(seen).toEqual([
      { method: 'POST', path: '/a?b=c%20d', ...headers, agent: USER_AGENT, body: '{"name":"ü"}' },
    ]);
  });

  test.each([200, 202, 302, 401, 404, 500, 502, 503, 504])(
    'answers with status, headers and body, follows nothing and repeats nothing: %d',
    async (status) => {
      const seen: unknown[] = [];
      const url = await httpServer((request, response) => {
        seen.push(request.url);
        response.writeHead(status, { location: '/elsewhere' }).end('{"a":"ü"}');
      });
      const response = await ask(`${url}/here`);
      expect(response).toMatchObject({ status, headers: { location: '/elsewhere' }, body: '{"a":"ü"}' });
      expect(seen).toEqual(['/here']);
    },
  );

  test('keeps two names apart in a body that is not UTF-8', async () => {
    const url = await httpServer((_request, response) => response.end(Buffer.from('"wéb","wàb"', 'latin1')));
    expect((await ask(url)).body).toBe('"wéb","wàb"');
  });

  test('puts together a body that comes in parts, also where they cut a character', async () => {
    const url = await httpServer((_request, response) => {
      const bytes = Buffer.from('"ü🟩"');
      response.write(bytes.subarray(0, 2));
      setTimeout(() => response.end(bytes.subarray(2)), 20);
    });
    expect((await ask(url)).body).toBe('"ü🟩"');
  });

  test('reads as much as 64 MiB', async () => {
    const content = Buffer.alloc(64 * 1024 * 1024, ' ');
    const url = await httpServer((_request, response) => response.end(content));
    const { body } = await ask(url, 30_000);
    expect(body.length).toBe(content.length);
  });

  test('leaves no pause behind', async () => {
    const pauses: AbortSignal[] = [];
    const sleep: typeof systemClock.sleep = (durationMs, pause) => {
      pauses.push(pause);
      return systemClock.sleep(durationMs, pause);
    };
    const url = await httpServer((_request, response) => response.end('{}'));
    const { send } = createHttpExchange(USER_AGENT, { ...systemClock, sleep }, null);
    await send(requestTo(url), LIMIT_MS, signal);
    expect(pauses.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

describe('an exchange without a whole response', () => {
  const SWITCHING = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n';
  const CUT_SHORT = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id": "a"';

  test('ends at its limit though bytes still drip in', async () => {
    const url = await httpServer((_request, response) => {
      response.writeHead(200);
      const dripping = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(dripping));
    });
    const startedMs = performance.now();
    expect(await errorOf(ask(url, 400))).toMatchObject({
      name: 'ConnectionError',
      message: `No answer from ${new URL(url).host}: no answer within 0s.`,
      maybeDone: true,
    });
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(390);
  });

  test.each<
    [what: string, answer: string, end: (socket: Socket) => void, words: RegExp, status: number | null]
  >([
    ['nothing comes at all', '', () => undefined, /: no answer within 1s\.$/, null],
    ['the server changes the protocol', SWITCHING, () => undefined, /: no answer within 1s\.$/, null],
    ['the body is cut short', CUT_SHORT, (socket) => socket.end(), /: aborted\.$/, 200],
    [
      'the connection is reset',
      '',
      (socket) => socket.resetAndDestroy(),
      /: (read ECONNRESET|socket hang up)\.$/,
      null,
    ],
    ['the response is no HTTP', 'SSH-2.0-OpenSSH\r\n', (socket) => socket.end(), /: Parse Error: /, null],
  ])('ends where %s', async (_what, answer, end, words, status) => {
    const url = await socketServer((socket) => {
      socket.once('data', () => {
        socket.write(answer);
        end(socket);
      });
    });
    expect(await errorOf(ask(url, 600))).toMatchObject({
      name: 'ConnectionError',
      kind: 'unavailable',
      message: expect.stringMatching(words),
      maybeDone: true,
      status,
    });
  });

  /** The errors of Node are no instances of the `Error` that Jest gives a test, so Node's own takes its place. */
  async function endingWithNodesErrors(url: string): Promise<unknown> {
    const before = globalThis.Error;
    globalThis.Error = runInThisContext('Error');
    try {
      return await errorOf(ask(url));
    } finally {
      globalThis.Error = before;
    }
  }

  test.each(['127.0.0.1', 'localhost'])(
    'was never sent where the connection is refused: %s',
    async (host) => {
      const port = await closedPort();
      expect(await endingWithNodesErrors(`http://${host}:${port}`)).toMatchObject({
        message: expect.stringMatching(new RegExp(`^No answer from ${host}:${port}: .*ECONNREFUSED`)),
        maybeDone: false,
      });
    },
  );

  test('ends where the body is larger than any of this API', async () => {
    const part = Buffer.alloc(1024 * 1024, ' ');
    const url = await httpServer((_request, response) => {
      response.on('error', () => undefined);
      const write = (count: number) => {
        if (count > 64) response.end('{}');
        else response.write(part, () => write(count + 1));
      };
      write(0);
    });
    expect(await errorOf(ask(url, 30_000))).toMatchObject({
      name: 'ConnectionError',
      message: expect.stringContaining('the answer is larger than 67108864 bytes'),
      maybeDone: true,
    });
  });

  test('does not show the path or the query', async () => {
    const url = await socketServer((socket) => socket.destroy());
    const error = await errorOf(ask(`${url}/secret?secret=1`));
    expect(String(error)).not.toContain('secret');
  });
});

describe('nothing was sent', () => {
  const NOTHING_SENT = { name: 'ConnectionError', kind: 'unavailable', maybeDone: false };

  async function secureSocket(answer: (socket: Socket) => void): Promise<string> {
    return (await socketServer(answer)).replace('http:', 'https:');
  }

  test.each<[how: string, url: () => Promise<string>, words?: RegExp]>([
    ['to a port at which nothing listens', async () => `http://127.0.0.1:${await closedPort()}`],
    ['to such a port with TLS', async () => `https://127.0.0.1:${await closedPort()}`],
    ['to a name without an address', async () => 'http://nowhere.invalid'],
    ['to such a name with TLS', async () => 'https://nowhere.invalid'],
    [
      'to a server without TLS, where it is asked for',
      async () => (await httpServer(() => undefined)).replace('http:', 'https:'),
      /^No answer from [\d.:]+: SSL routines: [a-z ]+\.$/,
    ],
    ['to one that speaks first', () => secureSocket((socket) => socket.write('SSH-2.0-OpenSSH\r\n'))],
    [
      'over a connection that is reset in the handshake',
      () => secureSocket((socket) => socket.once('data', () => socket.resetAndDestroy())),
    ],
    [
      'over a connection that is closed in the handshake',
      () => secureSocket((socket) => socket.once('data', () => socket.end())),
    ],
    [
      'over a connection whose handshake takes too long',
      () => secureSocket(() => undefined),
      /: no answer within 1s\.$/,
    ],
  ])('%s', async (_how, url, words = /^No answer from /) => {
    expect(await errorOf(ask(await url(), 1000))).toMatchObject({
      ...NOTHING_SENT,
      message: expect.stringMatching(words),
    });
  });

  test.each(['EACCES', 'EADDRNOTAVAIL', 'EHOSTDOWN', 'EMFILE', 'ENETUNREACH', 'EPERM'])(
    'where the system refuses to connect at once: %s',
    async (code) => {
      jest.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket) {
        const error = Object.assign(new Error(`connect ${code}`), { code, syscall: 'connect' });
        process.nextTick(() => this.destroy(error));
        return this;
      });
      expect(await errorOf(ask('http://127.0.0.1:1'))).toMatchObject(NOTHING_SENT);
      expect(await errorOf(ask('https://127.0.0.1:1'))).toMatchObject(NOTHING_SENT);
    },
  );

  test('to a server whose certificate is not trusted', async () => {
    const seen: unknown[] = [];
    const url = await secureServer(selfSignedCertificate('localhost'), (request) => seen.push(request.url));
    expect(await errorOf(ask(url))).toMatchObject({
      ...NOTHING_SENT,
      kind: 'denied',
      message: `No answer from ${new URL(url).host}: self-signed certificate.`,
      remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(seen).toEqual([]);
  });
});

describe('it may have been sent', () => {
  const SENT = { name: 'ConnectionError', kind: 'unavailable', maybeDone: true };
  const certificate = selfSignedCertificate('localhost');

  beforeEach(() => trust(certificate));

  const secure = (listener: RequestListener) => secureServer(certificate, listener);

  test.each([
    ['http', httpServer],
    ['https', secure],
  ])(
    'over a connection that is lost after the request, at the first or the second: %s',
    async (_what, server) => {
      const ports: unknown[] = [];
      const url = await server((request, response) => {
        ports.push(request.socket.remotePort);
        if (request.url === '/answered') response.end('{}');
        else request.socket.destroy();
      });
      const { send } = exchange();
      expect(await errorOf(send(requestTo(url), LIMIT_MS, signal))).toMatchObject(SENT);
      await send(requestTo(`${url}/answered`), LIMIT_MS, signal);
      expect(await errorOf(send(requestTo(url), LIMIT_MS, signal))).toMatchObject(SENT);
      expect(ports[2]).toBe(ports[1]);
    },
  );

  test('to a server with TLS that does not answer', async () => {
    const seen: unknown[] = [];
    const url = await secure((request) => seen.push(request.url));
    expect(await errorOf(ask(`${url}/a`, 1000))).toMatchObject(SENT);
    expect(seen).toEqual(['/a']);
  });
});

describe('a cancelled run', () => {
  const REASON = new CancelledError('SIGINT');

  test.each([
    ['that waits for a response', (response: ServerResponse) => response],
    ['whose response has begun', (response: ServerResponse) => response.writeHead(200).write('{')],
  ])('ends an exchange %s at once, with its reason', async (_what, respond) => {
    const cancelling = new AbortController();
    const url = await httpServer((_request, response) => {
      respond(response);
      setTimeout(() => cancelling.abort(REASON), 20);
    });
    const startedMs = performance.now();
    expect(await errorOf(ask(url, 60_000, cancelling.signal))).toBe(REASON);
    expect(performance.now() - startedMs).toBeLessThan(5000);
  });

  test('begins no exchange', async () => {
    const seen: unknown[] = [];
    const url = await httpServer((request) => seen.push(request.url));
    expect(await errorOf(ask(url, LIMIT_MS, AbortSignal.abort(REASON)))).toBe(REASON);
    expect(seen).toEqual([]);
  });
});

describe('a proxy', () => {
  const TUNNEL = 'HTTP/1.1 200 Connection established\r\n\r\n';
  const certificate = selfSignedCertificate('api.example.invalid');

  /** A proxy that does with a request for a tunnel what it is told to. */
  async function proxyThat(response: (client: Socket, asked: IncomingMessage) => void): Promise<URL> {
    const proxy = createServer();
    proxy.on('connect', (request, client: Socket) => response(client, request));
    return new URL(`http://127.0.0.1:${await listen(proxy)}`);
  }

  /** A proxy that leads every tunnel to one server. */
  function proxyTo(url: string, asked: IncomingMessage[] = []): Promise<URL> {
    return proxyThat((client, request) => {
      asked.push(request);
      const onward = connect(Number(new URL(url).port), '127.0.0.1', () => {
        client.write(TUNNEL);
        client.pipe(onward).pipe(client);
      });
      onward.on('error', () => client.destroy());
      endings.push(() => onward.destroy());
    });
  }

  function exchangeThrough(url: URL, authorization: string | null = null) {
    return createHttpExchange(USER_AGENT, systemClock, { url, authorization });
  }

  function sendThrough(url: URL): Promise<unknown> {
    const request = requestTo('https://api.example.invalid/', { method: 'POST', body: '{}' });
    return exchangeThrough(url).send(request, 1000, signal);
  }

  test('is asked for one tunnel, which later requests use too', async () => {
    trust(certificate);
    const asked: IncomingMessage[] = [];
    const url = await secureServer(certificate, (_request, response) => response.end('{"by":"TLS"}'));
    const { send } = exchangeThrough(await proxyTo(url, asked), 'Basic YTpi');
    for (let count = 0; count < 2; count += 1) {
      const response = await send(requestTo('https://api.example.invalid/'), LIMIT_MS, signal);
      expect(response).toMatchObject({ status: 200, body: '{"by":"TLS"}' });
    }
    expect(asked.map(({ url: target, headers }) => [target, headers])).toEqual([
      [
        'api.example.invalid:443',
        { host: 'api.example.invalid:443', 'proxy-authorization': 'Basic YTpi', connection: 'close' },
      ],
    ]);
  });

  test('is asked for the address of a server in brackets where it is one of IPv6', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = await proxyThat((client, { url }) => {
      asked.push(url);
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await errorOf(exchangeThrough(proxy).send(requestTo('https://[2001:db8::1]:8443/'), LIMIT_MS, signal));
    expect(asked).toEqual(['[2001:db8::1]:8443']);
  });

  const answering = (text: string) => proxyThat((client) => client.end(text));

  test.each<[what: string, proxy: () => Promise<URL>, kind: string, words: string | RegExp]>([
    ...[407, 403, 429, 502].map((status): [string, () => Promise<URL>, string, string] => [
      `answers ${status}`,
      () => answering(`HTTP/1.1 ${status} No\r\n\r\n`),
      status < 429 ? 'denied' : 'unavailable',
      `the proxy answered ${status}.`,
    ]),
    ['speaks no HTTP', () => answering('SSH-2.0\r\n'), 'unavailable', 'the proxy could not be asked: '],
    [
      'resets the connection',
      () => proxyThat((client) => client.resetAndDestroy()),
      'unavailable',
      'the proxy could not be asked: ',
    ],
    ['ends the tunnel', () => answering(TUNNEL), 'unavailable', /Client network socket|ECONNRESET/],
    [
      'speaks before TLS begins',
      () => proxyThat((client) => client.write(`${TUNNEL}SSH-2.0-OpenSSH\r\n`)),
      'unavailable',
      /SSL routines: \w+/,
    ],
    [
      'does not listen',
      async () => new URL(`http://127.0.0.1:${await closedPort()}`),
      'unavailable',
      'the proxy could not be asked: connect ECONNREFUSED',
    ],
    ['does not answer in time', () => proxyThat(() => undefined), 'unavailable', 'no answer within 1s.'],
    [
      'has a certificate that is not trusted',
      async () => new URL(await secureServer(certificate, () => undefined)),
      'denied',
      'the proxy could not be asked: self-signed certificate.',
    ],
    [
      'leads to a server whose certificate is not trusted',
      async () => proxyTo(await secureServer(certificate, () => undefined)),
      'denied',
      'self-signed certificate.',
    ],
  ])('that %s has sent nothing on', async (_what, start, kind, words) => {
    const proxy = await start();
    const error = await errorOf(sendThrough(proxy));
    expect(error).toMatchObject({ name: 'ConnectionError', kind, maybeDone: false });
    const { message } = error as ConnectionError;
    const beginning = `No answer from api.example.invalid through the proxy ${proxy.host}: `;
    expect(message.startsWith(beginning)).toBe(true);
    expect(message.slice(beginning.length)).toMatch(words);
  });

  test('may have sent a request on that has no response', async () => {
    trust(certificate);
    const url = await secureServer(certificate, (request) => request.socket.destroy());
    expect(await errorOf(sendThrough(await proxyTo(url)))).toMatchObject({ maybeDone: true });
  });
});
