import { expect, test } from '@jest/globals';
import type { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';
import { call, create, errorOf, NIGHTLY_INPUT, queryOf, resultOf } from './api-client.ts';
import { simulatorStarter, startWithClock } from './running-simulator.ts';

const start = simulatorStarter();

const API = '/api/v1/servers/virtual';

const WEB_2 = {
  cluster: 'Msc1',
  vpc: 'team',
  name: 'web-2',
  configuration: 'A100_40GB_PCIe_1x',
  ssh_keys: ['ssh-ed25519 AAAA'],
  snapshotName: 'nightly',
};

const createServer = (simulator: Simulator, changes: object) =>
  call(simulator, `${API}/CreateServer`, { method: 'POST', body: { ...WEB_2, ...changes } });

async function startWithSnapshots(options: SimulatorOptions = {}) {
  const virtualMachines = [{ cluster: 'Msc1', namespace: 'team', name: 'web' }];
  const started = await startWithClock(start, { virtualMachines, ...options });
  const snapshot = { namespace: 'team', sourceName: 'web' };
  started.simulator.addSnapshot({ ...snapshot, id: 'nightly', readyToUse: true });
  started.simulator.addSnapshot({ ...snapshot, id: 'unready', readyToUse: false });
  return started;
}

test('a VM made from a snapshot is online after a while, with an address of its own, and can be snapshot', async () => {
  const { clock, simulator } = await startWithSnapshots({ readyAfterMs: 1000 });
  const reply = await createServer(simulator, {});
  expect(reply.status).toBe(202);
  expect(resultOf(reply)).toMatchObject({ id: 'web-2', configuration: WEB_2.configuration, ip: '' });

  const web2 = async () => resultOf(await call(simulator, `${API}/GetServer?${queryOf('web-2')}`));
  clock.advance(999);
  expect(await web2()).toMatchObject({ status: 'PENDING_RESOURCES', ip: '' });
  clock.advance(1);
  expect(await web2()).toMatchObject({ status: 'ONLINE', ip: '198.51.100.1', configuration: '5' });
  expect((await create(simulator, { ...NIGHTLY_INPUT, name: 'of-2', sourceVMName: 'web-2' })).status).toBe(
    202,
  );
});

test.each([
  ['a snapshot that is missing', { snapshotName: 'gone' }, 'Snapshot "gone" not found'],
  ['a snapshot of another namespace', { vpc: 'other' }, 'Snapshot "nightly" not found'],
  ['a snapshot that is not ready', { snapshotName: 'unready' }, 'Snapshot "unready" is not ready to use'],
  ['a name that is taken', { name: 'web' }, '"web" already exists'],
  ['the id of a configuration', { configuration: '5' }, 'Configuration "5" not found'],
])('a VM with %s is refused', async (_what, changes, message) => {
  const { simulator } = await startWithSnapshots();
  expect(errorOf(await createServer(simulator, changes))).toMatchObject({ message });
});

test.each([
  ['&DeleteSnapshots=false', 2],
  ['&DeleteSnapshots=true', 0],
  ['', 0],
])('of a VM destroyed with "%s", %d snapshots are left', async (parameter, left) => {
  const { simulator } = await startWithSnapshots();
  const destroy = () =>
    call(simulator, `${API}/DestroyServer?${queryOf('web')}${parameter}`, { method: 'DELETE' });
  expect((await destroy()).status).toBe(202);
  expect(simulator.snapshots()).toHaveLength(left);
  expect(errorOf(await destroy())).toMatchObject({ message: '"web" not found' });
});

test('a VM that is destroyed takes no snapshot of another cluster with it', async () => {
  const { simulator } = await startWithSnapshots({ clusters: ['Msc1', 'Hou1'] });
  simulator.addSnapshot({ id: 'same-name', namespace: 'team', sourceName: 'web', cluster: 'Hou1' });
  simulator.addSnapshot({ id: 'same-name', namespace: 'team', sourceName: 'db', cluster: 'Msc1' });
  await call(simulator, `${API}/DestroyServer?${queryOf('web')}`, { method: 'DELETE' });
  expect(simulator.snapshots().map(({ id, cluster }) => [id, cluster])).toEqual([
    ['same-name', 'Hou1'],
    ['same-name', 'Msc1'],
  ]);
});
