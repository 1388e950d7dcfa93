import { expect, jest, test } from '@jest/globals';
import type { Fault } from '../../simulator/fault-rules.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { countSent, inputsAt, sentTo } from './at-simulator.ts';
import { type RunOptions, runAction, SLOWNESS } from './run-action.ts';
import { rowsOf } from './summary-rows.ts';

const start = simulatorStarter();
jest.setTimeout(20_000 * SLOWNESS);

const TIME_FACTOR = 40;
const ACCELERATED = { timeFactor: TIME_FACTOR };
const KEEP_TWO = { match: '*', 'keep-last': '2' };

const SNAPSHOT = { namespace: 'prod', sourceName: 'web-1', readyToUse: true };
const DAYS = [1, 2, 3, 4, 5];

/** `d1` of the first of January to `d5` of the fifth. */
const daily = DAYS.map((day) => ({ ...SNAPSHOT, id: `d${day}`, creationDate: `2026-01-0${day}T12:00:00` }));

async function startDaily(options: Parameters<typeof start>[0] = {}): Promise<Simulator> {
  const simulator = await start(options);
  for (const snapshot of daily) simulator.addSnapshot(snapshot);
  return simulator;
}

function prune(
  simulator: Simulator,
  policy: Readonly<Record<string, string>> = KEEP_TWO,
  options: RunOptions = {},
) {
  return runAction(inputsAt(simulator, { operation: 'prune', ...policy }), options);
}

function idsIn(simulator: Simulator): readonly unknown[] {
  return simulator.snapshots().map(({ id }) => id);
}

/** The lines of a log that tell a decision, without the dates. */
function decisionsIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const [, action, id, reasons] = /^ *(keep|delete) +(\S+) \([^)]*\): (.*)$/.exec(line) ?? [];
    return action === undefined ? [] : [`${action} ${id}: ${reasons}`];
  });
}

