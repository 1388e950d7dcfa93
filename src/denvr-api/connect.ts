import type { SnapshotStore } from '../operations/snapshot-store.ts';
import { authorizeByKey, type Credentials, LoginAuthorization } from './authorization.ts';
import { DenvrSnapshotStore } from './denvr-snapshot-store.ts';
import { createHttpExchange } from './http-exchange.ts';
import { Transport, type TransportOptions } from './transport.ts';
import type { TunnelProxy } from './tunnel-agent.ts';

/** Where to find the Denvr API, who is asking, and what that needs from outside. */
export interface DenvrConnection extends Omit<TransportOptions, 'exchange'> {
  readonly credentials: Credentials;
  readonly userAgent: string;
  /** The proxy on the way to the API; null for none. */
  readonly proxy: TunnelProxy | null;
  /** Is told every token before it is used, so that it can be masked. */
  readonly keepSecret: (secret: string) => void;
}

/** The snapshots of a Denvr account. Nothing is sent before the first call. */
export function connectToDenvr(connection: DenvrConnection): SnapshotStore {
  const { credentials, clock, userAgent, proxy, keepSecret } = connection;
  const transport = new Transport({ ...connection, exchange: createHttpExchange(userAgent, clock, proxy) });
  const authorization =
    credentials.kind === 'api-key'
      ? authorizeByKey(credentials.apiKey)
      : new LoginAuthorization(credentials, transport, clock, keepSecret);
  return new DenvrSnapshotStore(transport, authorization);
}
