import { expect, test } from '@jest/globals';
import {
  create,
  deleteSnapshot,
  errorOf,
  get,
  idsIn,
  list,
  listCluster,
  NIGHTLY_INPUT,
  resultOf,
} from './api-client.ts';
import { manualClock, simulatorStarter } from './running-simulator.ts';

const start = simulatorStarter();

test('creating is accepted with 202 and the snapshot, not ready yet', async () => {
  const reply = await create(await start());
  expect(reply.status).toBe(202);
  expect(resultOf(reply)).toMatchObject({
    id: 'nightly',
    namespace: 'team',
    sourceName: 'web',
    readyToUse: false,
  });
});

test('the creation date has no zone and seven digits of a fraction', async () => {
  const reply = await create(await start({ now: manualClock('2026-11-23T14:15:30.123Z').now }));
  expect(resultOf(reply).creationDate).toBe('2026-11-23T14:15:30.1230000');
});

test('the server makes up a name if it is given none', async () => {
  const simulator = await start();
  const { name, ...unnamed } = NIGHTLY_INPUT;
  const replies = [await create(simulator, unnamed), await create(simulator, unnamed)];
  const ids = replies.map((reply) => resultOf(reply).id);
  expect(new Set(ids)).toEqual(new Set(idsIn(await list(simulator))));
  expect(new Set(ids).size).toBe(2);
});

test('a created snapshot becomes ready when its time has come', async () => {
  const clock = manualClock();
  const simulator = await start({ now: clock.now, readyAfterMs: 1000 });
  await create(simulator);
  clock.advance(999);
  expect(resultOf(await get(simulator)).readyToUse).toBe(false);
  clock.advance(1);
  expect(resultOf(await get(simulator)).readyToUse).toBe(true);
});

test('a created snapshot can stay unready for good', async () => {
  const clock = manualClock();
  const simulator = await start({ now: clock.now, readyAfterMs: 'never' });
  await create(simulator);
  clock.advance(365 * 24 * 60 * 60 * 1000);
  expect(resultOf(await get(simulator)).readyToUse).toBe(false);
});

test('a created snapshot is missing from get until it becomes visible', async () => {
  const clock = manualClock();
  const simulator = await start({ now: clock.now, invisibleForMs: 5000 });
  await create(simulator);
  clock.advance(4999);
  expect(errorOf(await get(simulator)).message).toContain('"nightly" not found');
  clock.advance(1);
  expect(resultOf(await get(simulator)).id).toBe('nightly');
});

test('a created snapshot is missing from lists until it becomes visible', async () => {
  const clock = manualClock();
  const simulator = await start({ now: clock.now, invisibleForMs: 5000 });
  await create(simulator);
  expect(idsIn(await list(simulator))).toEqual([]);
  clock.advance(5000);
  expect(idsIn(await list(simulator))).toEqual(['nightly']);
});

test('a name is taken even while its snapshot is invisible', async () => {
  const simulator = await start({ now: manualClock().now, invisibleForMs: 5000 });
  await create(simulator);
  const reply = await create(simulator);
  expect(reply.status).toBe(500);
  expect(errorOf(reply).message).toBe('volumesnapshots.snapshot.storage.k8s.io "nightly" already exists');
});

test('a name that is taken in one namespace is free in another', async () => {
  const simulator = await start();
  await create(simulator);
  const reply = await create(simulator, { ...NIGHTLY_INPUT, namespace: 'other-team' });
  expect(reply.status).toBe(202);
});

test.each(['Nightly', '-nightly', 'nightly-', 'a..b', 'under_score', 'a'.repeat(254), ''])(
  'the name "%s" is refused, as Kubernetes would',
  async (name) => {
    const reply = await create(await start(), { ...NIGHTLY_INPUT, name });
    expect(reply.status).toBe(500);
    expect(errorOf(reply).message).toContain('is invalid: metadata.name');
  },
);

