import { describe, expect, test } from '@jest/globals';
import { CancelledError, SnapshotServiceError } from '../../src/domain/errors.ts';
import type { WaitSettings } from '../../src/domain/pauses.ts';
import type { IdentifiedSnapshot, Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import { waitReady } from '../../src/operations/wait-until.ts';
import {
  callsOf,
  counted,
  inTurn,
  type ScriptedRun,
  scriptedRun,
  snapshotOf,
  TARGET,
} from './scripted-store.ts';

const WAIT: WaitSettings = { timeoutMs: 600_000, pollIntervalMs: 30_000 };
const WHAT = 'snapshot "a" in namespace "prod" on cluster "Hou1"';
const LEFT_BEHIND = 'Nothing was deleted. It may still become ready: wait for it with wait-ready';
const ADVICE = `${LEFT_BEHIND}, or set a longer timeout.`;

function waitFor(run: ScriptedRun, ids: readonly string[] = ['a'], settings = WAIT) {
  return waitReady({ target: TARGET, ids, wait: settings }, run.context);
}

function unready(id: string): IdentifiedSnapshot {
  return snapshotOf(id, { readyToUse: false });
}

function timesOf({ calls }: ScriptedRun): readonly number[] {
  return calls.map(({ atMs }) => Math.round(atMs));
}

const UNAVAILABLE = new SnapshotServiceError('unavailable', 'No answer.');

/** What the checks of one snapshot find, one after the other, and the last again and again. */
function runOf(...answers: readonly (IdentifiedSnapshot | null | Error)[]): ScriptedRun {
  return scriptedRun({ get: inTurn<IdentifiedSnapshot | null>(...answers) });
}

/** One snapshot whose state depends on the time since the wait began. */
function runOfOne(stateAt: (elapsedMs: number) => IdentifiedSnapshot | null): ScriptedRun {
  const run: ScriptedRun = scriptedRun({ get: () => stateAt(run.clock.elapsedMs()) });
  return run;
}

describe('checks', () => {
  test('come at once, and end with the wait', async () => {
    const run = runOf(snapshotOf('a'));
    expect(await waitFor(run)).toEqual({
      operation: 'wait-ready',
      snapshots: [snapshotOf('a')],
      failures: [],
    });
    expect(callsOf(run)).toEqual(['get a']);
  });

  test('come after pauses that grow with the time, and at the deadline', async () => {
    const run = runOf(unready('a'));
    await waitFor(run, ['a'], { timeoutMs: 60_000, pollIntervalMs: 30_000 });
    expect(timesOf(run)).toEqual([
      0, 3000, 6000, 9000, 12_000, 15_000, 18_000, 21_000, 24_000, 27_000, 30_000, 33_000, 36_000, 39_000,
      42_120, 45_490, 49_129, 53_059, 57_304, 60_000,
    ]);
  });

  test('end only with one round in which all are ready', async () => {
    const run = scriptedRun({
      list: inTurn<readonly Snapshot[]>(
        [snapshotOf('a'), unready('b')],
        [unready('a'), snapshotOf('b')],
        [snapshotOf('a'), snapshotOf('b')],
      ),
    });
    const { failures } = await waitFor(run, ['a', 'b']);
    expect(callsOf(run)).toEqual(['list Hou1', 'list Hou1', 'list Hou1']);
    expect(failures).toEqual([]);
  });

  test('have their five seconds also where the process slept beyond the deadline', async () => {
    const run: ScriptedRun = runOfOne(() => {
      if (run.calls.length === 1) run.clock.advance(3_600_000);
      return run.calls.length === 1 ? unready('a') : snapshotOf('a');
    });
    await waitFor(run, ['a'], { timeoutMs: 7_200_000, pollIntervalMs: 30_000 });
    expect(run.calls.map(({ deadlineMs }) => deadlineMs)).toEqual([7_205_000, 7_205_000]);
    const late: ScriptedRun = runOf(unready('a'));
    late.clock.at(3000, () => late.clock.advance(3_600_000));
    await waitFor(late, ['a'], { timeoutMs: 60_000, pollIntervalMs: 30_000 });
    expect(late.calls.at(-1)).toMatchObject({ atMs: 3_603_000, deadlineMs: 3_608_000 });
  });

  test('see only the snapshots of the namespace', async () => {
    const run = scriptedRun({
      list: () => [snapshotOf('a', { namespace: 'other' }), snapshotOf('b')],
      get: () => null,
    });
    const { failures } = await waitFor(run, ['a', 'b']);
    expect(failures.map(({ id }) => id)).toEqual(['a']);
  });

  test.each<[what: string, ofA: readonly Snapshot[]]>([
    ['that the list leaves out', []],
    ['that the list holds twice', [unready('a'), snapshotOf('a')]],
    ['of which the list does not say the namespace', [snapshotOf('a', { namespace: null })]],
  ])('ask by its id for one %s', async (_what, ofA) => {
    const elsewhere = snapshotOf('x', { namespace: null });
    const run = scriptedRun({
      list: () => [...ofA, snapshotOf('b'), elsewhere],
      get: ({ id }) => snapshotOf(id),
    });
    expect((await waitFor(run, ['a', 'b'])).failures).toEqual([]);
    expect(callsOf(run)).toEqual(['list Hou1', 'get a']);
  });

  test.each([
    ['a', 'b'],
    ['s0', 's1', 's2', 's3', 's4', 's5'],
  ])('ask by the ids where there is no list: %#', async (...ids) => {
    const run = scriptedRun({
      list: inTurn<readonly Snapshot[]>(UNAVAILABLE),
      get: ({ id }) => snapshotOf(id),
    });
    expect((await waitFor(run, ids)).failures).toEqual([]);
    expect(callsOf(run)).toEqual(['list Hou1', ...ids.map((id) => `get ${id}`)]);
  });

  test('tell of the list where nothing has an answer', async () => {
    const run = scriptedRun({
      list: inTurn<readonly Snapshot[]>(new SnapshotServiceError('unreadable', 'No list.')),
      get: inTurn<IdentifiedSnapshot>(UNAVAILABLE),
    });
    const { failures } = await waitFor(run, ['a', 'b'], { timeoutMs: 3000, pollIntervalMs: 3000 });
    expect(failures[0]?.message).toContain('The last check had no answer: No list.');
  });

  test('are ended by a list that is denied', async () => {
    const run = scriptedRun({
      list: inTurn<readonly Snapshot[]>(new SnapshotServiceError('denied', '401.')),
    });
    expect((await waitFor(run, ['a', 'b'])).failures[0]?.message).toMatch(/^Access failed \(401\.\)/);
    expect(callsOf(run)).toEqual(['list Hou1']);
  });

  test('have at most five requests under way', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `s${index}`);
    const run = scriptedRun({ list: () => [] });
    const reads = counted(() => ({ snapshot: snapshotOf('any'), serverNowMs: null }));
    const store = { ...run.context.store, get: reads.step };
    await waitReady({ target: TARGET, ids, wait: WAIT }, { ...run.context, store });
    expect(reads.most()).toBe(5);
  });

  test('count their time from the beginning of the wait', async () => {
    const run = runOf(unready('a'));
    run.clock.advance(100_000);
    await waitFor(run, ['a'], { timeoutMs: 6000, pollIntervalMs: 3000 });
    expect(timesOf(run)).toEqual([100_000, 103_000, 106_000]);
  });

  test('are one at the least, also if there is no time', async () => {
    const run = runOf(unready('a'));
    const { failures } = await waitFor(run, ['a'], { timeoutMs: 0, pollIntervalMs: 1000 });
    expect(timesOf(run)).toEqual([0]);
    expect(failures).toHaveLength(1);
  });
});

