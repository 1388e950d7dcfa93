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
  queryOf,
  resultOf,
} from './api-client.ts';
import { simulatorStarter, startWithClock } from './running-simulator.ts';

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
  const started = await startWithClock(start, { readyAfterMs: 10_000 });
  const fault = { kind: 'stale', ageMs: 60_000 } as const;
  for (const operation of ['list', 'get'] as const) {
    started.simulator.scheduleFault({ operation, times: 'always', fault });
  }
  return started;
}

test('stale reads lack what was created since, tell readiness as it was, and leave the world as it is', async () => {
  const { clock, simulator } = await startStale();
  await create(simulator);
  clock.advance(59_999);
  expect(idsIn(await list(simulator))).toEqual([]);
  expect(errorOf(await get(simulator)).message).toContain('"nightly" not found');
  expect(simulator.snapshots()).toMatchObject([{ id: 'nightly', visible: true }]);
  clock.advance(1);
  expect(resultOf(await get(simulator)).id).toBe('nightly');
  clock.advance(9_999);
  expect(resultOf(await list(simulator)).items).toMatchObject([{ id: 'nightly', readyToUse: false }]);
  clock.advance(1);
  expect(resultOf(await list(simulator)).items).toMatchObject([{ id: 'nightly', readyToUse: true }]);
});

test('a stale list still has what was deleted since', async () => {
  const { clock, simulator } = await startStale();
  simulator.addSnapshot(EAST);
  await deleteSnapshot(simulator, queryOf('east'));
  clock.advance(59_999);
  expect(idsIn(await list(simulator))).toEqual(['east']);
  clock.advance(1);
  expect(idsIn(await list(simulator))).toEqual([]);
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

const OVERLAID = { readyToUse: false, sourceName: null, rootDiskSize: 100 };

test.each([
  ['leave ids out', { kind: 'leave-out', ids: ['east', 'nightly'] }, [WEST]],
  ['hold an id twice', { kind: 'double', ids: ['east'] }, [EAST, EAST, WEST]],
  [
    'say anything of its snapshots',
    { kind: 'overlay', fields: OVERLAID },
    [
      { ...EAST, ...OVERLAID },
      { ...WEST, ...OVERLAID },
    ],
  ],
  [
    'say it of some only',
    { kind: 'overlay', fields: OVERLAID, ids: ['west'] },
    [EAST, { ...WEST, ...OVERLAID }],
  ],
] satisfies [string, Untruth, object[]][])('a list can %s', async (_what, fault, items) => {
  expect(resultOf(await list(await startUnder('list', fault))).items).toEqual(items);
});

test('a list can ignore its cluster', async () => {
  const simulator = await start({ clusters: ['Msc1', 'Hou1'] });
  simulator.addSnapshot({ ...EAST, cluster: 'Msc1' });
  simulator.addSnapshot({ ...WEST, cluster: 'Hou1' });
  simulator.scheduleFault({ operation: 'list', fault: { kind: 'all-clusters' } });
  expect(idsIn(await listCluster(simulator, 'Hou1'))).toEqual(['east', 'west']);
});

test('a get can be answered with another snapshot', async () => {
  const simulator = await startUnder('get', { kind: 'overlay', fields: { id: 'west' } });
  const reply = await get(simulator, queryOf('east'));
  expect(resultOf(reply)).toEqual({ ...EAST, id: 'west' });
});

test('a creation can be accepted in the name of another machine', async () => {
  const simulator = await startUnder('create', { kind: 'overlay', fields: { sourceName: 'db' } });
  const reply = await create(simulator);
  expect(reply.status).toBe(202);
  expect(resultOf(reply)).toMatchObject({ id: 'nightly', sourceName: 'db' });
  expect(simulator.snapshots()).toContainEqual(expect.objectContaining({ id: 'nightly', sourceName: 'web' }));
});

const OF_LISTS: readonly Untruth[] = [
  { kind: 'leave-out', ids: ['nightly'] },
  { kind: 'double', ids: ['nightly'] },
  { kind: 'all-clusters' },
];

test.each<Untruth>([
  ...OF_LISTS,
  { kind: 'stale', ageMs: 60_000 },
  { kind: 'overlay', fields: { id: 'other' } },
])('$kind means nothing to a deletion or a log-in', async (fault) => {
  const simulator = await startUnder('any', fault);
  simulator.addSnapshot({ id: 'nightly', namespace: 'team' });
  expect(resultOf(await deleteSnapshot(simulator))).toEqual({ id: 'nightly' });
  expect(resultOf(await logIn(simulator)).accessToken).toEqual(expect.any(String));
});

test.each(OF_LISTS)('$kind means nothing to a get', async (fault) => {
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
