import { expect, test } from '@jest/globals';
import type { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions, SimulatorSettings } from '../../simulator/simulator-options.ts';
import {
  create,
  deleteSnapshot,
  errorOf,
  get,
  idsIn,
  list,
  listCluster,
  NIGHTLY_INPUT,
  queryOf,
  type Reply,
  resultOf,
} from './api-client.ts';
import { simulatorStarter, startWithClock } from './running-simulator.ts';

const start = simulatorStarter();

const WEB = { cluster: 'Msc1', namespace: 'team', name: 'web' };
const JSON_TYPE = 'application/json; charset=utf-8';

test('a creation is answered with 202 and the snapshot, dated without a zone and not ready yet', async () => {
  const { simulator } = await startWithClock(start);
  const reply = await create(simulator);
  expect(reply.status).toBe(202);
  expect(resultOf(reply)).toMatchObject({
    id: 'nightly',
    namespace: 'team',
    sourceName: 'web',
    creationDate: '2026-11-23T14:15:30.1230000',
    readyToUse: false,
  });
});

test('the server makes up a name if it is given none', async () => {
  const simulator = await start();
  const { name, ...unnamed } = NIGHTLY_INPUT;
  const replies = [await create(simulator, unnamed), await create(simulator, unnamed)];
  const ids = replies.map((reply) => resultOf(reply).id);
  expect(new Set(ids)).toEqual(new Set(idsIn(await list(simulator))));
  expect(new Set(ids).size).toBe(2);
});

test.each([
  ['is ready', { readyAfterMs: 1000 }, async (simulator) => resultOf(await get(simulator)).readyToUse],
  ['is found by a get', { invisibleForMs: 1000 }, async (simulator) => (await get(simulator)).status === 200],
  ['is listed', { invisibleForMs: 1000 }, async (simulator) => idsIn(await list(simulator)).length === 1],
] satisfies [string, SimulatorOptions, (simulator: Simulator) => Promise<boolean>][])(
  'a created snapshot %s when its time has come',
  async (_what, options, isSo) => {
    const { clock, simulator } = await startWithClock(start, options);
    await create(simulator);
    clock.advance(999);
    expect(await isSo(simulator)).toBe(false);
    clock.advance(1);
    expect(await isSo(simulator)).toBe(true);
  },
);

test('a created snapshot can stay unready for good', async () => {
  const { clock, simulator } = await startWithClock(start, { readyAfterMs: 'never' });
  await create(simulator);
  clock.advance(365 * 24 * 60 * 60 * 1000);
  expect(resultOf(await get(simulator)).readyToUse).toBe(false);
});

test('a name is taken in its namespace alone, even while its snapshot is invisible', async () => {
  const { simulator } = await startWithClock(start, { invisibleForMs: 5000 });
  await create(simulator);
  const reply = await create(simulator);
  expect(reply.status).toBe(500);
  expect(errorOf(reply).message).toBe('volumesnapshots.snapshot.storage.k8s.io "nightly" already exists');
  expect((await create(simulator, { ...NIGHTLY_INPUT, namespace: 'other-team' })).status).toBe(202);
});

test.each([
  [{ sourceVMName: 'wbe' }, 'Virtual machine "wbe" not found in namespace "team".'],
  [{ sourceVMName: '' }, 'A snapshot needs a virtual machine: sourceVMName is not set.'],
  [{ sourceVMName: undefined }, 'A snapshot needs a virtual machine: sourceVMName is not set.'],
  [{ namespace: 'other' }, 'Namespace "other" is not available.'],
  ...['Nightly', '-nightly', 'nightly-', 'a..b', 'under_score', 'a'.repeat(254), ''].map(
    (name) => [{ name }, 'is invalid: metadata.name'] as const,
  ),
])('a creation with %j is refused', async (changes, message) => {
  const simulator = await start({ virtualMachines: [WEB], namespaces: ['team'] });
  const reply = await create(simulator, { ...NIGHTLY_INPUT, ...changes });
  expect(reply.status).toBe(500);
  expect(errorOf(reply).message).toContain(message);
});

test.each(['a', 'v1.2.3', '0-9', 'a'.repeat(253)])(
  'the name "%s" is accepted for a machine that is known',
  async (name) => {
    const reply = await create(await start({ virtualMachines: [WEB] }), { ...NIGHTLY_INPUT, name });
    expect(reply.status).toBe(202);
  },
);

