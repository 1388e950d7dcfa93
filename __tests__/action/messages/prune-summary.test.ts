import { describe, expect, test } from '@jest/globals';
import { summarizePrune } from '../../../src/action/messages/prune-summary.ts';
import type { Snapshot } from '../../../src/domain/snapshot.ts';
import type { PruneResult } from '../../../src/operations/operation.ts';
import type { RetentionPolicy } from '../../../src/retention/policy.ts';
import { daily, NOW_MS, pruneResult, sample } from '../sample-results.ts';

const KEEP_ONE: RetentionPolicy = { keepLast: 1 };

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

test.each([
  ['60 snapshots is whole', daily(60), 1, `older ${`${'✖'.repeat(10)} `.repeat(5)}${'✖'.repeat(9)}✔ newer`],
  [
    'more shows their newest end',
    daily(61),
    2,
    `older … ${`${'✖'.repeat(10)} `.repeat(5)}${'✖'.repeat(8)}✔✔ newer`,
  ],
])('a timeline of %s', (_what, snapshots, keepLast, timeline) => {
  expect(htmlOf(snapshots, { keepLast })).toContain(`<br>${timeline}</summary>`);
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
    ['of one VM', 1],
    ['of a VM for each', 100_000],
  ])('of 100,000 snapshots %s stays far below 1 MiB', (_what, vms) => {
    const listed = Array.from({ length: 100_000 }, (_, index) =>
      sample(`${'n'.repeat(240)}-${index}`, { sourceName: `${'v'.repeat(240)}-${index % vms}` }),
    );
    expect(Buffer.byteLength(htmlOf(listed))).toBeLessThan(768 * 1024);
  });
});

const WEB_1_FAILED = [{ id: 'web-1', message: 'Timed out.' }];

test.each<[Partial<PruneResult>, string, string]>([
  [{ isAwaited: true }, '✖ deleted', '✖ deleted'],
  [{ dryRun: true }, '✖ would be deleted', '✖ would be deleted'],
  [{ isRefused: true, snapshots: [] }, '✖ would be deleted', '✖ would be deleted'],
  [{ snapshots: [sample('web-2')] }, '⚠️ may still be there', '✖ deletion accepted'],
  [{ isAwaited: true, failures: WEB_1_FAILED }, '⚠️ may still be there', '✖ deleted'],
  [{ snapshots: [sample('web-2')], sparedIds: ['web-1'] }, '✔ kept', '✖ deletion accepted'],
  [{ goneIds: ['web-1'] }, '✖ gone already', '✖ deletion accepted'],
])('each snapshot of the plan has what became of it: %#', (known, fate1, fate2) => {
  const html = htmlOf(daily(3), KEEP_ONE, known);
  expect(
    Array.from(html.matchAll(/<tr><td>(.*?)<\/td><td><code>(.*?)<\/code>/g), ([, fate, id]) => [id, fate]),
  ).toEqual([
    ['web-0', '✔ kept'],
    ['web-1', fate1],
    ['web-2', fate2],
  ]);
});

test.each<[Partial<PruneResult>, string]>([
  [{ dryRun: true }, '🔍 <strong>DRY RUN</strong>: 2 would be deleted, 1 kept.'],
  [
    { isRefused: true, snapshots: [] },
    '<strong>Nothing was deleted.</strong> By the plan, 2 would be deleted, 1 kept.',
  ],
])('a plan that nothing was done of says so: %#', (known, line) => {
  expect(htmlOf(daily(3), KEEP_ONE, known)).toContain(`<p>${line}</p>`);
});
