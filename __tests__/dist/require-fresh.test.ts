import { expect } from '@jest/globals';
import { on, raw, snapshot } from './fixtures.ts';
import { type StepRow, testSteps } from './step-table.ts';
import { rowsOf } from './summary-rows.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Requires that each of three VMs has a snapshot of the last 26 hours, of which db-1's has an age in hours. */
function requireFresh(ageHours: number): Pick<StepRow, 'inputs' | 'snapshots'> {
  const aged = (sourceName: string, id: string, hours: number) =>
    snapshot(id, { sourceName, creationDate: new Date(Date.now() - (hours + 0.1) * HOUR_MS).toISOString() });
  return {
    inputs: { operation: 'require-fresh', 'source-vm': 'web-1, db-1, web-2', 'newer-than': '26h' },
    snapshots: [
      aged('web-1', 'web-1-b', 3),
      aged('web-1', 'web-1-a', 27),
      aged('db-1', 'db-1-b', ageHours),
      aged('db-1', 'db-1-a', 100),
      aged('web-2', 'web-2-b', 4),
    ],
  };
}

testSteps({
  'one stale VM among fresh ones fails the step, and what is fresh is told all the same': {
    ...requireFresh(76),
    exitCode: 1,
    sent: ['GET GetSnapshots', 'GET GetSnapshot web-1-b', 'GET GetSnapshot web-2-b'],
    inAnyOrder: true,
    outputs: {
      'snapshot-ids': '["web-1-b","db-1-b","web-2-b"]',
      ready: 'false',
      'failed-ids': '["db-1"]',
    },
    check: ({ lines, summary }) => {
      expect(lines.slice(-2)).toEqual([
        '::error::require-fresh: 2 of 3 VMs fresh.',
        '::error::The newest good snapshot of VM "db-1" is "db-1-b", 3d4h old: older than newer-than, which is 1d2h.',
      ]);
      expect(summary).toContain('<strong>2</strong> of 3 VMs fresh');
      expect(summary).toContain('newer-than <code>26h</code>');
      expect(rowsOf(summary)[0]).toBe('too old | db-1 | db-1-b | 3d4h | db-1-a | 4d4h');
    },
  },
  'a list that still holds what is gone makes nothing fresh': {
    ...requireFresh(20),
    faults: [on('get', raw({ success: false, error: { message: '' } }, 404), { id: 'web-2-b' })],
    exitCode: 1,
    outputs: { 'snapshot-ids': '["web-1-b","db-1-b"]', ready: 'false', 'failed-ids': '["web-2"]' },
    ends: 'Snapshot "web-2-b" of VM "web-2" was listed as good, but is not there when it is read by its id.',
  },
  'a guard lets pass what is fresh': {
    ...requireFresh(20),
    outputs: { ready: 'true', 'failed-ids': '[]', count: '3' },
    check: ({ lines }) =>
      expect(lines).toEqual(['Fresh and ready to be restored: 3 snapshots: web-1-b, db-1-b, web-2-b.']),
  },
});
