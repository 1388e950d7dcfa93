import { describe, expect, test } from '@jest/globals';
import { SnapshotServiceError } from '../../src/domain/errors.ts';
import type { IdentifiedSnapshot } from '../../src/domain/snapshot.ts';
import { type GivenGlob, type PruneOptions, pruneSnapshots } from '../../src/operations/prune-snapshots.ts';
import { manualClock } from './manual-clock.ts';
import {
  callsOf,
  daysOld,
  idsOf,
  inTurn,
  runWith,
  type ScriptedRun,
  snapshotOf,
  TARGET,
} from './scripted-store.ts';

const NOW_MS = manualClock().nowMs();
const DAY_MS = 86_400_000;

const FIVE: readonly IdentifiedSnapshot[] = [1, 2, 3, 4, 5].map((days) => daysOld(`web-${days}`, days));

function optionsWith(known: Partial<PruneOptions> = {}): PruneOptions {
  return {
    target: TARGET,
    scope: { matchesId: null, matchesSourceVm: () => true },
    isProtected: () => false,
    globs: [],
    policy: { keepLast: 2 },
    scopeWords: 'cluster Hou1',
    maxDeletes: null,
    failIfNone: false,
    dryRun: false,
    wait: null,
    ...known,
  };
}

function deletedBy(run: ScriptedRun): readonly string[] {
  return callsOf(run).filter((call) => call.startsWith('delete'));
}

/** Prunes, and makes sure of the result's kind. */
async function pruning(run: ScriptedRun, options: Partial<PruneOptions>) {
  const result = await pruneSnapshots(optionsWith(options), run.context);
  if (result.operation !== 'prune') throw new Error('The result is of another operation.');
  return result;
}

