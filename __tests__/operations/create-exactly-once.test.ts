import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CancelledError, messageOf } from '../../src/domain/errors.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import {
  type CreatedSnapshot,
  createExactlyOnce,
  type IfExists,
} from '../../src/operations/create-exactly-once.ts';
import type { CreateAnswer, CreateRequest } from '../../src/operations/snapshot-store.ts';
import { callsOf, inTurn, type ScriptedRun, scriptedRun, snapshotOf, TARGET } from './scripted-store.ts';

const REQUEST: CreateRequest = { ...TARGET, name: 'web-1', sourceVm: 'web' };
const WHAT = 'snapshot "web-1" in namespace "prod" on cluster "Hou1"';
const MADE = snapshotOf('web-1', { readyToUse: false });

type Kind = CreateAnswer['kind'];

function answer(kind: Kind, retryAfterMs: number | null = null, isDoubtful = false): CreateAnswer {
  const error = new Error(`It was ${kind}.`);
  if (kind === 'accepted') return { kind, snapshot: MADE };
  return kind === 'not-accepted' ? { kind, retryAfterMs, isDoubtful, error } : { kind, error };
}

function postsOf({ calls }: ScriptedRun): number {
  return calls.filter(({ what }) => what === 'create').length;
}

/** How a request for the snapshot ended: `made`, `reused`, or the error's message. */
async function endOf(run: ScriptedRun, ifExists: IfExists = 'fail'): Promise<string> {
  try {
    const { created } = await createExactlyOnce(REQUEST, ifExists, run.context);
    return created ? 'made' : 'reused';
  } catch (error) {
    return messageOf(error);
  }
}

function resultOf(run: ScriptedRun, ifExists: IfExists = 'fail'): Promise<CreatedSnapshot> {
  return createExactlyOnce(REQUEST, ifExists, run.context);
}

describe('before anything is sent', () => {
  test('the name is looked up', async () => {
    const run = scriptedRun({ get: () => null, create: () => answer('accepted') });
    expect(await resultOf(run)).toEqual({ snapshot: MADE, created: true });
    expect(callsOf(run)).toEqual(['get web-1', 'create web-1']);
  });

  test('a name that is taken is a failure', async () => {
    const run = scriptedRun({ get: () => MADE });
    expect(await endOf(run)).toBe(
      `There is already a ${WHAT}. Nothing was created. Choose another name, or set if-exists to reuse.`,
    );
    expect(callsOf(run)).toEqual(['get web-1']);
  });

  test('a snapshot of the same VM is reused, if that is wanted', async () => {
    const run = scriptedRun({ get: () => MADE });
    expect(await resultOf(run, 'reuse')).toEqual({ snapshot: MADE, created: false });
    expect(callsOf(run)).toEqual(['get web-1']);
  });

  test.each([
    ['db', 'it is of VM "db"'],
    [null, 'the server does not say of which VM'],
  ])('a snapshot of VM %j is never reused', async (sourceName, source) => {
    const run = scriptedRun({ get: () => snapshotOf('web-1', { sourceName }) });
    expect(await endOf(run, 'reuse')).toBe(
      `There is already a ${WHAT}, but ${source}, so it is not reused for VM "web". Nothing was created. Choose another name.`,
    );
  });

  test('nothing is sent if the name cannot be looked up', async () => {
    const run = scriptedRun({ get: inTurn<Snapshot | null>(new Error('No answer.')) });
    expect(await endOf(run)).toBe(`Could not create ${WHAT} of VM "web": No answer.`);
    expect(postsOf(run)).toBe(0);
  });
});

test('what an answer leaves out is filled by what was asked for', async () => {
  const sparse = snapshotOf(null, { namespace: null, sourceName: null });
  const run = scriptedRun({ get: () => null, create: () => ({ kind: 'accepted', snapshot: sparse }) });
  expect((await resultOf(run)).snapshot).toMatchObject({ id: 'web-1', namespace: 'prod', sourceName: 'web' });
});

const LEFT_BEHIND =
  ' A request for it was sent and had no clear answer, so it may exist or still appear: look for it by its name before you run this again.';

interface AnswersRow {
  readonly what: string;
  readonly answers: readonly Kind[];
  /** What the look-ups see after the first one, which sees nothing; the last one again and again. */
  readonly seen?: readonly (Snapshot | null)[];
  readonly ifExists?: IfExists;
  readonly end: string;
  readonly posts: number;
}

