import { type Operation, SUCCESS_STATUS } from './api-call.ts';

/**
 * The body of a `status` fault: what ASP.NET Boilerplate says about an unexpected fault, nothing, an HTML page, an
 * error with this message in the simulator's answer shape, or a text as it is.
 */
export type StatusBody =
  | 'internal-error'
  | 'none'
  | 'html'
  | { readonly message: string; readonly details?: string }
  | { readonly raw: string };

/** A value of a fault: its type, and the JSON schema that a file or another process is held to. */
interface Field<Value> {
  readonly schema: object;
  /** For the compiler alone: nothing is there at run time. */
  readonly type?: Value;
}

const MILLISECONDS: Field<number> = { schema: { type: 'integer', minimum: 0, maximum: 2_147_483_647 } };
const STATUS: Field<number> = { schema: { type: 'integer', minimum: 200, maximum: 599 } };
const TEXT: Field<string> = { schema: { type: 'string' } };
const IDS: Field<readonly string[]> = { schema: { type: 'array', items: TEXT.schema } };
const TEXTS: Field<Readonly<Record<string, string>>> = {
  schema: { type: 'object', additionalProperties: TEXT.schema },
};
const STATUS_BODY: Field<StatusBody> = {
  schema: {
    anyOf: [
      { enum: ['internal-error', 'none', 'html'] },
      objectOf(['message'], { message: TEXT.schema, details: TEXT.schema }),
      objectOf(['raw'], { raw: TEXT.schema }),
    ],
  },
};
/** JSON has no bytes, so only a test can give them. */
const TEXT_OR_BYTES: Field<string | Uint8Array> = TEXT as Field<string | Uint8Array>;
const REDIRECT_STATUS: Field<302 | 307> = { schema: { enum: [302, 307] } };
/** What takes the place of the true fields; may be of any type. */
const ANY_FIELDS: Field<Readonly<Record<string, unknown>>> = { schema: { type: 'object' } };
/** Whether the request takes effect although its answer is replaced; by default it does not. */
const APPLIED: { readonly applied: Field<boolean> } = { applied: { schema: { type: 'boolean' } } };

/**
 * The ways in which a good answer can say what is not so, with their fields. The request is carried out as usual, and
 * status and shape are as usual; where a kind makes no sense for an operation, so is the whole answer.
 */
const UNTRUTHS = {
  /** A list or a get as things were `ageMs` milliseconds ago, by the simulator's clock. */
  stale: { required: { ageMs: MILLISECONDS }, optional: {} },
  /** A list without these ids. */
  'leave-out': { required: { ids: IDS }, optional: {} },
  /** A list that holds these ids twice, one after the other. */
  double: { required: { ids: IDS }, optional: {} },
  /** A list of every cluster, whichever was asked for. */
  'all-clusters': { required: {}, optional: {} },
  /** A list, a get or a create that says this of its snapshots, or of those with these ids. */
  overlay: { required: { fields: ANY_FIELDS }, optional: { ids: IDS } },
} as const;

/** What takes the place of the usual answer. */
const REPLACEMENTS = {
  /** Any status; without a body it is `internal-error`. */
  status: { required: { status: STATUS }, optional: { headers: TEXTS, body: STATUS_BODY, ...APPLIED } },
  /** No answer ever comes. */
  hang: { required: {}, optional: APPLIED },
  /** Status 200 and a log-in page. */
  html: { required: {}, optional: APPLIED },
  /** Status 200 and no body. */
  empty: { required: {}, optional: APPLIED },
  /** Status 200 and JSON that breaks off. */
  'invalid-json': { required: {}, optional: APPLIED },
  /** Any body as it is; by default status 200 and the simulator's content type. */
  'raw-body': {
    required: { body: TEXT_OR_BYTES },
    optional: { status: STATUS, contentType: TEXT, ...APPLIED },
  },
  redirect: { required: { status: REDIRECT_STATUS, location: TEXT }, optional: APPLIED },
  /** Status 200, and an envelope that says it is an error. */
  'success-false': { required: { message: TEXT }, optional: APPLIED },
  /** The operation's success status with a result of null. */
  'answer-null-result': { required: {}, optional: APPLIED },
} as const;

