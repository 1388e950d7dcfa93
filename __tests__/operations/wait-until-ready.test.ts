import { describe, expect, test } from '@jest/globals';
import { CancelledError, SnapshotServiceError } from '../../src/domain/errors.ts';
import type { WaitSettings } from '../../src/domain/poll-schedule.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { waitReady } from '../../src/operations/wait-until-ready.ts';
import { callsOf, inTurn, type ScriptedRun, scriptedRun, snapshotOf, TARGET } from './scripted-store.ts';

const WAIT: WaitSettings = { timeoutMs: 600_000, pollIntervalMs: 30_000 };
const ADVICE =
  'Nothing was deleted. It may still become ready: wait for it with wait-ready, or set a longer timeout.';

function waitFor(run: ScriptedRun, ids: readonly string[] = ['a'], settings = WAIT) {
  return waitReady({ target: TARGET, ids, wait: settings }, run.context);
}

function unready(id: string): Snapshot {
  return snapshotOf(id, { readyToUse: false });
}

function timesOf({ calls }: ScriptedRun): readonly number[] {
  return calls.map(({ atMs }) => Math.round(atMs));
}

/** One snapshot whose state depends on the time since the wait began. */
function runOfOne(stateAt: (elapsedMs: number) => Snapshot | null): ScriptedRun {
  const run: ScriptedRun = scriptedRun({ get: () => stateAt(run.clock.elapsedMs()) });
  return run;
}

function runOfMany(stateAt: (elapsedMs: number) => readonly Snapshot[]): ScriptedRun {
  const run: ScriptedRun = scriptedRun({ list: () => stateAt(run.clock.elapsedMs()) });
  return run;
}

describe('checks', () => {
  test('come at once, and end with the wait', async () => {
    const run = runOfOne(() => snapshotOf('a'));
    expect(await waitFor(run)).toEqual({
      operation: 'wait-ready',
      snapshots: [snapshotOf('a')],
      failures: [],
    });
    expect(timesOf(run)).toEqual([0]);
  });

  test('come after pauses that grow with the time, and at the deadline', async () => {
    const run = runOfOne(() => unready('a'));
    await waitFor(run, ['a'], { timeoutMs: 60_000, pollIntervalMs: 30_000 });
    expect(timesOf(run)).toEqual([
      0, 3000, 6000, 9000, 12_000, 15_000, 18_000, 21_000, 24_000, 27_000, 30_000, 33_000, 36_000, 39_000,
      42_120, 45_490, 49_129, 53_059, 57_304, 60_000,
    ]);
  });

  test('come no further apart than the poll interval', async () => {
    const run = runOfOne(() => unready('a'));
    await waitFor(run, ['a'], { timeoutMs: 3_600_000, pollIntervalMs: 20_000 });
    const pauses = timesOf(run)
      .slice(1)
      .map((time, index) => time - (timesOf(run)[index] ?? 0));
    expect(Math.max(...pauses)).toBe(20_000);
  });

  test('of one snapshot ask for it alone', async () => {
    const run = runOfOne(() => snapshotOf('a'));
    await waitFor(run);
    expect(callsOf(run)).toEqual(['get a']);
  });

  test('of several are one list of the cluster each', async () => {
    const run = runOfMany((elapsedMs) => [
      elapsedMs >= 3000 ? snapshotOf('a') : unready('a'),
      elapsedMs >= 3000 ? snapshotOf('b') : unready('b'),
    ]);
    await waitFor(run, ['a', 'b']);
    expect(callsOf(run)).toEqual(['list Hou1', 'list Hou1']);
  });

  test('leave out what is ready already', async () => {
    const run = scriptedRun({
      list: () => [snapshotOf('a'), unready('b')],
      get: () => snapshotOf('b'),
    });
    const { failures } = await waitFor(run, ['a', 'b']);
    expect(callsOf(run)).toEqual(['list Hou1', 'get b']);
    expect(failures).toEqual([]);
  });

  test('may last five seconds beyond the deadline', async () => {
    const run = runOfOne(() => snapshotOf('a'));
    await waitFor(run);
    expect(run.calls[0]?.deadlineMs).toBe(605_000);
  });

  test('see only the snapshots of the namespace', async () => {
    const run = runOfMany(() => [snapshotOf('a', { namespace: 'other' }), snapshotOf('b')]);
    const { failures } = await waitFor(run, ['a', 'b']);
    expect(failures.map(({ id }) => id)).toEqual(['a']);
  });

  test('ask for each snapshot of which the list does not say the namespace', async () => {
    const run = scriptedRun({
      list: () => [
        snapshotOf('a', { namespace: null }),
        snapshotOf('b'),
        snapshotOf('x', { namespace: null }),
      ],
      get: ({ id }) => snapshotOf(id),
    });
    const { failures } = await waitFor(run, ['a', 'b']);
    expect(callsOf(run)).toEqual(['list Hou1', 'get a']);
    expect(failures).toEqual([]);
  });

  test('do not ask again for a snapshot that the list has in the namespace too', async () => {
    const run = scriptedRun({
      list: () => [snapshotOf('a', { namespace: null, readyToUse: false }), snapshotOf('a'), snapshotOf('b')],
    });
    expect((await waitFor(run, ['a', 'b'])).failures).toEqual([]);
  });
});

