import { describe, expect, test } from '@jest/globals';
import type { IdentifiedSnapshot } from '../../src/domain/snapshot.ts';
import type { UtcTimestamp } from '../../src/domain/time.ts';
import { type CreateOptions, createSnapshots } from '../../src/operations/create-snapshots.ts';
import type { CreateRequest } from '../../src/operations/snapshot-store.ts';
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

function optionsFor(sourceVms: readonly string[], known: Partial<CreateOptions> = {}): CreateOptions {
  const requests = sourceVms.map((sourceVm) => ({ name: `${sourceVm}-1`, sourceVm }));
  return { target: TARGET, requests, ifExists: 'fail', wait: null, ...known };
}

function accepted({ id, sourceVm }: CreateRequest) {
  return {
    kind: 'accepted',
    snapshot: snapshotOf(id, { sourceName: sourceVm, readyToUse: false }),
  } as const;
}

function runOf(script: Script): ScriptedRun {
  return scriptedRun({ get: () => null, create: accepted, ...script });
}

/** All but one are made. */
function runWithout(rejectedVm: string, script: Script = {}): ScriptedRun {
  return runOf({
    create: (request) =>
      request.sourceVm === rejectedVm
        ? { kind: 'rejected', isCertain: true, error: new Error('No such VM.') }
        : accepted(request),
    ...script,
  });
}

function vmsUpTo(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `vm${index}`);
}

test('makes a snapshot of each VM, in their order', async () => {
  const result = await createSnapshots(optionsFor(['web', 'db']), runOf({}).context);
  expect(result).toMatchObject({ operation: 'create', created: true, failures: [] });
  expect(idsOf(result)).toEqual(['web-1', 'db-1']);
});

test('publishes every id as soon as it is known, and before any wait', async () => {
  const run = runOf({ list: () => [snapshotOf('web-1'), snapshotOf('db-1')] });
  await createSnapshots(optionsFor(['web', 'db'], { wait: WAIT }), run.context);
  expect(run.published.map(idsOf)).toEqual([['web-1'], ['web-1', 'db-1'], ['web-1', 'db-1']]);
  expect(run.published).toMatchObject([
    { created: false, failures: [] },
    { created: true, failures: [] },
    { created: true, failures: [] },
  ]);
});

test('publishes what is done when there is a tenth more of it, and at the end', async () => {
  const run = runOf({});
  await createSnapshots(optionsFor(vmsUpTo(16)), run.context);
  const counts = run.published.map(({ snapshots }) => snapshots.length);
  expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 16]);
});

test.each([600, 6000])(
  'writes each of %d snapshots to the outputs twelve times at the most, on average',
  async (count) => {
    const run = runOf({});
    await createSnapshots(optionsFor(vmsUpTo(count)), run.context);
    const written = run.published.reduce((sum, { snapshots }) => sum + snapshots.length, 0);
    expect(run.published.at(-1)?.snapshots).toHaveLength(count);
    expect(written).toBeLessThan(12 * count);
  },
);

test('says of each whether it is being made, and did not make all of them, if one is reused', async () => {
  const run = runOf({ get: ({ id }) => (id === 'db-1' ? snapshotOf('db-1', { sourceName: 'db' }) : null) });
  const result = await createSnapshots(optionsFor(['web', 'db'], { ifExists: 'reuse' }), run.context);
  expect(run.log).toContain('Snapshot "web-1" is being made.');
  expect(run.log).toContain('Snapshot "db-1" exists and is reused; it is 22d old.');
  expect(result).toMatchObject({ created: false, reusedIds: ['db-1'], failures: [] });
  expect(idsOf(result)).toEqual(['web-1', 'db-1']);
});

test('says no age of one that is reused, if it has no date', async () => {
  const run = runOf({ get: () => snapshotOf('web-1', { creationDate: null }) });
  await createSnapshots(optionsFor(['web'], { ifExists: 'reuse' }), run.context);
  expect(run.log).toContain('Snapshot "web-1" exists and is reused.');
});

test('goes on after a failure, and tells all of them', async () => {
  const result = await createSnapshots(optionsFor(['db', 'web']), runWithout('db').context);
  expect(idsOf(result)).toEqual(['web-1']);
  expect(result).toMatchObject({
    created: false,
    failures: [{ id: 'db-1', message: expect.stringContaining('No such VM.') }],
  });
});

test('has at most five requests under way', async () => {
  const run = runOf({});
  const creations = counted(run.context.store.create);
  await createSnapshots(optionsFor(vmsUpTo(12)), {
    ...run.context,
    store: { ...run.context.store, create: creations.step },
  });
  expect(creations.most()).toBe(5);
});

