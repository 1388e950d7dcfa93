import { Ajv } from 'ajv';
import { SUCCESS_STATUS } from './api-operations.ts';
import type { FaultRule } from './fault-rules.ts';
import { describeSchemaErrors } from './schema-errors.ts';

const APPLIED = { applied: { type: 'boolean' } };
const MILLISECONDS = { type: 'integer', minimum: 0, maximum: 2_147_483_647 };
const STATUS = { type: 'integer', minimum: 200, maximum: 599 };
const TEXT = { type: 'string' };
const IDS = { type: 'array', items: TEXT };

const FAULTS = [
  shape('status', ['status'], {
    status: STATUS,
    headers: { type: 'object', additionalProperties: TEXT },
    body: {
      anyOf: [
        { enum: ['internal-error', 'none', 'html'] },
        { ...objectOf(['message'], { message: TEXT, details: TEXT }) },
        { ...objectOf(['raw'], { raw: TEXT }) },
      ],
    },
    ...APPLIED,
  }),
  shape('reset-before', [], {}),
  shape('reset-after', [], {}),
  shape('truncate', [], {}),
  shape('drip', ['intervalMs'], { intervalMs: MILLISECONDS }),
  shape('hang', [], APPLIED),
  shape('html', [], APPLIED),
  shape('empty', [], APPLIED),
  shape('invalid-json', [], APPLIED),
  shape('raw-body', ['body'], { body: TEXT, status: STATUS, contentType: TEXT, ...APPLIED }),
  shape('redirect', ['status', 'location'], { status: { enum: [302, 307] }, location: TEXT, ...APPLIED }),
  shape('success-false', ['message'], { message: TEXT, ...APPLIED }),
  shape('expire-tokens', [], {}),
  shape('delay', ['delayMs'], { delayMs: MILLISECONDS }),
  shape('answer-null-result', [], APPLIED),
  shape('late', ['effectAfterMs'], { effectAfterMs: MILLISECONDS }),
  shape('stale', ['ageMs'], { ageMs: MILLISECONDS }),
  shape('leave-out', ['ids'], { ids: IDS }),
  shape('double', ['ids'], { ids: IDS }),
  shape('all-clusters', [], {}),
  shape('overlay', ['fields'], { fields: { type: 'object' }, ids: IDS }),
];

const RULE = objectOf(['operation', 'fault'], {
  operation: { enum: [...Object.keys(SUCCESS_STATUS).filter((operation) => operation !== 'unknown'), 'any'] },
  id: TEXT,
  skip: { type: 'integer', minimum: 0 },
  times: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
  fault: { type: 'object', required: ['kind'], discriminator: { propertyName: 'kind' }, oneOf: FAULTS },
});

const ajv = new Ajv({ discriminator: true, allErrors: true, strictRequired: false });
const isRuleList = ajv.compile<FaultRule[]>({ type: 'array', items: RULE });

/**
 * Reads fault rules from JSON: one rule, or an array of them.
 *
 * @throws if it is anything else, with everything that is wrong
 */
export function readFaultRules(json: unknown): readonly FaultRule[] {
  const rules: unknown = Array.isArray(json) ? json : [json];
  if (isRuleList(rules)) return rules;
  throw new Error(`Not a fault rule: ${describeSchemaErrors(isRuleList.errors, 'rules')}`);
}

function shape(kind: string, required: readonly string[], properties: object): object {
  return objectOf(['kind', ...required], { kind: { const: kind }, ...properties });
}

function objectOf(required: readonly string[], properties: object): object {
  return { type: 'object', required, properties, additionalProperties: false };
}