/** The source VMs that a summary has a part for. */
function machinesIn(summary: string): readonly string[] {
  return Array.from(summary.matchAll(/VM <code>(.*?)<\/code>/g), ([, name]) => name ?? '');
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test('prune reads the list and what remains of the VM once, and deletes what the policy does not keep', async () => {
  const simulator = await startDaily();

  const step = await prune(simulator);

  const [first, second, ...deletions] = sentTo(simulator);
  expect([first, second]).toEqual(['GET GetSnapshots', 'GET GetSnapshot d5']);
  expect(simulator.requests[0]?.query).toEqual({ Cluster: 'Msc1' });
  expect(deletions.toSorted()).toEqual([
    'DELETE DeleteSnapshot d1',
    'DELETE DeleteSnapshot d2',
    'DELETE DeleteSnapshot d3',
  ]);
  expect(idsIn(simulator)).toEqual(['d4', 'd5']);
  expect(step.outputs).toMatchObject({
    'snapshot-ids': '["d1","d2","d3"]',
    'snapshot-id': 'd1',
    count: '3',
    'kept-ids': '["d5","d4"]',
    'failed-ids': '[]',
    ready: '',
    created: '',
  });
  expect(step.lines.at(-1)).toMatch(/^Deletion of 3 snapshots accepted, kept 2\.$/);
  expect(step.exitCode).toBe(0);
});

test('the log tells the policy, a line for each group, and a reason for each snapshot', async () => {
  const simulator = await startDaily();
  simulator.addSnapshot({
    ...SNAPSHOT,
    id: 'other',
    sourceName: 'db-1',
    creationDate: '2025-12-31T00:00:00',
  });

  const { lines } = await prune(simulator);

  expect(lines).toContain('For each source VM, keep the last 2 snapshots. Delete the other ready snapshots.');
  expect(lines).toContain('VM "db-1": 1 kept, 0 to delete.');
  expect(lines).toContain('VM "web-1": 2 kept, 3 to delete.');
  expect(decisionsIn(lines)).toEqual([
    'keep other: last snapshot',
    'keep d5: last snapshot',
    'keep d4: last snapshot',
    'delete d3: kept by no rule',
    'delete d2: kept by no rule',
    'delete d1: kept by no rule',
  ]);
});

test('a dry run sends only the request for the list', async () => {
  const simulator = await startDaily();

  const step = await prune(simulator, { ...KEEP_TWO, 'dry-run': 'true' });

  expect(sentTo(simulator)).toEqual(['GET GetSnapshots']);
  expect(idsIn(simulator)).toHaveLength(5);
  expect(step.outputs).toMatchObject({
    'snapshot-ids': '["d1","d2","d3"]',
    count: '3',
    'kept-ids': '["d5","d4"]',
    'failed-ids': '[]',
  });
  expect(step.lines.at(-1)).toMatch(/^Dry run: would delete 3 snapshots\b/);
  expect(step.exitCode).toBe(0);
});

test('the summary of a dry run is marked as such, with the policy, totals and reasons', async () => {
  const simulator = await startDaily();

  const { summary } = await prune(simulator, { ...KEEP_TWO, 'dry-run': 'true' });

  expect(summary).toContain('<h3>Denvr snapshots: prune (DRY RUN, nothing is deleted)</h3>');
  expect(summary).toContain('<p>For each source VM, keep the last 2 snapshots.');
  expect(summary).toContain('<strong>DRY RUN</strong>: 3 would be deleted, 2 kept.');
  expect(machinesIn(summary)).toEqual(['web-1']);
  expect(rowsOf(summary)).toHaveLength(5);
  expect(rowsOf(summary)[4]).toMatch(/^would be deleted \| d1 \| \d+d \| kept by no rule$/);
});

test('the summary of a prune has no mark of a dry run, and a table for each source VM', async () => {
  const simulator = await startDaily();
  simulator.addSnapshot({
    ...SNAPSHOT,
    id: 'other',
    sourceName: 'db-1',
    creationDate: '2025-12-31T00:00:00',
  });

  const { summary } = await prune(simulator);

  expect(summary).not.toContain('DRY RUN');
  expect(summary).toContain('<strong>3</strong> deletions accepted, 3 kept.');
  expect(machinesIn(summary)).toEqual(['db-1', 'web-1']);
  expect(rowsOf(summary)[1]).toMatch(/^kept \| d5 \| \d+d \| last snapshot$/);
  expect(rowsOf(summary)[5]).toMatch(/^deletion accepted \| d1 \| \d+d \| kept by no rule$/);
});

test('deletions begin with the oldest', async () => {
  const simulator = await start({ latencyMs: 100 });
  for (const index of Array.from({ length: 12 }, (_, position) => position)) {
    const creationDate = `2026-01-${String(31 - index).padStart(2, '0')}T00:00:00`;
    simulator.addSnapshot({ ...SNAPSHOT, id: `d${31 - index}`, creationDate });
  }

  await prune(simulator, { match: '*', 'keep-last': '1' });

  const firstFive = sentTo(simulator).slice(2, 7);
  expect(firstFive.toSorted()).toEqual(
    ['d20', 'd21', 'd22', 'd23', 'd24'].map((id) => `DELETE DeleteSnapshot ${id}`),
  );
  expect(simulator.load().requestsAtMost).toBe(5);
});

test('only what fits scope, namespace and cluster is counted or deleted', async () => {
  const simulator = await startDaily({ clusters: ['Msc1', 'Hou1'] });
  const old = { ...SNAPSHOT, creationDate: '2020-01-01T00:00:00' };
  simulator.addSnapshot({ ...old, id: 'd0-of-test', namespace: 'test' });
  simulator.addSnapshot({ ...old, id: 'd0-of-hou', cluster: 'Hou1' });
  simulator.addSnapshot({ ...old, id: 'd0-of-db', sourceName: 'db-1' });
  simulator.addSnapshot({ ...old, id: 'manual' });

  const step = await prune(simulator, {
    match: 'd*',
    'source-vm': 'web-*',
    'older-than': '1d',
    'keep-last': '2',
  });

  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["d1","d2","d3"]', 'kept-ids': '["d5","d4"]' });
  expect(idsIn(simulator)).toEqual(['d4', 'd5', 'd0-of-test', 'd0-of-hou', 'd0-of-db', 'manual']);
});

test('a deletion names the namespace and the cluster, so that a namesake is left alone', async () => {
  const simulator = await startDaily({ clusters: ['Msc1', 'Hou1'] });
  for (const snapshot of daily) {
    simulator.addSnapshot({ ...snapshot, namespace: 'test' });
    simulator.addSnapshot({ ...snapshot, cluster: 'Hou1' });
  }

  const step = await prune(simulator);

  expect(step.outputs['count']).toBe('3');
  expect(simulator.snapshots().filter(({ namespace }) => namespace === 'test')).toHaveLength(5);
  expect(simulator.snapshots().filter(({ cluster }) => cluster === 'Hou1')).toHaveLength(5);
});

test('protected snapshots are kept, and count for no rule', async () => {
  const simulator = await startDaily();

  const step = await prune(simulator, { ...KEEP_TWO, protect: 'd5\nd1' });

  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["d2"]', 'kept-ids': '["d5","d4","d3","d1"]' });
  expect(decisionsIn(step.lines)).toContain('keep d1: protected');
  expect(step.exitCode).toBe(0);
});

test('what is not ready, undated, or of unknown readiness is kept by a keep rule', async () => {
  const simulator = await startDaily();
  simulator.addSnapshot({
    ...SNAPSHOT,
    id: 'unready',
    creationDate: '2025-01-01T00:00:00',
    readyToUse: false,
  });
  simulator.addSnapshot({
    namespace: 'prod',
    sourceName: 'web-1',
    id: 'unknown',
    creationDate: '2025-01-01T00:00:00',
  });
  simulator.addSnapshot({ ...SNAPSHOT, id: 'undated' });
  simulator.addSnapshot({ ...SNAPSHOT, id: 'unset', creationDate: '0001-01-01T00:00:00' });
  simulator.addSnapshot({ ...SNAPSHOT, id: 'wrong-date', creationDate: '2025-02-30T00:00:00' });

  const step = await prune(simulator);

  expect(step.outputs).toMatchObject({
    'snapshot-ids': '["d1","d2","d3"]',
    'kept-ids': '["d5","d4","unready","unknown","wrong-date","unset","undated"]',
  });
});

test('unready-older-than deletes what never became ready, and nothing else', async () => {
  const simulator = await startDaily();
  simulator.addSnapshot({
    ...SNAPSHOT,
    id: 'unready',
    creationDate: '2025-01-01T00:00:00',
    readyToUse: false,
  });

  const step = await prune(simulator, { match: '*', 'unready-older-than': '1d' });

  expect(step.outputs['snapshot-ids']).toBe('["unready"]');
  expect(idsIn(simulator)).toEqual(['d1', 'd2', 'd3', 'd4', 'd5']);
});

test('older-than alone keeps the newest of each VM, however old it is', async () => {
  const simulator = await startDaily();
  simulator.addSnapshot({
    ...SNAPSHOT,
    id: 'last-of-db',
    sourceName: 'db-1',
    creationDate: '2020-01-01T00:00:00',
  });

  const step = await prune(simulator, { 'source-vm': '*', 'older-than': '1d' });

  expect(step.outputs['snapshot-ids']).toBe('["d1","d2","d3","d4"]');
  expect(step.outputs['kept-ids']).toBe('["last-of-db","d5"]');
});

test('more deletions than max-deletes are refused, all of them, and the plan is shown', async () => {
  const simulator = await startDaily();

  const step = await prune(simulator, { ...KEEP_TWO, 'max-deletes': '2' });

  expect(sentTo(simulator)).toEqual(['GET GetSnapshots']);
  expect(decisionsIn(step.lines)).toContain('delete d1: kept by no rule');
  expect(step.lines.at(-1)).toContain(
    'The plan deletes 3 snapshots, and max-deletes is 2, so nothing was deleted.',
  );
  expect(step.outputs).toMatchObject({ count: '0', 'snapshot-ids': '[]', 'kept-ids': '["d5","d4"]' });
  expect(step.exitCode).toBe(1);
});

test('a refused plan does not claim in the log that it is deleting', async () => {
  const simulator = await startDaily();

  const step = await prune(simulator, { ...KEEP_TWO, 'max-deletes': '2' });

  expect(step.lines).not.toContain('Deleting 3 snapshots.');
});

test('as many deletions as max-deletes are done', async () => {
  const simulator = await startDaily();

  const step = await prune(simulator, { ...KEEP_TWO, 'max-deletes': '3' });

  expect(step.outputs['count']).toBe('3');
  expect(step.exitCode).toBe(0);
});

const items = (...snapshots: readonly object[]) => JSON.stringify({ items: [...daily, ...snapshots] });

test.each<readonly [string, Fault]>([
  ['an item with a number for an id', { kind: 'raw-body', body: items({ ...SNAPSHOT, id: 7 }) }],
  [
    'an item with a text for its readiness',
    { kind: 'raw-body', body: items({ ...SNAPSHOT, id: 'd6', readyToUse: 'true' }) },
  ],
  [
    'an item with a number for a date',
    { kind: 'raw-body', body: items({ ...SNAPSHOT, id: 'd6', creationDate: 1767268800 }) },
  ],
  ['an item that is null', { kind: 'raw-body', body: JSON.stringify({ items: [...daily, null] }) }],
  ['an item that is a text', { kind: 'raw-body', body: JSON.stringify({ items: [...daily, 'd6'] }) }],
  ['one id twice', { kind: 'raw-body', body: items(daily[0] ?? {}) }],
  ['no items', { kind: 'raw-body', body: '{}' }],
  ['items that are no array', { kind: 'raw-body', body: '{"items":{}}' }],
  ['an array in place of an object', { kind: 'raw-body', body: JSON.stringify(daily) }],
  ['a result of null', { kind: 'answer-null-result' }],
  ['success: false', { kind: 'success-false', message: 'The list is not available.' }],
  ['an HTML page', { kind: 'html' }],
  ['nothing', { kind: 'empty' }],
  ['JSON that breaks off', { kind: 'invalid-json' }],
  ['half a list', { kind: 'truncate' }],
  ['an internal error', { kind: 'status', status: 500 }],
  ['status 206', { kind: 'raw-body', status: 206, body: '{"items":[' }],
])('a listing of %s stops the run with nothing deleted', async (_, fault) => {
  const simulator = await startDaily();
  simulator.scheduleFault({ operation: 'list', times: 'always', fault });

  const step = await prune(simulator, { match: '*', 'keep-last': '1' }, ACCELERATED);

  expect(countSent(simulator, 'delete')).toBe(0);
  expect(idsIn(simulator)).toHaveLength(5);
  expect(step.outputs).toMatchObject({ count: '0', 'snapshot-ids': '[]' });
  expect(step.lines.at(-1)).toMatch(/^::error::/);
  expect(step.exitCode).toBe(1);
});

test('items that are null are no snapshots, as the API description allows, so nothing is deleted', async () => {
  const simulator = await startDaily();
  simulator.scheduleFault({ operation: 'list', fault: { kind: 'raw-body', body: '{"items":null}' } });

  const step = await prune(simulator);

  expect(countSent(simulator, 'delete')).toBe(0);
  expect(step.outputs).toMatchObject({ count: '0', 'kept-ids': '[]' });
  expect(step.exitCode).toBe(0);
});

test('a snapshot that does not say its namespace is out of scope', async () => {
  const simulator = await startDaily();
  simulator.addSnapshot({
    id: 'd0',
    sourceName: 'web-1',
    readyToUse: true,
    creationDate: '2020-01-01T00:00:00',
  });

  const step = await prune(simulator);

  expect(step.outputs['snapshot-ids']).toBe('["d1","d2","d3"]');
  expect(step.log).not.toContain('d0');
});

test('a list that is cut off once is read again, as a whole', async () => {
  const simulator = await startDaily();
  simulator.scheduleFault({ operation: 'list', fault: { kind: 'truncate' } });

  const step = await prune(simulator, KEEP_TWO, ACCELERATED);

  expect(countSent(simulator, 'list')).toBe(2);
  expect(idsIn(simulator)).toEqual(['d4', 'd5']);
  expect(step.exitCode).toBe(0);
});

test.each<readonly [string, Fault, number]>([
  ['an internal error', { kind: 'status', status: 500 }, 4],
  ['a lost answer', { kind: 'reset-after' }, 3],
  ['a connection that breaks before', { kind: 'reset-before' }, 4],
  ['an answer that is cut off', { kind: 'truncate' }, 3],
  ['a rate limit', { kind: 'status', status: 429, headers: { 'Retry-After': '2' } }, 4],
  ['no answer in time', { kind: 'hang', applied: true }, 3],
])('%s in the middle of the deletions does not keep any from being done', async (_, fault, deletions) => {
  const simulator = await startDaily();
  simulator.scheduleFault({ operation: 'delete', skip: 1, fault });

  const step = await prune(simulator, KEEP_TWO, ACCELERATED);

  expect(idsIn(simulator)).toEqual(['d4', 'd5']);
  expect(countSent(simulator, 'delete')).toBe(deletions);
  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["d1","d2","d3"]', 'failed-ids': '[]' });
  expect(step.exitCode).toBe(0);
});

test('a deletion that fails does not stop the others; the step fails and tells what was done', async () => {
  const simulator = await startDaily();
  simulator.scheduleFault({
    operation: 'delete',
    skip: 1,
    fault: { kind: 'status', status: 403, body: { message: 'You are not allowed to do this.' } },
  });

  const step = await prune(simulator);

  const [failed, ...kept] = idsIn(simulator);
  expect(kept).toEqual(['d4', 'd5']);
  expect(step.outputs).toMatchObject({
    'failed-ids': JSON.stringify([failed]),
    'snapshot-ids': JSON.stringify(['d1', 'd2', 'd3'].filter((id) => id !== failed)),
    count: '2',
    'kept-ids': '["d5","d4"]',
  });
  expect(step.lines).toContain('::error::prune: 2 of 3 deletions accepted, 1 failed, 2 kept.');
  expect(step.lines.at(-1)).toContain(`::error::Could not delete snapshot "${failed}" in namespace "prod"`);
  expect(
    rowsOf(step.summary).filter((row) => row.startsWith(`may still be there | ${failed} |`)),
  ).toHaveLength(1);
  expect(step.exitCode).toBe(1);
});

test('when all deletions fail for one reason, it is told once, after the total', async () => {
  const simulator = await startDaily();
  simulator.scheduleFault({
    operation: 'delete',
    times: 'always',
    fault: { kind: 'status', status: 403, body: 'none' },
  });

  const step = await prune(simulator);

  expect(step.lines.filter((line) => line.startsWith('::error::'))).toEqual([
    '::error::prune: 0 of 3 deletions accepted, 3 failed, 2 kept.',
    expect.stringMatching(/^::error::Could not delete snapshot "d1" .* The same for 2 more: "d2", "d3"\.$/),
  ]);
  expect(step.outputs).toMatchObject({ count: '0', 'failed-ids': '["d1","d2","d3"]' });
  expect(step.exitCode).toBe(1);
});

test('a snapshot that is gone already counts as deleted', async () => {
  const simulator = await startDaily();
  simulator.scheduleFault({
    operation: 'list',
    fault: {
      kind: 'raw-body',
      body: items({ ...SNAPSHOT, id: 'gone', creationDate: '2025-01-01T00:00:00' }),
    },
  });

  const step = await prune(simulator);

  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["gone","d1","d2","d3"]', 'failed-ids': '[]' });
  expect(step.exitCode).toBe(0);
});

test('two prunes at the same time both succeed, and keep what each of them alone would keep', async () => {
  const simulator = await startDaily({ latencyMs: 300 });

  const steps = await Promise.all([prune(simulator), prune(simulator)]);

  expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(steps.map(({ outputs }) => outputs['failed-ids'])).toEqual(['[]', '[]']);
  expect(idsIn(simulator)).toEqual(['d4', 'd5']);
});

test('a second prune with the same policy deletes nothing', async () => {
  const simulator = await startDaily();
  await prune(simulator);

  const step = await prune(simulator);

  expect(countSent(simulator, 'delete')).toBe(3);
  expect(step.outputs).toMatchObject({ count: '0', 'kept-ids': '["d5","d4"]' });
  expect(step.exitCode).toBe(0);
});

/** A list answered under the server's own idea of what time it is. */
function listedAt(serverNow: Date, snapshots: readonly object[]): Fault {
  return {
    kind: 'status',
    status: 200,
    headers: { Date: serverNow.toUTCString() },
    body: { raw: JSON.stringify({ items: snapshots }) },
  };
}

test('where the server’s clock is behind, ages are counted by it', async () => {
  const simulator = await startDaily();
  const recent = { ...SNAPSHOT, id: 'recent', creationDate: minutesAgo(90).toISOString() };
  const newest = { ...SNAPSHOT, id: 'newest', creationDate: minutesAgo(80).toISOString() };
  simulator.scheduleFault({ operation: 'list', fault: listedAt(minutesAgo(60), [newest, recent]) });

  const step = await prune(simulator, { match: '*', 'older-than': '1h' });

  expect(countSent(simulator, 'delete')).toBe(0);
  expect(step.lines[0]).toMatch(
    /^::warning::This machine's clock and the server's differ by (?:1h|59min\d+s|1h\d+s)\. Ages are counted from the earlier one\.$/,
  );
  expect(step.exitCode).toBe(0);
});

test('where the server’s clock is ahead, ages are counted by this machine’s', async () => {
  const simulator = await startDaily();
  const recent = { ...SNAPSHOT, id: 'recent', creationDate: minutesAgo(40).toISOString() };
  const newest = { ...SNAPSHOT, id: 'newest', creationDate: minutesAgo(30).toISOString() };
  simulator.scheduleFault({ operation: 'list', fault: listedAt(minutesAgo(-60), [newest, recent]) });

  const step = await prune(simulator, { match: '*', 'older-than': '1h' });

  expect(countSent(simulator, 'delete')).toBe(0);
  expect(step.lines[0]).toContain("::warning::This machine's clock and the server's differ by");
  expect(step.exitCode).toBe(0);
});

test('without a Date of the server, ages are counted by this machine’s clock', async () => {
  const simulator = await startDaily();
  simulator.scheduleFault({
    operation: 'list',
    fault: {
      kind: 'status',
      status: 200,
      headers: { Date: 'some day' },
      body: { raw: JSON.stringify({ items: daily }) },
    },
  });

  const step = await prune(simulator, { match: '*', 'older-than': '1h' });

  expect(step.outputs['count']).toBe('4');
  expect(step.lines.join()).not.toContain('clock');
});

test('a snapshot from the future is kept, and counts for no rule', async () => {
  const simulator = await startDaily();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'future', creationDate: minutesAgo(-60).toISOString() });

  const step = await prune(simulator, { match: '*', 'keep-last': '1' });

  expect(step.outputs['kept-ids']).toBe('["future","d5"]');
  expect(idsIn(simulator)).toEqual(['d5', 'future']);
});

