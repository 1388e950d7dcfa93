import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { FaultRule } from './fault-rules.ts';
import { readFaultRules } from './fault-rules.ts';
import { snapshotSchema } from './openapi-validation.ts';
import { describeSchemaErrors } from './schema-errors.ts';
import type { SeedSnapshot } from './snapshot-world.ts';

/** The fields of a snapshot that the API writes or leaves out. */
const NEVER_NULL = ['creationDate', 'readyToUse'];

/**
 * Reads the snapshots to start with: a JSON array of snapshots as the API writes them, each with the `cluster`
 * that holds it if that is not the simulator's first. The action's `snapshots-file` is such an array too: what the
 * action does not know is null there, and is left out where the API has no null.
 *
 * @throws if the file can't be read or holds anything else
 */
export function readSnapshotFile(file: string): readonly SeedSnapshot[] {
  const schema = snapshotSchema();
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const isSnapshotList = ajv.compile<SeedSnapshot[]>({
    type: 'array',
    items: { ...schema, properties: { ...schema.properties, cluster: { type: 'string' } } },
  });
  const json = withoutUnknown(readJsonFile(file));
  if (isSnapshotList(json)) return json;
  throw new Error(`${file}: ${describeSchemaErrors(isSnapshotList.errors, 'snapshots')}`);
}

function withoutUnknown(json: unknown): unknown {
  if (!Array.isArray(json)) return json;
  return json.map((item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(
      Object.entries(item).filter(([field, value]) => value !== null || !NEVER_NULL.includes(field)),
    );
  });
}

/**
 * Reads the faults to start with: a JSON array of fault rules, or a single one.
 *
 * @throws if the file can't be read or holds anything else
 */
export function readFaultFile(file: string): readonly FaultRule[] {
  const json = readJsonFile(file);
  try {
    return readFaultRules(json);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

function readJsonFile(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
}
