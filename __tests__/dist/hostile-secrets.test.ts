import { expect } from '@jest/globals';
import type { Fault, FaultRule } from '../../simulator/fault-rules.ts';
import { ALWAYS, LOGIN, on, raw, said, shownBy } from './fixtures.ts';
import type { Step } from './run-action.ts';
import { rowsFor, type StepRow, testSteps } from './step-table.ts';

/** Secrets as services make them: with letters of both cases, and with characters that JSON and HTML write otherwise. */
const KEY = 'Zq8vLm4XnR2tKd7WbYc9';
const LONGER = `${KEY}-and-a-longer-End`;
const PASSWORDS: Readonly<Record<string, string>> = {
  plain: 'correct-Horse-battery-9',
  'with quotes and backslashes': 'Tr0ub4"dor\\&3\'x',
  'with characters of HTML': 'p<ss&w>rd-"2026"',
  'with characters of a URL': 'p%41ss+w/rd=2026?x',
};

/** As much of a secret as nobody guesses; less than that occurs by chance. */
const TELLING_LENGTH = 8;

const ODD_KEY = 'abc+DEF/ghi&jkl<1';
/** As it is, in a URL, in JSON and in HTML of .NET, in HTML, in lower case as some write it, in HTML of Go. */
const WRITTEN = [
  ODD_KEY,
  encodeURIComponent(ODD_KEY),
  String.raw`abc\u002BDEF/ghi\u0026jkl\u003C1`,
  'abc&#x2B;DEF/ghi&#x26;jkl&#x3C;1',
  'abc+DEF/ghi&amp;jkl&lt;1',
  'abc%2bDEF%2fghi%26jkl%3c1',
  String.raw`abc\u002bDEF/ghi\u0026jkl\u003c1`,
  'abc&#x2b;DEF/ghi&#x26;jkl&#x3c;1',
  'abc&#43;DEF/ghi&#38;jkl&#60;1',
  'abc&#43;DEF/ghi&amp;jkl&lt;1',
  'abc&#x2B;DEF/ghi&amp;jkl&lt;1',
];

const page = (text: string): Fault => ({
  kind: 'raw-body',
  body: `<p>${text}</p>`,
  contentType: 'text/html',
});

/** What a server may say of each snapshot that is asked for, with a secret in it. */
const ECHOES: Readonly<Record<string, (secret: string) => Fault>> = {
  message: (secret) => said(403, `The credentials ${secret} were not accepted.`),
  cut: (secret) => said(403, `${'x'.repeat(500 - secret.length + 1)}${secret}`),
  control: (secret) => said(403, `\u0007${secret}\u200b`),
  page,
  'cut-page': (secret) => raw(`<p>${'x'.repeat(498 - secret.length)}${secret}</p>`),
  field: (secret) => raw({ id: 'field', namespace: 'prod', sourceName: secret, username: `${secret}!` }),
  redirect: (secret) => ({
    kind: 'redirect',
    status: 302,
    location: `https://user:${encodeURIComponent(secret)}@elsewhere.example/?key=${encodeURIComponent(secret)}`,
  }),
};

const DEBUG = { environment: { RUNNER_DEBUG: '1' } };
const TOKEN = 'eyJhbGciOi.J9x2Qw7Lk5.Pz3_vB-8mN';
const TOKENS: FaultRule = on(
  'authenticate',
  raw({ accessToken: TOKEN, refreshToken: `r-${TOKEN}`, expireInSeconds: 3600 }),
);

/** A secret, who has it, and a login that gives it. */
type Held = Pick<StepRow, 'inputs' | 'options' | 'faults'> & { readonly secret: string };

const HELD: Readonly<Record<string, Held>> = {
  'API key': { secret: KEY, inputs: { 'api-key': KEY }, options: { apiKey: KEY } },
  token: { secret: TOKEN, inputs: LOGIN, faults: [TOKENS] },
  ...Object.fromEntries(
    Object.entries(PASSWORDS).map(([kind, secret]): [string, Held] => [
      `password ${kind}`,
      { secret, inputs: { ...LOGIN, password: secret }, options: { password: secret } },
    ]),
  ),
};

