import { describe, expect, test } from '@jest/globals';
import {
  INPUT_NAMES,
  INPUTS,
  type InputName,
  OPERATIONS,
  type Operation,
} from '../../src/action/input-catalog.ts';
import { InputReader } from '../../src/action/input-reader.ts';
import { type Inputs, parseInputs } from '../../src/action/parse-inputs.ts';
import { DURATION_FORMS } from '../../src/domain/duration.ts';
import { InputError } from '../../src/domain/errors.ts';
import { stepInputs } from './step-inputs.ts';

type Given = Readonly<Record<string, string>>;

const VALUES = { date: '20261123', time: '141530', sha: '0123abc' };

function parse(given: Given): Inputs {
  const environment = stepInputs(given);
  return parseInputs(new InputReader(environment), environment, VALUES);
}

function faultsOf(given: Given): readonly string[] {
  try {
    parse(given);
  } catch (error) {
    if (error instanceof InputError) return error.faults;
    throw error;
  }
  return [];
}

const PLACE = { cluster: 'Hou1', namespace: 'prod' };
const KEY = { 'api-key': 'key-1' };

/** The least that each operation needs. */
const MINIMAL: Readonly<Record<Operation, Given>> = {
  list: { operation: 'list', ...KEY },
  get: { operation: 'get', ...KEY, ...PLACE, 'snapshot-id': 'a' },
  create: { operation: 'create', ...KEY, ...PLACE, 'source-vm': 'web' },
  delete: { operation: 'delete', ...KEY, ...PLACE, 'snapshot-id': 'a' },
  'wait-ready': { operation: 'wait-ready', ...KEY, ...PLACE, 'snapshot-id': 'a' },
  prune: { operation: 'prune', ...KEY, ...PLACE, 'source-vm': '*', 'keep-last': '3' },
  'require-fresh': {
    operation: 'require-fresh',
    ...KEY,
    ...PLACE,
    'source-vm': 'web',
    'newer-than': '26h',
  },
};

const DEFAULT_WAIT = { timeoutMs: 3_600_000, pollIntervalMs: 30_000 };

describe('with the least that it needs', () => {
  test.each<[Operation, Readonly<Record<string, unknown>>]>([
    [
      'list',
      {
        cluster: null,
        filter: {
          namespace: null,
          matchesId: null,
          matchesSourceVm: null,
          ready: null,
          olderThanMs: null,
          newerThanMs: null,
        },
        scopeWords: 'Cluster any, namespace any',
        failIfNone: false,
      },
    ],
    ['get', { target: PLACE, ids: ['a'], ifMissing: 'fail' }],
    [
      'create',
      {
        target: PLACE,
        requests: [{ name: 'web-20261123-141530', sourceVm: 'web' }],
        ifExists: 'fail',
        wait: null,
      },
    ],
    ['delete', { target: PLACE, ids: ['a'], ifMissing: 'fail', dryRun: false, wait: null }],
    ['wait-ready', { target: PLACE, ids: ['a'], wait: DEFAULT_WAIT }],
    [
      'prune',
      {
        target: PLACE,
        scope: { matchesId: null, matchesSourceVm: expect.any(Function) },
        isProtected: expect.any(Function),
        globs: [{ input: 'source-vm', glob: '*', fits: expect.any(Function) }],
        scopeWords: 'Cluster Hou1, namespace prod, source-vm *',
        policy: { keepLast: 3 },
        maxDeletes: null,
        failIfNone: false,
        dryRun: false,
        wait: null,
      },
    ],
    ['require-fresh', { target: PLACE, sourceVms: ['web'], matchesId: null, newerThanMs: 93_600_000 }],
  ])('%s has its defaults', (operation, request) => {
    expect(parse(MINIMAL[operation])).toEqual({
      request: { operation, ...request },
      connection: {
        apiUrl: new URL('https://api.cloud.denvrdata.com'),
        proxy: null,
        credentials: { kind: 'api-key', apiKey: 'key-1' },
        identity: 'the API key of `api-key`',
      },
      wantsSummary: true,
      notices: [],
    });
  });
});

