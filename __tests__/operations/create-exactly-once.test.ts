import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CancelledError, messageOf, SnapshotServiceError } from '../../src/domain/errors.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import { createExactlyOnce } from '../../src/operations/create-exactly-once.ts';
import type { CreatedSnapshot, IfExists } from '../../src/operations/created-snapshot.ts';
import type { CreateRequest, CreateResponse, SnapshotStore } from '../../src/operations/snapshot-store.ts';
import { manualClock } from './manual-clock.ts';
import { callsOf, inTurn, type ScriptedRun, scriptedRun, snapshotOf, TARGET } from './scripted-store.ts';

const REQUEST: CreateRequest = { ...TARGET, name: 'web-1', sourceVm: 'web' };
const WHAT = 'snapshot "web-1" in namespace "prod" on cluster "Hou1"';
const FAILED = `Could not create ${WHAT} of VM "web":`;
const LEFT_BEHIND =
  ' A request for it was sent and had no clear answer, so it may exist or still appear: look for it by its name before you run this again.';

const STARTED_MS = manualClock().nowMs();
const MINUTE_MS = 60_000;

function madeAt(momentMs: number, known: Partial<Snapshot> = {}): Snapshot {
  return snapshotOf('web-1', { readyToUse: false, creationDate: toUtcTimestamp(momentMs), ...known });
}

const MADE = madeAt(STARTED_MS);
const OLD = madeAt(STARTED_MS - 60 * MINUTE_MS);
const OF_ANOTHER_VM = madeAt(STARTED_MS, { sourceName: 'db' });

/** The kinds of responses, each with the details that the next step depends on. */
const KINDS = [
  'accepted',
  'accepted-unclear',
  'name-taken',
  'retry-later',
  'retry-later, maybe done',
  'rejected',
  'rejected by a 500',
  'unknown',
] as const;
type Kind = (typeof KINDS)[number];

function responseOf(kind: Kind, retryAfterMs: number | null = null): CreateResponse {
  const error = new Error(`It was ${kind}.`);
  switch (kind) {
    case 'accepted':
      return { kind, snapshot: MADE };
    case 'retry-later':
      return { kind, maybeDone: false, retryAfterMs, error };
    case 'retry-later, maybe done':
      return { kind: 'retry-later', maybeDone: true, retryAfterMs, error };
    case 'rejected':
      return { kind, isCertain: true, error };
    case 'rejected by a 500':
      return { kind: 'rejected', isCertain: false, error };
    default:
      return { kind, error };
  }
}

/** A run in which the first look sees nothing, and the next ones see these, the last one again and again. */
function runOf(kinds: readonly Kind[], ...seen: readonly (Snapshot | null | Error)[]): ScriptedRun {
  return scriptedRun({
    get: inTurn<Snapshot | null>(null, ...(seen.length === 0 ? [null] : seen)),
    create: inTurn(...kinds.map((kind) => responseOf(kind))),
  });
}

function postsOf({ calls }: ScriptedRun): number {
  return calls.filter(({ what }) => what === 'create').length;
}

function resultOf(run: ScriptedRun, ifExists: IfExists = 'fail'): Promise<CreatedSnapshot> {
  return createExactlyOnce(REQUEST, ifExists, run.context);
}

/** How a request for the snapshot ended: `made`, `reused`, or the error's message. */
async function endOf(run: ScriptedRun, ifExists: IfExists = 'fail'): Promise<string> {
  try {
    return (await resultOf(run, ifExists)).created ? 'made' : 'reused';
  } catch (error) {
    return messageOf(error);
  }
}

function warningsOf({ log }: ScriptedRun): readonly string[] {
  return log.filter((line) => line.startsWith('warning: '));
}