test.each(['a', 'v1.2.3', '0-9', 'a'.repeat(253)])('the name "%s" is accepted', async (name) => {
  const reply = await create(await start(), { ...NIGHTLY_INPUT, name });
  expect(reply.status).toBe(202);
});

test('a snapshot of an unknown virtual machine is refused by the name of the machine', async () => {
  const web = { cluster: 'Msc1', namespace: 'team', name: 'web' };
  const simulator = await start({ virtualMachines: [web] });
  const reply = await create(simulator, { ...NIGHTLY_INPUT, sourceVMName: 'wbe' });
  expect(reply.status).toBe(500);
  expect(errorOf(reply).message).toBe('Virtual machine "wbe" not found in namespace "team".');
});

test('a snapshot of a known virtual machine is accepted', async () => {
  const web = { cluster: 'Msc1', namespace: 'team', name: 'web' };
  expect((await create(await start({ virtualMachines: [web] }))).status).toBe(202);
});

test('a snapshot of a virtual machine without a name is refused', async () => {
  const reply = await create(await start(), { ...NIGHTLY_INPUT, sourceVMName: '' });
  expect(errorOf(reply).message).toContain('sourceVMName is not set');
});

test('a snapshot of no virtual machine is refused', async () => {
  const { sourceVMName, ...withoutMachine } = NIGHTLY_INPUT;
  const reply = await create(await start(), withoutMachine);
  expect(errorOf(reply).message).toContain('sourceVMName is not set');
});

test.each([
  ['list', listCluster],
  ['get', (simulator, cluster) => get(simulator, `Id=nightly&Namespace=team&Cluster=${cluster}`)],
  [
    'delete',
    (simulator, cluster) => deleteSnapshot(simulator, `Id=nightly&Namespace=team&Cluster=${cluster}`),
  ],
  ['create', (simulator, cluster) => create(simulator, { ...NIGHTLY_INPUT, cluster })],
] satisfies [string, typeof listCluster][])('%s refuses an unknown cluster', async (_name, send) => {
  const reply = await send(await start(), 'Mcs1');
  expect(reply.status).toBe(500);
  expect(errorOf(reply).message).toBe('Cluster "Mcs1" is not available.');
});

test('an unknown namespace is refused if the namespaces are known', async () => {
  const reply = await create(await start({ namespaces: ['other-team'] }));
  expect(errorOf(reply).message).toBe('Namespace "team" is not available.');
});

test('a list without a cluster spans clusters and does not say which', async () => {
  const simulator = await start({ clusters: ['Msc1', 'Hou1'] });
  simulator.addSnapshot({ id: 'east', namespace: 'team', cluster: 'Msc1' });
  simulator.addSnapshot({ id: 'west', namespace: 'team', cluster: 'Hou1' });
  expect(resultOf(await list(simulator)).items).toEqual([
    { id: 'east', namespace: 'team' },
    { id: 'west', namespace: 'team' },
  ]);
});

test('a list of one cluster leaves the others out', async () => {
  const simulator = await start({ clusters: ['Msc1', 'Hou1'] });
  simulator.addSnapshot({ id: 'east', namespace: 'team', cluster: 'Msc1' });
  simulator.addSnapshot({ id: 'west', namespace: 'team', cluster: 'Hou1' });
  expect(idsIn(await listCluster(simulator, 'Hou1'))).toEqual(['west']);
});

test('deleting is accepted with 202 and the id', async () => {
  const simulator = await start();
  await create(simulator);
  const reply = await deleteSnapshot(simulator);
  expect(reply.status).toBe(202);
  expect(resultOf(reply)).toEqual({ id: 'nightly' });
});

test('a deleted snapshot stays visible for a while', async () => {
  const clock = manualClock();
  const simulator = await start({ now: clock.now, deletedVisibleForMs: 60_000 });
  await create(simulator);
  await deleteSnapshot(simulator);
  clock.advance(59_999);
  expect(idsIn(await list(simulator))).toEqual(['nightly']);
  clock.advance(1);
  expect(idsIn(await list(simulator))).toEqual([]);
});

