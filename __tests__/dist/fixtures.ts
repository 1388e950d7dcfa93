import type { Fault, FaultRule, StatusBody } from '../../simulator/fault-rules.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { SeedSnapshot } from '../../simulator/snapshot-world.ts';
import type { Step } from './run-action.ts';

/** A clock for the simulator that runs as fast as the time of an action with this `timeFactor`. */
export function acceleratedNow(timeFactor: number): () => number {
  const startedMs = Date.now();
  const startedElapsedMs = performance.now();
  return () => startedMs + (performance.now() - startedElapsedMs) * timeFactor;
}

/** Inputs that reach a simulator by its default API key, in namespace `prod` of its default cluster. */
export function inputsAt(
  simulator: Pick<Simulator, 'url'>,
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    'api-url': simulator.url,
    'api-key': 'test-key',
    cluster: 'Msc1',
    namespace: 'prod',
    ...inputs,
  };
}

/** The simulator's user name and password in the place of its key. */
export const LOGIN = { 'api-key': '', username: 'user@example.com', password: 'test-password' };

/** What a simulator was asked, a line for each request, such as `POST CreateSnapshot web-1`. */
export function sentTo(simulator: Pick<Simulator, 'requests'>): readonly string[] {
  return simulator.requests.map(({ method, path, query, body }) => {
    const name = query['Id'] ?? (body as { readonly name?: string } | null)?.name;
    return [method, path.split('/').at(-1), name].filter((part) => part !== undefined).join(' ');
  });
}

/** How many requests of an operation a simulator was sent. */
export function countSent(
  simulator: Pick<Simulator, 'requests'>,
  operation: Simulator['requests'][number]['operation'],
): number {
  return simulator.requests.filter((request) => request.operation === operation).length;
}

/** The ids of what there is, without what is being deleted. */
export function leftIn(simulator: Simulator): readonly string[] {
  const there = simulator.snapshots().filter(({ deleting }) => !deleting);
  return there.map(({ id }) => id ?? '').toSorted();
}

/** All that a step leaves behind for people and later steps, but for the masks themselves. */
export function shownBy({ log, outputFile, summary, snapshotsFile }: Step): string {
  const unmasked = log.replaceAll(/^::add-mask::.*$/gm, '');
  return [unmasked, outputFile, summary, JSON.stringify(snapshotsFile)].join('\n');
}

/** A ready snapshot of VM `web-1`, with whatever else is said of it. */
export function snapshot(id: string, fields: Partial<SeedSnapshot> = {}): SeedSnapshot {
  return { namespace: 'prod', sourceName: 'web-1', readyToUse: true, id, ...fields };
}

/** `d1` to `d5`, of the first to the fifth of January 2026. */
export const DAILY = [1, 2, 3, 4, 5].map((day) =>
  snapshot(`d${day}`, { creationDate: `2026-01-0${day}T12:00:00` }),
);

/** A fault of one request, or of as many as `times` says, after `skip` others. */
export function on(
  operation: FaultRule['operation'],
  fault: Fault,
  which: Pick<FaultRule, 'id' | 'skip' | 'times'> = {},
): FaultRule {
  return { operation, fault, ...which };
}

export const ALWAYS = { times: 'always' } as const;

/** An answer with a status, by default with an internal error for a body. */
export function status(
  code: number,
  body?: StatusBody,
  headers: Readonly<Record<string, string>> = {},
): Fault {
  return { kind: 'status', status: code, headers, ...(body === undefined ? {} : { body }) };
}

/** An error in words of its own. */
export const said = (code: number, message: string): Fault => status(code, { message });

/** A body as it is, or as JSON. */
export function raw(body: unknown, code = 200): Fault & { readonly kind: 'raw-body' } {
  return { kind: 'raw-body', status: code, body: typeof body === 'string' ? body : JSON.stringify(body) };
}