describe('before anything is sent', () => {
  test('the name is looked up', async () => {
    const run = runOf(['accepted']);
    expect(await resultOf(run)).toEqual({ snapshot: MADE, created: true });
    expect(callsOf(run)).toEqual(['get web-1', 'create web-1']);
  });

  test.each<[what: string, known: Partial<Snapshot>, origin: string]>([
    ['of the VM', {}, 'of VM "web", made at 2026-11-01 00:00:00 UTC'],
    ['of another VM', { sourceName: 'db' }, 'of VM "db", made at 2026-11-01 00:00:00 UTC'],
    [
      'of an unknown VM and age',
      { sourceName: null, creationDate: null },
      'the server does not say of which VM',
    ],
  ])('a name that is taken is a failure that says what it is: %s', async (_what, known, origin) => {
    const run = scriptedRun({ get: () => snapshotOf('web-1', known) });
    expect(await endOf(run)).toBe(
      `There is already a ${WHAT}, ${origin}. Choose another name, or set if-exists to reuse. Nothing was created.`,
    );
    expect(callsOf(run)).toEqual(['get web-1']);
  });

  test.each(['web', 'WEB'])('a snapshot of VM %j is reused, if that is wanted', async (sourceName) => {
    const existing = snapshotOf('web-1', { sourceName });
    const run = scriptedRun({ get: () => existing });
    expect(await resultOf(run, 'reuse')).toEqual({ snapshot: existing, created: false });
    expect(callsOf(run)).toEqual(['get web-1']);
  });

  test.each([
    ['db', 'of VM "db"'],
    [null, 'the server does not say of which VM'],
  ])('a snapshot of VM %j is never reused', async (sourceName, source) => {
    const run = scriptedRun({ get: () => snapshotOf('web-1', { sourceName, creationDate: null }) });
    expect(await endOf(run, 'reuse')).toBe(
      `There is already a ${WHAT}, ${source}, so it is not reused for VM "web". Choose another name. Nothing was created.`,
    );
  });

  test('the VM that was asked for may be written in any case too', async () => {
    const run = scriptedRun({ get: () => snapshotOf('web-1') });
    const result = await createExactlyOnce({ ...REQUEST, sourceVm: 'WEB' }, 'reuse', run.context);
    expect(result.created).toBe(false);
  });

  test('nothing is sent if the name cannot be looked up', async () => {
    const run = scriptedRun({ get: inTurn<Snapshot | null>(new Error('No answer.')) });
    expect(await endOf(run)).toBe(`${FAILED} No answer.`);
    expect(postsOf(run)).toBe(0);
  });
});

test('what an answer leaves out is filled by what was asked for', async () => {
  const sparse = snapshotOf(null, { namespace: null, sourceName: null });
  const run = scriptedRun({ get: () => null, create: () => ({ kind: 'accepted', snapshot: sparse }) });
  expect((await resultOf(run)).snapshot).toMatchObject({ id: 'web-1', namespace: 'prod', sourceName: 'web' });
});

test('what an answer says is kept', async () => {
  const renamed = madeAt(STARTED_MS, { id: 'web-1-x7', namespace: 'Prod', sourceName: 'WEB' });
  const run = scriptedRun({ get: () => null, create: () => ({ kind: 'accepted', snapshot: renamed }) });
  expect((await resultOf(run)).snapshot).toEqual(renamed);
});

interface ResponsesRow {
  readonly what: string;
  readonly kinds: readonly Kind[];
  /** What the looks see after the first one, which sees nothing; the last one again and again. */
  readonly seen?: readonly (Snapshot | null)[];
  readonly ifExists?: IfExists;
  readonly end: string;
  readonly posts: number;
}

const TAKEN_BY_OTHER = `There is already a ${WHAT}, of VM "db", made at 2026-11-23 14:15:30 UTC. Choose another name, or set if-exists to reuse.`;
const AFTER_WORDS = 'Then there was a snapshot of that name, from this request or from another run.';
const TAKEN_BY_OLD = `There is already a ${WHAT}, of VM "web", made at 2026-11-23 13:15:30 UTC. Choose another name, or set if-exists to reuse.`;
const NOT_REUSED = `There is already a ${WHAT}, of VM "db", made at 2026-11-23 14:15:30 UTC, so it is not reused for VM "web". Choose another name.`;

