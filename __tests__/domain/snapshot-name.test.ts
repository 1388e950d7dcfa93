import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DEFAULT_NAME_TEMPLATE,
  dateAndTime,
  nameSnapshots,
  type PlaceholderValues,
  usesPlaceholder,
} from '../../src/domain/snapshot-name.ts';
import { forAll } from '../for-all.ts';

const VALUES: PlaceholderValues = {
  date: '20261123',
  time: '141530',
  sha: '0123abc',
  ref: 'feature/login-form',
  'run-id': '1234567890',
  'run-number': '42',
  'run-attempt': '2',
};

const ACCEPTED =
  'accepted are {source-vm}, {date}, {time}, {sha}, {ref}, {run-id}, {run-number}, {run-attempt}';

const NEED_VM = 'several VMs need {source-vm} in it, or their snapshots would have the same name';

function namesOf(template: string, sourceVms: readonly string[], values = VALUES): readonly string[] {
  const result = nameSnapshots(template, sourceVms, values);
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result.named.map(({ name }) => name);
}

function faultsOf(template: string, sourceVms: readonly string[], values = VALUES): readonly string[] {
  const result = nameSnapshots(template, sourceVms, values);
  return result.ok ? [] : result.faults;
}

test.each([
  [DEFAULT_NAME_TEMPLATE, 'web-1', 'web-1-20261123-141530'],
  ['{source-vm}-{sha}', 'web-1', 'web-1-0123abc'],
  ['{source-vm}-{ref}', 'web-1', 'web-1-feature-login-form'],
  ['{run-id}-{run-number}-{run-attempt}', 'web-1', '1234567890-42-2'],
  ['pre-deploy', 'web-1', 'pre-deploy'],
  ['pre-deploy', '日本', 'pre-deploy'],
  ['{date}-{date}', 'web-1', '20261123-20261123'],
  ['{source-vm}', 'Web_Server.Prod', 'web-server-prod'],
  ['{source-vm}', '--web--1--', 'web-1'],
  ['Nightly {source-vm}!', 'web-1', 'nightly-web-1'],
  ['{source-vm}', 'wéb', 'w-b'],
  ['{source-vm}', '$&-1', '1'],
  ['-{source-vm}-', 'web', 'web'],
  // Date, time, and what has no length of its own to be cut, stay whole; no part ends with a hyphen.
  ['{source-vm}', 'v'.repeat(63), 'v'.repeat(63)],
  [DEFAULT_NAME_TEMPLATE, 'v'.repeat(80), `${'v'.repeat(47)}-20261123-141530`],
  [DEFAULT_NAME_TEMPLATE, `${'v'.repeat(46)}-tail`, `${'v'.repeat(46)}-20261123-141530`],
  ['{source-vm}x', `${'v'.repeat(61)}-tail`, `${'v'.repeat(61)}x`],
])('%s of VM %j is %s', (template, sourceVm, name) => {
  expect(namesOf(template, [sourceVm])).toEqual([name]);
});

test('a long branch is shortened too, and the rest kept', () => {
  const values = { ...VALUES, ref: 'b'.repeat(200) };
  expect(namesOf('{source-vm}-{ref}-{run-id}', ['web'], values)).toEqual([
    `web-${'b'.repeat(48)}-1234567890`,
  ]);
});

test('each name belongs to its VM, in the order of the VMs', () => {
  expect(nameSnapshots(DEFAULT_NAME_TEMPLATE, ['web', 'db'], VALUES)).toEqual({
    ok: true,
    named: [
      { name: 'web-20261123-141530', sourceVm: 'web' },
      { name: 'db-20261123-141530', sourceVm: 'db' },
    ],
    notices: [],
  });
});

const LONG_VMS = [`${'v'.repeat(60)}-one`, `${'v'.repeat(60)}-two`];

test.each<[what: string, template: string, sourceVms: readonly string[], fault: string]>([
  ['an unknown placeholder', '{vm}-{date}', ['web'], `{vm} is not a placeholder; ${ACCEPTED}`],
  ['another case', '{Date}', ['web'], `{Date} is not a placeholder; ${ACCEPTED}`],
  ['an empty placeholder', 'a{}', ['web'], `{} is not a placeholder; ${ACCEPTED}`],
  ["a name of JavaScript's own", '{toString}', ['web'], `{toString} is not a placeholder; ${ACCEPTED}`],
  ['an opening brace alone', 'a{date', ['web'], `a brace stands alone; ${ACCEPTED}`],
  ['a closing brace alone', '{date}}', ['web'], `a brace stands alone; ${ACCEPTED}`],
  ['several VMs and no VM in the name', 'pre-{date}', ['web', 'db'], NEED_VM],
  [
    'nothing left of the VM',
    '{source-vm}-a',
    ['日'],
    'nothing is left of the VM name "日" in a-z, 0-9 and -',
  ],
  ['nothing left of the name', '!?', ['web'], 'nothing is left of it in a-z, 0-9 and -'],
  [
    'a text too long',
    'x'.repeat(64),
    ['web'],
    `the name "${'x'.repeat(64)}" has 64 characters; 63 are accepted`,
  ],
  [
    'two VMs with one name',
    '{source-vm}',
    ['web_1', 'web.1', 'db'],
    'the VMs web_1 and web.1 would get the same name "web-1"',
  ],
  [
    'two long VMs that differ only in what is cut off',
    DEFAULT_NAME_TEMPLATE,
    LONG_VMS,
    `the VMs ${LONG_VMS.join(' and ')} would get the same name "${'v'.repeat(47)}-20261123-141530"`,
  ],
])('a fault: %s', (_what, template, sourceVms, fault) => {
  expect(faultsOf(template, sourceVms)).toEqual([fault]);
});