test.each([
  ['list', listCluster],
  ['get', (simulator, cluster) => get(simulator, queryOf('nightly', cluster))],
  ['delete', (simulator, cluster) => deleteSnapshot(simulator, queryOf('nightly', cluster))],
  ['create', (simulator, cluster) => create(simulator, { ...NIGHTLY_INPUT, cluster })],
] satisfies [string, typeof listCluster][])('%s refuses an unknown cluster', async (_name, send) => {
  const reply = await send(await start(), 'Mcs1');
  expect(reply.status).toBe(500);
  expect(errorOf(reply).message).toBe('Cluster "Mcs1" is not available.');
});

test('a list spans clusters and does not say which, unless it is told one', async () => {
  const simulator = await start({ clusters: ['Msc1', 'Hou1'] });
  simulator.addSnapshot({ id: 'east', namespace: 'team', cluster: 'Msc1' });
  simulator.addSnapshot({ id: 'west', namespace: 'team', cluster: 'Hou1' });
  expect(resultOf(await list(simulator)).items).toEqual([
    { id: 'east', namespace: 'team' },
    { id: 'west', namespace: 'team' },
  ]);
  expect(idsIn(await listCluster(simulator, 'Hou1'))).toEqual(['west']);
});

test('deleting is accepted with 202 and the id', async () => {
  const simulator = await start();
  await create(simulator);
  const reply = await deleteSnapshot(simulator);
  expect(reply.status).toBe(202);
  expect(resultOf(reply)).toEqual({ id: 'nightly' });
});

test('a deleted snapshot stays for a while with its name, and no longer if it is deleted again', async () => {
  const { clock, simulator } = await startWithClock(start, { deletedVisibleForMs: 60_000 });
  await create(simulator);
  await deleteSnapshot(simulator);
  clock.advance(59_999);
  expect((await deleteSnapshot(simulator)).status).toBe(202);
  expect((await create(simulator)).status).toBe(500);
  expect(idsIn(await list(simulator))).toEqual(['nightly']);
  clock.advance(1);
  expect(idsIn(await list(simulator))).toEqual([]);
  expect((await create(simulator)).status).toBe(202);
  expect(idsIn(await list(simulator))).toEqual(['nightly']);
});

test.each([
  ['terraform-500', 500, JSON_TYPE, /"volumesnapshots\.snapshot\.storage\.k8s\.io \\"nightly\\" not found"/],
  ['status-404', 404, JSON_TYPE, /"Snapshot nightly could not be found\."/],
  [
    'abp-404',
    404,
    JSON_TYPE,
    /"There is no such an entity\. Entity type: Denvr\.Snapshots\.Snapshot, id: nightly"/,
  ],
  ['empty-404', 404, null, /^$/],
  [
    'problem-404',
    404,
    'application/problem+json; charset=utf-8',
    /"title":"Not Found","status":404,"traceId":".+"/,
  ],
  ['gateway-404', 404, JSON_TYPE, /^\{"message":"no Route matched with those values"\}$/],
] satisfies [SimulatorSettings['notFoundStyle'], number, string | null, RegExp][])(
  'a missing snapshot in the style %s is a %i',
  async (notFoundStyle, status, contentType, text) => {
    const simulator = await start({ notFoundStyle });
    const replies: Reply[] = [await get(simulator), await deleteSnapshot(simulator)];
    for (const reply of replies) {
      expect(reply).toMatchObject({ status, text: expect.stringMatching(text) });
      expect(reply.headers.get('content-type')).toBe(contentType);
    }
  },
);

test('a snapshot that was put into the world is answered exactly as it was given', async () => {
  const simulator = await start();
  const old = { id: null, namespace: 'team', creationDate: '0001-01-01T00:00:00' };
  simulator.addSnapshot(old);
  expect(resultOf(await list(simulator)).items).toEqual([old]);
});

test.each([
  [{ id: 'a', cluster: 'Mcs1' }, 'Cluster "Mcs1" is not available.'],
  [{ id: 'nightly', namespace: 'team' }, '"nightly" already exists'],
])('%j can not be put into the world', async (snapshot, message) => {
  const simulator = await start();
  await create(simulator);
  expect(() => simulator.addSnapshot(snapshot)).toThrow(message);
});

test('the world tells what the API keeps to itself', async () => {
  const { simulator } = await startWithClock(start, { invisibleForMs: 1000, deletedVisibleForMs: 5000 });
  await create(simulator);
  await deleteSnapshot(simulator);
  expect(simulator.snapshots()).toMatchObject([
    { id: 'nightly', cluster: 'Msc1', visible: false, deleting: true },
  ]);
});

test('a hundred thousand snapshots are listed at once', async () => {
  const simulator = await start();
  for (let index = 0; index < 100_000; index += 1) {
    simulator.addSnapshot({ id: `snapshot-${index}`, namespace: 'team', readyToUse: true });
  }
  expect(resultOf(await list(simulator)).items).toHaveLength(100_000);
});
