import { describe, expect, jest, test } from '@jest/globals';
import type { Fault } from '../../simulator/fault-rules.ts';
import type { NotFoundStyle } from '../../simulator/simulator-options.ts';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { acceleratedNow, countSent, inputsAt, sentTo } from './at-simulator.ts';
import { runAction, SLOWNESS } from './run-action.ts';
import { rowsOf } from './summary-rows.ts';

const start = simulatorStarter();
jest.setTimeout(20_000 * SLOWNESS);

const TIME_FACTOR = 40;
const SNAPSHOT = { namespace: 'prod', sourceName: 'web-1', readyToUse: true };
const NOT_FOUND_STYLES: readonly NotFoundStyle[] = ['terraform-500', 'status-404'];

const get = (ids: string, more = {}) => ({ operation: 'get', 'snapshot-id': ids, ...more });
const del = (ids: string, more = {}) => ({ operation: 'delete', 'snapshot-id': ids, ...more });

async function startWith(ids: readonly string[], options: Parameters<typeof start>[0] = {}) {
  const simulator = await start(options);
  for (const id of ids) simulator.addSnapshot({ ...SNAPSHOT, id });
  return simulator;
}

test('get reads each snapshot with one request and keeps the order of the ids', async () => {
  const simulator = await startWith(['a', 'b', 'c']);

  const step = await runAction(inputsAt(simulator, get('c, a\nb, a')));

  expect(sentTo(simulator).toSorted()).toEqual([
    'GET GetSnapshot a',
    'GET GetSnapshot b',
    'GET GetSnapshot c',
  ]);
  expect(simulator.requests.find(({ query }) => query['Id'] === 'c')?.query).toEqual({
    Id: 'c',
    Namespace: 'prod',
    Cluster: 'Msc1',
  });
  expect(step.outputs).toMatchObject({
    'snapshot-ids': '["c","a","b"]',
    'snapshot-id': 'c',
    count: '3',
    ready: 'true',
    created: '',
  });
  expect(step.lines.at(-1)).toBe('Read 3 snapshots: c, a, b.');
  expect(step.exitCode).toBe(0);
});

test('ready is false if one of several snapshots is not ready', async () => {
  const simulator = await startWith(['a']);
  simulator.addSnapshot({ ...SNAPSHOT, id: 'b', readyToUse: false });

  const step = await runAction(inputsAt(simulator, get('a,b')));

  expect(step.outputs['ready']).toBe('false');
  expect(step.exitCode).toBe(0);
});

test('ready is false where the server does not say it', async () => {
  const simulator = await start();
  simulator.addSnapshot({ id: 'a', namespace: 'prod' });

  const step = await runAction(inputsAt(simulator, get('a')));

  expect(step.outputs['ready']).toBe('false');
  expect(JSON.parse(step.outputs['snapshots'] ?? '')).toMatchObject([{ readyToUse: null, sourceName: null }]);
});

test.each(NOT_FOUND_STYLES)(
  'get of a missing snapshot names id, namespace and cluster (%s)',
  async (style) => {
    const simulator = await start({ notFoundStyle: style });

    const step = await runAction(inputsAt(simulator, get('gone')));

    expect(sentTo(simulator)).toEqual(['GET GetSnapshot gone']);
    expect(step.lines.at(-1)).toBe(
      '::error::There is no snapshot "gone" in namespace "prod" on cluster "Msc1". Check the id, the namespace and the cluster, or set if-missing to ignore.',
    );
    expect(step.outputs).toMatchObject({ count: '0', 'snapshot-id': '', 'failed-ids': '["gone"]' });
    expect(step.exitCode).toBe(1);
  },
);

test.each(NOT_FOUND_STYLES)(
  'get leaves a missing snapshot out if that is to be ignored (%s)',
  async (style) => {
    const simulator = await startWith(['a'], { notFoundStyle: style });

    const step = await runAction(inputsAt(simulator, get('gone,a', { 'if-missing': 'ignore' })));

    expect(step.outputs).toMatchObject({ 'snapshot-ids': '["a"]', ready: 'true', 'failed-ids': '[]' });
    expect(step.exitCode).toBe(0);
  },
);