const ROWS: readonly AnswersRow[] = [
  { what: 'is accepted', answers: ['accepted'], end: 'made', posts: 1 },
  {
    what: 'is rejected',
    answers: ['rejected'],
    end: `Could not create ${WHAT} of VM "web": It was rejected.`,
    posts: 1,
  },
  {
    what: 'is refused',
    answers: ['refused'],
    end: `Could not create ${WHAT} of VM "web": It was refused.`,
    posts: 1,
  },
  {
    what: 'is refused, and is there all the same',
    answers: ['refused'],
    seen: [MADE],
    end: 'made',
    posts: 1,
  },
  { what: 'is open, and is there', answers: ['open'], seen: [MADE], end: 'made', posts: 1 },
  {
    what: 'is open, and is there after a while',
    answers: ['open'],
    seen: [null, null, MADE],
    end: 'made',
    posts: 1,
  },
  { what: 'is open and not there, then accepted', answers: ['open', 'accepted'], end: 'made', posts: 2 },
  { what: 'is open twice, then accepted', answers: ['open', 'open', 'accepted'], end: 'made', posts: 3 },
  {
    what: 'is open three times',
    answers: ['open'],
    end: `Could not create ${WHAT} of VM "web": It was open.${LEFT_BEHIND}`,
    posts: 3,
  },
  {
    what: 'is open three times, and there after the third',
    answers: ['open'],
    seen: [...Array.from({ length: 10 }, () => null), MADE],
    end: 'made',
    posts: 3,
  },
  {
    what: 'is open, then rejected',
    answers: ['open', 'rejected'],
    end: `Could not create ${WHAT} of VM "web": It was rejected.${LEFT_BEHIND}`,
    posts: 2,
  },
  {
    what: 'exists after it was open, and is there',
    answers: ['open', 'already-exists'],
    seen: [null, null, null, null, null, MADE],
    end: 'made',
    posts: 2,
  },
  {
    what: 'exists after it was open, and no read shows it',
    answers: ['open', 'already-exists'],
    end: 'made',
    posts: 2,
  },
  {
    what: 'is open, and there of another VM',
    answers: ['open'],
    seen: [snapshotOf('web-1', { sourceName: 'db' })],
    end: `A request for ${WHAT} of VM "web" had no clear answer, and there is one of that name, but it is of VM "db". Look at it before you run this again.`,
    posts: 1,
  },
  {
    what: 'exists at once',
    answers: ['already-exists'],
    end: `Could not create ${WHAT} of VM "web": It was already-exists.`,
    posts: 1,
  },
  {
    what: 'exists at once, and is reused',
    answers: ['already-exists'],
    seen: [null, MADE],
    ifExists: 'reuse',
    end: 'reused',
    posts: 1,
  },
  {
    what: 'exists at once, is to be reused, and no read shows it',
    answers: ['already-exists'],
    ifExists: 'reuse',
    end: `Could not create ${WHAT} of VM "web": It was already-exists.`,
    posts: 1,
  },
  {
    what: 'exists at once, is to be reused, and is of another VM',
    answers: ['already-exists'],
    seen: [snapshotOf('web-1', { sourceName: 'db' })],
    ifExists: 'reuse',
    end: `There is already a ${WHAT}, but it is of VM "db", so it is not reused for VM "web". Nothing was created. Choose another name.`,
    posts: 1,
  },
  { what: 'is not accepted, then accepted', answers: ['not-accepted', 'accepted'], end: 'made', posts: 2 },
  {
    what: 'is not accepted five times',
    answers: ['not-accepted'],
    end: `Could not create ${WHAT} of VM "web": It was not-accepted.`,
    posts: 5,
  },
  {
    what: 'is not accepted, and then exists, so that another run made it',
    answers: ['not-accepted', 'already-exists'],
    end: `Could not create ${WHAT} of VM "web": It was already-exists.`,
    posts: 2,
  },
  {
    what: 'is open and then not accepted five times',
    answers: ['open', 'not-accepted'],
    end: `Could not create ${WHAT} of VM "web": It was not-accepted.${LEFT_BEHIND}`,
    posts: 6,
  },
];

describe('a snapshot whose request', () => {
  test.each(ROWS)('$what', async ({ answers, seen = [null], ifExists = 'fail', end, posts }) => {
    const run = scriptedRun({
      get: inTurn<Snapshot | null>(null, ...seen),
      create: inTurn(...answers.map((kind) => answer(kind))),
    });
    expect(await endOf(run, ifExists)).toBe(end);
    expect(postsOf(run)).toBe(posts);
  });
});

