import { expect, jest, test } from '@jest/globals';
import type { AnswerShape, JsonContentType } from '../../simulator/answers.ts';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { inputsAt, sentTo } from './at-simulator.ts';
import { runAction, SLOWNESS } from './run-action.ts';
import { rowsOf } from './summary-rows.ts';

const start = simulatorStarter();
jest.setTimeout(20_000 * SLOWNESS);

const SNAPSHOT = { namespace: 'prod', sourceName: 'web-1', readyToUse: true };

/** Runs with inputs on top of sound ones for a list; an empty text takes one away, as for the runner. */
async function listWith(inputs: Readonly<Record<string, string>>, environment = {}) {
  const simulator = await start();
  const step = await runAction(inputsAt(simulator, { operation: 'list', ...inputs }), { environment });
  return { simulator, step };
}

test('a line break at the end of a key is trimmed', async () => {
  const { simulator, step } = await listWith({ 'api-key': ' test-key\r\n' });

  expect(simulator.requests[0]?.authorization).toBe('ApiKey test-key');
  expect(step.exitCode).toBe(0);
});

test('a line break at the end of a password is trimmed', async () => {
  const { step } = await listWith({
    'api-key': '',
    username: 'user@example.com\n',
    password: 'test-password\n',
  });

  expect(step.exitCode).toBe(0);
});

test.each(['localhost', '127.0.0.1'])('http to %s is accepted, with a slash at the end', async (host) => {
  const simulator = await start();
  const inputs = inputsAt(simulator, { operation: 'list', 'api-url': `http://${host}:${simulator.port}/` });

  const step = await runAction(inputs);

  expect(simulator.requests.map(({ path }) => path)).toEqual(['/api/v1/servers/snapshots/GetSnapshots']);
  expect(step.exitCode).toBe(0);
});

test('without sound inputs no output is written, and the summary says that nothing was sent', async () => {
  const { step } = await listWith({ ready: 'maybe' });

  expect(step.outputFile).toBe('');
  expect(step.summary).toContain(
    '<p>✖ <strong>Failed</strong>: The inputs have 1 fault; nothing was sent.</p>',
  );
  expect(step.summary).toContain(
    '<li><code>ready</code> is &quot;maybe&quot;; accepted is true or false.</li>',
  );
});

test('a key in the place of another input is shown nowhere, also where it is long', async () => {
  const key = 'k3y-'.repeat(40);
  const { step } = await listWith({ 'api-key': key, ready: key, operation: `list ${key}` });

  expect(step.log.replaceAll(/^::add-mask::.*$/gm, '') + step.summary).not.toContain('k3y-k3y');
});

test('a password in a refused api-url is nowhere', async () => {
  const { step } = await listWith({ 'api-url': 'https://me:hidden@api.example' });

  expect(step.log + step.summary).not.toContain('hidden');
  expect(step.exitCode).toBe(1);
});

test('without sound inputs there is no summary where none is wanted', async () => {
  const { step } = await listWith({ ready: 'maybe', 'job-summary': 'FALSE' });

  expect(step.summary).toBe('');
});

test.each(['true', 'True', 'TRUE', 'tRuE'])('%s is true', async (text) => {
  const { step } = await listWith({ ready: text });

  expect(step.exitCode).toBe(0);
});

test.each(['false', 'False', 'FALSE'])('job-summary %s writes no summary', async (text) => {
  const { step } = await listWith({ 'job-summary': text });

  expect(step.summary).toBe('');
  expect(step.outputs['count']).toBe('0');
  expect(step.exitCode).toBe(0);
});

test('without a summary file, as on an old server, the step works all the same', async () => {
  const { step } = await listWith({}, { GITHUB_STEP_SUMMARY: '' });

  expect(step.exitCode).toBe(0);
});

test('lists may mix commas and line breaks; blanks and repeats are dropped', async () => {
  const simulator = await start();
  for (const id of ['a', 'b', 'c']) simulator.addSnapshot({ ...SNAPSHOT, id });

  const step = await runAction(
    inputsAt(simulator, { operation: 'get', 'snapshot-id': '\r\n b ,, a\r\n\nc,b,\n' }),
  );

  expect(step.outputs['snapshot-ids']).toBe('["b","a","c"]');
  expect(simulator.requests).toHaveLength(3);
});

