import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { InputName } from '../../../src/action/inputs/catalog.ts';
import { InputReader } from '../../../src/action/inputs/input-reader.ts';
import { DURATION_FORMS } from '../../../src/domain/duration.ts';
import { readerOf } from './parse-step.ts';

describe('a list', () => {
  test.each<[what: string, text: string, items: readonly string[]]>([
    ['of blanks', ' \n\t\n , ,', []],
    ['with commas and line breaks, of Windows too', 'web,db\r\ncache\n', ['web', 'db', 'cache']],
    ['with blanks around and spaces inside', '  web server  \n\tdb\t', ['web server', 'db']],
    ['with repeats, in the order of their first', 'db,web,Web,db', ['db', 'web', 'Web']],
    ['as a JSON array of several lines', '\n[\n  "web",\n  "a,b"\n]\n', ['web', 'a,b']],
    ['as a JSON array with repeats and blanks', '["a"," a ",""]', ['a']],
    ['as a JSON array after a byte order mark', '\ufeff["web","db"]', ['web', 'db']],
    ['as an empty JSON array', '[]', []],
    ['that begins with a glob', '[a-c]*\nweb', ['[a-c]*', 'web']],
    ['that is a JSON text, but no array', '"web"', ['"web"']],
    ['that is a JSON array, but not of texts alone', '["a",["b"]]', ['["a"', '["b"]]']],
    ['that is a JSON array cut short', '["a","b"', ['["a"', '"b"']],
  ])('%s', (_what, text, items) => {
    const reader = readerOf({ 'snapshot-id': text });
    expect(reader.list('snapshot-id')).toEqual(items);
    expect(reader.faults).toEqual([]);
  });

  test('takes what an output of this action holds, whatever the ids are', () => {
    const id = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(fc.uniqueArray(id), (ids) => {
        expect(readerOf({ 'snapshot-id': JSON.stringify(ids) }).list('snapshot-id')).toEqual(ids);
      }),
    );
  });
});

const QUOTED = 'accepted is plain names without globs, brackets or quotes.';
const EXPRESSION = `$\{{ env.X }}`;
const SEPARATE = 'separate several by line breaks or commas.';

describe('names that an operation needs', () => {
  const NO_LIST = `accepted is names without "- ", as this is a text and not a YAML list: ${SEPARATE}`;
  const NO_SHELL = 'accepted is plain names without $, % or backslashes, as no shell reads them.';
  const NO_PASTE = 'accepted is names without invisible characters: type it instead of pasting it.';

  type NamesRow = [text: string, broken: readonly string[], fault: string];

  test.each<NamesRow>([
    ['a\tb,c,d\u0000', ['a\tb', 'd\u0000'], 'accepted is texts without control characters.'],
    ['a,- b', ['- b'], NO_LIST],
    ['-', ['-'], NO_LIST],
    ['web-1 web-2', ['web-1 web-2'], `accepted is names without spaces: ${SEPARATE}`],
    ['a\u00a0b', ['a\u00a0b'], `accepted is names without spaces: ${SEPARATE}`],
    ['a;b', ['a;b'], `accepted is names without semicolons: ${SEPARATE}`],
    ['a|b,c，d', ['a|b', 'c，d'], `accepted is names without bars and commas of other scripts: ${SEPARATE}`],
    [EXPRESSION, [EXPRESSION], 'accepted is a name; this is an expression that GitHub has not evaluated.'],
    ['a\u200b', ['a\u200b'], NO_PASTE],
    ["'a',“b”,fine,web-*", ["'a'", '“b”', 'web-*'], QUOTED],
    ['["a"', ['["a"'], QUOTED],
    ['$ID,%ID%,a\\nb', ['$ID', '%ID%', 'a\\nb'], NO_SHELL],
  ])('are refused as a whole: %j', (text, broken, fault) => {
    const reader = readerOf({ operation: 'create', 'source-vm': text });
    expect(reader.requiredNames('source-vm')).toEqual([]);
    expect(reader.faults).toEqual(broken.map((name) => `\`source-vm\` is ${JSON.stringify(name)}; ${fault}`));
  });

  test.each([
    [' \n', 'not set.'],
    ['', 'set to an empty text: was the step skipped whose output it is, or did it find nothing?'],
    [' , ', 'empty.'],
    ['[]', 'empty.'],
  ])('are missing in %j', (text, words) => {
    const reader = readerOf({ operation: 'get', 'snapshot-id': text });
    expect(reader.requiredNames('snapshot-id')).toEqual([]);
    expect(reader.faults).toEqual([`\`snapshot-id\` is required by get, and is ${words}`]);
  });

  test('may be of any other characters', () => {
    const names = ['Web-1', 'a.b_c', '-a', 'ü', 'a/b'];
    const reader = readerOf({ 'source-vm': names.join() });
    expect(reader.requiredNames('source-vm')).toEqual(names);
    expect(reader.faults).toEqual([]);
  });
});

