import { SnapshotServiceError } from '../domain/errors.ts';
import type { Snapshot, SnapshotReference } from '../domain/snapshot.ts';
import type {
  CreateAnswer,
  CreateRequest,
  DeleteAnswer,
  SnapshotStore,
} from '../operations/snapshot-store.ts';
import type { AuthorizedTransport } from './authorization.ts';
import type { components, operations } from './generated/api-types.ts';
import {
  readCreatedSnapshot,
  readDeletion,
  readSnapshot,
  readSnapshotList,
  saysAlreadyExists,
  saysMissing,
} from './snapshot-answer.ts';
import { CallError } from './transport.ts';

type ListQuery = NonNullable<operations['ApiV1ServersSnapshotsGetsnapshotsGet']['parameters']['query']>;
type SnapshotQuery = operations['ApiV1ServersSnapshotsGetsnapshotGet']['parameters']['query'];
type CreateBody = components['schemas']['CreateSnapshotInput'];

const SNAPSHOTS_PATH = '/api/v1/servers/snapshots';

/** Snapshots as Denvr Cloud's REST API holds them. */
export function createDenvrSnapshotStore(transport: AuthorizedTransport): SnapshotStore {
  return {
    async list(cluster, options) {
      const query: ListQuery = cluster === null ? {} : { Cluster: cluster };
      const { value } = await transport.send(
        {
          method: 'GET',
          path: `${SNAPSHOTS_PATH}/GetSnapshots`,
          query: { ...query },
          repeatable: true,
          interpret: (answer) => (answer.ok ? readSnapshotList(answer) : answer),
        },
        options,
      );
      return value;
    },

    async get(reference, options) {
      const { value } = await transport.send<Snapshot | null>(
        {
          method: 'GET',
          path: `${SNAPSHOTS_PATH}/GetSnapshot`,
          query: toQuery(reference),
          repeatable: true,
          interpret: (answer) => {
            if (answer.ok) return readSnapshot(answer, reference.id);
            return saysMissing(answer, reference.id) ? { ok: true, value: null } : answer;
          },
        },
        options,
      );
      return value;
    },

    async create(request, options) {
      try {
        const { value } = await transport.send(
          {
            method: 'POST',
            path: `${SNAPSHOTS_PATH}/CreateSnapshot`,
            body: { ...toBody(request) },
            repeatable: false,
            interpret: (answer) => (answer.ok ? readCreatedSnapshot(answer, request) : answer),
          },
          options,
        );
        return { kind: 'accepted', snapshot: value };
      } catch (error) {
        if (!(error instanceof SnapshotServiceError)) throw error;
        return toCreateAnswer(error, request);
      }
    },

    async delete(reference, options) {
      const { value, earlierTryMayHaveWorked } = await transport.send<DeleteAnswer>(
        {
          method: 'DELETE',
          path: `${SNAPSHOTS_PATH}/DeleteSnapshot`,
          query: toQuery(reference),
          repeatable: true,
          interpret: (answer) => {
            if (answer.ok) return readDeletion(answer, reference.id);
            return saysMissing(answer, reference.id) ? { ok: true, value: 'missing' } : answer;
          },
        },
        options,
      );
      return earlierTryMayHaveWorked ? 'accepted' : value;
    },
  };
}

function toQuery({ id, namespace, cluster }: SnapshotReference): Record<string, string> {
  const query: SnapshotQuery = { Id: id, Namespace: namespace, Cluster: cluster };
  return { ...query };
}

function toBody({ name, namespace, cluster, sourceVm }: CreateRequest): CreateBody {
  return { name, namespace, cluster, sourceVMName: sourceVm };
}

function toCreateAnswer(error: SnapshotServiceError, { name }: CreateRequest): CreateAnswer {
  // `AuthorizedTransport.send` says of these that the server did not act.
  if (!(error instanceof CallError)) return { kind: 'rejected', error };
  const { answered, mayHaveWorked, retryAfterMs } = error;
  if (answered === null) {
    return mayHaveWorked
      ? { kind: 'open', error }
      : { kind: 'not-accepted', retryAfterMs, isDoubtful: false, error };
  }
  if (answered.status === 429 || answered.status === 503) {
    return { kind: 'not-accepted', retryAfterMs, isDoubtful: mayHaveWorked, error };
  }
  if (saysAlreadyExists(answered, name)) return { kind: 'already-exists', error };
  if (answered.fault === 'refused' && answered.status >= 500) return { kind: 'refused', error };
  return { kind: mayHaveWorked ? 'open' : 'rejected', error };
}
