import { main } from './action/main.ts';
import { CancelledError } from './domain/errors.ts';

const cancellation = new AbortController();
// Windows has SIGINT and SIGBREAK for a cancelled job; a runner that loses its terminal sends SIGHUP.
for (const signalName of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) {
  process.on(signalName, () => cancellation.abort(new CancelledError(signalName)));
}

// The reader of the log may disconnect; what was begun is still finished, and its outputs are written.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// Only a run that ends well may leave a green step, whatever else ends the process.
process.exitCode = 1;
const succeeded = await main(process.env, cancellation.signal);
// Idle connections would keep the process alive; standard output may still be on its way to a pipe.
process.stdout.write('', () => process.exit(succeeded ? 0 : 1));
