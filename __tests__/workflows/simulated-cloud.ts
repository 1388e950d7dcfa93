import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import type { FaultRule } from '../../simulator/fault-rules.ts';
import type { PublicRequest } from '../../simulator/request-log.ts';
import type { SeedSnapshot, SimulatedSnapshot } from '../../simulator/snapshot-world.ts';
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process.ts';

/** A simulator in another process, looked at from here. */
export class SimulatedCloud {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Every request to the API, in the order of arrival. */
  requests(): Promise<readonly PublicRequest[]> {
    return this.#read('requests');
  }

  /** The ids of the requests that ask for a deletion. */
  async deletions(): Promise<readonly unknown[]> {
    const requests = await this.requests();
    return requests.filter(({ method }) => method === 'DELETE').map(({ query }) => query['Id']);
  }

  /** The ids of the snapshots that nobody asked to delete, in alphabetic order. */
  async ids(): Promise<readonly string[]> {
    const snapshots = await this.#read<readonly SimulatedSnapshot[]>('snapshots');
    return snapshots
      .filter(({ deleting }) => !deleting)
      .map(({ id }) => id ?? '')
      .sort();
  }

  async scheduleFault(rule: FaultRule): Promise<void> {
    const answer = await fetch(`${this.url}/_simulator/faults`, {
      method: 'POST',
      body: JSON.stringify(rule),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  async #read<Value>(what: string): Promise<Value> {
    const answer = await fetch(`${this.url}/_simulator/${what}`);
    return (await answer.json()) as Value;
  }
}

/** To be called once in a test file. What it starts is stopped after each test. */
export function cloudStarter(): (
  snapshots?: readonly SeedSnapshot[],
  args?: readonly string[],
) => Promise<SimulatedCloud> {
  const running: SimulatorProcess[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map(stop));
  });
  return async (snapshots = [], args = []) => {
    const directory = mkdtempSync(join(tmpdir(), 'denvr-snapshots-'));
    const file = join(directory, 'snapshots.json');
    writeFileSync(file, JSON.stringify(snapshots));
    const simulator = await startSimulatorProcess(['--snapshots', file, ...args]);
    running.push(simulator);
    rmSync(directory, { recursive: true });
    return new SimulatedCloud(simulator.url);
  };
}

async function stop({ child, logDirectory }: SimulatorProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill();
  await exited;
  rmSync(logDirectory, { recursive: true });
}

/** A snapshot in namespace `team` that can be restored. */
export function snapshotOf(sourceName: string, id: string, ageDays: number): SeedSnapshot {
  const creationDate = new Date(Date.now() - ageDays * 24 * 60 * 60 * 1000).toISOString().slice(0, 19);
  return { id, namespace: 'team', sourceName, creationDate, readyToUse: true };
}