test.each([
  [{}, {}, 'the API key of `api-key`', 'ApiKey test-key'],
  [{ 'api-key': '' }, { DENVR_APIKEY: 'test-key' }, 'the API key of DENVR_APIKEY', 'ApiKey test-key'],
])('the log says at which host and as whom: %j %j', async (inputs, environment, identity, authorization) => {
  const { simulator, step } = await listWith(inputs as Record<string, string>, environment);

  expect(step.log).toContain(`Connecting to 127.0.0.1:${simulator.port} as ${identity}.`);
  expect(simulator.requests[0]?.authorization).toBe(authorization);
  expect(step.exitCode).toBe(0);
});

test('DENVR_API_URL stands in for api-url', async () => {
  const simulator = await start();
  const { 'api-url': url, ...inputs } = inputsAt(simulator, { operation: 'list' });

  const step = await runAction(inputs, { environment: { DENVR_API_URL: url ?? '' } });

  expect(simulator.requests).toHaveLength(1);
  expect(step.exitCode).toBe(0);
});

test('a glob that looks like a regular expression is read as a glob, with a warning', async () => {
  const { step } = await listWith({ match: '^web-.*' });

  expect(step.lines[0]).toBe(
    '::warning::`match` is "^web-.*", which looks like a regular expression. It is read as a glob: * stands for any characters, and ^, $ and . for themselves.',
  );
  expect(step.exitCode).toBe(0);
});

test('a byte order mark before a JSON array is dropped', async () => {
  const simulator = await start();
  for (const id of ['a', 'b']) simulator.addSnapshot({ ...SNAPSHOT, id });

  const step = await runAction(inputsAt(simulator, { operation: 'get', 'snapshot-id': '\ufeff["a","b"]' }));

  expect(step.outputs['snapshot-ids']).toBe('["a","b"]');
});

test('an event file that cannot be read does not stop a name of the run', async () => {
  const simulator = await start();
  const inputs = inputsAt(simulator, { operation: 'create', 'source-vm': 'web', name: 'x-{run-id}' });

  const step = await runAction(inputs, { environment: { GITHUB_EVENT_PATH: '.', GITHUB_RUN_ID: '7' } });

  expect(step.outputs['snapshot-id']).toBe('x-7');
  expect(step.exitCode).toBe(0);
});

const THERE_IS =
  '2 snapshots are there on cluster "Msc1", in the namespace prod (2). Those in prod are of the VM web-1 (2).';
const NO_SCOPE = 'No snapshot is in scope: check namespace, source-vm and match; names are case-sensitive.';

test.each([
  ['list', 'ignore', [`0 of 2 snapshots fit.`, THERE_IS, 'Found 0 snapshots.']],
  ['list', 'fail', ['0 of 2 snapshots fit.', `::error::No snapshot fits, and if-none is fail. ${THERE_IS}`]],
  ['prune', 'ignore', [`::warning::${NO_SCOPE} ${THERE_IS}`]],
  ['prune', 'fail', [`::error::${NO_SCOPE} ${THERE_IS}`]],
])('%s of nothing with if-none: %s says what there is', async (operation, ifNone, lines) => {
  const simulator = await start();
  for (const id of ['a', 'b']) simulator.addSnapshot({ ...SNAPSHOT, id });
  const rule: Record<string, string> = operation === 'prune' ? { 'keep-last': '1' } : {};

  const step = await runAction(
    inputsAt(simulator, { operation, 'source-vm': 'wbe-*', 'if-none': ifNone, ...rule }),
  );

  expect(step.lines).toEqual(expect.arrayContaining(lines));
  expect(step.outputs).toMatchObject({ 'snapshot-ids': '[]', count: '0' });
  expect(step.exitCode).toBe(ifNone === 'fail' ? 1 : 0);
});

test('the action says who it is', async () => {
  const { simulator } = await listWith({});

  expect(simulator.requests[0]?.headers['user-agent']).toMatch(/^denvr-snapshot-action\/\d+\.\d+\.\d+$/);
});

test('debug lines tell method, path, status, attempt and time of each request', async () => {
  const simulator = await start();
  simulator.scheduleFault({
    operation: 'list',
    fault: { kind: 'status', status: 429, headers: { 'Retry-After': '0' } },
  });

  const { log } = await runAction(inputsAt(simulator, { operation: 'list' }));

  const debugLines = log.split('\n').filter((line) => line.startsWith('::debug::'));
  expect(debugLines).toEqual([
    expect.stringMatching(
      /^::debug::429 GET \/api\/v1\/servers\/snapshots\/GetSnapshots, attempt 1, \d+ ms$/,
    ),
    expect.stringMatching(
      /^::debug::200 GET \/api\/v1\/servers\/snapshots\/GetSnapshots, attempt 2, \d+ ms$/,
    ),
  ]);
});

