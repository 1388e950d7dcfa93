import type { Operation } from './api-call.ts';

const SERVERS = '/api/v1/servers/virtual';
const TEXT = { type: 'string', minLength: 1 };
const ADDRESS = { Id: TEXT, Namespace: TEXT, Cluster: TEXT };

/**
 * What the vendor's document leaves out, described in its way, so that it gets the same validation. An `operationId`
 * is the {@link Operation} itself.
 *
 * Source: the code of the vendor's Python SDK, `denvr` 0.5.0.
 */
export const UNDOCUMENTED_PATHS = {
  '/api/TokenAuth/Authenticate': {
    post: withBody('authenticate', { userNameOrEmailAddress: TEXT, password: TEXT }, {}),
  },
  '/api/TokenAuth/RefreshToken': { get: withQuery('refresh-token', { refreshToken: TEXT }, {}) },
  [`${SERVERS}/GetConfigurations`]: { get: withQuery('list-configurations', {}, {}) },
  [`${SERVERS}/GetServers`]: { get: withQuery('list-servers', {}, { Cluster: TEXT }) },
  [`${SERVERS}/GetServer`]: { get: withQuery('get-server', ADDRESS, {}) },
  [`${SERVERS}/CreateServer`]: {
    post: withBody(
      'create-server',
      { cluster: TEXT, configuration: TEXT, vpc: TEXT, ssh_keys: { type: 'array', items: TEXT } },
      {
        name: TEXT,
        rpool: TEXT,
        snapshotName: TEXT,
        operatingSystemImage: TEXT,
        personalStorageMountPath: TEXT,
        tenantSharedAdditionalStorage: TEXT,
        persistStorage: { type: 'boolean' },
        directStorageMountPath: TEXT,
        rootDiskSize: { type: 'integer' },
      },
    ),
  },
  [`${SERVERS}/DestroyServer`]: {
    delete: withQuery('destroy-server', ADDRESS, { DeleteSnapshots: { enum: ['true', 'false'] } }),
  },
};

function withQuery(operationId: Operation, required: object, optional: object): object {
  const parameters = Object.entries({ ...required, ...optional }).map(([name, schema]) => ({
    name,
    in: 'query',
    required: name in required,
    schema,
  }));
  return { operationId, parameters, responses: {} };
}

function withBody(operationId: Operation, required: object, optional: object): object {
  const schema = {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
  return { operationId, requestBody: { content: { 'application/json': { schema } } }, responses: {} };
}
