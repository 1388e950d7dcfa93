import type { FaultRule } from '../../../simulator/fault-rules.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../../simulator/simulator-options.ts';
import type { SeedSnapshot } from '../../../simulator/snapshot-world.ts';
import type { Call } from './fault-catalog.ts';

/** At least and at most. */
export type Range = readonly [number, number];

export type Calls = Readonly<Partial<Record<Call, Range>>>;

/** What a request is for, on which depends what a fault of it means. */
export type Role = 'read' | 'post' | 'delete' | 'poll';

/** What a step has to show for itself. */
export interface Outcome {
  /** How many ids the output `snapshot-ids` holds. */
  readonly ids: number;
  /** How many ids the output `failed-ids` holds. */
  readonly failedIds: number;
  /** How many snapshots there are in the end, without those that are being deleted. */
  readonly left: number;
}

/** A request of a run at which something can go wrong. */
export interface Moment {
  /** The first request; the write or the second request; or after a first good answer of the same kind. */
  readonly when: 'before' | 'during' | 'after';
  readonly role: Role;
  readonly call: Call;
  /** How many requests of this call come before it. */
  readonly skip: number;
  /** How many requests of this call the step sends at the same time, and before. */
  readonly width: number;
  /** How many requests of any call come before it; null if others are under way, so that a port cannot be closed. */
  readonly requestsBefore: number | null;
  /** Whether it is the first check of a wait, before any has had an answer. */
  readonly isFirstPoll?: boolean;
  /** What was sent besides this call, if the run ends here. */
  readonly besides: Calls;
  /** What the step has to show if this fails for some of the requests of its kind. */
  readonly ended: (victims: number, isTaken: boolean) => Outcome;
}

