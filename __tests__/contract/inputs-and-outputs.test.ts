import { expect, test } from '@jest/globals';
import {
  BLANK_BY_DEFAULT,
  INPUT_NAMES,
  INPUTS,
  type InputName,
  isUsedBy,
  OPERATIONS,
} from '../../src/action/inputs/catalog.ts';
import { OUTPUT_NAMES } from '../../src/action/outputs/outputs.ts';
import { DEFAULT_NAME_TEMPLATE } from '../../src/domain/snapshot-name.ts';
import { countLimit } from '../../src/retention/policy.ts';
import { parseStep } from '../action/inputs/parse-step.ts';
import { ACTION, codeIn, declaredBy, REUSABLE_WORKFLOWS, readText, tableRows } from './repository.ts';

const README = readText('README.md');

/** What the README says of each input; a row of the page may hold several. */
const INPUT_ROWS = tableRows(README, 'input').flatMap((row) =>
  codeIn(row['input']).map((input) => ({
    input: input as InputName,
    usedBy: row['used by'] === 'all' ? OPERATIONS : (row['used by'] ?? '').split(', '),
    default: row['default'] ?? '',
  })),
);
const OUTPUT_ROWS = tableRows(README, 'output').flatMap((row) =>
  codeIn(row['output']).map((output) => ({ output, setBy: row['set by'] ?? '' })),
);
const OPERATION_ROWS = tableRows(README, '`operation`').map((row) => ({
  operation: codeIn(row['`operation`'])[0] as (typeof OPERATIONS)[number],
  needs: codeIn(row['needs']),
  optional: codeIn(row['optional']),
  ownOutputs: codeIn(row['outputs of its own']),
}));

type Texts = Readonly<Record<string, string>>;

const CONNECTION = { 'api-key': 'key', cluster: 'Msc1', namespace: 'vpc' };

/** The least that each operation accepts. `wait` is on where it can be, so that what belongs to it can be set. */
const LEAST_INPUTS: Readonly<Record<string, Texts>> = {
  list: {},
  get: { 'snapshot-id': 'a' },
  create: { 'source-vm': 'web', wait: 'true' },
  delete: { 'snapshot-id': 'a', wait: 'true' },
  'wait-ready': { 'snapshot-id': 'a' },
  prune: { match: '*', 'keep-daily': '7', wait: 'true' },
  'require-fresh': { 'source-vm': 'web', 'newer-than': '26h' },
};

function leastInputs(operation: string): Texts {
  return { operation, ...CONNECTION, ...LEAST_INPUTS[operation] };
}

function without(name: string, inputs: Texts): Texts {
  return Object.fromEntries(Object.entries(inputs).filter(([candidate]) => candidate !== name));
}

/** The operations that a description names before the colon of a sentence. */
function operationsIn(description = ''): readonly string[] {
  const sentences = description.replaceAll(/`[^`]*`/g, '').split(/(?<=\.)\s+/);
  const subjects = sentences.filter((sentence) => sentence.includes(':')).map((s) => s.split(':', 1)[0]);
  if (subjects.includes('All operations')) return OPERATIONS;
  return OPERATIONS.filter((operation) =>
    subjects.some((subject) => new RegExp(`(?<![\\w-])${operation}(?![\\w-])`).test(subject ?? '')),
  );
}

test('action.yml has exactly the inputs of the catalogue, in its order', () => {
  expect(Object.keys(ACTION.inputs)).toEqual(INPUT_NAMES);
});

test.each(INPUT_NAMES.filter((input) => input !== 'operation'))(
  'the description of %s in action.yml names the operations that use it',
  (input) => {
    expect(operationsIn(ACTION.inputs[input]?.description)).toEqual(INPUTS[input]);
  },
);

test('the description of operation names all operations', () => {
  expect(codeIn(ACTION.inputs['operation']?.description)).toEqual(OPERATIONS);
});

test('only job-summary has a default in action.yml but a blank, so that "not set" can be told from "set"', () => {
  const defaults = Object.entries(ACTION.inputs).map(([name, input]) => [name, input.default]);

  expect(defaults.filter(([, value]) => value !== undefined)).toEqual([
    ...BLANK_BY_DEFAULT.map((input) => [input, ' ']),
    ['job-summary', 'true'],
  ]);
});

test('the README says of each input what uses it', () => {
  expect(Object.fromEntries(INPUT_ROWS.map(({ input, usedBy }) => [input, usedBy]))).toEqual(INPUTS);
  expect(INPUT_ROWS).toHaveLength(INPUT_NAMES.length);
});

test.each(INPUT_ROWS)('the README and action.yml state the same default of $input', (row) => {
  const { default: value, description = '' } = ACTION.inputs[row.input] ?? {};
  const [, described = '–'] = /Default: (?:the variable )?(\S+?)\.(?:\s|$)/.exec(description) ?? [];

  expect(row.default.replaceAll('`', '')).toBe(value?.trim() || described);
});