describe('a snapshot that is not there', () => {
  test('is given up after a minute', async () => {
    const run = runOf(null);
    expect((await waitFor(run)).failures).toEqual([
      {
        id: 'a',
        message: 'Snapshot "a" was not there for 1min. Check the id, the namespace and the cluster.',
      },
    ]);
    expect(run.clock.elapsedMs()).toBeGreaterThan(60_000);
    expect(run.clock.elapsedMs()).toBeLessThan(66_000);
  });

  test('is missing from the first answer on, however long that took', async () => {
    const run: ScriptedRun = runOfOne(() => {
      if (run.calls.length === 1) run.clock.advance(50_000);
      return null;
    });
    await waitFor(run);
    expect(run.clock.elapsedMs()).toBeGreaterThanOrEqual(110_000);
  });

  test('is looked for once more before it is given up', async () => {
    const run = runOfOne((elapsedMs) => (elapsedMs >= 59_000 ? snapshotOf('a') : null));
    expect((await waitFor(run)).failures).toEqual([]);
  });

  test('though it was seen is looked for until it has been missing for a minute', async () => {
    const run = runOfOne((elapsedMs) =>
      elapsedMs < 3000 || elapsedMs > 60_000 ? snapshotOf('a', { readyToUse: elapsedMs > 60_000 }) : null,
    );
    expect((await waitFor(run)).failures).toEqual([]);
  });

  test('for a minute though it was seen is gone', async () => {
    const run = runOfOne((elapsedMs) => (elapsedMs < 3000 ? unready('a') : null));
    const { failures } = await waitFor(run);
    expect(failures).toEqual([
      {
        id: 'a',
        message:
          'Snapshot "a" was there, and was missing for 1min: it was deleted while this run waited for it.',
      },
    ]);
    expect(run.clock.elapsedMs()).toBeGreaterThanOrEqual(63_000);
    expect(run.clock.elapsedMs()).toBeLessThan(70_000);
  });

  test.each<[what: string, first: Partial<Snapshot>, failures: readonly object[]]>([
    [
      'is a failure',
      { sourceName: 'db' },
      [
        {
          id: 'a',
          message:
            'Snapshot "a" was of VM "db", and is of VM "web" now: somebody has made another one of that name.',
        },
      ],
    ],
    ['is none where the case alone differs', { sourceName: 'WEB' }, []],
    ['is none where the first was not known', { sourceName: null }, []],
    ['is none where only the date differs', { creationDate: null }, []],
  ])('and became another VM’s %s', async (_what, first, failures) => {
    const run = runOf({ ...unready('a'), ...first, id: 'a' }, snapshotOf('a', { sourceName: 'web' }));
    expect((await waitFor(run)).failures).toEqual(failures);
  });

  test.each<[what: string, minutesOlder: number, reads: number]>([
    ['much older than the one before is of a server that is behind', 6, 3],
    ['a little older than the one before is the same', 5, 2],
  ])('and %s', async (_what, minutesOlder, reads) => {
    const made = Date.parse('2026-11-20');
    const now = { creationDate: toUtcTimestamp(made) };
    const before = { creationDate: toUtcTimestamp(made - minutesOlder * 60_000) };
    const run = runOf({ ...unready('a'), ...now }, snapshotOf('a', before), snapshotOf('a', now));
    expect((await waitFor(run)).failures).toEqual([]);
    expect(run.calls).toHaveLength(reads);
  });

  test('and is another VM’s in one look alone is passed over', async () => {
    const run = runOf(unready('a'), { ...unready('a'), sourceName: 'db' }, snapshotOf('a'));
    const { failures, snapshots } = await waitFor(run);
    expect(failures).toEqual([]);
    expect(snapshots).toEqual([snapshotOf('a')]);
  });

  test('and had a date far ahead in one answer is believed after a minute', async () => {
    const run = runOf(
      { ...unready('a'), creationDate: toUtcTimestamp(Date.parse('2099-01-01')) },
      snapshotOf('a'),
    );
    expect((await waitFor(run)).failures).toEqual([]);
    expect(run.clock.elapsedMs()).toBeGreaterThanOrEqual(63_000);
    expect(run.clock.elapsedMs()).toBeLessThan(70_000);
  });

  test('fails alone, and the wait goes on for the others', async () => {
    const run: ScriptedRun = scriptedRun({
      list: () => [run.clock.elapsedMs() < 200_000 ? unready('b') : snapshotOf('b')],
      get: () => null,
    });
    const { failures } = await waitFor(run, ['a', 'b']);
    expect(failures).toEqual([{ id: 'a', message: expect.stringContaining('was not there for 1min') }]);
    expect(run.clock.elapsedMs()).toBeGreaterThanOrEqual(200_000);
    expect(run.log.filter((line) => line === failures[0]?.message)).toHaveLength(1);
    expect(run.calls.findLast(({ what }) => what === 'get')?.atMs).toBeLessThan(70_000);
  });

  test('or was, and is not ready at the deadline, is not said to be ready', async () => {
    const run: ScriptedRun = scriptedRun({
      list: () => [run.clock.elapsedMs() < 600_000 ? snapshotOf('a') : unready('a'), unready('b')],
    });
    expect((await waitFor(run, ['a', 'b'])).failures.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('and could not be found any more, though it was ready, is not said to be ready', async () => {
    const run = scriptedRun({
      list: inTurn<readonly Snapshot[]>([snapshotOf('a'), unready('b')], [snapshotOf('b')]),
      get: () => null,
    });
    const { failures } = await waitFor(run, ['a', 'b']);
    expect(failures).toEqual([{ id: 'a', message: expect.stringContaining('was there, and was missing') }]);
  });

  test('comes before those that only ran out of time', async () => {
    const run = scriptedRun({ list: () => [unready('b')], get: () => null });
    const { failures } = await waitFor(run, ['b', 'a']);
    expect(failures).toEqual([
      { id: 'a', message: expect.stringContaining('was not there for 1min') },
      { id: 'b', message: expect.stringMatching(/^Timed out after 10min/) },
    ]);
  });
});

describe('a timeout', () => {
  const SHORT: WaitSettings = { timeoutMs: 30_000, pollIntervalMs: 10_000 };
  const BEGIN = `Timed out after 30s of waiting for ${WHAT} to be ready`;

  test.each<[words: string, states: readonly (IdentifiedSnapshot | null)[]]>([
    ['not ready', [unready('a')]],
    ['readiness unknown', [snapshotOf('a', { readyToUse: null })]],
    ['not there yet', [null]],
    ['missing', [unready('a'), null]],
  ])('says what was waited for, how long, and the last state: %s', async (words, states) => {
    const { failures } = await waitFor(runOf(...states), ['a'], SHORT);
    expect(failures).toEqual([{ id: 'a', message: `${BEGIN}; last state: ${words}. ${ADVICE}` }]);
  });

  test('is no failure if the check at the deadline finds it ready', async () => {
    const run = runOfOne((elapsedMs) => (elapsedMs >= 30_000 ? snapshotOf('a') : unready('a')));
    expect((await waitFor(run, ['a'], SHORT)).failures).toEqual([]);
  });

  test('says why the last check had no answer', async () => {
    expect((await waitFor(runOf(UNAVAILABLE), ['a'], SHORT)).failures).toEqual([
      {
        id: 'a',
        message: `${BEGIN}; last state: not seen yet. The last check had no answer: No answer. ${ADVICE}`,
      },
    ]);
  });
});

describe('a check without an answer', () => {
  const denied = new SnapshotServiceError('denied', '401.');
  const rejected = new SnapshotServiceError('rejected', 'No.');

  test.each<[what: string, answers: readonly (IdentifiedSnapshot | null | Error)[]]>([
    ['without a connection', Array.from({ length: 9 }, () => UNAVAILABLE)],
    ['unreadable', Array.from({ length: 9 }, () => new SnapshotServiceError('unreadable', 'No.'))],
    ['between two that find nothing', [unready('a'), null, UNAVAILABLE, UNAVAILABLE]],
    ['denied once after an answer', [unready('a'), denied, unready('a'), denied]],
    ['denied twice, with another trouble between', [unready('a'), denied, UNAVAILABLE, denied]],
    ['rejected, but not three times in a row', [rejected, rejected, UNAVAILABLE, rejected, rejected]],
    ['rejected, after there was an answer', [unready('a'), rejected, rejected, rejected, rejected]],
    ['an absence now and then', [unready('a'), null, unready('a'), null, unready('a')]],
  ])('is passed over: %s', async (_what, answers) => {
    const run = runOf(...answers, snapshotOf('a'));
    expect((await waitFor(run)).failures).toEqual([]);
    expect(run.calls).toHaveLength(answers.length + 1);
  });

  test.each<[what: string, answers: readonly (IdentifiedSnapshot | Error)[], end: string, checks: number]>([
    ['denied before any answer', [denied], 'Access failed (401.) after 0s', 1],
    ['denied twice running', [unready('a'), denied], 'Access failed (401.) after 6s', 3],
    ['rejected three times before any answer', [rejected], 'Access failed (No.) after 6s', 3],
  ])('ends the wait: %s', async (_what, answers, end, checks) => {
    const run = runOf(...answers);
    const state = answers.length > 1 ? 'not ready' : 'not seen yet';
    expect((await waitFor(run)).failures).toEqual([
      {
        id: 'a',
        message: `${end} of waiting for ${WHAT} to be ready; last state: ${state}. ${LEFT_BEHIND}.`,
      },
    ]);
    expect(run.calls).toHaveLength(checks);
  });

  test('of one that the list leaves out spoils nothing for the others', async () => {
    const run = scriptedRun({
      list: () => [snapshotOf('a')],
      get: inTurn<IdentifiedSnapshot>(rejected),
    });
    const { snapshots, failures } = await waitFor(run, ['a', 'b']);
    expect(snapshots.map(({ readyToUse }) => readyToUse)).toEqual([true, null]);
    expect(failures).toEqual([
      {
        id: 'b',
        message: expect.stringMatching(/not seen yet\. The last check had no answer: No\. Nothing/),
      },
    ]);
    expect(run.log[0]).toMatch(/^0s: the check had no answer: No\. 1 of 2 snapshots ready, waiting for b /);
  });

  test('of one that is still missing does not count as a further minute', async () => {
    const run: ScriptedRun = scriptedRun({
      list: () => [snapshotOf('a')],
      get: () => {
        if (run.clock.elapsedMs() < 3000) return null;
        if (run.clock.elapsedMs() < 100_000) throw UNAVAILABLE;
        return snapshotOf('b');
      },
    });
    expect((await waitFor(run, ['a', 'b'])).failures).toEqual([]);
  });
});

describe('a cancelled run', () => {
  test('ends the wait at once, and says how far it came', async () => {
    const run = runOf(unready('a'));
    run.clock.at(10_000, () => run.cancel(new CancelledError('SIGTERM')));
    expect((await waitFor(run)).failures).toEqual([
      {
        id: 'a',
        message: `The run was cancelled after 12s of waiting for ${WHAT} to be ready; last state: not ready. ${LEFT_BEHIND}.`,
      },
    ]);
    expect(timesOf(run)).toEqual([0, 3000, 6000, 9000, 12_000]);
  });
});

describe('what people see', () => {
  test('is a line a round with the time, who is not ready, and when the next check is', async () => {
    const run = scriptedRun({
      list: inTurn<readonly Snapshot[]>([snapshotOf('a'), unready('b')], [snapshotOf('a'), snapshotOf('b')]),
    });
    await waitFor(run, ['a', 'b']);
    expect(run.log).toEqual(['0s: 1 of 2 snapshots ready, waiting for b (not ready); next check in 3s.']);
  });

  test('is the trouble of a round too', async () => {
    const run = runOf(UNAVAILABLE, snapshotOf('a'));
    await waitFor(run);
    expect(run.log).toEqual([
      '0s: the check had no answer: No answer. 0 of 1 snapshot ready, waiting for a (not seen yet); next check in 3s.',
    ]);
  });
});

test('snapshots named as parts of an object are waited for like any others', async () => {
  const ids = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const run = scriptedRun({
    list: inTurn<readonly Snapshot[]>(
      ids.map(unready),
      ids.map((id) => snapshotOf(id)),
    ),
  });
  const { snapshots, failures } = await waitFor(run, ids);
  expect(snapshots.map(({ id, readyToUse }) => [id, readyToUse])).toEqual(ids.map((id) => [id, true]));
  expect(failures).toEqual([]);
});

test('the ids are published before the wait begins', async () => {
  const run = runOf(snapshotOf('a'));
  await waitFor(run);
  expect(run.published).toMatchObject([
    { operation: 'wait-ready', snapshots: [{ id: 'a', namespace: 'prod' }], failures: [] },
  ]);
});