test('fails for a VM whose snapshot has the id of another one of this step', async () => {
  const run = runOf({
    create: (request) => ({ kind: 'accepted', snapshot: { ...accepted(request).snapshot, id: 'snap-1' } }),
  });
  const result = await createSnapshots(optionsFor(['web', 'db']), run.context);
  expect(idsOf(result)).toEqual(['snap-1']);
  expect(result).toMatchObject({ created: false, failures: [{ id: 'db-1' }] });
  expect(result.failures[0]?.message).toBe(
    'The server gave snapshot "snap-1" for VM "db", and for VM "web" too: look which of the two it is of. The other VM may have no snapshot.',
  );
});

describe('with wait', () => {
  const OLD = '2024-02-29T00:00:00.000Z' as UtcTimestamp;
  const OLDER = `warning: The server accepted snapshot "web-1" in namespace "prod" on cluster "Hou1", and describes snapshot "web-1" of 2024-02-29 00:00:00 UTC, which is older than the request: look whether it is a new one.`;

  test.each<[what: string, described: UtcTimestamp | null, reused: boolean, warnings: readonly unknown[]]>([
    ['said no date', null, false, [OLDER]],
    ['said that date, and was warned of', OLD, false, [OLDER]],
    [
      'was of a reused one',
      OLD,
      true,
      [
        expect.stringMatching(
          /^warning: Snapshot "web-1" exists and is reused; it is \d+d old\. Is it meant\?/,
        ),
      ],
    ],
  ])(
    'warns of one that is older than the request, where the answer %s',
    async (_what, described, reused, warnings) => {
      const seen = snapshotOf('web-1', { sourceName: 'web', creationDate: OLD });
      const run: ScriptedRun = runOf({
        get: () => (reused || callsOf(run).some((call) => call.startsWith('create')) ? seen : null),
        create: (request) => ({
          kind: 'accepted',
          snapshot: { ...accepted(request).snapshot, creationDate: described },
        }),
      });
      const options = optionsFor(['web'], { wait: WAIT, ifExists: 'reuse' });
      expect((await createSnapshots(options, run.context)).failures).toEqual([]);
      expect(run.log.filter((line) => line.startsWith('warning'))).toEqual(warnings);
    },
  );

  test('does not take an old one of that name for it, as a server that is behind may show', async () => {
    const described = { creationDate: '2026-11-23T14:15:30.000Z' as UtcTimestamp };
    const run = runOf({
      get: inTurn<IdentifiedSnapshot | null>(null, snapshotOf('web-1', { creationDate: OLD })),
      create: (request) => ({ kind: 'accepted', snapshot: { ...accepted(request).snapshot, ...described } }),
    });
    const { failures, snapshots } = await createSnapshots(optionsFor(['web'], { wait: WAIT }), run.context);
    expect(failures[0]?.message).toContain('last state: an older one of its name is shown. It was created');
    expect(snapshots).toMatchObject([described]);
  });

  test('ends when all are ready', async () => {
    const run: ScriptedRun = runOf({
      list: () => {
        const readyToUse = run.clock.elapsedMs() >= 20_000;
        return ['web', 'db'].map((vm) => snapshotOf(`${vm}-1`, { sourceName: vm, readyToUse }));
      },
    });
    const result = await createSnapshots(optionsFor(['web', 'db'], { wait: WAIT }), run.context);
    expect(result.snapshots.map(({ readyToUse }) => readyToUse)).toEqual([true, true]);
    expect(result.failures).toEqual([]);
  });

  test('tells what could not be made besides what did not become ready', async () => {
    const run: ScriptedRun = runWithout('db', {
      get: ({ id }) => (callsOf(run).includes(`create ${id}`) ? snapshotOf(id, { readyToUse: false }) : null),
    });
    const result = await createSnapshots(optionsFor(['db', 'web'], { wait: WAIT }), run.context);
    expect(idsOf(result)).toEqual(['web-1']);
    expect(result.failures).toEqual([
      { id: 'db-1', message: expect.stringMatching(/: No such VM\.$/) },
      { id: 'web-1', message: expect.stringMatching(/^Timed out after 10min/) },
    ]);
    // Said before the wait begins, because the step ends with it only after the wait.
    const lines = run.log.filter((line) => line.endsWith(': No such VM.') || line.startsWith('0s: '));
    expect(lines).toEqual([result.failures[0]?.message, expect.stringContaining('0 of 1 snapshot ready')]);
  });

  test('waits for nothing if nothing was made', async () => {
    const run = runWithout('web');
    const { failures } = await createSnapshots(optionsFor(['web'], { wait: WAIT }), run.context);
    expect(run.clock.elapsedMs()).toBe(0);
    // It is told once, at the end of the step.
    expect(run.log).not.toContain(failures[0]?.message);
  });
});
