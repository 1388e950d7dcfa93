import { expect } from '@jest/globals';
import { ALWAYS, countSent, on, raw, said, snapshot, status } from './fixtures.ts';
import type { Step } from './run-action.ts';
import { rowsFor, testSteps } from './step-table.ts';

/** Inputs with user name and password in the place of the key. */
const login = (inputs: Readonly<Record<string, string>>) => ({
  'api-key': '',
  username: 'user@example.com',
  password: 'test-password',
  ...inputs,
});

const LIST = { operation: 'list' };
const LOG_IN = 'POST Authenticate';
const A = snapshot('a');
const LOOK = 'GET GetSnapshot a';
const EXPIRED = { kind: 'expire-tokens' } as const;

/** Everything that a step leaves behind but the masks themselves. */
function shownBy({ log, outputFile, summary, snapshotsFile }: Step): string {
  const unmasked = log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...unmasked, outputFile, summary, JSON.stringify(snapshotsFile)].join('\n');
}

const masksOf = ({ log }: Step) =>
  Array.from(log.matchAll(/^::add-mask::(.*)$/gm), ([, secret]) => secret ?? '');

const hides =
  (...secrets: readonly string[]) =>
  (step: Step) =>
    expect(secrets.filter((secret) => shownBy(step).includes(secret))).toEqual([]);

/** A login that gives these tokens. */
const tokens = (accessToken: string, refreshToken: string) =>
  on('authenticate', raw({ result: { accessToken, expireInSeconds: 3600, refreshToken }, success: true }));

