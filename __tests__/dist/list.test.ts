import { expect, test } from '@jest/globals';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { runAction } from './run-action.ts';

const start = simulatorStarter();

test('list sends one request and writes the newest first', async () => {
  const simulator = await start();
  const snapshot = { namespace: 'prod', sourceName: 'web-1', readyToUse: true };
  simulator.addSnapshot({ ...snapshot, id: 'old', creationDate: '2026-01-01T00:00:00' });
  simulator.addSnapshot({ ...snapshot, id: 'new', creationDate: '2026-02-01T00:00:00' });

  const step = await runAction({
    operation: 'list',
    'api-url': simulator.url,
    'api-key': 'test-key',
    cluster: 'Msc1',
  });

  expect(step.lines.at(-1)).toBe('Found 2 snapshots: new, old.');
  expect(step.outputs['snapshot-id']).toBe('new');
  expect(step.exitCode).toBe(0);
  expect(simulator.requests.map(({ method, query }) => ({ method, query }))).toEqual([
    { method: 'GET', query: { Cluster: 'Msc1' } },
  ]);
});
