import { expect, test } from '@jest/globals';
import { call, create, list, logIn, NIGHTLY_INPUT } from './api-client.ts';
import { simulatorStarter, startWithClock } from './running-simulator.ts';

const start = simulatorStarter();

test('a request is recorded with what it asked and what it got', async () => {
  const { clock, simulator } = await startWithClock(start);
  await create(simulator);
  expect(simulator.requests).toEqual([
    {
      operation: 'create',
      method: 'POST',
      path: '/api/v1/servers/snapshots/CreateSnapshot',
      query: {},
      body: NIGHTLY_INPUT,
      headers: expect.objectContaining({ authorization: 'ApiKey', 'content-type': 'application/json' }),
      authorization: 'ApiKey test-key',
      atMs: clock.now(),
      status: 202,
    },
  ]);
});

test('the query is recorded as it was sent', async () => {
  const simulator = await start();
  await call(simulator, '/api/v1/servers/snapshots/GetSnapshots?Cluster=a%20b&Cluster=c&X=');
  expect(simulator.requests).toMatchObject([{ query: { Cluster: ['a b', 'c'], X: '' }, status: 400 }]);
});

test('a password is not recorded', async () => {
  const simulator = await start();
  await logIn(simulator);
  expect(simulator.requests[0]?.body).toEqual({
    userNameOrEmailAddress: 'user@example.com',
    password: '***',
  });
});

test('a request that got no answer has no status', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'list', fault: { kind: 'reset-before' } });
  await expect(list(simulator)).rejects.toThrow();
  expect(simulator.requests).toMatchObject([{ operation: 'list', status: null }]);
});

test('a request to nowhere is recorded as unknown', async () => {
  const simulator = await start();
  await call(simulator, '/api/v1/servers');
  expect(simulator.requests).toMatchObject([{ operation: 'unknown', path: '/api/v1/servers' }]);
});

test('requests at the same time are counted', async () => {
  const simulator = await start({ latencyMs: 50 });
  await list(simulator);
  await list(simulator);
  expect(simulator.load()).toMatchObject({ requestsAtMost: 1 });
  await Promise.all([list(simulator), list(simulator), list(simulator)]);
  expect(simulator.load()).toMatchObject({ requestsAtMost: 3 });
});

test('every request waits for the latency', async () => {
  const simulator = await start({ latencyMs: 60 });
  const startedAtMs = performance.now();
  await list(simulator);
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(55);
});
