import { SnapshotServiceError } from '../domain/errors.ts';
import {
  areNamesakes,
  type IdentifiedSnapshot,
  type Snapshot,
  type SnapshotReference,
} from '../domain/snapshot.ts';
import type {
  CallOptions,
  CreateRequest,
  CreateResponse,
  DeleteResponse,
  Listing,
  Sighting,
  SnapshotStore,
  Target,
} from '../operations/snapshot-store.ts';
import type { Answer, AnswerFault, Interpreted } from './answer.ts';
import type { Authorization } from './authorization.ts';
import { CallError } from './call-error.ts';
import { toCreateResponse } from './create-response.ts';
import type { CreateSnapshotInput, GetSnapshotQuery, GetSnapshotsQuery } from './generated/api-types.ts';
import { saysMissing } from './server-words.ts';
import { readCreatedSnapshot, readDeletion, readSnapshot, readSnapshotList } from './snapshot-answer.ts';
import type { Transport } from './transport.ts';

const SNAPSHOTS_PATH = '/api/v1/servers/snapshots';

/** Snapshots as Denvr Cloud's REST API holds them. */
export function createDenvrSnapshotStore(transport: Transport, authorization: Authorization): SnapshotStore {
  return new DenvrSnapshotStore(transport, authorization);
}

class DenvrSnapshotStore implements SnapshotStore {
  readonly #transport: Transport;
  readonly #authorization: Authorization;

  constructor(transport: Transport, authorization: Authorization) {
    this.#transport = transport;
    this.#authorization = authorization;
  }

  list(cluster: string | null, options: CallOptions): Promise<Listing> {
    const query: GetSnapshotsQuery = cluster === null ? {} : { Cluster: cluster };
    return this.#transport.send(
      {
        method: 'GET',
        path: `${SNAPSHOTS_PATH}/GetSnapshots`,
        query: { ...query },
        repeatable: true,
        interpret: (answer) => (answer.ok ? readSnapshotList(answer) : answer),
      },
      this.#authorization,
      options,
    );
  }

  get(reference: SnapshotReference, options: CallOptions): Promise<Sighting> {
    return this.#orMissing<Sighting>(
      reference,
      options,
      ({ serverNowMs }) => ({ snapshot: null, serverNowMs }),
      () =>
        this.#transport.send(
          {
            method: 'GET',
            path: `${SNAPSHOTS_PATH}/GetSnapshot`,
            query: toQuery(reference),
            repeatable: true,
            interpret: (answer) => interpretSighting(answer, reference),
          },
          this.#authorization,
          options,
        ),
    );
  }

  async create(request: CreateRequest, options: CallOptions): Promise<CreateResponse> {
    try {
      const snapshot = await this.#transport.send(
        {
          method: 'POST',
          path: `${SNAPSHOTS_PATH}/CreateSnapshot`,
          body: { ...toBody(request) },
          repeatable: false,
          interpret: (answer) => (answer.ok ? readCreatedSnapshot(answer, request) : answer),
        },
        this.#authorization,
        options,
      );
      return { kind: 'accepted', snapshot };
    } catch (error) {
      if (!(error instanceof SnapshotServiceError)) throw error;
      return toCreateResponse(error, request.name);
    }
  }

  async delete(target: Target, seen: IdentifiedSnapshot, options: CallOptions): Promise<DeleteResponse> {
    const reference = { ...target, id: seen.id };
    let isRepeated = false;
    const response = await this.#orMissing<DeleteResponse>(
      reference,
      options,
      () => 'missing',
      () =>
        this.#transport.send<DeleteResponse>(
          {
            method: 'DELETE',
            path: `${SNAPSHOTS_PATH}/DeleteSnapshot`,
            query: toQuery(reference),
            repeatable: true,
            interpret: (answer) => {
              if (answer.ok) return readDeletion(answer, reference.id);
              return orMissing(answer, reference.id, 'missing');
            },
            settle: async () => {
              isRepeated = true;
              const { snapshot } = await this.get(reference, options);
              if (snapshot !== null) requireSame(snapshot, seen);
              return snapshot === null ? 'accepted' : null;
            },
          },
          this.#authorization,
          options,
        ),
    );
    // It was there after the first request, and is gone after a further one.
    return isRepeated ? 'accepted' : response;
  }

  /**
   * A 404 that the API may not have said is no answer: the list of the cluster is the second witness.
   *
   * @throws SnapshotServiceError if the two contradict each other, or there is no list
   */
  async #orMissing<Value>(
    reference: SnapshotReference,
    options: CallOptions,
    missing: (listing: Listing) => Value,
    call: () => Promise<Value>,
  ): Promise<Value> {
    try {
      return await call();
    } catch (error) {
      if (!isUnclearMissing(error, reference.id)) throw error;
      const listing = await this.list(reference.cluster, options).catch((trouble) => {
        if (!(trouble instanceof SnapshotServiceError)) throw trouble;
        throw error;
      });
      if (mayHold(listing, reference)) {
        throw new SnapshotServiceError(
          'unreadable',
          `The server contradicts itself: it lists the snapshot, or something that may be it, and says of it: ${error.message}`,
          error.maybeDone,
        );
      }
      return missing(listing);
    }
  }
}

/** Whether a list holds a snapshot, or something that may be it: what does not say its id or namespace, or is unreadable. */
function mayHold({ snapshots, unreadableItems }: Listing, { id, namespace }: SnapshotReference): boolean {
  const isHere = (item: { readonly namespace: string | null }) => (item.namespace ?? namespace) === namespace;
  return (
    unreadableItems.some(isHere) ||
    snapshots.some((snapshot) => (snapshot.id ?? id) === id && isHere(snapshot))
  );
}

function interpretSighting(answer: Answer, reference: SnapshotReference): Interpreted<Sighting> {
  const { serverNowMs } = answer;
  if (!answer.ok) return orMissing(answer, reference.id, { snapshot: null, serverNowMs });
  const read: Interpreted<Snapshot> = readSnapshot(answer, reference);
  return read.ok ? { ok: true, value: { snapshot: read.value, serverNowMs } } : read;
}

function orMissing<Value>(fault: AnswerFault, id: string, missing: Value): Interpreted<Value> {
  return saysMissing(fault, id) === 'missing' ? { ok: true, value: missing } : fault;
}

function isUnclearMissing(error: unknown, id: string): error is CallError {
  return (
    error instanceof CallError && error.answered !== null && saysMissing(error.answered, id) === 'unclear'
  );
}

/** @throws Error if another snapshot now has the name (stork #86): to delete again would delete that one */
function requireSame(found: Snapshot, seen: Snapshot): void {
  if (!areNamesakes(found, seen)) return;
  throw new Error(
    `The snapshot to delete was ${describeOrigin(seen)}, but the one with this name now is ${describeOrigin(found)}: somebody has made a new one. It was not deleted, and nothing more was sent.`,
  );
}

function describeOrigin({ creationDate, sourceName }: Snapshot): string {
  return `of VM "${sourceName ?? 'unknown'}", made at ${creationDate ?? 'an unknown time'}`;
}

function toQuery({ id, namespace, cluster }: SnapshotReference): Record<string, string> {
  const query: GetSnapshotQuery = { Id: id, Namespace: namespace, Cluster: cluster };
  return { ...query };
}

function toBody({ name, namespace, cluster, sourceVm }: CreateRequest): CreateSnapshotInput {
  return { name, namespace, cluster, sourceVMName: sourceVm };
}