const ROWS: readonly ResponsesRow[] = [
  { what: 'is accepted', kinds: ['accepted'], end: 'made', posts: 1 },
  { what: 'is rejected', kinds: ['rejected'], end: `${FAILED} It was rejected.`, posts: 1 },
  {
    what: 'is rejected by a 500',
    kinds: ['rejected by a 500'],
    end: `${FAILED} It was rejected by a 500. There was no snapshot of that name right after; it may exist nevertheless, and appear later.`,
    posts: 1,
  },
  {
    what: 'is rejected by a 500, and of that name is one of another VM',
    kinds: ['rejected by a 500'],
    seen: [OF_ANOTHER_VM],
    end: `${FAILED} It was rejected by a 500. ${AFTER_WORDS} ${TAKEN_BY_OTHER}${LEFT_BEHIND}`,
    posts: 1,
  },
  { what: 'is unknown, and is there', kinds: ['unknown'], seen: [MADE], end: 'made', posts: 1 },
  {
    what: 'is unknown, and is there after a while',
    kinds: ['unknown'],
    seen: [null, null, MADE],
    end: 'made',
    posts: 1,
  },
  { what: 'is unknown and not there, then accepted', kinds: ['unknown', 'accepted'], end: 'made', posts: 2 },
  {
    what: 'is unknown twice, then accepted',
    kinds: ['unknown', 'unknown', 'accepted'],
    end: 'made',
    posts: 3,
  },
  {
    what: 'is unknown three times',
    kinds: ['unknown'],
    end: `${FAILED} It was unknown.${LEFT_BEHIND}`,
    posts: 3,
  },
  {
    what: 'is unknown three times, and there after the third',
    kinds: ['unknown'],
    seen: [...Array.from({ length: 10 }, () => null), MADE],
    end: 'made',
    posts: 3,
  },
  {
    what: 'is unknown, then rejected',
    kinds: ['unknown', 'rejected'],
    end: `${FAILED} It was rejected.${LEFT_BEHIND}`,
    posts: 2,
  },
  {
    what: 'is unknown, then rejected, and is there all the same',
    kinds: ['unknown', 'rejected'],
    seen: [...Array.from({ length: 5 }, () => null), MADE],
    end: 'made',
    posts: 2,
  },
  {
    what: 'is unknown, then rejected by a 500',
    kinds: ['unknown', 'rejected by a 500'],
    end: `${FAILED} It was rejected by a 500.${LEFT_BEHIND}`,
    posts: 2,
  },
  {
    what: 'is unknown, then of a name that is taken, and is there',
    kinds: ['unknown', 'name-taken'],
    seen: [...Array.from({ length: 5 }, () => null), MADE],
    end: 'made',
    posts: 2,
  },
  {
    what: 'is unknown, then of a name that is taken, and no read shows it',
    kinds: ['unknown', 'name-taken'],
    end: 'made',
    posts: 2,
  },
  {
    what: 'is unknown, then of a name that another VM has',
    kinds: ['unknown', 'name-taken'],
    seen: [...Array.from({ length: 5 }, () => null), OF_ANOTHER_VM],
    end: `${TAKEN_BY_OTHER}${LEFT_BEHIND}`,
    posts: 2,
  },
  {
    what: 'is unknown, and there of another VM',
    kinds: ['unknown'],
    seen: [OF_ANOTHER_VM],
    end: `${TAKEN_BY_OTHER}${LEFT_BEHIND}`,
    posts: 1,
  },
  {
    what: 'is unknown, and there of a VM that nobody says',
    kinds: ['unknown'],
    seen: [madeAt(STARTED_MS, { sourceName: null })],
    end: `There is already a ${WHAT}, the server does not say of which VM, made at 2026-11-23 14:15:30 UTC. Choose another name, or set if-exists to reuse.${LEFT_BEHIND}`,
    posts: 1,
  },
  {
    what: 'is unknown, and there of another VM, though reuse is wanted',
    kinds: ['unknown'],
    seen: [OF_ANOTHER_VM],
    ifExists: 'reuse',
    end: `${NOT_REUSED}${LEFT_BEHIND}`,
    posts: 1,
  },
  {
    what: 'is unknown, and there for an hour',
    kinds: ['unknown'],
    seen: [OLD],
    end: `${TAKEN_BY_OLD}${LEFT_BEHIND}`,
    posts: 1,
  },
  {
    what: 'is unknown, and there for an hour, which is to be reused',
    kinds: ['unknown'],
    seen: [OLD],
    ifExists: 'reuse',
    end: 'reused',
    posts: 1,
  },
  {
    what: 'is of a name that is taken at once',
    kinds: ['name-taken'],
    seen: [MADE],
    end: `${FAILED} It was name-taken.`,
    posts: 1,
  },
  {
    what: 'is of a name that is taken at once, which is to be reused',
    kinds: ['name-taken'],
    seen: [MADE],
    ifExists: 'reuse',
    end: 'reused',
    posts: 1,
  },
  {
    what: 'is of a name that is taken at once, which is to be reused and no read shows',
    kinds: ['name-taken'],
    ifExists: 'reuse',
    end: `${FAILED} It was name-taken.`,
    posts: 1,
  },
  {
    what: 'is of a name that another VM has at once, though reuse is wanted',
    kinds: ['name-taken'],
    seen: [OF_ANOTHER_VM],
    ifExists: 'reuse',
    end: `${NOT_REUSED} Nothing was created.`,
    posts: 1,
  },
  { what: 'is to be sent later, then accepted', kinds: ['retry-later', 'accepted'], end: 'made', posts: 2 },
  {
    what: 'is to be sent later five times',
    kinds: ['retry-later'],
    end: `${FAILED} It was retry-later.`,
    posts: 5,
  },
  {
    what: 'is to be sent later four times, then accepted',
    kinds: ['retry-later', 'retry-later', 'retry-later', 'retry-later', 'accepted'],
    end: 'made',
    posts: 5,
  },
  {
    what: 'is to be sent later, and is then of a name that another run has taken',
    kinds: ['retry-later', 'name-taken'],
    seen: [MADE],
    end: `${FAILED} It was name-taken.`,
    posts: 2,
  },
  {
    what: 'is unknown and then to be sent later four more times',
    kinds: ['unknown', 'retry-later'],
    end: `${FAILED} It was retry-later.${LEFT_BEHIND}`,
    posts: 6,
  },
  {
    what: 'is to be sent later, maybe done, five times',
    kinds: ['retry-later, maybe done'],
    end: `${FAILED} It was retry-later, maybe done.${LEFT_BEHIND}`,
    posts: 5,
  },
  {
    what: 'is to be sent later, maybe done, and then simply later',
    kinds: ['retry-later, maybe done', 'retry-later'],
    end: `${FAILED} It was retry-later.${LEFT_BEHIND}`,
    posts: 5,
  },
  {
    what: 'is to be sent later, maybe done, and is there of another VM',
    kinds: ['retry-later, maybe done'],
    seen: [OF_ANOTHER_VM],
    end: `${FAILED} It was retry-later, maybe done. ${AFTER_WORDS} ${TAKEN_BY_OTHER}${LEFT_BEHIND}`,
    posts: 1,
  },
  {
    what: 'is accepted without saying what, and is there',
    kinds: ['accepted-unclear'],
    seen: [null, null, null, null, MADE],
    end: 'made',
    posts: 1,
  },
  {
    what: 'is accepted without saying what, and is not there',
    kinds: ['accepted-unclear', 'accepted'],
    end: `${FAILED} It was accepted-unclear.${LEFT_BEHIND}`,
    posts: 1,
  },
  {
    what: 'is accepted without saying what, and of that name is one of another VM',
    kinds: ['accepted-unclear'],
    seen: [OF_ANOTHER_VM],
    end: `${TAKEN_BY_OTHER}${LEFT_BEHIND}`,
    posts: 1,
  },
];

