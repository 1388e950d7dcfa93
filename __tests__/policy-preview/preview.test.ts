import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { POLICY_INPUTS } from '../../scripts/policy-preview/policy-fields.ts';
import { readPreview } from '../../scripts/policy-preview/preview.ts';
import { stepYaml } from '../../scripts/policy-preview/step-yaml.ts';
import type { YearPlan } from '../../scripts/policy-preview/year.ts';
import { INPUT_NAMES, isUsedBy } from '../../src/action/inputs/catalog.ts';
import { parseStep } from '../action/inputs/parse-step.ts';

const NOW_MS = Date.parse('2026-11-25T07:00:00Z');

const FIELDS = {
  source: 'generate',
  vms: '2',
  'every-hours': '24',
  'for-days': '10',
  missing: '0',
  unready: '0',
  cluster: 'Msc1',
  namespace: 'my-vpc',
  'source-vm': '*',
  'keep-daily': '7',
};

function faultsOf(changed: Readonly<Record<string, string>>) {
  const preview = readPreview({ ...FIELDS, ...changed }, NOW_MS);
  return preview.ok ? [] : preview.faults.map(({ field, message }) => [field, message]);
}

function planOf(changed: Readonly<Record<string, string>>): YearPlan {
  const preview = readPreview({ ...FIELDS, ...changed }, NOW_MS);
  if (!preview.ok) throw new Error('The fields have faults.');
  return preview.plan;
}

test('the form has every input of prune that decides what is kept', () => {
  const connection = ['api-key', 'username', 'password', 'api-url'];
  const others = ['operation', 'job-summary', 'dry-run', 'if-none', 'wait', 'timeout', 'poll-interval'];
  const inputs = INPUT_NAMES.filter(
    (input) => isUsedBy(input, 'prune') && ![...connection, ...others].includes(input),
  );
  expect(POLICY_INPUTS.toSorted()).toEqual(inputs.toSorted());
});

test('a schedule makes snapshots up to now, and those of a year to come', () => {
  const { present, toCome } = planOf({});
  expect([present.length, toCome.length]).toEqual([20, 730]);
});

test('pasted snapshots can go on, each VM of the namespace by itself', () => {
  const pasted = JSON.stringify([
    { id: 'a', namespace: 'my-vpc', sourceName: 'web' },
    { id: 'b', namespace: 'my-vpc', sourceName: 'web' },
    { id: 'c', namespace: 'other', sourceName: 'db' },
  ]);
  const { present, toCome } = planOf({ source: 'paste', pasted, 'then-every-hours': '24' });
  expect([present.length, toCome.length]).toEqual([3, 365]);
  expect(new Set(toCome.map(({ sourceName }) => sourceName))).toEqual(new Set(['web']));
});

test.each<[Readonly<Record<string, string>>, readonly (readonly [string | null, string])[]]>([
  [{ vms: '6' }, [['vms', 'The number of VMs must be a whole number from 1 to 5.']]],
  [
    { 'every-hours': '1.5' },
    [['every-hours', 'The hours between two snapshots must be a whole number from 1 to 720.']],
  ],
  [{ missing: '' }, [['missing', 'The share of missing ones must be a whole number from 0 to 90.']]],
  [
    { 'keep-daily': 'x' },
    [['keep-daily', '`keep-daily` is "x"; accepted is a whole number of at least 0, or unlimited.']],
  ],
  [{ namespace: ' ' }, [['namespace', '`namespace` is required by prune, and is not set.']]],
  [
    { vms: '5', 'every-hours': '1', 'for-days': '365' },
    [
      [
        'every-hours',
        'That makes 87,600 snapshots within the year, and this page can show 20,000. Take fewer VMs, or more hours between two snapshots.',
      ],
    ],
  ],
])('%j is refused where it stands', (changed, faults) => {
  expect(faultsOf(changed)).toEqual(faults);
});

test('what is wrong with a whole policy belongs to no field', () => {
  expect(faultsOf({ 'keep-daily': '', 'keep-last': '0' })).toEqual([
    [null, expect.stringContaining('keep-last is 0')],
  ]);
});

test('what is wrong with the snapshots and with the policy is told at once', () => {
  expect(faultsOf({ vms: '0', 'keep-daily': 'x', 'older-than': '7' }).map(([field]) => field)).toEqual([
    'vms',
    'keep-daily',
    'older-than',
  ]);
});

test.each([
  { 'keep-daily': '7', 'keep-yearly': 'unlimited', 'older-than': '1h30m' },
  { match: "it's, [a-c]*", protect: '*-golden, web-?', 'max-deletes': '007' },
  { 'source-vm': '1e3', match: 'true', protect: '12.', 'keep-within-daily': '7d' },
  { 'source-vm': '0x1f, null', match: '2026-11-25', protect: '#1' },
  { 'source-vm': 'null', match: '1.5', protect: '.inf' },
])('the action reads the step as the form was filled in: %j', (changed) => {
  const filled = { cluster: 'Msc1', namespace: 'my-vpc', ...changed };
  const [step] = parse(stepYaml(filled));
  const { operation, 'api-key': apiKey, 'dry-run': dryRun, ...given } = step.with;
  expect({ operation, dryRun, apiKey: String(apiKey) }).toMatchObject({ operation: 'prune', dryRun: true });
  expect(Object.fromEntries(Object.entries(given).map(([input, value]) => [input, String(value)]))).toEqual(
    filled,
  );
});

test('the action accepts the step', () => {
  const [step] = parse(stepYaml(FIELDS));
  expect(parseStep({ ...step.with, 'api-key': 'key' }).request).toMatchObject({
    operation: 'prune',
    dryRun: true,
    policy: { keepDaily: 7 },
  });
});