const ANSWERS: readonly (readonly [AnswerShape, JsonContentType])[] = [
  ['envelope', 'application/json'],
  ['envelope', 'text/plain'],
  ['bare', 'application/json'],
  ['bare', 'text/json'],
  ['bare', 'text/plain'],
];

test.each(ANSWERS)('every operation works with %s answers as %s', async (answerShape, contentType) => {
  const simulator = await start({ answerShape, contentType });
  const { 'api-key': _, ...place } = inputsAt(simulator, {});
  const run = (inputs: Readonly<Record<string, string>>) =>
    runAction(
      { ...place, username: 'user@example.com', password: 'test-password', ...inputs },
      // A deleted snapshot counts as gone after a minute.
      { timeFactor: 40 },
    );

  const create = { operation: 'create', 'source-vm': 'web-1,web-2', name: 'x-{source-vm}', wait: 'true' };
  const steps = [
    await run(create),
    await run({ operation: 'wait-ready', 'snapshot-id': 'x-web-1,x-web-2' }),
    await run({ operation: 'get', 'snapshot-id': 'x-web-1,gone', 'if-missing': 'ignore' }),
    await run({ operation: 'list' }),
    await run({ operation: 'prune', match: '*-2', 'older-than': '1d', 'keep-last': '1' }),
    await run({
      operation: 'delete',
      'snapshot-id': 'x-web-1,x-web-2,gone',
      'if-missing': 'ignore',
      wait: 'true',
    }),
  ];

  expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(steps.map(({ outputs }) => outputs['count'])).toEqual(['2', '2', '1', '2', '0', '2']);
  expect(simulator.snapshots()).toEqual([]);
});

test.each<AnswerShape>(['envelope', 'bare'])(
  'errors in %s answers are told in the server’s words',
  async (answerShape) => {
    const simulator = await start({ answerShape });

    const step = await runAction(inputsAt(simulator, { operation: 'list', cluster: 'Msc9' }), {
      timeFactor: 20,
    });

    expect(step.lines.at(-1)).toContain(
      'The server answered 500 Internal Server Error: "Cluster "Msc9" is not available."',
    );
    expect(sentTo(simulator)).toHaveLength(2);
    expect(step.exitCode).toBe(1);
  },
);

test.each(['UTC', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Kiritimati', 'Europe/Berlin'])(
  'dates without a zone are UTC when TZ is %s',
  async (TZ) => {
    const simulator = await start();
    const dates = ['2026-03-29T02:30:00', '2026-11-23T14:15:30.1234567', '2026-11-23T14:15:30+02:00'];
    for (const [index, creationDate] of dates.entries())
      simulator.addSnapshot({ ...SNAPSHOT, id: `s${index}`, creationDate });

    const step = await runAction(inputsAt(simulator, { operation: 'list' }), { environment: { TZ } });

    const listed = JSON.parse(step.outputs['snapshots'] ?? '') as { id: string; creationDate: string }[];
    expect(listed.map(({ id, creationDate }) => `${id} ${creationDate}`)).toEqual([
      's1 2026-11-23T14:15:30.123Z',
      's2 2026-11-23T12:15:30.000Z',
      's0 2026-03-29T02:30:00.000Z',
    ]);
    expect(rowsOf(step.summary)[0]).toContain('2026-11-23 14:15 UTC');
  },
);

test.each([307, 302] as const)(
  'a redirect (%i) is not followed; the error names the target host',
  async (status) => {
    const simulator = await start();
    const elsewhere = await start();
    simulator.scheduleFault({
      operation: 'list',
      fault: { kind: 'redirect', status, location: `${elsewhere.url}/login` },
    });

    const step = await runAction(inputsAt(simulator, { operation: 'list' }));

    expect(step.lines.at(-1)).toContain(
      `The server redirects to the host 127.0.0.1:${elsewhere.port} (${status})`,
    );
    expect(elsewhere.requests).toEqual([]);
    expect(step.exitCode).toBe(1);
  },
);
