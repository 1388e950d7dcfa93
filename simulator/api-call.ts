/** What a request asks of the API; `unknown` is a path or a method that the API does not have. */
export type Operation =
  | 'list'
  | 'get'
  | 'create'
  | 'delete'
  | 'authenticate'
  | 'refresh-token'
  | VirtualMachineOperation
  | 'unknown';

/** The calls about virtual machines, which the API calls servers. */
export type VirtualMachineOperation =
  | 'list-configurations'
  | 'list-servers'
  | 'get-server'
  | 'create-server'
  | 'destroy-server';

/** A query as it was sent: a parameter that was sent more than once has all its values. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

/** One request to the API, read to its end. */
export interface ApiCall {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  /** Header names in lower case; of `authorization` only the scheme is kept. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole `Authorization` header, secret included; null if there was none. */
  readonly authorization: string | null;
  /** The body as text; empty if there was none. */
  readonly bodyText: string;
}

/** The value of a query parameter; the empty text if it was not sent, the first value if it was repeated. */
export function queryValue(query: Query, name: string): string {
  const value = query[name] ?? '';
  return typeof value === 'string' ? value : (value[0] ?? '');
}
