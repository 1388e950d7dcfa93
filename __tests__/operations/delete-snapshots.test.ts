import { describe, expect, test } from '@jest/globals';
import { CancelledError, SnapshotServiceError } from '../../src/domain/errors.ts';
import type { IdentifiedSnapshot, Snapshot } from '../../src/domain/snapshot.ts';
import { type DeleteOptions, deleteSnapshots } from '../../src/operations/delete-snapshots.ts';
import type { DeleteResponse } from '../../src/operations/snapshot-store.ts';
import {
  callsOf,
  counted,
  idsOf,
  inTurn,
  type Script,
  type ScriptedRun,
  scriptedRun,
  snapshotOf,
  TARGET,
} from './scripted-store.ts';

const WAIT = { timeoutMs: 600_000, pollIntervalMs: 30_000 };

function deleting(run: ScriptedRun, ids: readonly string[], known: Partial<DeleteOptions> = {}) {
  const options = { target: TARGET, ids, ifMissing: 'fail', dryRun: false, wait: null, ...known };
  return deleteSnapshots(options as DeleteOptions, run.context);
}

function missing(id: string): string {
  return `There is no snapshot "${id}" in namespace "prod" on cluster "Hou1". Check the id, the namespace and the cluster, or set if-missing to ignore.`;
}

/** A world in which the snapshots are there until they are deleted. */
function runOf(script: Script = {}): ScriptedRun {
  const deleted = new Set<string>();
  return scriptedRun({
    get: ({ id }) => (deleted.has(id) ? null : snapshotOf(id)),
    delete: ({ id }) => {
      deleted.add(id);
      return 'accepted';
    },
    ...script,
  });
}

