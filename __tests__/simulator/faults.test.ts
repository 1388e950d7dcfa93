import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import type { Fault, FaultRule } from '../../simulator/fault-rules.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import {
  create,
  deleteSnapshot,
  errorOf,
  get,
  idsIn,
  list,
  logIn,
  NIGHTLY_INPUT,
  type Reply,
  resultOf,
} from './api-client.ts';
import { simulatorStarter } from './running-simulator.ts';

const start = simulatorStarter();

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

test('a fault hits one request unless told otherwise', async () => {
  const simulator = await startWith({ operation: 'list', fault: { kind: 'status', status: 503 } });
  const statuses = [(await list(simulator)).status, (await list(simulator)).status];
  expect(statuses).toEqual([503, 200]);
});

test('a fault hits only its operation', async () => {
  const simulator = await startWith({ operation: 'delete', fault: { kind: 'status', status: 503 } });
  expect((await list(simulator)).status).toBe(200);
});

test('a fault of any operation hits each of them', async () => {
  const simulator = await startWith({ operation: 'any', times: 3, fault: { kind: 'status', status: 503 } });
  const replies = [await list(simulator), await create(simulator), await logIn(simulator)];
  expect(replies.map(({ status }) => status)).toEqual([503, 503, 503]);
});

test('a fault lets requests pass first', async () => {
  const simulator = await startWith({ operation: 'list', skip: 2, fault: { kind: 'status', status: 503 } });
  const replies = [
    await list(simulator),
    await list(simulator),
    await list(simulator),
    await list(simulator),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 503, 200]);
});

test('faults follow each other in the order they were scheduled', async () => {
  const simulator = await startWith(
    { operation: 'list', times: 2, fault: { kind: 'status', status: 503 } },
    { operation: 'any', fault: { kind: 'status', status: 429 } },
  );
  const replies = [
    await list(simulator),
    await list(simulator),
    await list(simulator),
    await list(simulator),
  ];
  expect(replies.map(({ status }) => status)).toEqual([503, 503, 429, 200]);
});

test.each(['always', Number.POSITIVE_INFINITY] satisfies FaultRule['times'][])(
  'a fault can go on without end: %s',
  async (times) => {
    const simulator = await startWith({ operation: 'list', times, fault: { kind: 'status', status: 503 } });
    const replies = [await list(simulator), await list(simulator), await list(simulator)];
    expect(replies.map(({ status }) => status)).toEqual([503, 503, 503]);
  },
);

test.each([
  ['get', (simulator, id) => get(simulator, `Id=${id}&Namespace=team&Cluster=Msc1`)],
  ['delete', (simulator, id) => deleteSnapshot(simulator, `Id=${id}&Namespace=team&Cluster=Msc1`)],
  ['create', (simulator, id) => create(simulator, { ...NIGHTLY_INPUT, name: id })],
] satisfies [string, (simulator: Simulator, id: string) => Promise<Reply>][])(
  'a fault of an id hits a %s of that id only',
  async (_name, send) => {
    const simulator = await startWith({ operation: 'any', id: 'a', fault: { kind: 'status', status: 418 } });
    expect((await send(simulator, 'b')).status).not.toBe(418);
    expect((await send(simulator, 'a')).status).toBe(418);
  },
);

test('a fault of an id hits no list', async () => {
  const simulator = await startWith({ operation: 'any', id: 'a', fault: { kind: 'status', status: 503 } });
  expect((await list(simulator)).status).toBe(200);
});

test('requests about other ids are not among those that pass first', async () => {
  const simulator = await startWith({
    operation: 'get',
    id: 'nightly',
    skip: 1,
    fault: { kind: 'status', status: 418 },
  });
  await get(simulator, 'Id=other&Namespace=team&Cluster=Msc1');
  const statuses = [(await get(simulator)).status, (await get(simulator)).status];
  expect(statuses).toEqual([500, 418]);
});

test('faults can be forgotten', async () => {
  const simulator = await startWith({ operation: 'list', fault: { kind: 'status', status: 503 } });
  simulator.clearFaults();
  expect((await list(simulator)).status).toBe(200);
});

test('a status without a body says what ASP.NET Boilerplate says', async () => {
  const reply = await createUnder({ kind: 'status', status: 500 });
  expect(errorOf(reply).message).toBe('An internal error occurred during your request!');
});

test('a status carries its headers', async () => {
  const reply = await createUnder({ kind: 'status', status: 429, headers: { 'Retry-After': '7' } });
  expect(reply.headers.get('retry-after')).toBe('7');
});

