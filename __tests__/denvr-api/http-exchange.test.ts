import { execFile } from 'node:child_process';
import { createServer, type RequestListener, type Server, request as sendRequest } from 'node:http';
import { type AddressInfo, connect, createServer as createSocketServer, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/action/system-clock.ts';
import { ConnectionError, createHttpExchange, type HttpRequest } from '../../src/denvr-api/http-exchange.ts';
import { CancelledError } from '../../src/domain/errors.ts';

const USER_AGENT = 'denvr-snapshot-action/1.2.3';
const LIMIT_MS = 5000;
const running: { close(): void }[] = [];
const signal = new AbortController().signal;

afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

/** Listens on a free port of this machine. */
function listen(server: Server | ReturnType<typeof createSocketServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function httpServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  running.push({
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

/** A server that does with its connections what no HTTP server would do. */
async function socketServer(listener: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server = createSocketServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    listener(socket);
  });
  running.push({
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

function requestTo(url: string, known: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url: new URL(url), headers: { accept: 'application/json' }, body: null, ...known };
}

function exchange() {
  return createHttpExchange(USER_AGENT, systemClock);
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
    const url = await httpServer((request, response) => {
      const { method, url: path, headers } = request;
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        const { accept, authorization, 'user-agent': agent } = headers;
        seen.push({ method, path, accept, authorization, agent, body });
        response.end('{}');
      });
    });
    await exchange().send(
      requestTo(`${url}/a?b=c%20d`, {
        method: 'POST',
        headers: { accept: 'application/json', authorization: 'ApiKey k' },
        body: '{"name":"ü"}',
      }),
      LIMIT_MS,
      signal,
    );
    expect(seen).toEqual([
      {
        method: 'POST',
        path: '/a?b=c%20d',
        accept: 'application/json',
        authorization: 'ApiKey k',
        agent: USER_AGENT,
        body: '{"name":"ü"}',
      },
    ]);
  });

  test.each([200, 202, 404, 500])(
    'answers with status, headers and body, also of a failure: %d',
    async (status) => {
      const url = await httpServer((_request, response) => {
        response.writeHead(status, { 'retry-after': '7' }).end('{"a":"ü"}');
      });
      const answer = await exchange().send(requestTo(url), LIMIT_MS, signal);
      expect(answer).toMatchObject({ status, headers: { 'retry-after': '7' }, body: '{"a":"ü"}' });
    },
  );

  test('puts together a body that comes in parts, also where they cut a character', async () => {
    const url = await httpServer((_request, response) => {
      const bytes = Buffer.from('"ü🟩"');
      response.write(bytes.subarray(0, 2));
      setTimeout(() => response.end(bytes.subarray(2)), 20);
    });
    expect((await exchange().send(requestTo(url), LIMIT_MS, signal)).body).toBe('"ü🟩"');
  });

  test('can be without a body', async () => {
    const url = await httpServer((_request, response) => response.writeHead(204).end());
    expect(await exchange().send(requestTo(url), LIMIT_MS, signal)).toMatchObject({ status: 204, body: '' });
  });

  test('does not follow a redirect', async () => {
    const seen: unknown[] = [];
    const url = await httpServer((request, response) => {
      seen.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const answer = await exchange().send(requestTo(`${url}/here`), LIMIT_MS, signal);
    expect(answer).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(seen).toEqual(['/here']);
  });

  test('uses the connection of the one before', async () => {
    const ports = new Set<number | undefined>();
    const url = await httpServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    const { send } = exchange();
    for (let count = 0; count < 3; count += 1) await send(requestTo(url), LIMIT_MS, signal);
    expect(ports.size).toBe(1);
  });
});

describe('an exchange without a whole answer', () => {
  test('ends at its limit though bytes still drip in', async () => {
    const url = await httpServer((_request, response) => {
      response.writeHead(200);
      const dripping = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(dripping));
    });
    const startedMs = performance.now();
    const error = await errorOf(exchange().send(requestTo(url), 400, signal));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      message: `No answer from ${new URL(url).host}: no answer within 0s.`,
      mayHaveBeenSent: true,
    });
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(390);
  });

  test('ends at its limit though nothing comes at all', async () => {
    const url = await socketServer(() => undefined);
    const error = await errorOf(exchange().send(requestTo(url), 600, signal));
    expect(error).toMatchObject({
      message: expect.stringContaining('no answer within 1s'),
      mayHaveBeenSent: true,
    });
  });

  test('ends where the body is cut short', async () => {
    const url = await socketServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id": "a"'));
    });
    const error = await errorOf(exchange().send(requestTo(url), LIMIT_MS, signal));
    expect(error).toMatchObject({ name: 'ConnectionError', mayHaveBeenSent: true });
  });

  test('ends where the connection is reset', async () => {
    const url = await socketServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const error = await errorOf(exchange().send(requestTo(url), LIMIT_MS, signal));
    expect(error).toMatchObject({ name: 'ConnectionError', mayHaveBeenSent: true, fault: 'unavailable' });
  });

  test('ends where the answer is no HTTP', async () => {
    const url = await socketServer((socket) => {
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n'));
    });
    const error = await errorOf(exchange().send(requestTo(url), LIMIT_MS, signal));
    expect(error).toMatchObject({ name: 'ConnectionError', mayHaveBeenSent: true });
  });

  /** The errors of Node are no instances of the `Error` that Jest gives a test, so a process of its own is asked. */
  async function endingElsewhere(url: string): Promise<unknown> {
    const modules = ['../../src/denvr-api/http-exchange.ts', '../../src/action/system-clock.ts'];
    const script = `
      const [{ createHttpExchange }, { systemClock }] = await Promise.all(
        ${JSON.stringify(modules.map((path) => new URL(path, import.meta.url).href))}.map((url) => import(url)),
      );
      const request = { method: 'GET', url: new URL(process.argv[1]), headers: {}, body: null };
      const sending = createHttpExchange('test', systemClock).send(request, 5000, new AbortController().signal);
      const { message, mayHaveBeenSent } = await sending.catch((error) => error);
      process.stdout.write(JSON.stringify({ message, mayHaveBeenSent }));
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--disable-warning=ExperimentalWarning', '--eval', script, url],
      { env: {} },
    );
    return JSON.parse(stdout);
  }

  test.each(['127.0.0.1', 'localhost'])(
    'was never sent where the connection is refused: %s',
    async (host) => {
      const server = createSocketServer();
      const port = await listen(server);
      await new Promise((resolve) => server.close(resolve));
      expect(await endingElsewhere(`http://${host}:${port}`)).toEqual({
        message: expect.stringMatching(new RegExp(`^No answer from ${host}:${port}: .*ECONNREFUSED`)),
        mayHaveBeenSent: false,
      });
    },
  );

  test('was never sent where the host has no address', async () => {
    expect(await endingElsewhere('http://nowhere.invalid')).toMatchObject({ mayHaveBeenSent: false });
  });

  test('may have been sent where the connection is cut', async () => {
    const url = await socketServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    expect(await endingElsewhere(url)).toMatchObject({ mayHaveBeenSent: true });
  });

  test('does not show the path or the query', async () => {
    const url = await socketServer((socket) => socket.destroy());
    const error = await errorOf(exchange().send(requestTo(`${url}/secret?secret=1`), LIMIT_MS, signal));
    expect(String(error)).not.toContain('secret');
  });
});