/** An operation on a world that is made for it. */
export interface Scenario {
  readonly name: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly options: SimulatorOptions;
  readonly seeds: readonly SeedSnapshot[];
  /** Belongs to the world, and not to the faults that are tried. */
  readonly rules: readonly FaultRule[];
  readonly calls: Calls;
  readonly good: Outcome;
  /** How long a run without faults lasts at most, in milliseconds of the action. */
  readonly lastsMs: number;
  /** The ids that a deletion may name. */
  readonly deletable: readonly string[];
  readonly moments: readonly Moment[];
  /** Whether the world is as the operation was to make it. */
  readonly isReached: (simulator: Simulator, ids: readonly string[]) => boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** A wait's deadline, and how long the check at the deadline may last. */
export const TIMEOUT_MS = 60_000;
export const LAST_CHECK_MS = 5000;
const WAIT = { timeout: '60s', 'poll-interval': '5s' };

/** How long it takes until a snapshot is ready, or gone: long enough for several checks. */
const SETTLES_AFTER_MS = 20_000;
const POLLS: Range = [1, 12];

/** How long a deleted snapshot must be missing before it counts as gone, with pauses of 3 to 5 seconds. */
const ABSENCE_MS = 60_000;
const CHECKS_OF_ABSENCE: Range = [11, 22];

function seed(id: string, ageDays: number, sourceName = 'web', namespace = 'prod'): SeedSnapshot {
  const creationDate = new Date(Date.now() - ageDays * DAY_MS).toISOString().replace('Z', '');
  return { id, namespace, sourceName, creationDate, readyToUse: true };
}

const TWO = [seed('one', 1), seed('two', 2)];

/** The first request of its kind, alone, while others may be under way, unless something else is said. */
function moment(
  when: Moment['when'],
  role: Role,
  call: Call,
  others: Pick<Moment, 'ended'> & Partial<Moment>,
): Moment {
  return { when, role, call, skip: 0, width: 1, requestsBefore: null, besides: {}, ...others };
}

const isGone = ({ snapshots }: Simulator, id: string) =>
  snapshots().every((snapshot) => snapshot.id !== id || snapshot.deleting);

const isThere = ({ snapshots }: Simulator, id: string) => snapshots().some((snapshot) => snapshot.id === id);

const list: Scenario = {
  name: 'list',
  inputs: { operation: 'list' },
  options: {},
  seeds: TWO,
  rules: [],
  calls: { list: [1, 1] },
  good: { ids: 2, failedIds: 0, left: 2 },
  lastsMs: 0,
  deletable: [],
  moments: [
    moment('before', 'read', 'list', { requestsBefore: 0, ended: () => ({ ids: 0, failedIds: 0, left: 2 }) }),
  ],
  isReached: (simulator, ids) => ids.length === 2 && ids.every((id) => isThere(simulator, id)),
};

const readEnded = (victims: number): Outcome => ({ ids: 2 - victims, failedIds: victims, left: 2 });

const get: Scenario = {
  ...list,
  name: 'get',
  inputs: { operation: 'get', 'snapshot-id': 'one,two' },
  calls: { get: [2, 2] },
  moments: [
    moment('before', 'read', 'get', { width: 2, requestsBefore: 0, ended: readEnded }),
    moment('during', 'read', 'get', { width: 2, skip: 1, ended: readEnded }),
  ],
};

const uncreated = (_: number, isTaken: boolean): Outcome => ({
  ids: 0,
  failedIds: 1,
  left: isTaken ? 1 : 0,
});

const lookUp: Moment = moment('before', 'read', 'get', {
  requestsBefore: 0,
  ended: () => ({ ids: 0, failedIds: 1, left: 0 }),
});

const post: Moment = moment('during', 'post', 'create', {
  requestsBefore: 1,
  besides: { get: [1, 1] },
  ended: uncreated,
});

const create: Scenario = {
  name: 'create',
  inputs: { operation: 'create', 'source-vm': 'web', name: 'made-{source-vm}' },
  options: {},
  seeds: [],
  rules: [],
  calls: { get: [1, 1], create: [1, 1] },
  good: { ids: 1, failedIds: 0, left: 1 },
  lastsMs: 0,
  deletable: [],
  moments: [lookUp, post],
  isReached: (simulator) => isThere(simulator, 'made-web'),
};

const createUnanswered: Scenario = {
  ...create,
  name: 'create after a lost answer',
  rules: [{ operation: 'create', fault: { kind: 'reset-after' } }],
  calls: { get: [2, 2], create: [1, 1] },
  moments: [
    moment('after', 'read', 'get', {
      skip: 1,
      width: 2,
      requestsBefore: 2,
      besides: { create: [1, 1] },
      ended: () => ({ ids: 0, failedIds: 1, left: 1 }),
    }),
  ],
};

const unready = (): Outcome => ({ ids: 1, failedIds: 1, left: 1 });

const firstCreatePoll: Moment = moment('after', 'poll', 'get', {
  skip: 1,
  width: 2,
  requestsBefore: 2,
  besides: { create: [1, 1] },
  ended: unready,
  isFirstPoll: true,
});

const createAndWait: Scenario = {
  ...create,
  name: 'create with wait',
  inputs: { ...create.inputs, wait: 'true', ...WAIT },
  options: { readyAfterMs: SETTLES_AFTER_MS },
  calls: { get: [1 + POLLS[0], 1 + POLLS[1]], create: [1, 1] },
  lastsMs: SETTLES_AFTER_MS + 5000,
  moments: [
    lookUp,
    post,
    firstCreatePoll,
    { ...firstCreatePoll, skip: 2, width: 3, requestsBefore: 3, isFirstPoll: false },
  ],
  isReached: (simulator) =>
    simulator.snapshots().some(({ id, readyToUse }) => id === 'made-web' && readyToUse === true),
};

const deleteEnded = (victims: number, isTaken: boolean): Outcome => ({
  ids: 2 - victims,
  failedIds: victims,
  left: 1 + (isTaken ? 0 : victims),
});

const deleteTwo: Scenario = {
  ...list,
  name: 'delete',
  inputs: { operation: 'delete', 'snapshot-id': 'one,two' },
  seeds: [...TWO, seed('bystander', 3)],
  calls: { get: [2, 2], delete: [2, 2] },
  good: { ids: 2, failedIds: 0, left: 1 },
  deletable: ['one', 'two'],
  moments: [
    moment('before', 'delete', 'delete', {
      width: 2,
      requestsBefore: 2,
      besides: { get: [2, 2] },
      ended: deleteEnded,
    }),
    moment('after', 'delete', 'delete', { width: 2, skip: 1, besides: { get: [2, 2] }, ended: deleteEnded }),
  ],
  isReached: (simulator) =>
    isGone(simulator, 'one') && isGone(simulator, 'two') && isThere(simulator, 'bystander'),
};

const stillThere = (): Outcome => ({ ids: 1, failedIds: 1, left: 1 });

const firstDeletePoll: Moment = moment('during', 'poll', 'get', {
  skip: 1,
  requestsBefore: 2,
  besides: { delete: [1, 1] },
  ended: stillThere,
  isFirstPoll: true,
});

const deleteAndWait: Scenario = {
  ...deleteTwo,
  name: 'delete with wait',
  inputs: { operation: 'delete', 'snapshot-id': 'one', wait: 'true', ...WAIT, timeout: '120s' },
  options: { deletedVisibleForMs: SETTLES_AFTER_MS },
  seeds: [seed('one', 1), seed('bystander', 3)],
  calls: { delete: [1, 1], get: [1 + CHECKS_OF_ABSENCE[0], 1 + POLLS[1] + CHECKS_OF_ABSENCE[1]] },
  good: { ids: 1, failedIds: 0, left: 1 },
  lastsMs: SETTLES_AFTER_MS + ABSENCE_MS + 5000,
  deletable: ['one'],
  moments: [
    moment('before', 'delete', 'delete', {
      requestsBefore: 1,
      besides: { get: [1, 1] },
      ended: (_, isTaken) => ({ ids: 0, failedIds: 1, left: isTaken ? 1 : 2 }),
    }),
    firstDeletePoll,
    { ...firstDeletePoll, when: 'after', skip: 2, width: 2, requestsBefore: 3, isFirstPoll: false },
  ],
  isReached: (simulator) => !isThere(simulator, 'one') && isThere(simulator, 'bystander'),
};

const waitReady: Scenario = {
  ...list,
  name: 'wait-ready',
  inputs: { operation: 'wait-ready', 'snapshot-id': 'one', ...WAIT },
  seeds: [seed('one', 1)],
  rules: [
    {
      operation: 'get',
      times: 2,
      fault: {
        kind: 'raw-body',
        body: JSON.stringify({ id: 'one', namespace: 'prod', sourceName: 'web', readyToUse: false }),
      },
    },
  ],
  calls: { get: [3, 3] },
  good: { ids: 1, failedIds: 0, left: 1 },
  lastsMs: 10_000,
  moments: [
    moment('before', 'poll', 'get', { requestsBefore: 0, ended: unready, isFirstPoll: true }),
    moment('after', 'poll', 'get', { skip: 1, width: 2, requestsBefore: 1, ended: unready }),
  ],
  isReached: (simulator, ids) => ids.length === 1 && isThere(simulator, 'one'),
};

const pruneEnded = (victims: number, isTaken: boolean): Outcome => ({
  ids: 2 - victims,
  failedIds: victims,
  left: 3 + (isTaken ? 0 : victims),
});

const unlisted: Moment = moment('before', 'read', 'list', {
  requestsBefore: 0,
  ended: () => ({ ids: 0, failedIds: 0, left: 5 }),
});

const firstPruning: Moment = moment('during', 'delete', 'delete', {
  width: 2,
  requestsBefore: 3,
  besides: { list: [2, 2], get: [1, 1] },
  ended: pruneEnded,
});

const prune: Scenario = {
  ...list,
  name: 'prune',
  inputs: { operation: 'prune', 'source-vm': 'web', 'older-than': '36h' },
  seeds: [
    seed('old-1', 10),
    seed('old-2', 5),
    seed('recent', 1),
    seed('other-machine', 10, 'db'),
    seed('other-namespace', 10, 'web', 'staging'),
  ],
  calls: { list: [2, 2], get: [1, 1], delete: [2, 2] },
  good: { ids: 2, failedIds: 0, left: 3 },
  deletable: ['old-1', 'old-2'],
  moments: [
    unlisted,
    { ...unlisted, when: 'during', skip: 1, width: 2, requestsBefore: 1 },
    firstPruning,
    { ...firstPruning, when: 'after', skip: 1, requestsBefore: null },
  ],
  isReached: (simulator) =>
    isGone(simulator, 'old-1') && isGone(simulator, 'old-2') && simulator.snapshots().length === 3,
};

const requireFresh: Scenario = {
  ...list,
  name: 'require-fresh',
  inputs: { operation: 'require-fresh', 'source-vm': 'web', 'newer-than': '36h' },
  calls: { list: [1, 1], get: [1, 1] },
  good: { ids: 1, failedIds: 0, left: 2 },
  moments: [
    ...list.moments,
    moment('during', 'read', 'get', {
      requestsBefore: 1,
      besides: { list: [1, 1] },
      ended: () => ({ ids: 0, failedIds: 1, left: 2 }),
    }),
  ],
  isReached: (_, ids) => ids.join() === 'one',
};

export const SCENARIOS: readonly Scenario[] = [
  list,
  get,
  create,
  createUnanswered,
  createAndWait,
  deleteTwo,
  deleteAndWait,
  waitReady,
  prune,
  requireFresh,
];