/** The kinds of faults with their fields, from which their types and their JSON schema are made. */
const FAULTS = {
  /** The connection is reset, and the request takes no effect. */
  'reset-before': { required: {}, optional: {} },
  /** The request takes effect, and the connection is reset in place of an answer. */
  'reset-after': { required: {}, optional: {} },
  /** The request takes effect; half of the body is sent, under the length of the whole, and the connection ends. */
  truncate: { required: {}, optional: {} },
  /** The request takes effect; the body comes byte by byte, one each `intervalMs` milliseconds. */
  drip: { required: { intervalMs: MILLISECONDS }, optional: {} },
  /** Every token ends now; then the request is answered as usual, so that one with a token gets 401. */
  'expire-tokens': { required: {}, optional: {} },
  /** The request is acted on and answered as usual, `delayMs` milliseconds late. */
  delay: { required: { delayMs: MILLISECONDS }, optional: {} },
  /**
   * No answer ever comes, and a creation or a deletion takes effect only `effectAfterMs` milliseconds later, by the
   * simulator's clock. Any other request is answered as usual.
   */
  late: { required: { effectAfterMs: MILLISECONDS }, optional: {} },
  ...REPLACEMENTS,
  ...UNTRUTHS,
} as const;

type Values<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends Field<infer Value> ? Value : never;
};

type FaultOf<Kind extends keyof typeof FAULTS> = {
  [Each in Kind]: { readonly kind: Each } & Values<(typeof FAULTS)[Each]['required']> &
    Partial<Values<(typeof FAULTS)[Each]['optional']>>;
}[Kind];

/** What can go wrong with one request. */
export type Fault = FaultOf<keyof typeof FAULTS>;

/** What can take the place of the usual answer. */
export type Replacement = FaultOf<keyof typeof REPLACEMENTS>;

/** How a good answer can say what is not so. */
export type Untruth = FaultOf<keyof typeof UNTRUTHS>;

/** Which requests a fault hits. */
export interface FaultRule {
  readonly operation: Exclude<Operation, 'unknown'> | 'any';
  /** Befalls only requests about this id; by default those about any, or about none as a list is. */
  readonly id?: string;
  /** How many matching requests pass before the first fault; by default none. */
  readonly skip?: number;
  /** How many requests the fault hits; by default one. `always` is without end. */
  readonly times?: number | 'always';
  readonly fault: Fault;
}

const FAULT_SCHEMAS = Object.entries(FAULTS).map(([kind, { required, optional }]) => {
  const fields: Record<string, Field<unknown>> = { ...required, ...optional };
  const schemas = Object.entries(fields).map(([name, { schema }]) => [name, schema]);
  return objectOf(['kind', ...Object.keys(required)], {
    kind: { const: kind },
    ...Object.fromEntries(schemas),
  });
});

/** The JSON schema of a fault rule. */
export const FAULT_RULE_SCHEMA = objectOf(['operation', 'fault'], {
  operation: { enum: [...Object.keys(SUCCESS_STATUS).filter((operation) => operation !== 'unknown'), 'any'] },
  id: TEXT.schema,
  skip: { type: 'integer', minimum: 0 },
  times: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
  fault: {
    type: 'object',
    required: ['kind'],
    discriminator: { propertyName: 'kind' },
    oneOf: FAULT_SCHEMAS,
  },
});

interface PendingRule {
  readonly rule: FaultRule;
  passesLeft: number;
  timesLeft: number;
}

/** The faults still to come. Rules are tried in the order they were scheduled, and the first that applies wins. */
export class FaultSchedule {
  #pending: PendingRule[] = [];

  schedule(rule: FaultRule): void {
    const timesLeft = rule.times === 'always' ? Number.POSITIVE_INFINITY : (rule.times ?? 1);
    this.#pending.push({ rule, passesLeft: rule.skip ?? 0, timesLeft });
  }

  /** Forgets every rule. */
  clear(): void {
    this.#pending = [];
  }

  /**
   * The fault for the next request of an operation, which uses it up; null if the request goes well.
   *
   * @param id what the request is about; null if it is about none
   */
  take(operation: Operation, id: string | null): Fault | null {
    const matching = this.#pending.filter(
      ({ rule, timesLeft }) =>
        timesLeft > 0 &&
        (rule.operation === 'any' || rule.operation === operation) &&
        (rule.id === undefined || rule.id === id),
    );
    const winner = matching.findIndex(({ passesLeft }) => passesLeft === 0);
    const passed = winner === -1 ? matching : matching.slice(0, winner);
    for (const pending of passed) pending.passesLeft -= 1;
    const pending = matching[winner];
    if (pending === undefined) return null;
    pending.timesLeft -= 1;
    return pending.rule.fault;
  }
}

function objectOf(required: readonly string[], properties: object): object {
  return { type: 'object', required, properties, additionalProperties: false };
}
