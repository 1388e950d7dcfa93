import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type InputName, OPERATIONS } from '../../src/action/input-catalog.ts';
import { InputReader } from '../../src/action/input-reader.ts';
import { DURATION_FORMS } from '../../src/domain/duration.ts';
import { stepInputs } from './step-inputs.ts';

function readerOf(inputs: Readonly<Record<string, string>>): InputReader {
  return new InputReader(stepInputs(inputs));
}

describe('a list', () => {
  test.each<[what: string, text: string, items: readonly string[]]>([
    ['that is not set', '', []],
    ['of blanks', ' \n\t\n , ,', []],
    ['of one', 'web', ['web']],
    ['separated by commas', 'web,db', ['web', 'db']],
    ['separated by line breaks', 'web\ndb\n', ['web', 'db']],
    ['with line breaks of Windows', 'web\r\ndb\r\n', ['web', 'db']],
    ['with both', 'web, db\ncache', ['web', 'db', 'cache']],
    ['with blanks between', 'web\n\n ,, \ndb', ['web', 'db']],
    ['with spaces around', '  web  \n\tdb\t', ['web', 'db']],
    ['with spaces inside', 'web server, db', ['web server', 'db']],
    ['with repeats, in the order of their first', 'db,web,db,cache,web', ['db', 'web', 'cache']],
    ['that differs in case only', 'web,Web', ['web', 'Web']],
    ['as a JSON array', '["web","db"]', ['web', 'db']],
    ['as a JSON array of several lines', '\n[\n  "web",\n  "db"\n]\n', ['web', 'db']],
    ['as a JSON array with a comma in an item', '["a,b"]', ['a,b']],
    ['as a JSON array with repeats and blanks', '["a"," a ",""]', ['a']],
    ['as a JSON array after a byte order mark', '\ufeff["web","db"]', ['web', 'db']],
    ['as an empty JSON array', '[]', []],
    ['that begins with a glob', '[a-c]*\nweb', ['[a-c]*', 'web']],
    ['that is one glob', '[ab]', ['[ab]']],
    ['that is a JSON text, but no array', '"web"', ['"web"']],
    ['that is a JSON array, but not of texts', '[1,["a"]]', ['[1', '["a"]]']],
    ['that is a JSON array cut short', '["a","b"', ['["a"', '"b"']],
  ])('%s', (_what, text, items) => {
    const reader = readerOf({ 'snapshot-id': text });
    expect(reader.list('snapshot-id')).toEqual(items);
    expect(reader.faults).toEqual([]);
  });

  test('keeps exactly the items that were put in, however they are separated', () => {
    const item = fc.stringMatching(/^[a-z0-9*?.-]{1,8}$/);
    const separator = fc.constantFrom(',', '\n', '\r\n', ' , ', '\n\n', ',\n');
    fc.assert(
      fc.property(fc.uniqueArray(item, { minLength: 1 }), separator, (items, between) => {
        expect(readerOf({ match: items.join(between) }).list('match')).toEqual(items);
      }),
    );
  });

  test('takes what an output of this action holds, whatever the ids are', () => {
    const id = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(fc.uniqueArray(id), (ids) => {
        expect(readerOf({ 'snapshot-id': JSON.stringify(ids) }).list('snapshot-id')).toEqual(ids);
      }),
    );
  });

  test('with a control character is refused as a whole', () => {
    const reader = readerOf({ 'snapshot-id': 'a\tb,c,d\u0000' });
    expect(reader.list('snapshot-id')).toEqual([]);
    expect(reader.faults).toEqual([
      '`snapshot-id` is "a\\tb"; accepted is texts without control characters.',
      '`snapshot-id` is "d\\u0000"; accepted is texts without control characters.',
    ]);
  });

  test.each([
    [' \n', '`snapshot-id` is required by get, and is not set.'],
    [' , ', '`snapshot-id` is required by get, and is empty.'],
    ['[]', '`snapshot-id` is required by get, and is empty.'],
  ])('that is required must hold something: %j', (text, fault) => {
    const reader = readerOf({ 'snapshot-id': text });
    expect(reader.requiredList('snapshot-id', 'get')).toEqual([]);
    expect(reader.faults).toEqual([fault]);
  });

  test('that is required and given has no fault', () => {
    const reader = readerOf({ 'snapshot-id': 'a' });
    expect(reader.requiredList('snapshot-id', 'get')).toEqual(['a']);
    expect(reader.faults).toEqual([]);
  });

  test('that is required and broken has one fault for each broken item', () => {
    const reader = readerOf({ 'snapshot-id': 'a\u0001b' });
    reader.requiredList('snapshot-id', 'get');
    expect(reader.faults).toEqual([
      '`snapshot-id` is "a\\u0001b"; accepted is texts without control characters.',
    ]);
  });
});

