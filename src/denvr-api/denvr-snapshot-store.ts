import { SnapshotServiceError } from '../domain/errors.ts';
import {
  areNamesakes,
  type IdentifiedSnapshot,
  isKnownAgain,
  mayBeIn,
  type Snapshot,
  type SnapshotReference,
} from '../domain/snapshot.ts';
import type {
  CallOptions,
  CreateRequest,
  CreateResponse,
  DeleteResponse,
  GetResponse,
  Listing,
  SnapshotStore,
  Target,
} from '../operations/snapshot-store.ts';
import type { Authorization } from './authorization.ts';
import { CallError } from './call-error.ts';
import type { CreateSnapshotInput, GetSnapshotQuery, GetSnapshotsQuery } from './generated/api-types.ts';
import type { ApiResponse, ErrorResponse, GoodResponse, Interpreted } from './response.ts';
import { saysAlreadyExists, saysMissing } from './server-words.ts';
import { readCreatedSnapshot, readDeletion, readSnapshot, readSnapshotList } from './snapshot-response.ts';
import type { ApiCall, Transport } from './transport.ts';

const SNAPSHOTS_PATH = '/api/v1/servers/snapshots';

/** A call about one snapshot, which may turn out to be missing. */
interface CallAboutSnapshot<Value> extends Pick<ApiCall<Value>, 'method' | 'path' | 'lookBeforeRepeat'> {
  readonly read: (response: GoodResponse) => Interpreted<Value>;
  /** What the call comes to if there is no such snapshot at the server's time, which may be unknown. */
  readonly missing: (serverNowMs: number | null) => Value;
}

/** Snapshots as Denvr Cloud's REST API holds them. */
export class DenvrSnapshotStore implements SnapshotStore {
  readonly #transport: Transport;
  readonly #authorization: Authorization;

  constructor(transport: Transport, authorization: Authorization) {
    this.#transport = transport;
    this.#authorization = authorization;
  }

  async list(cluster: string | null, options: CallOptions): Promise<Listing> {
    const sending = this.#send(
      {
        method: 'GET',
        path: `${SNAPSHOTS_PATH}/GetSnapshots`,
        query: cluster === null ? {} : ({ Cluster: cluster } satisfies GetSnapshotsQuery),
        repeatable: true,
        interpret: (response) => (response.ok ? readSnapshotList(response) : response),
      },
      options,
    );
    return sending.catch(throwReadError);
  }

  async get(reference: SnapshotReference, options: CallOptions): Promise<GetResponse> {
    const sending = this.#sendAbout<GetResponse>(reference, options, {
      method: 'GET',
      path: `${SNAPSHOTS_PATH}/GetSnapshot`,
      read: (response) => {
        const read = readSnapshot(response, reference);
        if (!read.ok) return read;
        return { ok: true, value: { snapshot: read.value, serverNowMs: response.serverNowMs } };
      },
      missing: (serverNowMs) => ({ snapshot: null, serverNowMs }),
    });
    return sending.catch(throwReadError);
  }

  async create(request: CreateRequest, options: CallOptions): Promise<CreateResponse> {
    const { id, namespace, cluster, sourceVm } = request;
    try {
      const snapshot = await this.#send(
        {
          method: 'POST',
          path: `${SNAPSHOTS_PATH}/CreateSnapshot`,
          body: { name: id, namespace, cluster, sourceVMName: sourceVm } satisfies CreateSnapshotInput,
          repeatable: false,
          interpret: (response) => (response.ok ? readCreatedSnapshot(response, request) : response),
        },
        options,
      );
      return { kind: 'accepted', snapshot };
    } catch (error) {
      if (!(error instanceof SnapshotServiceError)) throw error;
      return toCreateResponse(error, request);
    }
  }

  async delete(target: Target, seen: IdentifiedSnapshot, options: CallOptions): Promise<DeleteResponse> {
    const reference = { ...target, id: seen.id };
    let isRepeated = false;
    const sending = this.#sendAbout<DeleteResponse>(reference, options, {
      method: 'DELETE',
      path: `${SNAPSHOTS_PATH}/DeleteSnapshot`,
      read: (response) => readDeletion(response, reference.id),
      missing: () => 'missing',
      lookBeforeRepeat: async () => {
        isRepeated = true;
        const { snapshot } = await this.get(reference, options);
        if (snapshot !== null) requireSame(snapshot, seen);
        return snapshot === null ? 'accepted' : null;
      },
    });
    const response = await sending.catch(throwDeletionError);
    // It was there after the first request, and is gone after a further one.
    return isRepeated ? 'accepted' : response;
  }

  #send<Value>(call: ApiCall<Value>, options: CallOptions): Promise<Value> {
    return this.#transport.send(call, this.#authorization, options);
  }

  /**
   * Sends a call about one snapshot. A 404 that the API may not have said is no answer: the list of the cluster is the
   * second witness.
   *
   * @throws SnapshotServiceError if the two contradict each other, or there is no list
   */
  async #sendAbout<Value>(
    reference: SnapshotReference,
    options: CallOptions,
    { read, missing, ...call }: CallAboutSnapshot<Value>,
  ): Promise<Value> {
    const { id, namespace, cluster } = reference;
    const query = { Id: id, Namespace: namespace, Cluster: cluster } satisfies GetSnapshotQuery;
    const interpret = (response: ApiResponse): Interpreted<Value> => {
      if (response.ok) return read(response);
      const isMissing = saysMissing(response, reference) === 'missing';
      return isMissing ? { ok: true, value: missing(response.serverNowMs) } : response;
    };
    try {
      return await this.#send({ ...call, query, repeatable: true, interpret }, options);
    } catch (error) {
      if (!isUnclearMissing(error, reference)) throw error;
      const listing = await this.list(cluster, options).catch((trouble) => {
        throw trouble instanceof SnapshotServiceError ? error : trouble;
      });
      if (mayHold(listing, reference)) {
        throw new SnapshotServiceError(
          'unreadable',
          `The server contradicts itself: it lists the snapshot, or something that may be it, and says of it: ${error.message}`,
          error.maybeDone,
        );
      }
      return missing(listing.serverNowMs);
    }
  }
}

