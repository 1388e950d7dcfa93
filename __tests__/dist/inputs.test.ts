import { expect, test } from '@jest/globals';
import { withSimulator } from '../../simulator/simulator.ts';
import { inputsAt, LOGIN, on, said, shownBy, snapshot, status } from './fixtures.ts';
import { runAction } from './run-action.ts';
import { rowsFor, TIME_FACTOR, testSteps } from './step-table.ts';

/** Inputs on top of sound ones for a list; an empty text takes one away, as for the runner. */
const list = (inputs: Readonly<Record<string, string>> = {}) => ({ operation: 'list', ...inputs });

const LIST = 'GET GetSnapshots';
const KEY = 'k3y-'.repeat(40);

testSteps({
  'a line break at the end of a key is trimmed, and the log says at which host and as whom': {
    inputs: list({ 'api-key': ' test-key\r\n' }),
    check: ({ log }, { port, requests }) => {
      expect(requests[0]?.authorization).toBe('ApiKey test-key');
      expect(requests[0]?.headers['user-agent']).toMatch(/^denvr-snapshot-action\/\d+\.\d+\.\d+$/);
      expect(log).toContain(`Connecting to 127.0.0.1:${port} as the API key of \`api-key\`.`);
    },
  },
  'a key in the place of another input is shown nowhere, also where it is long': {
    inputs: list({ 'api-key': KEY, ready: KEY, operation: `list ${KEY}` }),
    exitCode: 1,
    check: (step) => expect(shownBy(step)).not.toContain('k3y-k3y'),
  },
  'a password in a refused api-url is nowhere': {
    inputs: list({ 'api-url': 'https://me:hidden@api.example' }),
    exitCode: 1,
    check: (step) => expect(step.log + shownBy(step)).not.toContain('hidden'),
  },
  ...rowsFor(
    {
      'api-key': [{ 'api-key': 'Bearer hidden-secret' }, {}, '`api-key`'],
      DENVR_APIKEY: [{ 'api-key': '' }, { DENVR_APIKEY: 'Bearer hidden-secret' }, 'DENVR_APIKEY'],
    } as const,
    (name) => `a key that is refused is told by its place alone, and shown nowhere: ${name}`,
    ([inputs, environment, place]) => ({
      inputs: list(inputs),
      run: { environment },
      exitCode: 1,
      sent: [],
      ends: `::error::${place} is set, but not accepted (it is not shown); accepted is the key alone, without "Bearer" before it.`,
      check: (step) => expect(shownBy(step)).not.toContain('hidden'),
    }),
  ),
  'without sound inputs no output is written, and the summary says that nothing was sent': {
    inputs: list({ ready: 'maybe' }),
    exitCode: 1,
    sent: [],
    check: ({ lines, outputFile, summary }) => {
      expect(lines).toEqual(['::error::`ready` is "maybe"; accepted is true or false.']);
      expect(outputFile).toBe('');
      expect(summary).toContain(
        '<p>✖ <strong>Failed</strong>: The inputs have 1 fault; nothing was sent.</p>',
      );
      expect(summary).toContain(
        '<li><code>ready</code> is &quot;maybe&quot;; accepted is true or false.</li>',
      );
    },
  },
  'several mistakes are told at once, after their number': {
    inputs: { operaton: 'list', operation: '' },
    exitCode: 1,
    sent: [],
    check: ({ lines, outputFile }) => {
      expect(lines).toEqual([
        '::error::The inputs have 2 faults; nothing was sent.',
        '::error::`operation` is required; accepted is list, get, create, delete, wait-ready, prune, require-fresh.',
        '::error::`operaton` is not an input of this action; did you mean `operation`?',
      ]);
      expect(outputFile).toBe('');
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
  'a glob that looks like a regular expression is read as a glob, with a warning': {
    inputs: list({ match: '^web-.*' }),
    says: [
      '::warning::`match` is "^web-.*", which looks like a regular expression. It is read as a glob: * stands for any characters, and ^, $ and . for themselves.',
    ],
  },
  ...rowsFor(
    { ignore: ['::warning::', 0], fail: ['::error::', 1] } as const,
    (ifNone) => `a prune with nothing in scope says what there is: if-none ${ifNone}`,
    ([command, exitCode]) => ({
      inputs: {
        operation: 'prune',
        'source-vm': 'wbe-*',
        'keep-last': '1',
        'if-none': exitCode === 1 ? 'fail' : 'ignore',
      },
      snapshots: [snapshot('a'), snapshot('b')],
      exitCode,
      says: [
        `${command}No snapshot is in scope: check namespace, source-vm and match; names are case-sensitive. 2 snapshots are there on cluster "Msc1", in the namespace prod (2). Those in prod are of the VM web-1 (2).`,
      ],
      outputs: { 'snapshot-ids': '[]', count: '0' },
    }),
  ),
  'debug lines tell method, path, status, attempt and time of each request': {
    inputs: list(),
    faults: [on('list', status(429, undefined, { 'Retry-After': '0' }))],
    run: { timeFactor: 4 },
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
  'errors in bare answers are told in the server’s words': {
    inputs: list(),
    options: { answerShape: 'bare' },
    faults: [on('list', said(403, 'Not for you.'))],
    exitCode: 1,
    ends: 'The server answered 403 Forbidden: "Not for you."',
  },
});

test.concurrent('DENVR_API_URL stands in for api-url, by a name and with a slash at its end', () =>
  withSimulator({}, async (simulator) => {
    const { 'api-url': _, ...inputs } = inputsAt(simulator, list());
    const environment = { DENVR_API_URL: `http://localhost:${simulator.port}/` };
    const step = await runAction(inputs, { environment });

    expect(simulator.requests.map(({ path }) => path)).toEqual(['/api/v1/servers/snapshots/GetSnapshots']);
    expect(step.exitCode).toBe(0);
  }));

test.concurrent('a redirect is not followed; the error names the target host', () =>
  withSimulator({}, (elsewhere) =>
    withSimulator({}, async (simulator) => {
      const location = `${elsewhere.url}/login`;
      simulator.scheduleFault(on('list', { kind: 'redirect', status: 302, location }));
      const step = await runAction(inputsAt(simulator, list()));

      const target = `The server redirects to the host 127.0.0.1:${elsewhere.port} (302)`;
      expect(step.lines.at(-1)).toContain(target);
      expect(elsewhere.requests).toEqual([]);
      expect(step.exitCode).toBe(1);
    }),
  ));

/** One step after the other, with how many snapshots each tells of. */
const EVERY_OPERATION: readonly (readonly [count: string, inputs: Readonly<Record<string, string>>])[] = [
  ['2', { operation: 'create', 'source-vm': 'web-1,web-2', name: 'x-{source-vm}', wait: 'true' }],
  ['2', { operation: 'wait-ready', 'snapshot-id': '["x-web-1","x-web-2"]' }],
  ['1', { operation: 'get', 'snapshot-id': 'x-web-1,gone', 'if-missing': 'ignore' }],
  ['2', { operation: 'list' }],
  ['0', { operation: 'prune', match: '*-2', 'older-than': '1d', 'keep-last': '1' }],
  ['2', { operation: 'delete', 'snapshot-id': 'x-web-1,x-web-2', wait: 'true' }],
];

test.concurrent('every operation works with bare answers as text, by user name and password', () =>
  withSimulator({ answerShape: 'bare', contentType: 'text/plain' }, async (simulator) => {
    const seen: (string | undefined)[][] = [];
    for (const [, inputs] of EVERY_OPERATION) {
      const step = await runAction(inputsAt(simulator, { ...LOGIN, ...inputs }), {
        timeFactor: 2 * TIME_FACTOR,
      });
      seen.push([`${step.exitCode}`, step.outputs['count']]);
    }

    expect(seen).toEqual(EVERY_OPERATION.map(([count]) => ['0', count]));
    expect(simulator.snapshots()).toEqual([]);
  }));
