import { expect, test } from '@jest/globals';
import type { SimulatorSettings } from '../../simulator/simulator-options.ts';
import { inputsAt } from './at-simulator.ts';
import { runAction } from './run-action.ts';
import { on, rowsFor, snapshot, status, TIME_FACTOR, testSteps, withSimulator } from './step-table.ts';

/** Inputs on top of sound ones for a list; an empty text takes one away, as for the runner. */
const list = (inputs: Readonly<Record<string, string>> = {}) => ({ operation: 'list', ...inputs });

const LIST = 'GET GetSnapshots';
const KEY = 'k3y-'.repeat(40);
const TWO = [snapshot('a'), snapshot('b')];

const THERE_IS =
  '2 snapshots are there on cluster "Msc1", in the namespace prod (2). Those in prod are of the VM web-1 (2).';
const NO_SCOPE = 'No snapshot is in scope: check namespace, source-vm and match; names are case-sensitive.';

testSteps({
  'a line break at the end of a key is trimmed, and the log says at which host and as whom': {
    inputs: list({ 'api-key': ' test-key\r\n' }),
    check: ({ log }, { port, requests }) => {
      expect(requests[0]?.authorization).toBe('ApiKey test-key');
      expect(requests[0]?.headers['user-agent']).toMatch(/^denvr-snapshot-action\/\d+\.\d+\.\d+$/);
      expect(log).toContain(`Connecting to 127.0.0.1:${port} as the API key of \`api-key\`.`);
    },
  },
  'without an input, the key of the variable is used': {
    inputs: list({ 'api-key': '' }),
    run: { environment: { DENVR_APIKEY: 'test-key' } },
    check: ({ log }) => expect(log).toContain('as the API key of DENVR_APIKEY.'),
  },
  'a line break at the end of a user name and of a password is trimmed': {
    inputs: list({ 'api-key': '', username: 'user@example.com\n', password: 'test-password\n' }),
  },
  'a key in the place of another input is shown nowhere, also where it is long': {
    inputs: list({ 'api-key': KEY, ready: KEY, operation: `list ${KEY}` }),
    exitCode: 1,
    check: ({ log, summary }) =>
      expect(log.replaceAll(/^::add-mask::.*$/gm, '') + summary).not.toContain('k3y-k3y'),
  },
  'a password in a refused api-url is nowhere': {
    inputs: list({ 'api-url': 'https://me:hidden@api.example' }),
    exitCode: 1,
    check: ({ log, summary }) => expect(log + summary).not.toContain('hidden'),
  },
  'without sound inputs no output is written, and the summary says that nothing was sent': {
    inputs: list({ ready: 'maybe' }),
    exitCode: 1,
    sent: [],
    check: ({ outputFile, summary }) => {
      expect(outputFile).toBe('');
      expect(summary).toContain(
        '<p>✖ <strong>Failed</strong>: The inputs have 1 fault; nothing was sent.</p>',
      );
      expect(summary).toContain(
        '<li><code>ready</code> is &quot;maybe&quot;; accepted is true or false.</li>',
      );
    },
  },
  ...rowsFor(
    { sound: {}, faulty: { ready: 'maybe' } },
    (what) => `with ${what} inputs there is no summary where none is wanted`,
    (inputs) => ({
      inputs: list({ 'job-summary': 'FALSE', ...inputs }),
      exitCode: 'ready' in inputs ? 1 : 0,
      check: ({ summary }) => expect(summary).toBe(''),
    }),
  ),
  'a boolean may be in any case': { inputs: list({ ready: 'tRuE' }) },
  'lists may mix commas and line breaks; blanks and repeats are dropped': {
    inputs: { operation: 'get', 'snapshot-id': '\r\n b ,, a\r\n\nb,\n' },
    snapshots: TWO,
    outputs: { 'snapshot-ids': '["b","a"]' },
  },
  'a byte order mark before a JSON array is dropped': {
    inputs: { operation: 'get', 'snapshot-id': '\ufeff["a","b"]' },
    snapshots: TWO,
    outputs: { 'snapshot-ids': '["a","b"]' },
  },
  'a glob that looks like a regular expression is read as a glob, with a warning': {
    inputs: list({ match: '^web-.*' }),
    says: [
      '::warning::`match` is "^web-.*", which looks like a regular expression. It is read as a glob: * stands for any characters, and ^, $ and . for themselves.',
    ],
  },
  'an event file that cannot be read does not stop a name of the run': {
    inputs: { operation: 'create', 'source-vm': 'web', name: 'x-{run-id}' },
    run: { environment: { GITHUB_EVENT_PATH: '.', GITHUB_RUN_ID: '7' } },
    outputs: { 'snapshot-id': 'x-7' },
  },
  ...rowsFor(
    {
      'list, ignore': [[`0 of 2 snapshots fit.`, THERE_IS, 'Found 0 snapshots.'], 0],
      'list, fail': [[`::error::No snapshot fits, and if-none is fail. ${THERE_IS}`], 1],
      'prune, ignore': [[`::warning::${NO_SCOPE} ${THERE_IS}`], 0],
      'prune, fail': [[`::error::${NO_SCOPE} ${THERE_IS}`], 1],
    } as const,
    (what) => `what fits nothing says what there is, and fails if that is wanted: ${what}`,
    ([says, exitCode]) => {
      const isPrune = says[0].includes(NO_SCOPE);
      const ifNone = exitCode === 1 ? 'fail' : 'ignore';
      const inputs = { operation: 'list', 'source-vm': 'wbe-*', 'if-none': ifNone };
      return {
        inputs: isPrune ? { ...inputs, operation: 'prune', 'keep-last': '1' } : inputs,
        snapshots: TWO,
        exitCode,
        says,
        outputs: { 'snapshot-ids': '[]', count: '0' },
      };
    },
  ),
  'debug lines tell method, path, status, attempt and time of each request': {
    inputs: list(),
    faults: [on('list', status(429, undefined, { 'Retry-After': '0' }))],
    sent: [LIST, LIST],
    check: ({ log }) =>
      expect(log.match(/^::debug::.*$/gm)).toEqual([
        expect.stringMatching(
          /^::debug::429 GET \/api\/v1\/servers\/snapshots\/GetSnapshots, attempt 1, \d+ ms$/,
        ),
        expect.stringMatching(
          /^::debug::200 GET \/api\/v1\/servers\/snapshots\/GetSnapshots, attempt 2, \d+ ms$/,
        ),
      ]),
  },
  ...rowsFor<SimulatorSettings['answerShape']>(
    { envelope: 'envelope', bare: 'bare' },
    (shape) => `errors in ${shape} answers are told in the server’s words`,
    (answerShape) => ({
      inputs: list({ cluster: 'Msc9' }),
      options: { answerShape },
      exitCode: 1,
      sent: [LIST, LIST],
      ends: 'The server answered 500 Internal Server Error: "Cluster "Msc9" is not available."',
    }),
  ),
});

