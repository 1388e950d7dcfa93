import type { Call, NamedFault } from './fault-catalog.ts';
import {
  type Calls,
  LAST_CHECK_MS,
  type Moment,
  type Outcome,
  type Range,
  type Scenario,
  TIMEOUT_MS,
} from './scenarios.ts';

/** Whether a fault hits one request, or every request of its kind from then on. */
export type Persistence = 'once' | 'always';

/** One fault, at one moment of one operation. */
export interface Cell {
  readonly scenario: Scenario;
  readonly moment: Moment;
  readonly fault: NamedFault;
  readonly persistence: Persistence;
}

/** The right result of a cell, stated before it runs. */
export interface Expected extends Outcome {
  readonly exitCode: 0 | 1;
  /** What is sent, at least and at most; a call that is not named is never sent. */
  readonly calls: Calls;
  /** From the first request to the last, in milliseconds of the action. */
  readonly lastsMs: Range;
  /** What the failure must say, or for a wait that goes on until its deadline, the log; null if there is none. */
  readonly says: RegExp | null;
  readonly isTimedOut?: boolean;
  /** Whether the failure must leave open (true), or may not leave open (false), that the snapshot exists. */
  readonly saysMayExist: boolean | null;
}

/** Backoff of five attempts: 1, 2, 4 and 8 s; of one: 1 s. */
const BACKOFF_MS = 15_000;
const FIRST_BACKOFF_MS = 1000;
/** The look for a snapshot after an open request, with what its own requests take. */
const LOOK_MS = 12_000;
const LOOKS = 5;
const MAX_POSTS = 3;
/** Of whatever may be sent again. */
export const MAX_ATTEMPTS = 5;
/** "Within seconds". */
const SECONDS_MS = 10_000;

/** What becomes of the request that a fault hits. */
interface Ending {
  readonly ends: 'well' | 'badly';
  /** How often it is sent, the first time included. */
  readonly attempts: Range;
  readonly lastsMs: Range;
}

/** The right result, by what a request is for and what a fault means (README, "Behaviour"). */
export function expectedOf(cell: Cell): Expected {
  switch (cell.moment.role) {
    case 'read':
      return afterRepeatable(cell, repeatableEnding(cell));
    case 'delete':
      return afterDeletion(cell);
    case 'poll':
      return afterPoll(cell);
    case 'post':
      return afterPost(cell);
  }
}

/** GET and DELETE: five attempts, two where there is little hope, one where there is none. */
function repeatableEnding({ fault, persistence }: Cell): Ending {
  const { faultClass, attemptMs, restMs } = fault;
  const attempts = maxAttempts(faultClass);
  if (attempts === 1) return { ends: 'badly', attempts: [1, 1], lastsMs: [0, 0] };
  if (persistence === 'once') {
    return { ends: 'well', attempts: [2, 2], lastsMs: [restMs, attemptMs + (restMs || FIRST_BACKOFF_MS)] };
  }
  const minAttempts = faultClass === 'unreadable' || faultClass === 'accepted-unclear' ? 1 : attempts;
  const pauseMs = restMs > 0 ? restMs * (attempts - 1) : BACKOFF_MS;
  return { ends: 'badly', attempts: [minAttempts, attempts], lastsMs: [0, attempts * attemptMs + pauseMs] };
}

function maxAttempts(faultClass: NamedFault['faultClass']): number {
  if (['redirected', 'denied', 'unreadable-item'].includes(faultClass)) return 1;
  return ['spoken', 'unreadable', 'accepted-unclear'].includes(faultClass) ? 2 : MAX_ATTEMPTS;
}

function afterRepeatable(cell: Cell, { ends, attempts, lastsMs }: Ending): Expected {
  const { scenario, moment, fault, persistence } = cell;
  const totalMs: Range = [lastsMs[0], lastsMs[1] + scenario.lastsMs];
  if (ends === 'well') {
    return { ...wellEnded(scenario), calls: withRetries(cell, attempts), lastsMs: totalMs };
  }
  const victims = persistence === 'once' ? 1 : moment.width - moment.skip;
  const passed = moment.width - victims;
  const sent = scale(unlessClosed(fault, attempts), victims);
  const isOpen = scenario.name === 'create after a lost answer';
  return {
    ...moment.ended(victims, fault.taken),
    ...badlyEnded(fault),
    calls: { ...moment.besides, [moment.call]: shift(sent, passed) },
    lastsMs: totalMs,
    saysMayExist: moment.call === 'get' ? isOpen : null,
  };
}