test.each([
  ['- a', 'names without "- ", as this is a text and not a YAML list: SEPARATE'],
  ['-', 'names without "- ", as this is a text and not a YAML list: SEPARATE'],
  ['web-1 web-2', 'names without spaces: SEPARATE'],
  ['web-1\u00a0web-2', 'names without spaces: SEPARATE'],
  ['a;b', 'names without semicolons: SEPARATE'],
  ['a\u200b', 'names without invisible characters: type it instead of pasting it'],
  ['"a"', 'plain names without globs, brackets or quotes'],
  ["'a'", 'plain names without globs, brackets or quotes'],
  ['“a”', 'plain names without globs, brackets or quotes'],
  ['["a"', 'plain names without globs, brackets or quotes'],
  ['web-*', 'plain names without globs, brackets or quotes'],
])('the name %j can be nobody’s', (name, accepted) => {
  const reader = readerOf({ 'source-vm': `fine,${name}` });
  expect(reader.requiredNames('source-vm', 'create')).toEqual([]);
  const words = accepted.replace('SEPARATE', 'separate several by line breaks or commas');
  expect(reader.faults).toEqual([`\`source-vm\` is ${JSON.stringify(name)}; accepted is ${words}.`]);
});

test('names may be of any other characters', () => {
  const names = ['Web-1', 'a.b_c', '-a', 'ü', 'a/b'];
  expect(readerOf({ 'source-vm': names.join() }).requiredNames('source-vm', 'create')).toEqual(names);
});

test('a variable is read in any case, as on Windows, but the exact one wins', () => {
  expect(new InputReader({ INPUT_Match: 'a' }).raw('match')).toBe('a');
  const both = new InputReader({ INPUT_MATCH: 'a', INPUT_Match: 'b', INPUT_Ready: 'true' });
  both.refuseUnknown(['match'], 'list');
  expect(both.raw('match')).toBe('a');
  expect(both.faults).toEqual(['`INPUT_Match` is not an input of this action; list accepts match.']);
});

