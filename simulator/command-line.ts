import { type ParseArgsConfig, parseArgs } from 'node:util';
import {
  DEFAULT_SETTINGS,
  LOCKED_STATUSES,
  NOT_FOUND_STYLES,
  type SimulatorOptions,
  type SimulatorSettings,
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

/** How the text of a value is read; `read` gives undefined for one that is not accepted. */
interface ValueKind<Value> {
  readonly read: (text: string) => Value | undefined;
  readonly accepted: string;
}

/** How one setting is given on the command line; a switch has no kind of value. */
interface CommandLineOption<Value> {
  /** As people type it, such as `--port N`. */
  readonly call: string;
  readonly kind: ValueKind<Value> | null;
  readonly meaning: string;
  readonly isRepeatable: boolean;
}

type SettingName = Exclude<keyof SimulatorSettings, 'now' | 'onRequest'>;
type SingleValue<Setting> = Setting extends readonly (infer Item)[] ? Item : Exclude<Setting, 'any'>;

const MAX_TIMER_MS = 2_147_483_647;

const TEXT: ValueKind<string> = { accepted: 'a text that is not empty', read: (text) => text || undefined };

const MILLISECONDS = wholeNumber();

const MILLISECONDS_OR_NEVER: ValueKind<number | 'never'> = {
  accepted: 'a whole number of milliseconds, or never',
  read: (text) => (text === 'never' ? text : MILLISECONDS.read(text)),
};

const VIRTUAL_MACHINE: ValueKind<VirtualMachine> = {
  accepted: 'CLUSTER/NAMESPACE/NAME, such as Msc1/my-namespace/my-vm',
  read: (text) => {
    const [cluster, namespace, name, ...rest] = text.split('/');
    return cluster && namespace && name && rest.length === 0 ? { cluster, namespace, name } : undefined;
  },
};

/** The one table of options: the command line, its usage and the table of `README.md` are made from it. */
const OPTIONS: { readonly [Name in SettingName]: CommandLineOption<SingleValue<SimulatorSettings[Name]>> } = {
  port: option('--port N', wholeNumber(65_535), 'port on 127.0.0.1; 0 takes a free one'),
  apiKey: option('--api-key TEXT', TEXT, 'for `Authorization: ApiKey <key>`'),
  username: option('--username TEXT', TEXT, 'for `TokenAuth/Authenticate`'),
  password: option('--password TEXT', TEXT, 'for `TokenAuth/Authenticate`'),
  tokenLifetimeMs: option('--token-lifetime-ms N', MILLISECONDS, 'how long a token is valid'),
  twoFactor: option('--two-factor', null, 'log-ins with a password get no token'),
  readyAfterMs: option(
    '--ready-after-ms N|never',
    MILLISECONDS_OR_NEVER,
    'from creation until `readyToUse`, and until a VM is `ONLINE`',
  ),
  invisibleForMs: option(
    '--invisible-for-ms N',
    MILLISECONDS,
    'how long a created snapshot is missing from reads',
  ),
  deletedVisibleForMs: option(
    '--deleted-visible-for-ms N',
    MILLISECONDS,
    'how long a deleted snapshot can still be read',
  ),
  locksForMs: option(
    '--locks-for-ms N',
    MILLISECONDS,
    'how long all others are refused after an accepted creation or deletion',
  ),
  lockedStatus: option('--locked-status N', oneOf(LOCKED_STATUSES), 'the status of that refusal'),
  answerShape: option('--answer-shape SHAPE', oneOf(['envelope', 'bare']), 'how answers are wrapped'),
  contentType: option(
    '--content-type TYPE',
    oneOf(['application/json', 'text/json', 'text/plain']),
    'the type of JSON answers',
  ),
  notFoundStyle: option(
    '--not-found-style STYLE',
    oneOf(NOT_FOUND_STYLES),
    'how a missing snapshot is told of',
  ),
  clusters: repeatable(
    '--cluster NAME',
    TEXT,
    'the clusters that exist; any other is refused, even in a list',
  ),
  namespaces: repeatable('--namespace NAME', TEXT, 'the namespaces that exist; any other is refused'),
  virtualMachines: repeatable(
    '--vm CLUSTER/NAMESPACE/NAME',
    VIRTUAL_MACHINE,
    'the virtual machines that exist; a snapshot of any other is refused',
  ),
  latencyMs: option(
    '--latency-ms N',
    wholeNumber(MAX_TIMER_MS),
    'how long every request waits before it is processed',
  ),
};

const ENTRIES = Object.entries(OPTIONS) as [SettingName, CommandLineOption<unknown>][];

const FLAGS: ParseArgsConfig['options'] = Object.fromEntries(
  ENTRIES.map(([, option]) => [
    flagOf(option),
    { type: option.kind === null ? 'boolean' : 'string', multiple: option.isRepeatable } as const,
  ]),
);

/** The rows of the table of options in `README.md`. */
export const README_ROWS: readonly string[] = ENTRIES.map(([name, option]) => {
  const call = `\`${option.call.replaceAll('|', '\\|')}\`${option.isRepeatable ? ', repeatable' : ''}`;
  return `| ${call} | \`${name}\` | \`${defaultOf(name)}\` | ${meaningOf(option)} |`;
});

/** How to call the simulator, for people. */
export const USAGE = [
  'Usage: npm run simulator -- [options]\n',
  ...ENTRIES.map(([name, option]) => {
    const times = option.isRepeatable ? 'repeatable; ' : '';
    return usageLine(
      option.call,
      `${meaningOf(option).replaceAll('`', '')}; ${times}default ${defaultOf(name)}`,
    );
  }),
  usageLine('--snapshots FILE', 'JSON array of snapshots to start with'),
  usageLine('--faults FILE', 'JSON array of fault rules to start with'),
  '  --help\n',
].join('\n');

/**
 * Reads the command line.
 *
 * @param args the arguments after the script's name
 * @throws if an option is unknown, lacks its value or has one of the wrong form; the message names the option
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...FLAGS,
      help: { type: 'boolean', short: 'h' },
      snapshots: { type: 'string' },
      faults: { type: 'string' },
    },
    strict: true,
    allowPositionals: false,
  });
  const given = values as Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  // An option that is not given must stay away altogether: as undefined it would hide the default.
  const options = ENTRIES.flatMap(([name, option]) => {
    const value = given[flagOf(option)];
    return value === undefined ? [] : [[name, readValue(option, value)]];
  });
  return {
    help: values.help ?? false,
    options: Object.fromEntries(options) as SimulatorOptions,
    snapshotFile: values.snapshots ?? null,
    faultFile: values.faults ?? null,
  };
}

function readValue(option: CommandLineOption<unknown>, given: string | boolean | readonly string[]): unknown {
  if (typeof given === 'boolean') return given;
  if (typeof given !== 'string') return given.map((text) => readValue(option, text));
  const value = option.kind?.read(given);
  if (value !== undefined) return value;
  throw new Error(`--${flagOf(option)} is "${given}", but must be ${option.kind?.accepted}.`);
}

function wholeNumber(max = Number.MAX_SAFE_INTEGER): ValueKind<number> {
  return {
    accepted: `a whole number from 0 to ${max}`,
    read: (text) => (/^\d+$/.test(text) && Number(text) <= max ? Number(text) : undefined),
  };
}

function oneOf<const Choice extends string | number>(choices: readonly Choice[]): ValueKind<Choice> {
  return {
    accepted: `one of ${choices.join(', ')}`,
    read: (text) => choices.find((choice) => String(choice) === text),
  };
}

function option<Value>(
  call: string,
  kind: ValueKind<Value> | null,
  meaning: string,
): CommandLineOption<Value> {
  return { call, kind, meaning, isRepeatable: false };
}

function repeatable<Value>(call: string, kind: ValueKind<Value>, meaning: string): CommandLineOption<Value> {
  return { call, kind, meaning, isRepeatable: true };
}

function flagOf({ call }: CommandLineOption<unknown>): string {
  return call.replace(/^--| .*$/g, '');
}

function meaningOf({ meaning, kind }: CommandLineOption<unknown>): string {
  return kind?.accepted.startsWith('one of ') ? `${meaning}: ${kind.accepted}` : meaning;
}

function defaultOf(name: SettingName): string {
  const value = DEFAULT_SETTINGS[name];
  return value === false ? 'off' : String(value);
}

function usageLine(call: string, meaning: string): string {
  return `  ${call.padEnd(29)}${meaning}`;
}
