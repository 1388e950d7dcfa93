import { expect, test } from '@jest/globals';
import type { Fault } from '../../simulator/fault-rules.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import {
  ALWAYS,
  countSent,
  DAILY,
  inputsAt,
  leftIn,
  on,
  raw,
  said,
  sentTo,
  snapshot,
  status,
  withSimulator,
} from './fixtures.ts';
import { runAction, SLOWNESS } from './run-action.ts';
import { rowsFor, TIME_FACTOR, testSteps } from './step-table.ts';
import { rowsOf } from './summary-rows.ts';

const PRUNE = { operation: 'prune', match: '*' };
const KEEP_TWO = { ...PRUNE, 'keep-last': '2' };
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

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

testSteps({
  'prune reads the list, a line for each decision, what remains of a VM, and deletes what no rule keeps': {
    inputs: KEEP_TWO,
    snapshots: [...DAILY, OF_DB],
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
    left: ['d4', 'd5', 'other'],
    check: ({ lines, summary }, simulator) => {
      const [first, second, ...deletions] = sentTo(simulator);
      expect([first, second]).toEqual(['GET GetSnapshots', 'GET GetSnapshot d5']);
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
    inputs: { ...PRUNE, 'keep-last': '1' },
    // Four rounds of 6 s of the action's time each, on every system: two lines fit, and room is left.
    options: { latencyMs: 300 * SLOWNESS },
    run: { timeFactor: TIME_FACTOR },
    snapshots: Array.from({ length: 20 }, (_, index) =>
      snapshot(`s${29 - index}`, { creationDate: `2026-01-${29 - index}T00:00:00` }),
    ),
    left: ['s29'],
    check: ({ lines }, simulator) => {
      expect(sentTo(simulator).slice(2, 7).toSorted()).toEqual(
        [10, 11, 12, 13, 14].map((day) => `DELETE DeleteSnapshot s${day}`),
      );
      expect(simulator.load().requestsAtMost).toBe(5);
      expect(
        lines.filter((line) => /^\d+ of 19 deletions accepted so far\.$/.test(line)).length,
      ).toBeGreaterThan(1);
    },
  },
  'only what fits scope, namespace and cluster is counted or deleted, and namesakes elsewhere are left alone':
    {
      inputs: { ...KEEP_TWO, match: 'd*', 'source-vm': 'web-*', 'older-than': '1d' },
      options: { clusters: ['Msc1', 'Hou1'] },
      snapshots: [
        ...DAILY,
        ...DAILY.map((one) => ({ ...one, namespace: 'test' })),
        ...DAILY.map((one) => ({ ...one, cluster: 'Hou1' })),
        { ...OF_DB, id: 'd0-of-db' },
        { ...OF_DB, id: 'manual', sourceName: 'web-1' },
        { id: 'd0-of-none', sourceName: 'web-1', readyToUse: true, creationDate: '2020-01-01T00:00:00' },
      ],
      outputs: DELETED,
      left: [...ALL, ...ALL, 'd4', 'd5', 'd0-of-db', 'd0-of-none', 'manual'].toSorted(),
    },
  'protected snapshots, in upper or lower case, are kept, and count for no rule': {
    inputs: { ...KEEP_TWO, protect: 'D5\nd1' },
    snapshots: DAILY,
    outputs: { 'snapshot-ids': '["d2"]', 'kept-ids': '["d5","d4","d3","d1"]' },
    says: [/keep +d1 \([^)]*\): protected/],
  },
  'what is not ready, undated, of unknown readiness or from the future is kept by a keep rule': {
    inputs: KEEP_TWO,
    snapshots: [
      ...DAILY,
      snapshot('unready', { creationDate: '2025-01-01T00:00:00', readyToUse: false }),
      { id: 'unknown', namespace: 'prod', sourceName: 'web-1', creationDate: '2025-01-01T00:00:00' },
      snapshot('undated'),
      snapshot('unset', { creationDate: '0001-01-01T00:00:00' }),
      snapshot('wrong-date', { creationDate: '2025-02-30T00:00:00' }),
      snapshot('future', { creationDate: minutesAgo(-60).toISOString() }),
    ],
    outputs: {
      ...DELETED,
      'kept-ids': '["future","d5","d4","unready","unknown","wrong-date","unset","undated"]',
    },
  },
  'unready-older-than deletes what never became ready, and nothing else': {
    inputs: { ...PRUNE, 'unready-older-than': '1d' },
    snapshots: [...DAILY, snapshot('unready', { creationDate: '2025-01-01T00:00:00', readyToUse: false })],
    outputs: { 'snapshot-ids': '["unready"]' },
    left: ALL,
  },
  'older-than alone keeps the newest of each VM, however old it is': {
    inputs: { operation: 'prune', 'source-vm': '*', 'older-than': '1d' },
    snapshots: [...DAILY, OF_DB],
    outputs: { 'snapshot-ids': '["d1","d2","d3","d4"]', 'kept-ids': '["other","d5"]' },
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
  'as many deletions as max-deletes are done': {
    inputs: { ...KEEP_TWO, 'max-deletes': '3' },
    snapshots: DAILY,
    outputs: { count: '3' },
  },
  'a prune with wait ends when all are gone': {
    inputs: { ...KEEP_TWO, wait: 'true' },
    options: { deletedVisibleForMs: 20_000 },
    snapshots: DAILY,
    ends: /^Deleted 3 snapshots, kept 2\.$/,
    check: (_, simulator) => expect(simulator.snapshots()).toHaveLength(2),
  },
});

const listOf = (...items: readonly unknown[]) => raw({ items: [...DAILY, ...items] });

/** Lists that cannot be trusted; the matrix of faults has errors of the transport. */
const UNTRUSTED: Readonly<Record<string, Fault>> = {
  'an item with a number for an id': listOf({ ...OF_DB, id: 7 }),
  'an item with a text for its readiness': listOf({ ...OF_DB, readyToUse: 'true' }),
  'an item with a number for a date': listOf({ ...OF_DB, creationDate: 1_767_268_800 }),
  'an item that is null': listOf(null),
  'no items': raw({}),
  'an array in place of an object': raw(DAILY),
  'half a list': { kind: 'truncate' },
  'status 206': raw('{"items":[', 206),
};

/** What goes wrong with one deletion of three, and how many are sent then. */
const PASSING: Readonly<Record<string, readonly [fault: Fault, deletions: number]>> = {
  'an internal error': [status(500), 4],
  'a lost answer': [{ kind: 'reset-after' }, 3],
  'a rate limit': [status(429, undefined, { 'Retry-After': '2' }), 4],
  'no answer in time': [{ kind: 'hang', applied: true }, 3],
};

/** A list answered under the server's own idea of what time it is. */
const listedAt = (date: string, items: readonly unknown[]) =>
  status(200, { raw: JSON.stringify({ items }) }, { Date: date });

const REFUSED = said(403, 'You are not allowed to do this.');

testSteps({
  ...rowsFor(
    UNTRUSTED,
    (what) => `a listing of ${what} stops the run with nothing deleted`,
    (fault) => ({
      inputs: { ...PRUNE, 'keep-last': '1' },
      snapshots: DAILY,
      faults: [on('list', fault, ALWAYS)],
      exitCode: 1,
      outputs: { count: '0', 'snapshot-ids': '[]' },
      left: ALL,
    }),
  ),
  'items that are null are no snapshots, as the API description allows, so nothing is deleted': {
    inputs: KEEP_TWO,
    snapshots: DAILY,
    faults: [on('list', raw({ items: null }))],
    outputs: { count: '0', 'kept-ids': '[]' },
    left: ALL,
  },
  ...rowsFor(
    PASSING,
    (what) => `${what} in the middle of the deletions does not keep any from being done`,
    ([fault, deletions]) => ({
      inputs: KEEP_TWO,
      snapshots: DAILY,
      faults: [on('delete', fault, { skip: 1 })],
      outputs: DELETED,
      left: ['d4', 'd5'],
      check: (_, simulator) => expect(countSent(simulator, 'delete')).toBe(deletions),
    }),
  ),
  'a deletion that fails does not stop the others; the step fails and tells what was done': {
    inputs: KEEP_TWO,
    snapshots: DAILY,
    faults: [on('delete', REFUSED, { id: 'd2' })],
    exitCode: 1,
    outputs: { ...DELETED, 'failed-ids': '["d2"]', 'snapshot-ids': '["d1","d3"]', count: '2' },
    says: ['::error::prune: 2 of 3 deletions accepted, 1 failed, 2 kept.'],
    ends: '::error::Could not delete snapshot "d2" in namespace "prod"',
    left: ['d2', 'd4', 'd5'],
    check: ({ summary }) => expect(rowsOf(summary).join('\n')).toMatch(/^may still be there \| d2 \|/m),
  },
  'when all deletions fail for one reason, it is told once, after the total': {
    inputs: KEEP_TWO,
    snapshots: DAILY,
    faults: [on('delete', REFUSED, ALWAYS)],
    exitCode: 1,
    outputs: { count: '0', 'failed-ids': '["d1","d2","d3"]' },
    check: ({ lines }) =>
      expect(lines.filter((line) => line.startsWith('::error::'))).toEqual([
        '::error::prune: 0 of 3 deletions accepted, 3 failed, 2 kept.',
        expect.stringMatching(
          /^::error::Could not delete snapshot "d1" .* The same for 2 more: "d2", "d3"\.$/,
        ),
      ]),
  },
  'a snapshot that is gone already counts as deleted': {
    inputs: KEEP_TWO,
    snapshots: DAILY,
    faults: [on('list', listOf(snapshot('gone', { creationDate: '2025-01-01T00:00:00' })))],
    outputs: { 'snapshot-ids': '["gone","d1","d2","d3"]', 'failed-ids': '[]' },
  },
  ...rowsFor(
    { behind: 60, ahead: -60 },
    (way) => `where the server’s clock is ${way}, ages are counted from the earlier one, with a warning`,
    (minutes) => ({
      inputs: { ...PRUNE, 'older-than': '1h' },
      run: { timeFactor: 1 },
      faults: [
        on(
          'list',
          listedAt(minutesAgo(minutes).toUTCString(), [
            snapshot('newest', { creationDate: minutesAgo(Math.max(minutes, 0) + 30).toISOString() }),
            snapshot('recent', { creationDate: minutesAgo(Math.max(minutes, 0) + 40).toISOString() }),
          ]),
        ),
      ],
      sent: ['GET GetSnapshots'],
      says: [
        /^::warning::This machine's clock and the server's differ by (?:1h|59min\d+s|1h\d+s)\. Ages are counted from the earlier one\.$/m,
      ],
    }),
  ),
  'without a Date of the server, ages are counted by this machine’s clock': {
    inputs: { ...PRUNE, 'older-than': '1h' },
    snapshots: DAILY,
    faults: [on('list', listedAt('some day', DAILY))],
    outputs: { count: '4' },
    saysNot: /clock/,
  },
  'days are those of UTC, whatever the time zone': {
    inputs: { ...PRUNE, 'keep-daily': '7', 'dry-run': 'true' },
    snapshots: ['01', '11', '23'].map((hour) =>
      snapshot(`h${hour}`, { creationDate: `2026-03-29T${hour}:30:00` }),
    ),
    run: { environment: { TZ: 'Pacific/Kiritimati' } },
    outputs: { 'kept-ids': '["h23","h01"]' },
  },
});

const pruneAt = (simulator: Simulator) => runAction(inputsAt(simulator, KEEP_TWO));

test('two prunes at the same time both succeed, and keep what each alone would; a third deletes nothing', () =>
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
