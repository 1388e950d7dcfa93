import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ServerPlan, ServerReport } from './server-plan.ts';

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));

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