describe('time', () => {
  test('after an open request it is looked for five times in about ten seconds', async () => {
    const run = scriptedRun({ get: () => null, create: inTurn(answer('open'), answer('accepted')) });
    await endOf(run);
    const looks = run.calls.filter(({ what }) => what === 'get').slice(1);
    expect(looks.map(({ atMs }) => atMs)).toEqual([0, 1000, 3000, 6000, 10_000]);
    expect(run.calls.at(-1)).toMatchObject({ what: 'create', atMs: 10_000 });
  });

  test('after a refusal it is looked for once, without a pause', async () => {
    const run = scriptedRun({ get: () => null, create: () => answer('refused') });
    await endOf(run);
    expect(callsOf(run)).toEqual(['get web-1', 'create web-1', 'get web-1']);
    expect(run.clock.elapsedMs()).toBe(0);
  });

  test.each([
    ['not at all', 0, [1000, 2000, 4000, 8000]],
    ['as far as it can', 1, [2000, 4000, 8000, 16_000]],
  ])(
    'what is not accepted is asked for again after growing pauses, spread %s',
    async (_what, random, pausesMs) => {
      const run = scriptedRun(
        { get: () => null, create: () => answer('not-accepted') },
        { random: () => random },
      );
      await endOf(run);
      expect(run.clock.pausesMs).toEqual(pausesMs);
    },
  );

  test('what is not accepted is asked for again when the server said', async () => {
    const create = inTurn(answer('not-accepted', 17_000), answer('accepted'));
    const run = scriptedRun({ get: () => null, create });
    await endOf(run);
    expect(run.clock.pausesMs).toEqual([17_000]);
  });

  test('a pause of nothing is none: it would spend all requests at once', async () => {
    const create = inTurn(answer('not-accepted', 0), answer('accepted'));
    const run = scriptedRun({ get: () => null, create }, { random: () => 1 });
    await endOf(run);
    expect(run.clock.pausesMs).toEqual([2000]);
  });
});

describe('what only a gateway did not accept', () => {
  const DOUBTFUL = answer('not-accepted', 1000, true);

  test('is looked for before it is asked for again', async () => {
    const run = scriptedRun({ get: inTurn(null, MADE), create: () => DOUBTFUL });
    expect(await resultOf(run)).toEqual({ snapshot: MADE, created: true });
    expect(callsOf(run)).toEqual(['get web-1', 'create web-1', 'get web-1']);
  });

  test('is asked for again if there is none', async () => {
    const run = scriptedRun({ get: () => null, create: inTurn(DOUBTFUL, answer('accepted')) });
    expect(await endOf(run)).toBe('made');
    expect(callsOf(run)).toEqual(['get web-1', 'create web-1', 'get web-1', 'create web-1']);
  });

  test('is ours if it exists at the next request', async () => {
    const run = scriptedRun({ get: () => null, create: inTurn(DOUBTFUL, answer('already-exists')) });
    expect(await endOf(run)).toBe('made');
  });

  test('may exist if it is given up', async () => {
    const run = scriptedRun({ get: () => null, create: () => DOUBTFUL });
    expect(await endOf(run)).toContain('may exist or still appear');
    expect(postsOf(run)).toBe(5);
  });
});

describe('when the run is cancelled', () => {
  const REASON = new CancelledError('SIGINT');

  test('before the request, nothing is said to be left behind', async () => {
    const run = scriptedRun({ get: () => null });
    run.cancel(REASON);
    expect(await endOf(run)).toBe(`Could not create ${WHAT} of VM "web": the run was cancelled.`);
    expect(postsOf(run)).toBe(0);
  });

  test('while the request is under way, it is said that it may exist', async () => {
    const run = scriptedRun({ get: () => null, create: inTurn<CreateAnswer>(REASON) });
    expect(await endOf(run)).toBe(
      `Could not create ${WHAT} of VM "web": the run was cancelled.${LEFT_BEHIND}`,
    );
  });

  test('while an open request is looked for, nothing more is sent', async () => {
    const run = scriptedRun({ get: () => null, create: () => answer('open') });
    run.clock.at(2000, () => run.cancel(REASON));
    expect(await endOf(run)).toContain('may exist or still appear');
    expect(postsOf(run)).toBe(1);
  });

  test('in a pause after 429, nothing is said to be left behind', async () => {
    const run = scriptedRun({ get: () => null, create: () => answer('not-accepted', 60_000) });
    run.clock.at(1000, () => run.cancel(REASON));
    expect(await endOf(run)).toBe(`Could not create ${WHAT} of VM "web": the run was cancelled.`);
  });
});

