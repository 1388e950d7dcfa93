import { expect } from '@jest/globals';
import { ALWAYS, leftIn, on, raw, said } from './fixtures.ts';
import type { Step } from './run-action.ts';
import { rowsFor, testSteps } from './step-table.ts';

/** Texts that a server, or the creator of a snapshot, may put wherever a text belongs. */
const ATTACKS = {
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

const TEXTS: readonly string[] = Object.values(ATTACKS);

/** A snapshot that is nothing but the attack. */
const attackWith = (text: string, id = text) => ({
  id,
  namespace: 'prod',
  sourceName: text,
  osImage: text,
  customPackage: text,
  rootDiskSize: text,
  creationDate: '2026-01-01T00:00:00',
  username: text,
  tenancyName: text,
  readyToUse: true,
});

/** The attacks as snapshots `s0`, `s1` and so on, and those ids. */
const NUMBERED = TEXTS.map((text, index) => attackWith(text, `s${index}`));
const NUMBERS = NUMBERED.map(({ id }) => id);

const asRead = (items: readonly object[]) =>
  expect.arrayContaining(items.map((item) => ({ ...item, creationDate: '2026-01-01T00:00:00.000Z' })));

const DEADLY_WORDS = TEXTS.filter((text) => text.length < 300).join(' ');

testSteps({
  'names are only names: list': {
    inputs: { operation: 'list' },
    faults: [on('list', raw({ items: TEXTS.map((text) => attackWith(text)) }))],
    check: (step) => {
      expectStructure(step);
      expect(step.snapshotsFile).toEqual(asRead(TEXTS.map((text) => attackWith(text))));
      expect(JSON.parse(step.outputs['snapshot-ids'] ?? '').toSorted()).toEqual(TEXTS.toSorted());
    },
  },
  'names are only names: create': {
    inputs: { operation: 'create', 'source-vm': NUMBERS.join(), name: '{source-vm}' },
    faults: TEXTS.map((text, index) =>
      on('create', { ...raw(attackWith(text), 202), applied: true }, { id: `s${index}` }),
    ),
    outputs: { 'snapshot-ids': JSON.stringify(NUMBERS) },
    check: expectStructure,
  },
  'names are only names: prune, which keeps unusual ids': {
    inputs: { operation: 'prune', match: '*', 'source-vm': '*', 'keep-last': '1' },
    snapshots: [
      ...TEXTS.map((text) => attackWith(text)),
      ...NUMBERED,
      ...NUMBERED.map((item) => ({ ...item, id: `new-${item.id}`, creationDate: '2026-02-01T00:00:00' })),
    ],
    outputs: { 'failed-ids': '[]' },
    check: (step, simulator) => {
      expectStructure(step);
      // A glob's star need not fit the longest name, which ends with a line break: that is out of scope, and stays.
      const kept = [...TEXTS, ...NUMBERS.slice(-1), ...NUMBERS.map((id) => `new-${id}`)];
      expect(leftIn(simulator)).toEqual(kept.toSorted());
    },
  },
  'words and pages are only quoted': {
    inputs: { operation: 'get', 'snapshot-id': TEXTS.map((_, index) => `m${index},p${index}`).join() },
    faults: TEXTS.flatMap((text, index) => [
      on('get', said(403, text), { id: `m${index}`, ...ALWAYS }),
      on('get', { ...raw(`<html>${text}`), contentType: 'text/html' }, { id: `p${index}`, ...ALWAYS }),
    ]),
    exitCode: 1,
    outputs: { count: '0' },
    check: expectStructure,
  },
  ...rowsFor<Readonly<Record<string, string>>>(
    {
      create: { operation: 'create', 'source-vm': 'web', name: 'made' },
      'wait-ready': { operation: 'wait-ready', 'snapshot-id': 'one,two', timeout: '10s' },
    },
    (operation) => `words are only words: ${operation}`,
    (inputs) => ({
      inputs,
      faults: [on('any', said(403, DEADLY_WORDS), ALWAYS)],
      exitCode: 1,
      check: expectStructure,
    }),
  ),
});

const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const PROTO = '"__proto__":{"id":"forged","success":true},"constructor":{"prototype":{"id":"forged"}}';

/** Bodies in place of the list: whether the step can make sense of it. */
const BODIES: Readonly<Record<string, readonly [body: string, exitCode: 0 | 1]>> = {
  'JSON of 100,000 levels for the list': [`{"items":${DEEP}}`, 1],
  'JSON of 100,000 levels for an error': [`{"success":false,"error":{"message":${DEEP}}}`, 1],
  'keys that name an object itself': [`{${PROTO},"items":[{${PROTO},"id":"a","namespace":"prod"}]}`, 0],
  'keys that name an object itself in an error': [`{${PROTO},"success":false,"error":{${PROTO}}}`, 1],
  'a message of 1 MB': [`{"success":false,"error":{"message":"${'<::'.repeat(350_000)}"}}`, 1],
};

testSteps(
  rowsFor(
    BODIES,
    (what) => `a body of ${what}`,
    ([body, exitCode]) => ({
      inputs: { operation: 'list' },
      faults: [on('list', raw(body), ALWAYS)],
      exitCode,
      outputs: { 'snapshot-id': exitCode === 0 ? 'a' : '' },
      check: (step) => {
        expect(step.log.length).toBeLessThan(20_000);
        expectStructure(step);
      },
    }),
  ),
);

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
