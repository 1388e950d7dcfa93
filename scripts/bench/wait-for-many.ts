import type { Finding } from './finding.ts';
import { actionStep, runMeasured } from './measured-run.ts';
import { inputsAt, preparedListing, snapshotsOf, withCloud } from './simulated-cloud.ts';

const WAITED_FOR = 200;
const UNREADY_ROUNDS = 3;

/** How many requests each round of a wait for many snapshots costs. */
export function measureWaitForMany(): Promise<Finding> {
  const snapshots = snapshotsOf(WAITED_FOR, WAITED_FOR);
  const unready = snapshots.map((snapshot) => ({ ...snapshot, readyToUse: false }));
  const faults = [preparedListing(unready, UNREADY_ROUNDS)];
  return withCloud({ snapshots, faults }, async (simulator) => {
    const ids = snapshots.map(({ id }) => id).join(',');
    const { log } = await runMeasured(
      actionStep(inputsAt(simulator, { operation: 'wait-ready', namespace: 'prod', 'snapshot-id': ids })),
    );
    // The last round finds all of them ready, and says nothing of a next check.
    const rounds = log.split('next check in').length;
    const reads = simulator.requests.filter(({ method }) => method === 'GET').length;
    return {
      what: 'requests while `wait-ready` waits for 200 snapshots',
      measured: `${reads} in ${rounds} rounds`,
      beside: '',
      result: `${reads / rounds} a round`,
      figure: '1 a round',
      isMet: reads === rounds,
    };
  });
}
