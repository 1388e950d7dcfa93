import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import type { Fault, FaultRule } from '../../simulator/fault-rules.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import {
  create,
  deleteSnapshot,
  get,
  giveUp,
  idsIn,
  list,
  logIn,
  NIGHTLY_INPUT,
  queryOf,
  type Reply,
  resultOf,
} from './api-client.ts';
import { simulatorStarter } from './running-simulator.ts';

const start = simulatorStarter();

const UNAVAILABLE: Fault = { kind: 'status', status: 503 };
const TEAPOT: Fault = { kind: 'status', status: 418 };
const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';

/** Starts a simulator in which only these faults are to come. */
async function startWith(...rules: readonly FaultRule[]) {
  const simulator = await start();
  for (const rule of rules) simulator.scheduleFault(rule);
  return simulator;
}

/** What a create gets under a fault. */
async function createUnder(fault: Fault): Promise<Reply> {
  return create(await startWith({ operation: 'create', fault }));
}

test.each([
  ['one request unless told otherwise', [{ operation: 'list', fault: UNAVAILABLE }], [503, 200]],
  ['only its operation', [{ operation: 'delete', fault: UNAVAILABLE }], [200]],
  ['no list, if it is of an id', [{ operation: 'any', id: 'a', fault: UNAVAILABLE }], [200]],
  ['those after the skipped', [{ operation: 'list', skip: 2, fault: UNAVAILABLE }], [200, 200, 503, 200]],
  ['all: always', [{ operation: 'list', times: 'always', fault: UNAVAILABLE }], [503, 503, 503]],
  ['all: Infinity', [{ operation: 'list', times: Number.POSITIVE_INFINITY, fault: UNAVAILABLE }], [503, 503]],
  [
    'in the order of their scheduling',
    [
      { operation: 'list', times: 2, fault: UNAVAILABLE },
      { operation: 'any', fault: TEAPOT },
    ],
    [503, 503, 418, 200],
  ],
] satisfies [string, FaultRule[], number[]][])(
  'of lists, a fault hits %s',
  async (_what, rules, statuses) => {
    const simulator = await startWith(...rules);
    for (const status of statuses) expect((await list(simulator)).status).toBe(status);
  },
);

test('a fault of any operation hits each of them', async () => {
  const simulator = await startWith({ operation: 'any', times: 3, fault: UNAVAILABLE });
  const replies = [await list(simulator), await create(simulator), await logIn(simulator)];
  expect(replies.map(({ status }) => status)).toEqual([503, 503, 503]);
});

test.each([
  ['get', (simulator, id) => get(simulator, queryOf(id))],
  ['delete', (simulator, id) => deleteSnapshot(simulator, queryOf(id))],
  ['create', (simulator, id) => create(simulator, { ...NIGHTLY_INPUT, name: id })],
] satisfies [string, (simulator: Simulator, id: string) => Promise<Reply>][])(
  'a fault of an id hits a %s of that id only, and skips no other',
  async (_name, send) => {
    const simulator = await startWith({ operation: 'any', id: 'a', skip: 1, fault: TEAPOT });
    const replies = [await send(simulator, 'b'), await send(simulator, 'a'), await send(simulator, 'a')];
    expect(replies.map(({ status }) => status === 418)).toEqual([false, false, true]);
  },
);

test('faults can be forgotten', async () => {
  const simulator = await startWith({ operation: 'list', fault: UNAVAILABLE });
  simulator.clearFaults();
  expect((await list(simulator)).status).toBe(200);
});

