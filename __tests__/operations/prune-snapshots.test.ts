import { describe, expect, test } from '@jest/globals';
import { CancelledError, SnapshotServiceError } from '../../src/domain/errors.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/utc-timestamp.ts';
import { type PruneOptions, pruneSnapshots } from '../../src/operations/prune-snapshots.ts';
import type { DeleteAnswer } from '../../src/operations/snapshot-store.ts';
import { manualClock } from './manual-clock.ts';
import {
  callsOf,
  counted,
  type Script,
  type ScriptedRun,
  scriptedRun,
  snapshotOf,
  TARGET,
} from './scripted-store.ts';

const NOW_MS = manualClock().nowMs();
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function daysOld(id: string, days: number, known: Partial<Snapshot> = {}): Snapshot {
  return snapshotOf(id, { creationDate: toUtcTimestamp(NOW_MS - days * DAY_MS), ...known });
}

const FIVE: readonly Snapshot[] = [1, 2, 3, 4, 5].map((days) => daysOld(`web-${days}`, days));

function optionsWith(known: Partial<PruneOptions> = {}): PruneOptions {
  return {
    target: TARGET,
    scope: { matchesId: null, matchesSourceVm: () => true },
    isProtected: () => false,
    policy: { keepLast: 2 },
    maxDeletes: null,
    dryRun: false,
    ...known,
  };
}

function runOf(listed: readonly Snapshot[], script: Script = {}): ScriptedRun {
  return scriptedRun({ list: () => listed, delete: () => 'accepted', ...script });
}

function idsOf({ snapshots }: { readonly snapshots: readonly { readonly id: string | null }[] }) {
  return snapshots.map(({ id }) => id);
}

function deletedBy(run: ScriptedRun): readonly string[] {
  return callsOf(run).filter((call) => call.startsWith('delete'));
}

describe('a prune', () => {
  test('lists the cluster once, and deletes what the policy does not keep, oldest first', async () => {
    const run = runOf(FIVE);
    const result = await pruneSnapshots(optionsWith(), run.context);
    expect(callsOf(run)).toEqual(['list Hou1', 'delete web-5', 'delete web-4', 'delete web-3']);
    expect(idsOf(result)).toEqual(['web-5', 'web-4', 'web-3']);
    expect(result).toMatchObject({
      operation: 'prune',
      dryRun: false,
      failures: [],
      policy: 'For each source VM, keep the last 2 snapshots. Delete the other ready snapshots.',
    });
  });

  test('sends nothing to delete if there is nothing to delete', async () => {
    const run = runOf(FIVE);
    await pruneSnapshots(optionsWith({ policy: { keepLast: 5 } }), run.context);
    expect(callsOf(run)).toEqual(['list Hou1']);
  });

  test('counts what is gone already as deleted', async () => {
    const run = runOf(FIVE, { delete: () => 'missing' });
    const result = await pruneSnapshots(optionsWith(), run.context);
    expect(idsOf(result)).toEqual(['web-5', 'web-4', 'web-3']);
    expect(result.failures).toEqual([]);
  });

  test('goes on after a failure, and tells it', async () => {
    const run = runOf(FIVE, {
      delete: ({ id }) => {
        if (id === 'web-4') throw new Error('It is locked.');
        return 'accepted';
      },
    });
    const result = await pruneSnapshots(optionsWith(), run.context);
    expect(idsOf(result)).toEqual(['web-5', 'web-3']);
    expect(result.failures).toEqual([
      {
        id: 'web-4',
        message: 'Could not delete snapshot "web-4" in namespace "prod" on cluster "Hou1": It is locked.',
      },
    ]);
  });

  test('has at most five deletions under way', async () => {
    const deletions = counted((): DeleteAnswer => 'accepted');
    const listed = Array.from({ length: 14 }, (_, index) => daysOld(`web-${index}`, index + 1));
    const run = runOf(listed, { delete: deletions.step });
    await pruneSnapshots(optionsWith(), run.context);
    expect(deletions.most()).toBe(5);
  });

  test('publishes its plan before anything is deleted', async () => {
    const run = runOf(FIVE, {
      delete: () => {
        expect(run.published).toHaveLength(1);
        return 'accepted';
      },
    });
    const result = await pruneSnapshots(optionsWith(), run.context);
    expect(result.failures).toEqual([]);
    expect(run.published[0]).toMatchObject({ operation: 'prune', snapshots: [], failures: [] });
  });
});

