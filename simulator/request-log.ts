import { type ApiCall, type Operation, type Query, queryValue } from './api-call.ts';

/** One request that the simulator saw. */
export interface RecordedRequest {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  /** The body as JSON, or as text if it is not JSON; null if there was none. A password in it is blanked out. */
  readonly body: unknown;
  /** Header names in lower case; of `authorization` only the scheme is kept. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole `Authorization` header, secret included; null if there was none. */
  readonly authorization: string | null;
  /** When the request had arrived, by the simulator's clock. */
  readonly atMs: number;
  /** The status that was sent; null while there is none, and for good if the connection broke off before. */
  readonly status: number | null;
}

/** How many connections and requests there were at the same time. */
export interface Load {
  readonly connections: number;
  readonly connectionsAtMost: number;
  readonly requests: number;
  readonly requestsAtMost: number;
}

/** The id that a request is about; null if it is about none, as a list is. */
export function requestedId({ query, body }: RecordedRequest): string | null {
  if ('Id' in query) return queryValue(query, 'Id');
  const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : null;
  return typeof name === 'string' ? name : null;
}

/** What is recorded of a call that has no status yet. */
export function recordOf(
  { bodyText, ...call }: ApiCall,
  atMs: number,
): RecordedRequest & { status: number | null } {
  return { ...call, body: recordedBody(bodyText), atMs, status: null };
}

/** Counts what is going on at a time, and how much it was at most. */
export class Gauge {
  #current = 0;
  #most = 0;

  get current(): number {
    return this.#current;
  }

  get most(): number {
    return this.#most;
  }

  /** @returns what to call when it is over */
  enter(): () => void {
    this.#current += 1;
    this.#most = Math.max(this.#most, this.#current);
    return () => {
      this.#current -= 1;
    };
  }
}

function recordedBody(bodyText: string): unknown {
  if (bodyText === '') return null;
  try {
    return JSON.parse(bodyText, (name, value) => (name === 'password' ? '***' : value));
  } catch {
    return bodyText;
  }
}
