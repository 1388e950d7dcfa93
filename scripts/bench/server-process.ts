import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FaultRule } from '../../simulator/fault-rules.ts';

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));

/** What a server of the bench is to hold, and how it is to behave. */
export interface ServerPlan {
  readonly snapshotCount: number;
  readonly machineCount: number;
  readonly latencyMs?: number;
  /** Answers every listing with the same bytes, made once: a server's own time is no part of the comparison. */
  readonly answersPrepared?: boolean;
  /** How many listings show no snapshot as ready; all that follow show every one as ready. */
  readonly unreadyListings?: number;
  readonly faults?: readonly FaultRule[];
}

/** What a server saw. */
export interface ServerReport {
  readonly connectionsAtMost: number;
  readonly reads: number;
  readonly deletes: number;
  /** Answers of 429. */
  readonly refusals: number;
  readonly snapshotsLeft: number;
}

/** A server of the bench, and a way to ask it what it saw that is no request to it. */
export interface BenchServer {
  readonly url: string;
  report(): Promise<ServerReport>;
}

/** Does something with a server that runs only meanwhile. */
export async function withServer<Value>(
  plan: ServerPlan,
  work: (server: BenchServer) => Promise<Value>,
): Promise<Value> {
  const child = fork(SERVER, [JSON.stringify(plan)], { execPath: process.execPath });
  const nextMessage = async () => {
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The server of the bench ended with exit code ${code}.`);
    });
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  try {
    const url: string = await nextMessage();
    return await work({
      url,
      report: () => {
        const answer = nextMessage();
        child.send('report');
        return answer;
      },
    });
  } finally {
    child.kill();
  }
}

/** Inputs that reach a server of the bench. */
export function inputsAt(
  { url }: BenchServer,
  inputs: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return { 'api-url': url, 'api-key': 'test-key', cluster: 'Msc1', 'job-summary': 'true', ...inputs };
}
