import { expect, jest, test } from '@jest/globals';
import type { Fault, FaultRule } from '../../simulator/fault-rules.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { inputsAt } from './at-simulator.ts';
import { runAction, SLOWNESS, type Step } from './run-action.ts';

jest.setTimeout(60_000 * SLOWNESS);

/** Texts that a server, or the creator of a snapshot, may put wherever a text belongs. */
const ATTACKS: Readonly<Record<string, string>> = {
  'commands after line breaks':
    'a\n::add-mask::x\r\n::error::forged\r::set-output name=z::1\n  ::stop-commands::t\u2028::x::',
  'a command at the start': '::set-output name=snapshot-id::forged',
  'a command after spaces': ' \t\u00a0\u3000::stop-commands::token',
  'legacy commands': '##[set-env name=PATH]/evil ##[command]id ####[[add-mask]x ##[add-mask]y',
  'escaped line breaks': '%0A::error::forged%0D%0A::stop-commands::x %25',
  'escapes of a terminal':
    '\u001b[31mred\u001b[0m\u001b[2K\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007\u009b31m\b\b',
  Markdown:
    '[link](https://evil.example) ![i](https://evil.example/i.png) **b** `code` ``` | a | b |\n\n# heading\n- [ ] @octocat #1\n\n---',
  HTML: '</code></td></tr></table>\n\n<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a><!-- &lt;b&gt;',
  'bidirectional and zero-width characters':
    '\u202egnp.exe\u2066\u200b\u200d\u2060\ufeff\u00ad\u2029\u0085\u180e\u{e0041}\u{e000}',
  'half characters': 'a\ud800b\udc00c\udbff',
  'names of an object': '__proto__',
  'a delimiter of the output file': 'ghadelimiter_0\nsnapshot-id<<ghadelimiter_0\nforged\nghadelimiter_0',
  'the longest text': `${'<|`'.repeat(1365)}\n`,
};

const attackCases = Object.entries(ATTACKS);
const OLD = '2026-01-01T00:00:00';

/** A snapshot that is nothing but the attack. */
const attackWith = (text: string, id = text) => ({
  id,
  namespace: 'prod',
  sourceName: text,
  osImage: text,
  customPackage: text,
  rootDiskSize: text,
  creationDate: OLD,
  username: text,
  tenancyName: text,
  readyToUse: true,
});

const READ_SNAPSHOT = { creationDate: '2026-01-01T00:00:00.000Z' };

const answer = (operation: FaultRule['operation'], result: unknown, applied = true): FaultRule => ({
  operation,
  times: 'always',
  fault: {
    kind: 'raw-body',
    body: JSON.stringify({ result, success: true, error: null, __abp: true }),
    applied,
  },
});

const OPERATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  list: { operation: 'list' },
  get: { operation: 'get', 'snapshot-id': 'one,two' },
  create: { operation: 'create', 'source-vm': 'web', name: 'made' },
  delete: { operation: 'delete', 'snapshot-id': 'one,two' },
  'wait-ready': { operation: 'wait-ready', 'snapshot-id': 'one,two', timeout: '10s' },
  prune: { operation: 'prune', match: '*', 'keep-last': '0', 'older-than': '1d' },
};

const operationCases = Object.entries(OPERATIONS);

test.concurrent.each(attackCases)('names are only names: list, %s', async (_, text) => {
  const { step } = await runAgainst({ operation: 'list' }, [answer('list', { items: [attackWith(text)] })]);
  expect(step.exitCode).toBe(0);
  expectStructure(step);
  expect(JSON.parse(step.outputs['snapshots'] ?? '')).toEqual([{ ...attackWith(text), ...READ_SNAPSHOT }]);
  expect(JSON.parse(step.outputs['snapshot-ids'] ?? '')).toEqual([text]);
});

test.concurrent.each(attackCases)('names are only names: get, %s', async (_, text) => {
  const rule = answer('get', attackWith(text, 'one'));
  const { step } = await runAgainst({ operation: 'get', 'snapshot-id': 'one' }, [rule]);
  expect(step.exitCode).toBe(0);
  expectStructure(step);
  expect(JSON.parse(step.outputs['snapshots'] ?? '')).toEqual([
    { ...attackWith(text, 'one'), ...READ_SNAPSHOT },
  ]);
});

test.concurrent.each(attackCases)('names are only names: create, %s', async (_, text) => {
  const inputs = { operation: 'create', 'source-vm': 'web', name: 'made' };
  const { step } = await runAgainst(inputs, [answer('create', attackWith(text))]);
  expectStructure(step);
  expect(JSON.parse(step.outputs['snapshot-ids'] ?? '')).toHaveLength(step.exitCode === 0 ? 1 : 0);
});

