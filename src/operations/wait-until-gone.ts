import type { WaitSettings } from '../domain/poll-schedule.ts';
import type { IdentifiedSnapshot } from '../domain/snapshot.ts';
import type { OperationContext } from './operation-context.ts';
import { type PollOutcome, pollSnapshots, type WaitGoal } from './poll-snapshots.ts';
import type { Target } from './snapshot-store.ts';

const GONE: WaitGoal = {
  adjective: 'gone',
  isReached: (seen) => seen === null,
  // One list that leaves it out, or writes its namespace in another way, must not end the wait.
  confirmAbsence: 'once-none-is-listed',
  failureOf: () => null,
  describeState: ({ everSeen }) => (everSeen ? 'still there' : 'not checked yet'),
  advice:
    'Its deletion was accepted and goes on without this run; nothing else was deleted. A restore in progress can delay it.',
};

/** Waits until snapshots whose deletion was accepted are gone: until one round, confirmed by id, finds none of them. */
export function waitUntilGone(
  target: Target,
  snapshots: readonly IdentifiedSnapshot[],
  settings: WaitSettings,
  context: OperationContext,
): Promise<PollOutcome> {
  return pollSnapshots(target, snapshots, GONE, settings, context);
}
