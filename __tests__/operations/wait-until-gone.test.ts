import { expect, test } from '@jest/globals';
import { SnapshotServiceError } from '../../src/domain/errors.ts';
import { waitUntilGone } from '../../src/operations/wait-until.ts';
import { type ScriptedRun, scriptedRun, snapshotOf, TARGET } from './scripted-store.ts';

// What else a wait for a deletion does is shown with the deletion.
test('what no list shows is not called gone, if its own read at the deadline has no answer', async () => {
  const run: ScriptedRun = scriptedRun({
    list: () => [],
    get: ({ id }) => {
      if (id === 'a') throw new SnapshotServiceError('unavailable', 'No answer.');
      return null;
    },
  });
  const snapshots = ['a', 'b'].map((id) => ({ ...snapshotOf(id), id }));
  const settings = { timeoutMs: 30_000, pollIntervalMs: 10_000 };
  const { failures } = await waitUntilGone(TARGET, snapshots, settings, run.context);
  expect(failures).toEqual([
    { id: 'a', message: expect.stringContaining('The last check had no answer: No answer.') },
  ]);
});

test('where there is no list, all are asked for by their ids in each round', async () => {
  const ids = Array.from({ length: 7 }, (_, index) => `s${index}`);
  const run: ScriptedRun = scriptedRun({
    list: () => {
      throw new SnapshotServiceError('unavailable', 'No answer.');
    },
    get: ({ id }) => (id === 's0' && run.clock.elapsedMs() > 40_000 ? snapshotOf('s0') : null),
  });
  const settings = { timeoutMs: 200_000, pollIntervalMs: 10_000 };
  const snapshots = ids.map((id) => snapshotOf(id));
  const { failures } = await waitUntilGone(TARGET, snapshots, settings, run.context);
  expect(failures).toEqual([{ id: 's0', message: expect.stringContaining('last state: still there.') }]);
});

test('several are asked for by their ids only once none of them has been listed for a minute, and end the wait then', async () => {
  const run: ScriptedRun = scriptedRun({
    list: () => (run.clock.elapsedMs() < 40_000 ? [snapshotOf('b')] : []),
    get: () => null,
  });
  const snapshots = ['a', 'b'].map((id) => ({ ...snapshotOf(id), id }));
  const settings = { timeoutMs: 600_000, pollIntervalMs: 10_000 };
  expect((await waitUntilGone(TARGET, snapshots, settings, run.context)).failures).toEqual([]);
  const reads = run.calls.filter(({ what }) => what === 'get');
  expect(reads).toHaveLength(2);
  expect(reads[0]?.atMs).toBeGreaterThanOrEqual(100_000);
  expect(run.clock.elapsedMs()).toBeLessThan(125_000);
});
