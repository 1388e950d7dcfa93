import { readFileSync } from 'node:fs';
import { type Operation as DocumentedOperation, OpenAPIBackend } from 'openapi-backend';
import type { ValidationProblem } from './answers.ts';
import type { ApiCall, Operation } from './api-call.ts';
import { UNDOCUMENTED_PATHS } from './undocumented-paths.ts';

const VENDORS_OPERATIONS: Readonly<Record<string, Operation>> = {
  ApiV1ServersSnapshotsGetsnapshotsGet: 'list',
  ApiV1ServersSnapshotsGetsnapshotGet: 'get',
  ApiV1ServersSnapshotsCreatesnapshotPost: 'create',
  ApiV1ServersSnapshotsDeletesnapshotDelete: 'delete',
};

const VENDORS = JSON.parse(
  readFileSync(new URL('../src/denvr-api/snapshots.openapi.json', import.meta.url), 'utf8'),
);

/** The schema of a snapshot in the API's OpenAPI description. */
export const SNAPSHOT_SCHEMA: { readonly properties: object } =
  VENDORS.components.schemas.SnapshotDetailsItem;

const backend = new OpenAPIBackend({
  definition: { ...VENDORS, paths: { ...VENDORS.paths, ...UNDOCUMENTED_PATHS } },
  // Compiling the checks of every answer takes half a second, and only requests are checked here.
  quick: true,
  ignoreTrailingSlashes: false,
  ajvOpts: { allErrors: true, validateFormats: false },
});
await backend.init();

/** Which operation a method and a path name; nothing but the exact path does. */
export function operationAt(method: string, path: string): Operation {
  const id = documentedAt(method, path)?.operationId ?? 'unknown';
  return VENDORS_OPERATIONS[id] ?? (id as Operation);
}

/**
 * Everything about a call that the API's OpenAPI description does not allow, or that is known to be refused
 * although the description allows it: null for an optional field (the vendor's contract), an empty query parameter
 * and a missing body (ASP.NET Core binds both as "not given").
 */
export function requestProblems(call: ApiCall): readonly ValidationProblem[] {
  const operation = documentedAt(call.method, call.path);
  if (operation === undefined) return [problem(`There is no ${call.method} ${call.path}.`)];
  return [...bodyProblems(call, operation), ...documentProblems(call, operation), ...emptyParameters(call)];
}

function documentedAt(method: string, path: string): DocumentedOperation | undefined {
  return backend.router.matchOperation({ method, path, headers: {} });
}

function documentProblems(call: ApiCall, operation: DocumentedOperation): readonly ValidationProblem[] {
  const { errors } = backend.validator.validateRequest(
    {
      method: call.method,
      path: call.path,
      query: call.query as Record<string, string | string[]>,
      // Under any other of the media types that the description lists, a body would pass unseen.
      headers: call.bodyText === '' ? {} : { 'content-type': 'application/json' },
      ...(call.bodyText === '' ? {} : { body: call.bodyText }),
    },
    operation,
  );
  return (errors ?? []).map(({ instancePath, message, params }) => {
    const member: string =
      params['missingProperty'] ?? params['additionalProperty'] ?? instancePath.split('/').at(-1) ?? '';
    return problem(`${member || 'The request'}: ${message ?? 'is not valid'}.`, member ? [member] : []);
  });
}

function bodyProblems(call: ApiCall, operation: DocumentedOperation): readonly ValidationProblem[] {
  const mediaTypes = acceptedMediaTypes(operation);
  if (mediaTypes.length === 0) {
    return call.bodyText === '' ? [] : [problem('This request takes no body.')];
  }
  if (call.bodyText === '') return [problem('A non-empty request body is required.')];
  const contentType = call.headers['content-type'] ?? '';
  return [
    ...(mediaTypes.some((mediaType) => isOfType(contentType, mediaType))
      ? []
      : [problem(`The content type "${contentType}" is not one of ${mediaTypes.join(', ')}.`)]),
    ...contentProblems(call.bodyText),
  ];
}

function acceptedMediaTypes({ requestBody }: DocumentedOperation): readonly string[] {
  return requestBody !== undefined && 'content' in requestBody ? Object.keys(requestBody.content) : [];
}

function isOfType(contentType: string, mediaType: string): boolean {
  const sent = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const [before, after] = mediaType.split('*');
  return after === undefined ? sent === before : sent.startsWith(before ?? '') && sent.endsWith(after);
}

function contentProblems(bodyText: string): readonly ValidationProblem[] {
  try {
    return nullFields(JSON.parse(bodyText));
  } catch (error) {
    return [problem(`The body is not JSON: ${(error as SyntaxError).message}.`)];
  }
}

function nullFields(body: unknown): readonly ValidationProblem[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([, value]) => value === null)
    .map(([name]) => problem(`${name}: must be left out rather than null.`, [name]));
}

function emptyParameters({ query }: ApiCall): readonly ValidationProblem[] {
  return Object.entries(query)
    .filter(([, value]) => value === '')
    .map(([name]) => problem(`${name}: must not be empty.`, [name]));
}

function problem(message: string, members: readonly string[] = []): ValidationProblem {
  return { message, members };
}
