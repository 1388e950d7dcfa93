import type { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';
import type { SeedSnapshot } from '../../simulator/snapshot-world.ts';
import { simulatorStarter } from '../simulator/running-simulator.ts';

/** To be called once in a test file: starts simulators that hold snapshots, and are closed after each test. */
export function cloudStarter() {
  const start = simulatorStarter();
  return async (snapshots: readonly SeedSnapshot[] = [], options: SimulatorOptions = {}) => {
    const cloud = await start(options);
    for (const snapshot of snapshots) cloud.addSnapshot(snapshot);
    return cloud;
  };
}

/** The ids of the requests that ask for a deletion. */
export function deletionsAt({ requests }: Simulator): readonly unknown[] {
  return requests.filter(({ method }) => method === 'DELETE').map(({ query }) => query['Id']);
}

/** The ids of the snapshots that nobody asked to delete, in alphabetic order. */
export function idsAt(cloud: Simulator): readonly unknown[] {
  const left = cloud.snapshots().filter(({ deleting }) => !deleting);
  return left.map(({ id }) => id).sort();
}

/** A snapshot in namespace `team` that can be restored. */
export function snapshotOf(sourceName: string, id: string, ageDays: number): SeedSnapshot {
  const creationDate = new Date(Date.now() - ageDays * 24 * 60 * 60 * 1000).toISOString().slice(0, 19);
  return { id, namespace: 'team', sourceName, creationDate, readyToUse: true };
}