describe('a snapshot that is not there', () => {
  test('may appear within the first minute', async () => {
    const run = runOfOne((elapsedMs) => (elapsedMs >= 55_000 ? snapshotOf('a') : null));
    expect((await waitFor(run)).failures).toEqual([]);
  });

  test('is given up after a minute', async () => {
    const run = runOfOne(() => null);
    expect((await waitFor(run)).failures).toEqual([
      {
        id: 'a',
        message: 'Snapshot "a" was not there for 1m. Check the id, the namespace and the cluster.',
      },
    ]);
    expect(run.clock.elapsedMs()).toBeGreaterThan(60_000);
    expect(run.clock.elapsedMs()).toBeLessThan(66_000);
  });

  test('is looked for once more before it is given up', async () => {
    const run = runOfOne((elapsedMs) => (elapsedMs >= 59_000 ? snapshotOf('a') : null));
    expect((await waitFor(run)).failures).toEqual([]);
  });

  test('though it was seen is looked for once more', async () => {
    const run = scriptedRun({ get: inTurn<Snapshot | null>(unready('a'), null, snapshotOf('a')) });
    expect((await waitFor(run)).failures).toEqual([]);
  });

  test('twice running though it was seen is gone', async () => {
    const run = scriptedRun({ get: inTurn<Snapshot | null>(unready('a'), null, null, snapshotOf('a')) });
    const { failures } = await waitFor(run);
    expect(failures).toEqual([
      {
        id: 'a',
        message: 'Snapshot "a" was there, and is gone: it was deleted while this run waited for it.',
      },
    ]);
    expect(run.calls).toHaveLength(3);
  });

  test('now and then though it was seen is not gone', async () => {
    const run = scriptedRun({
      get: inTurn<Snapshot | null>(unready('a'), null, unready('a'), null, unready('a'), snapshotOf('a')),
    });
    expect((await waitFor(run)).failures).toEqual([]);
  });

  test('ends the wait for the others, which are told apart', async () => {
    const run = scriptedRun({
      list: inTurn<readonly Snapshot[]>([unready('a'), unready('b')], [unready('b')]),
    });
    const { failures } = await waitFor(run, ['a', 'b']);
    expect(failures).toEqual([
      { id: 'a', message: expect.stringContaining('was there, and is gone') },
      {
        id: 'b',
        message: `Another snapshot failed after 6s of waiting for snapshot "b" in namespace "prod" on cluster "Hou1" to be ready; last state: not ready. ${ADVICE}`,
      },
    ]);
  });
});

describe('a timeout', () => {
  const SHORT: WaitSettings = { timeoutMs: 30_000, pollIntervalMs: 10_000 };
  const BEGIN =
    'Timed out after 30s of waiting for snapshot "a" in namespace "prod" on cluster "Hou1" to be ready';

  test.each<[string, Snapshot | null, string]>([
    ['not ready', unready('a'), 'not ready'],
    ['of unknown readiness', snapshotOf('a', { readyToUse: null }), 'readiness unknown'],
    ['never there', null, 'not there yet'],
  ])('says what was waited for, how long, and the last state: %s', async (_what, state, words) => {
    const { failures } = await waitFor(
      runOfOne(() => state),
      ['a'],
      SHORT,
    );
    expect(failures).toEqual([{ id: 'a', message: `${BEGIN}; last state: ${words}. ${ADVICE}` }]);
  });

  test('says so of a snapshot that was missing at the last check', async () => {
    const run = runOfOne((elapsedMs) => (elapsedMs < 30_000 ? unready('a') : null));
    expect((await waitFor(run, ['a'], SHORT)).failures[0]?.message).toContain('last state: missing.');
  });

  test('leaves the snapshots as they were last seen', async () => {
    const { snapshots } = await waitFor(
      runOfOne(() => unready('a')),
      ['a'],
      SHORT,
    );
    expect(snapshots).toEqual([unready('a')]);
  });

  test('is no failure if the check at the deadline finds it ready', async () => {
    const run = runOfOne((elapsedMs) => (elapsedMs >= 30_000 ? snapshotOf('a') : unready('a')));
    expect((await waitFor(run, ['a'], SHORT)).failures).toEqual([]);
  });

  test('says why the last check had no answer', async () => {
    const run = scriptedRun({ get: inTurn<Snapshot>(new SnapshotServiceError('unavailable', 'No answer.')) });
    expect((await waitFor(run, ['a'], SHORT)).failures).toEqual([
      {
        id: 'a',
        message: `${BEGIN}; last state: not seen yet. The last check had no answer: No answer. ${ADVICE}`,
      },
    ]);
  });
});

