import type { Socket } from 'node:net';
import { SnapshotServiceError } from '../domain/errors.ts';

const MEND_CERTIFICATE =
  'Check the certificate and the clock of this machine; for certificates of an authority of your own, set NODE_EXTRA_CA_CERTS to their file.';

/** A request that had no whole response. It is `denied` where only a change of settings can help. */
export class ConnectionError extends SnapshotServiceError {
  override readonly name = 'ConnectionError';
  /** What to change before another attempt can end better; null if it may pass by itself. */
  readonly remedy: string | null;
  /** The status of a response that broke off after it; null if not even that came. */
  readonly status: number | null;

  /**
   * @param from whose response is missing, such as `api.example.com through the proxy proxy.corp:3128`
   * @param mayHaveBeenSent false if no connection came about, so that the server cannot have seen the request
   */
  constructor(
    from: string,
    { words, remedy }: ConnectionFailure,
    mayHaveBeenSent: boolean,
    status: number | null = null,
  ) {
    super(remedy === null ? 'unavailable' : 'denied', `No answer from ${from}: ${words}.`, mayHaveBeenSent);
    this.remedy = remedy;
    this.status = status;
  }
}

/** Why a connection failed. */
export interface ConnectionFailure {
  /** Without a full stop. */
  readonly words: string;
  /** What to change before another attempt can end better; null if it may pass by itself. */
  readonly remedy: string | null;
}

/** Puts an error of Node's into words. */
export function toConnectionFailure(error: NodeJS.ErrnoException, socket: Socket | null): ConnectionFailure {
  // Node leaves the message empty when every address of a host failed; the code is all there is then.
  const words = withoutSource(error.message || error.code || 'the connection failed');
  return { words, remedy: isOfCertificate(error, socket) ? MEND_CERTIFICATE : null };
}

/** `…:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/…/tls_common.c:113:` */
function withoutSource(message: string): string {
  const [, library, reason] = /:error:[0-9A-F]+:([^:]*):[^:]*:([^:]+)/i.exec(message) ?? [];
  if (reason !== undefined) return `${library}: ${reason}`;
  // What Node advises is a setting of the node that the runner starts.
  return message.replace(/; if the root CA is installed locally.*/s, '');
}

function isOfCertificate({ code }: NodeJS.ErrnoException, socket: Socket | null): boolean {
  const { authorizationError } = (socket ?? {}) as { readonly authorizationError?: unknown };
  return code !== undefined && code === authorizationError;
}
