import type { IdentifiedSnapshot } from '../domain/snapshot.ts';
import type { ConfirmAbsence, Sighting } from './poll-round.ts';

/** One snapshot that is waited for, and what has been seen of it. */
export interface Watched {
  /** As it was known before the wait. */
  readonly asked: IdentifiedSnapshot;
  /** As last seen, or as known before the wait. */
  readonly snapshot: IdentifiedSnapshot;
  readonly everSeen: boolean;
  /** What the last round that had an answer found; null before the first. */
  readonly sighting: Sighting | null;
  /** When it was first found missing, in milliseconds since the wait began; null if it was there at the last look. */
  readonly absentSinceMs: number | null;
  /** Whether it had reached the goal in the last round that had an answer. */
  readonly isReached: boolean;
  /** Why it cannot reach the goal any more, as a sentence; null while it can. */
  readonly failure: string | null;
}

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
  /** Whether a snapshot has reached the goal, by what was just seen of it. */
  readonly isReached: (watched: Watched, time: LookTime) => boolean;
  /** Which snapshots that a list lacks are asked for by their ids: only that says that they are not there. */
  readonly confirmAbsence: (waitedFor: readonly Watched[], time: LookTime) => ConfirmAbsence;
  /** Why a snapshot cannot reach the goal any more, as a sentence; null while it can. */
  readonly failureOf: (watched: Watched, time: LookTime) => string | null;
  /** The state of a snapshot that is still waited for, in a few words. */
  readonly describeState: (watched: Watched) => string;
  /** Sentences that follow when a wait ends too early: what was left behind, and what to do. */
  readonly adviceOf: (watched: Watched, isTimeout: boolean) => string;
}

/** Absence that has lasted so long is beyond a replica that is behind. */
export const ABSENCE_TOLERATED_MS = 60_000;

/** Whether looks have found nothing for a minute, be it in lists or by the id. */
export function isLongMissing({ absentSinceMs }: Watched, { checkedMs }: LookTime): boolean {
  return absentSinceMs !== null && checkedMs - absentSinceMs >= ABSENCE_TOLERATED_MS;
}

/** Whether a snapshot is beyond doubt not there: for a minute, and by its id at the last look. */
export function isGone(watched: Watched, time: LookTime): boolean {
  return watched.sighting?.kind === 'absent' && isLongMissing(watched, time);
}
