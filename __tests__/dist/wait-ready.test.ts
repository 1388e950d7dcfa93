import { expect, jest, test } from '@jest/globals';
import type { FaultRule } from '../../simulator/fault-rules.ts';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { acceleratedNow, countSent, inputsAt, sentTo } from './at-simulator.ts';
import { runAction, SLOWNESS } from './run-action.ts';

const start = simulatorStarter();
jest.setTimeout(20_000 * SLOWNESS);

const TIME_FACTOR = 40;
const ACCELERATED = { timeFactor: TIME_FACTOR };
const SNAPSHOT = { namespace: 'prod', sourceName: 'web-1', readyToUse: true };
const MISSING: FaultRule['fault'] = {
  kind: 'status',
  status: 404,
  body: { message: 'Snapshot a could not be found.' },
};

const waitFor = (ids: string, more = {}) => ({ operation: 'wait-ready', 'snapshot-id': ids, ...more });

/** An answer to GetSnapshots, or with one item to GetSnapshot, that shows nothing ready. */
const notReady = (...ids: readonly string[]): FaultRule['fault'] => {
  const items = ids.map((id) => ({ ...SNAPSHOT, id, readyToUse: false }));
  return { kind: 'raw-body', body: JSON.stringify(items.length === 1 ? items[0] : { items }) };
};

test('a snapshot that is ready needs one request', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a' });

  const step = await runAction(inputsAt(simulator, waitFor('a')));

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot a']);
  expect(step.outputs).toMatchObject({ 'snapshot-id': 'a', ready: 'true', count: '1', 'failed-ids': '[]' });
  expect(step.lines).toEqual(['Ready to be restored: 1 snapshot: a.']);
  expect(step.exitCode).toBe(0);
});

test('one snapshot is asked for by its id once a round', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a' });
  simulator.scheduleFault({ operation: 'get', times: 2, fault: notReady('a') });

  const step = await runAction(inputsAt(simulator, waitFor('a')), ACCELERATED);

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot a', 'GET GetSnapshot a', 'GET GetSnapshot a']);
  expect(step.exitCode).toBe(0);
});

test('several snapshots are asked for with one GetSnapshots a round', async () => {
  const simulator = await start();
  for (const id of ['a', 'b', 'c']) simulator.addSnapshot({ ...SNAPSHOT, id });
  simulator.scheduleFault({ operation: 'list', times: 2, fault: notReady('a', 'b', 'c') });

  const step = await runAction(inputsAt(simulator, waitFor('a,b,c')), ACCELERATED);

  expect(sentTo(simulator)).toEqual(['GET GetSnapshots', 'GET GetSnapshots', 'GET GetSnapshots']);
  expect(simulator.requests[0]?.query).toEqual({ Cluster: 'Msc1' });
  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["a","b","c"]', ready: 'true' });
  expect(step.exitCode).toBe(0);
});

test('a snapshot of the same id in another namespace is not taken for the one that is waited for', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a', readyToUse: false });
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a', namespace: 'test' });
  simulator.addSnapshot({ ...SNAPSHOT, id: 'b' });

  const step = await runAction(inputsAt(simulator, waitFor('a,b', { timeout: '10s' })), ACCELERATED);

  expect(step.outputs).toMatchObject({ ready: 'false', 'failed-ids': '["a"]' });
  expect(step.exitCode).toBe(1);
});

test('each round is a line with the elapsed time, who is not ready, and when the next check is', async () => {
  const simulator = await start();
  for (const id of ['a', 'b', 'c']) simulator.addSnapshot({ ...SNAPSHOT, id });
  simulator.scheduleFault({ operation: 'list', fault: notReady('a', 'b', 'c') });

  const step = await runAction(inputsAt(simulator, waitFor('a,b,c')), ACCELERATED);

  expect(step.lines).toHaveLength(2);
  expect(step.lines[0]).toMatch(
    /^\d+s: 0 of 3 snapshots ready, waiting for a \(not ready\), b \(not ready\), c \(not ready\); next check in 3s\.$/,
  );
});

test('the pauses grow, and are never longer than the poll interval', async () => {
  const simulator = await start({ now: acceleratedNow(TIME_FACTOR) });
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a', readyToUse: false });

  const step = await runAction(
    inputsAt(simulator, waitFor('a', { timeout: '100s', 'poll-interval': '5s' })),
    ACCELERATED,
  );

  const pauses = step.lines
    .map((line) => Number(/next check in (\d+)s/.exec(line)?.[1]))
    .filter(Number.isInteger);
  expect(pauses[0]).toBe(3);
  expect(Math.max(...pauses)).toBe(5);
  expect(step.exitCode).toBe(1);
});

