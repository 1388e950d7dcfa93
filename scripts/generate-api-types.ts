/**
 * Writes `src/denvr-api/generated/` from the vendor's OpenAPI description: the types of requests and responses, and
 * a validator for each response. Run by `npm run generate`; `npm test` fails where the result differs.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Ajv, type SchemaObject } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { MAX_TEXT_LENGTH } from '../src/domain/snapshot.ts';

const DESCRIPTION_URL = new URL('../src/denvr-api/snapshots.openapi.json', import.meta.url);
const GENERATED_URL = new URL('../src/denvr-api/generated/', import.meta.url);
const NOTICE = '// Generated from snapshots.openapi.json by `npm run generate`. Do not edit.\n';

interface Parameter {
  name: string;
  description?: string;
  required?: boolean;
  schema: SchemaObject;
}

interface Description {
  paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
  components: { schemas: Record<string, SchemaObject> };
}

/** What decisions rest on. The other fields of a snapshot only describe it, and may be anything. */
const DECISIVE_FIELDS = ['id', 'namespace', 'sourceName', 'creationDate', 'readyToUse'];

/** The TypeScript of a schema. A kind of schema that the description does not use so far is refused, not guessed. */
function typeOf(schema: SchemaObject): string {
  const nullable = schema['nullable'] === true ? ' | null' : '';
  if (typeof schema['$ref'] === 'string')
    return schema['$ref'].replace('#/components/schemas/', '') + nullable;
  if (schema['type'] === 'array') return `Array<${typeOf(schema['items'] as SchemaObject)}>${nullable}`;
  if (schema['type'] === 'string' || schema['type'] === 'boolean') return schema['type'] + nullable;
  throw new Error(`No type is known for the schema ${JSON.stringify(schema)}.`);
}

function interfaceOf(name: string, parameters: Parameter[]): string {
  const fields = parameters.map(
    ({ name, description, required = false, schema }) =>
      `${description ? `/** ${description} */\n` : ''}${name}${required ? '' : '?'}: ${typeOf(schema)};\n`,
  );
  return `export interface ${name} {\n${fields.join('')}}\n`;
}

/** One interface for each schema, and one for the query of each call, such as `GetSnapshotQuery`. */
function apiTypes({ paths, components }: Description): string {
  const schemas = Object.entries(components.schemas).map(([name, schema]) =>
    interfaceOf(
      name,
      Object.entries(schema['properties'] as Record<string, SchemaObject>).map(([field, property]) => ({
        name: field,
        required: ((schema['required'] ?? []) as string[]).includes(field),
        schema: property,
      })),
    ),
  );
  const queries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).flatMap(({ parameters }) =>
      parameters ? interfaceOf(`${path.split('/').at(-1)}Query`, parameters) : [],
    ),
  );
  return [...schemas, ...queries].join('\n');
}

/**
 * The description's schema as a response is allowed to differ from it: fields that a newer server adds are let
 * through, every field may be null, which the vendor's servers send for unknown ones, and only what decisions rest on
 * must be of its type. The items of a list are looked at one by one.
 */
function toResponseSchema(schema: SchemaObject): SchemaObject {
  if (schema['type'] === 'array') return { type: 'array', nullable: schema['nullable'] === true };
  if (schema['type'] === 'object') {
    const properties = Object.entries(schema['properties'] as Record<string, SchemaObject>).filter(
      ([name]) => name === 'items' || DECISIVE_FIELDS.includes(name),
    );
    return {
      type: 'object',
      properties: Object.fromEntries(
        properties.map(([name, property]) => [name, toResponseSchema(property)]),
      ),
    };
  }
  const limit = schema['type'] === 'string' ? { maxLength: MAX_TEXT_LENGTH } : {};
  return { type: schema['type'], nullable: true, ...limit };
}

function responseValidators({ components: { schemas } }: Description): string {
  // `unicode: false, inlineRefs: false` measures texts by code units, which needs no runtime import of ajv in `dist`.
  const ajv = new Ajv({ code: { source: true, esm: true }, unicode: false, inlineRefs: false });
  for (const name of ['SnapshotDetailsItem', 'ListResultDtoOfSnapshotDetailsItem', 'SnapshotCommandOutput']) {
    ajv.addSchema({ $id: name, ...toResponseSchema(schemas[name] as SchemaObject) });
  }
  const listResult = ajv.getSchema('ListResultDtoOfSnapshotDetailsItem')?.schema as SchemaObject;
  ajv.removeSchema('ListResultDtoOfSnapshotDetailsItem');
  // A list without `items` is not an empty list, but a response to some other question.
  ajv.addSchema({ ...listResult, required: ['items'] });
  return standaloneCode.default(ajv, {
    validateSnapshot: 'SnapshotDetailsItem',
    validateSnapshotList: 'ListResultDtoOfSnapshotDetailsItem',
    validateCommandOutput: 'SnapshotCommandOutput',
  });
}

const description = JSON.parse(await readFile(DESCRIPTION_URL, 'utf8')) as Description;
await mkdir(GENERATED_URL, { recursive: true });
await writeFile(new URL('api-types.ts', GENERATED_URL), `${NOTICE}\n${apiTypes(description)}`);
await writeFile(
  new URL('response-validators.ts', GENERATED_URL),
  `// @ts-nocheck\n${NOTICE}${responseValidators(description)}\n`,
);
