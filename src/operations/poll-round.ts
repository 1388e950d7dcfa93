import pMap from 'p-map';
import type { IdentifiedSnapshot } from '../domain/snapshot.ts';
import { CONCURRENCY } from './operation-context.ts';
import type { CallOptions, SnapshotStore, Target } from './snapshot-store.ts';

/** What one round saw of each snapshot; null is one that is not there, and one without an entry was not looked at. */
export type Round = ReadonlyMap<string, IdentifiedSnapshot | null>;

/**
 * When a snapshot that a list lacks is asked for by its id.
 *
 * - `always`: in each round.
 * - `a-few-while-unseen`: in each round, but only a few of those that no round has seen yet. What was just made may be
 *   missing from reads for a while.
 * - `once-none-is-listed`: when the list lacks all of them; before that, nothing depends on it.
 */
export type ConfirmAbsence = 'always' | 'a-few-while-unseen' | 'once-none-is-listed';

/** A snapshot that a round looks for. */
export interface LookedFor {
  readonly asked: IdentifiedSnapshot;
  readonly everSeen: boolean;
  /** What has failed is not looked for any more. */
  readonly failure: string | null;
}

/**
 * Looks at some snapshots once. A single one is asked for by its id; where more were asked for, one list of the cluster
 * finds them all, to the end of the wait, and what it leaves out, holds twice or does not place is asked for by its id.
 *
 * @throws SnapshotServiceError without an answer; the signal's reason once it is aborted
 */
export async function readRound(
  all: readonly LookedFor[],
  target: Target,
  confirmAbsence: ConfirmAbsence,
  store: SnapshotStore,
  options: CallOptions,
): Promise<Round> {
  const lookedFor = all.filter(({ failure }) => failure === null);
  const ids = idsOf(lookedFor);
  const ask = (some: readonly string[]) => readEach(some, target, store, options);
  if (all.length === 1) return ask(ids);

  const { found, doubtful } = await readList(ids, target, store, options);
  const certain = new Map([...found, ...(await ask(doubtful))]);
  if (confirmAbsence === 'once-none-is-listed' && found.size + doubtful.length > 0) return certain;
  const absent = lookedFor.filter(({ asked }) => !certain.has(asked.id));
  const [unseen, missing] = confirmAbsence === 'a-few-while-unseen' ? bySight(absent) : [[], absent];
  return new Map([...certain, ...(await ask(idsOf(missing))), ...(await readSome(idsOf(unseen), ask))]);
}

function bySight(
  some: readonly LookedFor[],
): readonly [unseen: readonly LookedFor[], seen: readonly LookedFor[]] {
  return [some.filter(({ everSeen }) => !everSeen), some.filter(({ everSeen }) => everSeen)];
}

function idsOf(some: readonly LookedFor[]): readonly string[] {
  return some.map(({ asked }) => asked.id);
}

interface ListedSnapshots {
  readonly found: ReadonlyMap<string, IdentifiedSnapshot>;
  /** Ids that the list holds more than once, or without a namespace. */
  readonly doubtful: readonly string[];
}

async function readList(
  ids: readonly string[],
  target: Target,
  store: SnapshotStore,
  options: CallOptions,
): Promise<ListedSnapshots> {
  const wanted = new Set(ids);
  const { snapshots } = await store.list(target.cluster, options);
  const here = snapshots.filter(
    (snapshot): snapshot is IdentifiedSnapshot =>
      snapshot.id !== null &&
      wanted.has(snapshot.id) &&
      (snapshot.namespace ?? target.namespace) === target.namespace,
  );
  const byId = Map.groupBy(here, ({ id }) => id);
  const found = new Map<string, IdentifiedSnapshot>();
  const doubtful: string[] = [];
  for (const [id, [first, ...others]] of byId) {
    if (first === undefined || others.length > 0 || first.namespace === null) doubtful.push(id);
    else found.set(id, first);
  }
  return { found, doubtful };
}

async function readEach(
  ids: readonly string[],
  target: Target,
  store: SnapshotStore,
  options: CallOptions,
): Promise<Round> {
  const seen = await pMap(
    ids,
    async (id) => {
      const { snapshot } = await store.get({ ...target, id }, options);
      return [id, snapshot === null ? null : { ...snapshot, id }] as const;
    },
    { concurrency: CONCURRENCY },
  );
  return new Map(seen);
}

/** Asks for a few, and for all others only if one of those is there: a server that shows none yet is not hammered. */
async function readSome(
  ids: readonly string[],
  ask: (some: readonly string[]) => Promise<Round>,
): Promise<Round> {
  const first = await ask(ids.slice(0, CONCURRENCY));
  const isOneThere = Array.from(first.values()).some((snapshot) => snapshot !== null);
  return isOneThere ? new Map([...first, ...(await ask(ids.slice(CONCURRENCY)))]) : first;
}
