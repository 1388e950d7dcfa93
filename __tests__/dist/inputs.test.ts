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

test('every fault is told in one go, each with the input, its value and the accepted forms', async () => {
  const { simulator, step } = await listWith({
    ready: 'yes',
    'older-than': '30',
    'newer-than': 'soon',
    match: '{a,b}',
    'job-summary': 'on',
    'api-key': '',
    timeout: '5m',
  });

  expect(step.lines).toEqual([
    '::error::The inputs have 8 faults; nothing was sent.',
    '::error::`timeout` is not used by list.',
    '::error::Credentials are required, and none are set: set `api-key` (or DENVR_APIKEY) from a secret, or `username` and `password` (or DENVR_USERNAME and DENVR_PASSWORD).',
    '::error::`job-summary` is "on"; accepted is true or false.',
    '::error::`match` is "{a"; accepted is a name in which * stands for any characters (at most four times), ? for one, and [a-c] for one of some.',
    '::error::`match` is "b}"; accepted is a name in which * stands for any characters (at most four times), ? for one, and [a-c] for one of some.',
    '::error::`ready` is "yes"; accepted is true or false.',
    '::error::`older-than` is "30"; accepted is a number with a unit: a duration greater than zero such as 90s, 15m, 12h, 7d, 2w or 1h30m.',
    '::error::`newer-than` is "soon"; accepted is a duration greater than zero such as 90s, 15m, 12h, 7d, 2w or 1h30m.',
  ]);
  expect(simulator.requests).toEqual([]);
  expect(step.exitCode).toBe(1);
});

test.each([
  ['list', '`snapshot-id`', { operation: 'list', 'snapshot-id': 'a' }],
  ['get', '`wait`', { operation: 'get', 'snapshot-id': 'a', wait: 'true' }],
  ['create', '`snapshot-id`', { operation: 'create', 'source-vm': 'a', 'snapshot-id': 'a' }],
  ['delete', '`match`', { operation: 'delete', 'snapshot-id': 'a', match: '*' }],
  ['delete', '`protect`', { operation: 'delete', 'snapshot-id': 'a', protect: 'a' }],
  ['wait-ready', '`if-missing`', { operation: 'wait-ready', 'snapshot-id': 'a', 'if-missing': 'ignore' }],
  ['prune', '`ready`', { operation: 'prune', match: '*', 'keep-last': '1', ready: 'true' }],
])('%s refuses %s, which it does not use', async (operation, input, inputs) => {
  const { simulator, step } = await listWith(inputs);

  expect(step.lines).toEqual([`::error::${input} is not used by ${operation}.`]);
  expect(simulator.requests).toEqual([]);
  expect(step.exitCode).toBe(1);
});

test.each(['timeout', 'poll-interval'])('%s without wait is refused', async (input) => {
  const { simulator, step } = await listWith({ operation: 'delete', 'snapshot-id': 'a', [input]: '5m' });

  expect(step.lines).toEqual([`::error::\`${input}\` is used by delete only together with \`wait: true\`.`]);
  expect(simulator.requests).toEqual([]);
});

test('a misspelt input is refused with those that the operation accepts', async () => {
  const { simulator, step } = await listWith({ operation: 'get', 'snapshot-id': 'a', 'if-mising': 'ignore' });

  expect(step.lines).toHaveLength(1);
  expect(step.lines[0]).toMatch(
    /^::error::`if-mising` is not an input of this action; get accepts operation, .*\bif-missing\b/,
  );
  expect(simulator.requests).toEqual([]);
});

test.each([
  ['', '::error::`operation` is required; accepted is list, get, create, delete, wait-ready, prune.'],
  [
    'remove',
    '::error::`operation` is "remove"; accepted is list or get or create or delete or wait-ready or prune.',
  ],
])('the operation "%s" is refused with those that there are', async (operation, line) => {
  const { simulator, step } = await listWith({ operation });

  expect(step.lines).toEqual([line]);
  expect(simulator.requests).toEqual([]);
  expect(step.exitCode).toBe(1);
});