const DEFAULTS = INPUT_ROWS.map((row) => ({ input: row.input, value: codeIn(row.default)[0] ?? '' })).filter(
  ({ input, value }) => value !== '' && !value.startsWith('DENVR_') && input !== 'keep-last',
);

test.each(DEFAULTS)('to set $input to its default $value changes nothing', ({ input, value }) => {
  for (const operation of OPERATIONS.filter((candidate) => isUsedBy(input, candidate))) {
    const least = without(input, leastInputs(operation));
    expect(JSON.stringify(parseStep({ ...least, [input]: value }))).toBe(JSON.stringify(parseStep(least)));
  }
});

test('keep-last is 1 unless it is set, and the name template is the one in the README', () => {
  const stated = (name: InputName) => INPUT_ROWS.find(({ input }) => input === name)?.default;

  expect(stated('keep-last')).toBe(`\`${countLimit({}, 'last')}\``);
  expect(stated('name')).toBe(`\`${DEFAULT_NAME_TEMPLATE}\``);
});

test('action.yml, the code and the README have the same outputs', () => {
  expect(Object.keys(ACTION.outputs)).toEqual(OUTPUT_NAMES);
  expect(OUTPUT_ROWS.map(({ output }) => output)).toEqual(OUTPUT_NAMES);
});

test('the table of operations has a row for each operation', () => {
  expect(OPERATION_ROWS.map(({ operation }) => operation)).toEqual(OPERATIONS);
});

test.each(OPERATION_ROWS)('the table of operations has exactly the inputs of $operation', (row) => {
  // Every operation uses these, so the table leaves them out.
  const common = ['operation', 'api-key', 'username', 'password', 'api-url', 'job-summary'];
  const used = INPUT_NAMES.filter((input) => isUsedBy(input, row.operation) && !common.includes(input));

  expect([...row.needs, ...row.optional].toSorted()).toEqual(used.toSorted());
});

test.each(OPERATION_ROWS)(
  'what $operation needs according to the README is required',
  ({ operation, needs }) => {
    const least = leastInputs(operation);

    expect(() => parseStep(least)).not.toThrow();
    for (const needed of needs.filter((input) => input in least)) {
      expect(() => parseStep(without(needed, least))).toThrow(new RegExp(`\`${needed}\``));
    }
  },
);

test.each(OUTPUT_ROWS)('the README says of $output what sets it', ({ output, setBy }) => {
  const owners = OPERATION_ROWS.filter(({ ownOutputs }) => ownOutputs.includes(output));

  expect(setBy).toBe(owners.map(({ operation }) => operation).join(', ') || 'all');
});

test.each(REUSABLE_WORKFLOWS)('the README has the inputs and outputs of %s', (file) => {
  const row = tableRows(README, 'workflow').find((candidate) => candidate['workflow']?.includes(file));
  const { inputs, outputs } = declaredBy(file);
  const required = Object.keys(inputs).filter((name) => inputs[name]?.required === true);

  expect(codeIn(row?.['needs'])).toEqual(required);
  expect([...Object.keys(inputs), 'prune']).toEqual(expect.arrayContaining([...codeIn(row?.['optional'])]));
  expect(codeIn(row?.['outputs'])).toEqual(Object.keys(outputs));
});
