import { formatDuration } from '../domain/duration.ts';
import { CancelledError, messageOf, type ServiceFault, SnapshotServiceError } from '../domain/errors.ts';
import { pauseBeforeNextCheckMs, type WaitSettings } from '../domain/poll-schedule.ts';
import type { IdentifiedSnapshot } from '../domain/snapshot.ts';
import { countOf, describeNames, describeReference } from './describe.ts';
import type { OperationContext } from './operation-context.ts';
import type { Failure } from './operation-result.ts';
import { type ConfirmAbsence, type Round, readRound } from './poll-round.ts';
import type { Target } from './snapshot-store.ts';

/** One snapshot that is waited for, and what has been seen of it. */
export interface Watched {
  /** As it was known before the wait. */
  readonly asked: IdentifiedSnapshot;
  /** As last seen, or as known before the wait. */
  readonly snapshot: IdentifiedSnapshot;
  readonly everSeen: boolean;
  /** When it was first found missing, in milliseconds since the wait began; null if it was there at the last look. */
  readonly absentSinceMs: number | null;
  /** Whether it had reached the goal in the last round that had an answer. */
  readonly isReached: boolean;
  /** Why it cannot reach the goal any more, as a sentence; null while it can. */
  readonly failure: string | null;
}

/** What a wait is for. */
export interface WaitGoal {
  /** Completes "waiting for … to be": `ready` or `gone`. */
  readonly adjective: string;
  /** Whether a snapshot has reached the goal, as it was just seen; null stands for one that is not there. */
  readonly isReached: (seen: IdentifiedSnapshot | null) => boolean;
  /** When a snapshot that a list lacks is asked for by its id: only that says that it is not there. */
  readonly confirmAbsence: ConfirmAbsence;
  /**
   * Why a snapshot cannot reach the goal any more, as a sentence; null while it can.
   *
   * @param checkedMs when it was looked at, in milliseconds since the wait began
   */
  readonly failureOf: (watched: Watched, checkedMs: number) => string | null;
  /** The state of a snapshot that is still waited for, in a few words. */
  readonly describeState: (watched: Watched) => string;
  /** Sentences that follow when a wait ends too early: what was left behind and what to do. */
  readonly advice: string;
}

/** How a wait ended. */
export interface PollOutcome {
  /** The snapshots as last seen, in the order they were given. */
  readonly snapshots: readonly IdentifiedSnapshot[];
  /** Those that cannot reach the goal come first, and those that only ran out of time last. */
  readonly failures: readonly Failure[];
}

interface Wait {
  readonly target: Target;
  readonly goal: WaitGoal;
  readonly settings: WaitSettings;
  readonly context: OperationContext;
  readonly startedMs: number;
}

/** What a wait has found out so far. */
interface PollState {
  readonly watched: readonly Watched[];
  /** Whether any check has had an answer; until then, a refusal may mean that the question itself is wrong. */
  readonly everAnswered: boolean;
  /** How many checks in a row, up to the last one, were refused, and were denied. */
  readonly refusals: number;
  readonly denials: number;
  /** Why the last check had no answer; null if it had one. */
  readonly trouble: unknown;
}

/**
 * How often a check may be refused in the server's own words before any has succeeded. The vendor's servers answer a
 * misspelt cluster with a 500, so a question that never worked is given up in seconds, and not at the deadline.
 */
const MAX_FIRST_REFUSALS = 3;

/** Credentials that have worked may be refused once by a server that is behind. */
const MAX_DENIALS = 2;

/** How long the check at the deadline may last, so that a silent server does not hold the step. */
const LAST_CHECK_LIMIT_MS = 5000;

/**
 * Checks on some snapshots until one round finds that all of them have reached a goal, or the time is up. What cannot
 * reach it any more fails alone. A check without an answer is passed over, unless access is denied.
 *
 * @returns what was last seen and a failure for each snapshot that did not reach the goal; it never throws
 */
export async function pollSnapshots(
  target: Target,
  snapshots: readonly IdentifiedSnapshot[],
  goal: WaitGoal,
  settings: WaitSettings,
  context: OperationContext,
): Promise<PollOutcome> {
  const wait = { target, goal, settings, context, startedMs: context.clock.elapsedMs() };
  let state: PollState = {
    watched: snapshots.map((asked) => ({
      asked,
      snapshot: asked,
      everSeen: false,
      absentSinceMs: null,
      isReached: false,
      failure: null,
    })),
    everAnswered: false,
    refusals: 0,
    denials: 0,
    trouble: null,
  };
  while (waitedFor(state).length > 0) {
    state = await check(state, wait);
    const ending = endingOf(state, wait);
    if (ending !== null) return outcomeOf(state, wait, ending);
    if (isDone(state)) break;
    await pause(state, wait);
  }
  return outcomeOf(state, wait, null);
}

/** What has not failed. It counts as reached only when all of it has been found so in one round. */
function waitedFor({ watched }: PollState): readonly Watched[] {
  return watched.filter(({ failure }) => failure === null);
}

function isDone(state: PollState): boolean {
  return state.trouble === null && waitedFor(state).every(({ isReached }) => isReached);
}