/** Before a deletion without a clear answer is repeated, the snapshot is looked up: gone means done. */
function afterDeletion(cell: Cell): Expected {
  const { scenario, moment, fault, persistence } = cell;
  const { faultClass, attemptMs } = fault;
  const ending = repeatableEnding(cell);
  const victims = persistence === 'once' ? 1 : moment.width - moment.skip;
  const isLookedUp = !['unsent', 'not-accepted', 'redirected', 'denied'].includes(faultClass);
  const visibleForMs = scenario.options.deletedVisibleForMs ?? 0;
  const isGoneAtFirstLook = isLookedUp && fault.taken && visibleForMs <= attemptMs;
  if (isGoneAtFirstLook) {
    return withLooks(afterRepeatable(cell, { ...ending, ends: 'well', attempts: [1, 1] }), exactly(victims));
  }
  const looks: Range = isLookedUp ? [ending.attempts[0] - 1, ending.attempts[1] - 1] : [0, 0];
  return withLooks(afterRepeatable(cell, ending), scale(looks, victims));
}

function withLooks(expected: Expected, looks: Range): Expected {
  const [least, most] = expected.calls.get ?? [0, 0];
  return { ...expected, calls: { ...expected.calls, get: [least + looks[0], most + looks[1]] } };
}

/** A wait passes over everything but a denial, which is final before any answer, and else when it comes twice running. */
function afterPoll(cell: Cell): Expected {
  const { scenario, moment, fault, persistence } = cell;
  const isDenied = fault.faultClass === 'denied';
  const isFinal = isDenied && (moment.isFirstPoll === true || persistence === 'always');
  const untilMs = scenario.lastsMs + TIMEOUT_MS + LAST_CHECK_MS;
  if (persistence === 'once' && !isFinal) {
    const [, extraMs] = repeatableEnding(cell).lastsMs;
    const rounds = withRetries(cell, [1, 3]);
    return { ...wellEnded(scenario), calls: rounds, lastsMs: [fault.restMs, scenario.lastsMs + extraMs] };
  }
  const denials: Range = moment.isFirstPoll === true ? [1, 1] : [2, 2];
  const attempts: Range = isFinal ? denials : unlessClosed(fault, [1, 100]);
  return {
    ...moment.ended(1, false),
    ...badlyEnded(fault),
    isTimedOut: !isFinal,
    calls: { ...moment.besides, [moment.call]: shift(attempts, moment.skip) },
    lastsMs: [0, isFinal ? scenario.lastsMs + SECONDS_MS : untilMs],
    saysMayExist: moment.besides.create === undefined ? null : false,
  };
}

/** Exactly one snapshot results, whatever becomes of the request and its answer. */
function afterPost(cell: Cell): Expected {
  switch (cell.fault.faultClass) {
    case 'silent':
    case 'unreadable':
    case 'redirected':
      return afterOpenPost(cell);
    case 'accepted-unclear':
      return afterUnclearPost(cell);
    case 'spoken':
      return refused(cell, 1);
    case 'not-accepted':
    case 'unsent':
      return afterUnacceptedPost(cell);
    case 'denied':
    case 'unreadable-item':
      return refused(cell, 0);
  }
}

function afterOpenPost(cell: Cell): Expected {
  const { fault, persistence } = cell;
  if (fault.taken) return createdAfter(cell, 1, 1, fault.attemptMs + FIRST_BACKOFF_MS);
  if (persistence === 'once') return createdAfter(cell, 2, LOOKS, fault.attemptMs + LOOK_MS);
  return {
    ...cell.moment.ended(1, false),
    ...badlyEnded(fault),
    calls: { create: [MAX_POSTS, MAX_POSTS], get: exactly(1 + MAX_POSTS * LOOKS) },
    lastsMs: [0, MAX_POSTS * (fault.attemptMs + LOOK_MS)],
    saysMayExist: true,
  };
}

function afterUnacceptedPost(cell: Cell): Expected {
  const { fault, persistence, moment } = cell;
  const posts = fault.faultClass === 'unsent' ? 1 : 2;
  if (persistence === 'once') return createdAfter(cell, posts, 0, fault.restMs || 2 * FIRST_BACKOFF_MS);
  return {
    ...moment.ended(1, false),
    ...badlyEnded(fault),
    calls: { ...moment.besides, create: unlessClosed(fault, [2, 5]) },
    lastsMs: [fault.restMs, fault.restMs > 0 ? 4 * fault.restMs : 2 * BACKOFF_MS],
    saysMayExist: false,
  };
}