test('deleting again while it goes away is accepted, and does not start anew', async () => {
  const clock = manualClock();
  const simulator = await start({ now: clock.now, deletedVisibleForMs: 60_000 });
  await create(simulator);
  await deleteSnapshot(simulator);
  clock.advance(59_999);
  expect((await deleteSnapshot(simulator)).status).toBe(202);
  clock.advance(1);
  expect(simulator.snapshots()).toEqual([]);
});

test('the name of a deleted snapshot is free once it is gone', async () => {
  const clock = manualClock();
  const simulator = await start({ now: clock.now, deletedVisibleForMs: 1000 });
  await create(simulator);
  await deleteSnapshot(simulator);
  expect((await create(simulator)).status).toBe(500);
  clock.advance(1000);
  expect((await create(simulator)).status).toBe(202);
  expect(idsIn(await list(simulator))).toEqual(['nightly']);
});

test.each([
  ['get', get],
  ['delete', deleteSnapshot],
] satisfies [string, typeof get][])('%s of a missing snapshot is a 500 that says so', async (_name, send) => {
  const reply = await send(await start());
  expect(reply.status).toBe(500);
  expect(errorOf(reply).message).toBe('volumesnapshots.snapshot.storage.k8s.io "nightly" not found');
});

test.each([
  ['get', get],
  ['delete', deleteSnapshot],
] satisfies [string, typeof get][])('%s of a missing snapshot can be a 404', async (_name, send) => {
  const reply = await send(await start({ notFoundStyle: 'status-404' }));
  expect(reply.status).toBe(404);
  expect(errorOf(reply).message).toBe('Snapshot nightly could not be found.');
});

test.each([
  ['get', get],
  ['delete', deleteSnapshot],
] satisfies [string, typeof get][])(
  '%s of a missing snapshot can be said of an entity',
  async (_name, send) => {
    const reply = await send(await start({ notFoundStyle: 'abp-404' }));
    expect(reply.status).toBe(404);
    expect(errorOf(reply).message).toBe(
      'There is no such an entity. Entity type: Denvr.Snapshots.Snapshot, id: nightly',
    );
  },
);

test('a missing snapshot can be a 404 without a body', async () => {
  const reply = await get(await start({ notFoundStyle: 'empty-404' }));
  expect(reply).toMatchObject({ status: 404, text: '' });
});

test('a missing snapshot can be a 404 with problem details', async () => {
  const reply = await get(await start({ notFoundStyle: 'problem-404' }));
  expect(reply.status).toBe(404);
  expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(JSON.parse(reply.text)).toEqual({
    type: expect.any(String),
    title: 'Not Found',
    status: 404,
    traceId: expect.any(String),
  });
});

test('a missing snapshot can be a gateway’s 404', async () => {
  const reply = await get(await start({ notFoundStyle: 'gateway-404' }));
  expect(reply).toMatchObject({ status: 404, text: '{"message":"no Route matched with those values"}' });
});

test('a snapshot that was put into the world is answered exactly as it was given', async () => {
  const simulator = await start();
  const old = { id: null, namespace: 'team', creationDate: '0001-01-01T00:00:00' };
  simulator.addSnapshot(old);
  expect(resultOf(await list(simulator)).items).toEqual([old]);
});

test('a snapshot can not be put into an unknown cluster', async () => {
  const simulator = await start();
  expect(() => simulator.addSnapshot({ id: 'a', cluster: 'Mcs1' })).toThrow(
    'Cluster "Mcs1" is not available.',
  );
});

test('a snapshot can not be put where its name is taken', async () => {
  const simulator = await start();
  simulator.addSnapshot({ id: 'a', namespace: 'team' });
  expect(() => simulator.addSnapshot({ id: 'a', namespace: 'team' })).toThrow('"a" already exists');
});

test('the world tells what the API keeps to itself', async () => {
  const simulator = await start({ now: manualClock().now, invisibleForMs: 1000, deletedVisibleForMs: 5000 });
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
