import pMap from 'p-map';
import { CancelledError, SnapshotServiceError } from '../domain/errors.ts';
import {
  areNamesakes,
  areOfTwoVms,
  hasId,
  type IdentifiedSnapshot,
  isSameVm,
  mayBeIn,
  type Snapshot,
} from '../domain/snapshot.ts';
import { CLOCK_TOLERANCE_MS, MINUTE_MS, millisecondsOf } from '../domain/time.ts';
import { CONCURRENCY } from './attempt-each.ts';
import type { CallOptions, SnapshotStore, Target } from './snapshot-store.ts';

/** What has lasted so long is beyond a replica that is behind, be it an absence or another snapshot of the name. */
export const STALENESS_TOLERATED_MS = MINUTE_MS;

/** What one round found out about one snapshot. */
export type Sighting =
  | { readonly kind: 'seen'; readonly snapshot: IdentifiedSnapshot }
  /** What is shown may be another one of the name, as from a server that is behind: it does not count yet. */
  | {
      readonly kind: 'doubtful';
      readonly shown: IdentifiedSnapshot;
      /** When the looks began that have shown only such ones, in milliseconds since the wait began. */
      readonly sinceMs: number;
    }
  /** It was asked for by its id, and is not there. */
  | { readonly kind: 'absent' }
  /** A list lacks it, and it was not asked for by its id. */
  | { readonly kind: 'unlisted' }
  | { readonly kind: 'unanswered'; readonly trouble: unknown };

/** What one round found out, by id. */
export type Round = ReadonlyMap<string, Sighting>;

/**
 * Which of the snapshots that a list lacks are asked for by their ids.
 *
 * - `a-few-of-the-unseen`: all that were seen before, and a few of the others, other ones in each round. What was just
 *   made may be missing from reads for a while.
 * - `once-none-is-listed`: all, if the list lacks all; before that, nothing depends on it.
 */
export type ConfirmAbsence = 'all' | 'a-few-of-the-unseen' | 'once-none-is-listed' | 'none';

