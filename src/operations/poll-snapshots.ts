import { formatDuration } from '../domain/duration.ts';
import { CancelledError, messageOf, type ServiceErrorKind, SnapshotServiceError } from '../domain/errors.ts';
import { pauseBeforeNextCheckMs, type WaitSettings } from '../domain/pauses.ts';
import { describeReference, type IdentifiedSnapshot } from '../domain/snapshot.ts';
import { countOf, describeNames } from '../domain/wording.ts';
import type { Failure, OperationContext } from './operation.ts';
import { type ConfirmAbsence, observe, type Round, readRound, type Watched } from './poll-round.ts';
import type { Target } from './snapshot-store.ts';

/** When a look at a snapshot was, in milliseconds since the wait began. */
export interface LookTime {
  readonly checkedMs: number;
  /** Whether the time of the wait is up: no other look follows. */
  readonly isLast: boolean;
}

/** What a wait is for. */
export interface WaitGoal {
  /** Completes "waiting for … to be": `ready` or `gone`. */
  readonly adjective: string;
  /** Whether the service has answered with the same names before the wait, so that a rejection is not of the question. */
  readonly areNamesKnown: boolean;
  /** When this run first asked for a snapshot, in milliseconds since 1970 UTC; null if it did not make it. */
  readonly requestedMsOf: (id: string) => number | null;
  /** Whether a snapshot has reached the goal, by what was just seen of it. */
  readonly isReached: (watched: Watched, time: LookTime) => boolean;
  /** Which snapshots that a list lacks are asked for by their ids: only that says that they are not there. */
  readonly confirmAbsence: (waitedFor: readonly Watched[], time: LookTime) => ConfirmAbsence;
  /**
   * Why a snapshot cannot reach the goal any more, as a sentence; null while it can.
   *
   * @param before as it was known before this look
   */
  readonly failureOf: (watched: Watched, time: LookTime, before: Watched) => string | null;
  /** The state of a snapshot that is still waited for, in a few words. */
  readonly describeState: (watched: Watched) => string;
  /** Sentences that follow when a wait ends too early: what was left behind, and what to do. */
  readonly adviceOf: (watched: Watched, isTimeout: boolean) => string;
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
  /** In milliseconds since the wait began. */
  readonly elapsedMs: () => number;
}

/** What a wait has found out so far. */
interface PollState {
  readonly watched: readonly Watched[];
  /** Whether any check has had an answer; until then, a rejection may mean that the question itself is wrong. */
  readonly everAnswered: boolean;
  readonly rounds: number;
  /** How many checks in a row, up to the last one, were rejected, and were denied. */
  readonly rejections: number;
  readonly denials: number;
  /** Why the last check had no answer; null if it had one. */
  readonly trouble: unknown;
}

/**
 * How often a check may be rejected in the server's own words before any has succeeded. The vendor's servers answer
 * 500 to an unknown cluster, so a check that never worked fails in seconds, and not at the deadline.
 */
const MAX_FIRST_REJECTIONS = 3;

/** Credentials that have worked may be refused once by a server that is behind. */
const MAX_DENIALS = 2;

/** How long the check at the deadline may last, so that a silent server does not hold the step. */
const LAST_CHECK_LIMIT_MS = 5000;

/** That check may ask for each snapshot by its id, a few at a time. */
const LAST_CHECK_MS_FOR_EACH = 200;

/**
 * Checks on some snapshots until one round finds that all of them have reached a goal, or the time is up. A snapshot
 * that can no longer reach it fails alone. A check without an answer is skipped, unless access is denied.
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
  const startedMs = context.clock.elapsedMs();
  const wait = { target, goal, settings, context, elapsedMs: () => context.clock.elapsedMs() - startedMs };
  let state: PollState = {
    watched: snapshots.map((asked) => ({
      asked,
      requestedMs: goal.requestedMsOf(asked.id),
      snapshot: asked,
      everSeen: false,
      sighting: null,
      absentSinceMs: null,
      isReached: false,
      failure: null,
    })),
    everAnswered: false,
    rounds: 0,
    rejections: 0,
    denials: 0,
    trouble: null,
  };
  let ending: Ending | null = null;
  while (ending === null && unreached(state).length > 0) {
    if (state.rounds > 0) await pause(state, wait);
    state = await check(state, wait);
    ending = endingOf(state, wait);
  }
  return outcomeOf(state, wait, ending);
}

/** What has not failed. It counts as reached only when all of it has been found so in one round. */
function waitedFor({ watched }: PollState): readonly Watched[] {
  return watched.filter(({ failure }) => failure === null);
}

function unreached(state: PollState): readonly Watched[] {
  return waitedFor(state).filter(({ isReached }) => !isReached);
}