test('a variable is read in any case, as on Windows, but the exact one wins', () => {
  expect(new InputReader({ INPUT_Match: 'a' }).raw('match')).toBe('a');
  const both = new InputReader({ INPUT_MATCH: 'a', INPUT_Match: 'b', INPUT_Ready: 'true' });
  both.refuseUnknown(['match'], 'list');
  expect(both.raw('match')).toBe('a');
  expect(both.faults).toEqual(['`INPUT_Match` is not an input of this action; list accepts match.']);
});

describe('a text or a name', () => {
  test('is kept as it is where it may be a secret', () => {
    expect(readerOf({ password: ' secret\n' }).raw('password')).toBe(' secret\n');
    expect(readerOf({}).raw('password')).toBe('');
  });

  test.each<[text: string, value: string | null, ...faults: string[]]>([
    ['  Msc1\n', 'Msc1'],
    [' \n ', null, '`cluster` is required by get, and is not set.'],
    ...['a\nb', 'a\rb', 'a\tb', 'a\u0000b', 'a\u001fb', 'a\u007fb'].map((text): [string, null, string] => [
      text,
      null,
      `\`cluster\` is ${JSON.stringify(text)}; accepted is one line of text without control characters.`,
    ]),
    // A name that nothing bears would find nothing, and end well.
    ...['my vpc', '"my-vpc"', 'a,b', '["a"]', '*', '- x', 'x\u200b', EXPRESSION, '$X'].map(
      (text): [string, null, string] => [
        text,
        null,
        `\`cluster\` is ${JSON.stringify(text)}; accepted is one plain name, without spaces, commas, quotes, globs and expressions.`,
      ],
    ),
  ])('%j is read as %j', (text, value, ...faults) => {
    const reader = readerOf({ operation: 'get', cluster: text });
    expect(reader.name('cluster')).toBe(value);
    expect(reader.requiredName('cluster')).toBe(value ?? '');
    expect(reader.faults).toEqual(faults);
  });

  test('is shown in a fault with its first 100 characters', () => {
    const reader = readerOf({ wait: 'x'.repeat(101), ready: 'y'.repeat(100) });
    reader.boolean('wait');
    reader.boolean('ready');
    expect(reader.faults).toEqual([
      `\`wait\` is "${'x'.repeat(100)}…"; accepted is true or false.`,
      `\`ready\` is "${'y'.repeat(100)}"; accepted is true or false.`,
    ]);
  });
});

/** How an input of one kind is read, what a fault says is accepted, and texts with what they are read as. */
interface Kind {
  readonly input: InputName;
  readonly read: (reader: InputReader) => unknown;
  readonly accepted: string;
  readonly good: readonly (readonly [text: string, value: unknown])[];
  readonly bad: readonly string[];
}

const WHOLE_NUMBERS = {
  good: [
    ['0', 0],
    [' 12 ', 12],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ],
  bad: ['-1', '+1', '1.0', '1e3', '0x10', 'a1', '1a', '1 2', '9007199254740992', '٣'],
} as const;

const KINDS: readonly Kind[] = [
  {
    input: 'wait',
    read: (reader) => reader.boolean('wait'),
    accepted: 'true or false',
    good: [
      [' tRuE\n', true],
      ['true', true],
      ['FALSE', false],
    ],
    bad: ['yes', '1', '0', 'truee', 'untrue', 'true false', 'constructor'],
  },
  {
    input: 'if-exists',
    read: (reader) => reader.choice('if-exists', ['fail', 'reuse']),
    accepted: 'fail or reuse',
    good: [
      ['fail', 'fail'],
      [' reuse ', 'reuse'],
    ],
    bad: ['Fail', 'replace', 'fail,reuse'],
  },
  {
    input: 'timeout',
    read: (reader) => reader.durationMs('timeout'),
    accepted: DURATION_FORMS,
    good: [[' 1h30min ', 5_400_000]],
    bad: ['0s', '1.5h', '-5m', 'soon', '5x5'],
  },
  {
    input: 'poll-interval',
    read: (reader) => reader.durationMs('poll-interval'),
    accepted: `a number with a unit: ${DURATION_FORMS}`,
    good: [['2h', 7_200_000]],
    bad: ['90', '9007199254740992'],
  },
  {
    input: 'max-deletes',
    read: (reader) => reader.wholeNumber('max-deletes'),
    accepted: 'a whole number of at least 0',
    good: WHOLE_NUMBERS.good,
    bad: [...WHOLE_NUMBERS.bad, 'unlimited'],
  },
  {
    input: 'keep-daily',
    read: (reader) => reader.count('keep-daily'),
    accepted: 'a whole number of at least 0, or unlimited',
    good: [...WHOLE_NUMBERS.good, [' Unlimited ', Number.POSITIVE_INFINITY]],
    bad: [...WHOLE_NUMBERS.bad, 'all', 'unlimited!', 'infinity'],
  },
];