test('get of nothing but missing snapshots, if that is to be ignored, finds none and is not ready', async () => {
  const simulator = await start();

  const step = await runAction(inputsAt(simulator, get('gone', { 'if-missing': 'ignore' })));

  expect(step.outputs).toMatchObject({ count: '0', ready: 'false', snapshots: '[]' });
  expect(rowsOf(step.summary)).toEqual([]);
  expect(step.exitCode).toBe(0);
});

test('get of several snapshots reads the others when one is missing', async () => {
  const simulator = await startWith(['a', 'b']);

  const step = await runAction(inputsAt(simulator, get('a,gone,b')));

  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["a","b"]', 'failed-ids': '["gone"]' });
  expect(step.exitCode).toBe(1);
});

test.each([
  ['another snapshot', '"other" not found'],
  ['a longer name', 'volumesnapshots "web-1-old" not found'],
])('an error that says that %s is not found does not mean that this one is missing', async (_, message) => {
  const simulator = await start();
  simulator.scheduleFault({
    operation: 'get',
    times: 'always',
    fault: { kind: 'status', status: 500, body: { message } },
  });

  const step = await runAction(inputsAt(simulator, get('web-1', { 'if-missing': 'ignore' })), {
    timeFactor: TIME_FACTOR,
  });

  expect(step.lines.at(-1)).toContain(message);
  expect(step.exitCode).toBe(1);
});

const GATEWAYS_404: readonly (readonly [string, Fault])[] = [
  ['a page', { kind: 'status', status: 404, body: 'html' }],
  ['no body', { kind: 'status', status: 404, body: 'none' }],
  [
    'problem details',
    { kind: 'raw-body', status: 404, body: '{"type":"about:blank","title":"Not Found","status":404}' },
  ],
  [
    'a gateway’s JSON',
    { kind: 'raw-body', status: 404, body: '{"message":"no Route matched with those values"}' },
  ],
];

describe.each(['get', 'delete'] as const)('a 404 that the API did not say, to %s', (operation) => {
  const asked = { operation, 'snapshot-id': 'a', 'if-missing': 'ignore' };

  test.each(GATEWAYS_404)('with %s means missing if the list lacks the snapshot too', async (_, fault) => {
    const simulator = await start();
    simulator.scheduleFault({ operation: 'get', times: 'always', fault });

    const step = await runAction(inputsAt(simulator, asked));

    expect(sentTo(simulator)).toEqual(['GET GetSnapshot a', 'GET GetSnapshots']);
    expect(step.outputs).toMatchObject({ 'missing-ids': '["a"]', 'failed-ids': '[]' });
    expect(step.exitCode).toBe(0);
  });

  test.each(GATEWAYS_404)('with %s is an error if the list has it', async (_, fault) => {
    const simulator = await startWith(['a']);
    simulator.scheduleFault({ operation: 'get', times: 'always', fault });

    const step = await runAction(inputsAt(simulator, asked));

    expect(step.lines.at(-1)).toContain('The server contradicts itself');
    expect(step.lines.at(-1)).toContain('check api-url');
    expect(step.outputs).toMatchObject({ 'missing-ids': '[]', 'failed-ids': '["a"]' });
    expect(simulator.snapshots()).toHaveLength(1);
    expect(step.exitCode).toBe(1);
  });

  test.each(GATEWAYS_404)('with %s is an error if there is no list', async (_, fault) => {
    const simulator = await start();
    simulator.scheduleFault({ operation: 'any', times: 'always', fault });

    const step = await runAction(inputsAt(simulator, asked));

    expect(step.lines.at(-1)).toContain('The server answered 404 Not Found');
    expect(step.lines.at(-1)).toContain('check api-url');
    expect(step.outputs).toMatchObject({ 'missing-ids': '[]', 'failed-ids': '["a"]' });
    expect(step.exitCode).toBe(1);
  });
});

