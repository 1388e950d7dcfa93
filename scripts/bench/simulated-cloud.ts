import type { FaultRule } from '../../simulator/fault-rules.ts';
import { type Simulator, withSimulator } from '../../simulator/simulator.ts';
import type { SeedSnapshot } from '../../simulator/snapshot-world.ts';

const NEWEST_MS = Date.UTC(2026, 0, 31, 12);
const MINUTES_BETWEEN_SNAPSHOTS = 10;

/** What is on a simulated cloud, and how it behaves. */
export interface CloudPlan {
  readonly snapshots?: readonly SeedSnapshot[];
  readonly latencyMs?: number;
  readonly faults?: readonly FaultRule[];
}

/** Does something with a simulated cloud that is there only meanwhile. */
export function withCloud<Value>(
  { snapshots = [], latencyMs = 0, faults = [] }: CloudPlan,
  work: (simulator: Simulator) => Promise<Value>,
): Promise<Value> {
  return withSimulator({ latencyMs }, (simulator) => {
    for (const snapshot of snapshots) simulator.addSnapshot(snapshot);
    for (const rule of faults) simulator.scheduleFault(rule);
    return work(simulator);
  });
}

/** Inputs that reach a simulator. */
export function inputsAt(
  { url }: Simulator,
  inputs: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return { 'api-url': url, 'api-key': 'test-key', cluster: 'Msc1', 'job-summary': 'true', ...inputs };
}

/** Some machines' snapshots by turns, each a while before the one before it. */
export function snapshotsOf(machineCount: number, snapshotCount: number): readonly SeedSnapshot[] {
  return Array.from({ length: snapshotCount }, (_none, index) => {
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
  });
}

/** Answers listings with the same bytes, made once: a server's own time is no part of a comparison. */
export function preparedListing(snapshots: readonly SeedSnapshot[]): FaultRule {
  const envelope = { result: { items: snapshots }, success: true, error: null, __abp: true };
  return {
    operation: 'list',
    times: 'always',
    fault: { kind: 'raw-body', body: Buffer.from(JSON.stringify(envelope)) },
  };
}
