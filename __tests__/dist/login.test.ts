import { expect } from '@jest/globals';
import { countSent, LOGIN, on, raw, said, shownBy, snapshot } from './fixtures.ts';
import type { Step } from './run-action.ts';
import { rowsFor, testSteps } from './step-table.ts';

const LIST = { operation: 'list', ...LOGIN };
const LOG_IN = 'POST Authenticate';
const A = snapshot('a');
const LOOK = 'GET GetSnapshot a';
const EXPIRED = { kind: 'expire-tokens' } as const;

const masksOf = ({ log }: Step) =>
  Array.from(log.matchAll(/^::add-mask::(.*)$/gm), ([, secret]) => secret ?? '');

function expectHidden(step: Step, ...secrets: readonly string[]): void {
  expect(secrets.filter((secret) => shownBy(step).includes(secret))).toEqual([]);
}

testSteps({
  'user name and password log in once, before the first call': {
    inputs: { operation: 'create', 'source-vm': 'a,b', name: 'x-{source-vm}', wait: 'true', ...LOGIN },
    check: (_, simulator) => {
      const [first, ...others] = simulator.requests;
      expect(first?.body).toEqual({ userNameOrEmailAddress: 'user@example.com', password: '***' });
      expect(first?.authorization).toBeNull();
      expect(new Set(others.map(({ headers }) => headers['authorization']))).toEqual(new Set(['Bearer']));
      expect(countSent(simulator, 'authenticate')).toBe(1);
    },
  },
  'a token that is refused in the middle of a wait is replaced once': {
    inputs: { operation: 'wait-ready', 'snapshot-id': 'a', ...LOGIN },
    snapshots: [A],
    faults: [on('get', raw({ ...A, readyToUse: false })), on('get', EXPIRED)],
    sent: [LOG_IN, LOOK, LOOK, LOG_IN, LOOK],
  },
  'a token that is refused at the creation is replaced, and one snapshot is made': {
    inputs: { operation: 'create', 'source-vm': 'web-1', name: 'a', ...LOGIN },
    faults: [on('create', EXPIRED)],
    sent: [LOG_IN, LOOK, 'POST CreateSnapshot a', LOG_IN, 'POST CreateSnapshot a'],
    left: ['a'],
  },
  'five calls that find the same token refused log in once together': {
    inputs: { operation: 'get', 'snapshot-id': 'a,b,c,d,e', ...LOGIN },
    options: { latencyMs: 30 },
    snapshots: ['a', 'b', 'c', 'd', 'e'].map((id) => snapshot(id)),
    faults: [on('get', EXPIRED)],
    outputs: { count: '5' },
    check: (_, simulator) => expect(countSent(simulator, 'authenticate')).toBe(2),
  },
  'a wrong password ends a deletion of many at once, and nothing else is sent': {
    inputs: { operation: 'delete', 'snapshot-id': 'a,b,c,d,e,f,g', 'if-missing': 'ignore', ...LOGIN },
    options: { password: 'another-password' },
    exitCode: 1,
    says: [
      '"Login failed! Invalid user name or password"',
      'Check username and password (or DENVR_USERNAME and DENVR_PASSWORD).',
    ],
    check: (_, simulator) => {
      expect(simulator.requests.length).toBeLessThanOrEqual(2);
      expect(countSent(simulator, 'authenticate')).toBe(simulator.requests.length);
    },
  },
  'password and tokens are masked before anything else is logged about them, and shown nowhere': {
    inputs: LIST,
    run: { environment: { RUNNER_DEBUG: '1' } },
    check: (step, { requests }) => {
      expect(step.log.startsWith('::add-mask::test-password\n')).toBe(true);
      expect(masksOf(step)).toContain(requests.at(-1)?.authorization?.replace('Bearer ', ''));
      expect(masksOf(step)).toHaveLength(3);
      expectHidden(step, ...masksOf(step));
    },
  },
  'every key and password that is set is masked first, used or not, also where inputs are at fault': {
    inputs: { ...LIST, operation: 'lisst', 'api-key': 'test-key' },
    run: { environment: { DENVR_APIKEY: 'key-of-the-variable', DENVR_PASSWORD: 'password-of-the-variable' } },
    exitCode: 1,
    check: (step) => {
      const secrets = ['key-of-the-variable', 'password-of-the-variable', 'test-key', 'test-password'];
      expect(step.log.split('\n').slice(0, 4).toSorted()).toEqual(secrets.map((it) => `::add-mask::${it}`));
      expectHidden(step, ...secrets);
    },
  },
  'a password that the server repeats when it refuses it is shown nowhere': {
    inputs: LIST,
    faults: [on('authenticate', said(401, 'Wrong password: test-password'))],
    exitCode: 1,
    ends: 'Wrong password: ***',
    check: (step) => expectHidden(step, 'test-password'),
  },
  'the own user name, which may be a secret of the workflow, is in no output': {
    inputs: LIST,
    snapshots: [
      { ...A, username: 'user@example.com' },
      { ...A, id: 'theirs', username: 'other@example.com' },
    ],
    outputs: { snapshots: expect.stringContaining('other@example.com') },
    check: ({ outputFile, snapshotsFile }) =>
      expect(outputFile + JSON.stringify(snapshotsFile)).not.toContain('user@example.com'),
  },
  ...rowsFor(
    { 'user name': { username: 'robot' }, password: { password: 'rob' } },
    (what) => `a snapshot whose name holds the ${what} is warned of once`,
    (credentials) => ({
      inputs: { ...LIST, ...credentials },
      options: credentials,
      snapshots: [snapshot('x-robot-1')],
      check: ({ lines }) =>
        expect(lines.filter((line) => line.includes('GitHub drops every output'))).toHaveLength(1),
    }),
  ),
});
