import { formatDuration } from '../domain/duration.ts';
import type { WaitSettings } from '../domain/poll-schedule.ts';
import { areOfTwoVms, type IdentifiedSnapshot, partialSnapshot } from '../domain/snapshot.ts';
import type { OperationContext } from './operation-context.ts';
import type { OperationResult } from './operation-result.ts';
import type { ConfirmAbsence } from './poll-round.ts';
import { type PollOutcome, pollSnapshots } from './poll-snapshots.ts';
import type { Target } from './snapshot-store.ts';
import { ABSENCE_TOLERATED_MS, isGone, type LookTime, type WaitGoal, type Watched } from './wait-goal.ts';

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
  const asked = options.ids.map((id) => ({
    ...partialSnapshot({ namespace: options.target.namespace }),
    id,
  }));
  context.publish({ operation: 'wait-ready', snapshots: asked, failures: [] });
  const goal = readyGoal(() => 'Nothing was deleted.', 'all', failureOfAsked);
  return {
    operation: 'wait-ready',
    ...(await pollSnapshots(options.target, asked, goal, options.wait, context)),
  };
}

/**
 * Waits until snapshots that this run made, or found of the same VM, can be restored. The API has no state for a failed
 * snapshot, so one that fails looks like a slow one, and only the deadline ends the wait for it.
 *
 * @param snapshots with their VM, as far as it is known
 * @param reusedIds ids of those that this run did not make
 */
export function waitUntilCreatedAreReady(
  target: Target,
  snapshots: readonly IdentifiedSnapshot[],
  reusedIds: readonly string[],
  settings: WaitSettings,
  context: OperationContext,
): Promise<PollOutcome> {
  const leftBehind = ({ asked }: Watched) =>
    `${reusedIds.includes(asked.id) ? 'It is an older one that is reused,' : 'It was created'} and is not ready yet; nothing was deleted.`;
  const goal = readyGoal(leftBehind, 'a-few-of-the-unseen', failureOfCreated);
  return pollSnapshots(target, snapshots, goal, settings, context);
}

function readyGoal(
  leftBehind: (watched: Watched) => string,
  confirmAbsence: ConfirmAbsence,
  failureOf: WaitGoal['failureOf'],
): WaitGoal {
  return {
    adjective: 'ready',
    isReached: ({ sighting }) => sighting?.kind === 'seen' && sighting.snapshot.readyToUse === true,
    confirmAbsence: (_, { isLast }) => (isLast ? 'all' : confirmAbsence),
    failureOf,
    describeState: describeReadiness,
    adviceOf: (watched, isTimeout) =>
      `${leftBehind(watched)} It may still become ready: wait for it with wait-ready${isTimeout ? ', or set a longer timeout' : ''}.`,
  };
}

function failureOfAsked(watched: Watched, time: LookTime): string | null {
  if (!isGone(watched, time)) return null;
  return watched.everSeen
    ? describeGone(watched)
    : `Snapshot "${watched.asked.id}" was not there for ${formatDuration(ABSENCE_TOLERATED_MS)}. Check the id, the namespace and the cluster.`;
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
  return `Snapshot "${asked.id}" was there, and was missing for ${formatDuration(ABSENCE_TOLERATED_MS)}: it was deleted while this run waited for it.`;
}

function describeReadiness({ snapshot, everSeen, sighting, absentSinceMs }: Watched): string {
  if (!everSeen) return sighting?.kind === 'absent' ? 'not there yet' : 'not seen yet';
  if (absentSinceMs !== null) return 'missing';
  return snapshot.readyToUse === null ? 'readiness unknown' : 'not ready';
}
