import { type Finding, inMebibytes, inMilliseconds } from './finding.ts';
import { actionStep, bareScript, medianOf, type Runs, runInterleaved } from './measured-run.ts';
import { inputsAt, preparedListing, snapshotsOf, withCloud } from './simulated-cloud.ts';

const ROUNDS = 9;
const LISTED = 100_000;
const MACHINES = 500;

const MAX_TIME_RATIO = 3;
const MAX_MEMORY_RATIO = 2;

/** What a listing of many snapshots costs beside fetching and parsing it. */
export function measureLargeListing(): Promise<readonly Finding[]> {
  const faults = [preparedListing(snapshotsOf(MACHINES, LISTED))];
  return withCloud({ faults }, async (simulator) => {
    const { list, prune, bare } = await runInterleaved(
      {
        bare: bareScript('bare-parse.mjs', simulator.url),
        list: actionStep(inputsAt(simulator, { operation: 'list' })),
        prune: actionStep(
          inputsAt(simulator, {
            operation: 'prune',
            namespace: 'prod',
            match: '*',
            'keep-daily': '7',
            'dry-run': 'true',
          }),
        ),
      },
      ROUNDS,
    );
    return [
      ...findingsOf('`list` of 100,000 snapshots', list, bare),
      ...findingsOf('`prune`, dry run, of 100,000 snapshots of 500 VMs', prune, bare),
    ];
  });
}

function findingsOf(what: string, runs: Runs, bare: Runs): readonly Finding[] {
  return [
    {
      what: `time of a ${what}`,
      measured: medianOf(runs, 'durationMs'),
      beside: medianOf(bare, 'durationMs'),
      besideWhat: 'a bare script that fetches and parses the same',
      unit: inMilliseconds,
      atMost: MAX_TIME_RATIO,
    },
    {
      what: 'its peak memory',
      measured: medianOf(runs, 'peakMemoryBytes'),
      beside: medianOf(bare, 'peakMemoryBytes'),
      besideWhat: 'the same script',
      unit: inMebibytes,
      atMost: MAX_MEMORY_RATIO,
    },
  ];
}