describe('a snapshot whose request', () => {
  test.each(ROWS)('$what', async ({ kinds, seen = [null], ifExists = 'fail', end, posts }) => {
    const run = runOf(kinds, ...seen);
    expect(await endOf(run, ifExists)).toBe(end);
    expect(postsOf(run)).toBe(posts);
  });

  test('is found is told with all that is known of it', async () => {
    const run = runOf(['unknown'], madeAt(STARTED_MS, { namespace: null, readyToUse: true }));
    expect(await resultOf(run)).toEqual({
      snapshot: madeAt(STARTED_MS, { readyToUse: true }),
      created: true,
    });
  });

  test('is taken by a name that no read shows is told with what was asked for', async () => {
    const run = runOf(['unknown', 'name-taken']);
    expect((await resultOf(run)).snapshot).toMatchObject({
      id: 'web-1',
      namespace: 'prod',
      sourceName: 'web',
      creationDate: null,
      readyToUse: null,
    });
  });
});

describe('a snapshot that is found after a request without a clear answer', () => {
  const FIVE_MINUTES_MS = 5 * MINUTE_MS;
  const AN_HOUR_LATER_MS = STARTED_MS + 60 * MINUTE_MS;

  test.each<[what: string, found: Snapshot, serverNowMs: number | null, isOurs: boolean]>([
    ['of the VM, without a date', snapshotOf('web-1', { creationDate: null }), null, true],
    ['of the VM in another case', madeAt(STARTED_MS, { sourceName: 'WEB' }), null, true],
    ['of no known VM', madeAt(STARTED_MS, { sourceName: null }), null, false],
    ['of another VM, without a date', madeAt(0, { sourceName: 'db', creationDate: null }), null, false],
    ['five minutes older', madeAt(STARTED_MS - FIVE_MINUTES_MS), null, true],
    ['more than five minutes older', madeAt(STARTED_MS - FIVE_MINUTES_MS - 1), null, false],
    ['much newer', madeAt(AN_HOUR_LATER_MS), null, true],
    [
      'five minutes older by the clock of the server',
      madeAt(AN_HOUR_LATER_MS - FIVE_MINUTES_MS),
      AN_HOUR_LATER_MS,
      true,
    ],
    [
      'more than five minutes older by the clock of the server',
      madeAt(AN_HOUR_LATER_MS - FIVE_MINUTES_MS - 1),
      AN_HOUR_LATER_MS,
      false,
    ],
    ['new by the clock of a server that is an hour behind', madeAt(0), 0, true],
  ])('%s', async (_what, found, serverNowMs, isOurs) => {
    const run = scriptedRun({
      get: inTurn<Snapshot | null>(null, found),
      create: () => responseOf('unknown'),
      ...(serverNowMs === null ? {} : { serverNowMs }),
    });
    expect((await endOf(run)) === 'made').toBe(isOurs);
  });

  test('may be as old as the first request, also if a later one had no answer', async () => {
    const run = scriptedRun({
      get: inTurn<Snapshot | null>(null, madeAt(STARTED_MS)),
      create: inTurn(responseOf('retry-later', 10 * MINUTE_MS), responseOf('unknown')),
    });
    expect(await endOf(run)).toBe('made');
  });
});