test.each([
  'Snapshot "a" cannot be deleted: VolumeSnapshotClass "csi" not found',
  'Cannot delete a: virtual machine web-1 could not be found',
  'Cluster Msc9 not found (reading snapshot a)',
])('words that something else was not found are a refusal, and are shown: %s', async (message) => {
  const simulator = await startWith(['a']);
  simulator.scheduleFault({
    operation: 'any',
    skip: 1,
    times: 'always',
    fault: { kind: 'status', status: 500, body: { message } },
  });

  const step = await runAction(inputsAt(simulator, del('a', { 'if-missing': 'ignore' })), {
    timeFactor: TIME_FACTOR,
  });

  expect(step.lines.at(-1)).toContain(message);
  expect(step.outputs).toMatchObject({ 'snapshot-ids': '[]', 'missing-ids': '[]', 'failed-ids': '["a"]' });
  expect(step.exitCode).toBe(1);
});

test('an answer of another namespace is no answer', async () => {
  const simulator = await start();
  const body = JSON.stringify({ ...SNAPSHOT, id: 'a', namespace: 'other' });
  simulator.scheduleFault({ operation: 'get', times: 'always', fault: { kind: 'raw-body', body } });

  const step = await runAction(inputsAt(simulator, del('a')), { timeFactor: TIME_FACTOR });

  expect(step.lines.at(-1)).toContain('in namespace "other", which is not what was asked for');
  expect(countSent(simulator, 'delete')).toBe(0);
  expect(step.exitCode).toBe(1);
});

test('an answer about another snapshot is not taken for the one that was asked for', async () => {
  const simulator = await start();
  simulator.scheduleFault({
    operation: 'get',
    times: 'always',
    fault: { kind: 'raw-body', body: JSON.stringify({ ...SNAPSHOT, id: 'b' }) },
  });

  const step = await runAction(inputsAt(simulator, get('a')), { timeFactor: TIME_FACTOR });

  expect(step.lines.at(-1)).toContain('it is about snapshot "b"');
  expect(step.outputs['snapshots']).toBe('[]');
  expect(step.exitCode).toBe(1);
});

test('get tries passing faults again, up to five times', async () => {
  const simulator = await startWith(['a']);
  simulator.scheduleFault({ operation: 'get', fault: { kind: 'reset-before' } });
  simulator.scheduleFault({ operation: 'get', fault: { kind: 'status', status: 500 } });
  simulator.scheduleFault({ operation: 'get', fault: { kind: 'status', status: 429, body: 'none' } });
  simulator.scheduleFault({ operation: 'get', fault: { kind: 'truncate' } });

  const step = await runAction(inputsAt(simulator, get('a')), { timeFactor: TIME_FACTOR });

  expect(countSent(simulator, 'get')).toBe(5);
  expect(step.exitCode).toBe(0);
});

test('delete reads each snapshot, then sends one DELETE for each', async () => {
  const simulator = await startWith(['a', 'b', 'c']);

  const step = await runAction(inputsAt(simulator, del('a,b')));

  expect(sentTo(simulator).slice(0, 2).toSorted()).toEqual(['GET GetSnapshot a', 'GET GetSnapshot b']);
  expect(sentTo(simulator).slice(2).toSorted()).toEqual([
    'DELETE DeleteSnapshot a',
    'DELETE DeleteSnapshot b',
  ]);
  expect(simulator.requests.at(-1)?.query).toEqual({
    Id: expect.any(String),
    Namespace: 'prod',
    Cluster: 'Msc1',
  });
  expect(simulator.snapshots()).toMatchObject([{ id: 'c' }]);
  expect(step.outputs).toMatchObject({
    'snapshot-ids': '["a","b"]',
    count: '2',
    ready: '',
    created: '',
    'failed-ids': '[]',
    'missing-ids': '[]',
  });
  expect(JSON.parse(step.outputs['snapshots'] ?? '')).toMatchObject([
    { id: 'a', sourceName: SNAPSHOT.sourceName },
    { id: 'b', sourceName: SNAPSHOT.sourceName },
  ]);
  expect(step.lines.at(-1)).toBe('Deletion of 2 snapshots accepted: a, b.');
  expect(step.exitCode).toBe(0);
});

