import { expect } from '@jest/globals';
import type { Simulator } from '../../simulator/simulator.ts';

/** What came back, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface CallOptions {
  readonly method?: string;
  readonly authorization?: string | null;
  /** Sent as JSON, a text as it is. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

const API = '/api/v1/servers/snapshots';

/** Where a snapshot is found. */
export function queryOf(id: string, cluster = 'Msc1'): string {
  return `Id=${id}&Namespace=team&Cluster=${cluster}`;
}

/** Where the snapshot called `nightly` is found. */
export const NIGHTLY = queryOf('nightly');

/** The body that creates the snapshot called `nightly`. */
export const NIGHTLY_INPUT = { cluster: 'Msc1', namespace: 'team', name: 'nightly', sourceVMName: 'web' };

/** Sends one request, with the simulator's default API key unless told otherwise. */
export async function call(simulator: Simulator, path: string, options: CallOptions = {}): Promise<Reply> {
  const { method = 'GET', authorization = 'ApiKey test-key', body, contentType, signal } = options;
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export function list(simulator: Simulator, options?: CallOptions): Promise<Reply> {
  return call(simulator, `${API}/GetSnapshots`, options);
}

export function listCluster(simulator: Simulator, cluster: string): Promise<Reply> {
  return call(simulator, `${API}/GetSnapshots?Cluster=${cluster}`);
}

export function get(simulator: Simulator, query = NIGHTLY): Promise<Reply> {
  return call(simulator, `${API}/GetSnapshot?${query}`);
}

export function create(
  simulator: Simulator,
  input: unknown = NIGHTLY_INPUT,
  options: CallOptions = {},
): Promise<Reply> {
  return call(simulator, `${API}/CreateSnapshot`, { method: 'POST', body: input, ...options });
}

export function deleteSnapshot(
  simulator: Simulator,
  query = NIGHTLY,
  options: CallOptions = {},
): Promise<Reply> {
  return call(simulator, `${API}/DeleteSnapshot?${query}`, { method: 'DELETE', ...options });
}

export function logIn(simulator: Simulator, password = 'test-password'): Promise<Reply> {
  return call(simulator, '/api/TokenAuth/Authenticate', {
    method: 'POST',
    authorization: null,
    body: { userNameOrEmailAddress: 'user@example.com', password },
  });
}

/** Sends a request that gets no answer, and gives it up once the simulator has it. */
export async function giveUp(
  simulator: Simulator,
  send: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const controller = new AbortController();
  const sentBefore = simulator.requests.length;
  const cut = expect(send(controller.signal)).rejects.toThrow();
  while (simulator.requests.length === sentBefore) await new Promise(setImmediate);
  controller.abort();
  await cut;
}

/** The `result` of an envelope. */
export function resultOf(reply: Reply) {
  return JSON.parse(reply.text).result;
}

/** The `error` of an envelope. */
export function errorOf(reply: Reply) {
  return JSON.parse(reply.text).error;
}

/** The ids that a listing shows. */
export function idsIn(reply: Reply): readonly string[] {
  return resultOf(reply).items.map((item: { id: string }) => item.id);
}
