import type { Answer, Answers } from './answers.ts';
import type { ApiCall, Operation } from './api-call.ts';
import { queryValue } from './api-call.ts';
import type { Authentication } from './authentication.ts';
import { requestProblems } from './openapi-validation.ts';
import type { NotFoundStyle } from './simulator-options.ts';
import type { CreateInput, SnapshotAddress, SnapshotWorld } from './snapshot-world.ts';

/** What the API's operations work with. */
export interface ApiContext {
  readonly answers: Answers;
  readonly authentication: Authentication;
  readonly world: SnapshotWorld;
  readonly notFoundStyle: NotFoundStyle;
}

/** The status of an operation's success, as the OpenAPI description has it. */
export const SUCCESS_STATUS: Readonly<Record<Operation, number>> = {
  list: 200,
  get: 200,
  create: 202,
  delete: 202,
  authenticate: 200,
  unknown: 200,
};

/**
 * Carries out one call and answers it. Who calls is looked at first, then whether the request is valid. Refusals
 * come as 500 with a telling message, which is what the vendor's commit logs tell of its server.
 */
export function performCall(call: ApiCall, context: ApiContext): Answer {
  const { answers, authentication } = context;
  if (needsLogIn(call.operation) && !authentication.accepts(call.authorization))
    return answers.unauthorised();
  const problems = requestProblems(call);
  return problems.length > 0 ? answers.invalid(problems) : performValid(call, context);
}

function needsLogIn(operation: Operation): boolean {
  return operation !== 'authenticate' && operation !== 'unknown';
}

function performValid(call: ApiCall, context: ApiContext): Answer {
  switch (call.operation) {
    case 'list':
      return list(call, context);
    case 'get':
      return get(call, context);
    case 'create':
      return create(call, context);
    case 'delete':
      return deleteSnapshot(call, context);
    case 'authenticate':
      return authenticate(call, context);
    case 'unknown':
      throw new Error('An unknown operation passed the validation.');
  }
}

function list({ query }: ApiCall, { answers, world }: ApiContext): Answer {
  const cluster = 'Cluster' in query ? queryValue(query, 'Cluster') : undefined;
  const refusal = cluster === undefined ? null : world.placeRefusal(cluster);
  if (refusal !== null) return refused(answers, refusal);
  return answers.success(SUCCESS_STATUS.list, { items: world.list(cluster) });
}

function get(call: ApiCall, context: ApiContext): Answer {
  const { answers, world } = context;
  const address = addressIn(call);
  const refusal = world.placeRefusal(address.cluster, address.namespace);
  if (refusal !== null) return refused(answers, refusal);
  const snapshot = world.find(address);
  return snapshot === null ? missing(address.id, context) : answers.success(SUCCESS_STATUS.get, snapshot);
}

function create({ bodyText }: ApiCall, { answers, world }: ApiContext): Answer {
  const input = JSON.parse(bodyText) as CreateInput;
  const refusal = world.createRefusal(input);
  return refusal === null
    ? answers.success(SUCCESS_STATUS.create, world.create(input))
    : refused(answers, refusal);
}

function deleteSnapshot(call: ApiCall, context: ApiContext): Answer {
  const { answers, world } = context;
  const address = addressIn(call);
  const refusal = world.placeRefusal(address.cluster, address.namespace);
  if (refusal !== null) return refused(answers, refusal);
  return world.delete(address)
    ? answers.success(SUCCESS_STATUS.delete, { id: address.id })
    : missing(address.id, context);
}

function authenticate({ bodyText }: ApiCall, { answers, authentication }: ApiContext): Answer {
  const input = JSON.parse(bodyText) as { userNameOrEmailAddress: string; password: string };
  const result = authentication.logIn(input.userNameOrEmailAddress, input.password);
  return result === null
    ? answers.failure(500, { message: 'Login failed!', details: 'Invalid user name or password' })
    : answers.success(SUCCESS_STATUS.authenticate, result);
}

function addressIn({ query }: ApiCall): SnapshotAddress {
  return {
    cluster: queryValue(query, 'Cluster'),
    namespace: queryValue(query, 'Namespace'),
    id: queryValue(query, 'Id'),
  };
}

function missing(id: string, { answers, notFoundStyle }: ApiContext): Answer {
  if (notFoundStyle === 'status-404') {
    return answers.failure(404, { message: `Snapshot ${id} could not be found.` });
  }
  return answers.failure(500, { message: `volumesnapshots.snapshot.storage.k8s.io "${id}" not found` });
}

function refused(answers: Answers, message: string): Answer {
  return answers.failure(500, { message });
}
