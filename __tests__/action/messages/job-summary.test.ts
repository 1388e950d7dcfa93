import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderSummary, type SummaryFacts } from '../../../src/action/messages/job-summary.ts';
import { hasId, type Snapshot } from '../../../src/domain/snapshot.ts';
import { rowsOf } from '../../dist/summary-rows.ts';
import { daily, failed, listOf, NOW_MS, pruneResult, resultOf, sample } from '../sample-results.ts';

function summaryOf(facts: Partial<SummaryFacts>): string {
  return renderSummary({
    title: 'get',
    scope: [],
    configuration: [],
    result: null,
    failures: [],
    total: '',
    warnings: [],
    nowMs: NOW_MS,
    durationMs: 12_300,
    requestCount: 7,
    ...facts,
  });
}

function summaryOfList(snapshots: readonly Snapshot[], facts: Partial<SummaryFacts> = {}): string {
  return summaryOf({ result: listOf(snapshots), ...facts });
}

test('a summary has a title, the outcome, the scope, the configuration in a fold, and what it took', () => {
  const summary = summaryOfList([], {
    title: 'list',
    scope: [
      ['cluster', '<b>'],
      ['namespace', null],
    ],
    configuration: [['cluster', '<b>']],
  });
  expect(summary.split('\n\n')).toEqual([
    '<h3>Denvr snapshots: list</h3>',
    '<p>✔ Found 0 snapshots (of 60).</p>',
    '<p>Cluster <code>&lt;b&gt;</code>, namespace any</p>',
    '<details><summary>Configuration</summary><ul><li><code>cluster</code>: <code>&lt;b&gt;</code></li></ul></details>',
    '<p>7 requests in 12s</p>',
    '',
  ]);
});

test('warnings are told', () => {
  expect(summaryOf({ warnings: ['Look <here>.'] })).toContain(
    '<p>⚠️ <strong>Warnings</strong></p>\n\n<ul><li>Look &lt;here&gt;.</li></ul>\n\n',
  );
});

test('what was made and nobody waited for is said not to be ready', () => {
  const snapshots = [sample('a', { readyToUse: false })];
  const result = resultOf('create', snapshots);
  expect(summaryOf({ result })).toContain('✔ Created 1 snapshot. ⏳ Not ready yet: ');
  expect(summaryOf({ result })).toContain('<td>⏳ not ready</td><td><code>a</code></td>');
});

describe('the table of a summary', () => {
  const HEAD = '<tr><th>State</th><th>Snapshot</th><th>VM</th><th>Age</th><th>Created</th><th>Size</th></tr>';

  test.each([
    [
      sample('web-1'),
      '<tr><td>✔ ready</td><td><code>web-1</code></td><td><code>web</code></td><td>1d</td><td>2026-11-22 14:15 UTC</td><td><code>100Gi</code></td></tr>',
    ],
    [
      sample(null, { sourceName: null, creationDate: null, rootDiskSize: null, readyToUse: null }),
      '<tr><td>❔ unknown</td><td>–</td><td>–</td><td>–</td><td>–</td><td>–</td></tr>',
    ],
    [
      sample('<a href="x">|\n', { readyToUse: false }),
      '<tr><td>⏳ not ready</td><td><code>&lt;a href=&quot;x&quot;&gt;|\\n</code></td><td><code>web</code></td><td>1d</td><td>2026-11-22 14:15 UTC</td><td><code>100Gi</code></td></tr>',
    ],
  ])('has a row for each snapshot: %#', (snapshot, row) => {
    expect(summaryOfList([snapshot])).toContain(`<table>${HEAD}${row}</table>\n\n`);
  });

  const UNREADY = sample('b', { readyToUse: false });

  test.each([
    [
      resultOf('create', [sample('a'), UNREADY], { reusedIds: ['a'], failures: failed('b', 'c') }),
      ['✖ failed c', '✔ ready, reused a', '✖ not ready b'],
    ],
    [
      resultOf('get', [sample('a')], { missingIds: ['gone'], failures: failed('gone') }),
      ['✖ not there gone', '✔ ready a'],
    ],
  ])('has the failed ones first: %#', (result, rows) => {
    const found = summaryOf({ result, failures: ['No.'] }).matchAll(
      /<tr><td>(.*?)<\/td><td><code>(.*?)<\/code>/g,
    );
    expect(Array.from(found, ([, state, id]) => `${state} ${id}`)).toEqual(rows);
  });

  test('has a row for each VM that is to have a fresh snapshot, those without one first', () => {
    const [newest, older] = daily(2).filter(hasId);
    const vm = { newest: newest ?? null, older: older ?? null, failure: null };
    const vms = [
      { ...vm, sourceVm: 'web' },
      { ...vm, sourceVm: 'd<b', failure: 'Too old.' },
      { sourceVm: 'new', newest: null, older: null, failure: 'None.' },
    ];
    expect(rowsOf(summaryOf({ result: resultOf('require-fresh', [], { vms }) }))).toEqual([
      'too old | d&lt;b | web-0 | 0s | web-1 | 1d',
      'none | new | – | – | – | –',
      'fresh | web | web-0 | 0s | web-1 | 1d',
    ]);
  });

  test('sums sizes up where all are known', () => {
    expect(summaryOfList(daily(3))).toContain('<p>Root disks together: 300 GiB.</p>');
    expect(summaryOfList([...daily(3), sample('x', { rootDiskSize: null })])).not.toContain('together');
    expect(summaryOfList(daily(1))).not.toContain('together');
  });

  test.each([
    [{}, '✔ deletion accepted'],
    [{ isAwaited: true }, '✔ deleted'],
    [{ isAwaited: true, failures: failed('a<b') }, '⏳ may still be there'],
    [{ dryRun: true }, '🔍 would be deleted'],
  ])('of a deletion says "deleted" only if a wait has seen it: %j', (known, state) => {
    const result = resultOf('delete', [sample('a<b')], known);
    expect(summaryOf({ result })).toContain(`<td>${state}</td><td><code>a&lt;b</code></td>`);
  });

  test.each([
    [500, null],
    [502, '<p>2 more are left out here; the file of <code>snapshots-file</code> holds all.</p>'],
  ])('of %d snapshots shows 500 at the most, and says how many it leaves out', (count, more) => {
    const summary = summaryOfList(daily(count));
    expect(summary.match(/<tr><td>/g)).toHaveLength(500);
    expect(summary.match(/<p>.*left out.*<\/p>/)?.[0] ?? null).toBe(more);
  });
});