describe.each(KINDS)('$input, as $accepted,', ({ input, read, accepted, good, bad }) => {
  test.each([['', null] as const, ...good])('reads %j as %p', (text, value) => {
    const reader = readerOf({ [input]: text });
    expect(read(reader)).toBe(value);
    expect(reader.faults).toEqual([]);
  });

  test.each([...bad])('refuses %j', (text) => {
    const reader = readerOf({ [input]: text });
    expect(read(reader)).toBeNull();
    expect(reader.faults).toEqual([`\`${input}\` is "${text}"; accepted is ${accepted}.`]);
  });

  test('refuses a control character with that fault alone', () => {
    const reader = readerOf({ [input]: '1\n2' });
    expect(read(reader)).toBeNull();
    expect(reader.faults).toEqual([expect.stringContaining('one line of text without control characters')]);
  });
});

describe('globs', () => {
  test('tell cases apart, unless they are told not to', () => {
    const reader = readerOf({ match: 'Web-*' });
    expect(reader.globs('match')?.('web-1')).toBe(false);
    expect(reader.globs('match', true)?.('web-1')).toBe(true);
  });

  test('that are not given make no test', () => {
    const reader = readerOf({ match: '' });
    expect(reader.globs('match')).toBeNull();
    expect(reader.faults).toEqual([]);
  });

  const FORMS = 'a name in which * stands for any characters, ? for one, and [a-c] for one of some';

  test.each([
    ['!prod-*, web-*, {a}', [`"!prod-*"; accepted is ${FORMS}.`, `"{a}"; accepted is ${FORMS}.`]],
    ['a* b*', [`"a* b*"; accepted is ${FORMS}; ${SEPARATE}`]],
    ['a*;b*', [`"a*;b*"; accepted is ${FORMS}; ${SEPARATE}`]],
    ['[]', [`"[]"; accepted is ${FORMS}.`]],
    ['*-gоlden', [`"*-gоlden"; accepted is ${FORMS}, without letters and signs of other alphabets.`]],
  ])('that are not plain, or none, are refused: %j', (match, faults) => {
    const reader = readerOf({ match });
    expect(reader.globs('match')).toBeNull();
    expect(reader.faults).toEqual(faults.map((fault) => `\`match\` is ${fault}`));
  });
});

describe('what an operation does not use', () => {
  const GET_ACCEPTS =
    'get accepts operation, api-key, username, password, api-url, cluster, namespace, snapshot-id, if-missing, job-summary.';

  test.each<[given: Readonly<Record<string, string>>, faults: readonly string[]]>([
    [
      { match: 'web-*', 'keep-last': '3', 'snapshot-id': 'a' },
      ['`match` is not used by get.', '`keep-last` is not used by get.'],
    ],
    // As the runner hands over what is not set.
    [{ match: '', 'keep-last': ' ', 'kep-last': ' ' }, []],
    [{ 'snapshot-ids': 'a' }, ['`snapshot-ids` is not an input of this action; did you mean `snapshot-id`?']],
    [{ snapshot_id: 'a' }, ['`snapshot_id` is not an input of this action; did you mean `snapshot-id`?']],
    [{ 'if-mising': 'a' }, ['`if-mising` is not an input of this action; did you mean `if-missing`?']],
    [{ apikey: 'a' }, ['`apikey` is not an input of this action; did you mean `api-key`?']],
    [{ clutser: 'a' }, ['`clutser` is not an input of this action; did you mean `cluster`?']],
    [{ retention: 'a' }, [`\`retention\` is not an input of this action; ${GET_ACCEPTS}`]],
  ])('is refused as far as it is set: %j', (given, faults) => {
    const reader = readerOf(given);
    reader.refuseUnused('get');
    expect(reader.faults).toEqual(faults);
  });

  test('does not include variables that are no inputs', () => {
    const reader = new InputReader({ PATH: '/bin', MY_INPUT_X: '1', INPUT: '1', INPUT_UNSET: undefined });
    reader.refuseUnused('get');
    expect(reader.faults).toEqual([]);
  });
});