describe('a prune', () => {
  test('lists the cluster twice, and deletes what the policy does not keep, oldest first', async () => {
    const run = runWith(FIVE);
    const result = await pruneSnapshots(optionsWith(), run.context);
    expect(callsOf(run)).toEqual([
      'list Hou1',
      'list Hou1',
      'get web-1',
      ...['web-5', 'web-4', 'web-3'].map((id) => `delete ${id}`),
    ]);
    expect(idsOf(result)).toEqual(['web-5', 'web-4', 'web-3']);
    expect(run.log).toContain('Deleting 3 snapshots.');
    expect(result).toMatchObject({
      operation: 'prune',
      dryRun: false,
      isAwaited: false,
      isRefused: false,
      sparedIds: [],
      failures: [],
      policy: 'For each source VM, keep the last 2 snapshots. Delete the other ready snapshots.',
    });
  });

  test('sends nothing to delete if there is nothing to delete', async () => {
    const run = runWith(FIVE);
    const wait = { timeoutMs: 60_000, pollIntervalMs: 30_000 };
    const result = await pruneSnapshots(optionsWith({ policy: { keepLast: 5 }, wait }), run.context);
    expect(callsOf(run)).toEqual(['list Hou1']);
    expect(result).toMatchObject({
      isAwaited: false,
      isRefused: false,
      snapshots: [],
      goneIds: [],
      sparedIds: [],
    });
    expect(run.published).toEqual([]);
  });

  test('counts what is gone already as deleted, if one more list says so too', async () => {
    const run = runWith(FIVE, {
      list: inTurn(
        FIVE,
        FIVE,
        FIVE.filter(({ id }) => id !== 'web-4'),
      ),
      delete: ({ id }) => (id === 'web-4' ? 'missing' : 'accepted'),
    });
    const result = await pruneSnapshots(optionsWith(), run.context);
    expect(idsOf(result)).toEqual(['web-5', 'web-4', 'web-3']);
    expect(result).toMatchObject({ goneIds: ['web-4'], failures: [] });
  });

  test.each([
    ['what is gone', (id: string) => ['web-1', 'web-2'].includes(id), []],
    [
      'what stays',
      () => true,
      Array.from({ length: 3 }, () => expect.stringMatching(/^Timed out after 1min .* still there/)),
    ],
  ])('waits for %s, if that is asked for', async (_what, isThere, messages) => {
    const get = ({ id }: { readonly id: string }) =>
      FIVE.find((snapshot) => snapshot.id === id && isThere(id)) ?? null;
    const run = runWith(FIVE, { list: inTurn(FIVE, FIVE, FIVE.slice(0, 2)), get });
    const wait = { timeoutMs: 60_000, pollIntervalMs: 30_000 };
    const { isAwaited, failures } = await pruning(run, { wait });
    expect(isAwaited).toBe(true);
    expect(run.published.map(idsOf).at(-1)).toEqual(['web-5', 'web-4', 'web-3']);
    expect(failures.map(({ message }) => message)).toEqual(messages);
  });

  test.each<[what: string, second: readonly IdentifiedSnapshot[] | Error]>([
    ['cannot be had', new Error('No answer.')],
    ['holds an id twice', [...FIVE, daysOld('web-1', 6)]],
  ])('deletes nothing if a second list %s', async (_what, second) => {
    const run = runWith(FIVE, { list: inTurn<readonly IdentifiedSnapshot[]>(FIVE, second) });
    await expect(pruneSnapshots(optionsWith(), run.context)).rejects.toThrow(
      'Could not confirm the plan by a second list, so nothing was deleted: ',
    );
    expect(deletedBy(run)).toEqual([]);
    expect(run.published).toMatchObject([{ snapshots: [], isRefused: true }]);
  });

  test('counts ages to one time in both plans, and tells of the clocks once', async () => {
    const policy = { keepLast: 0, olderThanMs: 4 * DAY_MS - 1 };
    const run: ScriptedRun = runWith(FIVE, {
      list: () => {
        run.clock.advance(-DAY_MS);
        return FIVE;
      },
      serverNowMs: NOW_MS,
    });
    await pruneSnapshots(optionsWith({ policy }), run.context);
    expect(deletedBy(run)).toEqual(['delete web-5']);
    expect(run.log.filter((line) => line.startsWith('warning: This machine'))).toHaveLength(1);
  });

  test('publishes its plan before anything is deleted', async () => {
    const run = runWith(FIVE, {
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
    { ...daysOld('', 9), id: null },
  ];

  test.each<[what: string, scope: PruneOptions['scope'], deleted: readonly string[]]>([
    ['of one VM', { matchesId: null, matchesSourceVm: (vm) => vm === 'db' }, ['db-3']],
    ['of any VM', { matchesId: null, matchesSourceVm: () => true }, ['web-5', 'web-4', 'db-3', 'web-3']],
    ['of some ids', { matchesId: (id) => /-[35]$/.test(id), matchesSourceVm: null }, []],
    ['of other ids', { matchesId: (id) => /^web-[345]$/.test(id), matchesSourceVm: null }, ['web-5']],
    ['of any id', { matchesId: () => true, matchesSourceVm: null }, ['web-5', 'web-4', 'db-3', 'web-3']],
    [
      'of both',
      { matchesId: (id) => id !== 'web-1', matchesSourceVm: (vm) => vm === 'web' },
      ['web-5', 'web-4'],
    ],
  ])('%s is all that counts and all that is touched', async (_what, scope, deleted) => {
    const run = runWith(LISTED);
    const result = await pruneSnapshots(optionsWith({ scope }), run.context);
    expect(idsOf(result)).toEqual(deleted);
    // Which VM's snapshot is confirmed first is not said.
    expect(new Set(deletedBy(run))).toEqual(new Set(deleted.map((id) => `delete ${id}`)));
  });

  test('leaves out what is protected', async () => {
    const run = runWith(FIVE);
    await pruneSnapshots(optionsWith({ isProtected: (id) => id === 'web-5' }), run.context);
    expect(deletedBy(run)).toEqual(['delete web-4', 'delete web-3']);
  });
});

describe('a dry run', () => {
  test('never asks for a deletion', async () => {
    const run = runWith(FIVE);
    const result = await pruneSnapshots(optionsWith({ dryRun: true }), run.context);
    expect(callsOf(run)).toEqual(['list Hou1']);
    expect(idsOf(result)).toEqual(['web-5', 'web-4', 'web-3']);
    expect(result).toMatchObject({ dryRun: true, failures: [] });
  });
});

describe('max-deletes', () => {
  test.each<[maxDeletes: number | null, keepLast: number, deletedCount: number]>([
    [null, 2, 3],
    [4, 2, 3],
    [3, 2, 3],
    [0, 5, 0],
  ])('of %p with keep-last %d lets %d deletions pass', async (maxDeletes, keepLast, deletedCount) => {
    const run = runWith(FIVE);
    await pruneSnapshots(optionsWith({ maxDeletes, policy: { keepLast } }), run.context);
    expect(deletedBy(run)).toHaveLength(deletedCount);
  });

  test.each([0, 2])('of %d refuses three deletions, all of them', async (maxDeletes) => {
    const run = runWith(FIVE);
    await expect(pruneSnapshots(optionsWith({ maxDeletes }), run.context)).rejects.toThrow(
      `The plan deletes 3 snapshots, and max-deletes is ${maxDeletes}, so nothing was deleted. If the plan is what you want, raise max-deletes; else change the policy.`,
    );
    expect(deletedBy(run)).toEqual([]);
    expect(run.published).toMatchObject([{ operation: 'prune', snapshots: [], isRefused: true }]);
  });
});

describe('the time now', () => {
  const policy = { olderThanMs: 3 * DAY_MS };

  test.each<[what: string, serverNowMs: number, deleted: readonly string[]]>([
    ['later at the server', NOW_MS + 2 * DAY_MS, ['delete web-5', 'delete web-4']],
    ['earlier at the server', NOW_MS - DAY_MS, ['delete web-5']],
  ])('is the earlier of two: %s', async (_what, serverNowMs, deleted) => {
    const run = runWith(FIVE, { serverNowMs });
    await pruneSnapshots(optionsWith({ policy }), run.context);
    expect(deletedBy(run)).toEqual(deleted);
  });
});

describe('an id that is listed twice', () => {
  test.each([
    ['other', 'done'],
    [null, 'refused'],
  ])('once in namespace %j: %s', async (namespace, expected) => {
    const run = runWith([...FIVE, daysOld('web-1', 6, { namespace })]);
    const end = await pruneSnapshots(optionsWith(), run.context).then(
      () => 'done',
      () => 'refused',
    );
    expect(end).toBe(expected);
    expect(deletedBy(run)).toHaveLength(end === 'done' ? 3 : 0);
  });
});

describe('what people see', () => {
  test('is the policy, a line for each group and for each decision', async () => {
    const run = runWith([
      daysOld('web-1', 1),
      daysOld('web-2', 2),
      { ...snapshotOf('', { creationDate: null }), id: null },
    ]);
    await pruneSnapshots(optionsWith({ policy: { keepLast: 1 }, dryRun: true }), run.context);
    expect(run.log).toEqual([
      'For each source VM, keep the last snapshot. Delete the other ready snapshots.',
      'cluster Hou1.',
      'VM "web": 2 kept, 1 to delete.',
      '  keep   web-1 (2026-11-22 14:15:30 UTC): last snapshot',
      '  delete web-2 (2026-11-21 14:15:30 UTC): kept by no rule',
      '  keep   (no id) (no date): no id',
    ]);
  });
});

describe('what remains of a VM is read before anything of it is deleted', () => {
  const DB = [1, 2, 3].map((days) => daysOld(`db-${days}`, days, { sourceName: 'db' }));
  const LISTED = [...FIVE, ...DB];

  test.each<[string, (survivor: IdentifiedSnapshot) => IdentifiedSnapshot | null, string]>([
    ['is not there', () => null, 'is not there when it is read by its id'],
    ['is not ready', (one) => ({ ...one, readyToUse: false }), 'is not ready when it is read by its id'],
    [
      'does not say whether it is',
      (one) => ({ ...one, readyToUse: null }),
      'does not say whether it is ready',
    ],
    ['is of another VM', (one) => ({ ...one, sourceName: 'db' }), 'is of VM "db"'],
    ['does not say its VM', (one) => ({ ...one, sourceName: null }), 'does not say its VM'],
    [
      'does not say its date',
      (one) => ({ ...one, creationDate: null }),
      'does not say its date, as one in the making',
    ],
    [
      'is an older one of that name',
      (one) => ({ ...one, creationDate: daysOld('old', 99).creationDate }),
      'is another one, made at another time,',
    ],
  ])('and where it %s, nothing of it is, and the others go on', async (_what, seen, words) => {
    const run = runWith(LISTED, {
      get: ({ id }) => {
        const listed = LISTED.find((snapshot) => snapshot.id === id) as IdentifiedSnapshot;
        return id === 'web-1' ? seen(listed) : listed;
      },
    });
    const result = await pruneSnapshots(optionsWith(), run.context);
    expect(deletedBy(run)).toEqual(['delete db-3']);
    expect(result.failures.map(({ id }) => id)).toEqual(['web-5', 'web-4', 'web-3']);
    expect(new Set(result.failures.map(({ message }) => message)).size).toBe(1);
    expect(result.failures[0]?.message).toContain(words);
    expect(callsOf(run).filter((call) => call.startsWith('get'))).toEqual(['get web-1', 'get db-1']);
  });

  test('and where it cannot be read, nothing of it is', async () => {
    const run = runWith(FIVE, {
      get: () => {
        throw new SnapshotServiceError('unavailable', 'No answer.');
      },
    });
    const { failures } = await pruneSnapshots(optionsWith(), run.context);
    expect(deletedBy(run)).toEqual([]);
    expect(failures[0]?.message).toBe(
      'Could not confirm what remains of VM "web", so nothing of it was deleted: No answer.',
    );
  });

  test('but where nothing is to remain on purpose, there is nothing to read', async () => {
    const run = runWith(FIVE);
    await pruneSnapshots(optionsWith({ policy: { keepLast: 0, olderThanMs: 1 } }), run.context);
    expect(callsOf(run).filter((call) => call.startsWith('get'))).toEqual([]);
    expect(deletedBy(run)).toHaveLength(5);
  });
});

test('what is to go as not ready, and is ready by now, is told as spared', async () => {
  const broken = daysOld('broken', 9, { readyToUse: false });
  const run = runWith([...FIVE, broken], {
    get: ({ id }) => [...FIVE, { ...broken, readyToUse: true }].find((one) => one.id === id) ?? null,
  });
  const policy = { keepLast: 5, unreadyOlderThanMs: DAY_MS };
  const result = await pruneSnapshots(optionsWith({ policy }), run.context);
  expect(result).toMatchObject({ snapshots: [], sparedIds: ['broken'], failures: [] });
});

test('what is deleted so far is published with each line of progress', async () => {
  const run: ScriptedRun = runWith(FIVE, {
    delete: () => {
      run.clock.advance(5000);
      return 'accepted';
    },
  });
  await pruneSnapshots(optionsWith(), run.context);
  expect(run.published[1]).toMatchObject({ operation: 'prune', snapshots: [{ id: 'web-5' }] });
});

describe('warnings', () => {
  const warningsOf = ({ log }: ScriptedRun) => log.filter((line) => line.startsWith('warning'));

  test('are none where all is as it should be', async () => {
    const run = runWith(FIVE);
    await pruneSnapshots(optionsWith(), run.context);
    expect(warningsOf(run)).toEqual([]);
  });

  test('tell that nothing is in scope', async () => {
    const run = runWith(FIVE);
    const scope = { matchesId: null, matchesSourceVm: () => false };
    await pruneSnapshots(optionsWith({ scope }), run.context);
    expect(warningsOf(run)).toEqual([
      'warning: No snapshot is in scope: check namespace, source-vm and match; names are case-sensitive. 5 snapshots are there on cluster "Hou1", in the namespace prod (5). Those in prod are of the VM web (5).',
    ]);
  });

  test('tell nothing where that is to fail, as the error says it', async () => {
    const run = runWith(FIVE);
    const scope = { matchesId: null, matchesSourceVm: () => false };
    const pruning = pruneSnapshots(optionsWith({ scope, failIfNone: true }), run.context);
    await expect(pruning).rejects.toThrow(
      /^No snapshot is in scope: .* Those in prod are of the VM web \(5\)\.$/,
    );
    expect(run.published).toMatchObject([{ operation: 'prune', snapshots: [], failures: [] }]);
    expect(warningsOf(run)).toEqual([]);
  });

  test('tell of globs that fit nothing, or something in another namespace or without an id only', async () => {
    const far = daysOld('far', 1, { namespace: 'other', sourceName: 'far' });
    const run = runWith([
      ...FIVE,
      far,
      { ...daysOld('', 1), id: null },
      daysOld('lone', 1, { sourceName: null }),
    ]);
    const globOf = (input: GivenGlob['input'], glob: string): GivenGlob => ({
      input,
      glob,
      fits: (name: string | null) => name === glob || name === null || name === '',
    });
    const globs = [
      globOf('source-vm', 'web'),
      globOf('source-vm', 'web-1'),
      globOf('source-vm', 'far'),
      globOf('match', 'web-1'),
      globOf('match', 'far'),
      globOf('protect', 'web'),
    ];
    await pruneSnapshots(optionsWith({ globs }), run.context);
    const unused = ['`source-vm` has the glob "web-1"', '`source-vm` has the glob "far"'];
    expect(warningsOf(run)).toEqual(
      [...unused, '`match` has the glob "far"', '`protect` has the glob "web"'].map(
        (glob) => `warning: ${glob}, which fits nothing in namespace "prod" on cluster "Hou1".`,
      ),
    );
  });

  test.each([
    [1, '1 snapshot in scope does not say the source VM, and is kept: a prune never deletes them.'],
    [2, '2 snapshots in scope do not say the source VM, and are kept: a prune never deletes them.'],
  ])('tell of %d that do not say their VM', async (count, words) => {
    const unknown = Array.from({ length: count }, (_, days) =>
      daysOld(`x-${days}`, days, { sourceName: null }),
    );
    const run = runWith([...FIVE, ...unknown]);
    const scope = { matchesId: () => true, matchesSourceVm: null };
    await pruneSnapshots(optionsWith({ scope }), run.context);
    expect(warningsOf(run)).toEqual([`warning: ${words}`]);
    expect(run.log).toContain(`Without a source VM: ${count} kept, 0 to delete.`);
  });

  test('tell of dates that cannot be read, as far as they are in scope', async () => {
    const odd = daysOld('odd', 1, { creationDate: null });
    const unreadableDates = [
      { snapshot: odd, text: '1 May' },
      { snapshot: { ...odd, namespace: 'other' }, text: '2 May' },
    ];
    const run = runWith([...FIVE, odd], { listed: { unreadableDates } });
    await pruneSnapshots(optionsWith(), run.context);
    expect(warningsOf(run)).toEqual([
      'warning: The creation date of 1 snapshot could not be read, so their age is unknown: "1 May" of "odd", for example.',
    ]);
  });
});

describe('a service that does not answer any more', () => {
  const LISTED = Array.from({ length: 40 }, (_, index) => daysOld(`web-${index}`, index + 1));

  test('for one VM only does not keep the others from being pruned', async () => {
    const vms = Array.from({ length: 12 }, (_, index) =>
      daysOld(`db-${index}`, index + 1, { sourceName: 'db' }),
    );
    const run = runWith([...LISTED, ...vms], {
      get: ({ id }) => {
        if (id.startsWith('web')) throw new SnapshotServiceError('unavailable', 'No answer.');
        return vms.find((snapshot) => snapshot.id === id) ?? null;
      },
    });
    await pruneSnapshots(optionsWith(), run.context);
    expect(deletedBy(run)).toHaveLength(10);
  });
});

test.each([
  ['prod', true],
  ['other', false],
])('an item of namespace %j that cannot be read stops a prune: %p', async (namespace, stops) => {
  const unreadableItems = [{ namespace, what: 'items/0/id must be string' }];
  const run = runWith(FIVE, { listed: { unreadableItems } });
  const end = await pruneSnapshots(optionsWith(), run.context).then(
    () => 'done',
    (error: Error) => error.message,
  );
  expect(end.includes('items/0/id must be string')).toBe(stops);
  expect(deletedBy(run)).toHaveLength(stops ? 0 : 3);
});
