import type { CreateSnapshotInput } from '../src/denvr-api/generated/api-types.ts';
import type { Answer, Answers } from './answers.ts';
import { type ApiCall, type Operation, queryValue, SUCCESS_STATUS } from './api-call.ts';
import type { Authentication } from './authentication.ts';
import type { Untruth } from './fault-rules.ts';
import { requestProblems } from './openapi-validation.ts';
import type { ApiSnapshot, SnapshotAddress, SnapshotWorld } from './snapshot-world.ts';
import type { VirtualMachines } from './virtual-machines.ts';

/** What the API's operations work with. */
export interface ApiContext {
  readonly answers: Answers;
  readonly authentication: Authentication;
  readonly world: SnapshotWorld;
  readonly machines: VirtualMachines;
}

/** How one call is carried out. */
export interface Performance {
  /** When it takes effect, by the simulator's clock. */
  readonly atMs: number;
  /** What its answer makes of the truth; null for the truth itself. */
  readonly untruth: Untruth | null;
}

/** The answer to a call of somebody unknown, or to one that is not valid; null if the call can be carried out. */
export function admissionRefusal(call: ApiCall, { answers, authentication }: ApiContext): Answer | null {
  if (needsLogIn(call.operation) && !authentication.accepts(call.authorization))
    return answers.unauthorised();
  const problems = requestProblems(call);
  return problems.length > 0 ? answers.invalid(problems) : null;
}

function needsLogIn(operation: Operation): boolean {
  return !['authenticate', 'refresh-token', 'unknown'].includes(operation);
}

/**
 * Carries out a call that {@link admissionRefusal} has nothing against, and answers it. Refusals come as 500 with a
 * telling message, which is what the vendor's commit logs tell of its server.
 */
export function performCall(call: ApiCall, context: ApiContext, performance: Performance): Answer {
  switch (call.operation) {
    case 'list':
      return list(call, context, performance);
    case 'get':
      return get(call, context, performance);
    case 'create':
      return create(call, context, performance);
    case 'delete':
      return deleteSnapshot(call, context, performance);
    case 'authenticate':
      return authenticate(call, context);
    case 'refresh-token':
      return refreshToken(call, context);
    case 'unknown':
      throw new Error('An unknown operation passed the validation.');
    default:
      return context.machines.perform(call.operation, call, { ...context, atMs: performance.atMs });
  }
}

function list({ query }: ApiCall, { answers, world }: ApiContext, performance: Performance): Answer {
  const { untruth } = performance;
  const ofOneCluster = 'Cluster' in query && untruth?.kind !== 'all-clusters';
  const cluster = ofOneCluster ? queryValue(query, 'Cluster') : undefined;
  const refusal = cluster === undefined ? null : world.placeRefusal(cluster);
  if (refusal !== null) return answers.refused(refusal);
  const items = world.list(cluster, readAtMs(performance));
  return answers.success(SUCCESS_STATUS.list, { items: untrueItems(items, untruth) });
}

function get(call: ApiCall, context: ApiContext, performance: Performance): Answer {
  const { answers, world } = context;
  const address = addressIn(call);
  const refusal = world.placeRefusal(address.cluster, address.namespace);
  if (refusal !== null) return answers.refused(refusal);
  const snapshot = world.find(address, readAtMs(performance));
  return snapshot === null
    ? answers.missing(address.id)
    : answers.success(SUCCESS_STATUS.get, untrueSnapshot(snapshot, performance.untruth));
}

function create({ bodyText }: ApiCall, context: ApiContext, { atMs, untruth }: Performance): Answer {
  const { answers, world } = context;
  if (world.isLocked(atMs)) return answers.locked();
  const input = JSON.parse(bodyText) as CreateSnapshotInput;
  const refusal = createRefusal(input, context, atMs);
  return refusal === null
    ? answers.success(SUCCESS_STATUS.create, untrueSnapshot(world.create(input, atMs), untruth))
    : answers.refused(refusal);
}

function createRefusal(
  { cluster, namespace, name, sourceVMName }: CreateSnapshotInput,
  { machines, world }: ApiContext,
  atMs: number,
): string | null {
  const place = world.placeRefusal(cluster, namespace);
  if (place !== null) return place;
  if (!sourceVMName) return 'A snapshot needs a virtual machine: sourceVMName is not set.';
  if (!machines.has({ cluster, namespace, name: sourceVMName })) {
    return `Virtual machine "${sourceVMName}" not found in namespace "${namespace}".`;
  }
  return typeof name === 'string' ? world.nameRefusal({ cluster, namespace, id: name }, atMs) : null;
}

function deleteSnapshot(call: ApiCall, context: ApiContext, { atMs }: Performance): Answer {
  const { answers, world } = context;
  if (world.isLocked(atMs)) return answers.locked();
  const address = addressIn(call);
  const refusal = world.placeRefusal(address.cluster, address.namespace);
  if (refusal !== null) return answers.refused(refusal);
  return world.delete(address, atMs)
    ? answers.success(SUCCESS_STATUS.delete, { id: address.id })
    : answers.missing(address.id);
}

function authenticate({ bodyText }: ApiCall, { answers, authentication }: ApiContext): Answer {
  const input = JSON.parse(bodyText) as { userNameOrEmailAddress: string; password: string };
  const result = authentication.logIn(input.userNameOrEmailAddress, input.password);
  return result === null
    ? answers.failure(500, { message: 'Login failed!', details: 'Invalid user name or password' })
    : answers.token(result);
}

function refreshToken({ query }: ApiCall, { answers, authentication }: ApiContext): Answer {
  const result = authentication.refresh(queryValue(query, 'refreshToken'));
  return result === null ? answers.refused('Refresh token is not valid!') : answers.token(result);
}

function addressIn({ query }: ApiCall): SnapshotAddress {
  return {
    cluster: queryValue(query, 'Cluster'),
    namespace: queryValue(query, 'Namespace'),
    id: queryValue(query, 'Id'),
  };
}

/** The time that a read shows. */
function readAtMs({ atMs, untruth }: Performance): number {
  return untruth?.kind === 'stale' ? atMs - untruth.ageMs : atMs;
}

/** The snapshots that a list shows instead of the true ones. */
function untrueItems(items: readonly ApiSnapshot[], untruth: Untruth | null): readonly object[] {
  switch (untruth?.kind) {
    case 'leave-out':
      return items.filter((item) => !isAmong(untruth.ids, item));
    case 'double':
      return items.flatMap((item) => (isAmong(untruth.ids, item) ? [item, item] : [item]));
    case 'overlay':
      return items.map((item) => untrueSnapshot(item, untruth));
    default:
      return items;
  }
}

/** What is said of one snapshot instead of the truth. */
function untrueSnapshot(snapshot: ApiSnapshot, untruth: Untruth | null): object {
  if (untruth?.kind !== 'overlay') return snapshot;
  const { fields, ids } = untruth;
  return ids === undefined || isAmong(ids, snapshot) ? { ...snapshot, ...fields } : snapshot;
}

function isAmong(ids: readonly string[], { id }: ApiSnapshot): boolean {
  return typeof id === 'string' && ids.includes(id);
}