test('a timeout says what was waited for, how long, the last state, and that nothing was deleted', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a', readyToUse: false });

  const step = await runAction(inputsAt(simulator, waitFor('a', { timeout: '30s' })), ACCELERATED);

  expect(step.lines.at(-1)).toBe(
    '::error::Timed out after 30s of waiting for snapshot "a" in namespace "prod" on cluster "Msc1" to be ready; last state: not ready. Nothing was deleted. It may still become ready: wait for it with wait-ready, or set a longer timeout.',
  );
  expect(step.outputs).toMatchObject({
    'snapshot-id': 'a',
    count: '1',
    ready: 'false',
    'failed-ids': '["a"]',
  });
  expect(JSON.parse(step.outputs['snapshots'] ?? '')).toMatchObject([{ id: 'a', readyToUse: false }]);
  expect(countSent(simulator, 'get')).toBe(simulator.requests.length);
  expect(step.exitCode).toBe(1);
});

test('the last check is at the deadline: a snapshot that is ready then is ready', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a' });
  simulator.scheduleFault({ operation: 'get', fault: notReady('a') });

  const step = await runAction(
    inputsAt(simulator, waitFor('a', { timeout: '30s', 'poll-interval': '10m' })),
    ACCELERATED,
  );

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot a', 'GET GetSnapshot a']);
  expect(step.exitCode).toBe(0);
});

test('a server that falls silent does not hold the step far beyond the deadline', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'get', times: 'always', fault: { kind: 'hang' } });

  const step = await runAction(inputsAt(simulator, waitFor('a', { timeout: '10s' })), ACCELERATED);

  expect(step.lines.at(-1)).toContain('Timed out after 10s of waiting for snapshot "a"');
  expect(step.lines.at(-1)).toMatch(/No answer from 127\.0\.0\.1:\d+: no answer within 15s\./);
  expect(step.lines.at(-1)).toContain('last state: not seen yet');
  expect(step.exitCode).toBe(1);
});

test('a server that asks for silence until after the deadline is not asked again', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a' });
  simulator.scheduleFault({
    operation: 'get',
    fault: { kind: 'status', status: 429, headers: { 'Retry-After': '100' } },
  });

  const step = await runAction(inputsAt(simulator, waitFor('a', { timeout: '10s' })), ACCELERATED);

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot a']);
  expect(step.lines.at(-1)).toContain('Timed out after 10s of waiting for snapshot "a"');
  expect(step.exitCode).toBe(1);
});

test('a snapshot that was seen and is then absent for a minute fails', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'get', fault: notReady('a') });

  const step = await runAction(inputsAt(simulator, waitFor('a')), ACCELERATED);

  expect(countSent(simulator, 'get')).toBeGreaterThan(10);
  expect(step.lines.at(-1)).toBe(
    '::error::Snapshot "a" was there, and was missing for 1min: it was deleted while this run waited for it.',
  );
  expect(step.outputs).toMatchObject({ ready: 'false', 'failed-ids': '["a"]' });
  expect(step.exitCode).toBe(1);
});

test('a snapshot that was seen may be absent once', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a' });
  simulator.scheduleFault({ operation: 'get', fault: notReady('a') });
  simulator.scheduleFault({ operation: 'get', fault: MISSING });
  simulator.scheduleFault({ operation: 'get', fault: notReady('a') });
  simulator.scheduleFault({ operation: 'get', fault: MISSING });

  const step = await runAction(inputsAt(simulator, waitFor('a')), ACCELERATED);

  expect(countSent(simulator, 'get')).toBe(5);
  expect(step.exitCode).toBe(0);
});

test('a snapshot that was never there fails after a minute, with what to check', async () => {
  const simulator = await start();

  const step = await runAction(inputsAt(simulator, waitFor('a')), ACCELERATED);

  expect(step.lines.at(-1)).toBe(
    '::error::Snapshot "a" was not there for 1min. Check the id, the namespace and the cluster.',
  );
  expect(step.lines[0]).toContain('waiting for a (not there yet)');
  expect(step.exitCode).toBe(1);
});

test('a snapshot that appears within the first minute is waited for', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a' });
  simulator.scheduleFault({ operation: 'get', times: 5, fault: MISSING });

  const step = await runAction(inputsAt(simulator, waitFor('a')), ACCELERATED);

  expect(countSent(simulator, 'get')).toBe(6);
  expect(step.exitCode).toBe(0);
});

