import { describe, expect, test } from '@jest/globals';
import { SnapshotServiceError } from '../../src/domain/errors.ts';
import type { WaitSettings } from '../../src/domain/poll-schedule.ts';
import type { IdentifiedSnapshot, Snapshot } from '../../src/domain/snapshot.ts';
import type { UtcTimestamp } from '../../src/domain/time.ts';
import { waitUntilCreatedAreReady } from '../../src/operations/wait-until.ts';
import { callsOf, inTurn, type Script, scriptedRun, snapshotOf, TARGET } from './scripted-store.ts';

const WAIT: WaitSettings = { timeoutMs: 120_000, pollIntervalMs: 3000 };
const ADVICE =
  'It was created and is not ready yet; nothing was deleted. It may still become ready: wait for it with wait-ready, or set a longer timeout.';

function created(id: string, known: Partial<Snapshot> = {}): IdentifiedSnapshot {
  return { ...snapshotOf(id, { readyToUse: false, ...known }), id };
}

async function waitFor(snapshots: readonly IdentifiedSnapshot[], script: Script) {
  const run = scriptedRun(script);
  const outcome = await waitUntilCreatedAreReady(TARGET, snapshots, [], WAIT, run.context);
  return { ...outcome, run };
}

test('what the answer to its creation calls ready is looked at all the same', async () => {
  const { run, snapshots, failures } = await waitFor([created('a', { readyToUse: true })], {
    get: inTurn<IdentifiedSnapshot>(created('a'), snapshotOf('a')),
  });
  expect(callsOf(run)).toEqual(['get a', 'get a']);
  expect(snapshots).toEqual([snapshotOf('a')]);
  expect(failures).toEqual([]);
});

test('what was created may be unseen until the deadline', async () => {
  const { run, failures } = await waitFor([created('a')], { get: () => null });
  expect(failures).toEqual([
    {
      id: 'a',
      message: `Timed out after 2min of waiting for snapshot "a" in namespace "prod" on cluster "Hou1" to be ready; last state: not there yet. ${ADVICE}`,
    },
  ]);
  expect(run.clock.elapsedMs()).toBe(120_000);
});

test('the names have been right for the creation, so rejections may pass', async () => {
  const rejections = Array.from({ length: 5 }, () => new SnapshotServiceError('rejected', 'No.'));
  const { failures } = await waitFor([created('a')], {
    get: inTurn<IdentifiedSnapshot>(...rejections, snapshotOf('a')),
  });
  expect(failures).toEqual([]);
});

test('one that is reused is not said to be created', async () => {
  const run = scriptedRun({ get: () => created('a') });
  const { failures } = await waitUntilCreatedAreReady(TARGET, [created('a')], ['a'], WAIT, run.context);
  expect(failures[0]?.message).toContain(
    'last state: not ready. It is an older one that is reused, and is not ready yet; nothing was deleted.',
  );
});

test('what was created and seen is gone after a minute without it', async () => {
  const { run, failures } = await waitFor([created('a')], {
    get: inTurn<IdentifiedSnapshot | null>(created('a'), null),
  });
  expect(failures).toEqual([{ id: 'a', message: expect.stringContaining('was there, and was missing for') }]);
  expect(run.clock.elapsedMs()).toBe(63_000);
});

describe('a snapshot that turns out to be of', () => {
  test.each<[asked: string | null, seen: string | null]>([
    ['web', 'WEB'],
    ['web', null],
    [null, 'db'],
  ])('VM %2$j where VM %1$j was asked for is not another one', async (asked, seen) => {
    const { failures } = await waitFor([created('a', { sourceName: asked })], {
      get: () => snapshotOf('a', { sourceName: seen }),
    });
    expect(failures).toEqual([]);
  });

  test('another VM fails alone and at once', async () => {
    const ofAnotherVm = snapshotOf('a', { sourceName: 'db' });
    const { failures, run } = await waitFor([created('a'), created('b')], {
      list: inTurn<readonly Snapshot[]>([ofAnotherVm, created('b')], [snapshotOf('b')]),
      get: () => ofAnotherVm,
    });
    const message =
      'Snapshot "a" is of VM "db", and not of VM "web" that was asked for. Look at it before you rely on it.';
    expect(failures).toEqual([{ id: 'a', message }]);
    expect(callsOf(run)).toEqual(['list Hou1', 'get a', 'list Hou1']);
  });

  test.each([
    ['another VM', { sourceName: 'db' }],
    ['another date', { creationDate: '2020-01-01T00:00:00.000Z' as UtcTimestamp }],
  ])('%s in a list alone, which may span clusters, is asked for by its id', async (_what, known) => {
    const { failures, run } = await waitFor([created('a'), created('b')], {
      list: () => [snapshotOf('a', known), snapshotOf('b', known)],
      get: inTurn<IdentifiedSnapshot>(created('a'), created('b'), snapshotOf('a'), snapshotOf('b')),
    });
    expect(failures).toEqual([]);
    expect(callsOf(run)).toEqual(['list Hou1', 'get a', 'get b', 'list Hou1', 'get a', 'get b']);
  });
});

describe('of many that no list shows', () => {
  const IDS = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const CREATED = IDS.map((id) => created(id));

  test('five are asked for in a round, other ones each time, while none of them is there, and all at the deadline', async () => {
    const { run, failures } = await waitFor(CREATED, { list: () => [], get: () => null });
    const rounds = run.calls.filter(({ what }) => what === 'list').length;
    expect(run.calls.filter(({ what }) => what === 'get')).toHaveLength(5 * (rounds - 1) + 12);
    expect(failures).toHaveLength(12);
    expect(failures.every(({ message }) => message.includes('last state: not there yet.'))).toBe(true);
  });

  test('all are asked for, as soon as one is there', async () => {
    const { run, failures } = await waitFor(CREATED, {
      list: () => [],
      get: inTurn<IdentifiedSnapshot | null>(null, null, null, null, null, null, snapshotOf('s1')),
    });
    expect(failures).toEqual([]);
    expect(callsOf(run).slice(0, 12)).toEqual([
      'list Hou1',
      ...IDS.slice(0, 5).map((id) => `get ${id}`),
      'list Hou1',
      ...IDS.slice(5, 10).map((id) => `get ${id}`),
    ]);
    expect(callsOf(run).slice(12, 19)).toEqual(['s10', 's11', ...IDS.slice(0, 5)].map((id) => `get ${id}`));
  });

  test('those that were seen before are all asked for, in each round', async () => {
    const { run, failures } = await waitFor(CREATED, {
      list: inTurn<readonly Snapshot[]>(CREATED, []),
      get: ({ id }) => snapshotOf(id),
    });
    expect(failures).toEqual([]);
    expect(callsOf(run)).toEqual(['list Hou1', 'list Hou1', ...IDS.map((id) => `get ${id}`)]);
  });

  test('those that a list shows are not asked for', async () => {
    const { run, failures } = await waitFor(CREATED, {
      list: () => IDS.slice(2).map((id) => snapshotOf(id)),
      get: ({ id }) => snapshotOf(id),
    });
    expect(failures).toEqual([]);
    expect(callsOf(run)).toEqual(['list Hou1', 'get s0', 'get s1']);
  });
});

test('a wait for nothing ends at once', async () => {
  const { run, ...outcome } = await waitFor([], {});
  expect(outcome).toEqual({ snapshots: [], failures: [] });
  expect(run.calls).toEqual([]);
});