describe('a deletion', () => {
  test('is asked for once for each id that was read, in their order', async () => {
    const run = runOf();
    const result = await deleting(run, ['b', 'a']);
    expect(result).toMatchObject({ operation: 'delete', dryRun: false, isAwaited: false, failures: [] });
    expect(result.snapshots).toEqual([snapshotOf('b'), snapshotOf('a')]);
    expect(callsOf(run)).toEqual(['get b', 'get a', 'delete b', 'delete a']);
    expect(run.log).toEqual([
      'The deletion of snapshot "b" is accepted.',
      'The deletion of snapshot "a" is accepted.',
    ]);
  });

  test('of what is missing fails, and sends nothing', async () => {
    const run = runOf({ get: () => null });
    expect(await deleting(run, ['a'])).toMatchObject({
      snapshots: [],
      missingIds: ['a'],
      failures: [{ id: 'a', message: missing('a') }],
    });
    expect(callsOf(run)).toEqual(['get a']);
  });

  test('of what is missing is none to wait for, if that is to be ignored', async () => {
    const run = runOf({ get: () => null });
    const result = await deleting(run, ['a'], { ifMissing: 'ignore', wait: WAIT });
    expect(result).toMatchObject({ snapshots: [], missingIds: ['a'], failures: [] });
    expect(callsOf(run)).toEqual(['get a']);
  });

  test('of what cannot be read fails, and sends nothing', async () => {
    const run = runOf({ get: inTurn<IdentifiedSnapshot>(new Error('It is about snapshot "b".')) });
    const { failures } = await deleting(run, ['a']);
    expect(failures).toEqual([{ id: 'a', message: expect.stringContaining('It is about snapshot "b".') }]);
    expect(callsOf(run)).toEqual(['get a']);
  });

  test.each([
    ['fail', { failures: [{ id: 'a', message: missing('a') }] }],
    ['ignore', { failures: [] }],
  ] as const)('of what is gone by then is missing (if-missing: %s)', async (ifMissing, expected) => {
    const run = runOf({
      get: inTurn<IdentifiedSnapshot | null>(snapshotOf('a'), null),
      delete: () => 'missing',
    });
    const result = await deleting(run, ['a'], { ifMissing });
    expect(result).toMatchObject({ snapshots: [], missingIds: ['a'], ...expected });
    expect(callsOf(run)).toEqual(['get a', 'delete a', 'get a']);
    expect(run.log).toEqual(ifMissing === 'ignore' ? ['Snapshot "a" was gone already.'] : []);
  });

  test('that the server says there is nothing for, though it shows it, fails', async () => {
    const run = runOf({ delete: () => 'missing' });
    const result = await deleting(run, ['a'], { ifMissing: 'ignore' });
    expect(result).toMatchObject({ snapshots: [], missingIds: [] });
    expect(result.failures[0]?.message).toContain('the server says that there is none, and shows it');
  });

  test('whose confirmation has no answer says of which snapshot', async () => {
    const run = runOf({
      delete: () => 'missing',
      get: inTurn<IdentifiedSnapshot>(snapshotOf('a'), new Error('No answer.')),
    });
    expect((await deleting(run, ['a'])).failures[0]?.message).toBe(
      'Could not confirm that snapshot "a" in namespace "prod" on cluster "Hou1" is gone: No answer.',
    );
  });

  test.each([
    [true, ' A request for it may have been acted on, so it may be deleted.'],
    [false, ''],
  ])('that failed says whether it may be done all the same: %p', async (maybeDone, words) => {
    const error = new SnapshotServiceError('unavailable', 'No answer.', maybeDone);
    const run = runOf({ delete: inTurn<DeleteResponse>(error) });
    expect((await deleting(run, ['a'])).failures).toEqual([
      {
        id: 'a',
        message: `Could not delete snapshot "a" in namespace "prod" on cluster "Hou1": No answer.${words}`,
      },
    ]);
  });

  test('that fails does not stop the others', async () => {
    const run = runOf({
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
    const run = runOf();
    await deleting(run, ['a'], { wait: WAIT });
    expect(run.published.map(idsOf)).toEqual([['a']]);
  });

  test('has at most five requests under way', async () => {
    const deletions = counted((): DeleteResponse => 'accepted');
    const run = runOf({ delete: deletions.step });
    await deleting(
      run,
      Array.from({ length: 12 }, (_, index) => `s${index}`),
    );
    expect(deletions.most()).toBe(5);
  });
});

describe('with wait', () => {
  const seen = (...ids: readonly (string | null)[]) =>
    inTurn<IdentifiedSnapshot | null>(...ids.map((id) => (id === null ? null : snapshotOf(id))));

  const callsAfter = (run: ScriptedRun, count: number) => callsOf(run).slice(count);

  test('it ends when one has been absent for a minute, at each look', async () => {
    const run = runOf({ delete: () => 'accepted', get: seen('a', 'a', null, 'a', null) });
    expect(await deleting(run, ['a'], { wait: WAIT })).toMatchObject({ isAwaited: true, failures: [] });
    expect(new Set(callsAfter(run, 2))).toEqual(new Set(['get a']));
    // Seen again at 6 s, absent from 9 s on.
    expect(run.clock.elapsedMs()).toBeGreaterThanOrEqual(69_000);
    expect(run.clock.elapsedMs()).toBeLessThan(75_000);
  });

  test('it ends when the list has lacked all for a minute, and each is absent by its id', async () => {
    const run = runOf({
      list: inTurn([snapshotOf('a'), snapshotOf('b')], [snapshotOf('b')], [snapshotOf('c')]),
    });
    expect((await deleting(run, ['a', 'b'], { wait: WAIT })).failures).toEqual([]);
    expect(new Set(callsAfter(run, 4).slice(0, -2))).toEqual(new Set(['list Hou1']));
    expect(callsOf(run).slice(-3)).toEqual(['list Hou1', 'get a', 'get b']);
    expect(run.clock.elapsedMs()).toBeGreaterThanOrEqual(66_000);
  });

  test('it does not take the word of a list that leaves them out', async () => {
    const run = runOf({ list: () => [], delete: () => 'accepted' });
    const { failures } = await deleting(run, ['a', 'b'], { wait: WAIT });
    expect(failures.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('with less than a minute left, it ends at the deadline if all later looks found nothing', async () => {
    const run = runOf({ delete: () => 'accepted', get: seen('a', 'a', null) });
    expect((await deleting(run, ['a'], { wait: { ...WAIT, timeoutMs: 20_000 } })).failures).toEqual([]);
    expect(run.clock.elapsedMs()).toBe(20_000);
  });

  test('one look alone that finds nothing, the last one, does not say that it is gone', async () => {
    const run: ScriptedRun = runOf({
      delete: () => 'accepted',
      get: () => (run.clock.elapsedMs() < 20_000 ? snapshotOf('a') : null),
    });
    const { failures } = await deleting(run, ['a'], { wait: { ...WAIT, timeoutMs: 20_000 } });
    expect(failures[0]?.message).toContain('last state: missing, but not yet for long enough to be sure.');
  });

  test('it asks by id for one that a list holds twice', async () => {
    const lists = inTurn<readonly Snapshot[]>([snapshotOf('a'), snapshotOf('a')], []);
    const run = runOf({ list: lists });
    expect((await deleting(run, ['a', 'b'], { wait: WAIT })).failures).toEqual([]);
    expect(callsAfter(run, 4).slice(0, 3)).toEqual(['list Hou1', 'get a', 'list Hou1']);
  });

  test('a timeout does not tell what is gone as failed because another is still there', async () => {
    const run: ScriptedRun = runOf({
      list: () => [snapshotOf('b')],
      get: ({ id }) => (callsOf(run).includes('delete a') && id === 'a' ? null : snapshotOf(id)),
    });
    const { failures } = await deleting(run, ['a', 'b'], { wait: WAIT });
    expect(failures.map(({ id }) => id)).toEqual(['b']);
  });

  test('it does not wait for what could not be deleted', async () => {
    const run = runOf({ delete: inTurn<DeleteResponse>(new Error('No.')) });
    await deleting(run, ['a'], { wait: WAIT });
    expect(callsOf(run)).toEqual(['get a', 'delete a']);
  });

  test('a timeout says what is still there', async () => {
    const run = runOf({ delete: () => 'accepted' });
    const result = await deleting(run, ['a'], { wait: WAIT });
    expect(result.failures).toEqual([
      {
        id: 'a',
        message:
          'Timed out after 10min of waiting for snapshot "a" in namespace "prod" on cluster "Hou1" to be gone; last state: still there. Its deletion was accepted and goes on without this run. A restore in progress can delay it.',
      },
    ]);
  });
});

test('a wait says that another snapshot has the name of a deleted one', async () => {
  const old = snapshotOf('a', { sourceName: 'db' });
  const run: ScriptedRun = scriptedRun({
    get: () =>
      callsOf(run).some((call) => call.startsWith('delete')) ? snapshotOf('a', { sourceName: 'web' }) : old,
    delete: () => 'accepted',
  });
  const { failures } = await deleting(run, ['a'], { wait: WAIT });
  expect(failures).toEqual([
    { id: 'a', message: expect.stringContaining('last state: another one has its name now.') },
  ]);
});

test('snapshots named as parts of an object are deleted and waited for like any others', async () => {
  const ids = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const run = runOf({
    list: inTurn(
      ids.map((id) => snapshotOf(id)),
      [],
    ),
  });
  const result = await deleting(run, ids, { wait: WAIT });
  expect(idsOf(result)).toEqual(ids);
  expect(result.failures).toEqual([]);
});

describe('a dry run', () => {
  test('reads, and deletes nothing', async () => {
    const run = scriptedRun({ get: ({ id }) => snapshotOf(id) });
    const result = await deleting(run, ['a', 'b'], { dryRun: true });
    expect(result).toMatchObject({ operation: 'delete', dryRun: true, isAwaited: false, failures: [] });
    expect(idsOf(result)).toEqual(['a', 'b']);
    expect(callsOf(run)).toEqual(['get a', 'get b']);
    expect(run.log).toEqual(['Dry run: would delete snapshot "a".', 'Dry run: would delete snapshot "b".']);
  });
});

describe('a cancelled run', () => {
  const REASON = new CancelledError('SIGINT');

  test('deletes nothing more, and says so', async () => {
    const run: ScriptedRun = runOf({
      get: ({ id }) => {
        if (id === 'b') run.cancel(REASON);
        return snapshotOf(id);
      },
    });
    const { failures } = await deleting(run, ['a', 'b']);
    expect(failures[0]?.message).toBe(
      'The run was cancelled before snapshot "a" in namespace "prod" on cluster "Hou1" was deleted: it is still there.',
    );
    expect(callsOf(run)).toEqual(['get a', 'get b']);
  });

  test('says that a deletion may be under way', async () => {
    const run = runOf({ delete: inTurn<DeleteResponse>(REASON) });
    const { failures } = await deleting(run, ['a']);
    expect(failures[0]?.message).toBe(
      'The run was cancelled while the deletion of snapshot "a" in namespace "prod" on cluster "Hou1" was under way: it may be deleted.',
    );
  });
});