/** After a good status nothing is sent again, whatever came with it. */
function afterUnclearPost(cell: Cell): Expected {
  const { fault, moment } = cell;
  if (fault.taken) return createdAfter(cell, 1, 1, FIRST_BACKOFF_MS);
  return {
    ...moment.ended(1, false),
    ...badlyEnded(fault),
    calls: { create: exactly(1), get: exactly(1 + LOOKS) },
    lastsMs: [0, LOOK_MS],
    saysMayExist: true,
  };
}

/** The snapshot is there after some requests for it and looks for it, and is waited for if that was asked for. */
function createdAfter({ scenario, fault }: Cell, posts: number, looks: number, extraMs: number): Expected {
  const [leastGets, mostGets] = scenario.calls.get ?? [1, 1];
  // What has become ready while an attempt went unanswered needs no check.
  const least = fault.attemptMs > 0 ? 1 : leastGets;
  return {
    ...wellEnded(scenario),
    calls: { create: exactly(posts), get: [least + looks, mostGets + looks] },
    lastsMs: [fault.restMs, scenario.lastsMs + extraMs],
  };
}

/** One request and, where the refusal could hide a success, one look. What that finds may be another run's. */
function refused({ moment, fault }: Cell, looks: number): Expected {
  return {
    ...moment.ended(1, fault.taken),
    ...badlyEnded(fault),
    calls: { create: [1, 1], get: exactly(1 + looks) },
    lastsMs: [0, SECONDS_MS],
    saysMayExist: looks > 0,
  };
}

function wellEnded({ good, calls }: Scenario) {
  return { ...good, exitCode: 0 as const, calls, says: null, saysMayExist: null };
}

function badlyEnded({ says }: NamedFault) {
  return { exitCode: 1 as const, says };
}

function withRetries({ scenario, moment, fault }: Cell, attempts: Range): Calls {
  const usual = scenario.calls[moment.call] ?? [1, 1];
  const [least, most] = unlessClosed(fault, [attempts[0] - 1, attempts[1] - 1]);
  return { ...scenario.calls, [moment.call]: [usual[0] + least, usual[1] + most] };
}

/** What is sent to a closed port is seen by nobody. */
function unlessClosed({ faultClass }: NamedFault, range: Range): Range {
  return faultClass === 'unsent' ? [0, 0] : range;
}

function exactly(count: number): Range {
  return [count, count];
}

function shift([least, most]: Range, by: number): Range {
  return [least + by, most + by];
}

function scale([least, most]: Range, by: number): Range {
  return [least * by, most * by];
}

const PERSISTENCES: readonly Persistence[] = ['once', 'always'];

/** Every cell that makes sense. */
export function cellsOf(scenarios: readonly Scenario[], faults: readonly NamedFault[]): readonly Cell[] {
  return scenarios.flatMap((scenario) =>
    scenario.moments.flatMap((moment) =>
      faults
        .filter((fault) => makesSense(fault, moment))
        .flatMap((fault) => PERSISTENCES.map((persistence) => ({ scenario, moment, fault, persistence })))
        .filter((cell) => !dependsOnJitter(cell)),
    ),
  );
}

/** Whether a deletion that is taken is seen to be done before the last attempt, or not, by the length of the pauses. */
function dependsOnJitter({ scenario, moment, fault, persistence }: Cell): boolean {
  const isSlow = moment.role === 'delete' && scenario.options.deletedVisibleForMs !== undefined;
  const isLong = fault.attemptMs === 0 && maxAttempts(fault.faultClass) === MAX_ATTEMPTS;
  return isSlow && isLong && fault.taken && persistence === 'always';
}

function makesSense({ on }: NamedFault, { call, requestsBefore }: Moment): boolean {
  const made = on(call, 0);
  return made === 'closed' ? requestsBefore !== null : made !== null;
}

/** A sentence that finds a cell again. */
export function nameOf({ scenario, moment, fault, persistence }: Cell): string {
  const nth = ordinal(moment.skip + 1);
  return `${scenario.name} · ${moment.when}, at the ${nth} ${label(moment.call, moment.role)} · ${fault.name} · ${persistence}`;
}

function label(call: Call, role: Moment['role']): string {
  return role === 'poll' ? `${call} (poll)` : call;
}

function ordinal(count: number): string {
  return ['1st', '2nd', '3rd'][count - 1] ?? `${count}th`;
}