test.concurrent.each(attackCases)('names are only names: wait-ready, %s', async (_, text) => {
  const items = [attackWith(text, 'one'), attackWith(text, 'two'), attackWith(text)];
  const inputs = { operation: 'wait-ready', 'snapshot-id': 'one,two' };
  const { step } = await runAgainst(inputs, [answer('list', { items })]);
  expect(step.exitCode).toBe(0);
  expectStructure(step);
  expect(JSON.parse(step.outputs['snapshot-ids'] ?? '')).toEqual(['one', 'two']);
});

test.concurrent.each(attackCases)('names are only names: prune, %s', async (_, text) => {
  const items = [attackWith(text), { ...attackWith(text, 'kept'), creationDate: '2026-02-01T00:00:00' }];
  const inputs = { operation: 'prune', 'source-vm': '*', match: '*', 'keep-last': '1' };
  const { step, simulator } = await runAgainst(inputs, [
    answer('list', { items }),
    answer('delete', { id: text }),
  ]);
  expectStructure(step);
  expect(step.exitCode).toBe(0);
  const deleted: readonly string[] = JSON.parse(step.outputs['snapshot-ids'] ?? '');
  // A glob's star need not cross a line break; what it does not fit is out of scope.
  expect([[], [text]]).toContainEqual(deleted);
  const asked = simulator.requests.filter(({ operation }) => operation === 'delete');
  expect(asked.map(({ query }) => query)).toEqual(
    deleted.map((id) => ({ Id: id, Namespace: 'prod', Cluster: 'Msc1' })),
  );
});

const messageCases = operationCases.flatMap(([operation, inputs]) =>
  attackCases.map(([attack, text]): [string, string, typeof inputs, string] => [
    operation,
    attack,
    inputs,
    text,
  ]),
);

test.concurrent.each(messageCases)('words are only words: %s, %s', async (_, __, inputs, text) => {
  const { step } = await runAgainst(inputs, [
    { operation: 'any', times: 'always', fault: { kind: 'status', status: 403, body: { message: text } } },
  ]);
  expect(step.exitCode).toBe(1);
  expectStructure(step);
});

test.concurrent.each(attackCases)('a page is only quoted: %s', async (_, text) => {
  const page: Fault = { kind: 'raw-body', body: `<html>${text}`, contentType: 'text/html' };
  const { step } = await runAgainst({ operation: 'list' }, [
    { operation: 'list', times: 'always', fault: page },
  ]);
  expect(step.exitCode).toBe(1);
  expectStructure(step);
});

const WRONG_VALUES: readonly unknown[] = [7, true, {}, ['a'], 'x'.repeat(1024 * 1024)];

const DECISIVE_FIELDS = ['id', 'namespace', 'sourceName', 'creationDate', 'readyToUse'];

const wrongCases = DECISIVE_FIELDS.map((field, index): [string, unknown] => [
  field,
  field === 'readyToUse' ? 'yes' : WRONG_VALUES[index % WRONG_VALUES.length],
]);

test.concurrent.each(wrongCases)('prune deletes nothing by a list with a wrong %s', async (field, value) => {
  const items = [attackWith('a'), attackWith('b'), { ...attackWith('c'), [field]: value }];
  const { step, simulator } = await runAgainst(OPERATIONS['prune'] ?? {}, [answer('list', { items })]);
  expect(step.exitCode).toBe(1);
  expect(step.log).toContain(`items/2/${field}`);
  expect(simulator.requests.filter(({ operation }) => operation === 'delete')).toEqual([]);
  expectStructure(step);
});

const DESCRIPTIVE_FIELDS = Object.keys(attackWith('a')).filter((field) => !DECISIVE_FIELDS.includes(field));

test.concurrent.each(DESCRIPTIVE_FIELDS)(
  'a wrong %s, which only describes, spoils nothing',
  async (field) => {
    const wrong = [100, ...WRONG_VALUES].map((value, index) => ({
      ...attackWith(`s-${index}`),
      [field]: value,
    }));
    const { step } = await runAgainst({ operation: 'list' }, [answer('list', { items: wrong })]);
    expect(step.exitCode).toBe(0);
    const values = (step.snapshotsFile as Record<string, unknown>[]).map((snapshot) => snapshot[field]);
    expect(values.toReversed()).toEqual(['100', '7', null, null, null, null]);
    expectStructure(step);
  },
);

