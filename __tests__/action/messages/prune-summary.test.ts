import { describe, expect, test } from '@jest/globals';
import { summarizePrune } from '../../../src/action/messages/prune-summary.ts';
import type { Snapshot } from '../../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../../src/domain/time.ts';
import type { PruneResult } from '../../../src/operations/operation-result.ts';
import type { RetentionPolicy } from '../../../src/retention/policy.ts';
import { daily, NOW_MS, pruneResult, sample } from '../sample-results.ts';

const KEEP_ONE: RetentionPolicy = { keepLast: 1 };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function htmlOf(
  snapshots: readonly Snapshot[],
  policy: RetentionPolicy = KEEP_ONE,
  known: Partial<PruneResult> = {},
): string {
  return summarizePrune(pruneResult(snapshots, policy, known), NOW_MS).join('\n');
}

test('a plan has the policy in words, and for each VM a timeline and a table', () => {
  expect(summarizePrune(pruneResult(daily(3), KEEP_ONE), NOW_MS)).toEqual([
    '<p>For each source VM, keep the last snapshot. Delete the other ready snapshots.</p>',
    '<details open><summary><strong>VM <code>web</code></strong>: 1 to keep, 2 to delete<br>older ✖✖✔ newer</summary>' +
      '<table><tr><th>Decision</th><th>Snapshot</th><th>Age</th><th>Why</th></tr>' +
      '<tr><td>✔ kept</td><td><code>web-0</code></td><td>0s</td><td>last snapshot</td></tr>' +
      '<tr><td>✖ deletion accepted</td><td><code>web-1</code></td><td>1d</td><td>kept by no rule</td></tr>' +
      '<tr><td>✖ deletion accepted</td><td><code>web-2</code></td><td>2d</td><td>kept by no rule</td></tr></table></details>',
  ]);
});

test('a dry run says so, and deletes nothing', () => {
  const html = htmlOf(daily(3), KEEP_ONE, { dryRun: true });
  expect(html).toContain('<p>🔍 <strong>DRY RUN</strong>: 2 would be deleted, 1 kept.</p>');
  expect(html.match(/<td>✖ would be deleted<\/td>/g)).toHaveLength(2);
});

test('what could not be deleted stands out', () => {
  const html = htmlOf(daily(3), KEEP_ONE, { snapshots: [sample('web-2')] });
  expect(html).toContain('<tr><td>⚠️ may still be there</td><td><code>web-1</code></td>');
  expect(html).toContain('<tr><td>✖ deletion accepted</td><td><code>web-2</code></td>');
});

test('each VM has its own part, and what has no VM comes last', () => {
  const listed = [
    sample('lost', { sourceName: null }),
    ...daily(1, { sourceName: 'web' }),
    ...daily(1, { sourceName: 'db' }),
  ];
  expect(htmlOf(listed).match(/<strong>(?:VM|Without).*?<\/strong>/g)).toEqual([
    '<strong>VM <code>db</code></strong>',
    '<strong>VM <code>web</code></strong>',
    '<strong>Without a source VM</strong>',
  ]);
});

test.each([
  [1, 1],
  [2, 2],
  [3, 0],
])('of %d VMs %d parts are open', (vms, open) => {
  const listed = Array.from({ length: vms }, (_, index) =>
    sample(`s-${index}`, { sourceName: `vm-${index}` }),
  );
  expect(htmlOf(listed).match(/<details open>/g) ?? []).toHaveLength(open);
});

test('names and reasons are escaped', () => {
  const html = htmlOf([sample('</table>', { sourceName: '<img>' })], KEEP_ONE, { policy: 'Keep <all>.' });
  expect(html).toContain('<td><code>&lt;/table&gt;</code></td>');
  expect(html).toContain('<strong>VM <code>&lt;img&gt;</code></strong>');
  expect(html).toContain('<p>Keep &lt;all&gt;.</p>');
});

test('what has neither id nor date shows that', () => {
  const html = htmlOf([sample(null, { creationDate: null })]);
  expect(html).toContain('<tr><td>✔ kept</td><td>–</td><td>–</td><td>no id</td></tr>');
});