describe('a text', () => {
  test.each([
    ['Hou1', 'Hou1'],
    ['  Hou1\n', 'Hou1'],
    ['two words', 'two words'],
    ['', null],
    [' \n ', null],
  ])('%j is read as %j', (text, expected) => {
    const reader = readerOf({ cluster: text });
    expect(reader.text('cluster')).toBe(expected);
    expect(reader.faults).toEqual([]);
  });

  test.each(['a\nb', 'a\rb', 'a\tb', 'a\u0000b', 'a\u001fb', 'a\u007fb'])('%j is refused', (text) => {
    const reader = readerOf({ cluster: text });
    expect(reader.text('cluster')).toBeNull();
    expect(reader.faults).toEqual([
      `\`cluster\` is ${JSON.stringify(text)}; accepted is one line of text without control characters.`,
    ]);
  });

  test('that is required must be set', () => {
    const reader = readerOf({ cluster: ' ' });
    expect(reader.requiredText('cluster', 'get')).toBe('');
    expect(reader.faults).toEqual(['`cluster` is required by get, and is not set.']);
  });

  test('that is required and broken has one fault', () => {
    const reader = readerOf({ cluster: 'a\u0001b' });
    reader.requiredText('cluster', 'get');
    expect(reader.faults).toHaveLength(1);
  });

  test('that is required and given is read', () => {
    expect(readerOf({ cluster: 'Hou1' }).requiredText('cluster', 'get')).toBe('Hou1');
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

describe('a raw input', () => {
  test('is what the runner handed over', () => {
    expect(readerOf({ password: ' secret\n' }).raw('password')).toBe(' secret\n');
  });

  test('that is missing is empty', () => {
    expect(readerOf({}).raw('password')).toBe('');
  });

  test.each([
    ['a', true],
    ['', false],
    [' \n', false],
  ])('%j counts as set: %p', (text, expected) => {
    expect(readerOf({ password: text }).isSet('password')).toBe(expected);
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
    ['7', 7],
    [' 12 ', 12],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['', null],
  ],
  bad: ['-1', '+1', '1.0', '1e3', '0x10', 'a1', '1a', '1 2', '9007199254740992', '٣'],
} as const;

const KINDS: readonly Kind[] = [
  {
    input: 'wait',
    read: (reader) => reader.boolean('wait'),
    accepted: 'true or false',
    good: [
      ['true', true],
      ['True', true],
      ['TRUE', true],
      ['tRuE', true],
      [' true\n', true],
      ['false', false],
      ['False', false],
      ['FALSE', false],
      ['', null],
    ],
    bad: ['yes', 'no', '1', '0', 'on', 'truee', 'untrue', 'falsee', 'true false', 'constructor'],
  },
  {
    input: 'if-exists',
    read: (reader) => reader.choice('if-exists', ['fail', 'reuse']),
    accepted: 'fail or reuse',
    good: [
      ['fail', 'fail'],
      [' reuse ', 'reuse'],
      ['', null],
    ],
    bad: ['Fail', 'replace', 'fail,reuse'],
  },
  {
    input: 'timeout',
    read: (reader) => reader.durationMs('timeout'),
    accepted: DURATION_FORMS,
    good: [
      ['90s', 90_000],
      [' 1h30min ', 5_400_000],
      ['', null],
    ],
    bad: ['0s', '1.5h', '-5m', 'soon', '5x5'],
  },
  {
    input: 'timeout',
    read: (reader) => reader.durationMs('timeout'),
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
    good: [
      ...WHOLE_NUMBERS.good,
      ['unlimited', Number.POSITIVE_INFINITY],
      [' Unlimited ', Number.POSITIVE_INFINITY],
    ],
    bad: [...WHOLE_NUMBERS.bad, 'all', 'unlimited!', 'infinity'],
  },
];

describe.each(KINDS)('$input, as $accepted,', ({ input, read, accepted, good, bad }) => {
  test.each([...good])('reads %j as %p', (text, value) => {
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
    expect(readerOf({ match: '' }).globs('match')).toBeNull();
  });

  test('fit a name if one of them does', () => {
    const fits = readerOf({ match: 'web-*\n[a-c]?' }).globs('match');
    expect(['web-1', 'b2', 'db'].map((name) => fits?.(name))).toEqual([true, true, false]);
  });

  test('that are not plain are refused, each of them', () => {
    const reader = readerOf({ match: '!prod-*, web-*, {a}' });
    expect(reader.globs('match')).toBeNull();
    expect(reader.faults).toEqual([
      '`match` is "!prod-*"; accepted is a name in which * stands for any characters (at most four times), ? for one, and [a-c] for one of some.',
      '`match` is "{a}"; accepted is a name in which * stands for any characters (at most four times), ? for one, and [a-c] for one of some.',
    ]);
  });
});

describe('what an operation does not use', () => {
  test('is refused by name', () => {
    const reader = readerOf({ match: 'web-*', 'keep-last': '3', 'snapshot-id': 'a' });
    reader.refuseUnused('delete');
    expect(reader.faults).toEqual(['`match` is not used by delete.', '`keep-last` is not used by delete.']);
  });

  test('is no fault while it is empty, as the runner hands over what is not set', () => {
    const reader = readerOf({ match: '', 'keep-last': ' ', 'kep-last': ' ' });
    reader.refuseUnused('delete');
    expect(reader.faults).toEqual([]);
  });

  test.each([
    ['snapshot-ids', 'snapshot-id'],
    ['snapshot_id', 'snapshot-id'],
    ['if-mising', 'if-missing'],
    ['apikey', 'api-key'],
    ['clutser', 'cluster'],
  ])('is refused with what is likely meant: %s', (name, meant) => {
    const reader = readerOf({ [name]: 'a' });
    reader.refuseUnused('get');
    expect(reader.faults).toEqual([`\`${name}\` is not an input of this action; did you mean \`${meant}\`?`]);
  });

  test('is refused with what would be accepted, if it is like none', () => {
    const reader = readerOf({ retention: 'a' });
    reader.refuseUnused('get');
    expect(reader.faults).toEqual([
      '`retention` is not an input of this action; get accepts operation, api-key, username, password, api-url, cluster, namespace, snapshot-id, if-missing, job-summary.',
    ]);
  });

  test('does not include variables that are no inputs', () => {
    const reader = new InputReader({ PATH: '/bin', MY_INPUT_X: '1', INPUT: '1', INPUT_UNSET: undefined });
    reader.refuseUnused('get');
    expect(reader.faults).toEqual([]);
  });

  test.each(OPERATIONS)('never includes what %s shares with every operation', (operation) => {
    const reader = readerOf({
      operation,
      'api-key': 'k',
      cluster: 'c',
      namespace: 'n',
      'job-summary': 'true',
    });
    reader.refuseUnused(operation);
    expect(reader.faults).toEqual([]);
  });
});

test('what means nothing without another input is refused, as far as it is set', () => {
  const reader = readerOf({ timeout: '5m', 'poll-interval': '' });
  reader.refuseWithout(['timeout', 'poll-interval'], '`wait: true`', 'delete');
  expect(reader.faults).toEqual(['`timeout` is used by delete only together with `wait: true`.']);
});
