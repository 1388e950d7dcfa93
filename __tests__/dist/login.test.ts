import { expect, jest, test } from '@jest/globals';
import type { Simulator } from '../../simulator/simulator.ts';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { acceleratedNow, countSent, inputsAt, sentTo } from './at-simulator.ts';
import { runAction, SLOWNESS, type Step } from './run-action.ts';

const start = simulatorStarter();
jest.setTimeout(20_000 * SLOWNESS);

const TIME_FACTOR = 40;
const SNAPSHOT = { namespace: 'prod', sourceName: 'web-1', readyToUse: true };
const LOGIN = { username: 'user@example.com', password: 'test-password' };
const LOG_IN = 'POST Authenticate';

/** Inputs that reach a simulator by user name and password. */
function loginAt(simulator: Simulator, inputs: Readonly<Record<string, string>>): Record<string, string> {
  const { 'api-key': _, ...others } = inputsAt(simulator, inputs);
  return { ...LOGIN, ...others };
}

/** Everything that a step leaves behind but the masks themselves. */
function shownBy({ log, outputFile, summary, snapshotsFile }: Step): string {
  const unmasked = log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...unmasked, outputFile, summary, JSON.stringify(snapshotsFile)].join('\n');
}

function masksOf({ log }: Step): readonly string[] {
  return Array.from(log.matchAll(/^::add-mask::(.*)$/gm), ([, secret]) => secret ?? '');
}

test('user name and password log in once, before the first call', async () => {
  const simulator = await start();

  const step = await runAction(
    loginAt(simulator, {
      operation: 'create',
      'source-vm': 'web-1,web-2',
      name: 'x-{source-vm}',
      wait: 'true',
    }),
  );

  expect(sentTo(simulator)[0]).toBe(LOG_IN);
  expect(countSent(simulator, 'authenticate')).toBe(1);
  expect(simulator.requests[0]?.body).toEqual({ userNameOrEmailAddress: LOGIN.username, password: '***' });
  expect(simulator.requests[0]?.authorization).toBeNull();
  expect(simulator.requests.slice(1).map(({ headers }) => headers['authorization'])).toEqual(
    simulator.requests.slice(1).map(() => 'Bearer'),
  );
  expect(step.exitCode).toBe(0);
});

test('the vendor’s variables stand in for the inputs', async () => {
  const simulator = await start();
  const { username, password, ...inputs } = loginAt(simulator, { operation: 'list' });

  const step = await runAction(inputs, {
    environment: { DENVR_USERNAME: username ?? '', DENVR_PASSWORD: password ?? '' },
  });

  expect(sentTo(simulator)).toEqual([LOG_IN, 'GET GetSnapshots']);
  expect(step.exitCode).toBe(0);
});

test.each([
  ['an API key', 'a user name', { 'api-key': 'test-key' }, {}, 'ApiKey test-key'],
  ['a user name', 'the variable of a key', {}, { DENVR_APIKEY: 'of-another-account' }, null],
])('%s wins over %s', async (_winner, _loser, inputs, environment, authorization) => {
  const simulator = await start();
  const given: Record<string, string> = { ...loginAt(simulator, { operation: 'list' }), ...inputs };

  const step = await runAction(given, { environment: environment as Record<string, string> });

  expect(simulator.requests[0]?.authorization).toBe(authorization);
  expect(step.exitCode).toBe(0);
});

test('a token that ends during a wait is replaced before its end', async () => {
  const simulator = await start({
    tokenLifetimeMs: 50_000,
    readyAfterMs: 65_000,
    now: acceleratedNow(TIME_FACTOR),
  });

  const step = await runAction(
    loginAt(simulator, { operation: 'create', 'source-vm': 'web-1', name: 'x', wait: 'true' }),
    { timeFactor: TIME_FACTOR },
  );

  expect(countSent(simulator, 'authenticate')).toBe(2);
  expect(simulator.requests.filter(({ status }) => status === 401)).toEqual([]);
  expect(step.outputs['ready']).toBe('true');
  expect(step.exitCode).toBe(0);
});

test('a token that is refused in the middle of a wait is replaced once', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a' });
  simulator.scheduleFault({
    operation: 'get',
    fault: { kind: 'raw-body', body: JSON.stringify({ ...SNAPSHOT, id: 'a', readyToUse: false }) },
  });
  simulator.scheduleFault({ operation: 'get', fault: { kind: 'expire-tokens' } });

  const step = await runAction(loginAt(simulator, { operation: 'wait-ready', 'snapshot-id': 'a' }), {
    timeFactor: TIME_FACTOR,
  });

  expect(sentTo(simulator)).toEqual([
    LOG_IN,
    'GET GetSnapshot a',
    'GET GetSnapshot a',
    LOG_IN,
    'GET GetSnapshot a',
  ]);
  expect(step.exitCode).toBe(0);
});

