import { describe, expect, test } from '@jest/globals';
import {
  INPUT_NAMES,
  type InputName,
  isUsedBy,
  OPERATIONS,
  type Operation,
} from '../../../src/action/inputs/catalog.ts';
import { DURATION_FORMS } from '../../../src/domain/duration.ts';
import { InputError } from '../../../src/domain/errors.ts';
import type { Request } from '../../../src/operations/request.ts';
import { parseStep } from './parse-step.ts';

type Given = Readonly<Record<string, string>>;

function faultsOf(given: Given): readonly string[] {
  try {
    parseStep(given);
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
  'require-fresh': { operation: 'require-fresh', ...KEY, ...PLACE, 'source-vm': 'web', 'newer-than': '1d' },
};

function requestOf<Name extends Operation>(operation: Name, given: Given = {}) {
  const { request } = parseStep({ ...MINIMAL[operation], ...given });
  return request as Extract<Request, { readonly operation: Name }>;
}

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
        requests: [{ name: 'web-20260315-120000', sourceVm: 'web' }],
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
    ['require-fresh', { target: PLACE, sourceVms: ['web'], matchesId: null, newerThanMs: 86_400_000 }],
  ])('%s has its defaults', (operation, request) => {
    expect(parseStep(MINIMAL[operation])).toEqual({
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

describe('with what it can use', () => {
  const WAIT = { wait: 'true', timeout: '5m', 'poll-interval': '10s' };
  const WAITS = { timeoutMs: 300_000, pollIntervalMs: 10_000 };

  test.each<[Operation, Given, Readonly<Record<string, unknown>>]>([
    [
      'list',
      {
        ...PLACE,
        ready: 'True',
        'older-than': '7d',
        'newer-than': '2w',
        'if-none': 'fail',
        'source-vm': 'web-*,db',
      },
      {
        cluster: 'Hou1',
        filter: { namespace: 'prod', ready: true, olderThanMs: 604_800_000, newerThanMs: 1_209_600_000 },
        scopeWords:
          'Cluster Hou1, namespace prod, source-vm web-*,db, ready True, older-than 7d, newer-than 2w',
        failIfNone: true,
      },
    ],
    ['get', { 'snapshot-id': 'a,b', 'if-missing': 'ignore' }, { ids: ['a', 'b'], ifMissing: 'ignore' }],
    [
      'create',
      { ...WAIT, 'source-vm': 'Web, db', name: '{source-vm}-{sha}', 'if-exists': 'reuse' },
      {
        requests: [
          { name: 'web-4f2a9c1', sourceVm: 'Web' },
          { name: 'db-4f2a9c1', sourceVm: 'db' },
        ],
        ifExists: 'reuse',
        wait: WAITS,
      },
    ],
    ['create', { wait: 'true' }, { wait: DEFAULT_WAIT }],
    [
      'delete',
      { ...WAIT, 'if-missing': 'ignore', 'dry-run': 'false' },
      { ifMissing: 'ignore', dryRun: false, wait: WAITS },
    ],
    ['wait-ready', { timeout: '5m', 'poll-interval': '10s' }, { wait: WAITS }],
    [
      'prune',
      {
        ...WAIT,
        match: 'nightly-*',
        protect: ' gold\n\nsilver',
        'max-deletes': '0',
        'if-none': 'fail',
        'dry-run': 'TRUE',
      },
      {
        scopeWords: 'Cluster Hou1, namespace prod, source-vm *, match nightly-*, protect gold, silver',
        maxDeletes: 0,
        failIfNone: true,
        dryRun: true,
        wait: WAITS,
      },
    ],
  ])('%s reads %j', (operation, given, request) => {
    expect(requestOf(operation, given)).toMatchObject(request);
  });

  test.each([
    ['keep-last', '1', { keepLast: 1 }],
    ['keep-hourly', '2', { keepHourly: 2 }],
    ['keep-daily', '3', { keepDaily: 3 }],
    ['keep-weekly', '4', { keepWeekly: 4 }],
    ['keep-monthly', '5', { keepMonthly: 5 }],
    ['keep-yearly', 'unlimited', { keepYearly: Number.POSITIVE_INFINITY }],
    ['keep-within', '1d', { keepWithinMs: 86_400_000 }],
    ['keep-within-hourly', '1h', { keepWithinHourlyMs: 3_600_000 }],
    ['keep-within-daily', '2h', { keepWithinDailyMs: 7_200_000 }],
    ['keep-within-weekly', '3h', { keepWithinWeeklyMs: 10_800_000 }],
    ['keep-within-monthly', '4h', { keepWithinMonthlyMs: 14_400_000 }],
    ['keep-within-yearly', '5h', { keepWithinYearlyMs: 18_000_000 }],
    ['older-than', '2d', { olderThanMs: 172_800_000 }],
    ['unready-older-than', '3d', { unreadyOlderThanMs: 259_200_000 }],
  ])('the policy of prune has %s: %j', (input, text, rule) => {
    expect(requestOf('prune', { [input]: text }).policy).toEqual({ keepLast: 3, ...rule });
  });

  test('a dry run of delete has nothing to wait for', () => {
    const request = requestOf('delete', { 'dry-run': 'true' });
    expect(request).toMatchObject({ dryRun: true });
    expect(request).not.toHaveProperty('wait');
  });

  test('list tells its two globs apart', () => {
    const { filter } = requestOf('list', { 'source-vm': 'web-*', match: 'nightly-*' });
    const names = ['web-1', 'nightly-1'];
    expect(names.map((name) => filter.matchesSourceVm?.(name))).toEqual([true, false]);
    expect(names.map((name) => filter.matchesId?.(name))).toEqual([false, true]);
  });

  test('prune tells its three globs apart, selects in one case, and protects in any', () => {
    const given = { 'source-vm': 'Web-*', match: 'Nightly-*', protect: 'Gold-*' };
    const { scope, isProtected, globs } = requestOf('prune', given);
    const names = ['Web-1', 'web-1', 'Nightly-1', 'nightly-1', 'Gold-1', 'gold-1'];
    const fitting = (fits: ((name: string) => boolean) | null) => names.filter((name) => fits?.(name));
    expect(fitting(scope.matchesSourceVm)).toEqual(['Web-1']);
    expect(fitting(scope.matchesId)).toEqual(['Nightly-1']);
    expect(fitting(isProtected)).toEqual(['Gold-1', 'gold-1']);
    expect(globs.map(({ input, glob, fits }) => [input, glob, fitting(fits)])).toEqual([
      ['match', 'Nightly-*', ['Nightly-1']],
      ['source-vm', 'Web-*', ['Web-1']],
      ['protect', 'Gold-*', ['Gold-1', 'gold-1']],
    ]);
  });

  test('prune protects nothing unless it is told to', () => {
    expect(requestOf('prune').isProtected('anything')).toBe(false);
  });

  test.each([
    ['false', false],
    ['TRUE', true],
    ['', true],
  ])('job-summary %j: %p', (text, expected) => {
    expect(parseStep({ ...MINIMAL.list, 'job-summary': text }).wantsSummary).toBe(expected);
  });

  test.each([
    ['^web-', 1],
    ['web-.*', 1],
    ['web$', 1],
    ['web-*', 0],
    ['[^w]*', 0],
  ])('a glob that looks like a regular expression is told: %s', (match, count) => {
    expect(parseStep({ ...MINIMAL.list, match }).notices).toHaveLength(count);
  });

  test('a name that is changed is told before the operation begins', () => {
    expect(parseStep({ ...MINIMAL.create, 'source-vm': 'Web' }).notices).toEqual([
      expect.stringContaining('The name "Web-20260315-120000" was changed to "web-20260315-120000"'),
    ]);
  });
});

/** A sound value for each input that is no word, so that only its being there can be a fault. */
const SOUND: Readonly<Partial<Record<InputName, string>>> = {
  'api-url': 'https://api.example.com',
  ready: 'true',
  wait: 'true',
  'dry-run': 'true',
  'job-summary': 'false',
  'if-exists': 'reuse',
  'if-missing': 'ignore',
  'if-none': 'fail',
};

function soundValueOf(input: InputName): string {
  if (/-than$|within|^timeout$|-interval$/.test(input)) return '1d';
  return SOUND[input] ?? (/^keep-|^max-/.test(input) ? '1' : 'a');
}

const PAIRS = OPERATIONS.flatMap((operation) =>
  INPUT_NAMES.filter((input) => input !== 'operation').map((input) => ({
    operation,
    input,
    isUsed: isUsedBy(input, operation),
  })),
);

describe('an input is accepted by the operations that use it, and refused by the others', () => {
  const ONLY_WITH_WAIT: readonly InputName[] = ['timeout', 'poll-interval'];

  test.each(PAIRS)('$input by $operation: $isUsed', ({ operation, input, isUsed }) => {
    const needsWait = ONLY_WITH_WAIT.includes(input) && isUsedBy('wait', operation);
    const given = { ...MINIMAL[operation], [input]: soundValueOf(input) };
    expect(faultsOf(needsWait ? { ...given, wait: 'true' } : given)).toEqual(
      isUsed ? [] : [`\`${input}\` is not used by ${operation}.`],
    );
  });
});

describe('what an operation requires', () => {
  const REQUIRED: Readonly<Record<Operation, readonly InputName[]>> = {
    list: [],
    get: ['cluster', 'namespace', 'snapshot-id'],
    create: ['cluster', 'namespace', 'source-vm'],
    delete: ['cluster', 'namespace', 'snapshot-id'],
    'wait-ready': ['cluster', 'namespace', 'snapshot-id'],
    prune: ['cluster', 'namespace'],
    'require-fresh': ['cluster', 'namespace', 'source-vm', 'newer-than'],
  };

  test.each(OPERATIONS.flatMap((operation) => REQUIRED[operation].map((input) => ({ operation, input }))))(
    '$operation requires $input',
    ({ operation, input }) => {
      expect(faultsOf({ ...MINIMAL[operation], [input]: ' ' })).toEqual([
        `\`${input}\` is required by ${operation}, and is not set.`,
      ]);
    },
  );

  const emptied = (input: string) =>
    `\`${input}\` is set to an empty text, which limits nothing: is the variable there? \`*\` stands for all, if that is meant.`;
  const noneIs = (olderThan: string, newerThan: string) =>
    `Nothing is both older than ${olderThan} (\`older-than\`) and newer than ${newerThan} (\`newer-than\`).`;

  test.each<[Operation, Given, notices: readonly unknown[]]>([
    ['list', { match: '', 'source-vm': '', username: ' ' }, [emptied('match'), emptied('source-vm')]],
    ['list', { match: ' ', 'source-vm': ' ', username: ' ' }, []],
    ['list', { match: '', 'source-vm': '', username: '' }, []],
    ['require-fresh', { match: '', username: ' ' }, [emptied('match')]],
  ])('%s with an emptied glob says that it limits nothing: %j', (operation, given, notices) => {
    expect(parseStep({ ...MINIMAL[operation], ...given }).notices).toEqual(notices);
  });

  test.each(OPERATIONS)('%s requires credentials', (operation) => {
    expect(faultsOf({ ...MINIMAL[operation], 'api-key': '' })).toEqual([
      'Credentials are required, and `api-key` is set to an empty text: is the secret there? Pull requests from forks and Dependabot get none.',
    ]);
  });

  test.each<[Operation, Given, ...faults: unknown[]]>([
    ['list', { 'older-than': '7d', 'newer-than': '1d' }, noneIs('7d', '1d')],
    ['list', { 'older-than': '24h', 'newer-than': '1d' }, noneIs('1d', '1d')],
    ['list', { 'older-than': '1d', 'newer-than': '25h' }],
    [
      'create',
      { 'source-vm': 'web,db', name: 'pre-{date}' },
      '`name` is "pre-{date}": several VMs need {source-vm} in it, or their snapshots would have the same name.',
    ],
    ...(['create', 'delete', 'prune'] as const).map((operation): [Operation, Given, ...unknown[]] => [
      operation,
      { timeout: '5m', 'poll-interval': '5s', wait: 'false' },
      `\`timeout\` is used by ${operation} only together with \`wait: true\`.`,
      `\`poll-interval\` is used by ${operation} only together with \`wait: true\`.`,
    ]),
    [
      'prune',
      { 'source-vm': '' },
      '`source-vm` or `match` is required by prune; `*` stands for all, if that is meant.',
    ],
    ['prune', { 'source-vm': '', match: '*' }],
    ['prune', { 'source-vm': '', match: '*', 'snapshot-id': ' ' }, emptied('source-vm')],
    ['prune', { 'source-vm': '*', match: '', 'snapshot-id': ' ' }, emptied('match')],
    ['prune', { 'source-vm': '*', match: ' ', 'snapshot-id': ' ', protect: '' }],
    ['prune', { 'source-vm': '', match: ',' }, expect.stringMatching(/^`match` is ","; accepted is a name/)],
    [
      'prune',
      { 'source-vm': '["", " "]' },
      expect.stringMatching(/^`source-vm` is "\[\\"\\", \\" \\"\]"; accepted is a name/),
    ],
    ['prune', { 'keep-last': '' }, expect.stringContaining('No retention rule is set')],
    ['prune', { 'keep-last': '0' }, expect.stringContaining('no other rule can keep a snapshot')],
    // A rule that cannot be read is the only fault of a policy,
    [
      'prune',
      { 'keep-last': 'many' },
      '`keep-last` is "many"; accepted is a whole number of at least 0, or unlimited.',
    ],
    // which is checked also where something else is at fault.
    [
      'prune',
      { 'keep-last': '', cluster: '', match: '!a' },
      ...['`match` is', 'No retention rule is set', '`cluster` is'].map((words) =>
        expect.stringContaining(words),
      ),
    ],
    ['list', { 'if-none': 'true' }, '`if-none` is "true"; accepted is ignore or fail.'],
    ['list', { 'newer-than': '7 days' }, `\`newer-than\` is "7 days"; accepted is ${DURATION_FORMS}.`],
    ['list', { 'older-than': '1m' }, expect.stringContaining('`m` could mean minutes or months here')],
    ['list', { wait: 'true' }, '`wait` is not used by list.'],
    ['create', { wait: 'yes', timeout: '1h' }, '`wait` is "yes"; accepted is true or false.'],
    ['create', { 'if-exists': 'replace' }, '`if-exists` is "replace"; accepted is fail or reuse.'],
    ['wait-ready', { timeout: '0m' }, `\`timeout\` is "0m"; accepted is ${DURATION_FORMS}.`],
    ['prune', { 'unready-older-than': '1h30m' }, expect.stringContaining('`m` could mean minutes or months')],
    ['prune', { 'older-than': '90min' }],
    ...['older-than', 'unready-older-than', 'keep-within', 'keep-within-daily'].map(
      (input): [Operation, Given, ...unknown[]] => [
        'prune',
        { [input]: '6m' },
        `\`${input}\` is "6m"; \`m\` could mean minutes or months here: write 90min, or days such as 180d.`,
      ],
    ),
  ])('%s given %j', (operation, given, ...faults) => {
    expect(faultsOf({ ...MINIMAL[operation], ...given })).toEqual(faults);
  });
});

test.each([
  ['', 'required; accepted is list, get, create, delete, wait-ready, prune, require-fresh.'],
  [' \n', 'required; accepted is list, get, create, delete, wait-ready, prune, require-fresh.'],
  ...['List', 'remove', 'list,get'].map((text) => [
    text,
    `"${text}"; accepted is list or get or create or delete or wait-ready or prune or require-fresh.`,
  ]),
])('the operation is one that is known: %j', (operation, words) => {
  expect(faultsOf({ operation, ...KEY })).toEqual([`\`operation\` is ${words}`]);
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