describe('with all that it can use', () => {
  test('list filters', () => {
    const { request } = parse({
      ...MINIMAL.list,
      ...PLACE,
      'source-vm': 'web-*',
      match: 'nightly-*',
      ready: 'True',
      'older-than': '7d',
      'newer-than': '2w',
    });
    expect(request).toMatchObject({
      cluster: 'Hou1',
      filter: { namespace: 'prod', ready: true, olderThanMs: 604_800_000, newerThanMs: 1_209_600_000 },
    });
  });

  test.each([
    ['7d', '1d', 'Nothing is both older than 7d (`older-than`) and newer than 1d (`newer-than`).'],
    ['24h', '1d', 'Nothing is both older than 1d (`older-than`) and newer than 1d (`newer-than`).'],
    ['1d', '25h', undefined],
  ])('list refuses ages that exclude each other: %s and %s', (olderThan, newerThan, fault) => {
    const given = { ...MINIMAL.list, 'older-than': olderThan, 'newer-than': newerThan };
    expect(faultsOf(given)).toEqual([fault].flatMap((text) => text ?? []));
  });

  test.each(['older-than', 'unready-older-than', 'keep-within', 'keep-within-daily'])(
    'prune refuses minutes in %s that could be months',
    (input) => {
      expect(faultsOf({ ...MINIMAL.prune, [input]: '6m' })).toEqual([
        `\`${input}\` is "6m"; \`m\` could mean minutes or months here: write 90min, or days such as 180d.`,
      ]);
      expect(faultsOf({ ...MINIMAL.prune, [input]: '90min' })).toEqual([]);
    },
  );

  test.each([
    ['^web-', 1],
    ['web-.*', 1],
    ['web$', 1],
    ['web-*', 0],
    ['[^w]*', 0],
  ])('a glob that looks like a regular expression is told: %s', (match, count) => {
    expect(parse({ ...MINIMAL.list, match }).notices).toHaveLength(count);
  });

  test.each(['list', 'prune'] as const)('%s may fail if there is none', (operation) => {
    const parsed = parse({ ...MINIMAL[operation], 'if-none': 'fail' });
    expect(parsed.request).toMatchObject({ failIfNone: true });
  });

  test('list tells its two globs apart', () => {
    const { request } = parse({ ...MINIMAL.list, 'source-vm': 'web-*', match: 'nightly-*' });
    if (request.operation !== 'list') throw new Error('It is another operation.');
    expect(request.filter.matchesId?.('nightly-1')).toBe(true);
    expect(request.filter.matchesId?.('web-1')).toBe(false);
    expect(request.filter.matchesSourceVm?.('web-1')).toBe(true);
    expect(request.filter.matchesSourceVm?.('nightly-1')).toBe(false);
  });

  test('get ignores what is missing', () => {
    expect(parse({ ...MINIMAL.get, 'snapshot-id': 'a,b', 'if-missing': 'ignore' }).request).toMatchObject({
      ids: ['a', 'b'],
      ifMissing: 'ignore',
    });
  });

  test('create reuses and waits', () => {
    const { request, notices } = parse({
      ...MINIMAL.create,
      'source-vm': 'Web, db',
      name: '{source-vm}-{sha}',
      'if-exists': 'reuse',
      wait: 'true',
      timeout: '5m',
      'poll-interval': '10s',
    });
    expect(request).toMatchObject({
      requests: [
        { name: 'web-0123abc', sourceVm: 'Web' },
        { name: 'db-0123abc', sourceVm: 'db' },
      ],
      ifExists: 'reuse',
      wait: { timeoutMs: 300_000, pollIntervalMs: 10_000 },
    });
    expect(notices).toHaveLength(1);
  });

  test.each<Operation>(['create', 'delete'])('%s waits with the defaults', (operation) => {
    expect(parse({ ...MINIMAL[operation], wait: 'true' }).request).toMatchObject({ wait: DEFAULT_WAIT });
  });

  test('delete waits', () => {
    const given = {
      ...MINIMAL.delete,
      wait: 'true',
      timeout: '5m',
      'if-missing': 'ignore',
      'dry-run': 'false',
    };
    expect(parse(given).request).toMatchObject({
      ifMissing: 'ignore',
      dryRun: false,
      wait: { timeoutMs: 300_000, pollIntervalMs: 30_000 },
    });
  });

  test('a dry run of delete has nothing to wait for', () => {
    const { request } = parse({ ...MINIMAL.delete, 'dry-run': 'true' });
    expect(request).toEqual({
      operation: 'delete',
      target: PLACE,
      ids: ['a'],
      ifMissing: 'fail',
      dryRun: true,
    });
  });

  test('wait-ready waits as long as it is told', () => {
    const given = { ...MINIMAL['wait-ready'], timeout: '2h', 'poll-interval': '1m' };
    expect(parse(given).request).toMatchObject({ wait: { timeoutMs: 7_200_000, pollIntervalMs: 60_000 } });
  });

  test('prune has a whole policy', () => {
    const { request } = parse({
      ...MINIMAL.prune,
      match: 'nightly-*',
      protect: 'nightly-gold',
      'keep-last': '1',
      'keep-hourly': '2',
      'keep-daily': '3',
      'keep-weekly': '4',
      'keep-monthly': '5',
      'keep-yearly': 'unlimited',
      'keep-within': '1d',
      'keep-within-hourly': '1h',
      'keep-within-daily': '2h',
      'keep-within-weekly': '3h',
      'keep-within-monthly': '4h',
      'keep-within-yearly': '5h',
      'older-than': '2d',
      'unready-older-than': '3d',
      'max-deletes': '0',
      'dry-run': 'TRUE',
    });
    expect(request).toMatchObject({
      policy: {
        keepLast: 1,
        keepHourly: 2,
        keepDaily: 3,
        keepWeekly: 4,
        keepMonthly: 5,
        keepYearly: Number.POSITIVE_INFINITY,
        keepWithinMs: 86_400_000,
        keepWithinHourlyMs: 3_600_000,
        keepWithinDailyMs: 7_200_000,
        keepWithinWeeklyMs: 10_800_000,
        keepWithinMonthlyMs: 14_400_000,
        keepWithinYearlyMs: 18_000_000,
        olderThanMs: 172_800_000,
        unreadyOlderThanMs: 259_200_000,
      },
      maxDeletes: 0,
      dryRun: true,
    });
  });

  test('prune tells its three globs apart', () => {
    const given = { ...MINIMAL.prune, 'source-vm': 'web-*', match: 'nightly-*', protect: 'gold-*' };
    const { request } = parse(given);
    if (request.operation !== 'prune') throw new Error('It is another operation.');
    const names = ['web-1', 'nightly-1', 'gold-1'];
    expect(names.map((name) => request.scope.matchesSourceVm?.(name))).toEqual([true, false, false]);
    expect(names.map((name) => request.scope.matchesId?.(name))).toEqual([false, true, false]);
    expect(names.map(request.isProtected)).toEqual([false, false, true]);
  });

  test('prune protects in any case, and selects in one', () => {
    const { request } = parse({ ...MINIMAL.prune, 'source-vm': 'Web', match: 'Web-*', protect: 'Gold-*' });
    if (request.operation !== 'prune') throw new Error('It is another operation.');
    expect(request.isProtected('gold-1')).toBe(true);
    expect(request.scope.matchesId?.('web-1')).toBe(false);
    expect(request.scope.matchesSourceVm?.('web')).toBe(false);
  });

  test('prune protects nothing unless it is told to', () => {
    const { request } = parse(MINIMAL.prune);
    expect(request.operation === 'prune' && request.isProtected('anything')).toBe(false);
  });

  test.each([
    ['false', false],
    ['TRUE', true],
    ['', true],
  ])('job-summary %j: %p', (text, expected) => {
    expect(parse({ ...MINIMAL.list, 'job-summary': text }).wantsSummary).toBe(expected);
  });
});