describe('an answer that describes a snapshot older than the request', () => {
  test.each([
    ['by five minutes', 5 * MINUTE_MS, []],
    [
      'by more than five minutes',
      5 * MINUTE_MS + 1,
      [
        `warning: The server accepted ${WHAT}, and describes snapshot "web-1" of 2026-11-23 14:10:29 UTC, which is older than the request: look whether it is a new one.`,
      ],
    ],
  ])('%s', async (_what, olderByMs, warnings) => {
    const snapshot = madeAt(STARTED_MS - olderByMs);
    const run = scriptedRun({ get: () => null, create: () => ({ kind: 'accepted', snapshot }) });
    expect(await endOf(run)).toBe('made');
    expect(warningsOf(run)).toEqual(warnings);
  });

  test('is told by the name that was asked for, if it does not say its id', async () => {
    const snapshot = { ...OLD, id: null };
    const run = scriptedRun({ get: () => null, create: () => ({ kind: 'accepted', snapshot }) });
    await endOf(run);
    expect(warningsOf(run)[0]).toContain('describes snapshot "web-1" of 2026-11-23 13:15:30 UTC');
  });

  test('is no matter where it says no date', async () => {
    const snapshot = snapshotOf('web-1', { creationDate: null });
    const run = scriptedRun({ get: () => null, create: () => ({ kind: 'accepted', snapshot }) });
    expect(await endOf(run)).toBe('made');
    expect(warningsOf(run)).toEqual([]);
  });
});

describe('time', () => {
  test.each<Kind>(['unknown', 'accepted-unclear', 'name-taken'])(
    'after a response of kind %s it is looked for five times in about ten seconds',
    async (kind) => {
      const run = runOf([kind, 'rejected']);
      await endOf(run, 'reuse');
      const looks = run.calls.filter(({ what }) => what === 'get').slice(1, 6);
      expect(looks.map(({ atMs }) => atMs)).toEqual([0, 1000, 3000, 6000, 10_000]);
    },
  );

  test('an unknown request is repeated only after that', async () => {
    const run = runOf(['unknown', 'accepted']);
    await endOf(run);
    expect(run.calls.at(-1)).toMatchObject({ what: 'create', atMs: 10_000 });
  });

  test('after a rejection by a 500 it is looked for once, without a pause, for five seconds', async () => {
    const run = runOf(['retry-later', 'rejected by a 500']);
    await endOf(run);
    expect(run.calls.slice(-2)).toEqual([
      { what: 'create', of: 'web-1', atMs: 1000, deadlineMs: undefined },
      { what: 'get', of: 'web-1', atMs: 1000, deadlineMs: 6000 },
    ]);
  });

  test('after a certain rejection it is not looked for', async () => {
    const run = runOf(['rejected']);
    await endOf(run);
    expect(callsOf(run)).toEqual(['get web-1', 'create web-1']);
  });

  test('a name that is taken is a failure at once', async () => {
    const run = runOf(['name-taken']);
    await endOf(run);
    expect(callsOf(run)).toEqual(['get web-1', 'create web-1']);
  });

  test('the looks that decide about another request take the time that they need', async () => {
    const run = runOf(['unknown', 'accepted']);
    await endOf(run);
    expect(
      new Set(run.calls.filter(({ what }) => what === 'get').map(({ deadlineMs }) => deadlineMs)),
    ).toEqual(new Set([Number.POSITIVE_INFINITY]));
  });

  test.each([
    ['not at all', 0, [1000, 2000, 4000, 8000]],
    ['half', 0.5, [1500, 3000, 6000, 12_000]],
    ['as far as it can', 1, [2000, 4000, 8000, 16_000]],
  ])('what is to be sent later is sent after growing pauses, spread %s', async (_what, random, pausesMs) => {
    const run = scriptedRun(
      { get: () => null, create: () => responseOf('retry-later') },
      { random: () => random },
    );
    await endOf(run);
    expect(run.clock.pausesMs).toEqual(pausesMs);
  });

  test.each([
    ['what the server said', 17_000, 17_000],
    ['as usual where the server said none: it would spend all requests at once', 0, 2000],
  ])('the pause is %s', async (_what, retryAfterMs, pauseMs) => {
    const create = inTurn(responseOf('retry-later', retryAfterMs), responseOf('accepted'));
    const run = scriptedRun({ get: () => null, create }, { random: () => 1 });
    await endOf(run);
    expect(run.clock.pausesMs).toEqual([pauseMs]);
  });
});