testSteps({
  'user name and password log in once, before the first call': {
    inputs: login({ operation: 'create', 'source-vm': 'a,b', name: 'x-{source-vm}', wait: 'true' }),
    check: (_, simulator) => {
      const [first, ...others] = simulator.requests;
      expect(first?.body).toEqual({ userNameOrEmailAddress: 'user@example.com', password: '***' });
      expect(first?.authorization).toBeNull();
      expect(new Set(others.map(({ headers }) => headers['authorization']))).toEqual(new Set(['Bearer']));
      expect(countSent(simulator, 'authenticate')).toBe(1);
    },
  },
  'the vendor’s variables stand in for the inputs': {
    inputs: { ...LIST, 'api-key': '' },
    run: { environment: { DENVR_USERNAME: 'user@example.com', DENVR_PASSWORD: 'test-password' } },
    sent: [LOG_IN, 'GET GetSnapshots'],
  },
  'an API key wins over a user name': {
    inputs: login({ ...LIST, 'api-key': 'test-key' }),
    sent: ['GET GetSnapshots'],
  },
  'a user name wins over the variable of a key': {
    inputs: login(LIST),
    run: { environment: { DENVR_APIKEY: 'of-another-account' } },
    sent: [LOG_IN, 'GET GetSnapshots'],
  },
  'a token that ends during a wait is replaced before its end': {
    inputs: login({
      operation: 'create',
      'source-vm': 'web-1',
      name: 'x',
      wait: 'true',
      'poll-interval': '5s',
    }),
    // It is replaced after 48 s, and again after 96 s, long after the end of the wait.
    options: { tokenLifetimeMs: 60_000, readyAfterMs: 55_000 },
    outputs: { ready: 'true' },
    check: (_, simulator) => {
      expect(countSent(simulator, 'authenticate')).toBe(2);
      expect(simulator.requests.filter(({ status: code }) => code === 401)).toEqual([]);
    },
  },
  'a token that is refused in the middle of a wait is replaced once': {
    inputs: login({ operation: 'wait-ready', 'snapshot-id': 'a' }),
    snapshots: [A],
    faults: [on('get', raw({ ...A, readyToUse: false })), on('get', EXPIRED)],
    sent: [LOG_IN, LOOK, LOOK, LOG_IN, LOOK],
  },
  'a token that is refused at the creation is replaced, and one snapshot is made': {
    inputs: login({ operation: 'create', 'source-vm': 'web-1', name: 'a' }),
    faults: [on('create', EXPIRED)],
    sent: [LOG_IN, LOOK, 'POST CreateSnapshot a', LOG_IN, 'POST CreateSnapshot a'],
    left: ['a'],
  },
  'five calls that find the same token refused log in once together': {
    inputs: login({ operation: 'get', 'snapshot-id': 'a,b,c,d,e' }),
    options: { latencyMs: 30 },
    snapshots: ['a', 'b', 'c', 'd', 'e'].map((id) => snapshot(id)),
    faults: [on('get', EXPIRED)],
    outputs: { count: '5' },
    check: (_, simulator) => expect(countSent(simulator, 'authenticate')).toBe(2),
  },
  'a token that is refused again right after the login ends the step': {
    inputs: login(LIST),
    faults: [on('list', EXPIRED, ALWAYS)],
    exitCode: 1,
    sent: [LOG_IN, 'GET GetSnapshots', LOG_IN, 'GET GetSnapshots'],
    ends: 'A fresh login was refused too',
  },
  ...rowsFor(
    {
      delete: { operation: 'delete', 'snapshot-id': 'a,b,c,d,e,f,g', 'if-missing': 'ignore' },
      wait: { operation: 'wait-ready', 'snapshot-id': 'a' },
    },
    (operation) => `a wrong password ends a ${operation} at once, and nothing else is sent`,
    (inputs) => ({
      inputs: login(inputs),
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
    }),
  ),
  'a login that fails in passing is tried again': {
    inputs: login(LIST),
    faults: [on('authenticate', status(502), { times: 2 })],
    sent: [LOG_IN, LOG_IN, LOG_IN, 'GET GetSnapshots'],
  },
  'an account with two factors is pointed to an API key': {
    inputs: login(LIST),
    options: { twoFactor: true },
    exitCode: 1,
    sent: [LOG_IN],
    ends: 'use an API key (api-key) instead',
  },
  'an API key that is refused ends the step at once and says what to check': {
    inputs: LIST,
    options: { apiKey: 'another-key' },
    exitCode: 1,
    sent: ['GET GetSnapshots'],
    ends: 'The API key was refused: check the secret that api-key (or DENVR_APIKEY) is set from.',
  },
  'password and tokens are masked before anything else is logged about them, and shown nowhere': {
    inputs: login(LIST),
    run: { environment: { RUNNER_DEBUG: '1' } },
    check: (step, { requests }) => {
      expect(step.log.startsWith('::add-mask::test-password\n')).toBe(true);
      expect(masksOf(step)).toContain(requests.at(-1)?.authorization?.replace('Bearer ', ''));
      expect(masksOf(step)).toHaveLength(3);
      hides(...masksOf(step))(step);
    },
  },
  'every key and password that is set is masked first, used or not, also where inputs are at fault': {
    inputs: login({ operation: 'lisst', 'api-key': 'test-key' }),
    run: { environment: { DENVR_APIKEY: 'key-of-the-variable', DENVR_PASSWORD: 'password-of-the-variable' } },
    exitCode: 1,
    check: (step) => {
      const secrets = ['key-of-the-variable', 'password-of-the-variable', 'test-key', 'test-password'];
      expect(step.log.split('\n').slice(0, 4).toSorted()).toEqual(secrets.map((it) => `::add-mask::${it}`));
      hides(...secrets)(step);
    },
  },
  'a key that the server repeats in an error is shown nowhere': {
    inputs: { operation: 'create', 'source-vm': 'web-1', name: 'x' },
    faults: [on('create', said(403, 'The key "test-key" may not do this.'))],
    exitCode: 1,
    ends: 'The key "***" may not do this.',
    check: hides('test-key'),
  },
  'a key that the server repeats in a snapshot is shown nowhere': {
    inputs: { operation: 'get', 'snapshot-id': 'a' },
    snapshots: [{ ...A, username: 'owner of test-key' }],
    check: hides('test-key'),
  },
  'a password that the server repeats when it refuses it is shown nowhere': {
    inputs: login(LIST),
    faults: [on('authenticate', said(401, 'Wrong password: test-password'))],
    exitCode: 1,
    ends: 'Wrong password: ***',
    check: hides('test-password'),
  },
  'a token that the server repeats in an error is shown nowhere': {
    inputs: login(LIST),
    faults: [
      tokens('token-4d9f1c', 'refresh-77a1e0'),
      on('list', said(403, 'token-4d9f1c or refresh-77a1e0 is no good')),
    ],
    exitCode: 1,
    ends: '*** or *** is no good',
    check: hides('token-4d9f1c', 'refresh-77a1e0'),
  },
  ...rowsFor(
    { 'could not stand in a URL': 'refresh-\ud800', 'is empty': '' },
    (what) => `a token that ${what} is no obstacle, and no mask of nothing`,
    (refreshToken) => ({
      inputs: login(LIST),
      faults: [tokens('token-4d9f1c', refreshToken), on('list', raw({ items: [] }))],
      check: ({ log }) => expect(log).not.toMatch(/^::add-mask::$/m),
    }),
  ),
  'a page in place of the login is shown as such, without what was sent': {
    inputs: login(LIST),
    faults: [on('authenticate', { kind: 'html' }, ALWAYS)],
    exitCode: 1,
    ends: 'an HTML page',
    check: hides('test-password'),
  },
  'the own user name, which may be a secret of the workflow, is in no output': {
    inputs: login(LIST),
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
      inputs: login({ ...LIST, ...credentials }),
      options: credentials,
      snapshots: [snapshot('x-robot-1')],
      check: ({ lines }) =>
        expect(lines.filter((line) => line.includes('GitHub drops every output'))).toHaveLength(1),
    }),
  ),
});
