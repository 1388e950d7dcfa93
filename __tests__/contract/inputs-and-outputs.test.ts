import { expect, test } from '@jest/globals';
import {
  BLANK_BY_DEFAULT,
  INPUT_NAMES,
  INPUTS,
  type InputName,
  isUsedBy,
  OPERATIONS,
} from '../../src/action/input-catalog.ts';
import { OUTPUT_NAMES } from '../../src/action/outputs.ts';
import { DEFAULT_NAME_TEMPLATE } from '../../src/domain/snapshot-name.ts';
import { countLimit } from '../../src/retention/policy.ts';
import { parseStep } from './parse-step.ts';
import { ACTION_METADATA, codeIn, type Row, readText, tableRows } from './repository.ts';

const README = readText('README.md');
/** One for each input, where a row of the page holds several. */
const INPUT_ROWS = tableRows(README, 'input').flatMap((row) =>
  codeIn(row['input'] ?? '').map((input): Row => ({ ...row, input: `\`${input}\`` })),
);
const OUTPUT_ROWS = tableRows(README, 'output');
const OPERATION_ROWS = tableRows(README, '`operation`');

/** Inputs that every operation uses; the table of operations leaves them out. */
const COMMON_INPUTS: readonly InputName[] = [
  'operation',
  'api-key',
  'username',
  'password',
  'api-url',
  'job-summary',
];

const OPERATION_NAME = /\b(?:list|get|create|delete|wait-ready|prune|require-fresh)\b/g;

/** The operations that a description names before the colon of a sentence. */
function operationsIn(description: string): readonly string[] {
  const sentences = description.replaceAll(/`[^`]*`/g, '').split(/(?<=\.)\s+/);
  const subjects = sentences
    .filter((sentence) => sentence.includes(':'))
    .map((s) => s.split(':', 1)[0] ?? '');
  if (subjects.some((subject) => subject === 'All operations')) return OPERATIONS;
  return subjects.flatMap((subject) => subject.match(OPERATION_NAME) ?? []);
}

function sorted(names: readonly string[]): string[] {
  return names.toSorted();
}

test('action.yml has exactly the inputs of the catalogue, in its order', () => {
  expect(Object.keys(ACTION_METADATA.inputs)).toEqual(INPUT_NAMES);
});

test.each(INPUT_NAMES.filter((input) => input !== 'operation'))(
  'the description of %s in action.yml names the operations that use it',
  (input) => {
    const { description } = ACTION_METADATA.inputs[input] as { description: string };
    expect(sorted(operationsIn(description))).toEqual(sorted(INPUTS[input]));
  },
);

test('the description of operation names all operations', () => {
  expect(codeIn(ACTION_METADATA.inputs['operation']?.description ?? '')).toEqual(OPERATIONS);
});

test('only job-summary has a default in action.yml but a blank, so that "not set" can be told from "set"', () => {
  const withDefault = Object.entries(ACTION_METADATA.inputs).filter(
    ([, input]) => input.default !== undefined,
  );
  expect(withDefault.map(([name, input]) => [name, input.default])).toEqual([
    ...BLANK_BY_DEFAULT.map((input) => [input, ' ']),
    ['job-summary', 'true'],
  ]);
});

test('the README has a row for each input', () => {
  expect(sorted(INPUT_ROWS.flatMap((row) => codeIn(row['input'] ?? '')))).toEqual(sorted(INPUT_NAMES));
});

test.each(INPUT_ROWS)('the README says of $input what uses it', (row) => {
  const input = codeIn(row['input'] ?? '')[0] as InputName;
  const usedBy = row['used by'] === 'all' ? OPERATIONS : (row['used by'] ?? '').split(', ');
  expect(sorted(usedBy)).toEqual(sorted(INPUTS[input]));
});

test.each(INPUT_ROWS)('the README and action.yml state the same default of $input', (row) => {
  const input = codeIn(row['input'] ?? '')[0] as InputName;
  const metadata = ACTION_METADATA.inputs[input];
  const described = /Default: (?:the variable )?(\S+?)\.(?:\s|$)/.exec(metadata?.description ?? '');
  const stated = row['default']?.replaceAll('`', '');
  expect(metadata?.default?.trim() || (described?.[1] ?? '–')).toBe(stated);
});