describe('what is to be sent later', () => {
  test('is not looked for, if nothing was begun', async () => {
    const run = runOf(['retry-later', 'accepted'], MADE);
    expect(await endOf(run)).toBe('made');
    expect(callsOf(run)).toEqual(['get web-1', 'create web-1', 'create web-1']);
  });

  test('is looked for after the pause, if it may be done', async () => {
    const run = runOf(['retry-later, maybe done'], MADE);
    // Another run may have made it meanwhile: both must not claim it.
    expect(await endOf(run)).toContain('from this request or from another run');
    expect(run.calls.map(({ what, atMs }) => [what, atMs])).toEqual([
      ['get', 0],
      ['create', 0],
      ['get', 1000],
    ]);
  });

  test('is sent again, if it may be done and there is none', async () => {
    const run = runOf(['retry-later, maybe done', 'accepted']);
    expect(await endOf(run)).toBe('made');
    expect(callsOf(run)).toEqual(['get web-1', 'create web-1', 'get web-1', 'create web-1']);
  });

  test.each<[Kind, string]>([
    ['retry-later', 'It was retry-later. Nothing was begun; asking again.'],
    [
      'retry-later, maybe done',
      'It was retry-later, maybe done. Most likely nothing was begun; asking again.',
    ],
  ])('is told: %s', async (kind, line) => {
    const run = runOf([kind, 'accepted']);
    await endOf(run);
    expect(run.log).toEqual([
      'Asking for snapshot "web-1" of VM "web".',
      line,
      'Asking for snapshot "web-1" of VM "web".',
    ]);
  });
});

describe('a warning', () => {
  test.each<[Kind, string]>([
    [
      'unknown',
      `It was unknown. It is not known whether ${WHAT} is being made; looking for it before anything else.`,
    ],
    ['accepted-unclear', `It was accepted-unclear. Looking for ${WHAT} by its name.`],
  ])('tells that a response says too little: %s', async (kind, line) => {
    const run = runOf([kind], MADE);
    await endOf(run);
    expect(warningsOf(run)).toEqual([`warning: ${line}`]);
  });

  test.each<Kind>(['accepted', 'rejected', 'rejected by a 500', 'name-taken', 'retry-later'])(
    'is not given where a response is clear: %s',
    async (kind) => {
      const run = runOf([kind]);
      await endOf(run);
      expect(warningsOf(run)).toEqual([]);
    },
  );
});

describe('a look that fails', () => {
  test.each<Kind>(['unknown', 'accepted-unclear', 'retry-later, maybe done'])(
    'after a response of kind %s says that it may exist, and nothing more is sent',
    async (kind) => {
      const run = runOf([kind], new Error('No answer.'));
      expect(await endOf(run)).toBe(`${FAILED} No answer.${LEFT_BEHIND}`);
      expect(postsOf(run)).toBe(1);
    },
  );

  test('after a rejection by a 500 keeps the words of the rejection', async () => {
    const run = runOf(['rejected by a 500'], new SnapshotServiceError('unavailable', 'No answer.'));
    expect(await endOf(run)).toBe(
      `${FAILED} It was rejected by a 500. It could not be checked whether it may exist nevertheless: No answer.`,
    );
  });
});

describe('when the run is cancelled', () => {
  const REASON = new CancelledError('SIGINT');
  const CANCELLED = `${FAILED} the run was cancelled.`;

  test('before the request, nothing is said to be left behind', async () => {
    const run = runOf(['accepted']);
    run.cancel(REASON);
    expect(await endOf(run)).toBe(CANCELLED);
    expect(postsOf(run)).toBe(0);
  });

  test('while the request is under way, it is said that it may exist', async () => {
    const run = scriptedRun({ get: () => null, create: inTurn<CreateResponse>(REASON) });
    expect(await endOf(run)).toBe(`${CANCELLED}${LEFT_BEHIND}`);
  });

  test('while an unknown one is looked for, nothing more is sent', async () => {
    const run = runOf(['unknown']);
    run.clock.at(2000, () => run.cancel(REASON));
    expect(await endOf(run)).toBe(`${CANCELLED}${LEFT_BEHIND}`);
    expect(postsOf(run)).toBe(1);
  });

  test.each<[Kind, string]>([
    ['retry-later', CANCELLED],
    ['retry-later, maybe done', `${CANCELLED}${LEFT_BEHIND}`],
  ])('in a pause after a response of kind %s, nothing more is sent', async (kind, end) => {
    const run = runOf([kind]);
    run.clock.at(1000, () => run.cancel(REASON));
    expect(await endOf(run)).toBe(end);
    expect(postsOf(run)).toBe(1);
  });
});

