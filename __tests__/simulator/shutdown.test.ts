import { expect, test } from '@jest/globals';
import type { Fault } from '../../simulator/fault-rules.ts';
import { create, giveUp, list } from './api-client.ts';
import { simulatorStarter } from './running-simulator.ts';

const start = simulatorStarter();

test.each([
  { kind: 'hang' },
  { kind: 'delay', delayMs: 60_000 },
  { kind: 'drip', intervalMs: 60_000 },
] satisfies Fault[])('closing does not wait for a request under $kind', async (fault) => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'list', fault });
  const cut = expect(list(simulator)).rejects.toThrow();
  while (simulator.requests.length === 0) await new Promise(setImmediate);
  await simulator.close();
  await cut;
});

test('nobody answers once it is closed', async () => {
  const simulator = await start();
  await list(simulator);
  await simulator.close();
  await expect(list(simulator)).rejects.toThrow();
});

test('closing again is nothing', async () => {
  const simulator = await start();
  await simulator.close();
  await expect(simulator.close()).resolves.toBeUndefined();
});

test('a client that leaves during a delay does no harm, and its request takes effect', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'delay', delayMs: 20 } });
  await giveUp(simulator, (signal) => create(simulator, undefined, { signal }));
  while (simulator.snapshots().length === 0) await new Promise(setImmediate);
  expect((await list(simulator)).status).toBe(200);
});

test('a port that is taken is an error', async () => {
  const { port } = await start();
  await expect(start({ port })).rejects.toThrow('EADDRINUSE');
});
