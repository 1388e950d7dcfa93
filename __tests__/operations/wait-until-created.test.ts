import { describe, expect, test } from '@jest/globals';
import { SnapshotServiceError } from '../../src/domain/errors.ts';
import type { WaitSettings } from '../../src/domain/pauses.ts';
import type { IdentifiedSnapshot, Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp, type UtcTimestamp } from '../../src/domain/time.ts';
import { waitUntilCreatedAreReady } from '../../src/operations/wait-until.ts';
import { callsOf, inTurn, type Script, scriptedRun, snapshotOf, TARGET } from './scripted-store.ts';

const WAIT: WaitSettings = { timeoutMs: 120_000, pollIntervalMs: 3000 };
const ADVICE =
  'It was created and is not ready yet; nothing was deleted. It may still become ready: wait for it with wait-ready, or set a longer timeout.';

function created(id: string, known: Partial<Snapshot> = {}): IdentifiedSnapshot {
  return { ...snapshotOf(id, { readyToUse: false, ...known }), id };
}

/** Waits for snapshots that were asked for at a moment; null for those that were there before. */
async function waitFor(
  snapshots: readonly IdentifiedSnapshot[],
  script: Script,
  requestedMs: number | null = Date.parse('2026-11-01'),
) {
  const run = scriptedRun(script);
  const made = snapshots.map((snapshot) => ({ snapshot, requestedMs }));
  const outcome = await waitUntilCreatedAreReady(TARGET, made, WAIT, run.context);
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
  const { failures } = await waitFor([created('a')], { get: () => created('a') }, null);
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

  test('another VM fails alone, once it was shown twice running', async () => {
    const ofAnotherVm = snapshotOf('a', { sourceName: 'db' });
    const { failures, run } = await waitFor([created('a'), created('b')], {
      list: inTurn<readonly Snapshot[]>(
        [ofAnotherVm, created('b')],
        [ofAnotherVm, created('b')],
        [snapshotOf('b')],
      ),
      get: () => ofAnotherVm,
    });
    const message =
      'Snapshot "a" is of VM "db", and not of VM "web" that was asked for. Look at it before you rely on it.';
    expect(failures).toEqual([{ id: 'a', message }]);
    expect(callsOf(run)).toEqual(['list Hou1', 'get a', 'list Hou1', 'get a', 'list Hou1']);
  });

  test.each<[what: string, shown: readonly IdentifiedSnapshot[]]>([
    ['once', [snapshotOf('a', { sourceName: 'db' })]],
    [
      'once, after an older one of no VM',
      [
        snapshotOf('a', { sourceName: null, creationDate: toUtcTimestamp(Date.parse('2020-01-01')) }),
        snapshotOf('a', { sourceName: 'db' }),
      ],
    ],
    ['twice, but not of the same', ['db', 'mail'].map((sourceName) => snapshotOf('a', { sourceName }))],
    [
      'twice, with a good look between',
      ['db', 'web', 'db'].map((sourceName) => created('a', { sourceName })),
    ],
  ])('another VM %s is passed over, and is not given out', async (_what, shown) => {
    const { failures, snapshots, run } = await waitFor([created('a')], {
      get: inTurn(...shown, snapshotOf('a')),
    });
    expect(failures).toEqual([]);
    expect(snapshots).toEqual([snapshotOf('a')]);
    expect(run.log.join()).toContain('waiting for a (one of VM "db" is shown)');
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

describe('an older snapshot of the name', () => {
  const REQUESTED_MS = Date.parse('2026-11-20T12:00:00Z');
  const at = (differenceMin: number) =>
    ({ creationDate: toUtcTimestamp(REQUESTED_MS + differenceMin * 60_000) }) as const;
  const shown = (differenceMin: number) => snapshotOf('a', at(differenceMin));

  test.each<[what: string, described: number | null, first: number, end: number, reads: number]>([
    ['than the request', null, -6, 0, 2],
    ['than the request, but not by more than clocks may differ', null, -5, 0, 1],
    ['than the request and the answer', -1, -7, 0, 2],
    ['than the answer alone, whose clock or zone is another one', 120, 0, 0, 1],
    ['than the request alone, as the answer said itself', -60, -60, 0, 1],
  ])('%s, shown once, is passed over or taken', async (_what, described, first, end, reads) => {
    const asked = created('a', described === null ? { creationDate: null } : at(described));
    const script = { get: inTurn<IdentifiedSnapshot>(shown(first), shown(end)) };
    const { run, failures } = await waitFor([asked], script, REQUESTED_MS);
    expect(failures).toEqual([]);
    expect(run.calls).toHaveLength(reads);
  });

  test('is believed after a minute, where nobody said of which date the new one is', async () => {
    const script = { get: () => shown(-60) };
    const { run, failures, snapshots } = await waitFor(
      [created('a', { creationDate: null })],
      script,
      REQUESTED_MS,
    );
    expect(failures).toEqual([]);
    expect(snapshots).toEqual([shown(-60)]);
    expect(run.clock.elapsedMs()).toBe(60_000);
    expect(run.log[0]).toContain('waiting for a (an older one of its name is shown)');
  });

  test('does not count as seen, so that what is missing after it may still appear', async () => {
    const script = {
      get: inTurn<IdentifiedSnapshot | null>(shown(-60), ...Array.from({ length: 30 }, () => null), shown(0)),
    };
    const { failures } = await waitFor([created('a', at(0))], script, REQUESTED_MS);
    expect(failures).toEqual([]);
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
