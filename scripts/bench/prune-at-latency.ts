import type { FaultRule } from '../../simulator/fault-rules.ts';
import { compared, type Finding, inSeconds, limited } from './finding.ts';
import { actionStep, median, runMeasured } from './measured-run.ts';
import { inputsAt, snapshotsOf, withCloud } from './simulated-cloud.ts';

const DELETED = 2000;
const MACHINES = 10;
const LATENCY_MS = 50;
const CONCURRENCY = 5;
const IDEAL_MS = (DELETED * LATENCY_MS) / CONCURRENCY;

/** Twenty times two DELETEs are refused, a hundred apart. */
const REFUSED_TIMES = 20;
const REFUSED_AT_ONCE = 2;
const DELETES_BETWEEN = 100;

/** How close a prune of many comes to the ideal, and what becomes of it where the server limits its callers. */
export async function measurePrune(): Promise<readonly Finding[]> {
  const calm = [await pruneAgainst([]), await pruneAgainst([]), await pruneAgainst([])];
  // No figure is asked of how long these two take, so they may run at the same time.
  const [refused, refusedFor1s] = await Promise.all([
    pruneAgainst(refusals({})),
    pruneAgainst(refusals({ 'Retry-After': '1' })),
  ]);
  return [
    compared({
      what: 'time of a `prune` of 2,000 at 50 ms latency',
      measured: median(calm.map(({ durationMs }) => durationMs)),
      beside: IDEAL_MS,
      besideWhat: 'the ideal (count × latency / 5)',
      unit: inSeconds,
      atMost: 1.2,
    }),
    limited(
      'its connections at the same time',
      Math.max(...calm.map(({ connectionsAtMost }) => connectionsAtMost)),
      CONCURRENCY,
      '',
    ),
    describeRefused('without `Retry-After`', refused),
    describeRefused('with `Retry-After: 1`', refusedFor1s),
  ];
}

interface Pruned {
  readonly durationMs: number;
  readonly connectionsAtMost: number;
  /** Answers of 429. */
  readonly refusals: number;
  readonly deleted: number;
}

/** Each machine keeps its newest snapshot. */
function pruneAgainst(faults: readonly FaultRule[]): Promise<Pruned> {
  const snapshots = snapshotsOf(MACHINES, DELETED + MACHINES);
  return withCloud({ snapshots, latencyMs: LATENCY_MS, faults }, async (simulator) => {
    const inputs = { operation: 'prune', namespace: 'prod', match: '*', 'keep-last': '1' };
    const { durationMs } = await runMeasured(actionStep(inputsAt(simulator, inputs)));
    return {
      durationMs,
      connectionsAtMost: simulator.load().connectionsAtMost,
      refusals: simulator.requests.filter(({ status }) => status === 429).length,
      deleted: snapshots.length - simulator.snapshots().length,
    };
  });
}

function refusals(headers: Readonly<Record<string, string>>): readonly FaultRule[] {
  return Array.from({ length: REFUSED_TIMES }, (_none, index) => ({
    operation: 'delete',
    skip: (index + 1) * DELETES_BETWEEN - DELETES_BETWEEN / 2,
    times: REFUSED_AT_ONCE,
    fault: { kind: 'status', status: 429, headers, body: 'none' },
  }));
}

function describeRefused(how: string, { durationMs, refusals, deleted }: Pruned): Finding {
  return {
    what: `the same with ${refusals} DELETEs answered with 429 ${how}`,
    measured: inSeconds(durationMs),
    beside: '',
    result: `${deleted} deleted`,
    figure: `all ${DELETED} deleted`,
    isMet: deleted === DELETED,
  };
}
