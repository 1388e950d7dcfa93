import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { FAULT_RULE_SCHEMA, type FaultRule } from './fault-rules.ts';
import { SNAPSHOT_SCHEMA } from './openapi-validation.ts';
import type { SeedSnapshot } from './snapshot-world.ts';

/** The fields of a snapshot that the API writes or leaves out. */
const NEVER_NULL = ['creationDate', 'readyToUse'];

const MAX_SHOWN_ERRORS = 3;

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, discriminator: true });
const isRuleList = ajv.compile<FaultRule[]>({ type: 'array', items: FAULT_RULE_SCHEMA });
const isSnapshotList = ajv.compile<SeedSnapshot[]>({
  type: 'array',
  items: { ...SNAPSHOT_SCHEMA, properties: { ...SNAPSHOT_SCHEMA.properties, cluster: { type: 'string' } } },
});

/**
 * Reads the snapshots to start with: a JSON array of snapshots as the API writes them, each with the `cluster`
 * that holds it if that is not the simulator's first. The action's `snapshots-file` is such an array too: what the
 * action does not know is null there, and is left out where the API has no null.
 *
 * @throws if the file can't be read or holds anything else
 */
export function readSnapshotFile(file: string): readonly SeedSnapshot[] {
  return checked(withoutUnknown(readJsonFile(file)), isSnapshotList, `${file}: snapshots`);
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
  return readFaultRules(readJsonFile(file), `${file}: `);
}

/**
 * Reads fault rules from JSON: one rule, or an array of them.
 *
 * @param source what an error begins with
 * @throws if it is anything else, with the first few things that are wrong
 */
export function readFaultRules(json: unknown, source = ''): readonly FaultRule[] {
  return checked(Array.isArray(json) ? json : [json], isRuleList, `${source}Not a fault rule: rules`);
}

/** @throws with the first few faults in a line: where, what, and which property if it is one too many */
function checked<Value>(json: unknown, isValid: ValidateFunction<Value>, name: string): Value {
  if (isValid(json)) return json;
  const errors = (isValid.errors ?? []).map(({ instancePath, message, params }) => {
    const property = params['additionalProperty'];
    return `${instancePath} ${message}${property === undefined ? '' : ` (${property})`}`;
  });
  const more = errors.length - MAX_SHOWN_ERRORS;
  throw new Error(
    `${name}${errors.slice(0, MAX_SHOWN_ERRORS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  );
}

function readJsonFile(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
}