const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const PROTO = '"__proto__":{"id":"forged","success":true},"constructor":{"prototype":{"id":"forged"}}';

/** Bodies in place of the list: whether the step can make sense of it. */
const BODIES: readonly [string, string, 0 | 1][] = [
  [
    'JSON of 100,000 levels in a field that nobody reads',
    `{"items":[{"id":"a","namespace":"prod","extra":${DEEP}}]}`,
    0,
  ],
  ['JSON of 100,000 levels for the list', `{"items":${DEEP}}`, 1],
  ['JSON of 100,000 levels for an envelope', `{"success":true,"result":${DEEP}}`, 1],
  ['JSON of 100,000 levels for an error', `{"success":false,"error":{"message":${DEEP}}}`, 1],
  ['JSON of 100,000 levels that breaks off', `{"items":${'['.repeat(100_000)}`, 1],
  ['keys that name an object itself', `{${PROTO},"items":[{${PROTO},"id":"a","namespace":"prod"}]}`, 0],
  ['keys that name an object itself in an error', `{${PROTO},"success":false,"error":{${PROTO}}}`, 1],
  ['a message of 1 MB', `{"success":false,"error":{"message":"${'<::'.repeat(350_000)}"}}`, 1],
  ['a line of 1 MB that is not JSON', `::error::${'x'.repeat(1024 * 1024)}`, 1],
  ['details of the wrong kind', '{"success":false,"error":{"message":7,"details":{"a":1}}}', 1],
  ['an error that is a list', '{"success":false,"error":["a"]}', 1],
  ['a number', '7', 1],
  ['a text', '"text"', 1],
  ['null', 'null', 1],
];

test.concurrent.each(BODIES)('a body of %s', async (_, body, exitCode) => {
  const { step } = await runAgainst({ operation: 'list' }, [
    { operation: 'list', times: 'always', fault: { kind: 'raw-body', body } },
  ]);
  expect(step.exitCode).toBe(exitCode);
  expect(step.outputs['snapshot-id']).toBe(exitCode === 0 ? 'a' : '');
  expect(step.log.length).toBeLessThan(20_000);
  expectStructure(step);
});

test.concurrent.each([
  [{ operation: 'list' }, ['new-x', 'old-x']],
  [{ operation: 'prune', protect: '*-*-*-*y', 'keep-last': '1', 'dry-run': 'true' }, ['old-x']],
])('a name that is made to keep globs busy for minutes: %j', async (inputs, expectedIds) => {
  const dashes = '-'.repeat(4000);
  const items = [dashes, `a${dashes}a`, `a${dashes}x`, 'new-x', 'old-x'].map((id) => ({
    ...attackWith('web', id),
    creationDate: id === 'new-x' ? '2026-02-01T00:00:00' : OLD,
  }));
  const { step } = await runAgainst({ ...inputs, match: '*-*-*-*x,*-x' }, [answer('list', { items })]);
  expect(step.exitCode).toBe(0);
  expect(JSON.parse(step.outputs['snapshot-ids'] ?? '')).toEqual(expectedIds);
  expectStructure(step);
});

const ODD_KEY = 'abc+DEF/ghi&jkl<1';

test.concurrent.each([
  ['as it is', ODD_KEY],
  ['in a URL', encodeURIComponent(ODD_KEY)],
  ['as .NET writes JSON', String.raw`abc\u002BDEF/ghi\u0026jkl\u003C1`],
  ['as .NET writes HTML', 'abc&#x2B;DEF/ghi&#x26;jkl&#x3C;1'],
  ['as HTML', 'abc+DEF/ghi&amp;jkl&lt;1'],
])('a key that the server sends back is shown nowhere: %s', async (_, echoed) => {
  const words = `${'x'.repeat(490)} ${echoed}`;
  for (const body of [
    words,
    JSON.stringify({ error: { message: words } }),
    `{"error":{"message":"${words}"}}`,
  ]) {
    const fault = { kind: 'raw-body', body } as const;
    const { step } = await runAgainst({ operation: 'list', 'api-key': ODD_KEY }, [
      { operation: 'list', times: 'always', fault },
    ]);
    const shown = step.log.replace(/^::add-mask::.*$/gm, '') + step.summary + JSON.stringify(step.outputs);
    expect(shown).not.toMatch(/abc|DEF|ghi|jkl/);
  }
});

