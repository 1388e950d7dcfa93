import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { selfSignedCertificate } from '../denvr-api/self-signed-certificate.ts';
import { inputsAt } from './fixtures.ts';
import { runAction, type Step } from './run-action.ts';

const HOST = 'api.example.invalid';
const directory = mkdtempSync(join(tmpdir(), 'denvr-connections-'));
const open: { destroy(): void }[] = [];

afterEach(() => {
  for (const one of open.splice(0)) one.destroy();
});
afterAll(() => rmSync(directory, { recursive: true }));

async function listen(server: Server, address = '127.0.0.1'): Promise<number> {
  server.on('connection', (socket) => open.push(socket.on('error', () => undefined)));
  open.push({ destroy: () => server.close() });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return (server.address() as AddressInfo).port;
}

/** An API with TLS that has no snapshots, and a file for those who trust it. */
async function startApi(host: string, address: string) {
  const certificate = selfSignedCertificate(host);
  const trusted = join(directory, `${open.length}.pem`);
  writeFileSync(trusted, certificate.cert);
  let connections = 0;
  const server = createSecureServer(certificate, (_request, response) => response.end('{"items":[]}'));
  server.on('connection', () => {
    connections += 1;
  });
  return { port: await listen(server, address), trusted, connections: () => connections };
}

/** A proxy that leads every tunnel to one port of this machine, or answers with a status. */
async function startProxy(port: number, status = 200) {
  const asked: (string | undefined)[] = [];
  const proxy = createHttpServer();
  proxy.on('connect', ({ url, headers }, client: Socket) => {
    asked.push(`${url} ${headers['proxy-authorization']}`);
    client.write(`HTTP/1.1 ${status} As told\r\n\r\n`);
    if (status !== 200) return client.end();
    const onward = connect(port, '127.0.0.1').on('error', () => client.destroy());
    open.push(onward);
    return client.pipe(onward).pipe(client);
  });
  return { host: `127.0.0.1:${await listen(proxy)}`, asked };
}

function run(
  apiUrl: string,
  environment: Record<string, string> = {},
  operation: Record<string, string> = { operation: 'list' },
): Promise<Step> {
  return runAction(inputsAt({ url: apiUrl }, operation), { environment, timeFactor: 40 });
}

test('api-url may be an address of IPv6', async () => {
  const { port, trusted } = await startApi('0:0:0:0:0:0:0:1', '::1');
  const step = await run(`https://[::1]:${port}`, { NODE_EXTRA_CA_CERTS: trusted });
  expect(step.outputs['count']).toBe('0');
});

describe('through a proxy', () => {
  test('with a lone % in its password, the API is reached and nothing is deprecated', async () => {
    const { port, trusted } = await startApi(HOST, '127.0.0.1');
    const { host, asked } = await startProxy(port);
    const step = await run(`https://${HOST}`, {
      https_proxy: `http://ann:hunter2%@${host}`,
      no_proxy: '*.corp.example',
      NODE_OPTIONS: '--throw-deprecation',
      NODE_EXTRA_CA_CERTS: trusted,
    });
    expect(step.outputs['count']).toBe('0');
    expect(step.log).not.toMatch(/warning|deprecat/i);
    expect(asked).toEqual([`${HOST}:443 Basic ${btoa('ann:hunter2%')}`]);
  });

  test('that can not be used, nothing is sent', async () => {
    const { port, trusted, connections } = await startApi(HOST, '127.0.0.1');
    const step = await run(`https://${HOST}:${port}`, {
      HTTPS_PROXY: 'socks5://ann:hunter2@127.0.0.1:1080',
      NODE_EXTRA_CA_CERTS: trusted,
    });
    // Windows knows variables in any case, and the action finds this one in lower case there.
    expect(step.log).toMatch(/::error::https_proxy can't be used \(it is not shown\); accepted is http:/i);
    expect(step.log).not.toContain('hunter2');
    expect([step.exitCode, connections()]).toEqual([1, 0]);
  });

  test('nothing goes to a host that no_proxy names by *', async () => {
    const { host, asked } = await startProxy(0);
    const step = await run(`https://${HOST}`, { https_proxy: host, no_proxy: '*.example.invalid' });
    expect(step.lines.at(-1)).toMatch(/^::error::No answer from api\.example\.invalid: getaddrinfo /);
    expect(asked).toEqual([]);
  });

  test('that refuses, it is asked once and named', async () => {
    const { host, asked } = await startProxy(0, 407);
    const step = await run(`https://${HOST}`, { https_proxy: host });
    expect(step.lines).toEqual([
      `::error::No answer from ${HOST} through the proxy ${host}: the proxy answered 407. Check https_proxy with its user name and password, and whether the proxy lets this host be reached.`,
    ]);
    expect(asked).toHaveLength(1);
  });
});

test.each<[string, Record<string, string>]>([
  ['a wait', { operation: 'wait-ready', 'snapshot-id': 'db-1', timeout: '1h' }],
  ['a creation', { operation: 'create', 'source-vm': 'db', name: 'db-1' }],
])(
  'a certificate that is not trusted ends %s after one try, and says what helps',
  async (_what, operation) => {
    const { port, connections } = await startApi('localhost', '127.0.0.1');
    const step = await run(`https://localhost:${port}`, {}, operation);
    expect(step.log).toContain(
      `No answer from localhost:${port}: self-signed certificate. Check the certificate and the clock of this machine; for certificates of an authority of your own, set NODE_EXTRA_CA_CERTS to their file.`,
    );
    expect([step.exitCode, connections()]).toEqual([1, 1]);
  },
);