describe('the scope', () => {
  const LISTED = [
    ...FIVE,
    ...[1, 2, 3].map((days) => daysOld(`db-${days}`, days, { sourceName: 'db' })),
    ...[1, 2, 3].map((days) => daysOld(`far-${days}`, days, { namespace: 'other' })),
    ...[1, 2, 3].map((days) => daysOld(`lost-${days}`, days, { namespace: null })),
    ...[1, 2, 3].map((days) => daysOld(`orphan-${days}`, days, { sourceName: null })),
    daysOld('', 9, { id: null }),
  ];

  test.each<[what: string, scope: PruneOptions['scope'], deleted: readonly string[]]>([
    ['of one VM', { matchesId: null, matchesSourceVm: (vm) => vm === 'db' }, ['db-3']],
    ['of any VM', { matchesId: null, matchesSourceVm: () => true }, ['web-5', 'web-4', 'db-3', 'web-3']],
    ['of some ids', { matchesId: (id) => /-[35]$/.test(id), matchesSourceVm: null }, []],
    ['of other ids', { matchesId: (id) => /^web-[345]$/.test(id), matchesSourceVm: null }, ['web-5']],
    [
      'of any id',
      { matchesId: () => true, matchesSourceVm: null },
      ['web-5', 'web-4', 'db-3', 'orphan-3', 'web-3'],
    ],
    [
      'of both',
      { matchesId: (id) => id !== 'web-1', matchesSourceVm: (vm) => vm === 'web' },
      ['web-5', 'web-4'],
    ],
  ])('%s is all that counts and all that is touched', async (_what, scope, deleted) => {
    const run = runOf(LISTED);
    const result = await pruneSnapshots(optionsWith({ scope }), run.context);
    expect(idsOf(result)).toEqual(deleted);
    expect(deletedBy(run)).toEqual(deleted.map((id) => `delete ${id}`));
  });

  test('leaves out what is protected', async () => {
    const run = runOf(FIVE);
    await pruneSnapshots(optionsWith({ isProtected: (id) => id === 'web-5' }), run.context);
    expect(deletedBy(run)).toEqual(['delete web-4', 'delete web-3']);
  });
});

describe('a dry run', () => {
  test('never asks for a deletion', async () => {
    const run = runOf(FIVE);
    const result = await pruneSnapshots(optionsWith({ dryRun: true }), run.context);
    expect(callsOf(run)).toEqual(['list Hou1']);
    expect(idsOf(result)).toEqual(['web-5', 'web-4', 'web-3']);
    expect(result).toMatchObject({ dryRun: true, failures: [] });
  });

  test('does so also without any other condition', async () => {
    const run = runOf(FIVE);
    const scope = { matchesId: () => true, matchesSourceVm: null };
    await pruneSnapshots(
      optionsWith({ dryRun: true, policy: { keepLast: 0, olderThanMs: 1 }, scope }),
      run.context,
    );
    expect(deletedBy(run)).toEqual([]);
  });
});

describe('max-deletes', () => {
  test.each([3, 4, null])('of %p lets three deletions pass', async (maxDeletes) => {
    const run = runOf(FIVE);
    await pruneSnapshots(optionsWith({ maxDeletes }), run.context);
    expect(deletedBy(run)).toHaveLength(3);
  });

  test.each([0, 1, 2])('of %d refuses three deletions, all of them', async (maxDeletes) => {
    const run = runOf(FIVE);
    await expect(pruneSnapshots(optionsWith({ maxDeletes }), run.context)).rejects.toThrow(
      `The plan deletes 3 snapshots, and max-deletes is ${maxDeletes}, so nothing was deleted. If the plan above is what you want, raise max-deletes; else change the policy.`,
    );
    expect(deletedBy(run)).toEqual([]);
    expect(run.published).toMatchObject([{ operation: 'prune', snapshots: [] }]);
  });

  test('of 0 is content with nothing to delete', async () => {
    const run = runOf(FIVE);
    await pruneSnapshots(optionsWith({ maxDeletes: 0, policy: { keepLast: 5 } }), run.context);
    expect(deletedBy(run)).toEqual([]);
  });
});

