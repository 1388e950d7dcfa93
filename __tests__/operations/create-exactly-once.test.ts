import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CancelledError, messageOf, SnapshotServiceError } from '../../src/domain/errors.ts';
import type { IdentifiedSnapshot, Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import { createExactlyOnce } from '../../src/operations/create-exactly-once.ts';
import type { CreatedSnapshot, IfExists } from '../../src/operations/created-snapshot.ts';
import type { CreateRequest, CreateResponse, SnapshotStore } from '../../src/operations/snapshot-store.ts';
import { manualClock } from './manual-clock.ts';
import { callsOf, inTurn, type ScriptedRun, scriptedRun, snapshotOf, TARGET } from './scripted-store.ts';

const REQUEST: CreateRequest = { ...TARGET, id: 'web-1', sourceVm: 'web' };
const WHAT = 'snapshot "web-1" in namespace "prod" on cluster "Hou1"';
const FAILED = `Could not create ${WHAT} of VM "web":`;
const LEFT_BEHIND =
  ' A request for it was sent and had no clear answer, so it may exist or still appear: look for it by its name before you run this again.';

const STARTED_MS = manualClock().nowMs();
const MINUTE_MS = 60_000;

function madeAt(momentMs: number, known: Partial<Snapshot> = {}): IdentifiedSnapshot {
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
  'retry-later, busy',
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
      return { kind, maybeDone: false, isBusy: false, retryAfterMs, error };
    case 'retry-later, busy':
      return { kind: 'retry-later', maybeDone: false, isBusy: true, retryAfterMs, error };
    case 'retry-later, maybe done':
      return { kind: 'retry-later', maybeDone: true, isBusy: true, retryAfterMs, error };
    case 'rejected':
      return { kind, isCertain: true, error };
    case 'rejected by a 500':
      return { kind: 'rejected', isCertain: false, error };
    default:
      return { kind, error };
  }
}

/** A run in which the first look sees nothing, and the next ones see these, the last one again and again. */
function runOf(kinds: readonly Kind[], ...seen: readonly (IdentifiedSnapshot | null | Error)[]): ScriptedRun {
  return scriptedRun({
    get: inTurn<IdentifiedSnapshot | null>(null, ...(seen.length === 0 ? [null] : seen)),
    create: inTurn(...kinds.map((kind) => responseOf(kind))),
  });
}

/** What was sent, in its order: `l` for a look, `S` for the request itself. */
function traceOf({ calls }: ScriptedRun): string {
  return calls.map(({ what }) => (what === 'create' ? 'S' : 'l')).join('');
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
    return (await resultOf(run, ifExists)).requestedMs === null ? 'reused' : 'made';
  } catch (error) {
    return messageOf(error);
  }
}