testSteps({
  ...rowsFor(
    HELD,
    (what) => `wherever the server echoes it, no part of it is shown: ${what}`,
    ({ secret, inputs, options = {}, faults = [] }) => ({
      inputs: { operation: 'get', 'snapshot-id': Object.keys(ECHOES).join(), ...inputs },
      options,
      faults: [
        ...faults,
        ...Object.entries(ECHOES).map(([id, echo]) => on('get', echo(secret), { id, ...ALWAYS })),
      ],
      run: DEBUG,
      exitCode: 1,
      outputs: { count: '1' },
      check: (step) => expectHidden(step, secret),
    }),
  ),
  ...rowsFor(
    HELD,
    (what) => `a snapshot may have it for a name or a part of one, and it is not shown: ${what}`,
    ({ secret, inputs, options = {}, faults = [] }) => ({
      inputs: { operation: 'list', ...inputs },
      options,
      faults: [
        ...faults,
        on('list', raw({ items: [secret, `a-${secret}-b`].map((id) => ({ id, namespace: 'prod' })) })),
      ],
      run: DEBUG,
      outputs: { count: '2' },
      check: (step) => expectHidden(step, secret),
    }),
  ),
  'a key in what ways .NET and HTML write it is shown nowhere, also where it is cut': {
    inputs: {
      operation: 'get',
      'snapshot-id': WRITTEN.map((_, index) => `t${index},m${index},j${index}`).join(),
      'api-key': ODD_KEY,
    },
    options: { apiKey: ODD_KEY },
    faults: WRITTEN.map((echoed) => `${'x'.repeat(490)} ${echoed}`).flatMap((words, index) => [
      on('get', raw(words), { id: `t${index}`, ...ALWAYS }),
      on('get', raw({ error: { message: words } }), { id: `m${index}`, ...ALWAYS }),
      on('get', raw(`{"error":{"message":"${words}"}}`), { id: `j${index}`, ...ALWAYS }),
    ]),
    exitCode: 1,
    // Not the file of outputs itself, whose random delimiters may hold these letters.
    check: ({ log, outputs, summary }) =>
      expect(log.replaceAll(/^::add-mask::.*$/gm, '') + summary + JSON.stringify(outputs)).not.toMatch(
        /abc|DEF|ghi|jkl/,
      ),
  },
  'a secret that is the beginning of another one does not uncover the rest': {
    inputs: { operation: 'list', 'api-key': KEY, password: LONGER },
    options: { apiKey: KEY },
    faults: [on('list', said(403, `Not accepted: ${LONGER}`))],
    exitCode: 1,
    check: (step) => expectHidden(step, LONGER),
  },
  'a login whose answer cannot be read shows no token of it': {
    inputs: { operation: 'list', ...LOGIN },
    faults: [
      on(
        'authenticate',
        raw(`{"result":{"refreshToken":"r-${TOKEN}","accessToken":"${TOKEN}"}}<!-- -->`),
        ALWAYS,
      ),
    ],
    run: DEBUG,
    exitCode: 1,
    check: (step) => expectHidden(step, TOKEN),
  },
  'a host of a redirect that is made of the key is not shown': {
    inputs: { operation: 'list', 'api-key': KEY },
    options: { apiKey: KEY },
    faults: [on('list', { kind: 'redirect', status: 302, location: `https://${KEY}.evil.example/` })],
    exitCode: 1,
    // A host has no case.
    check: (step) => expect(readFrom(step).toLowerCase()).not.toContain(KEY.toLowerCase()),
  },
});

/** Neither the secret nor a telling part of it is in anything that leaves the action, in whatever way it is written. */
function expectHidden(step: Step, secret: string): void {
  const shown = readFrom(step);
  const parts = Array.from({ length: secret.length - TELLING_LENGTH + 1 }, (_, from) =>
    secret.slice(from, from + TELLING_LENGTH),
  );
  expect(parts.filter((part) => shown.includes(part))).toEqual([]);
  for (const output of ['snapshots', 'snapshot-ids', 'failed-ids']) JSON.parse(step.outputs[output] ?? '');
}

/** What a step shows, also as people and later steps read it: out of JSON, HTML and commands. */
function readFrom(step: Step): string {
  const shown = shownBy(step);
  const values = [...textsIn(step.snapshotsFile), ...textsIn(JSON.parse(step.outputs['snapshot-ids'] ?? ''))];
  return [shown, shown.replaceAll('%25', '%'), ...values, fromHtml(step.summary)].join('\n');
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
