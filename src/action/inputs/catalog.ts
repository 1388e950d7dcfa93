/** What the action can do, as the input `operation` names it. */
export const OPERATIONS = [
  'list',
  'get',
  'create',
  'delete',
  'wait-ready',
  'prune',
  'require-fresh',
] as const;

/** A value of the input `operation`. */
export type Operation = (typeof OPERATIONS)[number];

/**
 * Every input, and the operations that use it. What an operation does not use is refused: an input that is silently
 * ignored, such as a `protect` given to the wrong operation, can cost somebody's data. A contract test checks that
 * `action.yml` and the README say the same.
 */
export const INPUTS = {
  operation: OPERATIONS,
  'api-key': OPERATIONS,
  username: OPERATIONS,
  password: OPERATIONS,
  'api-url': OPERATIONS,
  cluster: OPERATIONS,
  namespace: OPERATIONS,
  'snapshot-id': ['get', 'delete', 'wait-ready'],
  'source-vm': ['list', 'create', 'prune', 'require-fresh'],
  name: ['create'],
  match: ['list', 'prune', 'require-fresh'],
  ready: ['list'],
  'older-than': ['list', 'prune'],
  'newer-than': ['list', 'require-fresh'],
  wait: ['create', 'delete', 'prune'],
  timeout: ['create', 'delete', 'wait-ready', 'prune'],
  'poll-interval': ['create', 'delete', 'wait-ready', 'prune'],
  'if-exists': ['create'],
  'if-missing': ['get', 'delete'],
  'if-none': ['list', 'prune'],
  'dry-run': ['delete', 'prune'],
  protect: ['prune'],
  'keep-last': ['prune'],
  'keep-hourly': ['prune'],
  'keep-daily': ['prune'],
  'keep-weekly': ['prune'],
  'keep-monthly': ['prune'],
  'keep-yearly': ['prune'],
  'keep-within': ['prune'],
  'keep-within-hourly': ['prune'],
  'keep-within-daily': ['prune'],
  'keep-within-weekly': ['prune'],
  'keep-within-monthly': ['prune'],
  'keep-within-yearly': ['prune'],
  'unready-older-than': ['prune'],
  'max-deletes': ['prune'],
  'job-summary': OPERATIONS,
} as const satisfies Record<string, readonly Operation[]>;

/** The name of an input, as in `action.yml`. */
export type InputName = keyof typeof INPUTS;

/** All names of inputs, in the order of the catalogue. */
export const INPUT_NAMES = Object.keys(INPUTS) as InputName[];

/**
 * Inputs for which an empty text differs from "not set": a missing secret or variable gives an empty text, and so does the
 * output of a step that was skipped. The runner also passes an empty text for an input that is not set; so their default
 * in `action.yml` is a space.
 */
export const BLANK_BY_DEFAULT: readonly InputName[] = [
  'api-key',
  'username',
  'password',
  'snapshot-id',
  'source-vm',
  'match',
];

/** Whether an operation uses an input. */
export function isUsedBy(input: InputName, operation: Operation): boolean {
  return (INPUTS[input] as readonly Operation[]).includes(operation);
}
