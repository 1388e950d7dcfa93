import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderSummary, type SummaryFacts } from '../../src/action/job-summary.ts';
import type { Request } from '../../src/action/parse-inputs.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { OperationResult } from '../../src/operations/operation-result.ts';
import { daily, NOW_MS, pruneResult, sample } from './sample-results.ts';

const LIMIT_BYTES = 1024 * 1024;
const TARGET = { cluster: 'Hou1', namespace: 'prod' };
const NO_FILTER = {
  namespace: null,
  matchesId: null,
  matchesSourceVm: null,
  ready: null,
  olderThanMs: null,
  newerThanMs: null,
};

const GET: Request = { operation: 'get', target: TARGET, ids: ['a'], ifMissing: 'fail' };
const LIST: Request = { operation: 'list', cluster: null, filter: NO_FILTER, failIfNone: false };

function summaryOf(facts: Partial<SummaryFacts>): string {
  return renderSummary({ request: GET, result: null, failures: [], nowMs: NOW_MS, ...facts });
}

function listOf(snapshots: readonly Snapshot[]): Partial<SummaryFacts> {
  return { request: LIST, result: { operation: 'list', snapshots, failures: [] } };
}

describe('the head of a summary', () => {
  test.each<[Request, string]>([
    [GET, 'get'],
    [LIST, 'list'],
    [
      { operation: 'delete', target: TARGET, ids: ['a'], ifMissing: 'fail', dryRun: false, wait: null },
      'delete',
    ],
    [
      { operation: 'delete', target: TARGET, ids: ['a'], ifMissing: 'fail', dryRun: true },
      'delete (DRY RUN, nothing is deleted)',
    ],
  ])('names the operation: %#', (request, title) => {
    expect(summaryOf({ request })).toMatch(`<h3>Denvr snapshots: ${title}</h3>\n\n`);
  });

  test.each<[Request, string]>([
    [GET, 'Cluster <code>Hou1</code>, namespace <code>prod</code>'],
    [LIST, 'Cluster any, namespace any'],
    [
      { ...LIST, cluster: '<b>', filter: { ...NO_FILTER, namespace: 'a&b' } },
      'Cluster <code>&lt;b&gt;</code>, namespace <code>a&amp;b</code>',
    ],
  ])('names cluster and namespace: %#', (request, place) => {
    expect(summaryOf({ request })).toContain(`<p>${place}</p>\n\n`);
  });
});

describe('the table of a summary', () => {
  const HEAD = '<tr><th>Snapshot</th><th>Source VM</th><th>Created</th><th>Size</th><th>Ready</th></tr>';

  test.each([
    [
      sample('web-1'),
      '<tr><td><code>web-1</code></td><td><code>web</code></td><td>2026-11-22 14:15:30 UTC</td><td><code>100Gi</code></td><td>✅ yes</td></tr>',
    ],
    [
      sample(null, { sourceName: null, creationDate: null, rootDiskSize: null, readyToUse: null }),
      '<tr><td>–</td><td>–</td><td>–</td><td>–</td><td>unknown</td></tr>',
    ],
    [
      sample('<a href="x">|\n', { readyToUse: false }),
      '<tr><td><code>&lt;a href=&quot;x&quot;&gt;|\\n</code></td><td><code>web</code></td><td>2026-11-22 14:15:30 UTC</td><td><code>100Gi</code></td><td>⏳ no</td></tr>',
    ],
  ])('has a row for each snapshot: %#', (snapshot, row) => {
    expect(summaryOf(listOf([snapshot]))).toContain(`<table>${HEAD}${row}</table>\n\n`);
  });

  test('is left out where there are no snapshots', () => {
    const summary = summaryOf(listOf([]));
    expect(summary).toContain('<p>✅ Found 0 snapshots.</p>');
    expect(summary).not.toContain('<table>');
  });

  test('is left out where nothing is known', () => {
    expect(summaryOf({ result: null })).not.toMatch(/<table>|✅/);
  });

  test.each([
    [false, '🗑️ deletion accepted'],
    [true, '🗑️ deleted'],
  ])('of a deletion says "deleted" only if a wait has seen it: %p', (isAwaited, word) => {
    const request: Request = {
      operation: 'delete',
      target: TARGET,
      ids: ['a'],
      ifMissing: 'fail',
      dryRun: false,
      wait: null,
    };
    const result: OperationResult = {
      operation: 'delete',
      dryRun: false,
      isAwaited,
      snapshots: [sample('a<b')],
      missingIds: [],
      failures: [],
    };
    const summary = summaryOf({ request, result });
    expect(summary).toContain(`<td>${word}</td>`);
    expect(summary).toContain('<td><code>a&lt;b</code></td><td><code>web</code></td>');
    expect(summaryOf({ request, result: { ...result, dryRun: true } })).not.toContain(word);
  });

  test('shows 500 rows, and says how many it leaves out', () => {
    const summary = summaryOf(listOf(daily(502)));
    expect(summary.match(/<tr><td>/g)).toHaveLength(500);
    expect(summary).toContain(
      '<p>2 more are left out here; the file of <code>snapshots-file</code> holds all.</p>',
    );
  });

  test('of 500 rows leaves nothing out', () => {
    expect(summaryOf(listOf(daily(500)))).not.toContain('left out');
  });
});

