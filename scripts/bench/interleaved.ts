import { type Measured, type MeasuredRun, runMeasured } from './measured-run.ts';
import { median } from './median.ts';

/** Several runs of one process. */
export type Runs = readonly MeasuredRun[];

/**
 * Runs some processes in turn, so that whatever else the machine does hits all of them alike. One more round goes
 * ahead and does not count: it fills the caches.
 */
export async function runInterleaved<Name extends string>(
  contestants: Readonly<Record<Name, Measured>>,
  rounds: number,
): Promise<Readonly<Record<Name, Runs>>> {
  const names = Object.keys(contestants) as Name[];
  const runs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, MeasuredRun[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const run = await runMeasured(contestants[name]);
      if (round > 0) runs[name].push(run);
    }
  }
  return runs;
}

/** The median of one quantity over some runs. */
export function medianOf(runs: Runs, quantity: 'durationMs' | 'cpuMs' | 'peakMemoryBytes'): number {
  return median(runs.map((run) => run[quantity]));
}
