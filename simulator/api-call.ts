import type { IncomingHttpHeaders } from 'node:http';

/** The calls that the API has, each with the status of its success; `unknown` is a path or a method that it lacks. */
export const SUCCESS_STATUS = {
  list: 200,
  get: 200,
  create: 202,
  delete: 202,
  authenticate: 200,
  'refresh-token': 200,
  'list-configurations': 200,
  'list-servers': 200,
  'get-server': 200,
  'create-server': 202,
  'destroy-server': 202,
  unknown: 200,
} as const;

/** What a request asks of the API. */
export type Operation = keyof typeof SUCCESS_STATUS;

/** A query as it was sent: a parameter that was sent more than once has all its values. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

/** One request to the API, read to its end. */
export interface ApiCall {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  /** Header names in lower case; of `authorization` only the scheme is kept. */
  readonly headers: Readonly<IncomingHttpHeaders>;
  /** The whole `Authorization` header, secret included; null if there was none. */
  readonly authorization: string | null;
  /** The body as text; empty if there was none. */
  readonly bodyText: string;
}

/** One request that the simulator saw. */
export interface RecordedRequest extends Omit<ApiCall, 'bodyText'> {
  /** The body as JSON, or as text if it is not JSON; null if there was none. A password in it is blanked out. */
  readonly body: unknown;
  /** When the request had arrived, by the simulator's clock. */
  readonly atMs: number;
  /** The status that was sent; null while there is none, and for good if the connection broke off before. */
  readonly status: number | null;
}

/** The value of a query parameter; the empty text if it was not sent, the first value if it was repeated. */
export function queryValue(query: Query, name: string): string {
  const value = query[name] ?? '';
  return typeof value === 'string' ? value : (value[0] ?? '');
}

/** What is recorded of a call that has no status yet. */
export function recordOf(
  { bodyText, ...call }: ApiCall,
  atMs: number,
): RecordedRequest & { status: number | null } {
  return { ...call, body: recordedBody(bodyText), atMs, status: null };
}

function recordedBody(bodyText: string): unknown {
  if (bodyText === '') return null;
  try {
    return JSON.parse(bodyText, (name, value) => (name === 'password' ? '***' : value));
  } catch {
    return bodyText;
  }
}

/** The id that a request is about; null if it is about none, as a list is. */
export function requestedId({ query, body }: RecordedRequest): string | null {
  if ('Id' in query) return queryValue(query, 'Id');
  const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : null;
  return typeof name === 'string' ? name : null;
}