/** One snapshot that is waited for, and what has been seen of it. */
export interface Watched {
  /** As it was known before the wait. */
  readonly asked: IdentifiedSnapshot;
  /** When this run first asked for it, in milliseconds since 1970 UTC; null if it did not make it. */
  readonly requestedMs: number | null;
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

/** How a round looks. */
interface RoundOptions extends CallOptions {
  /** A single snapshot is asked for by its id; where there were more, one list finds them all, to the end of the wait. */
  readonly byList: boolean;
  readonly confirmAbsence: ConfirmAbsence;
  /** How many rounds there were before. */
  readonly roundsBefore: number;
}

/**
 * Looks at some snapshots once. What a list leaves out, holds twice or does not place is asked for by its id, and so is
 * everything if there is no list, as of a large account behind a gateway. A read of one of several that has no answer
 * spoils nothing for the others.
 *
 * @throws SnapshotServiceError without an answer; the signal's reason once it is aborted
 */
export async function readRound(
  waitedFor: readonly Watched[],
  target: Target,
  store: SnapshotStore,
  { byList, confirmAbsence, roundsBefore, ...options }: RoundOptions,
): Promise<Round> {
  const readOne = async (id: string): Promise<Sighting> => {
    const { snapshot } = await store.get({ ...target, id }, options);
    return snapshot === null ? { kind: 'absent' } : { kind: 'seen', snapshot };
  };
  if (!byList) {
    return new Map(
      await Promise.all(askedIds(waitedFor).map(async (id) => [id, await readOne(id)] as const)),
    );
  }
  const ask = async (ids: readonly string[]): Promise<Round> =>
    new Map(
      await pMap(ids, async (id) => [id, await readOne(id).catch(toUnanswered)] as const, {
        concurrency: CONCURRENCY,
      }),
    );
  const inTurn = (ids: readonly string[]) => readSome(rotated(ids, roundsBefore * CONCURRENCY), ask);
  const listed = await readList(waitedFor, target, store, options).catch(toTrouble);
  if (listed instanceof SnapshotServiceError) {
    const round = await (confirmAbsence === 'a-few-of-the-unseen' ? inTurn : ask)(askedIds(waitedFor));
    if (Array.from(round.values()).every(({ kind }) => kind === 'unanswered')) throw listed;
    return round;
  }
  const { found, doubtful } = listed;
  const certain = new Map([...found, ...(await ask(doubtful))]);
  const absent = waitedFor.filter(({ asked }) => !certain.has(asked.id));
  const unlisted = absent.map(({ asked }) => [asked.id, { kind: 'unlisted' }] as const);
  const isConfirmed = confirmAbsence !== 'once-none-is-listed' || certain.size === 0;
  if (confirmAbsence === 'none' || !isConfirmed) return new Map([...certain, ...unlisted]);
  const isDue = ({ everSeen }: Watched) => everSeen || confirmAbsence !== 'a-few-of-the-unseen';
  const confirmed = await ask(askedIds(absent.filter(isDue)));
  const others = askedIds(absent.filter((watched) => !isDue(watched)));
  return new Map([...certain, ...unlisted, ...confirmed, ...(await inTurn(others))]);
}

function askedIds(some: readonly Watched[]): readonly string[] {
  return some.map(({ asked }) => asked.id);
}

function rotated<Item>(items: readonly Item[], steps: number): readonly Item[] {
  const first = items.length === 0 ? 0 : steps % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

interface ListedSnapshots {
  readonly found: Round;
  /** Ids that the list holds more than once, without a namespace, or of a namesake, as one that spans clusters may. */
  readonly doubtful: readonly string[];
}

async function readList(
  waitedFor: readonly Watched[],
  target: Target,
  store: SnapshotStore,
  options: CallOptions,
): Promise<ListedSnapshots> {
  const { snapshots } = await store.list(target.cluster, options);
  const byId = Map.groupBy(snapshots.filter(mayBeIn(target.namespace)).filter(hasId), ({ id }) => id);
  const found = new Map<string, Sighting>();
  const doubtful: string[] = [];
  for (const { asked, snapshot } of waitedFor) {
    const [first, ...others] = byId.get(asked.id) ?? [];
    if (first === undefined) continue;
    if (others.length > 0 || first.namespace === null || areNamesakes(first, snapshot))
      doubtful.push(asked.id);
    else found.set(asked.id, { kind: 'seen', snapshot: first });
  }
  return { found, doubtful };
}

/** What a look makes of what was known of a snapshot. */
export function observe(before: Watched, sighting: Sighting, checkedMs: number): Watched {
  switch (sighting.kind) {
    case 'seen':
      return see(before, sighting.snapshot, checkedMs);
    case 'absent':
    case 'unlisted':
      return { ...before, sighting, absentSinceMs: before.absentSinceMs ?? checkedMs };
    case 'doubtful':
    case 'unanswered':
      return { ...before, sighting };
  }
}

/**
 * What is shown may be another snapshot of the name. One of another VM counts once it is shown twice running. One that is
 * much older counts once only such ones have been shown for a minute, and never where it is known of which date the one
 * asked for is.
 */
function see(before: Watched, shown: IdentifiedSnapshot, checkedMs: number): Watched {
  const last = before.sighting?.kind === 'doubtful' ? before.sighting : null;
  const sinceMs = last?.sinceMs ?? checkedMs;
  const counts = isMuchOlder(shown, before)
    ? before.asked.creationDate === null && checkedMs - sinceMs >= STALENESS_TOLERATED_MS
    : !areOfTwoVms(shown, before.snapshot) ||
      (last !== null && isSameVm(shown.sourceName, last.shown.sourceName));
  return counts
    ? {
        ...before,
        everSeen: true,
        absentSinceMs: null,
        sighting: { kind: 'seen', snapshot: shown },
        snapshot: shown,
      }
    : { ...before, absentSinceMs: null, sighting: { kind: 'doubtful', shown, sinceMs } };
}

/** A date may change a little, as from that of the request to that of the storage, whose clock is another one. */
function isMuchOlder({ creationDate }: Snapshot, { asked, requestedMs, snapshot }: Watched): boolean {
  if (creationDate === null) return false;
  // By one of the two alone, a wrong clock or zone could make the right one too old.
  const askedMs = Math.min(
    requestedMs ?? Number.POSITIVE_INFINITY,
    dateOf(asked) ?? Number.POSITIVE_INFINITY,
  );
  const expectedMs = Number.isFinite(askedMs) ? askedMs : dateOf(snapshot);
  return expectedMs !== null && millisecondsOf(creationDate) < expectedMs - CLOCK_TOLERANCE_MS;
}

function dateOf({ creationDate }: Snapshot): number | null {
  return creationDate === null ? null : millisecondsOf(creationDate);
}

/** A list that another try, or another call, may do better than; anything else is an answer. */
function toTrouble(error: unknown): SnapshotServiceError {
  const isPassing =
    error instanceof SnapshotServiceError && ['unavailable', 'unreadable'].includes(error.kind);
  if (!isPassing) throw error;
  return error;
}

function toUnanswered(trouble: unknown): Sighting {
  if (trouble instanceof CancelledError) throw trouble;
  return { kind: 'unanswered', trouble };
}

/** Asks for a few, and for all others only if one of those is there: a server that shows none yet is not hammered. */
async function readSome(
  ids: readonly string[],
  ask: (ids: readonly string[]) => Promise<Round>,
): Promise<Round> {
  const first = await ask(ids.slice(0, CONCURRENCY));
  const isOneThere = Array.from(first.values()).some(({ kind }) => kind === 'seen');
  return isOneThere ? new Map([...first, ...(await ask(ids.slice(CONCURRENCY)))]) : first;
}
