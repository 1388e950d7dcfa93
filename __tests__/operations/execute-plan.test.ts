import { describe, expect, test } from '@jest/globals';
import { CancelledError, SnapshotServiceError } from '../../src/domain/errors.ts';
import type { IdentifiedSnapshot, Snapshot, SnapshotReference } from '../../src/domain/snapshot.ts';
import { executePlan } from '../../src/operations/execute-plan.ts';
import type { DeleteResponse } from '../../src/operations/snapshot-store.ts';
import { planRetention, type RetentionPlan } from '../../src/retention/plan.ts';
import type { RetentionPolicy } from '../../src/retention/policy.ts';
import { manualClock } from './manual-clock.ts';
import {
  callsOf,
  daysOld,
  inTurn,
  runWith,
  type Script,
  type ScriptedRun,
  snapshotOf,
  TARGET,
} from './scripted-store.ts';

const NOW_MS = manualClock().nowMs();
const DAY_MS = 86_400_000;

const TWO = [daysOld('web-2', 2), daysOld('web-1', 1)];
const UNREADY = daysOld('broken', 9, { readyToUse: false });

/** What was missing is also missing from one more list. */
function runOf(listed: readonly Snapshot[], script: Script = {}): ScriptedRun {
  return runWith(listed, { list: () => [], ...script });
}

/**
 * Carries out what a policy, by default to keep the last one, deletes of a list that a second one, by default the same,
 * confirms; also what was reported, as it was then.
 */
async function executing(
  run: ScriptedRun,
  listed: readonly Snapshot[],
  policy: RetentionPolicy = { keepLast: 1 },
  listedAgain = listed,
) {
  const [plan, again] = [listed, listedAgain].map((snapshots) =>
    planRetention({
      snapshots,
      isInScope: () => true,
      isProtected: () => false,
      policy,
      nowMs: NOW_MS,
    }),
  ) as [RetentionPlan, RetentionPlan];
  const reported: (readonly string[])[] = [];
  const execution = await executePlan(plan, again, TARGET, run.context, (soFar) =>
    reported.push(soFar.map(({ id }) => id)),
  );
  return { ...execution, reported };
}

test('tells apart what was accepted, what was gone, what was spared and what failed', async () => {
  const listed = [
    daysOld('keep', 1),
    daysOld('accepted', 2),
    daysOld('gone', 3),
    daysOld('failed', 4),
    daysOld('spared', 5, { readyToUse: false }),
  ];
  const run = runOf(listed, {
    get: ({ id }) => {
      const found = listed.find((one) => one.id === id && id !== 'gone') ?? null;
      return found && { ...found, readyToUse: true };
    },
    delete: ({ id }) => {
      if (id === 'failed') throw new Error('It is locked.');
      return id === 'gone' ? 'missing' : 'accepted';
    },
  });
  const execution = await executing(run, listed, { keepLast: 1, unreadyOlderThanMs: DAY_MS });
  expect(execution).toEqual({
    accepted: [listed[1]],
    gone: [listed[2]],
    sparedIds: ['spared'],
    failures: [
      {
        id: 'failed',
        message: 'Could not delete snapshot "failed" in namespace "prod" on cluster "Hou1": It is locked.',
      },
    ],
    reported: [],
  });
  expect(run.log).toContain('debug: accepted: deletion accepted');
  expect(run.log).toContain('debug: gone: was gone already');
});

test('a plan that deletes nothing asks for nothing', async () => {
  const run = runOf([]);
  expect(await executing(run, [daysOld('web-1', 1)])).toEqual({
    accepted: [],
    gone: [],
    sparedIds: [],
    failures: [],
    reported: [],
  });
  expect(run.calls).toEqual([]);
});

describe('the deletion of a snapshot', () => {
  test('is sent with the snapshot as it was listed', async () => {
    const sent: Snapshot[] = [];
    const run = runOf(TWO, {
      delete: (seen) => {
        sent.push(seen);
        return 'accepted';
      },
    });
    await executing(run, TWO);
    expect(sent).toEqual([TWO[0]]);
  });

  test('in a cancelled run is not begun, and it is said which one is still there', async () => {
    const run = runOf(TWO);
    run.cancel(new CancelledError('SIGINT'));
    const { failures } = await executing(run, TWO);
    expect(failures).toEqual([
      {
        id: 'web-2',
        message:
          'The run was cancelled before snapshot "web-2" in namespace "prod" on cluster "Hou1" was deleted: it is still there.',
      },
    ]);
    expect(run.calls).toEqual([]);
  });
});

