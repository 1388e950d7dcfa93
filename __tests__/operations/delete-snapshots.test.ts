import { describe, expect, test } from '@jest/globals';
import { CancelledError } from '../../src/domain/errors.ts';
import { type DeleteOptions, deleteSnapshots } from '../../src/operations/delete-snapshots.ts';
import type { DeleteAnswer } from '../../src/operations/snapshot-store.ts';
import {
  callsOf,
  counted,
  inTurn,
  type ScriptedRun,
  scriptedRun,
  snapshotOf,
  TARGET,
} from './scripted-store.ts';

const WAIT = { timeoutMs: 60_000, pollIntervalMs: 30_000 };

function deleting(run: ScriptedRun, ids: readonly string[], known: Partial<DeleteOptions> = {}) {
  const options = { target: TARGET, ids, ifMissing: 'fail', dryRun: false, wait: null, ...known };
  return deleteSnapshots(options as DeleteOptions, run.context);
}

function idsOf({ snapshots }: { readonly snapshots: readonly { readonly id: string | null }[] }) {
  return snapshots.map(({ id }) => id);
}

function missing(id: string): string {
  return `There is no snapshot "${id}" in namespace "prod" on cluster "Hou1". Check the id, the namespace and the cluster, or set if-missing to ignore.`;
}

describe('a deletion', () => {
  test('is asked for once for each id, in their order', async () => {
    const run = scriptedRun({ delete: () => 'accepted' });
    const result = await deleting(run, ['b', 'a']);
    expect(result).toMatchObject({ operation: 'delete', dryRun: false, failures: [] });
    expect(idsOf(result)).toEqual(['b', 'a']);
    expect(callsOf(run)).toEqual(['delete b', 'delete a']);
  });

  test('of what is missing fails', async () => {
    const result = await deleting(scriptedRun({ delete: () => 'missing' }), ['a']);
    expect(result).toMatchObject({ snapshots: [], failures: [{ id: 'a', message: missing('a') }] });
  });

  test('of what is missing counts as done, if that is to be ignored', async () => {
    const run = scriptedRun({ delete: () => 'missing' });
    const result = await deleting(run, ['a'], { ifMissing: 'ignore' });
    expect(result).toMatchObject({ snapshots: [{ id: 'a' }], failures: [] });
    expect(run.log).toEqual(['Snapshot "a" was gone already.']);
  });

  test('that fails does not stop the others', async () => {
    const run = scriptedRun({
      delete: ({ id }) => {
        if (id === 'b') throw new Error('It is locked.');
        return 'accepted';
      },
    });
    const result = await deleting(run, ['a', 'b', 'c']);
    expect(idsOf(result)).toEqual(['a', 'c']);
    expect(result.failures).toEqual([
      {
        id: 'b',
        message: 'Could not delete snapshot "b" in namespace "prod" on cluster "Hou1": It is locked.',
      },
    ]);
  });

  test('is known before any wait begins', async () => {
    const run = scriptedRun({ delete: () => 'accepted', get: () => null });
    await deleting(run, ['a'], { wait: WAIT });
    expect(run.published.map(idsOf)).toEqual([['a']]);
  });

  test('has at most five requests under way', async () => {
    const deletions = counted((): DeleteAnswer => 'accepted');
    const run = scriptedRun({ delete: deletions.step });
    await deleting(
      run,
      Array.from({ length: 12 }, (_, index) => `s${index}`),
    );
    expect(deletions.most()).toBe(5);
  });
});

describe('with wait', () => {
  test('it ends when one is absent', async () => {
    const run = scriptedRun({
      delete: () => 'accepted',
      get: inTurn(snapshotOf('a'), snapshotOf('a'), null),
    });
    expect((await deleting(run, ['a'], { wait: WAIT })).failures).toEqual([]);
    expect(callsOf(run)).toEqual(['delete a', 'get a', 'get a', 'get a']);
  });

  test('it ends when all are absent', async () => {
    const run = scriptedRun({
      delete: () => 'accepted',
      list: inTurn([snapshotOf('a'), snapshotOf('b')], [snapshotOf('c')]),
      get: () => null,
    });
    expect((await deleting(run, ['a', 'b'], { wait: WAIT })).failures).toEqual([]);
    expect(callsOf(run)).toEqual(['delete a', 'delete b', 'list Hou1', 'list Hou1', 'get a', 'get b']);
  });

  test('it does not take the word of a list that leaves one out', async () => {
    const run = scriptedRun({
      delete: () => 'accepted',
      list: () => [],
      get: inTurn(null, snapshotOf('b'), null),
    });
    expect((await deleting(run, ['a', 'b'], { wait: WAIT })).failures).toEqual([]);
    expect(callsOf(run)).toEqual(['delete a', 'delete b', 'list Hou1', 'get a', 'get b', 'get b']);
  });

  test('it does not wait for what could not be deleted', async () => {
    const run = scriptedRun({ delete: inTurn<DeleteAnswer>(new Error('No.')) });
    await deleting(run, ['a'], { wait: WAIT });
    expect(callsOf(run)).toEqual(['delete a']);
  });

  test('a timeout says what is still there', async () => {
    const run = scriptedRun({ delete: () => 'accepted', get: () => snapshotOf('a') });
    const result = await deleting(run, ['a'], { wait: WAIT });
    expect(result.failures).toEqual([
      {
        id: 'a',
        message:
          'Timed out after 1m of waiting for snapshot "a" in namespace "prod" on cluster "Hou1" to be gone; last state: still there. Its deletion was accepted and goes on without this run; nothing else was deleted. A restore in progress can delay it.',
      },
    ]);
  });
});

describe('a dry run', () => {
  test('reads, and deletes nothing', async () => {
    const run = scriptedRun({ get: ({ id }) => snapshotOf(id) });
    const result = await deleting(run, ['a', 'b'], { dryRun: true });
    expect(result).toMatchObject({ operation: 'delete', dryRun: true, failures: [] });
    expect(idsOf(result)).toEqual(['a', 'b']);
    expect(callsOf(run)).toEqual(['get a', 'get b']);
    expect(run.log).toEqual(['Dry run: would delete snapshot "a".', 'Dry run: would delete snapshot "b".']);
  });

  test('fails for what is missing', async () => {
    const result = await deleting(scriptedRun({ get: () => null }), ['a'], { dryRun: true });
    expect(result.failures).toEqual([{ id: 'a', message: missing('a') }]);
  });

  test('leaves out what is missing, if that is to be ignored', async () => {
    const options = { dryRun: true, ifMissing: 'ignore' } as const;
    const result = await deleting(scriptedRun({ get: () => null }), ['a'], options);
    expect(result).toMatchObject({ snapshots: [], failures: [] });
  });
});

describe('a cancelled run', () => {
  const REASON = new CancelledError('SIGINT');

  test('deletes nothing more, and says so', async () => {
    const run = scriptedRun({ delete: () => 'accepted' });
    run.cancel(REASON);
    const { failures } = await deleting(run, ['a']);
    expect(failures[0]?.message).toBe(
      'The run was cancelled before snapshot "a" in namespace "prod" on cluster "Hou1" was deleted: it is still there.',
    );
    expect(run.calls).toEqual([]);
  });

  test('says that a deletion may be under way', async () => {
    const run = scriptedRun({ delete: inTurn<DeleteAnswer>(REASON) });
    const { failures } = await deleting(run, ['a']);
    expect(failures[0]?.message).toBe(
      'The run was cancelled while the deletion of snapshot "a" in namespace "prod" on cluster "Hou1" was under way: it may be deleted.',
    );
  });
});
