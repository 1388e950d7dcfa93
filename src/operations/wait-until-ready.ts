import { formatDuration } from '../domain/duration.ts';
import type { WaitSettings } from '../domain/poll-schedule.ts';
import { type IdentifiedSnapshot, partialSnapshot } from '../domain/snapshot.ts';
import type { OperationContext } from './operation-context.ts';
import type { OperationResult } from './operation-result.ts';
import {
  type PollOutcome,
  pollSnapshots,
  type Verdict,
  type WaitGoal,
  type Watched,
} from './poll-snapshots.ts';
import type { Target } from './snapshot-store.ts';

/** What `wait-ready` is asked for. */
export interface WaitReadyOptions {
  readonly target: Target;
  readonly ids: readonly string[];
  readonly wait: WaitSettings;
}

/** A created VolumeSnapshot may be missing from reads for some seconds; a minute is beyond doubt. */
const ABSENCE_TOLERATED_MS = 60_000;

/** One absence of a snapshot that was seen may be a slow replica; two in a row mean that it is gone. */
const ABSENCES_THAT_MEAN_GONE = 2;

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
  return {
    operation: 'wait-ready',
    ...(await waitUntilReady(options.target, asked, 'Nothing was deleted.', options.wait, context)),
  };
}

/**
 * Waits until snapshots can be restored. The API has no state for a failed snapshot, so one that fails looks like a
 * slow one, and only the deadline ends the wait for it.
 *
 * @param leftBehind says what is there, and what was not done, if the wait ends too early
 */
export function waitUntilReady(
  target: Target,
  snapshots: readonly IdentifiedSnapshot[],
  leftBehind: string,
  settings: WaitSettings,
  context: OperationContext,
): Promise<PollOutcome> {
  const ready: WaitGoal = {
    adjective: 'ready',
    judge: judgeReadiness,
    confirmsAbsence: false,
    describeState: describeReadiness,
    advice: `${leftBehind} ${ADVICE}`,
  };
  return pollSnapshots(target, snapshots, ready, settings, context);
}

function judgeReadiness({ snapshot, everSeen, absences }: Watched, elapsedMs: number): Verdict {
  if (snapshot.readyToUse === true) return 'done';
  if (everSeen && absences >= ABSENCES_THAT_MEAN_GONE) {
    return {
      failed: `Snapshot "${snapshot.id}" was there, and is gone: it was deleted while this run waited for it.`,
    };
  }
  if (!everSeen && absences > 0 && elapsedMs > ABSENCE_TOLERATED_MS) {
    return {
      failed: `Snapshot "${snapshot.id}" was not there for ${formatDuration(ABSENCE_TOLERATED_MS)}. Check the id, the namespace and the cluster.`,
    };
  }
  return 'waiting';
}

function describeReadiness({ snapshot, everSeen, absences }: Watched): string {
  if (absences > 0) return everSeen ? 'missing' : 'not there yet';
  if (!everSeen) return 'not seen yet';
  return snapshot.readyToUse === null ? 'readiness unknown' : 'not ready';
}