describe('the failures of a summary', () => {
  test('are a list, escaped', () => {
    expect(
      summaryOf({ failures: ['It <broke>.', 'So\ndid this.'], total: '1 of 3 made, 2 failed.' }),
    ).toContain(
      '<p>✖ <strong>Failed</strong>: <strong>1</strong> of 3 made, 2 failed.</p>\n\n<ul><li>It &lt;broke&gt;.</li><li>So\\ndid this.</li></ul>\n\n',
    );
  });

  test('stand in the place of a good outcome', () => {
    expect(summaryOfList([], { failures: ['No.'] })).not.toContain('✔');
  });

  test('are left out where there are none', () => {
    expect(summaryOf({})).not.toMatch(/<table>|✔|Failed/);
  });

  test.each([
    [100, null],
    [103, '<li>and 3 more, in the log</li></ul>'],
  ])('of %d are shown 100 at the most', (count, more) => {
    const summary = summaryOf({ failures: Array.from({ length: count }, () => 'No.') });
    expect(summary.match(/<li>No\./g)).toHaveLength(100);
    expect(summary.match(/<li>and .*?<\/ul>/)?.[0] ?? null).toBe(more);
  });
});

test('a prune has its own kind of summary', () => {
  const result = pruneResult(daily(2), { keepLast: 1 }, { dryRun: true });
  expect(summaryOf({ result })).toContain('✖ would be deleted');
});

test.each([
  'Ask @someone.',
  'See #1 and org/repo#2.',
  'It says :tada: or GH-12.',
  'Open https://evil.example now.',
  'It is deadbeef0.',
])('a sentence brings nothing to life: %s', (sentence) => {
  const text = summaryOf({ failures: [sentence] }).replaceAll(/<code>.*?<\/code>/g, '');
  expect(text).not.toMatch(/someone|#\d|tada|GH-|evil|deadbeef0/);
});

const hostileName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    '</code></td></tr></table>',
    '<script>alert(1)</script>',
    '![x](https://evil.example)',
    '@someone #1',
    'a\n\n# b',
    '&lt;',
    '`|`',
  ),
);

test('no name can end a block, add a line or a tag of its own', () => {
  const plain = summaryOfList([sample('web')]);
  fc.assert(
    fc.property(hostileName, hostileName, (id, sourceName) => {
      const hostile = summaryOfList([sample(id, { sourceName, rootDiskSize: id })]);
      expect(hostile.match(/<[^>]*>/g)).toEqual(plain.match(/<[^>]*>/g));
      expect(hostile.split('\n')).toHaveLength(plain.split('\n').length);
    }),
  );
});

const LONG_NAME = 'n'.repeat(253);
const LONGEST_TEXT = "'".repeat(4096);
const MIB = 1024 * 1024;

const named = (count: number, name: string) => listOf(daily(count, { id: name, sourceName: name }));
const failing = (text: string) => Array.from({ length: 10_000 }, () => text);

test.each<[string, Partial<SummaryFacts>, maxBytes: number]>([
  ['100,000 snapshots', { result: named(100_000, LONG_NAME) }, MIB / 2],
  ['thousands of long failures', { failures: failing('It broke. '.repeat(150)) }, MIB / 2],
  ['the longest names that the API description lets pass', { result: named(500, LONGEST_TEXT) }, MIB],
  ['failures that quote the longest names', { failures: failing(LONGEST_TEXT) }, MIB],
])('a summary stays below 1 MiB with %s', (_what, facts, maxBytes) => {
  expect(Buffer.byteLength(summaryOf(facts))).toBeLessThan(maxBytes);
});
