import type { Fault } from '../../../simulator/fault-rules.ts';

/** A request of the API, by the simulator's name for it. */
export type Call = 'list' | 'get' | 'create' | 'delete';

/**
 * What a fault means, by the rules of the transport and of create.
 *
 * - `silent`: no whole answer came, or one that explains nothing, such as a gateway's 503. Reads and deletions get up
 *   to five attempts; whether a creation or a deletion was begun is open.
 * - `unsent`: no connection came about, so nothing can have been begun.
 * - `not-accepted`: 429, and 503 in the API's envelope. Nothing was begun; up to five attempts.
 * - `spoken`: an error in words of its own: one more try for reads and deletions, a refusal for a creation.
 * - `unreadable`: a good status with something else than the answer. It may be a proxy's passing page: at most one
 *   more try; whether a creation was begun is open.
 * - `accepted-unclear`: a JSON object with a good status that is not the answer: the same, but a creation is never
 *   asked for again.
 * - `unreadable-item`: a list of which one entry cannot be read: final.
 * - `redirected`: final, but whether a creation was begun is open.
 * - `denied`: final.
 */
export type FaultClass =
  | 'silent'
  | 'unsent'
  | 'not-accepted'
  | 'spoken'
  | 'unreadable'
  | 'accepted-unclear'
  | 'unreadable-item'
  | 'redirected'
  | 'denied';

/** Something that goes wrong with a request, and what a step that fails of it must say. */
export interface NamedFault {
  readonly name: string;
  readonly faultClass: FaultClass;
  /** The simulator's fault for a call; null where it means nothing there, `closed` where the port is closed. */
  readonly on: (call: Call, port: number) => Fault | 'closed' | null;
  /** Whether a creation or a deletion happens all the same. */
  readonly taken: boolean;
  /** How long an attempt lasts until it is given up, in milliseconds of the action. */
  readonly attemptMs: number;
  /** How long the server asks to be left alone; 0 if it does not ask. */
  readonly restMs: number;
  readonly says: RegExp;
}

/** The limit of one attempt (README, "Behaviour"). */
const ATTEMPT_MS = 30_000;
const REST_MS = 7000;

const OWN_WORDS = 'The quota of tenant-7 is used up.';

/** A byte of a body this often, in real time: a body of some hundred bytes takes longer than an attempt may. */
const DRIP_INTERVAL_MS = 20;

/** Any moment: `Retry-After` as a date is counted from the answer's own `Date`. */
const ANSWERED_AT_MS = Date.parse('2024-02-29T23:59:58Z');

const DATED_REST = {
  date: new Date(ANSWERED_AT_MS).toUTCString(),
  'retry-after': new Date(ANSWERED_AT_MS + REST_MS).toUTCString(),
};

/** Results of another shape than the description's, for each call. */
const WRONG_SHAPES: Readonly<Record<Call, readonly object[]>> = {
  list: [{ items: 'many' }, { items: [{ id: 7 }] }],
  get: [{ id: 7 }, { id: 'somebody-else' }],
  create: [{ id: 7 }],
  delete: [{ id: 7 }],
};

type Traits = Omit<NamedFault, 'name' | 'on'>;

const UNTAKEN = { taken: false, attemptMs: 0, restMs: 0 };
const SILENT: Traits = { ...UNTAKEN, faultClass: 'silent', says: /No answer from 127\.0\.0\.1/ };
const UNREADABLE: Traits = { ...UNTAKEN, faultClass: 'unreadable', says: /could not be read/ };
const SPOKEN: Traits = { ...UNTAKEN, faultClass: 'spoken', says: /The quota of tenant-7 is used up\./ };
const NOT_ACCEPTED: Traits = { ...UNTAKEN, faultClass: 'not-accepted', says: /429|503/ };
const UNCLEAR: Traits = { ...UNREADABLE, faultClass: 'accepted-unclear' };

const isWrite = (call: Call) => call === 'create' || call === 'delete';

function fault(name: string, traits: Traits, on: NamedFault['on'] | Fault): NamedFault {
  return { ...traits, name, on: typeof on === 'function' ? on : () => on };
}

/** A fault in place of an answer, and the same for a write that happens although its answer is replaced. */
function replaced(name: string, traits: Traits, made: Fault): readonly NamedFault[] {
  return [
    fault(name, traits, made),
    fault(`${name}, yet taken`, { ...traits, taken: true }, (call) =>
      isWrite(call) ? ({ ...made, applied: true } as Fault) : null,
    ),
  ];
}

