import { afterAll, expect, test } from '@jest/globals';
import type { Simulator } from '../../simulator/simulator.ts';
import { RunningRepository } from './running-repository.ts';
import { cloudStarter, idsAt, snapshotOf } from './simulated-cloud.ts';

const startCloud = cloudStarter();
const repository = new RunningRepository();
afterAll(() => repository.remove());

const SNAPSHOTS = [
  snapshotOf('web-1', 'web-1-a', 40),
  snapshotOf('web-1', 'web-1-b', 30),
  snapshotOf('web-1', 'web-1-c', 20),
  snapshotOf('db-1', 'db-1-a', 40),
];

function cleanUp({ url }: Simulator) {
  return repository.run('__tests__/workflows/callers/clean-up.yml', {
    event: 'schedule',
    variables: { API_URL: url },
    secrets: { DENVR_APIKEY: 'test-key' },
  });
}

test('the caller is told what was deleted and what is kept', async () => {
  const cloud = await startCloud(SNAPSHOTS);

  const run = await cleanUp(cloud);

  expect(run.failure).toBeNull();
  expect(run.outputs).toEqual({
    'deleted-ids': '["web-1-a","web-1-b"]',
    'kept-ids': '["db-1-a","web-1-c"]',
    count: '2',
  });
  expect(idsAt(cloud)).toEqual(['db-1-a', 'web-1-c']);
});

test('a deletion that fails does not undo the others, and fails the workflow', async () => {
  const cloud = await startCloud(SNAPSHOTS);
  cloud.scheduleFault({
    operation: 'delete',
    skip: 1,
    times: 'always',
    fault: { kind: 'success-false', message: 'In use' },
  });

  const run = await cleanUp(cloud);

  expect(run).toMatchObject({ failure: expect.stringContaining('In use'), outputs: null });
  expect(idsAt(cloud)).toHaveLength(SNAPSHOTS.length - 1);
});