describe('an age is as coarse as people think of it', () => {
  test.each([
    [-1, 'in the future'],
    [0, '0s'],
    [1999, '1s'],
    [59_999, '59s'],
    [MINUTE_MS, '1min'],
    [HOUR_MS - 1, '59min'],
    [HOUR_MS, '1h'],
    [DAY_MS - 1, '23h'],
    [DAY_MS, '1d'],
    [DAY_MS + 5 * HOUR_MS + 59 * MINUTE_MS, '1d5h'],
    [7 * DAY_MS - 1, '6d23h'],
    [7 * DAY_MS, '7d'],
    [30 * DAY_MS + 23 * HOUR_MS, '30d'],
  ])('%d ms is %s', (ageMs, age) => {
    expect(htmlOf([sample('a', { creationDate: toUtcTimestamp(NOW_MS - ageMs) })])).toContain(
      `<td>${age}</td>`,
    );
  });
});

describe('a timeline', () => {
  test('of 60 snapshots is whole', () => {
    expect(htmlOf(daily(60))).toContain(
      `<br>older ${`${'✖'.repeat(10)} `.repeat(5)}${'✖'.repeat(9)}✔ newer</summary>`,
    );
  });

  test('of more shows their newest end', () => {
    expect(htmlOf(daily(61), { keepLast: 2 })).toContain(
      `<br>older … ${`${'✖'.repeat(10)} `.repeat(5)}${'✖'.repeat(8)}✔✔ newer</summary>`,
    );
  });
});

describe('a long plan', () => {
  test('of 500 decisions is told whole', () => {
    const html = htmlOf(daily(500));
    expect(html.match(/<tr><td>/g)).toHaveLength(500);
    expect(html).not.toContain('left out');
  });

  test('is cut after 500 decisions, group by group, and counts the rest', () => {
    const listed = ['a', 'b', 'c'].flatMap((sourceName) => daily(300, { sourceName }));
    const html = htmlOf(listed);
    expect(html.match(/<tr><td>/g)).toHaveLength(500);
    expect(html.match(/<details/g)).toHaveLength(2);
    expect(html).toContain('<p>400 more snapshots are left out here; the log holds every decision.</p>');
  });

  test.each([
    ['of one VM', 100_000, 1],
    ['of a VM for each', 100_000, 100_000],
  ])('of 100,000 snapshots %s stays far below 1 MiB', (_what, count, vms) => {
    const listed = Array.from({ length: count }, (_, index) =>
      sample(`${'n'.repeat(240)}-${index}`, { sourceName: `${'v'.repeat(240)}-${index % vms}` }),
    );
    expect(Buffer.byteLength(htmlOf(listed))).toBeLessThan(768 * 1024);
  });
});

test('"deleted" is said once a wait has seen them go', () => {
  const html = htmlOf(daily(3), KEEP_ONE, { isAwaited: true });
  expect(html.match(/<td>✖ deleted<\/td>/g)).toHaveLength(2);
});

test('a plan that was refused is told as one that nothing was done of', () => {
  const html = htmlOf(daily(3), KEEP_ONE, { isRefused: true, snapshots: [] });
  expect(html).toContain(
    '<p><strong>Nothing was deleted.</strong> By the plan, 2 would be deleted, 1 kept.</p>',
  );
  expect(html.match(/<td>✖ would be deleted<\/td>/g)).toHaveLength(2);
});

test('what is ready by now is kept', () => {
  const html = htmlOf(daily(3), KEEP_ONE, { snapshots: [sample('web-2')], sparedIds: ['web-1'] });
  expect(html).toContain('<td>✔ kept</td><td><code>web-1</code></td>');
});

test('what was gone already is not said to be deleted by this run', () => {
  const html = htmlOf(daily(3), KEEP_ONE, { goneIds: ['web-1'] });
  expect(html).toContain('<td>✖ gone already</td><td><code>web-1</code></td>');
});

test('what is still there after a wait is not said to be deleted', () => {
  const failures = [{ id: 'web-1', message: 'Timed out.' }];
  const html = htmlOf(daily(3), KEEP_ONE, { isAwaited: true, failures });
  expect(html).toContain('<td>⚠️ may still be there</td><td><code>web-1</code></td>');
});