/** Every sequence of kinds from one up to a length. */
function sequencesOf(length: number): readonly (readonly Kind[])[] {
  if (length === 0) return [];
  const shorter = sequencesOf(length - 1);
  const longest = length === 1 ? [[]] : shorter.filter((sequence) => sequence.length === length - 1);
  return [...shorter, ...longest.flatMap((sequence) => KINDS.map((kind) => [...sequence, kind]))];
}

describe('in none of all sequences of up to four responses', () => {
  const ENDING: readonly Kind[] = [
    'accepted',
    'accepted-unclear',
    'name-taken',
    'rejected',
    'rejected by a 500',
  ];
  const DOUBTFUL: readonly Kind[] = [
    'accepted-unclear',
    'rejected by a 500',
    'retry-later, maybe done',
    'unknown',
  ];

  interface Story {
    /** What every look sees but the first one. */
    readonly seen: Snapshot | null;
    readonly ifExists: IfExists;
    readonly responses: readonly Kind[];
    readonly last: Kind | undefined;
    readonly leavesDoubt: boolean;
    readonly end: string;
  }

  async function storyOf(kinds: readonly Kind[], seen: Snapshot | null, ifExists: IfExists): Promise<Story> {
    const run = runOf(kinds, seen);
    const end = await endOf(run, ifExists);
    // The last one is given again and again.
    const responses = [...kinds, ...Array.from({ length: 5 }, () => kinds.at(-1) as Kind)].slice(
      0,
      postsOf(run),
    );
    const leavesDoubt = responses.some((kind) => DOUBTFUL.includes(kind));
    return { seen, ifExists, responses, last: responses.at(-1), leavesDoubt, end };
  }

  let stories: readonly Story[] = [];

  beforeAll(async () => {
    const worlds = [
      { seen: null, ifExists: 'fail' },
      { seen: MADE, ifExists: 'fail' },
      { seen: OF_ANOTHER_VM, ifExists: 'fail' },
      { seen: OLD, ifExists: 'fail' },
      { seen: OLD, ifExists: 'reuse' },
    ] as const;
    const sequences = sequencesOf(4);
    stories = await Promise.all(
      worlds.flatMap(({ seen, ifExists }) => sequences.map((kinds) => storyOf(kinds, seen, ifExists))),
    );
  }, 60_000);

  function countOf({ responses }: Story, prefix: string): number {
    return responses.filter((kind) => kind.startsWith(prefix)).length;
  }

  test.each<[what: string, isBroken: (story: Story) => boolean]>([
    [
      'is a request sent after a response that settles the matter',
      ({ responses }) => responses.slice(0, -1).some((kind) => ENDING.includes(kind)),
    ],
    ['are more than three requests unknown', (story) => countOf(story, 'unknown') > 3],
    ['are more than five requests to be sent later', (story) => countOf(story, 'retry-later') > 5],
    [
      'is a snapshot said to be created that no request can have made',
      ({ end, last, leavesDoubt }) => end === 'made' && last !== 'accepted' && !leavesDoubt,
    ],
    [
      "is a snapshot said to be created that is old or another VM's",
      ({ seen, end, last }) =>
        end === 'made' && last !== 'accepted' && (seen === OLD || seen === OF_ANOTHER_VM),
    ],
    [
      'is a snapshot said to be created that was neither accepted nor seen nor named',
      ({ seen, end, last }) =>
        end === 'made' && seen === null && last !== 'accepted' && last !== 'name-taken',
    ],
    ['is one reused against the will', ({ end, ifExists }) => end === 'reused' && ifExists === 'fail'],
    [
      'is it left out that a snapshot may exist',
      ({ end, leavesDoubt }) =>
        end !== 'made' && end !== 'reused' && leavesDoubt && !end.includes('may exist'),
    ],
    [
      'is a snapshot said to exist perhaps that cannot',
      ({ end, leavesDoubt }) => end.includes('may exist') && !leavesDoubt,
    ],
  ])('%s', (_what, isBroken) => {
    const broken = stories.filter(isBroken).map(({ responses, end }) => `${responses.join(' + ')} = ${end}`);
    expect(broken).toEqual([]);
    expect(stories.length).toBe(5 * (8 + 8 ** 2 + 8 ** 3 + 8 ** 4));
  });
});

