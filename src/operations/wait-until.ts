import { formatDuration } from '../domain/duration.ts';
import type { WaitSettings } from '../domain/pauses.ts';
import { areNamesakes, areOfTwoVms, type IdentifiedSnapshot, partialSnapshot } from '../domain/snapshot.ts';
import type { CreatedSnapshot } from './created-snapshot.ts';
import type { OperationContext, OperationResult } from './operation.ts';
import { STALENESS_TOLERATED_MS, type Watched } from './poll-round.ts';
import { type LookTime, type PollOutcome, pollSnapshots, type WaitGoal } from './poll-snapshots.ts';
import type { Target } from './snapshot-store.ts';

/** What `wait-ready` is asked for. */
export interface WaitReadyOptions {
  readonly target: Target;
  readonly ids: readonly string[];
  readonly wait: WaitSettings;
}

/** Waits until snapshots can be restored. */
export async function waitReady(
  options: WaitReadyOptions,
  context: OperationContext,
): Promise<OperationResult> {
  const asked = options.ids.map((id) => partialSnapshot({ id, namespace: options.target.namespace }));
  context.publish({ operation: 'wait-ready', snapshots: asked, failures: [] });
  const goal: WaitGoal = {
    ...READY,
    areNamesKnown: false,
    requestedMsOf: () => null,
    confirmAbsence: () => 'all',
    failureOf: failureOfAsked,
    adviceOf: (_, isTimeout) => adviceOnUnready('Nothing was deleted.', isTimeout),
  };
  return {
    operation: 'wait-ready',
    ...(await pollSnapshots(options.target, asked, goal, options.wait, context)),
  };
}

/**
 * Waits until snapshots that this run made, or found of the same VM, can be restored. The API has no state for a failed
 * snapshot, so one that fails looks like a slow one, and only the deadline ends the wait for it.
 */
export function waitUntilCreatedAreReady(
  target: Target,
  created: readonly CreatedSnapshot[],
  settings: WaitSettings,
  context: OperationContext,
): Promise<PollOutcome> {
  const requestedMs = new Map(created.map((one) => [one.snapshot.id, one.requestedMs]));
  const goal: WaitGoal = {
    ...READY,
    areNamesKnown: true,
    requestedMsOf: (id) => requestedMs.get(id) ?? null,
    confirmAbsence: (_, { isLast }) => (isLast ? 'all' : 'a-few-of-the-unseen'),
    failureOf: failureOfCreated,
    adviceOf: (watched, isTimeout) => {
      const origin = watched.requestedMs === null ? 'It is an older one that is reused,' : 'It was created';
      return adviceOnUnready(`${origin} and is not ready yet; nothing was deleted.`, isTimeout);
    },
  };
  const snapshots = created.map(({ snapshot }) => snapshot);
  return pollSnapshots(target, snapshots, goal, settings, context);
}

/** What is the same in every wait for readiness. */
const READY = {
  adjective: 'ready',
  isReached: ({ sighting }: Watched) => sighting?.kind === 'seen' && sighting.snapshot.readyToUse === true,
  describeState: describeReadiness,
} as const;

function adviceOnUnready(leftBehind: string, isTimeout: boolean): string {
  return `${leftBehind} It may still become ready: wait for it with wait-ready${isTimeout ? ', or set a longer timeout' : ''}.`;
}

function failureOfAsked(watched: Watched, time: LookTime, before: Watched): string | null {
  if (before.everSeen && areOfTwoVms(before.snapshot, watched.snapshot)) {
    return `Snapshot "${watched.asked.id}" was of VM "${before.snapshot.sourceName}", and is of VM "${watched.snapshot.sourceName}" now: somebody has made another one of that name.`;
  }
  if (!isGone(watched, time)) return null;
  return watched.everSeen
    ? describeGone(watched)
    : `Snapshot "${watched.asked.id}" was not there for ${formatDuration(STALENESS_TOLERATED_MS)}. Check the id, the namespace and the cluster.`;
}

/** What was never seen may still appear; what is of another VM is not what was asked for. */
function failureOfCreated(watched: Watched, time: LookTime): string | null {
  const { asked, snapshot, everSeen } = watched;
  if (everSeen && isGone(watched, time)) return describeGone(watched);
  return areOfTwoVms(asked, snapshot)
    ? `Snapshot "${asked.id}" is of VM "${snapshot.sourceName}", and not of VM "${asked.sourceName}" that was asked for. Look at it before you rely on it.`
    : null;
}

function describeGone({ asked }: Watched): string {
  return `Snapshot "${asked.id}" was there, and was missing for ${formatDuration(STALENESS_TOLERATED_MS)}: it was deleted while this run waited for it.`;
}

function describeReadiness({ snapshot, everSeen, sighting, absentSinceMs }: Watched): string {
  if (sighting?.kind === 'doubtful') {
    const { sourceName } = sighting.shown;
    return areOfTwoVms(sighting.shown, snapshot)
      ? `one of VM "${sourceName}" is shown`
      : 'an older one of its name is shown';
  }
  if (!everSeen) return sighting?.kind === 'absent' ? 'not there yet' : 'not seen yet';
  if (absentSinceMs !== null) return 'missing';
  return snapshot.readyToUse === null ? 'readiness unknown' : 'not ready';
}

const GONE: WaitGoal = {
  adjective: 'gone',
  areNamesKnown: true,
  requestedMsOf: () => null,
  isReached: isBeyondDoubtGone,
  // At the deadline, what is gone must not be called a failure because something else is not.
  confirmAbsence: (waitedFor, time) => {
    if (time.isLast) return 'all';
    return waitedFor.every((watched) => isLongMissing(watched, time)) ? 'once-none-is-listed' : 'none';
  },
  failureOf: () => null,
  describeState: ({ asked, snapshot, everSeen, sighting, absentSinceMs }) => {
    if (absentSinceMs !== null) return 'missing, but not yet for long enough to be sure';
    if (sighting?.kind === 'doubtful' || areNamesakes(asked, snapshot)) return 'another one has its name now';
    return everSeen ? 'still there' : 'not checked yet';
  },
  adviceOf: () =>
    'Its deletion was accepted and goes on without this run. A restore in progress can delay it.',
};

/** Where less than a minute is left, each look until the end of the wait must find nothing, and there are two at least. */
function isBeyondDoubtGone(watched: Watched, time: LookTime): boolean {
  if (isGone(watched, time)) return true;
  const { sighting, absentSinceMs } = watched;
  return (
    time.isLast && sighting?.kind === 'absent' && absentSinceMs !== null && absentSinceMs < time.checkedMs
  );
}

/**
 * Waits until snapshots whose deletion was accepted are gone. One look that finds nothing may be a false one: it counts
 * once it has lasted for a minute, or until the deadline if that is sooner, and each id was asked for at the end.
 */
export function waitUntilGone(
  target: Target,
  snapshots: readonly IdentifiedSnapshot[],
  settings: WaitSettings,
  context: OperationContext,
): Promise<PollOutcome> {
  return pollSnapshots(target, snapshots, GONE, settings, context);
}

/** Whether looks have found nothing for a minute, be it in lists or by the id. */
function isLongMissing({ absentSinceMs }: Watched, { checkedMs }: LookTime): boolean {
  return absentSinceMs !== null && checkedMs - absentSinceMs >= STALENESS_TOLERATED_MS;
}

/** Whether a snapshot is beyond doubt not there: for a minute, and by its id at the last look. */
function isGone(watched: Watched, time: LookTime): boolean {
  return watched.sighting?.kind === 'absent' && isLongMissing(watched, time);
}
