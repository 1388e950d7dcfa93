import { expect, test } from '@jest/globals';
import type { RecordedRequest } from '../../simulator/api-call.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { call, create, deleteSnapshot, get, idsIn, list, NIGHTLY_INPUT, resultOf } from './api-client.ts';
import { simulatorStarter, startWithClock } from './running-simulator.ts';

const start = simulatorStarter();

const OURS = { id: 'nightly', namespace: 'team', sourceName: 'web' };
const OTHERS = { ...OURS, namespace: 'other-team' };

test('a test is told of a request to the API that is recorded and not answered yet', async () => {
  const seen: RecordedRequest[] = [];
  const simulator = await start({ onRequest: (request) => seen.push({ ...request }) });
  await call(simulator, '/_simulator/snapshots');
  await create(simulator);
  expect(seen).toMatchObject([{ operation: 'create', body: NIGHTLY_INPUT, status: null }]);
});

test('the world can change before a request is acted on', async () => {
  const simulator: Simulator = await start({ onRequest: () => simulator.addSnapshot(OURS) });
  expect((await create(simulator)).status).toBe(500);
  expect(simulator.snapshots()).toMatchObject([OURS]);
});

test('a fault can be scheduled for the very request', async () => {
  const simulator: Simulator = await start({
    onRequest: () => simulator.scheduleFault({ operation: 'list', fault: { kind: 'status', status: 503 } }),
  });
  expect((await list(simulator)).status).toBe(503);
});

test('a snapshot that is removed has long been gone, and its name is free', async () => {
  const { simulator } = await startWithClock(start, { deletedVisibleForMs: 60_000 });
  simulator.addSnapshot(OURS);
  simulator.removeSnapshot('nightly');
  simulator.scheduleFault({ operation: 'list', fault: { kind: 'stale', ageMs: 1 } });
  expect(idsIn(await list(simulator))).toEqual([]);
  expect(simulator.snapshots()).toEqual([]);
  simulator.addSnapshot({ ...OURS, sourceName: 'db' });
  expect(resultOf(await get(simulator)).sourceName).toBe('db');
});

test('a removal of one namespace leaves the others', async () => {
  const simulator = await start();
  simulator.addSnapshot(OURS);
  simulator.addSnapshot(OTHERS);
  simulator.removeSnapshot('nightly', 'other-team');
  expect(simulator.snapshots()).toMatchObject([OURS]);
});

test('what is not there can not be removed', async () => {
  const simulator = await start();
  simulator.addSnapshot(OURS);
  expect(() => simulator.removeSnapshot('nightly', 'other-team')).toThrow('no snapshot "nightly" to remove');
});

test('what is put where a deleted snapshot was has been there only since', async () => {
  const { simulator } = await startWithClock(start);
  simulator.addSnapshot(OURS);
  await deleteSnapshot(simulator);
  simulator.addSnapshot({ ...OURS, sourceName: 'db' });
  simulator.scheduleFault({ operation: 'list', fault: { kind: 'stale', ageMs: 1 } });
  expect(resultOf(await list(simulator)).items).toEqual([OURS]);
});
