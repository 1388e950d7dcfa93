/**
 * Runs one step without a workflow: `npm run step -- operation=list cluster=Msc1`. The compiled action works against the
 * simulator that `DENVR_API_URL` names, or one of its own.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datedSnapshots } from './demo/dated-snapshots.ts';
import { withSimulator } from './simulator.ts';
import { DEFAULT_SETTINGS } from './simulator-options.ts';
import { printHeading, printLogLine, printOutputs, printSummary } from './step/print-step.ts';
import { runShownStep } from './step/shown-step.ts';

const USAGE = `Usage: npm run step -- INPUT=VALUE …

  npm run step -- operation=list cluster=Msc1 namespace=my-vpc

DENVR_API_URL names a running simulator; without it, the step gets one of its own.
DENVR_APIKEY is the API key; without it, the key of the simulator is used.`;

const OWN_NAMESPACE = 'my-vpc';

try {
  const inputs = readInputs(process.argv.slice(2));
  process.exitCode = await runAt(process.env['DENVR_API_URL'], inputs);
} catch (error) {
  console.error(`step: ${(error as Error).message}`);
  process.exitCode = 1;
}

function readInputs(args: readonly string[]): Readonly<Record<string, string>> {
  const wrong = args.find((arg) => !/^[a-z-]+=/.test(arg) || arg.startsWith('-'));
  if (wrong !== undefined) throw new Error(`"${wrong}" is not INPUT=VALUE.\n\n${USAGE}`);
  if (args.length === 0) throw new Error(`No input is given.\n\n${USAGE}`);
  return Object.fromEntries(
    args.map((arg) => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)]),
  );
}

async function runAt(url: string | undefined, inputs: Readonly<Record<string, string>>): Promise<number> {
  if (url) return run(url, inputs);
  return withSimulator({}, (simulator) => {
    for (const snapshot of datedSnapshots(OWN_NAMESPACE, Date.now())) simulator.addSnapshot(snapshot);
    console.log(`A simulator of this step's own has cluster ${DEFAULT_SETTINGS.clusters[0]}, with`);
    console.log(
      `${simulator.snapshots().length} snapshots in namespace ${OWN_NAMESPACE}. It ends with the step.`,
    );
    return run(simulator.url, inputs);
  });
}

/** What the step writes is left in its directory, so that the file of `snapshots-file` can be used. */
async function run(url: string, inputs: Readonly<Record<string, string>>): Promise<number> {
  const apiKey = process.env['DENVR_APIKEY'] || DEFAULT_SETTINGS.apiKey;
  const credentials = 'username' in inputs ? {} : { 'api-key': apiKey };
  const directory = mkdtempSync(join(tmpdir(), 'denvr-step-'));
  printHeading('Log');
  const end = await runShownStep(directory, { 'api-url': url, ...credentials, ...inputs }, printLogLine);
  printOutputs(end);
  printSummary(end);
  printHeading(`Exit code: ${end.exitCode}`);
  return end.exitCode ?? 1;
}