/** A sound value for each input, so that only its being there can be a fault. */
const SOUND: Readonly<Record<InputName, string>> = {
  operation: 'list',
  'api-key': 'key-1',
  username: 'ann',
  password: 'secret',
  'api-url': 'https://api.example.com',
  cluster: 'Hou1',
  namespace: 'prod',
  'snapshot-id': 'a',
  'source-vm': 'web',
  name: 'pre-deploy',
  match: '*',
  ready: 'true',
  'older-than': '1d',
  'newer-than': '2d',
  wait: 'true',
  timeout: '5m',
  'poll-interval': '10s',
  'if-exists': 'reuse',
  'if-missing': 'ignore',
  'if-none': 'fail',
  'dry-run': 'true',
  protect: 'gold',
  'keep-last': '1',
  'keep-hourly': '1',
  'keep-daily': '1',
  'keep-weekly': '1',
  'keep-monthly': '1',
  'keep-yearly': '1',
  'keep-within': '1d',
  'keep-within-hourly': '1d',
  'keep-within-daily': '1w',
  'keep-within-weekly': '30d',
  'keep-within-monthly': '365d',
  'keep-within-yearly': '3650d',
  'unready-older-than': '1d',
  'max-deletes': '1',
  'job-summary': 'false',
};

const PAIRS = OPERATIONS.flatMap((operation) =>
  INPUT_NAMES.filter((input) => input !== 'operation').map((input) => ({
    operation,
    input,
    isUsed: (INPUTS[input] as readonly string[]).includes(operation),
  })),
);