describe('what a second list does not confirm is not deleted', () => {
  const listed = [daysOld('c', 3), daysOld('b', 2), daysOld('a', 1)];
  const [oldest, middle, newest] = listed as [IdentifiedSnapshot, IdentifiedSnapshot, IdentifiedSnapshot];
  const keeps = (reason: string) => `by a second list, the plan keeps it (${reason})`;
  const OTHER = 'a second list does not show it, or says something else of it';

  test.each<[what: string, again: readonly Snapshot[], reason: string]>([
    ['of which all is older', [oldest, middle], keeps('last snapshot')],
    ['in which it is not ready', [oldest, { ...middle, readyToUse: false }, newest], keeps('not ready')],
    [
      'in which its VM is another one',
      [oldest, { ...middle, sourceName: 'db' }, newest],
      keeps('last snapshot'),
    ],
    ['in which it is younger', [oldest, daysOld('b', 0.5), newest], keeps('last snapshot')],
    ['in which it is of another date', [oldest, daysOld('b', 2.5), newest], OTHER],
    [
      'in which it has no date',
      [oldest, { ...middle, creationDate: null }, newest],
      keeps('no creation date'),
    ],
  ])('such as one %s', async (_what, again, reason) => {
    const run = runOf(listed);
    const { accepted, sparedIds, failures } = await executing(run, listed, { keepLast: 1 }, again);
    expect({ accepted, sparedIds, failures }).toEqual({ accepted: [oldest], sparedIds: ['b'], failures: [] });
    expect(run.log).toContain(`warning: Snapshot "b" is kept: ${reason}.`);
  });

  test('also where it is listed as not ready, and would go as a ready one by the second list', async () => {
    const broken = [...listed, UNREADY];
    const again = [...listed, { ...UNREADY, readyToUse: true }];
    const policy = { keepLast: 1, unreadyOlderThanMs: DAY_MS };
    const run = runOf(broken);
    expect(await executing(run, broken, policy, again)).toMatchObject({ sparedIds: ['broken'] });
    expect(run.log).toContain(`warning: Snapshot "broken" is kept: ${OTHER}.`);
  });

  test('such as one that lacks it, though it is there', async () => {
    const run = runOf(listed);
    const { accepted, sparedIds } = await executing(run, listed, { keepLast: 1 }, [oldest, newest]);
    expect({ accepted, sparedIds }).toEqual({ accepted: [oldest], sparedIds: ['b'] });
    expect(run.log).toContain(`warning: Snapshot "b" is kept: ${OTHER}.`);
  });

  test('and what it lacks, and is not there, is confirmed like any other that is missing', async () => {
    const run = runOf(listed, { get: ({ id }) => (id === 'a' ? newest : null) });
    expect(await executing(run, listed, { keepLast: 1 }, [oldest, newest])).toMatchObject({
      accepted: [oldest],
      gone: [middle],
      failures: [],
    });
    expect(callsOf(run)).toEqual(['get a', 'delete c', 'get b', 'list Hou1', 'get b']);
  });
});

describe('progress is told after five seconds', () => {
  test.each<
    [
      durationMs: number,
      response: DeleteResponse,
      lines: readonly string[],
      reported: readonly (readonly string[])[],
    ]
  >([
    [4999, 'accepted', [], []],
    [5000, 'accepted', ['1 of 1 deletion accepted so far.'], [['web-2']]],
    [5000, 'missing', ['0 of 1 deletion accepted so far.', 'Snapshot "web-2" was gone already.'], [[]]],
  ])('where a deletion took %d ms and ended as %s', async (durationMs, response, lines, reported) => {
    const run: ScriptedRun = runOf(TWO, {
      delete: () => {
        run.clock.advance(durationMs);
        return response;
      },
    });
    const execution = await executing(run, TWO);
    expect(run.log.filter((line) => !line.startsWith('debug: '))).toEqual(lines);
    expect(execution.reported).toEqual(reported);
  });

  test('and not with each deletion from then on', async () => {
    const vms = Array.from({ length: 5 }, (_, index) => `vm${index}`);
    const listed = vms.flatMap((sourceName) => [
      daysOld(`${sourceName}-2`, 2, { sourceName }),
      daysOld(`${sourceName}-1`, 1, { sourceName }),
    ]);
    const run: ScriptedRun = runOf(listed, {
      delete: () => {
        run.clock.advance(3000);
        return 'accepted';
      },
    });
    const { reported } = await executing(run, listed);
    expect(reported.length).toBeLessThan(4);
  });
});

