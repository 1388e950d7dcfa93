import type { Finding } from './finding.ts';
import { actionStep, runMeasured } from './measured-run.ts';
import { inputsAt, withServer } from './server-process.ts';

const WAITED_FOR = 200;
const UNREADY_ROUNDS = 3;

/** How many requests each round of a wait for many snapshots costs. */
export function measureWaitForMany(): Promise<Finding> {
  const plan = { snapshotCount: WAITED_FOR, machineCount: WAITED_FOR, unreadyListings: UNREADY_ROUNDS };
  return withServer(plan, async (server) => {
    const ids = Array.from({ length: WAITED_FOR }, (_none, index) => `machine-${index}-${index}`);
    const { log } = await runMeasured(
      actionStep(
        inputsAt(server, { operation: 'wait-ready', namespace: 'prod', 'snapshot-id': ids.join(',') }),
      ),
    );
    // The last round finds all of them ready, and says nothing of a next check.
    const rounds = log.split('next check in').length;
    const { reads } = await server.report();
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