test('a status carries a message', async () => {
  const reply = await createUnder({
    kind: 'status',
    status: 500,
    body: { message: 'Quota', details: 'Full' },
  });
  expect(errorOf(reply)).toMatchObject({ message: 'Quota', details: 'Full' });
});

test('a status can come without a body', async () => {
  const reply = await createUnder({ kind: 'status', status: 502, body: 'none' });
  expect(reply).toMatchObject({ status: 502, text: '' });
});

test('a status can come with a page', async () => {
  const reply = await createUnder({ kind: 'status', status: 502, body: 'html' });
  expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
});

test('a status can come with any text', async () => {
  const reply = await createUnder({ kind: 'status', status: 502, body: { raw: 'upstream failed' } });
  expect(reply.text).toBe('upstream failed');
});

test('an HTML page comes with status 200', async () => {
  const reply = await createUnder({ kind: 'html' });
  expect(reply).toMatchObject({ status: 200, text: expect.stringMatching(/^<!DOCTYPE html>/) });
});

test('an empty answer comes with status 200', async () => {
  const reply = await createUnder({ kind: 'empty' });
  expect(reply).toMatchObject({ status: 200, text: '' });
});

test('JSON that breaks off comes under the type of JSON', async () => {
  const reply = await createUnder({ kind: 'invalid-json' });
  expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(() => JSON.parse(reply.text)).toThrow(SyntaxError);
});

test('a raw body comes with its own status and type', async () => {
  const reply = await createUnder({ kind: 'raw-body', status: 299, contentType: 'text/csv', body: 'a,b' });
  expect(reply).toMatchObject({ status: 299, text: 'a,b' });
  expect(reply.headers.get('content-type')).toBe('text/csv');
});

test('a raw body can be bytes', async () => {
  const reply = await createUnder({ kind: 'raw-body', body: Buffer.from('{"items":[]}') });
  expect(reply).toMatchObject({ status: 200, text: '{"items":[]}' });
});

test.each([302, 307] as const)('a redirect %d names its target', async (status) => {
  const reply = await createUnder({ kind: 'redirect', status, location: 'http://127.0.0.1:9/login' });
  expect(reply.status).toBe(status);
  expect(reply.headers.get('location')).toBe('http://127.0.0.1:9/login');
});

test('an error can come with status 200', async () => {
  const reply = await createUnder({ kind: 'success-false', message: 'No quota left' });
  expect(reply.status).toBe(200);
  expect(JSON.parse(reply.text)).toMatchObject({ success: false, error: { message: 'No quota left' } });
});

test('a success can come without a result', async () => {
  const reply = await createUnder({ kind: 'answer-null-result' });
  expect(reply.status).toBe(202);
  expect(JSON.parse(reply.text)).toMatchObject({ success: true, result: null });
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

test('a reset before leaves no trace but the broken connection', async () => {
  const simulator = await startWith({ operation: 'create', fault: { kind: 'reset-before' } });
  await expect(create(simulator)).rejects.toThrow();
  expect(simulator.snapshots()).toEqual([]);
});

test('a reset after has taken effect', async () => {
  const simulator = await startWith({ operation: 'create', fault: { kind: 'reset-after' } });
  await expect(create(simulator)).rejects.toThrow();
  expect(simulator.snapshots()).toMatchObject([{ id: 'nightly' }]);
});

test('a body that is cut short breaks off halfway under the length of the whole', async () => {
  const simulator = await startWith({ operation: 'list', skip: 1, fault: { kind: 'truncate' } });
  const whole = await list(simulator);
  const cut = await rawExchange(simulator.port, listRequest(simulator.port));
  expect(cut).toContain(`content-length: ${whole.text.length}\r\n`);
  expect(cut.split('\r\n\r\n')[1]).toBe(whole.text.slice(0, whole.text.length / 2));
});

test('a client notices a body that is cut short', async () => {
  const simulator = await startWith({ operation: 'create', fault: { kind: 'truncate' } });
  await expect(create(simulator)).rejects.toThrow();
  expect(simulator.snapshots()).toMatchObject([{ id: 'nightly' }]);
});

test('a hang ends with the patience of the client, and takes no effect', async () => {
  const simulator = await startWith({ operation: 'create', fault: { kind: 'hang' } });
  await expect(create(simulator, undefined, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  expect(simulator.snapshots()).toEqual([]);
});

test('a hang can have taken effect', async () => {
  const simulator = await startWith({ operation: 'create', fault: { kind: 'hang', applied: true } });
  await expect(create(simulator, undefined, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  expect(simulator.snapshots()).toMatchObject([{ id: 'nightly' }]);
});

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
  const replies = [
    await list(simulator, { authorization }),
    await list(simulator, { authorization }),
    await list(simulator, { authorization }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 401, 401]);
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
