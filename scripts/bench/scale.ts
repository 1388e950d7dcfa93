import { compared, type Finding, inMebibytes, inMilliseconds, limited } from './finding.ts';
import { actionStep, bareScript, medianOf, type Runs, runInterleaved } from './measured-run.ts';
import { inputsAt, withServer } from './server-process.ts';

const ROUNDS = 9;
const LISTED = 100_000;
const MACHINES = 500;

const WALL_AT_MOST = 3;
const MEMORY_AT_MOST = 2;

/** The runner counts outputs in UTF-16, and GitHub summaries in UTF-8. */
const OUTPUT_BYTES_AT_MOST = 900_000;
const SUMMARY_BYTES_AT_MOST = 1_048_576;

/** What a listing of many snapshots costs beside fetching and parsing it. */
export function measureLargeListing(): Promise<readonly Finding[]> {
  const plan = { snapshotCount: LISTED, machineCount: MACHINES, answersPrepared: true };
  return withServer(plan, async (server) => {
    const { list, prune, bare } = await runInterleaved(
      {
        bare: bareScript('bare-parse.mjs', { API_URL: server.url }),
        list: actionStep(inputsAt(server, { operation: 'list' })),
        prune: actionStep(
          inputsAt(server, {
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
  const besideWhat = 'a bare script that fetches and parses the same';
  return [
    compared({
      what: `time of a ${what}`,
      measured: medianOf(runs, 'durationMs'),
      beside: medianOf(bare, 'durationMs'),
      besideWhat,
      unit: inMilliseconds,
      atMost: WALL_AT_MOST,
    }),
    compared({
      what: 'its peak memory',
      measured: medianOf(runs, 'peakMemoryBytes'),
      beside: medianOf(bare, 'peakMemoryBytes'),
      besideWhat: 'the same script',
      unit: inMebibytes,
      atMost: MEMORY_AT_MOST,
    }),
    limited(
      'its outputs',
      largest(runs, ({ outputFile }) => outputFile.length * 2),
      OUTPUT_BYTES_AT_MOST,
      'bytes',
    ),
    limited(
      'its summary',
      largest(runs, ({ summary }) => Buffer.byteLength(summary)),
      SUMMARY_BYTES_AT_MOST,
      'bytes',
    ),
  ];
}

function largest(runs: Runs, sizeOf: (run: Runs[number]) => number): number {
  return Math.max(...runs.map(sizeOf));
}