describe('before anything is sent', () => {
  test.each<[what: string, known: Partial<Snapshot>, origin: string]>([
    ['of the VM', {}, 'of VM "web", made at 2026-11-01 00:00:00 UTC'],
    ['of an unknown VM', { sourceName: null, creationDate: null }, 'the server does not say of which VM'],
  ])('a name that is taken is a failure that says what it is: %s', async (_what, known, origin) => {
    const run = scriptedRun({ get: () => snapshotOf('web-1', known) });
    expect(await endOf(run)).toBe(
      `There is already a ${WHAT}, ${origin}. Choose another name, or set if-exists to reuse. Nothing was created.`,
    );
    expect(traceOf(run)).toBe('l');
  });

  test.each(['web', 'WEB'])('a snapshot of VM %j is reused, if that is wanted', async (sourceName) => {
    const existing = snapshotOf('web-1', { sourceName });
    const run = scriptedRun({ get: () => existing });
    expect(await resultOf(run, 'reuse')).toEqual({ snapshot: existing, requestedMs: null });
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

  test('nothing is sent if the name cannot be looked up', async () => {
    const run = scriptedRun({ get: inTurn<IdentifiedSnapshot | null>(new Error('No answer.')) });
    expect(await endOf(run)).toBe(`${FAILED} No answer.`);
  });
});

function failedBy(kind: Kind): string {
  return `${FAILED} It was ${kind}.`;
}

const PERHAPS_LATER =
  'There was no snapshot of that name right after; it may exist nevertheless, and appear later.';
const OTHER_EXISTS = `There is already a ${WHAT}, of VM "db", made at 2026-11-23 14:15:30 UTC`;
const ADVICE = 'Choose another name, or set if-exists to reuse.';
const TAKEN_BY_OTHER = `${OTHER_EXISTS}. ${ADVICE}${LEFT_BEHIND}`;
const TAKEN_BY_NEW = `There is already a ${WHAT}, of VM "web", made at 2026-11-23 14:15:30 UTC. ${ADVICE}${LEFT_BEHIND}`;
const TAKEN_BY_OLD = `There is already a ${WHAT}, of VM "web", made at 2026-11-23 13:15:30 UTC. ${ADVICE}${LEFT_BEHIND}`;
const NOT_REUSED = `${OTHER_EXISTS}, so it is not reused for VM "web". Choose another name. Nothing was created.`;
const THEN = 'Then there was a snapshot of that name, from this request or from another run.';

function afterLooks(count: number, found: IdentifiedSnapshot): readonly (IdentifiedSnapshot | null)[] {
  return [...Array.from({ length: count }, () => null), found];
}

/** What the looks after the first one see; that one sees nothing. */
const SEEN = {
  nothing: [null],
  'it at once': [MADE],
  'it at the third look': afterLooks(2, MADE),
  'it at the fifth look': afterLooks(4, MADE),
  'it at the sixth look': afterLooks(5, MADE),
  'it at the eleventh look': afterLooks(10, MADE),
  'one of another VM': [OF_ANOTHER_VM],
  'one of another VM at the sixth look': afterLooks(5, OF_ANOTHER_VM),
  'an old one': [OLD],
} as const satisfies Record<string, readonly (IdentifiedSnapshot | null)[]>;

type ResponsesRow = [responses: readonly Kind[], seen: keyof typeof SEEN, trace: string, end: string];

describe('a snapshot whose request has the responses', () => {
  test.each<ResponsesRow>([
    [['accepted'], 'it at once', 'lS', 'made'],
    [['rejected'], 'it at once', 'lS', failedBy('rejected')],
    [['rejected by a 500'], 'nothing', 'lSl', `${failedBy('rejected by a 500')} ${PERHAPS_LATER}`],
    [
      ['rejected by a 500'],
      'one of another VM',
      'lSl',
      `${failedBy('rejected by a 500')} ${THEN} ${TAKEN_BY_OTHER}`,
    ],
    // Another run may have made it meanwhile: both must not claim it.
    [['rejected by a 500'], 'it at once', 'lSl', `${failedBy('rejected by a 500')} ${THEN} ${TAKEN_BY_NEW}`],
    [['unknown'], 'it at the third look', 'lSlll', 'made'],
    [['unknown'], 'nothing', 'lSlllllSlllllSlllll', `${failedBy('unknown')}${LEFT_BEHIND}`],
    [['unknown'], 'it at the eleventh look', 'lSlllllSlllllSl', 'made'],
    [['unknown'], 'one of another VM', 'lSl', TAKEN_BY_OTHER],
    [['unknown'], 'an old one', 'lSl', TAKEN_BY_OLD],
    [['unknown', 'accepted'], 'nothing', 'lSlllllS', 'made'],
    [['unknown', 'rejected'], 'nothing', 'lSlllllSl', `${failedBy('rejected')}${LEFT_BEHIND}`],
    [['unknown', 'rejected'], 'it at the sixth look', 'lSlllllSl', 'made'],
    [
      ['unknown', 'rejected by a 500'],
      'nothing',
      'lSlllllSl',
      `${failedBy('rejected by a 500')}${LEFT_BEHIND}`,
    ],
    [['unknown', 'name-taken'], 'nothing', 'lSlllllSlllll', 'made'],
    [['unknown', 'name-taken'], 'one of another VM at the sixth look', 'lSlllllSl', TAKEN_BY_OTHER],
    [
      ['unknown', 'retry-later'],
      'nothing',
      'lSlllllSlllllSlllllSlllllSlllllS',
      `${failedBy('retry-later')}${LEFT_BEHIND}`,
    ],
    [['name-taken'], 'it at once', 'lS', failedBy('name-taken')],
    [['retry-later'], 'nothing', 'lSSSSS', failedBy('retry-later')],
    [['retry-later, busy'], 'nothing', 'lSlSlSlSlS', failedBy('retry-later, busy')],
    [['retry-later, busy'], 'it at once', 'lSl', `${failedBy('retry-later, busy')} ${THEN} ${TAKEN_BY_NEW}`],
    [['retry-later', 'accepted'], 'it at once', 'lSS', 'made'],
    [['retry-later', 'name-taken'], 'it at once', 'lSS', failedBy('name-taken')],
    [
      ['retry-later, maybe done'],
      'nothing',
      'lSlSlSlSlS',
      `${failedBy('retry-later, maybe done')}${LEFT_BEHIND}`,
    ],
    [
      ['retry-later, maybe done'],
      'it at once',
      'lSl',
      `${failedBy('retry-later, maybe done')} ${THEN} ${TAKEN_BY_NEW}`,
    ],
    [['accepted-unclear'], 'it at the fifth look', 'lSlllll', 'made'],
    [['accepted-unclear'], 'nothing', 'lSlllll', `${failedBy('accepted-unclear')}${LEFT_BEHIND}`],
    [['accepted-unclear'], 'one of another VM', 'lSl', TAKEN_BY_OTHER],
  ])('%j, and the looks after it see %s: %s', async (responses, seen, trace, end) => {
    const run = runOf(responses, ...SEEN[seen]);
    expect(await endOf(run)).toBe(end);
    expect(traceOf(run)).toBe(trace);
  });

  test.each<ResponsesRow>([
    [['unknown'], 'an old one', 'lSl', 'reused'],
    [['unknown'], 'one of another VM', 'lSl', NOT_REUSED.replace(' Nothing was created.', LEFT_BEHIND)],
    [['rejected by a 500'], 'it at once', 'lSl', 'reused'],
    [['name-taken'], 'it at once', 'lSl', 'reused'],
    [['name-taken'], 'nothing', 'lSlllll', failedBy('name-taken')],
    [['name-taken'], 'one of another VM', 'lSl', NOT_REUSED],
  ])('%j, and the looks after it see %s, which is to be reused: %s', async (responses, seen, trace, end) => {
    const run = runOf(responses, ...SEEN[seen]);
    expect(await endOf(run, 'reuse')).toBe(end);
    expect(traceOf(run)).toBe(trace);
  });
});

describe('of a snapshot that was made', () => {
  const SPARSE = { ...MADE, id: null, namespace: null, sourceName: null };
  const RENAMED = { ...MADE, id: 'web-1-x7', namespace: 'Prod', sourceName: 'WEB' };
  const UNSEEN = { ...MADE, creationDate: null, readyToUse: null };

  test.each<
    [what: string, responses: readonly CreateResponse[], found: IdentifiedSnapshot | null, told: Snapshot]
  >([
    ['what a response says is kept', [{ kind: 'accepted', snapshot: RENAMED }], null, RENAMED],
    ['what a response leaves out is filled', [{ kind: 'accepted', snapshot: SPARSE }], null, MADE],
    ['what is found is told', [responseOf('unknown')], { ...MADE, namespace: null }, MADE],
    [
      'what was asked for is told, if no read shows it',
      [responseOf('unknown'), responseOf('name-taken')],
      null,
      UNSEEN,
    ],
  ])('%s', async (_what, responses, found, told) => {
    const run = scriptedRun({
      get: inTurn<IdentifiedSnapshot | null>(null, found),
      create: inTurn(...responses),
    });
    expect(await resultOf(run)).toEqual({ snapshot: told, requestedMs: STARTED_MS });
  });
});

describe('a snapshot that is found after a request without a clear answer', () => {
  const FIVE_MINUTES_MS = 5 * MINUTE_MS;
  const LATER_MS = STARTED_MS + 60 * MINUTE_MS;

  test.each<[what: string, found: IdentifiedSnapshot, serverNowMs: number | null, isOurs: boolean]>([
    ['of the VM, without a date', snapshotOf('web-1', { creationDate: null }), null, true],
    ['of the VM in another case', madeAt(STARTED_MS, { sourceName: 'WEB' }), null, true],
    ['of no known VM', madeAt(STARTED_MS, { sourceName: null }), null, false],
    ['of another VM, without a date', madeAt(0, { sourceName: 'db', creationDate: null }), null, false],
    ['five minutes older', madeAt(STARTED_MS - FIVE_MINUTES_MS), null, true],
    ['more than five minutes older', madeAt(STARTED_MS - FIVE_MINUTES_MS - 1), null, false],
    ['much newer', madeAt(LATER_MS), null, true],
    ['five minutes older by the server', madeAt(LATER_MS - FIVE_MINUTES_MS), LATER_MS, true],
    ['more than that older by the server', madeAt(LATER_MS - FIVE_MINUTES_MS - 1), LATER_MS, false],
    ['new by the clock of a server that is behind', madeAt(0), 0, true],
  ])('%s', async (_what, found, serverNowMs, isOurs) => {
    const run = scriptedRun({
      get: inTurn<IdentifiedSnapshot | null>(null, found),
      create: () => responseOf('unknown'),
      ...(serverNowMs === null ? {} : { serverNowMs }),
    });
    expect((await endOf(run)) === 'made').toBe(isOurs);
  });

  test('may be as old as the first request, also if a later one had no answer', async () => {
    const run = scriptedRun({
      get: inTurn<IdentifiedSnapshot | null>(null, madeAt(STARTED_MS)),
      create: inTurn(responseOf('retry-later', 10 * MINUTE_MS), responseOf('unknown')),
    });
    expect(await endOf(run)).toBe('made');
  });
});

test.each<[what: string, described: Partial<Snapshot>, warnings: readonly string[]]>([
  ['by five minutes', madeAt(STARTED_MS - 5 * MINUTE_MS), []],
  [
    'by more than five minutes',
    { ...madeAt(STARTED_MS - 5 * MINUTE_MS - 1), id: 'other' },
    [
      `warning: The server accepted ${WHAT}, and describes snapshot "other" of 2026-11-23 14:10:29 UTC, which is older than the request: look whether it is a new one.`,
    ],
  ],
  [
    'by an hour, without an id',
    { ...OLD, id: null },
    [
      `warning: The server accepted ${WHAT}, and describes snapshot "web-1" of 2026-11-23 13:15:30 UTC, which is older than the request: look whether it is a new one.`,
    ],
  ],
  ['by nobody knows how much', { creationDate: null }, []],
])('a response that describes a snapshot older than the request %s', async (_what, described, warnings) => {
  const snapshot = { ...MADE, ...described };
  const run = scriptedRun({ get: () => null, create: () => ({ kind: 'accepted', snapshot }) });
  expect(await endOf(run)).toBe('made');
  expect(run.log.slice(1)).toEqual(warnings);
});

describe('time', () => {
  test('after an unknown response it is looked for in about ten seconds, however long a look takes', async () => {
    const run = runOf(['unknown', 'accepted']);
    await endOf(run);
    expect(run.calls.slice(2, 7)).toEqual(
      [0, 1000, 3000, 6000, 10_000].map((atMs) => ({
        what: 'get',
        of: 'web-1',
        atMs,
        deadlineMs: 180_000,
      })),
    );
  });

  test('after a rejection by a 500 it is looked for once, without a pause, for five seconds', async () => {
    const run = runOf(['retry-later', 'rejected by a 500']);
    await endOf(run);
    expect(run.calls.slice(-2)).toEqual([
      { what: 'create', of: 'web-1', atMs: 2000, deadlineMs: undefined },
      { what: 'get', of: 'web-1', atMs: 2000, deadlineMs: 7000 },
    ]);
  });

  test('what is to be sent later, and may be done, is looked for after the pause', async () => {
    const run = runOf(['retry-later, maybe done'], MADE);
    await endOf(run);
    expect(run.calls.map(({ atMs }) => atMs)).toEqual([0, 0, 2000]);
  });

  test.each<[what: string, random: number, retryAfterMs: number | null, pausesMs: readonly number[]]>([
    ['grow, with nothing taken off', 0, null, [2000, 4000, 8000, 16_000]],
    ['grow, with a half of the half taken off', 0.5, null, [1500, 3000, 6000, 12_000]],
    ['are what the server said', 0.9, 17_000, [17_000, 17_000, 17_000, 17_000]],
    [
      'grow where the server said none: it would spend all requests at once',
      0,
      0,
      [2000, 4000, 8000, 16_000],
    ],
  ])('pauses before what is to be sent later %s', async (_what, random, retryAfterMs, pausesMs) => {
    const create = () => responseOf('retry-later', retryAfterMs);
    const run = scriptedRun({ get: () => null, create }, { random: () => random });
    await endOf(run);
    expect(run.clock.pausesMs).toEqual(pausesMs);
  });
});

const ASKING = 'Asking for snapshot "web-1" of VM "web".';
const UNKNOWN = `It is not known whether ${WHAT} is being made; looking for it before anything else.`;

test.each<[Kind, log: readonly string[]]>([
  ['accepted', [ASKING]],
  ['rejected', [ASKING]],
  ['rejected by a 500', [ASKING]],
  ['name-taken', [ASKING]],
  ['retry-later', [ASKING, 'It was retry-later. Nothing was begun; asking again.', ASKING]],
  [
    'retry-later, maybe done',
    [ASKING, 'It was retry-later, maybe done. Most likely nothing was begun; asking again.', ASKING],
  ],
  ['unknown', [ASKING, `warning: It was unknown. ${UNKNOWN}`, ASKING]],
  ['accepted-unclear', [ASKING, `warning: It was accepted-unclear. Looking for ${WHAT} by its name.`]],
])('what people see of a response of kind %s', async (kind, log) => {
  const run = runOf([kind, 'accepted']);
  await endOf(run);
  expect(run.log).toEqual(log);
});

test('what is there by the words of the server alone is told with a warning', async () => {
  const run = runOf(['unknown', 'name-taken']);
  await endOf(run);
  expect(run.log.at(-1)).toBe('warning: It was name-taken. No read has shown it yet.');
});

test('after an open request nobody is told that nothing was begun', async () => {
  const run = runOf(['unknown', 'retry-later', 'accepted']);
  await endOf(run);
  expect(run.log).toContain('It was retry-later. An earlier request may be under way: looking again.');
});

describe('a look that fails', () => {
  test.each<Kind>(['unknown', 'accepted-unclear', 'retry-later, maybe done'])(
    'after a response of kind %s says that it may exist, and nothing more is sent',
    async (kind) => {
      const run = runOf([kind], new Error('No answer.'));
      expect(await endOf(run)).toBe(`${FAILED} No answer.${LEFT_BEHIND}`);
      expect(traceOf(run)).toBe('lSl');
    },
  );

  test('after a rejection by a 500 keeps the words of the rejection', async () => {
    const run = runOf(['rejected by a 500'], new SnapshotServiceError('unavailable', 'No answer.'));
    expect(await endOf(run)).toBe(
      `${failedBy('rejected by a 500')} It could not be checked whether it may exist nevertheless: No answer.`,
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
    expect(traceOf(run)).toBe('l');
  });

  test('while the request is under way, it is said that it may exist', async () => {
    const run = scriptedRun({ get: () => null, create: inTurn<CreateResponse>(REASON) });
    expect(await endOf(run)).toBe(`${CANCELLED}${LEFT_BEHIND}`);
  });

  test.each<[Kind, trace: string, end: string]>([
    ['unknown', 'lSl', `${CANCELLED}${LEFT_BEHIND}`],
    ['retry-later', 'lS', CANCELLED],
    ['retry-later, maybe done', 'lS', `${CANCELLED}${LEFT_BEHIND}`],
  ])('in a pause after a response of kind %s, nothing more is sent', async (kind, trace, end) => {
    const run = runOf([kind]);
    run.clock.at(1000, () => run.cancel(REASON));
    expect(await endOf(run)).toBe(end);
    expect(traceOf(run)).toBe(trace);
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
    readonly seen: IdentifiedSnapshot | null;
    readonly ifExists: IfExists;
    readonly responses: readonly Kind[];
    readonly last: Kind | undefined;
    readonly leavesDoubt: boolean;
    readonly end: string;
  }

  async function storyOf(
    kinds: readonly Kind[],
    seen: IdentifiedSnapshot | null,
    ifExists: IfExists,
  ): Promise<Story> {
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
      ({ end, leavesDoubt }) => end.includes('may exist') && !leavesDoubt && !end.includes(THEN),
    ],
  ])('%s', (_what, isBroken) => {
    const broken = stories.filter(isBroken).map(({ responses, end }) => `${responses.join(' + ')} = ${end}`);
    expect(broken).toEqual([]);
    expect(stories.length).toBe(5 * (9 + 9 ** 2 + 9 ** 3 + 9 ** 4));
  });
});

/** What the network does to one request. */
const FATES = ['through', 'lost on the way', 'answer lost', 'answer garbled', 'busy', 'rejected'] as const;
type Fate = (typeof FATES)[number];

/** A server that holds names to be unique, as Kubernetes does, behind a network that does as it is told. */
function serverBehind(fates: readonly Fate[], invisibleMs: number) {
  const made: number[] = [];
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
    return responseOf('unknown');
  };
  const get = () => {
    const [madeMs] = made;
    return madeMs !== undefined && run.clock.elapsedMs() - madeMs >= invisibleMs ? MADE : null;
  };
  const run: ScriptedRun = scriptedRun({ create, get });
  return { run, made };
}

describe('whatever the network does to the first four requests', () => {
  const worlds = fc.record({
    fates: fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 4 }),
    invisibleMs: fc.constantFrom(0, 500, 4000, 9000, 60_000),
  });

  interface Ending extends Pick<ReturnType<typeof serverBehind>, 'made'> {
    readonly end: string;
    readonly posts: number;
  }

  test.each<[rule: string, isKept: (ending: Ending) => boolean]>([
    ['at most one snapshot is made', ({ made }) => made.length <= 1],
    ['what is said to be made is made', ({ made, end }) => end !== 'made' || made.length === 1],
    [
      'a failure that may have left a snapshot behind says so',
      ({ made, end }) => end === 'made' || made.length === 0 || end.includes('may exist or still appear'),
    ],
    ['no more than eight requests are sent', ({ posts }) => posts <= 8],
  ])('%s', async (_rule, isKept) => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ fates, invisibleMs }) => {
        const { run, made } = serverBehind(fates, invisibleMs);
        const end = await endOf(run);
        expect(isKept({ made, end, posts: postsOf(run) })).toBe(true);
      }),
      { numRuns: 250 },
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
