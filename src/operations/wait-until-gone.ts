import type { WaitSettings } from '../domain/poll-schedule.ts';
import type { IdentifiedSnapshot } from '../domain/snapshot.ts';
import type { OperationContext } from './operation-context.ts';
import { type PollOutcome, pollSnapshots } from './poll-snapshots.ts';
import type { Target } from './snapshot-store.ts';
import { isGone, isLongMissing, type LookTime, type WaitGoal, type Watched } from './wait-goal.ts';

const GONE: WaitGoal = {
  adjective: 'gone',
  isReached: isBeyondDoubtGone,
  // At the deadline, what is gone must not be called a failure because something else is not.
  confirmAbsence: (waitedFor, time) => {
    if (time.isLast) return 'all';
    return waitedFor.every((watched) => isLongMissing(watched, time)) ? 'once-none-is-listed' : 'none';
  },
  failureOf: () => null,
  describeState: ({ everSeen, absentSinceMs }) => {
    if (absentSinceMs !== null) return 'missing, but not yet for long enough to be sure';
    return everSeen ? 'still there' : 'not checked yet';
  },
  adviceOf: () =>
    'Its deletion was accepted and goes on without this run; nothing else was deleted. A restore in progress can delay it.',
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
