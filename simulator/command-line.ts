import { type ParseArgsConfig, parseArgs } from 'node:util';
import { OPTIONS, type SimulatorOptions, SWITCH } from './simulator-options.ts';

/** What the command line asks for. */
export interface CommandLine {
  readonly help: boolean;
  readonly options: SimulatorOptions;
  /** The file with the snapshots to start with, or null. */
  readonly snapshotFile: string | null;
  /** The file with the faults to start with, or null. */
  readonly faultFile: string | null;
}

type SettingName = keyof typeof OPTIONS;
type Option = (typeof OPTIONS)[SettingName];

const ENTRIES = Object.entries(OPTIONS) as [SettingName, Option][];

const FLAGS: ParseArgsConfig['options'] = Object.fromEntries(
  ENTRIES.map(([, option]) => [
    flagOf(option),
    { type: option.kind === SWITCH ? 'boolean' : 'string', multiple: option.isRepeatable } as const,
  ]),
);

/** The rows of the table of options in `README.md`. */
export const README_ROWS: readonly string[] = ENTRIES.map(([name, option]) => {
  const call = `\`${option.call.replaceAll('|', '\\|')}\`${option.isRepeatable ? ', repeatable' : ''}`;
  return `| ${call} | \`${name}\` | \`${defaultOf(option)}\` | ${meaningOf(option)} |`;
});

/** How to call the simulator, for people. */
export const USAGE = [
  'Usage: npm run simulator -- [options]\n',
  ...ENTRIES.map(([, option]) => {
    const times = option.isRepeatable ? 'repeatable; ' : '';
    return usageLine(
      option.call,
      `${meaningOf(option).replaceAll('`', '')}; ${times}default ${defaultOf(option)}`,
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

function readValue(option: Option, given: string | boolean | readonly string[]): unknown {
  if (typeof given === 'boolean') return given;
  if (typeof given !== 'string') return given.map((text) => readValue(option, text));
  const value = option.kind.read(given);
  if (value !== undefined) return value;
  throw new Error(`--${flagOf(option)} is "${given}", but must be ${option.kind.accepted}.`);
}

function flagOf({ call }: Option): string {
  return call.replace(/^--| .*$/g, '');
}

function meaningOf({ meaning, kind }: Option): string {
  return kind.accepted.startsWith('one of ') ? `${meaning}: ${kind.accepted}` : meaning;
}

function defaultOf({ byDefault }: Option): string {
  return byDefault === false ? 'off' : String(byDefault);
}

function usageLine(call: string, meaning: string): string {
  return `  ${call.padEnd(29)}${meaning}`;
}