/** What a service that is busy says of a read is no refusal of it: the same read may be answered later. */
function throwReadError(error: unknown): never {
  if (!(error instanceof CallError) || !error.isRetryLater) throw error;
  throw new SnapshotServiceError('unavailable', error.message, error.maybeDone);
}

/** Where a back end stays locked, the next deletion would fail too. */
function throwDeletionError(error: unknown): never {
  if (!(error instanceof CallError) || !error.isBusy) throw error;
  throw new SnapshotServiceError('unavailable', error.message, error.maybeDone);
}

/** Whether a list holds a snapshot, or something that may be it: what does not say its id or namespace, or is unreadable. */
function mayHold({ snapshots, unreadableItems }: Listing, { id, namespace }: SnapshotReference): boolean {
  const isHere = mayBeIn(namespace);
  return (
    unreadableItems.some(isHere) ||
    snapshots.some((snapshot) => (snapshot.id ?? id) === id && isHere(snapshot))
  );
}

function isUnclearMissing(error: unknown, asked: SnapshotReference): error is CallError {
  return (
    error instanceof CallError && error.response !== null && saysMissing(error.response, asked) === 'unclear'
  );
}

/** @throws Error if another snapshot may have the name now (stork #86): to delete again would delete that one */
function requireSame(found: Snapshot, seen: Snapshot): void {
  if (isKnownAgain(found, seen)) return;
  const what = areNamesakes(found, seen) ? 'somebody has made a new one' : 'it may be a new one';
  throw new Error(
    `The snapshot to delete was ${describeOrigin(seen)}, but the one with this name now is ${describeOrigin(found)}: ${what}. It was not deleted, and nothing more was sent.`,
  );
}

function describeOrigin({ creationDate, sourceName }: Snapshot): string {
  return `of VM "${sourceName ?? 'unknown'}", made at ${creationDate ?? 'an unknown time'}`;
}

/** What the error of a request for a snapshot says about the snapshot that was asked for. */
export function toCreateResponse(error: SnapshotServiceError, asked: SnapshotReference): CreateResponse {
  // Any other error came before the request was sent.
  if (!(error instanceof CallError)) return { kind: 'rejected', isCertain: true, error };
  const { response, maybeDone, retryAfterMs } = error;
  // Before its other words, such as "try again with another name".
  if (response !== null && saysAlreadyExists(response, asked)) return { kind: 'name-taken', error };
  if (error.isRetryLater) {
    // A 500 may come although the request was carried out, also where its words speak of another operation.
    const isDoubtful = response?.status === 500;
    return { kind: 'retry-later', maybeDone: isDoubtful, isBusy: error.isBusy, retryAfterMs, error };
  }
  if (error.isAccepted) return { kind: 'accepted-unclear', error };
  if (maybeDone) return { kind: 'unknown', error };
  // Without a response, no connection came about, and none will before something is changed.
  return { kind: 'rejected', isCertain: response === null || isCertain(response, asked), error };
}

/**
 * Whether a rejection is the API's own, and of this creation: what stands in front of it may say no to the answer of a
 * request that was carried out, and "not found" of the snapshot is the answer to a read.
 */
function isCertain(response: ErrorResponse, asked: SnapshotReference): boolean {
  return response.status < 500 && response.origin !== 'gateway' && saysMissing(response, asked) !== 'missing';
}