test('delete sends at most five requests at a time', async () => {
  const ids = Array.from({ length: 12 }, (_, index) => `old-${index}`);
  const simulator = await startWith(ids, { latencyMs: 50 });

  const step = await runAction(inputsAt(simulator, del(ids.join('\n'))));

  expect(simulator.load().requestsAtMost).toBe(5);
  expect(simulator.snapshots()).toEqual([]);
  expect(step.exitCode).toBe(0);
});

test.each(NOT_FOUND_STYLES)(
  'delete of a missing snapshot fails, and the others are deleted (%s)',
  async (style) => {
    const simulator = await startWith(['a', 'b'], { notFoundStyle: style });

    const step = await runAction(inputsAt(simulator, del('a,gone,b')));

    expect(step.lines.at(-1)).toContain('There is no snapshot "gone" in namespace "prod" on cluster "Msc1".');
    expect(step.outputs).toMatchObject({
      'snapshot-ids': '["a","b"]',
      'failed-ids': '["gone"]',
      'missing-ids': '["gone"]',
      count: '2',
    });
    expect(simulator.snapshots()).toEqual([]);
    expect(step.exitCode).toBe(1);
  },
);

test.each(NOT_FOUND_STYLES)(
  'delete leaves a missing snapshot out, and sends no DELETE, if that is to be ignored (%s)',
  async (style) => {
    const simulator = await start({ notFoundStyle: style });

    const step = await runAction(inputsAt(simulator, del('gone', { 'if-missing': 'ignore' })));

    expect(sentTo(simulator)).toEqual(['GET GetSnapshot gone']);
    expect(step.lines).toContain('There is no snapshot "gone" in namespace "prod" on cluster "Msc1".');
    expect(step.lines.at(-1)).toBe('Nothing was deleted.');
    expect(step.outputs).toMatchObject({
      'snapshot-ids': '[]',
      'failed-ids': '[]',
      'missing-ids': '["gone"]',
    });
    expect(step.exitCode).toBe(0);
  },
);

test.each([
  ['a lost answer', { kind: 'reset-after' }],
  ['an answer that is cut off', { kind: 'truncate' }],
  ['an internal error that hides a success', { kind: 'status', status: 500, applied: true }],
  ['no answer in time', { kind: 'hang', applied: true }],
] as const)(
  'after %s to a DELETE, it is looked up, and "not found" means that it worked',
  async (_, fault) => {
    const simulator = await startWith(['a']);
    simulator.scheduleFault({ operation: 'delete', fault });

    const step = await runAction(inputsAt(simulator, del('a')), { timeFactor: TIME_FACTOR });

    expect(sentTo(simulator)).toEqual(['GET GetSnapshot a', 'DELETE DeleteSnapshot a', 'GET GetSnapshot a']);
    expect(step.outputs).toMatchObject({ 'snapshot-ids': '["a"]', 'failed-ids': '[]' });
    expect(step.exitCode).toBe(0);
  },
);

test('after a DELETE that was not accepted, it is asked for again without a look', async () => {
  const simulator = await startWith(['a']);
  simulator.scheduleFault({ operation: 'delete', fault: { kind: 'status', status: 429, body: 'none' } });

  const step = await runAction(inputsAt(simulator, del('a')), { timeFactor: TIME_FACTOR });

  expect(sentTo(simulator)).toEqual([
    'GET GetSnapshot a',
    'DELETE DeleteSnapshot a',
    'DELETE DeleteSnapshot a',
  ]);
  expect(step.exitCode).toBe(0);
});

test('a misspelt id is never deleted by a lost answer', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'delete', times: 'always', fault: { kind: 'reset-after' } });

  const step = await runAction(inputsAt(simulator, del('misspelt')));

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot misspelt']);
  expect(step.lines.at(-1)).toContain('There is no snapshot "misspelt"');
  expect(step.exitCode).toBe(1);
});

