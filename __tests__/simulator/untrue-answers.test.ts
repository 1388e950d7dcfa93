import { expect, test } from '@jest/globals';
import type { FaultRule, Untruth } from '../../simulator/fault-rules.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import {
  create,
  deleteSnapshot,
  errorOf,
  get,
  idsIn,
  list,
  listCluster,
  logIn,
  NIGHTLY_INPUT,
  resultOf,
} from './api-client.ts';
import { manualClock, simulatorStarter } from './running-simulator.ts';

const start = simulatorStarter();

const EAST = { id: 'east', namespace: 'team', sourceName: 'web', readyToUse: true };
const WEST = { id: 'west', namespace: 'team', sourceName: 'db', readyToUse: true };

/** A simulator with two snapshots, whose next requests of an operation meet an untruth. */
async function startUnder(operation: FaultRule['operation'], fault: Untruth): Promise<Simulator> {
  const simulator = await start();
  simulator.addSnapshot(EAST);
  simulator.addSnapshot(WEST);
  simulator.scheduleFault({ operation, times: 'always', fault });
  return simulator;
}

/** A simulator with a clock, whose reads show things as they were a minute ago. */
async function startStale() {
  const clock = manualClock();
  const simulator = await start({ now: clock.now, readyAfterMs: 10_000 });
  for (const operation of ['list', 'get'] as const) {
    simulator.scheduleFault({ operation, times: 'always', fault: { kind: 'stale', ageMs: 60_000 } });
  }
  return { clock, simulator };
}

test('a stale list lacks what was created since', async () => {
  const { clock, simulator } = await startStale();
  await create(simulator);
  clock.advance(59_999);
  expect(idsIn(await list(simulator))).toEqual([]);
  clock.advance(1);
  expect(idsIn(await list(simulator))).toEqual(['nightly']);
});

test('a stale list still has what was deleted since', async () => {
  const { clock, simulator } = await startStale();
  simulator.addSnapshot(EAST);
  await deleteSnapshot(simulator, 'Id=east&Namespace=team&Cluster=Msc1');
  clock.advance(59_999);
  expect(idsIn(await list(simulator))).toEqual(['east']);
  clock.advance(1);
  expect(idsIn(await list(simulator))).toEqual([]);
});

test('a stale list tells readiness as it was', async () => {
  const { clock, simulator } = await startStale();
  await create(simulator);
  clock.advance(69_999);
  expect(resultOf(await list(simulator)).items).toMatchObject([{ readyToUse: false }]);
  clock.advance(1);
  expect(resultOf(await list(simulator)).items).toMatchObject([{ readyToUse: true }]);
});

test('a stale get does not find what was created since', async () => {
  const { clock, simulator } = await startStale();
  await create(simulator);
  clock.advance(59_999);
  expect(errorOf(await get(simulator)).message).toContain('"nightly" not found');
  clock.advance(1);
  expect(resultOf(await get(simulator)).id).toBe('nightly');
});

test('a stale get finds the old one where a new one took its name', async () => {
  const { clock, simulator } = await startStale();
  await create(simulator);
  clock.advance(1000);
  await deleteSnapshot(simulator);
  await create(simulator, { ...NIGHTLY_INPUT, sourceVMName: 'db' });
  clock.advance(59_999);
  expect(resultOf(await get(simulator)).sourceName).toBe('web');
  clock.advance(1);
  expect(resultOf(await get(simulator)).sourceName).toBe('db');
});

test('a stale answer leaves the world as it is', async () => {
  const { simulator } = await startStale();
  await create(simulator);
  await list(simulator);
  expect(simulator.snapshots()).toMatchObject([{ id: 'nightly', visible: true }]);
});

test('a list can leave ids out', async () => {
  const simulator = await startUnder('list', { kind: 'leave-out', ids: ['east', 'nightly'] });
  expect(idsIn(await list(simulator))).toEqual(['west']);
});

test('a list can hold an id twice', async () => {
  const simulator = await startUnder('list', { kind: 'double', ids: ['east'] });
  expect(resultOf(await list(simulator)).items).toEqual([EAST, EAST, WEST]);
});

test('a list can ignore its cluster', async () => {
  const simulator = await start({ clusters: ['Msc1', 'Hou1'] });
  simulator.addSnapshot({ ...EAST, cluster: 'Msc1' });
  simulator.addSnapshot({ ...WEST, cluster: 'Hou1' });
  simulator.scheduleFault({ operation: 'list', fault: { kind: 'all-clusters' } });
  expect(idsIn(await listCluster(simulator, 'Hou1'))).toEqual(['east', 'west']);
});

test('a list can say anything of its snapshots', async () => {
  const fields = { readyToUse: false, sourceName: null, rootDiskSize: 100 };
  const simulator = await startUnder('list', { kind: 'overlay', fields });
  expect(resultOf(await list(simulator)).items).toEqual([
    { ...EAST, ...fields },
    { ...WEST, ...fields },
  ]);
});

test('a list can say it of some snapshots only', async () => {
  const fields = { namespace: 'other' };
  const simulator = await startUnder('list', { kind: 'overlay', fields, ids: ['west'] });
  expect(resultOf(await list(simulator)).items).toEqual([EAST, { ...WEST, ...fields }]);
});

test('a get can be answered with another snapshot', async () => {
  const simulator = await startUnder('get', { kind: 'overlay', fields: { id: 'west' } });
  const reply = await get(simulator, 'Id=east&Namespace=team&Cluster=Msc1');
  expect(resultOf(reply)).toEqual({ ...EAST, id: 'west' });
});

test('a creation can be accepted in the name of another machine', async () => {
  const simulator = await startUnder('create', { kind: 'overlay', fields: { sourceName: 'db' } });
  const reply = await create(simulator);
  expect(reply.status).toBe(202);
  expect(resultOf(reply)).toMatchObject({ id: 'nightly', sourceName: 'db' });
  expect(simulator.snapshots()).toContainEqual(expect.objectContaining({ id: 'nightly', sourceName: 'web' }));
});

test.each([
  { kind: 'stale', ageMs: 60_000 },
  { kind: 'leave-out', ids: ['nightly'] },
  { kind: 'double', ids: ['nightly'] },
  { kind: 'all-clusters' },
  { kind: 'overlay', fields: { id: 'other' } },
] satisfies Untruth[])('$kind means nothing to a deletion or a log-in', async (fault) => {
  const simulator = await startUnder('any', fault);
  simulator.addSnapshot({ id: 'nightly', namespace: 'team' });
  expect(resultOf(await deleteSnapshot(simulator))).toEqual({ id: 'nightly' });
  expect(resultOf(await logIn(simulator)).accessToken).toEqual(expect.any(String));
});

test.each([
  { kind: 'leave-out', ids: ['nightly'] },
  { kind: 'double', ids: ['nightly'] },
  { kind: 'all-clusters' },
] satisfies Untruth[])('$kind means nothing to a get', async (fault) => {
  const simulator = await startUnder('get', fault);
  simulator.addSnapshot({ id: 'nightly', namespace: 'team' });
  expect(resultOf(await get(simulator))).toEqual({ id: 'nightly', namespace: 'team' });
});

test('untrue answers keep the shape that is set', async () => {
  const simulator = await start({ answerShape: 'bare' });
  simulator.addSnapshot(EAST);
  simulator.scheduleFault({ operation: 'list', fault: { kind: 'overlay', fields: { id: 'west' } } });
  expect(JSON.parse((await list(simulator)).text)).toEqual({ items: [{ ...EAST, id: 'west' }] });
});