test.each([
  ['localhost', '/'],
  ['127.0.0.1', '//'],
])('DENVR_API_URL stands in for api-url; a slash at its end leads nowhere else: %s, %s', (host, end) =>
  withSimulator({}, async (simulator) => {
    const { 'api-url': _, ...inputs } = inputsAt(simulator, list());
    const url = `http://${host}:${simulator.port}${end}`;
    const step = await runAction(inputs, { environment: { DENVR_API_URL: url } });

    expect(simulator.requests.map(({ path }) => path)).toEqual(['/api/v1/servers/snapshots/GetSnapshots']);
    expect(step.exitCode).toBe(0);
  }),
);

test.each([302, 307] as const)('a redirect (%i) is not followed; the error names the target host', (code) =>
  withSimulator({}, (elsewhere) =>
    withSimulator({}, async (simulator) => {
      const location = `${elsewhere.url}/login`;
      simulator.scheduleFault(on('list', { kind: 'redirect', status: code, location }));
      const step = await runAction(inputsAt(simulator, list()));

      const target = `The server redirects to the host 127.0.0.1:${elsewhere.port} (${code})`;
      expect(step.lines.at(-1)).toContain(target);
      expect(elsewhere.requests).toEqual([]);
      expect(step.exitCode).toBe(1);
    }),
  ),
);

const ANSWERS: readonly (readonly [SimulatorSettings['answerShape'], SimulatorSettings['contentType']])[] = [
  ['envelope', 'application/json'],
  ['bare', 'text/plain'],
];

/** One step after the other, with how many snapshots each tells of. */
const EVERY_OPERATION: readonly (readonly [count: string, inputs: Readonly<Record<string, string>>])[] = [
  ['2', { operation: 'create', 'source-vm': 'web-1,web-2', name: 'x-{source-vm}', wait: 'true' }],
  ['2', { operation: 'wait-ready', 'snapshot-id': '["x-web-1","x-web-2"]' }],
  ['1', { operation: 'get', 'snapshot-id': 'x-web-1,gone', 'if-missing': 'ignore' }],
  ['2', { operation: 'list' }],
  ['0', { operation: 'prune', match: '*-2', 'older-than': '1d', 'keep-last': '1' }],
  ['2', { operation: 'delete', 'snapshot-id': 'x-web-1,x-web-2', wait: 'true' }],
];

test.concurrent.each(ANSWERS)('every operation works with %s answers as %s', (answerShape, contentType) =>
  withSimulator({ answerShape, contentType }, async (simulator) => {
    const login = { 'api-key': '', username: 'user@example.com', password: 'test-password' };
    const seen: (string | undefined)[][] = [];
    for (const [, inputs] of EVERY_OPERATION) {
      const step = await runAction(inputsAt(simulator, { ...login, ...inputs }), { timeFactor: TIME_FACTOR });
      seen.push([`${step.exitCode}`, step.outputs['count']]);
    }

    expect(seen).toEqual(EVERY_OPERATION.map(([count]) => ['0', count]));
    expect(simulator.snapshots()).toEqual([]);
  }),
);
