import pMap from 'p-map';
import { formatDuration } from '../domain/duration.ts';
import { CancelledError, messageOf, type ServiceFault, SnapshotServiceError } from '../domain/errors.ts';
import { pauseBeforeNextCheckMs, type WaitSettings } from '../domain/poll-schedule.ts';
import { hasId, type IdentifiedSnapshot } from '../domain/snapshot.ts';
import { countOf, describeNames, describeReference } from './describe.ts';
import { CONCURRENCY, type OperationContext } from './operation-context.ts';
import type { Failure } from './operation-result.ts';
import type { CallOptions, Target } from './snapshot-store.ts';

/** One snapshot that is waited for, and what has been seen of it. */
export interface Watched {
  /** As last seen, or as known before the wait. */
  readonly snapshot: IdentifiedSnapshot;
  readonly everSeen: boolean;
  /** How many checks in a row, up to the last one, did not find it. */
  readonly absences: number;
}

/** What the checks so far say of one snapshot. A snapshot that is done is not looked at again. */
export type Verdict = 'done' | 'waiting' | { readonly failed: string };

/** What a wait is for. */
export interface WaitGoal {
  /** Completes "waiting for … to be": `ready` or `gone`. */
  readonly adjective: string;
  readonly judge: (watched: Watched, elapsedMs: number) => Verdict;
  /** Whether a snapshot that is missing from a list is asked for by its id before it counts as absent. */
  readonly confirmsAbsence: boolean;
  /** The state of a snapshot that is still waited for, in a few words. */
  readonly describeState: (watched: Watched) => string;
  /** Sentences that follow when a wait ends too early: what was left behind and what to do. */
  readonly advice: string;
}

/** How a wait ended. */
export interface PollOutcome {
  /** The snapshots as last seen, in the order they were given. */
  readonly snapshots: readonly IdentifiedSnapshot[];
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
  /** When the last check ended, in milliseconds since the wait began: what it saw is judged by its own time. */
  readonly checkedMs: number;
  /** Whether any check has had an answer; until then, a refusal may mean that the question itself is wrong. */
  readonly everAnswered: boolean;
  /** How many checks in a row, up to the last one, were refused. */
  readonly refusals: number;
  /** Why the last check had no answer. */
  readonly trouble: unknown;
}

/** What ended a wait too early, as the beginning of a sentence, and a sentence more where there is more to say. */
interface Ending {
  readonly what: string;
  readonly detail: string;
}

/**
 * How often a check may be refused in the server's own words before any has succeeded. The vendor's servers answer a
 * misspelt cluster with a 500, so a question that never worked is given up in seconds, and not at the deadline.
 */
const MOST_FIRST_REFUSALS = 3;

/** How long the check at the deadline may last, so that a silent server does not hold the step. */
const LAST_CHECK_LIMIT_MS = 5000;

/**
 * Checks on some snapshots until all have reached a goal, one has failed, or the time is up. Each check is one call,
 * however many snapshots are waited for. A check without an answer is passed over, unless access is denied.
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
    watched: snapshots.map((snapshot) => ({ snapshot, everSeen: false, absences: 0 })),
    checkedMs: 0,
    everAnswered: false,
    refusals: 0,
    trouble: null,
  };
  while (waitingOf(state, wait).length > 0) {
    state = await check(state, wait);
    const ending = endingOf(state, wait);
    if (ending !== null) return { snapshots: lastSeen(state), failures: failuresOf(state, wait, ending) };
    if (waitingOf(state, wait).length > 0) await pause(state, wait);
  }
  return { snapshots: lastSeen(state), failures: [] };
}

function lastSeen({ watched }: PollState): readonly IdentifiedSnapshot[] {
  return watched.map(({ snapshot }) => snapshot);
}

async function check(state: PollState, wait: Wait): Promise<PollState> {
  const waiting = waitingOf(state, wait).map(({ snapshot }) => snapshot.id);
  try {
    const found = await read(waiting, wait);
    return {
      watched: state.watched.map((watched) =>
        waiting.includes(watched.snapshot.id) ? observe(watched, found.get(watched.snapshot.id)) : watched,
      ),
      checkedMs: elapsedMs(wait),
      everAnswered: true,
      refusals: 0,
      trouble: null,
    };
  } catch (trouble) {
    const refusals = isFault(trouble, 'refused') ? state.refusals + 1 : 0;
    return { ...state, checkedMs: elapsedMs(wait), refusals, trouble };
  }
}

function observe(watched: Watched, found: IdentifiedSnapshot | undefined): Watched {
  if (found === undefined) return { ...watched, absences: watched.absences + 1 };
  return { snapshot: found, everSeen: true, absences: 0 };
}

/** One call finds all: a single snapshot by its id, several in the list of the cluster. */
async function read(ids: readonly string[], wait: Wait): Promise<ReadonlyMap<string, IdentifiedSnapshot>> {
  if (ids.length <= 1) return readEach(ids, wait);
  const { target, context, goal } = wait;
  const wanted = new Set(ids);
  const { snapshots } = await context.store.list(target.cluster, checkOptions(wait));
  const listed = snapshots.filter(hasId);
  const here = listed.filter(({ id, namespace }) => wanted.has(id) && namespace === target.namespace);
  const found = new Map(here.map((snapshot) => [snapshot.id, snapshot]));
  // A server that leaves the namespace out of its lists can still be asked for one snapshot of a namespace.
  const unplaced = new Set(listed.filter(({ namespace }) => namespace === null).map(({ id }) => id));
  const doubtful = ids.filter((id) => !found.has(id) && (goal.confirmsAbsence || unplaced.has(id)));
  return new Map([...found, ...(await readEach(doubtful, wait))]);
}

