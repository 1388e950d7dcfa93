import { type Finding, inSeconds } from './finding.ts';
import { actionStep, medianOf, runMeasured } from './measured-run.ts';
import { inputsAt, snapshotsOf, withCloud } from './simulated-cloud.ts';

const DELETED = 2000;
const MACHINES = 10;
const LATENCY_MS = 50;
const CONCURRENCY = 5;

/** How close a prune of many comes to the ideal. Each machine keeps its newest snapshot. */
export async function measurePrune(): Promise<Finding> {
  const inputs = { operation: 'prune', namespace: 'prod', match: '*', 'keep-last': '1' };
  const prune = () =>
    withCloud({ snapshots: snapshotsOf(MACHINES, DELETED + MACHINES), latencyMs: LATENCY_MS }, (simulator) =>
      runMeasured(actionStep(inputsAt(simulator, inputs))),
    );
  return {
    what: 'time of a `prune` of 2,000 at 50 ms latency',
    measured: medianOf([await prune(), await prune(), await prune()], 'durationMs'),
    beside: (DELETED * LATENCY_MS) / CONCURRENCY,
    besideWhat: 'the ideal (count × latency / 5)',
    unit: inSeconds,
    atMost: 1.2,
  };
}
