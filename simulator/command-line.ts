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

/** The options as they are called: that of `readyAfterMs` is `--ready-after-ms`. */
const CALLED = Object.entries(OPTIONS).map(([name, { kind, byDefault, meaning, flagOfEach }]) => {
  const flag = flagOfEach ?? name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return {
    name,
    kind,
    flag,
    call: `--${flag} ${kind.placeholder}`.trim(),
    isRepeatable: flagOfEach !== null,
    byDefault: byDefault === false ? 'off' : String(byDefault),
    meaning: kind.accepted.startsWith('one of ') ? `${meaning}: ${kind.accepted}` : meaning,
  };
});

type CalledOption = (typeof CALLED)[number];

const FLAGS: ParseArgsConfig['options'] = Object.fromEntries(
  CALLED.map(({ flag, kind, isRepeatable }) => [
    flag,
    { type: kind === SWITCH ? 'boolean' : 'string', multiple: isRepeatable } as const,
  ]),
);

/** The rows of the table of options in `README.md`. */
export const README_ROWS: readonly string[] = CALLED.map(
  ({ name, call, isRepeatable, byDefault, meaning }) => {
    const times = isRepeatable ? ', repeatable' : '';
    return `| \`${call.replaceAll('|', '\\|')}\`${times} | \`${name}\` | \`${byDefault}\` | ${meaning} |`;
  },
);

/** How to call the simulator, for people. */
export const USAGE = [
  'Usage: npm run simulator -- [options]\n',
  ...CALLED.map(({ call, isRepeatable, byDefault, meaning }) => {
    const times = isRepeatable ? 'repeatable; ' : '';
    return usageLine(call, `${meaning.replaceAll('`', '')}; ${times}default ${byDefault}`);
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
  const options = CALLED.flatMap((option) => {
    const value = given[option.flag];
    return value === undefined ? [] : [[option.name, readValue(option, value)]];
  });
  return {
    help: values.help ?? false,
    options: Object.fromEntries(options) as SimulatorOptions,
    snapshotFile: values.snapshots ?? null,
    faultFile: values.faults ?? null,
  };
}

function readValue(option: CalledOption, given: string | boolean | readonly string[]): unknown {
  if (typeof given === 'boolean') return given;
  if (typeof given !== 'string') return given.map((text) => readValue(option, text));
  const value = option.kind.read(given);
  if (value !== undefined) return value;
  throw new Error(`--${option.flag} is "${given}", but must be ${option.kind.accepted}.`);
}

function usageLine(call: string, meaning: string): string {
  return `  ${call.padEnd(29)}${meaning}`;
}