async function check(state: PollState, wait: Wait): Promise<PollState> {
  const { context, target, goal, settings } = wait;
  const begunMs = wait.elapsedMs();
  const begun = { checkedMs: begunMs, isLast: begunMs >= settings.timeoutMs };
  // The last check has its time also where the process slept beyond the deadline.
  const leftMs = Math.max(settings.timeoutMs - begunMs, 0);
  const lastCheckMs = Math.max(LAST_CHECK_LIMIT_MS, waitedFor(state).length * LAST_CHECK_MS_FOR_EACH);
  const looked = { ...state, rounds: state.rounds + 1 };
  try {
    const round = await readRound(waitedFor(state), target, context.store, {
      byList: state.watched.length > 1,
      confirmAbsence: goal.confirmAbsence(waitedFor(state), begun),
      roundsBefore: state.rounds,
      signal: context.signal,
      deadlineMs: context.clock.elapsedMs() + leftMs + lastCheckMs,
    });
    return afterRound(looked, round, { ...begun, checkedMs: wait.elapsedMs() }, wait);
  } catch (trouble) {
    return {
      ...looked,
      rejections: isOfKind(trouble, 'rejected') ? state.rejections + 1 : 0,
      denials: isOfKind(trouble, 'denied') ? state.denials + 1 : 0,
      trouble,
    };
  }
}

function afterRound(state: PollState, round: Round, time: LookTime, { goal, context }: Wait): PollState {
  const watched = state.watched.map((before) => {
    const sighting = round.get(before.asked.id);
    if (sighting === undefined) return before;
    const now = observe(before, sighting, time.checkedMs);
    const failure = goal.failureOf(now, time, before);
    if (failure !== null) context.log.info(failure);
    return { ...now, isReached: goal.isReached(now, time), failure };
  });
  return { ...state, watched, everAnswered: true, rejections: 0, denials: 0, trouble: null };
}

async function pause(state: PollState, wait: Wait): Promise<void> {
  const { context, settings } = wait;
  const pauseMs = pauseBeforeNextCheckMs(wait.elapsedMs(), settings, context.random());
  context.log.info(describeRound(state, wait, pauseMs));
  // A cancelled pause ends at once; the check that follows it fails with the reason.
  await context.clock.sleep(pauseMs, context.signal).catch(() => undefined);
}

/** Why a wait ends, whatever has reached the goal by then. */
interface Ending {
  /** The beginning of a sentence that goes on with what was waited for. */
  readonly text: string;
  readonly isTimeout: boolean;
}

function endingOf(state: PollState, wait: Wait): Ending | null {
  const { trouble, denials, rejections, everAnswered } = state;
  const waitedMs = wait.elapsedMs();
  const after = `after ${formatDuration(waitedMs)}`;
  if (trouble instanceof CancelledError) return { text: `The run was cancelled ${after}`, isTimeout: false };
  const isDenied = denials >= (everAnswered ? MAX_DENIALS : 1);
  const isQuestionRight = everAnswered || wait.goal.areNamesKnown;
  if (isDenied || (rejections >= MAX_FIRST_REJECTIONS && !isQuestionRight)) {
    return { text: `Access failed (${messageOf(trouble)}) ${after}`, isTimeout: false };
  }
  if (waitedMs < wait.settings.timeoutMs) return null;
  return { text: `Timed out after ${formatDuration(wait.settings.timeoutMs)}`, isTimeout: true };
}

/** @param ending why what has not reached the goal is given up; null if nothing is */
function outcomeOf(state: PollState, wait: Wait, ending: Ending | null): PollOutcome {
  const failed = state.watched.flatMap(({ asked, failure }) =>
    failure === null ? [] : [{ id: asked.id, message: failure }],
  );
  const ended =
    ending === null ? [] : unreached(state).map((watched) => toFailure(ending, watched, state, wait));
  return { snapshots: state.watched.map(({ snapshot }) => snapshot), failures: [...failed, ...ended] };
}

function toFailure(
  { text, isTimeout }: Ending,
  watched: Watched,
  state: PollState,
  { goal, target }: Wait,
): Failure {
  const { id } = watched.asked;
  const trouble = state.trouble ?? troubleOf(watched);
  const detail = isTimeout && trouble !== null ? ` The last check had no answer: ${messageOf(trouble)}` : '';
  return {
    id,
    message: `${text} of waiting for ${describeReference({ ...target, id })} to be ${goal.adjective}; last state: ${goal.describeState(watched)}.${detail} ${goal.adviceOf(watched, isTimeout)}`,
  };
}

function troubleOf({ sighting }: Watched): unknown {
  return sighting?.kind === 'unanswered' ? sighting.trouble : null;
}

function describeRound(state: PollState, wait: Wait, pauseMs: number): string {
  const waiting = unreached(state);
  const reachedCount = waitedFor(state).length - waiting.length;
  const names = waiting.map((watched) => `${watched.asked.id} (${wait.goal.describeState(watched)})`);
  const firstTrouble = state.trouble ?? waiting.map(troubleOf).find((trouble) => trouble !== null) ?? null;
  const trouble = firstTrouble === null ? '' : `the check had no answer: ${messageOf(firstTrouble)} `;
  return `${formatDuration(wait.elapsedMs())}: ${trouble}${reachedCount} of ${countOf(state.watched.length, 'snapshot')} ${wait.goal.adjective}, waiting for ${describeNames(names)}; next check in ${formatDuration(pauseMs)}.`;
}

function isOfKind(trouble: unknown, kind: ServiceErrorKind): boolean {
  return trouble instanceof SnapshotServiceError && trouble.kind === kind;
}
