import { isDeepStrictEqual } from 'node:util';
import { type Finding, inMilliseconds } from './finding.ts';
import {
  actionStep,
  bareScript,
  type MeasuredRun,
  medianOf,
  type Runs,
  runInterleaved,
} from './measured-run.ts';
import { inputsAt, snapshotsOf, withCloud } from './simulated-cloud.ts';

const PAIRS = 25;
const LISTED = 20;
const MACHINES = 4;

/** What the action costs before and around its work, in CPU time. */
export async function measureStart(): Promise<readonly Finding[]> {
  return [await measureList(), await measureLoading()];
}

function measureList(): Promise<Finding> {
  return withCloud({ snapshots: snapshotsOf(MACHINES, LISTED) }, async (simulator) => {
    const { list, bare } = await runInterleaved(
      {
        list: actionStep(inputsAt(simulator, { operation: 'list' })),
        bare: bareScript('bare-list.mjs', simulator.url),
      },
      PAIRS,
    );
    requireSameOutputs(list, bare);
    return {
      what: `CPU of a whole \`list\` of ${LISTED} snapshots`,
      measured: medianOf(list, 'cpuMs'),
      beside: medianOf(bare, 'cpuMs'),
      besideWhat: 'a bare `node:http` script with the same request and outputs',
      unit: inMilliseconds,
      atMost: 1.25,
    };
  });
}

async function measureLoading(): Promise<Finding> {
  const { action, nothing } = await runInterleaved(
    { action: actionStep({}, 1), nothing: { nodeArguments: ['-e', '0'] } },
    PAIRS,
  );
  return {
    what: 'CPU of loading `dist` and failing on a missing `operation`',
    measured: medianOf(action, 'cpuMs'),
    beside: medianOf(nothing, 'cpuMs'),
    besideWhat: '`node -e 0`',
    unit: inMilliseconds,
    atMost: 3.3,
  };
}

/** A script that does less than the action would be no measure for it. */
function requireSameOutputs([list]: Runs, [bare]: Runs): void {
  if (!isDeepStrictEqual(comparableOutputs(list), comparableOutputs(bare))) {
    throw new Error(`The bare script wrote other outputs than the action:\n${bare?.outputFile}`);
  }
}

function comparableOutputs(run: MeasuredRun | undefined): Readonly<Record<string, string>> {
  return { ...run?.outputs, 'snapshots-file': '(of this run)' };
}