async function readEach(ids: readonly string[], wait: Wait): Promise<Map<string, IdentifiedSnapshot>> {
  const { target, context } = wait;
  const read = await pMap(
    ids,
    async (id) => {
      const snapshot = await context.store.get({ ...target, id }, checkOptions(wait));
      return snapshot === null ? [] : [[id, { ...snapshot, id }] as const];
    },
    { concurrency: CONCURRENCY },
  );
  return new Map(read.flat());
}

function checkOptions({ context, startedMs, settings }: Wait): CallOptions {
  return { signal: context.signal, deadlineMs: startedMs + settings.timeoutMs + LAST_CHECK_LIMIT_MS };
}

async function pause(state: PollState, wait: Wait): Promise<void> {
  const { context, settings } = wait;
  const pauseMs = pauseBeforeNextCheckMs(elapsedMs(wait), settings, context.random());
  context.log.info(describeRound(state, wait, pauseMs));
  // A cancelled pause ends at once; the check that follows it fails with the reason.
  await context.clock.sleep(pauseMs, context.signal).catch(() => undefined);
}

/** Why the wait ends before all is done; null if it does not. */
function endingOf(state: PollState, wait: Wait): Ending | null {
  const { trouble } = state;
  const waitedMs = elapsedMs(wait);
  const after = `after ${formatDuration(waitedMs)}`;
  if (trouble instanceof CancelledError) return { what: `The run was cancelled ${after}`, detail: '' };
  if (isFault(trouble, 'denied') || (state.refusals >= MOST_FIRST_REFUSALS && !state.everAnswered)) {
    return { what: `Access failed (${messageOf(trouble)}) ${after}`, detail: '' };
  }
  if (state.watched.some((watched) => typeof judge(watched, state, wait) === 'object')) {
    return { what: `Another snapshot failed ${after}`, detail: '' };
  }
  if (waitedMs < wait.settings.timeoutMs || waitingOf(state, wait).length === 0) return null;
  return {
    what: `Timed out after ${formatDuration(wait.settings.timeoutMs)}`,
    detail: trouble === null ? '' : ` The last check had no answer: ${messageOf(trouble)}`,
  };
}

function failuresOf(state: PollState, wait: Wait, ending: Ending): readonly Failure[] {
  return state.watched.flatMap((watched) => {
    const verdict = judge(watched, state, wait);
    if (verdict === 'done') return [];
    const message = verdict === 'waiting' ? describeEnding(ending, watched, wait) : verdict.failed;
    return [{ id: watched.snapshot.id, message }];
  });
}

function describeEnding({ what, detail }: Ending, watched: Watched, { goal, target }: Wait): string {
  const reference = describeReference({ ...target, id: watched.snapshot.id });
  return `${what} of waiting for ${reference} to be ${goal.adjective}; last state: ${goal.describeState(watched)}.${detail} ${goal.advice}`;
}

function describeRound(state: PollState, wait: Wait, pauseMs: number): string {
  const waiting = waitingOf(state, wait);
  const doneCount = state.watched.length - waiting.length;
  const names = waiting.map((watched) => `${watched.snapshot.id} (${wait.goal.describeState(watched)})`);
  const trouble = state.trouble === null ? '' : `the check had no answer: ${messageOf(state.trouble)} `;
  return `${formatDuration(elapsedMs(wait))}: ${trouble}${doneCount} of ${countOf(state.watched.length, 'snapshot')} ${wait.goal.adjective}, waiting for ${describeNames(names)}; next check in ${formatDuration(pauseMs)}.`;
}

function waitingOf(state: PollState, wait: Wait): readonly Watched[] {
  return state.watched.filter((watched) => judge(watched, state, wait) === 'waiting');
}

function judge(watched: Watched, { checkedMs }: PollState, { goal }: Wait): Verdict {
  return goal.judge(watched, checkedMs);
}

function elapsedMs({ context, startedMs }: Wait): number {
  return context.clock.elapsedMs() - startedMs;
}

function isFault(trouble: unknown, fault: ServiceFault): boolean {
  return trouble instanceof SnapshotServiceError && trouble.fault === fault;
}