async function check(state: PollState, wait: Wait): Promise<PollState> {
  try {
    const { context, target, goal, settings } = wait;
    // At the deadline, what is gone must not be called a failure because something else is not.
    const confirmAbsence = elapsedMs(wait) >= settings.timeoutMs ? 'always' : goal.confirmAbsence;
    const round = await readRound(state.watched, target, confirmAbsence, context.store, {
      signal: context.signal,
      deadlineMs: checkDeadlineMs(wait),
    });
    return afterRound(state, round, elapsedMs(wait), wait);
  } catch (trouble) {
    return {
      ...state,
      refusals: isFault(trouble, 'refused') ? state.refusals + 1 : 0,
      denials: isFault(trouble, 'denied') ? state.denials + 1 : state.denials,
      trouble,
    };
  }
}

/** The last check has its time also where the process slept beyond the deadline. */
function checkDeadlineMs({ context, startedMs, settings }: Wait): number {
  return Math.max(startedMs + settings.timeoutMs, context.clock.elapsedMs()) + LAST_CHECK_LIMIT_MS;
}

function afterRound(state: PollState, round: Round, checkedMs: number, { goal, context }: Wait): PollState {
  const watched = state.watched.map((before) => {
    if (before.failure !== null) return before;
    const now = observe(before, round, checkedMs, goal);
    const failure = goal.failureOf(now, checkedMs);
    if (failure !== null) context.log.info(failure);
    return { ...now, failure };
  });
  return { watched, everAnswered: true, refusals: 0, denials: 0, trouble: null };
}

function observe(before: Watched, round: Round, checkedMs: number, goal: WaitGoal): Watched {
  const seen = round.get(before.asked.id);
  if (seen === undefined) return { ...before, isReached: false };
  const isReached = goal.isReached(seen);
  if (seen === null) return { ...before, isReached, absentSinceMs: before.absentSinceMs ?? checkedMs };
  return { ...before, snapshot: seen, everSeen: true, absentSinceMs: null, isReached };
}

async function pause(state: PollState, wait: Wait): Promise<void> {
  const { context, settings } = wait;
  const pauseMs = pauseBeforeNextCheckMs(elapsedMs(wait), settings, context.random());
  context.log.info(describeRound(state, wait, pauseMs));
  // A cancelled pause ends at once; the check that follows it fails with the reason.
  await context.clock.sleep(pauseMs, context.signal).catch(() => undefined);
}

/** Why the wait ends before all is done, as the beginning of a sentence; null if it does not. */
function endingOf(state: PollState, wait: Wait): string | null {
  const { trouble, denials, refusals, everAnswered } = state;
  const waitedMs = elapsedMs(wait);
  const after = `after ${formatDuration(waitedMs)}`;
  if (trouble instanceof CancelledError) return `The run was cancelled ${after}`;
  const isDenied = denials >= (everAnswered ? MAX_DENIALS : 1);
  if (isDenied || (refusals >= MAX_FIRST_REFUSALS && !everAnswered)) {
    return `Access failed (${messageOf(trouble)}) ${after}`;
  }
  if (waitedMs < wait.settings.timeoutMs || isDone(state)) return null;
  return `Timed out after ${formatDuration(wait.settings.timeoutMs)}`;
}

/** @param ending why the wait ended too early; null if it did not */
function outcomeOf(state: PollState, wait: Wait, ending: string | null): PollOutcome {
  const failed = state.watched.flatMap(({ asked, failure }) =>
    failure === null ? [] : [{ id: asked.id, message: failure }],
  );
  const unreached = waitedFor(state).filter(({ isReached }) => !isReached);
  const ended = ending === null ? [] : unreached.map((watched) => toFailure(ending, watched, state, wait));
  return { snapshots: state.watched.map(({ snapshot }) => snapshot), failures: [...failed, ...ended] };
}

function toFailure(
  ending: string,
  watched: Watched,
  { trouble }: PollState,
  { goal, target }: Wait,
): Failure {
  const { id } = watched.asked;
  const isPassing = trouble !== null && ending.startsWith('Timed out');
  const detail = isPassing ? ` The last check had no answer: ${messageOf(trouble)}` : '';
  return {
    id,
    message: `${ending} of waiting for ${describeReference({ ...target, id })} to be ${goal.adjective}; last state: ${goal.describeState(watched)}.${detail} ${goal.advice}`,
  };
}

function describeRound(state: PollState, wait: Wait, pauseMs: number): string {
  const waiting = waitedFor(state).filter(({ isReached }) => !isReached);
  const reachedCount = waitedFor(state).length - waiting.length;
  const names = waiting.map((watched) => `${watched.asked.id} (${wait.goal.describeState(watched)})`);
  const trouble = state.trouble === null ? '' : `the check had no answer: ${messageOf(state.trouble)} `;
  return `${formatDuration(elapsedMs(wait))}: ${trouble}${reachedCount} of ${countOf(state.watched.length, 'snapshot')} ${wait.goal.adjective}, waiting for ${describeNames(names)}; next check in ${formatDuration(pauseMs)}.`;
}

function elapsedMs({ context, startedMs }: Wait): number {
  return context.clock.elapsedMs() - startedMs;
}

function isFault(trouble: unknown, fault: ServiceFault): boolean {
  return trouble instanceof SnapshotServiceError && trouble.fault === fault;
}