test('one snapshot that cannot be deleted does not keep the others from being deleted', async () => {
  const simulator = await startWith(['a', 'b', 'c']);
  simulator.scheduleFault({
    operation: 'delete',
    fault: { kind: 'status', status: 403, body: { message: 'You are not allowed to do this.' } },
  });

  const step = await runAction(inputsAt(simulator, del('a,b,c')));

  const left = simulator.snapshots().map(({ id }) => id);
  expect(left).toHaveLength(1);
  expect(step.outputs).toMatchObject({ count: '2', 'failed-ids': JSON.stringify(left) });
  expect(step.lines.at(-1)).toContain(`Could not delete snapshot "${left[0]}" in namespace "prod"`);
  expect(step.lines.at(-1)).toContain('You are not allowed to do this.');
  expect(step.exitCode).toBe(1);
});

test('a dry run sends no DELETE, and lists what would be deleted', async () => {
  const simulator = await startWith(['a', 'b']);

  const step = await runAction(inputsAt(simulator, del('a,b', { 'dry-run': 'true' })));

  expect(sentTo(simulator).toSorted()).toEqual(['GET GetSnapshot a', 'GET GetSnapshot b']);
  expect(simulator.snapshots()).toHaveLength(2);
  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["a","b"]', count: '2', ready: '' });
  expect(step.lines.at(-1)).toBe('Dry run: would delete 2 snapshots: a, b.');
  expect(step.summary).toContain('delete (DRY RUN, nothing is deleted)');
  expect(step.exitCode).toBe(0);
});

test('a dry run fails for a missing snapshot as the deletion would', async () => {
  const simulator = await startWith(['a']);

  const step = await runAction(inputsAt(simulator, del('a,gone', { 'dry-run': 'TRUE' })));

  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["a"]', 'failed-ids': '["gone"]' });
  expect(countSent(simulator, 'delete')).toBe(0);
  expect(step.exitCode).toBe(1);
});

test('delete with wait asks for one snapshot by its id until it is gone', async () => {
  const simulator = await startWith(['a'], { deletedVisibleForMs: 5000, now: acceleratedNow(TIME_FACTOR) });

  const step = await runAction(inputsAt(simulator, del('a', { wait: 'true' })), { timeFactor: TIME_FACTOR });

  const [first, second, ...checks] = sentTo(simulator);
  expect([first, second]).toEqual(['GET GetSnapshot a', 'DELETE DeleteSnapshot a']);
  expect(checks.length).toBeGreaterThan(1);
  expect(new Set(checks)).toEqual(new Set(['GET GetSnapshot a']));
  expect(simulator.snapshots()).toEqual([]);
  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["a"]', 'failed-ids': '[]' });
  expect(step.exitCode).toBe(0);
});

test('delete with wait asks for several snapshots with one GetSnapshots a round', async () => {
  const simulator = await startWith(['a', 'b'], {
    deletedVisibleForMs: 5000,
    now: acceleratedNow(TIME_FACTOR),
  });

  const step = await runAction(inputsAt(simulator, del('a,b', { wait: 'true' })), {
    timeFactor: TIME_FACTOR,
  });

  expect(countSent(simulator, 'delete')).toBe(2);
  expect(countSent(simulator, 'list')).toBeGreaterThan(1);
  expect(simulator.snapshots()).toEqual([]);
  expect(step.exitCode).toBe(0);
});

test('a wait for a deletion that takes too long says what is still there and that the deletion goes on', async () => {
  const simulator = await startWith(['a'], { deletedVisibleForMs: 3_600_000 });

  const step = await runAction(inputsAt(simulator, del('a', { wait: 'true', timeout: '20s' })), {
    timeFactor: TIME_FACTOR,
  });

  expect(step.lines.at(-1)).toBe(
    '::error::Timed out after 20s of waiting for snapshot "a" in namespace "prod" on cluster "Msc1" to be gone; last state: still there. Its deletion was accepted and goes on without this run; nothing else was deleted. A restore in progress can delay it.',
  );
  expect(countSent(simulator, 'delete')).toBe(1);
  expect(step.outputs).toMatchObject({ 'failed-ids': '["a"]', 'snapshots-file': expect.any(String) });
  expect(step.exitCode).toBe(1);
});

test('delete of a missing snapshot with wait and ignore ends without a wait for others', async () => {
  const simulator = await start();

  const step = await runAction(inputsAt(simulator, del('gone', { wait: 'true', 'if-missing': 'ignore' })));

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot gone']);
  expect(step.exitCode).toBe(0);
});
