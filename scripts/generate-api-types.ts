/**
 * Writes `src/denvr-api/generated/` from the vendor's OpenAPI description: the types of requests and answers, and
 * a validator for each answer. Run by `npm run generate`; `npm test` fails where the result differs.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Ajv, type SchemaObject } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';

const DESCRIPTION_URL = new URL('../src/denvr-api/snapshots.openapi.json', import.meta.url);
const GENERATED_URL = new URL('../src/denvr-api/generated/', import.meta.url);
const NOTICE = '// Generated from snapshots.openapi.json by `npm run generate`. Do not edit.\n';

/**
 * A text longer than this is no name, date or size of a snapshot. Refusing it keeps a hostile answer from reaching
 * globs, logs and tables. Kubernetes names have 253 characters at most.
 */
const MAX_TEXT_LENGTH = 4096;

/** What decisions rest on. The other fields of a snapshot only describe it, and may be anything. */
const DECISIVE_FIELDS = ['id', 'namespace', 'sourceName', 'creationDate', 'readyToUse'];

/**
 * The description's schema as an answer is allowed to differ from it: fields that a newer server adds are let
 * through, every field may be null, which the vendor's servers send for unknown ones, and only what decisions rest on
 * must be of its type. The items of a list are looked at one by one.
 */
function toAnswerSchema(schema: SchemaObject): SchemaObject {
  if (schema['type'] === 'array') return { type: 'array', nullable: schema['nullable'] === true };
  if (schema['type'] === 'object') {
    const properties = Object.entries(schema['properties'] as Record<string, SchemaObject>).filter(
      ([name]) => name === 'items' || DECISIVE_FIELDS.includes(name),
    );
    return {
      type: 'object',
      properties: Object.fromEntries(properties.map(([name, property]) => [name, toAnswerSchema(property)])),
    };
  }
  const limit = schema['type'] === 'string' ? { maxLength: MAX_TEXT_LENGTH } : {};
  return { type: schema['type'], nullable: true, ...limit };
}

function answerValidators(description: OpenAPI3): string {
  const schemas = description.components?.schemas as Record<string, SchemaObject>;
  // `unicode: false, inlineRefs: false` measures texts by code units, which needs no runtime import of ajv in `dist`.
  const ajv = new Ajv({ code: { source: true, esm: true }, unicode: false, inlineRefs: false });
  for (const name of ['SnapshotDetailsItem', 'ListResultDtoOfSnapshotDetailsItem', 'SnapshotCommandOutput']) {
    ajv.addSchema({ $id: name, ...toAnswerSchema(schemas[name] as SchemaObject) });
  }
  const listResult = ajv.getSchema('ListResultDtoOfSnapshotDetailsItem')?.schema as SchemaObject;
  ajv.removeSchema('ListResultDtoOfSnapshotDetailsItem');
  // A list without `items` is not an empty list, but an answer to some other question.
  ajv.addSchema({ ...listResult, required: ['items'] });
  return standaloneCode.default(ajv, {
    validateSnapshot: 'SnapshotDetailsItem',
    validateSnapshotList: 'ListResultDtoOfSnapshotDetailsItem',
    validateCommandOutput: 'SnapshotCommandOutput',
  });
}

const description = JSON.parse(await readFile(DESCRIPTION_URL, 'utf8')) as OpenAPI3;
await mkdir(GENERATED_URL, { recursive: true });
await writeFile(
  new URL('api-types.ts', GENERATED_URL),
  NOTICE + astToString(await openapiTypescript(description)),
);
await writeFile(
  new URL('answer-validators.ts', GENERATED_URL),
  `// @ts-nocheck\n${NOTICE}${answerValidators(description)}\n`,
);