test('a token that is refused at the creation is replaced, and one snapshot is made', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'expire-tokens' } });

  const step = await runAction(loginAt(simulator, { operation: 'create', 'source-vm': 'web-1', name: 'x' }));

  expect(sentTo(simulator)).toEqual([
    LOG_IN,
    'GET GetSnapshot x',
    'POST CreateSnapshot x',
    LOG_IN,
    'POST CreateSnapshot x',
  ]);
  expect(simulator.snapshots()).toHaveLength(1);
  expect(step.exitCode).toBe(0);
});

test('five calls that find the same token refused log in once together', async () => {
  const simulator = await start({ latencyMs: 30 });
  const ids = ['a', 'b', 'c', 'd', 'e'];
  for (const id of ids) simulator.addSnapshot({ ...SNAPSHOT, id });
  simulator.scheduleFault({ operation: 'get', fault: { kind: 'expire-tokens' } });

  const step = await runAction(loginAt(simulator, { operation: 'get', 'snapshot-id': ids.join() }));

  expect(countSent(simulator, 'authenticate')).toBe(2);
  expect(step.outputs['count']).toBe('5');
  expect(step.exitCode).toBe(0);
});

test('a token that is refused again right after the login ends the step', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'list', times: 'always', fault: { kind: 'expire-tokens' } });

  const step = await runAction(loginAt(simulator, { operation: 'list' }));

  expect(sentTo(simulator)).toEqual([LOG_IN, 'GET GetSnapshots', LOG_IN, 'GET GetSnapshots']);
  expect(step.lines.at(-1)).toContain('A fresh login was refused too');
  expect(step.exitCode).toBe(1);
});

test('a wrong password gives one clear error after few attempts', async () => {
  const simulator = await start({ password: 'another-password' });

  const step = await runAction(
    loginAt(simulator, { operation: 'delete', 'snapshot-id': 'a,b,c,d,e,f,g', 'if-missing': 'ignore' }),
    { timeFactor: TIME_FACTOR },
  );

  expect(new Set(sentTo(simulator))).toEqual(new Set([LOG_IN]));
  expect(simulator.requests.length).toBeLessThanOrEqual(2);
  expect(step.log).toContain('"Login failed! Invalid user name or password"');
  expect(step.log).toContain('Check username and password (or DENVR_USERNAME and DENVR_PASSWORD).');
  expect(step.exitCode).toBe(1);
});

test('a wrong password ends a wait at once', async () => {
  const simulator = await start({ password: 'another-password' });

  const step = await runAction(loginAt(simulator, { operation: 'wait-ready', 'snapshot-id': 'a' }), {
    timeFactor: TIME_FACTOR,
  });

  expect(simulator.requests.length).toBeLessThanOrEqual(2);
  expect(step.lines.filter((line) => line.startsWith('::error::'))).toHaveLength(1);
  expect(step.exitCode).toBe(1);
});

test('a login that fails in passing is tried again', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'authenticate', times: 2, fault: { kind: 'status', status: 502 } });

  const step = await runAction(loginAt(simulator, { operation: 'list' }), { timeFactor: TIME_FACTOR });

  expect(sentTo(simulator)).toEqual([LOG_IN, LOG_IN, LOG_IN, 'GET GetSnapshots']);
  expect(step.exitCode).toBe(0);
});

test('an account with two factors is pointed to an API key', async () => {
  const simulator = await start({ twoFactor: true });

  const step = await runAction(loginAt(simulator, { operation: 'list' }));

  expect(sentTo(simulator)).toEqual([LOG_IN]);
  expect(step.lines.at(-1)).toContain('use an API key (api-key) instead');
  expect(step.exitCode).toBe(1);
});

test('an API key that is refused ends the step at once and says what to check', async () => {
  const simulator = await start({ apiKey: 'another-key' });

  const step = await runAction(inputsAt(simulator, { operation: 'list' }));

  expect(sentTo(simulator)).toEqual(['GET GetSnapshots']);
  expect(step.lines.at(-1)).toContain(
    'The API key was refused: check the secret that api-key (or DENVR_APIKEY) is set from.',
  );
  expect(step.exitCode).toBe(1);
});

test('password and tokens are masked before anything else is logged about them, and shown nowhere', async () => {
  const simulator = await start();

  const step = await runAction(loginAt(simulator, { operation: 'list' }), {
    environment: { RUNNER_DEBUG: '1' },
  });

  const token = simulator.requests.at(-1)?.authorization?.replace('Bearer ', '') ?? '';
  expect(step.log.startsWith('::add-mask::test-password\n')).toBe(true);
  expect(masksOf(step)).toContain(token);
  expect(masksOf(step)).toHaveLength(3);
  for (const secret of masksOf(step)) expect(shownBy(step)).not.toContain(secret);
});

