import { expect, test } from '@jest/globals';
import type { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';
import {
  type CallOptions,
  create,
  deleteSnapshot,
  errorOf,
  giveUp,
  idsIn,
  list,
  logIn,
  NIGHTLY_INPUT,
  resultOf,
} from './api-client.ts';
import { simulatorStarter, startWithClock } from './running-simulator.ts';

const start = simulatorStarter();

/** A simulator with a clock, whose next creation or deletion takes effect after 45 seconds. */
async function startLate(operation: 'create' | 'delete', options: SimulatorOptions = {}) {
  const started = await startWithClock(start, options);
  started.simulator.scheduleFault({ operation, fault: { kind: 'late', effectAfterMs: 45_000 } });
  return started;
}

function giveUpCreate(
  simulator: Simulator,
  input: object = NIGHTLY_INPUT,
  options: CallOptions = {},
): Promise<void> {
  return giveUp(simulator, (signal) => create(simulator, input, { signal, ...options }));
}

test('a late creation gets no status, and takes effect only when its time has come', async () => {
  const { clock, simulator } = await startLate('create');
  await giveUpCreate(simulator);
  expect(simulator.requests).toMatchObject([{ operation: 'create', status: null }]);
  clock.advance(44_999);
  expect(idsIn(await list(simulator))).toEqual([]);
  clock.advance(1);
  expect(idsIn(await list(simulator))).toEqual(['nightly']);
});

test('a late creation is dated by when it took effect, whenever somebody looks', async () => {
  const { clock, simulator } = await startLate('create', { readyAfterMs: 10_000 });
  const dueAtMs = clock.now() + 45_000;
  await giveUpCreate(simulator);
  clock.advance(3_600_000);
  expect(simulator.snapshots()).toMatchObject([
    { creationDate: new Date(dueAtMs).toISOString().replace('Z', '0000'), readyToUse: true },
  ]);
});

test('a late creation finds its name taken by one that was accepted meanwhile', async () => {
  const { clock, simulator } = await startLate('create');
  await giveUpCreate(simulator);
  expect((await create(simulator, { ...NIGHTLY_INPUT, sourceVMName: 'db' })).status).toBe(202);
  clock.advance(45_000);
  expect(simulator.snapshots()).toMatchObject([{ id: 'nightly', sourceName: 'db' }]);
});

test('late creations take effect in the order of their times', async () => {
  const { clock, simulator } = await startLate('create');
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'late', effectAfterMs: 1000 } });
  await giveUpCreate(simulator);
  await giveUpCreate(simulator, { ...NIGHTLY_INPUT, sourceVMName: 'db' });
  clock.advance(45_000);
  expect(simulator.snapshots()).toMatchObject([{ id: 'nightly', sourceName: 'db' }]);
});

test('a late deletion takes effect only when its time has come', async () => {
  const { clock, simulator } = await startLate('delete');
  simulator.addSnapshot({ id: 'nightly', namespace: 'team' });
  await giveUp(simulator, (signal) => deleteSnapshot(simulator, undefined, { signal }));
  clock.advance(44_999);
  expect(simulator.snapshots()).toHaveLength(1);
  clock.advance(1);
  expect(simulator.snapshots()).toEqual([]);
});

test('a late creation takes effect although its token has ended since', async () => {
  const { clock, simulator } = await startLate('create', { tokenLifetimeMs: 1000 });
  const authorization = `Bearer ${resultOf(await logIn(simulator)).accessToken}`;
  await giveUpCreate(simulator, NIGHTLY_INPUT, { authorization });
  clock.advance(45_000);
  expect(simulator.snapshots()).toMatchObject([{ id: 'nightly' }]);
});

test('a late creation of somebody unknown never takes effect', async () => {
  const { clock, simulator } = await startLate('create');
  await giveUpCreate(simulator, NIGHTLY_INPUT, { authorization: 'ApiKey wrong' });
  clock.advance(45_000);
  expect(simulator.snapshots()).toEqual([]);
});

test('a late effect is there for whoever looks or acts after its time', async () => {
  const { clock, simulator } = await startLate('create');
  await giveUpCreate(simulator);
  clock.advance(45_000);
  expect(errorOf(await create(simulator)).message).toContain('"nightly" already exists');
  expect(() => simulator.addSnapshot({ id: 'nightly', namespace: 'team' })).toThrow('already exists');
  const seen = await fetch(`${simulator.url}/_simulator/snapshots`);
  expect(await seen.json()).toMatchObject([{ id: 'nightly' }]);
});

test('a read can not be late: it is answered as usual', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'any', fault: { kind: 'late', effectAfterMs: 45_000 } });
  expect((await list(simulator)).status).toBe(200);
});