test.concurrent.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'a snapshot named %s is like any other',
  async (id) => {
    const simulator = await startSimulator();
    try {
      const inputs = { 'snapshot-id': `${id},other` };
      for (const name of [id, 'other']) {
        simulator.addSnapshot({ ...attackWith('web', name), namespace: 'prod' });
      }
      const waited = await runAction(inputsAt(simulator, { operation: 'wait-ready', ...inputs }));
      const deleted = await runAction(inputsAt(simulator, { operation: 'delete', wait: 'true', ...inputs }), {
        timeFactor: 20,
      });
      expect([waited, deleted].map((step) => step.outputs['snapshot-ids'])).toEqual([
        JSON.stringify([id, 'other']),
        JSON.stringify([id, 'other']),
      ]);
      expect(simulator.snapshots()).toEqual([]);
    } finally {
      await simulator.close();
    }
  },
);

interface Run {
  readonly step: Step;
  readonly simulator: Simulator;
}

/** Runs the action while the simulator is told what to answer. */
async function runAgainst(
  inputs: Readonly<Record<string, string>>,
  rules: readonly FaultRule[],
): Promise<Run> {
  const simulator = await startSimulator();
  try {
    for (const rule of rules) simulator.scheduleFault(rule);
    return { step: await runAction(inputsAt(simulator, inputs), { timeFactor: 20 }), simulator };
  } finally {
    await simulator.close();
  }
}

/** What the action means to say to the runner. */
const MEANT_COMMANDS = ['add-mask', 'debug', 'warning', 'error'];

/** Tags that the action writes into the summary. */
const MEANT_TAGS = /^<(?:\/?(?:h3|h4|p|ul|li|table|tr|th|td|code|strong|details|summary)|br|details open)>$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/;
const HIDDEN = /[\p{Cf}\p{Cs}\p{Co}]/u;

/** Log, outputs and summary keep their structure, whatever is in them. */
function expectStructure(step: Step): void {
  expect(step.log).not.toMatch(/unhandled|uncaught|^\s+at |node:internal|RangeError|heap/im);
  expect(commandsIn(step.log).filter(({ name }) => !MEANT_COMMANDS.includes(name))).toEqual([]);
  expect(commandsIn(step.log).filter(({ name }) => name === 'add-mask')).toEqual([
    { name: 'add-mask', value: 'test-key' },
  ]);
  expect(step.log).not.toMatch(CONTROL);
  expect(step.log).not.toMatch(HIDDEN);
  expectStructuredSummary(step.summary);
  expect(Object.keys(step.outputs).sort()).toEqual(OUTPUT_NAMES);
  expect(step.outputs['count']).toMatch(/^\d+$/);
  expect(JSON.parse(step.outputs['snapshots'] ?? '')).toEqual(step.snapshotsFile);
  if (step.exitCode === 1) expect(step.lines.at(-1)).toMatch(/^::error::/);
}

const OUTPUT_NAMES = [
  'count',
  'created',
  'failed-ids',
  'kept-ids',
  'missing-ids',
  'ready',
  'snapshot-id',
  'snapshot-ids',
  'snapshots',
  'snapshots-file',
];

/** Reads commands as the runner does: `::name` at the start of a trimmed line, the legacy `##[name]` anywhere. */
function commandsIn(log: string): readonly { readonly name: string; readonly value: string }[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const { name, value } = /^::(?<name>[^\s:]*)[^:]*(?:::(?<value>.*))?$/s.exec(line.trim())?.groups ?? {};
    const legacy = /##\[(?<name>[^\]]*)/.exec(line)?.groups?.['name'];
    return [
      ...(name === undefined && !line.trim().startsWith('::')
        ? []
        : [{ name: name ?? '', value: value ?? '' }]),
      ...(legacy === undefined ? [] : [{ name: `##[${legacy}]`, value: line }]),
    ];
  });
}

const BLOCK = /^<(?<tag>h3|h4|p|ul|table|details)(?: open)?>.*<\/\k<tag>>$/;

/** GitHub reads a block of HTML up to an empty line, so that each block must be one line that begins with a tag. */
function expectStructuredSummary(summary: string): void {
  const blocks = summary.split('\n\n').filter((block) => block !== '');
  expect(blocks.filter((block) => !BLOCK.test(block))).toEqual([]);
  const tags = summary.match(/<[^>]*>?/g) ?? [];
  expect(tags.filter((tag) => !MEANT_TAGS.test(tag))).toEqual([]);
  expect(summary.replaceAll('\n', '')).not.toMatch(CONTROL);
  expect(summary).not.toMatch(HIDDEN);
  expect(summary).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39);)/);
}