test('several collisions are told by name', () => {
  expect(faultsOf('{source-vm}', ['z_', 'z', 'b_', 'b', 'k_', 'k'])).toEqual([
    'the VMs b_ and b would get the same name "b"',
    'the VMs k_ and k would get the same name "k"',
    'the VMs z_ and z would get the same name "z"',
  ]);
});

test('all faults of a template come in one go', () => {
  expect(faultsOf('{vm}-{sha}-{ref}-}', ['web', 'db'], { sha: '', date: '20261123' })).toEqual([
    `{vm} is not a placeholder; ${ACCEPTED}`,
    `a brace stands alone; ${ACCEPTED}`,
    '{sha} has no value in this run',
    '{ref} has no value in this run',
    NEED_VM,
  ]);
});

test.each([
  ['{source-vm}', 'Web', 'Web', 'web'],
  ['{source-vm}-{ref}', 'web', 'web-feature/login-form', 'web-feature-login-form'],
  ['Pre-{date}', 'web', 'Pre-20261123', 'pre-20261123'],
  ['{source-vm}', 'v'.repeat(64), 'v'.repeat(64), 'v'.repeat(63)],
  ['{source-vm}', 'v'.repeat(101), `${'v'.repeat(100)}…`, 'v'.repeat(63)],
])('a changed name is reported: %s of VM %j', (template, sourceVm, meant, name) => {
  const rule = 'a generated name has only a-z, 0-9 and -, and at most 63 characters';
  const notices = [`The name "${meant}" was changed to "${name}": ${rule}.`];
  expect(nameSnapshots(template, [sourceVm], VALUES)).toMatchObject({ ok: true, notices });
});

const sourceVm = fc.oneof(
  fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,70}$/),
  fc.stringMatching(/^[A-Za-z0-9._ -]{1,12}$/),
  fc.string({ minLength: 1, maxLength: 90 }),
);
const sourceVms = fc.uniqueArray(sourceVm, { minLength: 1, maxLength: 6 });
const parts = ['{source-vm}', '{date}', '{time}', '{sha}', '{ref}', '{run-id}', '-', 'Pre', '_', '.', 'é'];
const template = fc
  .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 8 })
  .map((chosen) => chosen.join(''));

test('different VMs get different names, each good for an object in Kubernetes, or a fault', () => {
  forAll(template, sourceVms, (given, vms) => {
    const result = nameSnapshots(given, vms, VALUES);
    const names = result.ok ? result.named.map(({ name }) => name) : [];
    expect(names.filter((name) => !/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name))).toEqual([]);
    expect(names.filter((name) => name.length > 63)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(result.ok || result.faults.length > 0).toBe(true);
  });
});

test('a name that needs no change is not changed', () => {
  forAll(fc.stringMatching(/^[a-z0-9](?:-?[a-z0-9]){0,20}$/), (vm) => {
    expect(nameSnapshots('{source-vm}-{date}', [vm], VALUES)).toEqual({
      ok: true,
      named: [{ name: `${vm}-20261123`, sourceVm: vm }],
      notices: [],
    });
  });
});

test.each([
  ['2026-11-23T14:15:30.987Z', '20261123', '141530'],
  ['2026-01-02T03:04:05Z', '20260102', '030405'],
  ['2025-12-31T23:59:59.999Z', '20251231', '235959'],
])('%s has the date %s and the time %s, in UTC', (moment, date, time) => {
  expect(dateAndTime(Date.parse(moment))).toEqual({ date, time });
});

test.each([
  ['{source-vm}-{sha}', true],
  ['{ref}', true],
  ['{source-vm}-{date}', false],
  ['sha', false],
  ['{sha', false],
])('whether %s needs the run: %p', (given, expected) => {
  expect(usesPlaceholder(given, ['sha', 'ref'])).toBe(expected);
});
