import { expect, test } from '@jest/globals';
import { type Simulator, withSimulator } from '../../simulator/simulator.ts';
import {
  ALWAYS,
  countSent,
  DAILY,
  inputsAt,
  leftIn,
  on,
  said,
  sentTo,
  snapshot,
  status,
} from './fixtures.ts';
import { runAction, SLOWNESS } from './run-action.ts';
import { TIME_FACTOR, testSteps } from './step-table.ts';
import { rowsOf } from './summary-rows.ts';

const KEEP_TWO = { operation: 'prune', match: '*', 'keep-last': '2' };
const DELETED = { 'snapshot-ids': '["d1","d2","d3"]', 'kept-ids': '["d5","d4"]', 'failed-ids': '[]' };
const ALL = ['d1', 'd2', 'd3', 'd4', 'd5'];
const OF_DB = snapshot('other', { sourceName: 'db-1', creationDate: '2025-12-31T00:00:00' });

/** The lines of a log that tell a decision, without the dates. */
function decisionsIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const [, action, id, reasons] = /^ *(keep|delete) +(\S+) \([^)]*\): (.*)$/.exec(line) ?? [];
    return action === undefined ? [] : [`${action} ${id}: ${reasons}`];
  });
}

const machinesIn = (summary: string) =>
  Array.from(summary.matchAll(/VM <code>(.*?)<\/code>/g), ([, name]) => name ?? '');