test.each([
  ['get', {}, ['cluster', 'namespace', 'snapshot-id']],
  ['create', {}, ['cluster', 'namespace', 'source-vm']],
  ['delete', {}, ['cluster', 'namespace', 'snapshot-id']],
  ['wait-ready', {}, ['cluster', 'namespace', 'snapshot-id']],
  ['prune', { match: '*', 'keep-last': '3' }, ['cluster', 'namespace']],
])('%s says which inputs it requires', async (operation, inputs, required) => {
  const { simulator, step } = await listWith({ cluster: '', namespace: ' ', operation, ...inputs });

  for (const input of required)
    expect(step.lines).toContain(`::error::\`${input}\` is required by ${operation}, and is not set.`);
  expect(simulator.requests).toEqual([]);
});

test.each([
  ['api-key', { 'api-key': 'secret-1\nsecret-2' }, {}],
  ['DENVR_APIKEY', { 'api-key': '' }, { DENVR_APIKEY: 'secret-1\nsecret-2' }],
  ['password', { 'api-key': '', username: 'me', password: 'secret-1\nsecret-2' }, {}],
])('a secret in %s with a line break inside is refused, and not shown', async (name, inputs, environment) => {
  const { simulator, step } = await listWith(inputs, environment);

  expect(step.lines).toHaveLength(1);
  expect(step.lines[0]).toMatch(
    new RegExp(`^::error::\`?${name}\`? is set, but not accepted \\(it is not shown\\)`),
  );
  expect(step.lines.join()).not.toMatch(/secret-[12]/);
  expect(simulator.requests).toEqual([]);
  expect(step.exitCode).toBe(1);
});

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

test.each([
  ['username', { username: 'me' }, 'a `password` is missing'],
  ['password', { password: 'test-password' }, 'a `username` is missing'],
])('a %s alone is refused with what is missing', async (_, inputs, words) => {
  const { simulator, step } = await listWith({ 'api-key': '', ...inputs });

  expect(step.lines[0]).toContain(words);
  expect(simulator.requests).toEqual([]);
});

test.each([
  ['http to another machine', 'http://api.cloud.denvrdata.com'],
  ['a name that only begins like this machine', 'http://127.0.0.1.example.com'],
  ['credentials', 'https://robot:hidden-token@api.cloud.denvrdata.com'],
  ['a query', 'https://api.cloud.denvrdata.com?token=hidden-token'],
  ['a fragment', 'https://api.cloud.denvrdata.com#hidden-token'],
  ['no scheme', 'api.cloud.denvrdata.com'],
  ['another scheme', 'ftp://api.cloud.denvrdata.com'],
])('an api-url with %s is refused, and not shown', async (_, url) => {
  const { step } = await listWith({ 'api-url': url });

  expect(step.lines).toEqual([
    '::error::`api-url` is not accepted; accepted is an https URL such as https://api.cloud.denvrdata.com without user, password, query or fragment (http only for this machine, such as http://127.0.0.1:8080).',
  ]);
  expect(step.log).not.toContain('hidden-token');
  expect(step.exitCode).toBe(1);
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

test.each([
  ['0m', 'zero'],
  ['-5m', 'negative'],
  ['1.5h', 'broken'],
  ['5 m', 'spaced'],
  ['1h30', 'without a last unit'],
])('the timeout %s (%s) is refused', async (timeout) => {
  const { simulator, step } = await listWith({ operation: 'wait-ready', 'snapshot-id': 'a', timeout });

  expect(step.lines).toEqual([
    `::error::\`timeout\` is "${timeout}"; accepted is a duration greater than zero such as 90s, 15m, 12h, 7d, 2w or 1h30m.`,
  ]);
  expect(simulator.requests).toEqual([]);
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
      { timeFactor: 20 },
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
