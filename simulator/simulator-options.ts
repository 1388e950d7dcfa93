import type { RecordedRequest } from './api-call.ts';

/** A virtual machine that a snapshot can be taken of. */
export interface VirtualMachine {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/** A kind of values, as the command line takes them. */
interface ValueKind<Value> {
  /** What stands for one in the usage, such as `N`. */
  readonly placeholder: string;
  readonly accepted: string;
  /** @returns undefined if the text is not accepted */
  readonly read: (text: string) => Value | undefined;
}

/** One setting, and how it is given on the command line. */
interface Option<Value> {
  readonly kind: ValueKind<unknown>;
  readonly byDefault: Value;
  readonly meaning: string;
  /** What gives one of several values, such as `cluster`; null if the option is called as its setting is. */
  readonly flagOfEach: string | null;
}

const MAX_TIMER_MS = 2_147_483_647;

/** For an option that takes no value. */
export const SWITCH: ValueKind<boolean> = { placeholder: '', accepted: 'without a value', read: () => true };

const TEXT = textKind('TEXT');

const MILLISECONDS = wholeNumber();

const MILLISECONDS_OR_NEVER: ValueKind<number | 'never'> = {
  placeholder: 'N|never',
  accepted: 'a whole number of milliseconds, or never',
  read: (text) => (text === 'never' ? text : MILLISECONDS.read(text)),
};

const VIRTUAL_MACHINE: ValueKind<VirtualMachine> = {
  placeholder: 'CLUSTER/NAMESPACE/NAME',
  accepted: 'CLUSTER/NAMESPACE/NAME, such as Msc1/my-namespace/my-vm',
  read: (text) => {
    const [cluster, namespace, name, ...rest] = text.split('/');
    return cluster && namespace && name && rest.length === 0 ? { cluster, namespace, name } : undefined;
  },
};

/**
 * How the API says that a snapshot is missing. The first two are seen at the vendor's: its Terraform provider looks
 * for `"<id>" not found` in an error of any status (here 500), its Go SDK's tests show 404 and `could not be found`.
 * The third is how ASP.NET Boilerplate says it. The others say nothing of a snapshot: 404 without a body, ASP.NET's
 * problem details, and what a gateway says of a path that it doesn't know.
 */
const NOT_FOUND_STYLE = oneOf('STYLE', [
  'terraform-500',
  'status-404',
  'abp-404',
  'empty-404',
  'problem-404',
  'gateway-404',
]);

/**
 * The one table of options, from which the settings, the command line, its usage and the table of `README.md` are
 * made. By default the server is quick and well-behaved; a token lasts the day that is ASP.NET Boilerplate's default.
 */
export const OPTIONS = {
  port: option(wholeNumber(65_535), 0, 'port on 127.0.0.1; 0 takes a free one'),
  apiKey: option(TEXT, 'test-key', 'for `Authorization: ApiKey <key>`'),
  username: option(TEXT, 'user@example.com', 'for `TokenAuth/Authenticate`'),
  password: option(TEXT, 'test-password', 'for `TokenAuth/Authenticate`'),
  tokenLifetimeMs: option(MILLISECONDS, 24 * 60 * 60 * 1000, 'how long a token is valid'),
  twoFactor: option(SWITCH, false, 'log-ins with a password get no token'),
  readyAfterMs: option(
    MILLISECONDS_OR_NEVER,
    0,
    'from creation until `readyToUse`, and until a VM is `ONLINE`',
  ),
  invisibleForMs: option(MILLISECONDS, 0, 'how long a created snapshot is missing from reads'),
  deletedVisibleForMs: option(MILLISECONDS, 0, 'how long a deleted snapshot can still be read'),
  locksForMs: option(
    MILLISECONDS,
    0,
    'how long all others are refused after an accepted creation or deletion',
  ),
  lockedStatus: option(oneOf('N', [409, 423, 500, 503]), 409, 'the status of that refusal'),
  answerShape: option(oneOf('SHAPE', ['envelope', 'bare']), 'envelope', 'how answers are wrapped'),
  contentType: option(
    oneOf('TYPE', ['application/json', 'text/json', 'text/plain']),
    'application/json',
    'the type of JSON answers',
  ),
  notFoundStyle: option(NOT_FOUND_STYLE, 'terraform-500', 'how a missing snapshot is told of'),
  clusters: several(
    'cluster',
    textKind('NAME'),
    ['Msc1'],
    'the clusters that exist; any other is refused, even in a list',
  ),
  namespaces: several(
    'namespace',
    textKind('NAME'),
    'any',
    'the namespaces that exist; any other is refused',
  ),
  virtualMachines: several(
    'vm',
    VIRTUAL_MACHINE,
    'any',
    'the virtual machines that exist; a snapshot of any other is refused',
  ),
  latencyMs: option(wholeNumber(MAX_TIMER_MS), 0, 'how long every request waits before it is processed'),
} as const;

type CommandLineSettings = {
  readonly [Name in keyof typeof OPTIONS]: (typeof OPTIONS)[Name]['byDefault'];
};

/** Everything that decides how a simulator behaves: what {@link OPTIONS} says, and what only a test can set. */
export interface SimulatorSettings extends CommandLineSettings {
  /**
   * The clock that readiness, visibility, locks, stale answers, late effects and tokens go by: milliseconds since
   * 1970. Latency is real time.
   */
  readonly now: () => number;
  /**
   * Called when a request to the API has been recorded, before it is acted on and before a fault is chosen for it,
   * so that the world can change between two requests.
   */
  readonly onRequest: (request: RecordedRequest) => void;
}

/** Settings to change; the rest stays as in {@link DEFAULT_SETTINGS}. */
export type SimulatorOptions = Partial<SimulatorSettings>;

/** What each setting is unless it is changed. */
export const DEFAULT_SETTINGS: SimulatorSettings = {
  ...(Object.fromEntries(
    Object.entries(OPTIONS).map(([name, { byDefault }]) => [name, byDefault]),
  ) as CommandLineSettings),
  now: Date.now,
  onRequest: () => undefined,
};

function textKind(placeholder: string): ValueKind<string> {
  return { placeholder, accepted: 'a text that is not empty', read: (text) => text || undefined };
}

function wholeNumber(max = Number.MAX_SAFE_INTEGER): ValueKind<number> {
  return {
    placeholder: 'N',
    accepted: `a whole number from 0 to ${max}`,
    read: (text) => (/^\d+$/.test(text) && Number(text) <= max ? Number(text) : undefined),
  };
}

function oneOf<const Choice extends string | number>(
  placeholder: string,
  choices: readonly Choice[],
): ValueKind<Choice> {
  return {
    placeholder,
    accepted: `one of ${choices.join(', ')}`,
    read: (text) => choices.find((choice) => String(choice) === text),
  };
}

function option<Value>(kind: ValueKind<Value>, byDefault: NoInfer<Value>, meaning: string): Option<Value> {
  return { kind, byDefault, meaning, flagOfEach: null };
}

function several<Item, Any extends 'any' = never>(
  flagOfEach: string,
  kind: ValueKind<Item>,
  byDefault: readonly NoInfer<Item>[] | Any,
  meaning: string,
): Option<readonly Item[] | Any> {
  return { kind, byDefault, meaning, flagOfEach };
}