const CONNECTION = { 'api-key': 'key', cluster: 'Msc1', namespace: 'vpc' };

/** The least that each operation accepts. `wait` is on where it can be, so that what belongs to it can be set. */
const LEAST_INPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  list: {},
  get: { 'snapshot-id': 'a' },
  create: { 'source-vm': 'web', wait: 'true' },
  delete: { 'snapshot-id': 'a', wait: 'true' },
  'wait-ready': { 'snapshot-id': 'a' },
  prune: { match: '*', 'keep-daily': '7' },
  'require-fresh': { 'source-vm': 'web', 'newer-than': '26h' },
};

function without(name: string, inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(inputs).filter(([candidate]) => candidate !== name));
}

const DEFAULTS = INPUT_ROWS.map((row) => ({
  input: codeIn(row['input'] ?? '')[0] as InputName,
  value: codeIn(row['default'] ?? '')[0] ?? '',
})).filter(({ input, value }) => value !== '' && !value.startsWith('DENVR_') && input !== 'keep-last');

test.each(DEFAULTS)('to set $input to its default $value changes nothing', ({ input, value }) => {
  for (const operation of OPERATIONS.filter((candidate) => isUsedBy(input, candidate))) {
    const wait = isUsedBy('wait', operation) && input !== 'wait' ? { wait: 'true' } : {};
    const least = without(input, { operation, ...CONNECTION, ...LEAST_INPUTS[operation], ...wait });
    expect(JSON.stringify(parseStep({ ...least, [input]: value }))).toBe(JSON.stringify(parseStep(least)));
  }
});

test('keep-last is 1 unless it is set, and the name template is the one in the README', () => {
  expect(countLimit({}, 'last')).toBe(1);
  expect(INPUT_ROWS.find((row) => row['input'] === '`keep-last`')?.['default']).toBe('`1`');
  expect(INPUT_ROWS.find((row) => row['input'] === '`name`')?.['default']).toBe(
    `\`${DEFAULT_NAME_TEMPLATE}\``,
  );
});

test('action.yml, the code and the README have the same outputs', () => {
  expect(Object.keys(ACTION_METADATA.outputs)).toEqual(OUTPUT_NAMES);
  expect(OUTPUT_ROWS.flatMap((row) => codeIn(row['output'] ?? ''))).toEqual(OUTPUT_NAMES);
});

test('the table of operations has a row for each operation', () => {
  expect(OPERATION_ROWS.flatMap((row) => codeIn(row['`operation`'] ?? ''))).toEqual(OPERATIONS);
});

test.each(OPERATION_ROWS)('the table of operations has exactly the inputs of $`operation`', (row) => {
  const operation = codeIn(row['`operation`'] ?? '')[0] as (typeof OPERATIONS)[number];
  const inputs = codeIn(`${row['needs']} ${row['optional']}`);
  const used = INPUT_NAMES.filter((input) => isUsedBy(input, operation) && !COMMON_INPUTS.includes(input));
  expect(sorted(inputs)).toEqual(sorted(used));
});

test.each(OPERATION_ROWS)('what $`operation` needs according to the README is required', (row) => {
  const operation = codeIn(row['`operation`'] ?? '')[0] as string;
  const least: Readonly<Record<string, string>> = { operation, ...CONNECTION, ...LEAST_INPUTS[operation] };
  expect(() => parseStep(least)).not.toThrow();
  for (const needed of codeIn(row['needs'] ?? '').filter((input) => input in least)) {
    expect(() => parseStep(without(needed, least))).toThrow(new RegExp(`\`${needed}\``));
  }
});

test.each(OUTPUT_ROWS)('the README says of $output what sets it', (row) => {
  const [output = ''] = codeIn(row['output'] ?? '');
  const ownTo = OPERATION_ROWS.filter((operationRow) =>
    codeIn(operationRow['outputs of its own'] ?? '').includes(output),
  ).flatMap((operationRow) => codeIn(operationRow['`operation`'] ?? ''));
  const setBy = row['set by'] === 'all' ? [] : (row['set by'] ?? '').split(', ');
  expect(sorted(setBy)).toEqual(sorted(ownTo));
});
