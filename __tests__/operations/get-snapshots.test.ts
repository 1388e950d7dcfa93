import { expect, test } from '@jest/globals';
import { type GetOptions, getSnapshots } from '../../src/operations/get-snapshots.ts';
import { scriptedRun, snapshotOf, TARGET } from './scripted-store.ts';

function optionsFor(ids: readonly string[], ifMissing: GetOptions['ifMissing'] = 'fail'): GetOptions {
  return { target: TARGET, ids, ifMissing };
}

test('reads each snapshot, in the order of the ids', async () => {
  const asked: unknown[] = [];
  const run = scriptedRun({
    get: (reference) => {
      asked.push(reference);
      return snapshotOf(reference.id);
    },
  });
  const result = await getSnapshots(optionsFor(['b', 'a']), run.context);
  expect(result).toEqual({
    operation: 'get',
    snapshots: [snapshotOf('b'), snapshotOf('a')],
    missingIds: [],
    failures: [],
  });
  expect(asked).toEqual([
    { id: 'b', ...TARGET },
    { id: 'a', ...TARGET },
  ]);
});

test('a missing one is a failure that names id, namespace and cluster', async () => {
  const run = scriptedRun({ get: ({ id }) => (id === 'a' ? snapshotOf('a') : null) });
  expect(await getSnapshots(optionsFor(['a', 'b']), run.context)).toEqual({
    operation: 'get',
    snapshots: [snapshotOf('a')],
    missingIds: ['b'],
    failures: [
      {
        id: 'b',
        message:
          'There is no snapshot "b" in namespace "prod" on cluster "Hou1". Check the id, the namespace and the cluster, or set if-missing to ignore.',
      },
    ],
  });
});

test('a missing one is left out, if that is to be ignored', async () => {
  const run = scriptedRun({ get: () => null });
  expect(await getSnapshots(optionsFor(['b'], 'ignore'), run.context)).toEqual({
    operation: 'get',
    snapshots: [],
    missingIds: ['b'],
    failures: [],
  });
  expect(run.log).toEqual(['There is no snapshot "b" in namespace "prod" on cluster "Hou1".']);
});

test('one that cannot be read is a failure, also if a missing one is to be ignored', async () => {
  const run = scriptedRun({
    get: () => {
      throw new Error('No answer.');
    },
  });
  const { failures } = await getSnapshots(optionsFor(['a'], 'ignore'), run.context);
  expect(failures).toEqual([
    {
      id: 'a',
      message: 'Could not read snapshot "a" in namespace "prod" on cluster "Hou1": No answer.',
    },
  ]);
});
