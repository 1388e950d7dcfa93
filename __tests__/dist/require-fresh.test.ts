import { expect, jest, test } from '@jest/globals';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { inputsAt, sentTo } from './at-simulator.ts';
import { runAction } from './run-action.ts';
import { rowsOf } from './summary-rows.ts';

const start = simulatorStarter();
jest.setTimeout(20_000);

const HOUR_MS = 60 * 60 * 1000;

/** Requires that `web-1`, `db-1` and `web-2` have a snapshot of the last 26 hours, of which db-1's has an age in hours. */
async function requireFresh(ageHours: number) {
  const simulator = await start();
  const add = (sourceName: string, id: string, hours: number) =>
    simulator.addSnapshot({
      id,
      sourceName,
      namespace: 'prod',
      readyToUse: true,
      creationDate: new Date(Date.now() - (hours + 0.1) * HOUR_MS).toISOString(),
    });
  add('web-1', 'web-1-b', 3);
  add('web-1', 'web-1-a', 27);
  add('db-1', 'db-1-b', ageHours);
  add('db-1', 'db-1-a', 100);
  add('web-2', 'web-2-b', 4);
  const inputs = { operation: 'require-fresh', 'source-vm': 'web-1, db-1, web-2', 'newer-than': '26h' };
  return { simulator, step: await runAction(inputsAt(simulator, inputs)) };
}

test('one stale VM among fresh ones fails the step, and what is fresh is told all the same', async () => {
  const { simulator, step } = await requireFresh(76);

  expect(step.exitCode).toBe(1);
  expect(step.lines.slice(-2)).toEqual([
    '::error::require-fresh: 2 of 3 VMs fresh.',
    '::error::The newest good snapshot of VM "db-1" is "db-1-b", 3d4h old: older than newer-than, which is 1d2h.',
  ]);
  expect(step.outputs).toMatchObject({
    'snapshot-ids': '["web-1-b","db-1-b","web-2-b"]',
    ready: 'false',
    'failed-ids': '["db-1"]',
  });
  expect(step.summary).toContain('<strong>2</strong> of 3 VMs fresh');
  expect(step.summary).toContain('newer-than <code>26h</code>');
  expect(rowsOf(step.summary)[0]).toBe('too old | db-1 | db-1-b | 3d4h | db-1-a | 4d4h');
  expect(sentTo(simulator)).toEqual(['GET GetSnapshots']);
});

test('a guard lets pass what is fresh', async () => {
  const { step } = await requireFresh(20);

  expect(step.exitCode).toBe(0);
  expect(step.lines).toEqual(['Fresh and ready to be restored: 3 snapshots: web-1-b, db-1-b, web-2-b.']);
  expect(step.outputs).toMatchObject({ ready: 'true', 'failed-ids': '[]', count: '3' });
});