describe('a check without an answer', () => {
  test.each(['unavailable', 'unreadable'] as const)('is passed over, if it may pass: %s', async (fault) => {
    const trouble = new SnapshotServiceError(fault, 'No.');
    const run = scriptedRun({
      get: inTurn<Snapshot>(...Array.from({ length: 9 }, () => trouble), snapshotOf('a')),
    });
    expect((await waitFor(run)).failures).toEqual([]);
  });

  test('does not count as an absence', async () => {
    const trouble = new SnapshotServiceError('unavailable', 'No.');
    const run = scriptedRun({
      get: inTurn<Snapshot | null>(unready('a'), null, trouble, trouble, snapshotOf('a')),
    });
    expect((await waitFor(run)).failures).toEqual([]);
  });

  test('ends the wait at once, if access is denied', async () => {
    const run = scriptedRun({
      get: inTurn<Snapshot>(unready('a'), new SnapshotServiceError('denied', '403 Forbidden.')),
    });
    expect((await waitFor(run)).failures).toEqual([
      {
        id: 'a',
        message: `Access failed (403 Forbidden.) after 3s of waiting for snapshot "a" in namespace "prod" on cluster "Hou1" to be ready; last state: not ready. ${ADVICE}`,
      },
    ]);
    expect(run.calls).toHaveLength(2);
  });

  test('ends the wait after three refusals, if none has ever had an answer', async () => {
    const run = scriptedRun({
      get: inTurn<Snapshot>(new SnapshotServiceError('refused', 'The cluster is unknown.')),
    });
    const { failures } = await waitFor(run);
    expect(failures[0]?.message).toMatch(/^Access failed \(The cluster is unknown\.\) after 6s/);
    expect(run.calls).toHaveLength(3);
  });

  test('does not end the wait, if the refusals are not three in a row', async () => {
    const refused = new SnapshotServiceError('refused', 'No.');
    const passing = new SnapshotServiceError('unavailable', 'No answer.');
    const run = scriptedRun({
      get: inTurn<Snapshot>(refused, refused, passing, refused, refused, snapshotOf('a')),
    });
    expect((await waitFor(run)).failures).toEqual([]);
  });

  test('does not end the wait, if there ever was an answer', async () => {
    const refused = new SnapshotServiceError('refused', 'No.');
    const run = scriptedRun({
      get: inTurn<Snapshot>(unready('a'), refused, refused, refused, refused, snapshotOf('a')),
    });
    expect((await waitFor(run)).failures).toEqual([]);
  });
});

describe('a cancelled run', () => {
  test('ends the wait at once, and says how far it came', async () => {
    const run = runOfOne(() => unready('a'));
    run.clock.at(10_000, () => run.cancel(new CancelledError('SIGTERM')));
    expect((await waitFor(run)).failures).toEqual([
      {
        id: 'a',
        message: `The run was cancelled after 12s of waiting for snapshot "a" in namespace "prod" on cluster "Hou1" to be ready; last state: not ready. ${ADVICE}`,
      },
    ]);
    expect(timesOf(run)).toEqual([0, 3000, 6000, 9000, 12_000]);
  });
});

describe('what people see', () => {
  test('is a line a round with the time, who is not ready, and when the next check is', async () => {
    const run = scriptedRun({
      list: inTurn<readonly Snapshot[]>([snapshotOf('a'), unready('b')]),
      get: () => snapshotOf('b'),
    });
    await waitFor(run, ['a', 'b']);
    expect(run.log).toEqual(['0s: 1 of 2 snapshots ready, waiting for b (not ready); next check in 3s.']);
  });

  test('is the trouble of a round too', async () => {
    const run = scriptedRun({
      get: inTurn<Snapshot>(new SnapshotServiceError('unavailable', 'No answer.'), snapshotOf('a')),
    });
    await waitFor(run);
    expect(run.log).toEqual([
      '0s: the check had no answer: No answer. 0 of 1 snapshot ready, waiting for a (not seen yet); next check in 3s.',
    ]);
  });
});

test('the ids are published before the wait begins', async () => {
  const run = runOfOne(() => snapshotOf('a'));
  await waitFor(run);
  expect(run.published).toMatchObject([
    { operation: 'wait-ready', snapshots: [{ id: 'a', namespace: 'prod' }] },
  ]);
});