describe('an input that the operation does not use is refused', () => {
  test.each(PAIRS.filter(({ isUsed }) => !isUsed))('$input by $operation', ({ operation, input }) => {
    const given = { ...MINIMAL[operation], [input]: SOUND[input] };
    expect(faultsOf(given)).toEqual([`\`${input}\` is not used by ${operation}.`]);
  });
});

describe('an input that the operation uses is accepted', () => {
  const ONLY_WITH_WAIT: readonly InputName[] = ['timeout', 'poll-interval'];

  test.each(PAIRS.filter(({ isUsed }) => isUsed))('$input by $operation', ({ operation, input }) => {
    const needsWait = ONLY_WITH_WAIT.includes(input) && operation !== 'wait-ready';
    const given = { ...MINIMAL[operation], [input]: SOUND[input], ...(needsWait ? { wait: 'true' } : {}) };
    expect(faultsOf(given)).toEqual([]);
  });
});

describe('what an operation requires', () => {
  test.each<[Operation, InputName]>([
    ['get', 'cluster'],
    ['get', 'namespace'],
    ['create', 'cluster'],
    ['create', 'namespace'],
    ['create', 'source-vm'],
    ['delete', 'cluster'],
    ['delete', 'namespace'],
    ['wait-ready', 'cluster'],
    ['wait-ready', 'namespace'],
    ['prune', 'cluster'],
    ['prune', 'namespace'],
    ['require-fresh', 'cluster'],
    ['require-fresh', 'namespace'],
    ['require-fresh', 'source-vm'],
    ['require-fresh', 'newer-than'],
  ])('%s requires %s', (operation, input) => {
    expect(faultsOf({ ...MINIMAL[operation], [input]: '' })).toEqual([
      `\`${input}\` is required by ${operation}, and is not set.`,
    ]);
  });

  test.each<Operation>(['get', 'delete', 'wait-ready'])(
    '%s requires snapshot-id, and tells an empty one from none',
    (operation) => {
      const words = `\`snapshot-id\` is required by ${operation}, and is`;
      expect(faultsOf({ ...MINIMAL[operation], 'snapshot-id': ' ' })).toEqual([`${words} not set.`]);
      expect(faultsOf({ ...MINIMAL[operation], 'snapshot-id': '' })).toEqual([
        `${words} set to an empty text: was the step skipped whose output it is, or did it find nothing?`,
      ]);
    },
  );

  const NO_SCOPE = '`source-vm` or `match` is required by prune; `*` stands for all, if that is meant.';

  test('prune requires source-vm or match', () => {
    expect(faultsOf({ ...MINIMAL.prune, 'source-vm': '' })).toEqual([NO_SCOPE]);
  });

  test.each([
    ['source-vm', '*'],
    ['match', '*'],
  ])('prune is content with %s', (input, glob) => {
    expect(faultsOf({ ...MINIMAL.prune, 'source-vm': '', [input]: glob })).toEqual([]);
  });

  test.each([
    ['match', ','],
    ['match', '[]'],
    ['source-vm', ' , \n'],
    ['source-vm', '["", " "]'],
  ])('prune does not take an empty list for everything: %s %j', (input, text) => {
    expect(faultsOf({ ...MINIMAL.prune, 'source-vm': '', [input]: text })).not.toEqual([]);
  });

  test('prune requires a rule', () => {
    expect(faultsOf({ ...MINIMAL.prune, 'keep-last': '' })).toEqual([
      expect.stringContaining('No retention rule is set'),
    ]);
  });

  test('prune refuses a policy that keeps nothing', () => {
    expect(faultsOf({ ...MINIMAL.prune, 'keep-last': '0' })).toEqual([
      expect.stringContaining('no other rule can keep a snapshot'),
    ]);
  });

  test('a rule that cannot be read is the only fault of a policy', () => {
    expect(faultsOf({ ...MINIMAL.prune, 'keep-last': 'many' })).toEqual([
      '`keep-last` is "many"; accepted is a whole number of at least 0, or unlimited.',
    ]);
  });

  test('a policy is checked also where something else is at fault', () => {
    expect(faultsOf({ ...MINIMAL.prune, 'keep-last': '', cluster: '', match: '!a' })).toHaveLength(3);
  });

  test.each(OPERATIONS)('%s requires credentials', (operation) => {
    expect(faultsOf({ ...MINIMAL[operation], 'api-key': '' })).toEqual([
      'Credentials are required, and `api-key` is set to an empty text: is the secret there? Pull requests from forks and Dependabot get none.',
    ]);
  });

  test.each<Operation>(['create', 'delete'])('%s uses a timeout only when it waits', (operation) => {
    expect(faultsOf({ ...MINIMAL[operation], timeout: '5m', 'poll-interval': '5s', wait: 'false' })).toEqual([
      `\`timeout\` is used by ${operation} only together with \`wait: true\`.`,
      `\`poll-interval\` is used by ${operation} only together with \`wait: true\`.`,
    ]);
  });
});