describe('a cancelled run', () => {
  const REASON = new CancelledError('SIGINT');

  test('ends an exchange at once, with its reason', async () => {
    const cancelling = new AbortController();
    const url = await socketServer((socket) => socket.once('data', () => cancelling.abort(REASON)));
    const startedMs = performance.now();
    expect(await errorOf(exchange().send(requestTo(url), 60_000, cancelling.signal))).toBe(REASON);
    expect(performance.now() - startedMs).toBeLessThan(5000);
  });

  test('ends an exchange whose answer has begun', async () => {
    const cancelling = new AbortController();
    const url = await httpServer((_request, response) => {
      response.writeHead(200).write('{');
      setTimeout(() => cancelling.abort(REASON), 20);
    });
    expect(await errorOf(exchange().send(requestTo(url), 60_000, cancelling.signal))).toBe(REASON);
  });

  test('begins no exchange', async () => {
    let requests = 0;
    const url = await httpServer((_request, response) => {
      requests += 1;
      response.end();
    });
    expect(await errorOf(exchange().send(requestTo(url), LIMIT_MS, AbortSignal.abort(REASON)))).toBe(REASON);
    expect(requests).toBe(0);
  });
});

describe('a proxy', () => {
  const before = { ...process.env };

  afterEach(() => {
    process.env = { ...before };
  });

  /** A proxy that leads every tunnel to one server. */
  async function proxyTo(url: string, tunnels: string[]): Promise<string> {
    const { port } = new URL(url);
    const proxy = createServer((request, response) => {
      tunnels.push(String(request.url));
      const onward = sendRequest({ port, host: '127.0.0.1', path: '/', method: request.method }, (answer) => {
        response.writeHead(answer.statusCode ?? 0);
        answer.pipe(response);
      });
      request.pipe(onward);
    });
    proxy.on('connect', (request, client: Socket) => {
      tunnels.push(String(request.url));
      const onward = connect(Number(port), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(onward).pipe(client);
      });
      running.push({ close: () => onward.destroy() });
    });
    running.push({
      close: () => {
        proxy.close();
        proxy.closeAllConnections();
      },
    });
    return `http://127.0.0.1:${await listen(proxy)}`;
  }

  test('is used where its variable is set', async () => {
    const tunnels: string[] = [];
    const url = await httpServer((_request, response) => response.end('{"through":"the proxy"}'));
    process.env['http_proxy'] = await proxyTo(url, tunnels);
    const answer = await exchange().send(requestTo('http://api.example.invalid/'), LIMIT_MS, signal);
    expect(answer).toMatchObject({ status: 200, body: '{"through":"the proxy"}' });
    expect(tunnels).toEqual([expect.stringContaining('api.example.invalid')]);
  });

  test('is not used for a host of no_proxy', async () => {
    const tunnels: string[] = [];
    const url = await httpServer((_request, response) => response.end('{}'));
    process.env['http_proxy'] = await proxyTo(url, tunnels);
    process.env['no_proxy'] = 'api.example.invalid';
    await errorOf(exchange().send(requestTo('http://api.example.invalid/'), LIMIT_MS, signal));
    expect(tunnels).toEqual([]);
  });
});
