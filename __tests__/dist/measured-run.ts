import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Usage } from '../../scripts/bench/measured-run.ts';
import { inputsAt } from './fixtures.ts';
import { type RunOptions, runAction, type Step } from './run-action.ts';

const RECORD_USAGE = new URL('../../scripts/bench/record-usage.cjs', import.meta.url).href;

/** Answers the first request of a connection, byte by byte as it likes. */
export type Serve = (socket: Socket) => void;

/** The first lines of an HTTP answer and the empty one after them. */
export const head = (...lines: readonly string[]) => [...lines, '', ''].join('\r\n');

/** Runs the action against a server that answers as it likes. */
export async function runAgainst(
  serve: Serve,
  options: RunOptions,
  inputs: Readonly<Record<string, string>> = { operation: 'list' },
): Promise<Step> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // The action breaks off, which is no fault of the test.
    socket.on('error', () => socket.destroy());
    socket.once('data', () => serve(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await runAction(inputsAt({ url: `http://127.0.0.1:${port}` }, inputs), options);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  }
}

/** Runs the action likewise, and tells how much memory its process had at most. */
export async function runMeasured(
  serve: Serve,
): Promise<{ readonly step: Step; readonly peakBytes: number }> {
  const directory = await mkdtemp(join(tmpdir(), 'denvr-memory-'));
  const file = join(directory, 'usage');
  try {
    const environment = { NODE_OPTIONS: `--import ${RECORD_USAGE}`, BENCH_USAGE_FILE: file };
    const step = await runAgainst(serve, { environment });
    const { peakMemoryBytes } = JSON.parse(await readFile(file, 'utf8')) as Usage;
    return { step, peakBytes: peakMemoryBytes };
  } finally {
    await rm(directory, { recursive: true });
  }
}