test('kept and deleted are the same under every time zone', async () => {
  const simulator = await start();
  for (const hour of ['01', '11', '23'])
    simulator.addSnapshot({ ...SNAPSHOT, id: `h${hour}`, creationDate: `2026-03-29T${hour}:30:00` });

  const steps = await Promise.all(
    ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles'].map((TZ) =>
      prune(simulator, { match: '*', 'keep-daily': '7', 'dry-run': 'true' }, { environment: { TZ } }),
    ),
  );

  expect(steps.map(({ outputs }) => outputs['kept-ids'])).toEqual(steps.map(() => '["h23","h01"]'));
});

test.each([
  ['no scope', { 'keep-last': '1' }, '`source-vm` or `match` is required by prune'],
  ['no rule', { match: '*' }, 'No retention rule is set'],
  [
    'a policy that keeps nothing',
    { match: '*', 'keep-last': '0' },
    'keep-last is 0 and no other rule can keep',
  ],
  [
    'a negative number',
    { match: '*', 'keep-daily': '-1' },
    '`keep-daily` is "-1"; accepted is a whole number of at least 0, or unlimited',
  ],
  [
    'a broken number',
    { match: '*', 'keep-last': '1', 'max-deletes': '1.5' },
    '`max-deletes` is "1.5"; accepted is a whole number',
  ],
  ['a negated glob', { 'source-vm': '!prod-*', 'keep-last': '1' }, '`source-vm` is "!prod-*"; accepted is'],
  ['a broken glob to protect', { ...KEEP_TWO, protect: 'prod-{1' }, '`protect` is "prod-{1"; accepted is'],
])('%s is refused before anything is sent', async (_, policy, words) => {
  const simulator = await startDaily();

  const step = await prune(simulator, policy as Record<string, string>);

  expect(step.lines).toHaveLength(1);
  expect(step.lines[0]).toContain(words);
  expect(simulator.requests).toEqual([]);
  expect(step.exitCode).toBe(1);
});

test('many deletions show how far they are every few seconds', async () => {
  const simulator = await start({ latencyMs: 150 });
  for (const index of Array.from({ length: 20 }, (_, position) => position))
    simulator.addSnapshot({ ...SNAPSHOT, id: `s${index}`, creationDate: `2026-01-${index + 10}T00:00:00` });

  const step = await prune(simulator, { match: '*', 'keep-last': '1' }, ACCELERATED);

  expect(
    step.lines.filter((line) => /^\d+ of 19 deletions accepted so far\.$/.test(line)).length,
  ).toBeGreaterThan(1);
  expect(step.exitCode).toBe(0);
});
