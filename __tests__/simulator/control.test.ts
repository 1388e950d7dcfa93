import { expect, test } from '@jest/globals';
import type { Fault } from '../../simulator/fault-rules.ts';
import { call, create, list } from './api-client.ts';
import { simulatorStarter } from './running-simulator.ts';

const start = simulatorStarter();

test('another process can read the requests, without their secrets', async () => {
  const simulator = await start();
  await list(simulator);
  const reply = await call(simulator, '/_simulator/requests', { authorization: null });
  expect(JSON.parse(reply.text)).toMatchObject([{ operation: 'list', headers: { authorization: 'ApiKey' } }]);
  expect(reply.text).not.toContain('test-key');
});

test('another process can read the snapshots', async () => {
  const simulator = await start({ invisibleForMs: 60_000 });
  await create(simulator);
  const reply = await call(simulator, '/_simulator/snapshots');
  expect(JSON.parse(reply.text)).toMatchObject([{ id: 'nightly', cluster: 'Msc1', visible: false }]);
});

test('another process can read the load', async () => {
  const simulator = await start();
  await list(simulator);
  const reply = await call(simulator, '/_simulator/load');
  expect(JSON.parse(reply.text)).toMatchObject({ requests: 0, requestsAtMost: 1 });
});

test('another process can schedule a fault, or some that follow each other', async () => {
  const simulator = await start();
  const rules = [429, 503].map((status) => ({ operation: 'list', fault: { kind: 'status', status } }));
  const one = { operation: 'list', fault: { kind: 'html' } };
  const scheduled = await call(simulator, '/_simulator/faults', { method: 'POST', body: rules });
  expect(JSON.parse(scheduled.text)).toEqual({ scheduled: 2 });
  await call(simulator, '/_simulator/faults', { method: 'POST', body: one });
  const replies = [await list(simulator), await list(simulator), await list(simulator)];
  expect(replies.map(({ status }) => status)).toEqual([429, 503, 200]);
  expect(replies[2]?.text).toContain('<html>');
});

test('another process can schedule late effects and untrue answers, for an id', async () => {
  const faults: readonly Fault[] = [
    { kind: 'late', effectAfterMs: 45_000 },
    { kind: 'stale', ageMs: 60_000 },
    { kind: 'leave-out', ids: ['a'] },
    { kind: 'double', ids: ['a'] },
    { kind: 'all-clusters' },
    { kind: 'overlay', fields: { id: null, rootDiskSize: 100 }, ids: ['a'] },
  ];
  const body = faults.map((fault) => ({ operation: 'any', id: 'a', fault }));
  const reply = await call(await start(), '/_simulator/faults', { method: 'POST', body });
  expect(JSON.parse(reply.text)).toEqual({ scheduled: 6 });
});

test('another process can forget the faults', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'list', fault: { kind: 'status', status: 503 } });
  await call(simulator, '/_simulator/faults', { method: 'DELETE' });
  expect((await list(simulator)).status).toBe(200);
});

test.each([
  ['{"operation":"list"}', "must have required property 'fault'"],
  ['{"operation":"remove","fault":{"kind":"html"}}', 'rules/0/operation must be equal to one of'],
  ['{"operation":"list","fault":{"kind":"drip"}}', "must have required property 'intervalMs'"],
  ['{"operation":"list","fault":{"kind":"explode"}}', 'value of tag "kind" must be in oneOf'],
  ['{"operation":"list","fault":{"kind":"html","aplied":true}}', 'must NOT have additional properties'],
  ['{"operation":"list","fault":{"kind":"overlay","fields":[]}}', 'fields must be object'],
  ['{"operation":"get","id":1,"fault":{"kind":"html"}}', 'rules/0/id must be string'],
  ['{"operation":', 'JSON'],
])('the rule %s is refused', async (body, message) => {
  const reply = await call(await start(), '/_simulator/faults', { method: 'POST', body });
  expect(reply.status).toBe(400);
  expect(JSON.parse(reply.text).message).toContain(message);
});

test('a request to the simulator itself is not part of what it saw', async () => {
  const simulator = await start();
  await call(simulator, '/_simulator/snapshots');
  expect(simulator.requests).toEqual([]);
});

test('the simulator has nothing else', async () => {
  expect((await call(await start(), '/_simulator/other')).status).toBe(404);
});