test('every key and password that is set is masked first, whether it is used or not', async () => {
  const simulator = await start();

  const step = await runAction(
    { ...loginAt(simulator, { operation: 'list' }), 'api-key': 'test-key' },
    { environment: { DENVR_APIKEY: 'key-of-the-variable', DENVR_PASSWORD: 'password-of-the-variable' } },
  );

  expect(step.log.split('\n').slice(0, 4).toSorted()).toEqual([
    '::add-mask::key-of-the-variable',
    '::add-mask::password-of-the-variable',
    '::add-mask::test-key',
    '::add-mask::test-password',
  ]);
});

test('secrets are masked before the faults of the inputs are told', async () => {
  const step = await runAction({ 'api-key': 'test-key', operation: 'lisst' });

  expect(step.log.split('\n')[0]).toBe('::add-mask::test-key');
  expect(shownBy(step)).not.toContain('test-key');
  expect(step.exitCode).toBe(1);
});

test('a key that the server repeats in an error is shown nowhere', async () => {
  const simulator = await start();
  simulator.scheduleFault({
    operation: 'create',
    fault: { kind: 'status', status: 403, body: { message: 'The key "test-key" may not do this.' } },
  });

  const step = await runAction(inputsAt(simulator, { operation: 'create', 'source-vm': 'web-1', name: 'x' }));

  expect(step.lines.at(-1)).toContain('The key "***" may not do this.');
  expect(shownBy(step)).not.toContain('test-key');
});

test('a key that the server repeats in a snapshot is shown nowhere', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a', username: 'owner of test-key' });

  const step = await runAction(inputsAt(simulator, { operation: 'get', 'snapshot-id': 'a' }));

  expect(step.exitCode).toBe(0);
  expect(shownBy(step)).not.toContain('test-key');
});

test('a password that the server repeats when it refuses it is shown nowhere', async () => {
  const simulator = await start();
  simulator.scheduleFault({
    operation: 'authenticate',
    fault: { kind: 'status', status: 401, body: { message: 'Wrong password: test-password' } },
  });

  const step = await runAction(loginAt(simulator, { operation: 'list' }));

  expect(step.lines.at(-1)).toContain('Wrong password: ***');
  expect(shownBy(step)).not.toContain('test-password');
});

test('a token that the server repeats in an error is shown nowhere', async () => {
  const simulator = await start();
  const token = { accessToken: 'token-4d9f1c', expireInSeconds: 3600, refreshToken: 'refresh-77a1e0' };
  simulator.scheduleFault({
    operation: 'authenticate',
    fault: { kind: 'raw-body', body: JSON.stringify({ result: token, success: true, error: null }) },
  });
  simulator.scheduleFault({
    operation: 'list',
    fault: { kind: 'status', status: 403, body: { message: 'token-4d9f1c or refresh-77a1e0 is no good' } },
  });

  const step = await runAction(loginAt(simulator, { operation: 'list' }));

  expect(step.lines.at(-1)).toContain('*** or *** is no good');
  expect(shownBy(step)).not.toMatch(/token-4d9f1c|refresh-77a1e0/);
});

test('a token that could not stand in a URL is no obstacle', async () => {
  const simulator = await start();
  const token = { accessToken: 'token-4d9f1c', expireInSeconds: 3600, refreshToken: 'refresh-\ud800' };
  simulator.scheduleFault({
    operation: 'authenticate',
    fault: { kind: 'raw-body', body: JSON.stringify({ result: token, success: true, error: null }) },
  });
  simulator.scheduleFault({ operation: 'list', fault: { kind: 'raw-body', body: '{"items":[]}' } });

  const step = await runAction(loginAt(simulator, { operation: 'list' }));

  expect(step.exitCode).toBe(0);
});

test('a page in place of the login is shown as such, without what was sent', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'authenticate', times: 'always', fault: { kind: 'html' } });

  const step = await runAction(loginAt(simulator, { operation: 'list' }), { timeFactor: TIME_FACTOR });

  expect(step.lines.at(-1)).toContain('an HTML page');
  expect(shownBy(step)).not.toContain('test-password');
  expect(step.exitCode).toBe(1);
});

test('the own user name, which may be a secret of the workflow, is in no output', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'mine', username: LOGIN.username });
  simulator.addSnapshot({ ...SNAPSHOT, id: 'theirs', username: 'other@example.com' });

  const step = await runAction(loginAt(simulator, { operation: 'list' }));

  expect(step.outputFile).not.toContain(LOGIN.username);
  expect(JSON.stringify(step.snapshotsFile)).not.toContain(LOGIN.username);
  expect(step.outputs['snapshots']).toContain('other@example.com');
});

test.each([
  ['user name', { username: 'robot' }, 'robot-1'],
  ['password', { password: 'abc' }, 'x-abc-1'],
])('a snapshot whose name holds the %s is warned of once', async (_what, credentials, id) => {
  const simulator = await start(credentials);
  simulator.addSnapshot({ ...SNAPSHOT, id });

  const step = await runAction({ ...loginAt(simulator, { operation: 'list' }), ...credentials });

  expect(step.lines.filter((line) => line.includes('GitHub drops every output'))).toHaveLength(1);
  expect(step.exitCode).toBe(0);
});