describe('what is to go because it is not ready', () => {
  const listed = [...TWO, UNREADY];
  const policy = { keepLast: 2, unreadyOlderThanMs: DAY_MS };

  function found(snapshot: IdentifiedSnapshot | null): Script {
    return {
      get: ({ id }: SnapshotReference) =>
        id === 'broken' ? snapshot : (listed.find((one) => one.id === id) ?? null),
    };
  }

  test.each<[what: string, found: IdentifiedSnapshot, words: string]>([
    ['is ready', { ...UNREADY, readyToUse: true }, 'is ready'],
    ['does not say so', { ...UNREADY, readyToUse: null }, 'does not say whether it is ready'],
    ['is of another VM', { ...UNREADY, sourceName: 'db' }, 'is of VM "db"'],
    ['does not say its VM', { ...UNREADY, sourceName: null }, 'does not say its VM'],
    [
      'is a new one of that name',
      { ...UNREADY, creationDate: daysOld('new', 8).creationDate },
      'is another one, made at another time,',
    ],
    // As one that is being made in its place.
    [
      'does not say its date',
      { ...UNREADY, creationDate: null },
      'does not say its date, as one in the making',
    ],
  ])('is spared with a warning, if it %s by now', async (_what, snapshot, words) => {
    const run = runOf(listed, found(snapshot));
    expect(await executing(run, listed, policy)).toMatchObject({ accepted: [], sparedIds: ['broken'] });
    expect(run.log).toEqual([
      `warning: Snapshot "broken" is kept: it was listed as not ready, and ${words} when it is read by its id.`,
    ]);
  });

  test('and is gone at that look is doubted like any other', async () => {
    const run = runOf(listed, found(null));
    expect(await executing(run, listed, policy)).toMatchObject({
      accepted: [],
      gone: [UNREADY],
      failures: [],
    });
    expect(callsOf(run)).toEqual(['get web-1', 'get broken', 'list Hou1', 'get broken']);
  });

  test('is deleted right after it was read', async () => {
    const run = runOf(listed);
    expect(await executing(run, listed, policy)).toMatchObject({ accepted: [UNREADY], sparedIds: [] });
    expect(callsOf(run)).toEqual(['get web-1', 'get broken', 'delete broken']);
  });

  test('fails if it cannot be read', async () => {
    const run = runOf(listed, {
      get: ({ id }) => {
        if (id === 'broken') throw new SnapshotServiceError('unavailable', 'No answer.');
        return listed.find((one) => one.id === id) ?? null;
      },
    });
    expect((await executing(run, listed, policy)).failures).toEqual([
      {
        id: 'broken',
        message:
          'Could not read snapshot "broken" in namespace "prod" on cluster "Hou1" before its deletion: No answer.',
      },
    ]);
    expect(callsOf(run)).toEqual(['get web-1', 'get broken']);
  });
});

describe('what the server says is missing', () => {
  const DOUBTED =
    'Could not delete snapshot "web-2" in namespace "prod" on cluster "Hou1": the server says that there is none, and';

  test.each<[what: string, listed: readonly Snapshot[], doubt: string | null]>([
    ['not at all', TWO.slice(1), null],
    ['still', TWO, 'still lists it.'],
    ['without a namespace', [snapshotOf('web-2', { namespace: null })], 'still lists it.'],
    ['in another namespace', [snapshotOf('web-2', { namespace: 'other' })], null],
    ['perhaps', [{ ...snapshotOf(''), id: null }], 'lists one without an id, which may be it.'],
  ])('is gone or not, as one more list has it %s', async (_what, closing, doubt) => {
    const isGone = doubt === null;
    const run = runOf(TWO, { list: () => closing, delete: () => 'missing' });
    const { gone, failures } = await executing(run, TWO);
    expect(gone.map(({ id }) => id)).toEqual(isGone ? ['web-2'] : []);
    expect(failures).toEqual(isGone ? [] : [{ id: 'web-2', message: `${DOUBTED} ${doubt}` }]);
    expect(run.log.includes('Snapshot "web-2" was gone already.')).toBe(isGone);
  });

  test('is not gone if it is there when it is asked for', async () => {
    const run = runOf(TWO, {
      get: ({ id }) => TWO.find((one) => one.id === id) ?? null,
      delete: () => 'missing',
    });
    const { gone, failures } = await executing(run, TWO);
    expect(gone).toEqual([]);
    expect(failures).toEqual([{ id: 'web-2', message: `${DOUBTED} shows it when it is asked for it.` }]);
  });

  test('fails if that list cannot be had', async () => {
    const list = inTurn<readonly Snapshot[]>(new Error('No answer.'));
    const { gone, failures } = await executing(runOf(TWO, { delete: () => 'missing', list }), TWO);
    expect(gone).toEqual([]);
    expect(failures).toEqual([
      { id: 'web-2', message: 'Could not list the snapshots once more: No answer.' },
    ]);
  });

  test('is listed once for all, after all deletions', async () => {
    const listed = [1, 2, 3, 4].map((days) => daysOld(`web-${days}`, days));
    const run = runOf(listed, { delete: ({ id }) => (id === 'web-3' ? 'accepted' : 'missing') });
    await executing(run, listed);
    expect(callsOf(run)).toEqual([
      ...['get web-1', 'delete web-4', 'delete web-3', 'delete web-2'],
      ...['list Hou1', 'get web-4', 'get web-2'],
    ]);
  });
});

test('a service that has stopped answering is given up after ten deletions, and the rest is not tried', async () => {
  const listed = Array.from({ length: 40 }, (_, index) => daysOld(`web-${index}`, index + 1));
  const run = runOf(listed, {
    delete: () => {
      throw new SnapshotServiceError('unavailable', 'No answer.');
    },
  });
  const { failures } = await executing(run, listed);
  const sentCount = callsOf(run).filter((call) => call.startsWith('delete')).length;
  expect(failures).toHaveLength(39);
  expect(sentCount).toBeGreaterThanOrEqual(10);
  expect(sentCount).toBeLessThan(15);
  expect(failures.at(-1)?.message).toContain('was not tried: the last');
});