/** What the network does to one request. */
const FATES = ['through', 'lost on the way', 'answer lost', 'answer garbled', 'busy', 'rejected'] as const;
type Fate = (typeof FATES)[number];

/** A server that holds names to be unique, as Kubernetes does, behind a network that does as it is told. */
function serverBehind(fates: readonly Fate[], invisibleMs: number) {
  const made: number[] = [];
  const unknownPosts: number[] = [];
  let posts = 0;
  const accept = (response: Kind): CreateResponse => {
    if (made.length > 0) return responseOf('name-taken');
    made.push(run.clock.elapsedMs());
    return responseOf(response);
  };
  const create = (): CreateResponse => {
    const fate = fates[Math.min(posts, fates.length - 1)];
    posts += 1;
    if (fate === 'through') return accept('accepted');
    if (fate === 'answer garbled') return accept('accepted-unclear');
    if (fate === 'busy') return responseOf('retry-later');
    if (fate === 'rejected') return responseOf('rejected');
    if (fate === 'answer lost') accept('accepted');
    unknownPosts.push(posts);
    return responseOf('unknown');
  };
  const get = () => {
    const [madeMs] = made;
    return madeMs !== undefined && run.clock.elapsedMs() - madeMs >= invisibleMs ? MADE : null;
  };
  const run: ScriptedRun = scriptedRun({ create, get });
  return { run, made, unknownPosts };
}

describe('whatever the network does to the first four requests', () => {
  const worlds = fc.record({
    fates: fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 4 }),
    invisibleMs: fc.constantFrom(0, 500, 4000, 9000, 60_000),
  });

  test('at most one snapshot is made, and the result is true to it', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ fates, invisibleMs }) => {
        const { run, made } = serverBehind(fates, invisibleMs);
        const end = await endOf(run);
        expect(made.length).toBeLessThanOrEqual(1);
        expect(end === 'made' ? made : [0]).toHaveLength(1);
        expect(end).not.toBe('reused');
      }),
      { numRuns: 500 },
    );
  });

  test('a failure that may have left a snapshot behind says so', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ fates, invisibleMs }) => {
        const { run, made } = serverBehind(fates, invisibleMs);
        const end = await endOf(run);
        const isSilentLoss = end !== 'made' && made.length > 0 && !end.includes('may exist or still appear');
        expect(isSilentLoss).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('no more than three requests are unknown, and eight sent in all', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ fates, invisibleMs }) => {
        const { run, unknownPosts } = serverBehind(fates, invisibleMs);
        await endOf(run);
        expect(unknownPosts.length).toBeLessThanOrEqual(3);
        expect(postsOf(run)).toBeLessThanOrEqual(8);
      }),
      { numRuns: 500 },
    );
  });
});

/** A server that gives clear answers only, and two runs at once whose requests reach it in any order. */
describe('of two runs at once with one name', () => {
  const fates = fc.array(fc.constantFrom('through', 'busy', 'rejected'), { maxLength: 4 });

  test('exactly the one that made the snapshot says so, where every answer is clear', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.tuple(fates, fates),
        fc.constantFrom<IfExists>('fail', 'reuse'),
        fc.nat({ max: 8 }),
        async (scheduler, fatesOfBoth, ifExists, readsBehind) => {
          let maker: number | null = null;
          let reads = 0;
          const createFor = (runner: number, fate: string | undefined): CreateResponse => {
            if (fate === 'busy') return responseOf('retry-later');
            if (fate === 'rejected') return responseOf('rejected');
            if (maker !== null) return responseOf('name-taken');
            maker = runner;
            return responseOf('accepted');
          };
          const ends = fatesOfBoth.map((fatesOfOne, runner) => {
            const sent = [...fatesOfOne];
            const run = scriptedRun({
              get: () => {
                if (maker === null) return null;
                reads += 1;
                return reads > readsBehind ? MADE : null;
              },
              create: () => createFor(runner, sent.shift()),
            });
            const store: SnapshotStore = {
              ...run.context.store,
              get: scheduler.scheduleFunction(run.context.store.get),
              create: scheduler.scheduleFunction(run.context.store.create),
            };
            return endOf({ ...run, context: { ...run.context, store } }, ifExists);
          });
          const told = await scheduler.waitFor(Promise.all(ends));
          const makers = told.flatMap((end, runner) => (end === 'made' ? [runner] : []));
          expect(makers).toEqual(maker === null ? [] : [maker]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
