import { type ParseArgsConfig, parseArgs } from 'node:util';
import {
  LOCKED_STATUSES,
  type LockedStatus,
  NOT_FOUND_STYLES,
  type SimulatorOptions,
  type VirtualMachine,
} from './simulator-options.ts';

/** What the command line asks for. */
export interface CommandLine {
  readonly help: boolean;
  readonly options: SimulatorOptions;
  /** The file with the snapshots to start with, or null. */
  readonly snapshotFile: string | null;
  /** The file with the faults to start with, or null. */
  readonly faultFile: string | null;
}

const LONGEST_TIMER_MS = 2_147_483_647;

const FLAGS = {
  help: { type: 'boolean', short: 'h' },
  port: { type: 'string' },
  'api-key': { type: 'string' },
  username: { type: 'string' },
  password: { type: 'string' },
  'token-lifetime-ms': { type: 'string' },
  'two-factor': { type: 'boolean' },
  'ready-after-ms': { type: 'string' },
  'invisible-for-ms': { type: 'string' },
  'deleted-visible-for-ms': { type: 'string' },
  'locks-for-ms': { type: 'string' },
  'locked-status': { type: 'string' },
  'answer-shape': { type: 'string' },
  'content-type': { type: 'string' },
  'not-found-style': { type: 'string' },
  cluster: { type: 'string', multiple: true },
  namespace: { type: 'string', multiple: true },
  vm: { type: 'string', multiple: true },
  'latency-ms': { type: 'string' },
  snapshots: { type: 'string' },
  faults: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** How to call the simulator, for people. */
export const USAGE = `Usage: npm run simulator -- [options]

  --port N                     port on 127.0.0.1; 0, the default, takes a free one
  --api-key TEXT               default test-key
  --username TEXT              default user@example.com
  --password TEXT              default test-password
  --token-lifetime-ms N        how long a token is good for; default one day
  --two-factor                 a password alone gets no token
  --ready-after-ms N|never     from creation until readyToUse; default 0
  --invisible-for-ms N         how long a created snapshot is missing from reads; default 0
  --deleted-visible-for-ms N   how long a deleted snapshot can still be read; default 0
  --locks-for-ms N             how long one creation or deletion keeps others out; default 0
  --locked-status N            what the others get: 409 (default), 423, 500 or 503
  --answer-shape SHAPE         envelope (default) or bare
  --content-type TYPE          application/json (default), text/json or text/plain
  --not-found-style STYLE      terraform-500 (default), status-404, abp-404, empty-404, problem-404 or gateway-404
  --cluster NAME               a cluster there is, repeatable; default Msc1
  --namespace NAME             a namespace there is, repeatable; default any
  --vm CLUSTER/NAMESPACE/NAME  a virtual machine there is, repeatable; default any
  --latency-ms N               how long every request waits; default 0
  --snapshots FILE             JSON array of snapshots to start with
  --faults FILE                JSON array of fault rules to start with
  --help
`;

/**
 * Reads the command line.
 *
 * @param args the arguments after the script's name
 * @throws if an option is unknown, lacks its value or has one of the wrong form; the message names the option
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false });
  return {
    help: values.help ?? false,
    options: {
      ...given('port', values.port, wholeNumber('--port', 65_535)),
      ...given('apiKey', values['api-key'], nonEmpty('--api-key')),
      ...given('username', values.username, nonEmpty('--username')),
      ...given('password', values.password, nonEmpty('--password')),
      ...given('tokenLifetimeMs', values['token-lifetime-ms'], wholeNumber('--token-lifetime-ms')),
      ...given('twoFactor', values['two-factor'], (flag) => flag),
      ...given('readyAfterMs', values['ready-after-ms'], numberOrNever('--ready-after-ms')),
      ...given('invisibleForMs', values['invisible-for-ms'], wholeNumber('--invisible-for-ms')),
      ...given(
        'deletedVisibleForMs',
        values['deleted-visible-for-ms'],
        wholeNumber('--deleted-visible-for-ms'),
      ),
      ...given('locksForMs', values['locks-for-ms'], wholeNumber('--locks-for-ms')),
      ...given('lockedStatus', values['locked-status'], lockedStatus),
      ...given('answerShape', values['answer-shape'], oneOf('--answer-shape', ['envelope', 'bare'])),
      ...given(
        'contentType',
        values['content-type'],
        oneOf('--content-type', ['application/json', 'text/json', 'text/plain']),
      ),
      ...given('notFoundStyle', values['not-found-style'], oneOf('--not-found-style', NOT_FOUND_STYLES)),
      ...given('clusters', values.cluster, each(nonEmpty('--cluster'))),
      ...given('namespaces', values.namespace, each(nonEmpty('--namespace'))),
      ...given('virtualMachines', values.vm, each(virtualMachine)),
      ...given('latencyMs', values['latency-ms'], wholeNumber('--latency-ms', LONGEST_TIMER_MS)),
    },
    snapshotFile: values.snapshots ?? null,
    faultFile: values.faults ?? null,
  };
}

// An option that is not given must stay away altogether: as undefined it would hide the default.
function given<Name extends string, Raw, Value>(
  name: Name,
  raw: Raw | undefined,
  read: (raw: Raw) => Value,
): { [name in Name]?: Value } {
  return raw === undefined ? {} : ({ [name]: read(raw) } as { [name in Name]: Value });
}

function wholeNumber(flag: string, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value <= most) return value;
    throw wrongValue(flag, text, `a whole number from 0 to ${most}`);
  };
}

function numberOrNever(flag: string): (text: string) => number | 'never' {
  return (text) => {
    if (text === 'never') return text;
    if (/^\d+$/.test(text)) return wholeNumber(flag)(text);
    throw wrongValue(flag, text, 'a whole number of milliseconds, or never');
  };
}

function nonEmpty(flag: string): (text: string) => string {
  return (text) => {
    if (text !== '') return text;
    throw wrongValue(flag, text, 'a text that is not empty');
  };
}

function oneOf<const Choice extends string>(
  flag: string,
  choices: readonly Choice[],
): (text: string) => Choice {
  return (text) => {
    const choice = choices.find((candidate) => candidate === text);
    if (choice !== undefined) return choice;
    throw wrongValue(flag, text, `one of ${choices.join(', ')}`);
  };
}

function lockedStatus(text: string): LockedStatus {
  const status = LOCKED_STATUSES.find((candidate) => String(candidate) === text);
  if (status !== undefined) return status;
  throw wrongValue('--locked-status', text, `one of ${LOCKED_STATUSES.join(', ')}`);
}

function each<Value>(read: (text: string) => Value): (texts: readonly string[]) => readonly Value[] {
  return (texts) => texts.map(read);
}

function virtualMachine(text: string): VirtualMachine {
  const [cluster, namespace, name, ...rest] = text.split('/');
  if (cluster && namespace && name && rest.length === 0) return { cluster, namespace, name };
  throw wrongValue('--vm', text, 'CLUSTER/NAMESPACE/NAME, such as Msc1/my-namespace/my-vm');
}

function wrongValue(flag: string, text: string, accepted: string): Error {
  return new Error(`${flag} is "${text}", but must be ${accepted}.`);
}