function status(code: number, traits: Traits = { ...SILENT, says: new RegExp(`${code}`) }) {
  return replaced(`${code}`, traits, { kind: 'status', status: code });
}

function wrongShape(index: number): readonly NamedFault[] {
  const shaped = (call: Call, applied: boolean): Fault | null => {
    const result = WRONG_SHAPES[call][index];
    if (result === undefined) return null;
    return { kind: 'raw-body', applied, body: JSON.stringify({ result, success: true, __abp: true }) };
  };
  return [
    fault(`wrong shape ${index + 1}`, UNCLEAR, (call) => (isItem(call, index) ? null : shaped(call, false))),
    fault(`wrong shape ${index + 1}, of an item`, { ...UNREADABLE, faultClass: 'unreadable-item' }, (call) =>
      isItem(call, index) ? shaped(call, false) : null,
    ),
    fault(`wrong shape ${index + 1}, yet taken`, { ...UNCLEAR, taken: true }, (call) =>
      isWrite(call) ? shaped(call, true) : null,
    ),
  ];
}

/** The second wrong shape of a list is one of its items. */
function isItem(call: Call, index: number): boolean {
  return call === 'list' && index === 1;
}

export const FAULTS: readonly NamedFault[] = [
  fault('refused connection', { ...SILENT, faultClass: 'unsent' }, () => 'closed'),
  fault('reset before', SILENT, { kind: 'reset-before' }),
  fault('reset after', { ...SILENT, taken: true }, { kind: 'reset-after' }),
  fault('truncated body', { ...SILENT, taken: true }, { kind: 'truncate' }),
  fault(
    'slow drip',
    { ...SILENT, taken: true, attemptMs: ATTEMPT_MS },
    {
      kind: 'drip',
      intervalMs: DRIP_INTERVAL_MS,
    },
  ),
  ...replaced('hang', { ...SILENT, attemptMs: ATTEMPT_MS }, { kind: 'hang' }),
  ...status(408),
  fault(
    '429, Retry-After in seconds',
    { ...NOT_ACCEPTED, restMs: REST_MS },
    { kind: 'status', status: 429, headers: { 'retry-after': `${REST_MS / 1000}` } },
  ),
  fault(
    '429, Retry-After as a date',
    { ...NOT_ACCEPTED, restMs: REST_MS },
    { kind: 'status', status: 429, headers: DATED_REST },
  ),
  fault('503', NOT_ACCEPTED, { kind: 'status', status: 503 }),
  ...replaced('503 with a page', { ...SILENT, says: /503/ }, { kind: 'status', status: 503, body: 'html' }),
  ...replaced('500 in words of its own', SPOKEN, {
    kind: 'status',
    status: 500,
    body: { message: OWN_WORDS },
  }),
  ...status(500),
  ...replaced(
    '500 without a body',
    { ...SILENT, says: /500/ },
    { kind: 'status', status: 500, body: 'none' },
  ),
  ...status(502),
  ...status(504),
  ...replaced('HTML with 200', UNREADABLE, { kind: 'html' }),
  ...replaced('empty body with 200', UNREADABLE, { kind: 'empty' }),
  ...replaced('invalid JSON', UNREADABLE, { kind: 'invalid-json' }),
  // A deletion that is answered 202 without a result has been accepted (RFC 9110 15.3.3).
  ...replaced('result null', UNCLEAR, { kind: 'answer-null-result' }).map((named) => ({
    ...named,
    on: (call: Call, port: number) => (call === 'delete' ? null : named.on(call, port)),
  })),
  ...wrongShape(0),
  ...wrongShape(1),
  ...replaced('success false with 200', SPOKEN, { kind: 'success-false', message: OWN_WORDS }),
  fault('redirect', { ...UNTAKEN, faultClass: 'redirected', says: /localhost/ }, (_, port) => ({
    kind: 'redirect',
    status: 307,
    // The simulator under another name: whoever follows is seen there, with a path that the API does not have.
    location: `http://user:redirect-password@localhost:${port}/elsewhere?key=redirect-key`,
  })),
  fault(
    '401',
    { ...UNTAKEN, faultClass: 'denied', says: /401.*API key was refused/ },
    { kind: 'status', status: 401, body: { message: 'Current user did not login to the application!' } },
  ),
  fault(
    '403',
    { ...UNTAKEN, faultClass: 'denied', says: /403/ },
    { kind: 'status', status: 403, body: { message: 'Required permissions are not granted.' } },
  ),
];
