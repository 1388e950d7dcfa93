/**
 * Measures start and scale of the compiled action: `npm run bench` prints what it finds and writes it into
 * `docs/performance.md`. A figure that is missed fails nothing, as a shared machine may be to blame; what cannot be
 * run does.
 */
import { renderFindings, writeFindings } from './bench/page.ts';
import { measurePrune } from './bench/prune-at-latency.ts';
import { measureLargeListing } from './bench/scale.ts';
import { measureStart } from './bench/start.ts';

try {
  const findings = [
    ...(await announced('start', measureStart)),
    ...(await announced('a listing of 100,000 snapshots', measureLargeListing)),
    await announced('a prune of 2,000 snapshots', measurePrune),
  ];
  const markdown = renderFindings(findings);
  console.log(`\n${markdown}`);
  writeFindings(markdown);
} catch (error) {
  console.error(`bench: ${(error as Error).message}`);
  process.exitCode = 1;
}

/** The whole takes minutes, so it says how far it is. */
function announced<Value>(what: string, measure: () => Promise<Value>): Promise<Value> {
  console.error(`Measuring ${what} …`);
  return measure();
}
