import { formatDuration } from '../domain/duration.ts';
import type { WaitSettings } from '../domain/poll-schedule.ts';
import { type IdentifiedSnapshot, isSameVm, partialSnapshot } from '../domain/snapshot.ts';
import type { OperationContext } from './operation-context.ts';
import type { OperationResult } from './operation-result.ts';
import { type PollOutcome, pollSnapshots, type WaitGoal, type Watched } from './poll-snapshots.ts';
import type { Target } from './snapshot-store.ts';

/** What `wait-ready` is asked for. */
export interface WaitReadyOptions {
  readonly target: Target;
  readonly ids: readonly string[];
  readonly wait: WaitSettings;
}

/**
 * A created VolumeSnapshot may be missing from reads for some seconds, and a replica may be behind; a minute without it,
 * each look confirmed by its id, is beyond doubt.
 */
const ABSENCE_TOLERATED_MS = 60_000;

/** Follows what the caller says was left behind. */
const ADVICE = 'It may still become ready: wait for it with wait-ready, or set a longer timeout.';

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
  const goal = readyGoal('Nothing was deleted.', 'always', failureOfAsked);
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
 */
export function waitUntilCreatedAreReady(
  target: Target,
  snapshots: readonly IdentifiedSnapshot[],
  settings: WaitSettings,
  context: OperationContext,
): Promise<PollOutcome> {
  const leftBehind = 'It was created and is not ready yet; nothing was deleted.';
  const goal = readyGoal(leftBehind, 'a-few-while-unseen', failureOfCreated);
  return pollSnapshots(target, snapshots, goal, settings, context);
}

function readyGoal(
  leftBehind: string,
  confirmAbsence: WaitGoal['confirmAbsence'],
  failureOf: WaitGoal['failureOf'],
): WaitGoal {
  return {
    adjective: 'ready',
    isReached: (seen) => seen?.readyToUse === true,
    confirmAbsence,
    failureOf,
    describeState: describeReadiness,
    advice: `${leftBehind} ${ADVICE}`,
  };
}

function failureOfAsked(watched: Watched, checkedMs: number): string | null {
  if (!isLongAbsent(watched, checkedMs)) return null;
  return watched.everSeen
    ? describeGone(watched)
    : `Snapshot "${watched.asked.id}" was not there for ${formatDuration(ABSENCE_TOLERATED_MS)}. Check the id, the namespace and the cluster.`;
}

/** What was never seen may still appear; what is of another VM is not what was asked for. */
function failureOfCreated(watched: Watched, checkedMs: number): string | null {
  const { asked, snapshot, everSeen } = watched;
  if (everSeen && isLongAbsent(watched, checkedMs)) return describeGone(watched);
  const isOther =
    asked.sourceName !== null &&
    snapshot.sourceName !== null &&
    !isSameVm(asked.sourceName, snapshot.sourceName);
  return isOther
    ? `Snapshot "${asked.id}" is of VM "${snapshot.sourceName}", and not of VM "${asked.sourceName}" that was asked for. Look at it before you rely on it.`
    : null;
}

function isLongAbsent({ absentSinceMs }: Watched, checkedMs: number): boolean {
  return absentSinceMs !== null && checkedMs - absentSinceMs >= ABSENCE_TOLERATED_MS;
}

function describeGone({ asked }: Watched): string {
  return `Snapshot "${asked.id}" was there, and was missing for ${formatDuration(ABSENCE_TOLERATED_MS)}: it was deleted while this run waited for it.`;
}

function describeReadiness({ snapshot, everSeen, absentSinceMs }: Watched): string {
  if (absentSinceMs !== null) return everSeen ? 'missing' : 'not there yet';
  if (!everSeen) return 'not seen yet';
  return snapshot.readyToUse === null ? 'readiness unknown' : 'not ready';
}
