import { describe, expect, jest, test } from '@jest/globals';
import type { Fault } from '../../simulator/fault-rules.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { acceleratedNow, countSent, inputsAt, sentTo } from './at-simulator.ts';
import { runAction, SLOWNESS } from './run-action.ts';

const start = simulatorStarter();
jest.setTimeout(30_000 * SLOWNESS);

const TIME_FACTOR = 40;
const ACCELERATED = { timeFactor: TIME_FACTOR };
const WEB = { namespace: 'prod', sourceName: 'web', readyToUse: true };

/** Five ready snapshots of one VM, `d5` the newest. */
function addDaily(simulator: Simulator): void {
  for (const day of [1, 2, 3, 4, 5]) {
    simulator.addSnapshot({ ...WEB, id: `d${day}`, creationDate: `2026-01-0${day}T00:00:00` });
  }
}

const PRUNE = { operation: 'prune', match: '*', 'keep-last': '2' };

const leftIn = (simulator: Simulator) =>
  simulator
    .snapshots()
    .filter(({ deleting }) => !deleting)
    .map(({ id }) => id)
    .toSorted();

describe('a prune loses no VM its last good snapshot', () => {
  test('to a list that still holds newer ones, which are gone', async () => {
    const simulator = await start();
    addDaily(simulator);
    simulator.removeSnapshot('d5');
    simulator.removeSnapshot('d4');
    const body = JSON.stringify({
      items: [1, 2, 3, 4, 5].map((day) => ({
        ...WEB,
        id: `d${day}`,
        creationDate: `2026-01-0${day}T00:00:00`,
      })),
    });
    simulator.scheduleFault({ operation: 'list', fault: { kind: 'raw-body', body } });

    const step = await runAction(inputsAt(simulator, PRUNE));

    expect(countSent(simulator, 'delete')).toBe(0);
    expect(step.log).toContain('is not there when it is read by its id');
    expect(step.outputs).toMatchObject({ 'snapshot-ids': '[]', 'failed-ids': '["d1","d2","d3"]' });
    expect(step.exitCode).toBe(1);
  });

  test('to a list that ignores the cluster', async () => {
    const simulator = await start({ clusters: ['Msc1', 'Hou1'] });
    simulator.addSnapshot({ ...WEB, id: 'here', creationDate: '2026-01-01T00:00:00' });
    simulator.addSnapshot({ ...WEB, id: 'there', creationDate: '2026-02-01T00:00:00', cluster: 'Hou1' });
    simulator.scheduleFault({ operation: 'list', fault: { kind: 'all-clusters' } });

    const step = await runAction(inputsAt(simulator, { ...PRUNE, 'keep-last': '1' }));

    expect(leftIn(simulator)).toEqual(['here', 'there']);
    expect(step.exitCode).toBe(1);
  });

  test('to a service that calls everything unready', async () => {
    const simulator = await start();
    addDaily(simulator);
    const fault: Fault = { kind: 'overlay', fields: { readyToUse: false } };
    simulator.scheduleFault({ operation: 'any', times: 'always', fault });

    await runAction(inputsAt(simulator, { ...PRUNE, 'unready-older-than': '1h' }));

    expect(leftIn(simulator)).toHaveLength(5);
  });

  test('to a list that calls a good one unready once', async () => {
    const simulator = await start();
    addDaily(simulator);
    const fault: Fault = { kind: 'overlay', fields: { readyToUse: false }, ids: ['d1'] };
    simulator.scheduleFault({ operation: 'list', fault });

    const step = await runAction(
      inputsAt(simulator, { ...PRUNE, 'keep-last': '4', 'unready-older-than': '1h' }),
    );

    expect(leftIn(simulator)).toHaveLength(5);
    expect(JSON.parse(step.outputs['kept-ids'] ?? '')).toContain('d1');
    expect(step.exitCode).toBe(0);
  });

  test('to a server that leaves the VMs out', async () => {
    const simulator = await start();
    addDaily(simulator);
    const fault: Fault = { kind: 'overlay', fields: { sourceName: null } };
    simulator.scheduleFault({ operation: 'list', fault });

    const step = await runAction(inputsAt(simulator, PRUNE));

    expect(leftIn(simulator)).toHaveLength(5);
    expect(step.log).toContain('5 snapshots in scope do not say the source VM');
    expect(step.exitCode).toBe(0);
  });

  test('to a list that holds an id twice', async () => {
    const simulator = await start();
    addDaily(simulator);
    simulator.scheduleFault({ operation: 'list', fault: { kind: 'double', ids: ['d1'] } });

    const step = await runAction(inputsAt(simulator, PRUNE));

    expect(leftIn(simulator)).toHaveLength(5);
    expect(step.exitCode).toBe(1);
  });
});

test.each([409, 423, 500, 503] as const)(
  'a back end that does one deletion at a time is waited for, and all are deleted (%i)',
  async (lockedStatus) => {
    const simulator = await start({ locksForMs: 3000, lockedStatus, now: acceleratedNow(TIME_FACTOR) });
    addDaily(simulator);

    const step = await runAction(inputsAt(simulator, PRUNE), ACCELERATED);

    expect(leftIn(simulator)).toEqual(['d4', 'd5']);
    expect(step.outputs).toMatchObject({ 'snapshot-ids': '["d1","d2","d3"]', 'failed-ids': '[]' });
    expect(step.exitCode).toBe(0);
  },
);

test('a prune with wait ends when all are gone', async () => {
  const simulator = await start({ deletedVisibleForMs: 20_000, now: acceleratedNow(TIME_FACTOR) });
  addDaily(simulator);

  const step = await runAction(inputsAt(simulator, { ...PRUNE, wait: 'true' }), ACCELERATED);

  expect(simulator.snapshots()).toHaveLength(2);
  expect(step.lines.at(-1)).toBe('Deleted 3 snapshots, kept 2.');
  expect(step.exitCode).toBe(0);
});

