import { type CommandLine, readCommandLine, USAGE } from './command-line.ts';
import { readFaultFile, readSnapshotFile } from './input-files.ts';
import { type Simulator, startSimulator } from './simulator.ts';
import { DEFAULT_SETTINGS } from './simulator-options.ts';

try {
  await main(readCommandLine(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`simulator: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function main(commandLine: CommandLine): Promise<void> {
  if (commandLine.help) {
    process.stdout.write(USAGE);
    return;
  }
  const simulator = await startSimulator(commandLine.options);
  try {
    fill(simulator, commandLine);
  } catch (error) {
    await simulator.close();
    throw error;
  }
  process.once('SIGINT', () => void simulator.close());
  process.once('SIGTERM', () => void simulator.close());
  process.stdout.write(greeting(simulator, commandLine));
}

function fill(simulator: Simulator, { snapshotFile, faultFile }: CommandLine): void {
  const snapshots = snapshotFile === null ? [] : readSnapshotFile(snapshotFile);
  const faults = faultFile === null ? [] : readFaultFile(faultFile);
  for (const snapshot of snapshots) simulator.addSnapshot(snapshot);
  for (const rule of faults) simulator.scheduleFault(rule);
}

function greeting({ url }: Simulator, { options }: CommandLine): string {
  const { apiKey, clusters } = { ...DEFAULT_SETTINGS, ...options };
  return `The Denvr Cloud snapshot API is simulated at ${url} (Ctrl+C stops it).

Inputs for a step that uses the action:

  api-url: ${url}
  api-key: ${apiKey}
  cluster: ${clusters[0]}

What a client sees, and what the simulator saw:

  curl --header 'Authorization: ApiKey ${apiKey}' '${url}/api/v1/servers/snapshots/GetSnapshots'
  curl '${url}/_simulator/requests'
`;
}
