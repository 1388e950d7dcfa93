/**
 * A simulator in a process of its own, which takes no time from the one that measures: started by `server-process.ts`
 * with a plan as its argument, it tells its URL, and what it saw whenever it is asked.
 */
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import type { SeedSnapshot } from '../../simulator/snapshot-world.ts';
import type { ServerPlan, ServerReport } from './server-process.ts';

const NEWEST_MS = Date.UTC(2026, 0, 31, 12);
const MINUTES_BETWEEN_SNAPSHOTS = 10;

const plan = JSON.parse(process.argv[2] ?? '') as ServerPlan;
const simulator = await startSimulator({ latencyMs: plan.latencyMs ?? 0 });
fill(simulator, plan);
process.on('message', () => process.send?.(report(simulator)));
process.on('disconnect', () => process.exit());
process.send?.(simulator.url);

function fill({ addSnapshot, scheduleFault }: Simulator, { faults = [], ...rest }: ServerPlan): void {
  const { snapshotCount, machineCount, answersPrepared = false, unreadyListings = 0 } = rest;
  const snapshots = Array.from({ length: snapshotCount }, (_none, index) => snapshot(index, machineCount));
  if (!answersPrepared) for (const seed of snapshots) addSnapshot(seed);
  if (answersPrepared) {
    scheduleFault({
      operation: 'list',
      times: 'always',
      fault: { kind: 'raw-body', body: listing(snapshots) },
    });
  }
  if (unreadyListings > 0) {
    const unready = snapshots.map((seed) => ({ ...seed, readyToUse: false }));
    scheduleFault({
      operation: 'list',
      times: unreadyListings,
      fault: { kind: 'raw-body', body: listing(unready) },
    });
  }
  for (const fault of faults) scheduleFault(fault);
}

/** The machines' snapshots by turns, each a while before the one before it. */
function snapshot(index: number, machineCount: number): SeedSnapshot {
  const machine = `machine-${index % machineCount}`;
  const createdMs = NEWEST_MS - index * MINUTES_BETWEEN_SNAPSHOTS * 60_000;
  return {
    id: `${machine}-${index}`,
    namespace: 'prod',
    sourceName: machine,
    osImage: 'Ubuntu 22.04.4 LTS',
    customPackage: null,
    rootDiskSize: '100Gi',
    creationDate: new Date(createdMs).toISOString().replace('Z', '0000'),
    username: 'user@example.com',
    tenancyName: 'tenancy',
    readyToUse: true,
  };
}

function listing(snapshots: readonly SeedSnapshot[]): Uint8Array {
  const envelope = { result: { items: snapshots }, success: true, error: null, __abp: true };
  return Buffer.from(JSON.stringify(envelope));
}

function report({ requests, load, snapshots }: Simulator): ServerReport {
  return {
    connectionsAtMost: load().connectionsAtMost,
    reads: requests.filter(({ method }) => method === 'GET').length,
    deletes: requests.filter(({ method }) => method === 'DELETE').length,
    refusals: requests.filter(({ status }) => status === 429).length,
    snapshotsLeft: snapshots().length,
  };
}