describe('the time now', () => {
  const policy = { olderThanMs: 3 * DAY_MS };

  test.each<[what: string, serverNowMs: number | undefined, deleted: readonly string[]]>([
    ['not told by the server', undefined, ['delete web-5', 'delete web-4']],
    ['the same at the server', NOW_MS, ['delete web-5', 'delete web-4']],
    ['later at the server', NOW_MS + 2 * DAY_MS, ['delete web-5', 'delete web-4']],
    ['earlier at the server', NOW_MS - DAY_MS, ['delete web-5']],
  ])('is the earlier of two: %s', async (_what, serverNowMs, deleted) => {
    const run = runOf(FIVE, serverNowMs === undefined ? {} : { serverNowMs });
    await pruneSnapshots(optionsWith({ policy }), run.context);
    expect(deletedBy(run)).toEqual(deleted);
  });

  test.each([
    [5 * MINUTE_MS, false],
    [-5 * MINUTE_MS, false],
    [5 * MINUTE_MS + 1, true],
    [-5 * MINUTE_MS - 1, true],
  ])('is warned of where the clocks differ by %d ms: %p', async (differenceMs, isWarned) => {
    const run = runOf(FIVE, { serverNowMs: NOW_MS + differenceMs });
    await pruneSnapshots(optionsWith(), run.context);
    const warnings = run.log.filter((line) => line.startsWith('warning'));
    expect(warnings).toEqual(
      isWarned
        ? [
            "warning: This machine's clock and the server's differ by 5m. Ages are counted from the earlier one.",
          ]
        : [],
    );
  });
});

describe('a listing that cannot be trusted', () => {
  test('because it cannot be read stops the run', async () => {
    const run = runOf([], {
      list: () => {
        throw new SnapshotServiceError('unreadable', 'An item cannot be read.');
      },
    });
    await expect(pruneSnapshots(optionsWith(), run.context)).rejects.toThrow('An item cannot be read.');
    expect(deletedBy(run)).toEqual([]);
  });

  test('because it has an id twice stops the run', async () => {
    const run = runOf([...FIVE, daysOld('web-1', 6)]);
    await expect(pruneSnapshots(optionsWith(), run.context)).rejects.toThrow('more than one snapshot');
    expect(deletedBy(run)).toEqual([]);
  });
});

describe('what people see', () => {
  test('is the policy, a line for each group and for each decision', async () => {
    const run = runOf([daysOld('web-1', 1), daysOld('web-2', 2), snapshotOf(null, { creationDate: null })]);
    await pruneSnapshots(optionsWith({ policy: { keepLast: 1 }, dryRun: true }), run.context);
    expect(run.log).toEqual([
      'For each source VM, keep the last snapshot. Delete the other ready snapshots.',
      'VM "web": 2 kept, 1 to delete.',
      expect.stringMatching(/^ {2}keep {3}web-1 \(.*\): last snapshot$/),
      expect.stringMatching(/^ {2}delete web-2 \(.*\): kept by no rule$/),
      '  keep   (no id) (no date): no id',
    ]);
  });

  test('is progress every few seconds', async () => {
    const listed = Array.from({ length: 12 }, (_, index) => daysOld(`web-${index}`, index + 1));
    const run: ScriptedRun = runOf(listed, {
      delete: () => {
        run.clock.advance(2000);
        return 'accepted';
      },
    });
    await pruneSnapshots(optionsWith(), run.context);
    const progress = run.log.filter((line) => line.startsWith('Deleted '));
    expect(progress.length).toBeGreaterThanOrEqual(2);
    expect(progress.length).toBeLessThanOrEqual(4);
    expect(progress[0]).toMatch(/^Deleted \d+ of 10 snapshots\.$/);
  });

  test('is no progress where all is quick', async () => {
    const run = runOf(FIVE);
    await pruneSnapshots(optionsWith(), run.context);
    expect(run.log.filter((line) => line.startsWith('Deleted '))).toEqual([]);
  });
});

test('a cancelled prune deletes nothing more, and says what is still there', async () => {
  const listed = Array.from({ length: 12 }, (_, index) => daysOld(`web-${index}`, index + 1));
  const run: ScriptedRun = runOf(listed, {
    delete: () => {
      if (run.calls.length > 3) run.cancel(new CancelledError('SIGINT'));
      return 'accepted';
    },
  });
  const result = await pruneSnapshots(optionsWith(), run.context);
  expect(result.snapshots.length + result.failures.length).toBe(10);
  expect(result.failures.at(-1)?.message).toContain('it is still there');
});