test.each([
  [{ kind: 'status', status: 500 }, 500, JSON_TYPE, /"An internal error occurred during your request!"/],
  [
    { kind: 'status', status: 500, body: { message: 'Quota', details: 'Full' } },
    500,
    JSON_TYPE,
    /"message":"Quota","details":"Full"/,
  ],
  [{ kind: 'status', status: 502, body: 'none' }, 502, null, /^$/],
  [{ kind: 'status', status: 502, body: 'html' }, 502, HTML_TYPE, /^<!DOCTYPE html>/],
  [{ kind: 'status', status: 502, body: { raw: 'down' } }, 502, 'text/plain; charset=utf-8', /^down$/],
  [{ kind: 'html' }, 200, HTML_TYPE, /^<!DOCTYPE html>/],
  [{ kind: 'empty' }, 200, null, /^$/],
  [{ kind: 'invalid-json' }, 200, JSON_TYPE, /^\{"result":\{"items":\[$/],
  [{ kind: 'raw-body', status: 299, contentType: 'text/csv', body: 'a,b' }, 299, 'text/csv', /^a,b$/],
  [{ kind: 'raw-body', body: Buffer.from('[]') }, 200, 'application/json', /^\[\]$/],
  [{ kind: 'success-false', message: 'No quota' }, 200, JSON_TYPE, /"success":false,.*"message":"No quota"/],
  [{ kind: 'answer-null-result' }, 202, JSON_TYPE, /^\{"result":null,.*"success":true/],
] satisfies [Fault, number, string | null, RegExp][])(
  '%j answers with %i and %s',
  async (fault, status, contentType, text) => {
    const reply = await createUnder(fault);
    expect(reply).toMatchObject({ status, text: expect.stringMatching(text) });
    expect(reply.headers.get('content-type')).toBe(contentType);
  },
);

test.each([
  [{ kind: 'status', status: 429, headers: { 'Retry-After': '7' } }, 429, 'retry-after', '7'],
  [{ kind: 'redirect', status: 302, location: 'http://a.test/' }, 302, 'location', 'http://a.test/'],
  [{ kind: 'redirect', status: 307, location: 'http://a.test/' }, 307, 'location', 'http://a.test/'],
] satisfies [Fault, number, string, string][])('%j has its header', async (fault, status, name, value) => {
  const reply = await createUnder(fault);
  expect(reply.status).toBe(status);
  expect(reply.headers.get(name)).toBe(value);
});

test.each([
  { kind: 'status', status: 500 },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'invalid-json' },
  { kind: 'raw-body', body: '' },
  { kind: 'redirect', status: 307, location: '/' },
  { kind: 'success-false', message: 'No' },
  { kind: 'answer-null-result' },
] satisfies Fault[])('$kind takes no effect unless it is told to', async (fault) => {
  const simulator = await startWith(
    { operation: 'create', fault },
    { operation: 'create', fault: { ...fault, applied: true } },
  );
  await create(simulator);
  expect(simulator.snapshots()).toHaveLength(0);
  await create(simulator);
  expect(simulator.snapshots()).toHaveLength(1);
});

test.each([
  ['reset-before', 0],
  ['reset-after', 1],
  ['truncate', 1],
] as const)('a client notices a %s, which leaves %i snapshots', async (kind, left) => {
  const simulator = await startWith({ operation: 'create', fault: { kind } });
  await expect(create(simulator)).rejects.toThrow();
  expect(simulator.snapshots()).toHaveLength(left);
});

test('a body that is cut short breaks off halfway under the length of the whole', async () => {
  const simulator = await startWith({ operation: 'list', skip: 1, fault: { kind: 'truncate' } });
  const whole = await list(simulator);
  const cut = await rawExchange(simulator.port, listRequest(simulator.port));
  expect(cut).toContain(`content-length: ${whole.text.length}\r\n`);
  expect(cut.split('\r\n\r\n')[1]).toBe(whole.text.slice(0, whole.text.length / 2));
});

test.each([
  [{ kind: 'hang' }, 0],
  [{ kind: 'hang', applied: true }, 1],
] satisfies [Fault, number][])(
  '%j ends with the patience of the client, and leaves %i snapshots',
  async (fault, left) => {
    const simulator = await startWith({ operation: 'create', fault });
    await giveUp(simulator, (signal) => create(simulator, NIGHTLY_INPUT, { signal }));
    expect(simulator.snapshots()).toHaveLength(left);
  },
);

test('a dripping body arrives whole in the end', async () => {
  const simulator = await startWith({ operation: 'delete', fault: { kind: 'drip', intervalMs: 1 } });
  await create(simulator);
  expect(resultOf(await deleteSnapshot(simulator))).toEqual({ id: 'nightly' });
});

test('a dripping body arrives slowly', async () => {
  const simulator = await startWith({ operation: 'list', fault: { kind: 'drip', intervalMs: 20 } });
  await expect(list(simulator, { signal: AbortSignal.timeout(200) })).rejects.toThrow();
});

test('a delayed answer comes late and unchanged', async () => {
  const simulator = await startWith({ operation: 'create', fault: { kind: 'delay', delayMs: 60 } });
  const startedAtMs = performance.now();
  expect((await create(simulator)).status).toBe(202);
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(55);
});

test('tokens that expire are refused from then on', async () => {
  const simulator = await startWith({ operation: 'list', skip: 1, fault: { kind: 'expire-tokens' } });
  const authorization = `Bearer ${resultOf(await logIn(simulator)).accessToken}`;
  for (const status of [200, 401, 401]) {
    expect((await list(simulator, { authorization })).status).toBe(status);
  }
});

test('an API key outlives the tokens', async () => {
  const simulator = await startWith({ operation: 'list', fault: { kind: 'expire-tokens' } });
  expect(idsIn(await list(simulator))).toEqual([]);
});

function listRequest(port: number): string {
  const head = ['GET /api/v1/servers/snapshots/GetSnapshots HTTP/1.1', `Host: 127.0.0.1:${port}`];
  return [...head, 'Authorization: ApiKey test-key', '', ''].join('\r\n');
}

/** Sends a text over a connection of its own; everything that comes back until it ends. */
async function rawExchange(port: number, sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(sent);
  const chunks = await socket.toArray();
  return Buffer.concat(chunks).toString();
}