describe('the operation', () => {
  test.each(['', ' \n'])('is required: %j', (operation) => {
    expect(faultsOf({ operation, ...KEY })).toEqual([
      '`operation` is required; accepted is list, get, create, delete, wait-ready, prune, require-fresh.',
    ]);
  });

  test.each(['List', 'remove', 'list,get'])('is one that is known: %j', (operation) => {
    expect(faultsOf({ operation, ...KEY })).toEqual([
      `\`operation\` is "${operation}"; accepted is list or get or create or delete or wait-ready or prune or require-fresh.`,
    ]);
  });
});

describe('the names of create', () => {
  test('have faults that show the template', () => {
    expect(faultsOf({ ...MINIMAL.create, 'source-vm': 'web,db', name: 'pre-{date}' })).toEqual([
      '`name` is "pre-{date}": several VMs need {source-vm} in it, or their snapshots would have the same name.',
    ]);
  });

  test('that are changed are told before the operation begins', () => {
    expect(parse({ ...MINIMAL.create, 'source-vm': 'Web' }).notices).toEqual([
      expect.stringContaining('The name "Web-20261123-141530" was changed to "web-20261123-141530"'),
    ]);
  });
});

test('every fault is told in one go', () => {
  const faults = faultsOf({
    operation: 'delete',
    'api-url': 'http://api.example.com',
    cluster: '',
    namespace: 'a\nb',
    'snapshot-id': ' ',
    match: '*',
    wait: 'true',
    timeout: '60',
    'poll-interval': 'often',
    'if-missing': 'skip',
    'dry-run': 'maybe',
    'job-summary': 'no',
    typo: 'x',
  });
  const expected = [
    '`match` is not used by delete.',
    '`typo` is not an input of this action; delete accepts operation, api-key, username, password, api-url, cluster, namespace, snapshot-id, wait, timeout, poll-interval, if-missing, dry-run, job-summary.',
    expect.stringMatching(/^`api-url` is not accepted/),
    expect.stringMatching(/^Credentials are required, and none are set/),
    '`job-summary` is "no"; accepted is true or false.',
    '`dry-run` is "maybe"; accepted is true or false.',
    `\`timeout\` is "60"; accepted is a number with a unit: ${DURATION_FORMS}.`,
    `\`poll-interval\` is "often"; accepted is ${DURATION_FORMS}.`,
    '`cluster` is required by delete, and is not set.',
    '`namespace` is "a\\nb"; accepted is one line of text without control characters.',
    '`snapshot-id` is required by delete, and is not set.',
    '`if-missing` is "skip"; accepted is fail or ignore.',
  ];
  expect(faults).toHaveLength(expected.length);
  expect(faults).toEqual(expect.arrayContaining(expected));
});
