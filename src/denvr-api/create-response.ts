import type { SnapshotServiceError } from '../domain/errors.ts';
import type { CreateResponse } from '../operations/snapshot-store.ts';
import { CallError } from './call-error.ts';
import { saysAlreadyExists } from './server-words.ts';

/**
 * What the error of a request for a snapshot says about the snapshot.
 *
 * @param name the name that was asked for
 */
export function toCreateResponse(error: SnapshotServiceError, name: string): CreateResponse {
  // Any other error came before the request was sent.
  if (!(error instanceof CallError)) return { kind: 'rejected', isCertain: true, error };
  const { answered, maybeDone, retryAfterMs } = error;
  // Before its other words, such as "try again with another name".
  if (answered !== null && saysAlreadyExists(answered, name)) return { kind: 'name-taken', error };
  if (error.isRetryLater) {
    // A 500 may hide a deed, also where its words speak of another operation.
    return { kind: 'retry-later', maybeDone: answered?.status === 500, retryAfterMs, error };
  }
  // No connection came about, and none will before something is changed.
  if (answered === null && !maybeDone) return { kind: 'rejected', isCertain: true, error };
  if (answered === null) return { kind: 'unknown', error };
  if (answered.isGoodStatus && answered.serverMessage === null) return { kind: 'accepted-unclear', error };
  if (maybeDone) return { kind: 'unknown', error };
  return { kind: 'rejected', isCertain: answered.status < 500, error };
}