testSteps({
  'prune lists twice, tells each decision, reads what remains of a VM, and deletes what no rule keeps here': {
    inputs: KEEP_TWO,
    options: { clusters: ['Msc1', 'Hou1'] },
    snapshots: [
      ...DAILY,
      OF_DB,
      ...DAILY.map((one) => ({ ...one, namespace: 'test' })),
      ...DAILY.map((one) => ({ ...one, cluster: 'Hou1' })),
    ],
    outputs: {
      ...DELETED,
      'kept-ids': '["other","d5","d4"]',
      'snapshot-id': 'd1',
      count: '3',
      ready: '',
      created: '',
    },
    says: [
      'For each source VM, keep the last 2 snapshots. Delete the other ready snapshots.',
      'VM "db-1": 1 kept, 0 to delete.',
      'VM "web-1": 2 kept, 3 to delete.',
    ],
    ends: 'Deletion of 3 snapshots accepted, kept 3.',
    left: [...ALL, ...ALL, 'd4', 'd5', 'other'].toSorted(),
    check: ({ lines, summary }, simulator) => {
      const [first, second, third, ...deletions] = sentTo(simulator);
      expect([first, second, third]).toEqual(['GET GetSnapshots', 'GET GetSnapshots', 'GET GetSnapshot d5']);
      expect(simulator.requests[0]?.query).toEqual({ Cluster: 'Msc1' });
      expect(deletions.toSorted()).toEqual(['d1', 'd2', 'd3'].map((id) => `DELETE DeleteSnapshot ${id}`));
      expect(decisionsIn(lines)).toEqual([
        'keep other: last snapshot',
        'keep d5: last snapshot',
        'keep d4: last snapshot',
        'delete d3: kept by no rule',
        'delete d2: kept by no rule',
        'delete d1: kept by no rule',
      ]);
      expect(summary).not.toContain('DRY RUN');
      expect(summary).toContain('<strong>3</strong> deletions accepted, 3 kept.');
      expect(machinesIn(summary)).toEqual(['db-1', 'web-1']);
      expect(rowsOf(summary)[1]).toMatch(/^kept \| d5 \| \d+d \| last snapshot$/);
      expect(rowsOf(summary)[5]).toMatch(/^deletion accepted \| d1 \| \d+d \| kept by no rule$/);
    },
  },
  'a dry run sends only the request for the list, and its summary is marked as such': {
    inputs: { ...KEEP_TWO, 'dry-run': 'true' },
    snapshots: DAILY,
    sent: ['GET GetSnapshots'],
    outputs: { ...DELETED, count: '3' },
    ends: /^Dry run: would delete 3 snapshots\b/,
    left: ALL,
    check: ({ summary }) => {
      expect(summary).toContain('<h3>Denvr snapshots: prune (DRY RUN, nothing is deleted)</h3>');
      expect(summary).toContain('<p>For each source VM, keep the last 2 snapshots.');
      expect(summary).toContain('<strong>DRY RUN</strong>: 3 would be deleted, 2 kept.');
      expect(rowsOf(summary)[4]).toMatch(/^would be deleted \| d1 \| \d+d \| kept by no rule$/);
    },
  },
  'deletions begin with the oldest, five at a time, and show how far they are every few seconds': {
    inputs: { ...KEEP_TWO, 'keep-last': '1' },
    // Four rounds of 6 s of the action's time each, on every system: two lines fit, and room is left.
    options: { latencyMs: 300 * SLOWNESS },
    run: { timeFactor: TIME_FACTOR },
    snapshots: Array.from({ length: 20 }, (_, index) =>
      snapshot(`s${29 - index}`, { creationDate: `2026-01-${29 - index}T00:00:00` }),
    ),
    left: ['s29'],
    check: ({ lines }, simulator) => {
      expect(sentTo(simulator).slice(3, 8).toSorted()).toEqual(
        [10, 11, 12, 13, 14].map((day) => `DELETE DeleteSnapshot s${day}`),
      );
      expect(simulator.load().requestsAtMost).toBe(5);
      expect(
        lines.filter((line) => /^\d+ of 19 deletions accepted so far\.$/.test(line)).length,
      ).toBeGreaterThan(1);
    },
  },
  'more deletions than max-deletes are refused, all of them; the plan is shown, and nothing called deleted': {
    inputs: { ...KEEP_TWO, 'max-deletes': '2' },
    snapshots: DAILY,
    exitCode: 1,
    sent: ['GET GetSnapshots'],
    says: [/delete d1 \([^)]*\): kept by no rule/, 'Cluster Msc1, namespace prod, match *.'],
    saysNot: /Deleting/,
    ends: 'The plan deletes 3 snapshots, and max-deletes is 2, so nothing was deleted.',
    outputs: { count: '0', 'snapshot-ids': '[]', 'kept-ids': '["d5","d4"]', 'failed-ids': '[]' },
    check: ({ summary }) => {
      expect(summary).toContain(
        '<strong>Failed</strong>: <strong>0</strong> of 3 deleted, as nothing was sent.',
      );
      expect(rowsOf(summary).map((row) => row.split(' | ').slice(0, 2).join(' '))).toContain(
        'would be deleted d1',
      );
    },
  },
  'half a list stops the run with nothing deleted': {
    inputs: KEEP_TWO,
    snapshots: DAILY,
    faults: [on('list', { kind: 'truncate' }, ALWAYS)],
    exitCode: 1,
    outputs: { count: '0', 'snapshot-ids': '[]' },
    left: ALL,
  },
  'a rate limit in the middle of the deletions does not keep any from being done': {
    inputs: KEEP_TWO,
    snapshots: DAILY,
    faults: [on('delete', status(429, undefined, { 'Retry-After': '2' }), { skip: 1 })],
    outputs: DELETED,
    left: ['d4', 'd5'],
    check: (_, simulator) => expect(countSent(simulator, 'delete')).toBe(4),
  },
  'a deletion that fails does not stop the others; the step fails and tells what was done': {
    inputs: KEEP_TWO,
    snapshots: DAILY,
    faults: [on('delete', said(403, 'You are not allowed to do this.'), { id: 'd2' })],
    exitCode: 1,
    outputs: { ...DELETED, 'failed-ids': '["d2"]', 'snapshot-ids': '["d1","d3"]', count: '2' },
    says: ['::error::prune: 2 of 3 deletions accepted, 1 failed, 2 kept.'],
    ends: '::error::Could not delete snapshot "d2" in namespace "prod"',
    left: ['d2', 'd4', 'd5'],
    check: ({ summary }) => expect(rowsOf(summary).join('\n')).toMatch(/^may still be there \| d2 \|/m),
  },
});

const pruneAt = (simulator: Simulator) => runAction(inputsAt(simulator, KEEP_TWO));

test.concurrent('two prunes at the same time both succeed, and keep what each alone would; a third deletes nothing', () =>
  withSimulator({ latencyMs: 300 }, async (simulator) => {
    for (const one of DAILY) simulator.addSnapshot(one);

    const steps = await Promise.all([pruneAt(simulator), pruneAt(simulator)]);
    const deletions = countSent(simulator, 'delete');
    const third = await pruneAt(simulator);

    expect([...steps, third].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(steps.map(({ outputs }) => outputs['failed-ids'])).toEqual(['[]', '[]']);
    expect(leftIn(simulator)).toEqual(['d4', 'd5']);
    expect(third.outputs).toMatchObject({ count: '0', 'kept-ids': '["d5","d4"]' });
    expect(countSent(simulator, 'delete')).toBe(deletions);
  }));