describe('the failures of a summary', () => {
  test('are a list, escaped', () => {
    expect(summaryOf({ failures: ['It <broke>.', 'So\ndid this.'] })).toContain(
      '<p>❌ <strong>Failed</strong></p>\n\n<ul><li><code>It &lt;broke&gt;.</code></li><li><code>So\\ndid this.</code></li></ul>\n\n',
    );
  });

  test('are left out where there are none', () => {
    expect(summaryOf({})).not.toContain('Failed');
  });

  test('stand in the place of a good outcome', () => {
    expect(summaryOf(listOf([]))).toContain('<p>✅ Found 0 snapshots.</p>');
    expect(summaryOf({ ...listOf([]), failures: ['No.'] })).not.toContain('✅');
  });

  test('are 100 at the most', () => {
    const summary = summaryOf({ failures: Array.from({ length: 103 }, (_, index) => `Failure ${index}.`) });
    expect(summary.match(/<li>/g)).toHaveLength(101);
    expect(summary).toContain('<li>and 3 more, in the log</li></ul>');
  });

  test('of a hundred are all shown', () => {
    const summary = summaryOf({ failures: Array.from({ length: 100 }, () => 'No.') });
    expect(summary).not.toContain('more, in the log');
  });
});

test('a prune has its own kind of summary', () => {
  const policy = { keepLast: 1 };
  const request: Request = {
    operation: 'prune',
    target: TARGET,
    scope: { matchesId: null, matchesSourceVm: null },
    isProtected: () => false,
    globs: [],
    policy,
    maxDeletes: null,
    failIfNone: false,
    dryRun: true,
    wait: null,
  };
  const summary = summaryOf({ request, result: pruneResult(daily(2), policy, { dryRun: true }) });
  expect(summary).toContain('<h3>Denvr snapshots: prune (DRY RUN, nothing is deleted)</h3>');
  expect(summary).toContain('🟥 would be deleted');
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
  const plain = summaryOf(listOf([sample('web')]));
  fc.assert(
    fc.property(hostileName, hostileName, (id, sourceName) => {
      const hostile = summaryOf(listOf([sample(id, { sourceName, rootDiskSize: id })]));
      expect(hostile.match(/<[^>]*>/g)).toEqual(plain.match(/<[^>]*>/g));
      expect(hostile.split('\n')).toHaveLength(plain.split('\n').length);
    }),
  );
});

describe('a summary stays below 1 MiB', () => {
  const LONGEST_NAME = 'n'.repeat(253);

  function sizeBytes(facts: Partial<SummaryFacts>): number {
    return Buffer.byteLength(summaryOf(facts));
  }

  test('with 100,000 snapshots', () => {
    const snapshots = daily(100_000, { id: LONGEST_NAME, sourceName: LONGEST_NAME });
    expect(sizeBytes(listOf(snapshots))).toBeLessThan(LIMIT_BYTES / 2);
  });

  test('with thousands of long failures', () => {
    const failures = Array.from({ length: 10_000 }, () => 'It broke. '.repeat(150));
    expect(sizeBytes({ failures })).toBeLessThan(LIMIT_BYTES / 2);
  });

  test('with the longest names that the API description lets pass', () => {
    const longest = "'".repeat(4096);
    expect(sizeBytes(listOf(daily(500, { id: longest, sourceName: longest })))).toBeLessThan(LIMIT_BYTES);
  });

  test('with failures that quote the longest names', () => {
    const failures = Array.from({ length: 100 }, () => "'".repeat(4096));
    expect(sizeBytes({ failures })).toBeLessThan(LIMIT_BYTES);
  });
});