test('a creation of several is not called ready by a list that spans clusters', async () => {
  const simulator = await start({
    clusters: ['Msc1', 'Hou1'],
    invisibleForMs: 20_000,
    readyAfterMs: 40_000,
    now: acceleratedNow(TIME_FACTOR),
  });
  for (const id of ['x-web-1', 'x-web-2']) {
    const sourceName = id.slice(2);
    simulator.addSnapshot({ ...WEB, id, sourceName, creationDate: '2026-01-01T00:00:00', cluster: 'Hou1' });
  }
  simulator.scheduleFault({ operation: 'list', times: 'always', fault: { kind: 'all-clusters' } });

  const step = await runAction(
    inputsAt(simulator, {
      operation: 'create',
      'source-vm': 'web-1,web-2',
      name: 'x-{source-vm}',
      wait: 'true',
    }),
    ACCELERATED,
  );

  expect(step.lines.filter((line) => line.includes('0 of 2 snapshots ready')).length).toBeGreaterThan(2);
  expect(step.outputs['snapshots']).not.toContain('2026-01-01');
  expect(step.exitCode).toBe(0);
});

test('a wait for a deletion does not end with one false "not found"', async () => {
  const simulator = await start({ deletedVisibleForMs: 30_000, now: acceleratedNow(TIME_FACTOR) });
  simulator.addSnapshot({ ...WEB, id: 'a' });
  simulator.scheduleFault({
    operation: 'get',
    skip: 1,
    fault: { kind: 'success-false', message: "Snapshot 'a' was not found." },
  });

  const step = await runAction(
    inputsAt(simulator, { operation: 'delete', 'snapshot-id': 'a', wait: 'true' }),
    ACCELERATED,
  );

  expect(simulator.snapshots()).toEqual([]);
  expect(step.lines.join('\n')).toMatch(/a \(missing, but not yet .*\n.*a \(still there\)/);
  expect(step.lines.at(-1)).toBe('Deleted 1 snapshot: a.');
  expect(step.exitCode).toBe(0);
});

test('a deletion is not repeated on another snapshot that has got the name meanwhile', async () => {
  let deletions = 0;
  const simulator: Simulator = await start({
    onRequest: ({ operation }) => {
      if (operation === 'delete') deletions += 1;
      if (operation !== 'get' || deletions === 0) return;
      if (simulator.snapshots().some(({ id }) => id === 'a')) return;
      simulator.addSnapshot({ ...WEB, id: 'a', creationDate: '2026-02-01T00:00:00' });
    },
  });
  simulator.addSnapshot({ ...WEB, id: 'a', creationDate: '2026-01-01T00:00:00' });
  simulator.scheduleFault({ operation: 'delete', fault: { kind: 'reset-after' } });

  const step = await runAction(inputsAt(simulator, { operation: 'delete', 'snapshot-id': 'a' }), ACCELERATED);

  expect(sentTo(simulator)).toEqual(['GET GetSnapshot a', 'DELETE DeleteSnapshot a', 'GET GetSnapshot a']);
  expect(leftIn(simulator)).toEqual(['a']);
  expect(step.lines.at(-1)).toContain('somebody has made a new one');
  expect(step.exitCode).toBe(1);
});

describe('a wait', () => {
  const waitFor = (ids: string) => ({ operation: 'wait-ready', 'snapshot-id': ids, timeout: '5m' });

  test('is not ended by one round in which one has flipped back', async () => {
    const simulator = await start();
    addDaily(simulator);
    const unready = (id: string): Fault => ({ kind: 'overlay', fields: { readyToUse: false }, ids: [id] });
    simulator.scheduleFault({ operation: 'list', fault: unready('d1') });
    simulator.scheduleFault({ operation: 'list', fault: unready('d2') });

    const step = await runAction(inputsAt(simulator, waitFor('d1,d2')), ACCELERATED);

    expect(countSent(simulator, 'list')).toBe(3);
    expect(step.outputs['ready']).toBe('true');
    expect(step.exitCode).toBe(0);
  });

  test('asks by id for what a list leaves out, or holds twice', async () => {
    const simulator = await start();
    addDaily(simulator);
    simulator.scheduleFault({ operation: 'list', fault: { kind: 'leave-out', ids: ['d1'] } });

    const step = await runAction(inputsAt(simulator, waitFor('d1,d2')));

    expect(sentTo(simulator)).toEqual(['GET GetSnapshots', 'GET GetSnapshot d1']);
    expect(step.exitCode).toBe(0);
  });

  test('is not ended by a page with 403', async () => {
    const simulator = await start();
    addDaily(simulator);
    const fault: Fault = { kind: 'status', status: 403, body: 'html' };
    simulator.scheduleFault({ operation: 'get', times: 4, fault });

    const step = await runAction(inputsAt(simulator, waitFor('d1')), ACCELERATED);

    expect(step.log).toContain('a gateway or proxy in front of it');
    expect(step.exitCode).toBe(0);
  });
});

test('an item of another namespace that cannot be read spoils nothing', async () => {
  const simulator = await start();
  addDaily(simulator);
  const fault: Fault = { kind: 'overlay', fields: { namespace: 'other', sourceName: 7 }, ids: ['d1'] };
  simulator.scheduleFault({ operation: 'list', fault });

  const step = await runAction(inputsAt(simulator, PRUNE));

  expect(step.outputs['snapshot-ids']).toBe('["d2","d3"]');
  expect(step.exitCode).toBe(0);
});