test('a snapshot that is gone fails alone, and the outputs hold the state of the others', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'b' });
  simulator.scheduleFault({ operation: 'list', fault: notReady('a', 'b') });

  const step = await runAction(inputsAt(simulator, waitFor('a,b')), ACCELERATED);

  expect(step.lines.at(-1)).toContain('Snapshot "a" was there, and was missing for 1min');
  expect(JSON.parse(step.outputs['snapshots'] ?? '')).toMatchObject([
    { id: 'a' },
    { id: 'b', readyToUse: true },
  ]);
  expect(step.outputs['failed-ids']).toBe('["a"]');
  expect(step.exitCode).toBe(1);
});

test('errors that pass are tolerated', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a' });
  simulator.scheduleFault({ operation: 'get', times: 6, fault: { kind: 'status', status: 500 } });
  simulator.scheduleFault({ operation: 'get', fault: { kind: 'reset-before' } });
  simulator.scheduleFault({ operation: 'get', fault: { kind: 'html' } });

  const step = await runAction(inputsAt(simulator, waitFor('a')), ACCELERATED);

  expect(step.outputs['ready']).toBe('true');
  expect(step.exitCode).toBe(0);
});

test('a refusal in words of its own is tolerated once the server has answered', async () => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a' });
  simulator.scheduleFault({ operation: 'get', fault: notReady('a') });
  simulator.scheduleFault({
    operation: 'get',
    times: 10,
    fault: { kind: 'status', status: 500, body: { message: 'etcdserver: request timed out' } },
  });

  const step = await runAction(inputsAt(simulator, waitFor('a')), ACCELERATED);

  expect(step.exitCode).toBe(0);
});

test.each([
  [401, 'The API key was refused: check the secret'],
  [403, 'The account may not do this'],
])('%i with an API key fails when it comes twice running', async (status, words) => {
  const simulator = await start();
  simulator.addSnapshot({ ...SNAPSHOT, id: 'a' });
  const fault = { kind: 'status', status, body: 'none' } as const;
  simulator.scheduleFault({ operation: 'get', skip: 1, times: 2, fault });
  simulator.scheduleFault({ operation: 'get', fault: notReady('a') });

  const step = await runAction(inputsAt(simulator, waitFor('a')), ACCELERATED);

  expect(countSent(simulator, 'get')).toBe(3);
  expect(step.lines.at(-1)).toContain(`Access failed (The server answered ${status}`);
  expect(step.lines.at(-1)).toContain(words);
  expect(step.outputs['snapshot-id']).toBe('a');
  expect(step.exitCode).toBe(1);
});

test.each([
  ['one', 'a'],
  ['several', 'a,b'],
])('a misspelt cluster fails within seconds, in the server’s words (%s)', async (_, ids) => {
  const simulator = await start({ now: acceleratedNow(TIME_FACTOR) });

  const step = await runAction(inputsAt(simulator, waitFor(ids, { cluster: 'Msc9' })), ACCELERATED);

  expect(step.lines.at(-1)).toMatch(/Cluster "Msc9" is not available|wait-ready failed for 2 snapshots/);
  expect(step.log).toContain('Access failed (The server answered 500 Internal Server Error: "Cluster "Msc9"');
  expect((simulator.requests.at(-1)?.atMs ?? 0) - (simulator.requests[0]?.atMs ?? 0)).toBeLessThan(
    20_000 * SLOWNESS,
  );
  expect(step.exitCode).toBe(1);
});

test('the ids may be the output of an earlier step', async () => {
  const simulator = await start();
  const vms = { operation: 'create', 'source-vm': 'web-1,web-2', name: 'before-{source-vm}' };
  const earlier = await runAction(inputsAt(simulator, vms));

  const step = await runAction(inputsAt(simulator, waitFor(earlier.outputs['snapshot-ids'] ?? '')));

  expect(step.outputs).toMatchObject({ 'snapshot-ids': '["before-web-1","before-web-2"]', ready: 'true' });
  expect(step.exitCode).toBe(0);
});

test('the empty list of an earlier step is refused', async () => {
  const simulator = await start();

  const step = await runAction(inputsAt(simulator, waitFor('[]')));

  expect(step.lines).toEqual(['::error::`snapshot-id` is required by wait-ready, and is empty.']);
  expect(simulator.requests).toEqual([]);
  expect(step.exitCode).toBe(1);
});
