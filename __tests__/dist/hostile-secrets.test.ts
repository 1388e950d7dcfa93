import { expect, jest, test } from '@jest/globals';
import type { FaultRule } from '../../simulator/fault-rules.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { inputsAt } from './at-simulator.ts';
import { runAction, SLOWNESS, type Step } from './run-action.ts';

jest.setTimeout(30_000 * SLOWNESS);

/** Secrets as services make them: with letters of both cases, and with characters that JSON and HTML write otherwise. */
const KEY = 'Zq8vLm4XnR2tKd7WbYc9';
const PASSWORDS: Readonly<Record<string, string>> = {
  plain: 'correct-Horse-battery-9',
  'with quotes and backslashes': 'Tr0ub4"dor\\&3\'x',
  'with characters of HTML': 'p<ss&w>rd-"2026"',
  'with characters of a URL': 'p%41ss+w/rd=2026?x',
};

/** As much of a secret as nobody guesses; less than that occurs by chance. */
const TELLING_LENGTH = 8;

const ECHOES: Readonly<Record<string, (secret: string) => FaultRule['fault']>> = {
  'in a message': (secret) => refusal(`The credentials ${secret} were not accepted.`),
  'in a message that is cut within it': (secret) =>
    refusal(`${'x'.repeat(500 - secret.length + 1)}${secret}`),
  'in a message between control characters': (secret) => refusal(`\u0007${secret}\u200b`),
  'in a page': (secret) => ({ kind: 'raw-body', body: `<p>${secret}</p>`, contentType: 'text/html' }),
  'in a page that is cut within it': (secret) => ({
    kind: 'raw-body',
    body: `<p>${'x'.repeat(498 - secret.length)}${secret}</p>`,
  }),
  'in every field of a snapshot': (secret) => ({
    kind: 'raw-body',
    body: JSON.stringify({ items: [{ id: secret, namespace: 'prod', sourceName: secret, osImage: secret }] }),
  }),
  'within a longer name': (secret) => ({
    kind: 'raw-body',
    body: JSON.stringify({ items: [{ id: `a-${secret}-b`, namespace: 'prod', username: `${secret}!` }] }),
  }),
  'in the target of a redirect': (secret) => ({
    kind: 'redirect',
    status: 302,
    location: `https://user:${encodeURIComponent(secret)}@elsewhere.example/?key=${encodeURIComponent(secret)}`,
  }),
};

function refusal(message: string): FaultRule['fault'] {
  return { kind: 'status', status: 403, body: { message } };
}

const echoCases = Object.entries(ECHOES);

test.concurrent.each(echoCases)('an API key that the server echoes %s is not shown', async (_, echo) => {
  const step = await runWith({ apiKey: KEY }, { 'api-key': KEY }, echo(KEY));
  expectHidden(step, KEY);
});

test.concurrent.each(echoCases)('a token that the server echoes %s is not shown', async (_, echo) => {
  const token = 'eyJhbGciOi.J9x2Qw7Lk5.Pz3_vB-8mN';
  const login: FaultRule = {
    operation: 'authenticate',
    fault: {
      kind: 'raw-body',
      body: JSON.stringify({ accessToken: token, refreshToken: `r-${token}`, expireInSeconds: 3600 }),
    },
  };
  const credentials = { 'api-key': '', username: 'user@example.com', password: 'test-password' };
  const step = await runWith({}, credentials, echo(token), login);
  expectHidden(step, token);
});

const passwordCases = Object.entries(PASSWORDS).flatMap(([kind, password]) =>
  echoCases.map(([place, echo]): [string, string, string, typeof echo] => [kind, place, password, echo]),
);

test.concurrent.each(passwordCases)(
  'a password %s that the server echoes %s is not shown',
  async (_, __, password, echo) => {
    const credentials = { 'api-key': '', username: 'user@example.com', password };
    const step = await runWith({ password }, credentials, echo(password));
    expectHidden(step, password);
  },
);

test('a secret that is the beginning of another one does not uncover the rest', async () => {
  const longer = `${KEY}-and-a-longer-End`;
  const step = await runWith(
    { apiKey: KEY },
    { 'api-key': KEY, password: longer },
    refusal(`Not accepted: ${longer}`),
  );
  expectHidden(step, longer);
});

test('a host of a redirect that is made of the key is not shown', async () => {
  const step = await runWith(
    { apiKey: KEY },
    { 'api-key': KEY },
    { kind: 'redirect', status: 302, location: `https://${KEY}.evil.example/` },
  );
  // A host has no case.
  expect(shownBy(step).toLowerCase()).not.toContain(KEY.toLowerCase());
});

test('an empty refresh token is not masked, as that would be an error of the runner', async () => {
  const step = await runWith(
    {},
    { 'api-key': '', username: 'user@example.com', password: 'test-password' },
    { kind: 'raw-body', body: '{"items":[]}' },
    {
      operation: 'authenticate',
      fault: {
        kind: 'raw-body',
        body: JSON.stringify({ accessToken: 'a-good-token', refreshToken: '', expireInSeconds: 3600 }),
      },
    },
  );
  expect(step.exitCode).toBe(0);
  expect(step.log).not.toMatch(/^::add-mask::$/m);
});

async function runWith(
  account: Readonly<Record<string, string>>,
  credentials: Readonly<Record<string, string>>,
  fault: FaultRule['fault'],
  login?: FaultRule,
): Promise<Step> {
  const simulator = await startSimulator(account);
  try {
    if (login !== undefined) simulator.scheduleFault(login);
    simulator.scheduleFault({ operation: 'list', times: 'always', fault });
    const inputs = inputsAt(simulator, { operation: 'list', ...credentials });
    return await runAction(inputs, { timeFactor: 20, environment: { RUNNER_DEBUG: '1' } });
  } finally {
    await simulator.close();
  }
}

/** Neither the secret nor a telling part of it is in anything that leaves the action, in whatever way it is written. */
function expectHidden(step: Step, secret: string): void {
  const shown = shownBy(step);
  const parts = Array.from({ length: secret.length - TELLING_LENGTH + 1 }, (_, from) =>
    secret.slice(from, from + TELLING_LENGTH),
  );
  expect(parts.filter((part) => shown.includes(part))).toEqual([]);
  for (const output of ['snapshots', 'snapshot-ids', 'failed-ids']) JSON.parse(step.outputs[output] ?? '');
}

/** All that people and later steps can read, also as they read it: out of JSON, HTML and commands. */
function shownBy(step: Step): string {
  const log = step.log.replaceAll(/^::add-mask::.*$/gm, '');
  const unescapedLog = log.replaceAll('%25', '%');
  const files = [step.outputFile, step.summary, JSON.stringify(step.snapshotsFile)];
  const values = [...textsIn(step.snapshotsFile), ...textsIn(JSON.parse(step.outputs['snapshot-ids'] ?? ''))];
  return [log, unescapedLog, ...files, ...values, fromHtml(step.summary)].join('\n');
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function fromHtml(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