test('a look-up that fails after an open request says that it may exist', async () => {
  const run = scriptedRun({
    get: inTurn<Snapshot | null>(null, new Error('No answer.')),
    create: () => answer('open'),
  });
  expect(await endOf(run)).toBe(`Could not create ${WHAT} of VM "web": No answer.${LEFT_BEHIND}`);
  expect(postsOf(run)).toBe(1);
});

test('an open request is told as a warning', async () => {
  const run = scriptedRun({ get: inTurn<Snapshot | null>(null, MADE), create: () => answer('open') });
  await endOf(run);
  expect(run.log).toContainEqual(
    `warning: It was open. Whether ${WHAT} is being made is not known; looking for it before anything else.`,
  );
});

/** What the network does to one request. */
type Fate = 'through' | 'lost on the way' | 'answer lost' | 'busy' | 'refused' | 'rejected';

const FATES: readonly Fate[] = ['through', 'lost on the way', 'answer lost', 'busy', 'refused', 'rejected'];

/** A server that holds names to be unique, as Kubernetes does, behind a network that does as it is told. */
function serverBehind(fates: readonly Fate[], invisibleMs: number) {
  const made: number[] = [];
  const openPosts: number[] = [];
  let posts = 0;
  const accept = (): CreateAnswer => {
    if (made.length > 0) return answer('already-exists');
    made.push(run.clock.elapsedMs());
    return answer('accepted');
  };
  const create = (): CreateAnswer => {
    const fate = fates[Math.min(posts, fates.length - 1)];
    posts += 1;
    if (fate === 'through') return accept();
    if (fate === 'busy') return answer('not-accepted');
    if (fate === 'refused' || fate === 'rejected') return answer(fate);
    if (fate === 'answer lost') accept();
    openPosts.push(posts);
    return answer('open');
  };
  const get = () => {
    const [madeMs] = made;
    return madeMs !== undefined && run.clock.elapsedMs() - madeMs >= invisibleMs ? MADE : null;
  };
  const run: ScriptedRun = scriptedRun({ create, get });
  return { run, made, openPosts };
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

  test('no more than three requests are open, and eight sent in all', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ fates, invisibleMs }) => {
        const { run, openPosts } = serverBehind(fates, invisibleMs);
        await endOf(run);
        expect(openPosts.length).toBeLessThanOrEqual(3);
        expect(postsOf(run)).toBeLessThanOrEqual(8);
      }),
      { numRuns: 500 },
    );
  });
});

const KINDS: readonly Kind[] = ['accepted', 'not-accepted', 'already-exists', 'refused', 'rejected', 'open'];

/** Every sequence of answers up to a length. */
function sequencesOf(length: number): readonly (readonly Kind[])[] {
  if (length === 0) return [[]];
  const shorter = sequencesOf(length - 1);
  const longest = shorter.filter((sequence) => sequence.length === length - 1);
  return [...shorter, ...longest.flatMap((sequence) => KINDS.map((kind) => [...sequence, kind]))];
}

test('of all sequences of four answers, none has a request after one that settles it', async () => {
  const SETTLING: readonly Kind[] = ['accepted', 'already-exists', 'refused', 'rejected'];
  const broken: string[] = [];
  for (const kinds of sequencesOf(4).filter(({ length }) => length > 0)) {
    const run = scriptedRun({ get: () => null, create: inTurn(...kinds.map((kind) => answer(kind))) });
    await endOf(run);
    const sent = kinds.slice(0, postsOf(run));
    if (sent.slice(0, -1).some((kind) => SETTLING.includes(kind))) broken.push(kinds.join());
    if (sent.filter((kind) => kind === 'open').length > 3) broken.push(kinds.join());
  }
  expect(broken).toEqual([]);
});

test.each([null, 'db'])(
  'a snapshot of VM %j is never taken for one that this run made',
  async (sourceName) => {
    const taken = snapshotOf('web-1', { sourceName });
    for (const kind of ['open', 'refused', 'already-exists'] as const) {
      const run = scriptedRun({ get: inTurn<Snapshot | null>(null, taken), create: () => answer(kind) });
      expect(await endOf(run)).not.toBe('made');
    }
  },
);
