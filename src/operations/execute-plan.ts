import { failedTo } from '../domain/errors.ts';
import {
  areNamesakes,
  describeReference,
  type IdentifiedSnapshot,
  idsOf,
  isKnownAgain,
  mayBeIn,
  type Snapshot,
} from '../domain/snapshot.ts';
import { countOf } from '../domain/wording.ts';
import { type DeleteDecision, deletionsOf, type RetentionPlan } from '../retention/plan.ts';
import { attemptEach } from './attempt-each.ts';
import { deleteSnapshot, requireRunning } from './delete-snapshots.ts';
import { readSnapshot } from './get-snapshots.ts';
import type { Failure, OperationContext } from './operation.ts';
import type { Target } from './snapshot-store.ts';
import { readListing } from './trusted-listing.ts';

/** What became of the deletions of a plan. */
interface Execution {
  /** Those whose deletion was accepted; these and the others are oldest first. */
  readonly accepted: readonly IdentifiedSnapshot[];
  /** Those that were gone already, which one more list has confirmed. */
  readonly gone: readonly IdentifiedSnapshot[];
  /** Ids of those that are kept, because a second read did not say that the same snapshot is still not ready. */
  readonly sparedIds: readonly string[];
  readonly failures: readonly Failure[];
}

const PAUSE_BETWEEN_PROGRESS_LINES_MS = 5000;

type Outcome = 'accepted' | 'missing' | 'spared';

/**
 * Carries out the deletions of a plan, oldest first and a few at a time. The list behind the plan may have been
 * stale, or another cluster's: so before the first deletion of a VM's snapshots, one that the plan keeps of it is read,
 * and a snapshot that is deleted because it is not ready is read once more.
 *
 * @param report is called now and then with what has been accepted so far
 */
export async function executePlan(
  plan: RetentionPlan,
  target: Target,
  context: OperationContext,
  report: (acceptedSoFar: readonly IdentifiedSnapshot[]) => void,
): Promise<Execution> {
  const deletions = deletionsOf(plan);
  const requireSurvivor = survivorCheck(plan, target, context);
  const outcomes = new Map<IdentifiedSnapshot, Outcome>();
  const withOutcome = (wanted: Outcome) =>
    deletions.flatMap(({ snapshot }) => (outcomes.get(snapshot) === wanted ? [snapshot] : []));
  let nextLineMs = context.clock.elapsedMs() + PAUSE_BETWEEN_PROGRESS_LINES_MS;
  const { failures } = await attemptEach(
    deletions,
    ({ snapshot }) => snapshot.id,
    async (decision) => {
      const { snapshot } = decision;
      requireRunning({ ...target, id: snapshot.id }, context);
      await requireSurvivor(snapshot);
      const outcome = await carryOut(decision, target, context);
      outcomes.set(snapshot, outcome);
      if (context.clock.elapsedMs() >= nextLineMs) {
        nextLineMs = context.clock.elapsedMs() + PAUSE_BETWEEN_PROGRESS_LINES_MS;
        const accepted = withOutcome('accepted');
        context.log.info(`${accepted.length} of ${countOf(deletions.length, 'deletion')} accepted so far.`);
        report(accepted);
      }
    },
  );
  const doubted = await confirmGone(withOutcome('missing'), target, context);
  return {
    accepted: withOutcome('accepted'),
    gone: doubted.values,
    sparedIds: idsOf(withOutcome('spared')),
    failures: [...failures, ...doubted.failures],
  };
}

/**
 * Confirms what remains of the VM of a snapshot that is to be deleted. A list may be stale, or may ignore which cluster
 * it was asked for; so the snapshot that a plan keeps of a VM is read once by its id before any other of the VM is
 * deleted. A plan that keeps none of a VM, as `keep-last: 0` may on purpose, has nothing to confirm.
 *
 * @returns a check that throws an Error, the same one for all snapshots of a VM, if what the plan keeps is not there, not
 * ready, another VM's, or of another date than the list gave
 */
function survivorCheck(
  { groups }: RetentionPlan,
  target: Target,
  context: OperationContext,
): (deleted: IdentifiedSnapshot) => Promise<void> {
  const survivors = new Map(groups.map(({ sourceName, survivor }) => [sourceName, survivor]));
  const confirmed = new Map<string | null, Promise<void>>();
  return async ({ sourceName }) => {
    const survivor = survivors.get(sourceName) ?? null;
    if (survivor === null) return;
    const confirming = confirmed.get(sourceName) ?? confirm(survivor, target, context);
    confirmed.set(sourceName, confirming);
    await confirming;
  };
}

async function confirm(
  survivor: IdentifiedSnapshot,
  target: Target,
  context: OperationContext,
): Promise<void> {
  const { id, sourceName } = survivor;
  const aim = `confirm what remains of VM "${sourceName}", so nothing of it was deleted`;
  const doubt = doubtOf(await readSnapshot({ ...target, id }, aim, context), survivor);
  if (doubt === null) return;
  throw new Error(
    `Nothing of VM "${sourceName}" was deleted: its snapshot "${id}", which the plan keeps, was listed as good, but ${doubt} when it is read by its id.`,
  );
}

/** Why a snapshot that the plan keeps cannot be relied on; null if it can. */
function doubtOf(found: Snapshot | null, survivor: IdentifiedSnapshot): string | null {
  if (found === null) return 'is not there';
  if (found.readyToUse !== true) return 'does not say that it is ready';
  return found.sourceName === null ? 'does not say its VM' : differenceOf(found, survivor);
}

/** How what is read under the id of a listed snapshot, of a VM that it says, is another one; null if it is the same. */
function differenceOf(found: Snapshot, listed: IdentifiedSnapshot): string | null {
  if (found.sourceName !== listed.sourceName) return `is of VM "${found.sourceName}"`;
  if (areNamesakes(found, listed)) return 'is another one, made at another time,';
  return isKnownAgain(found, listed) ? null : 'does not say its date, as one in the making';
}

async function carryOut(
  { snapshot, isUnready }: DeleteDecision,
  target: Target,
  context: OperationContext,
): Promise<Outcome> {
  if (isUnready) {
    const reference = { ...target, id: snapshot.id };
    const aim = `read ${describeReference(reference)} before its deletion`;
    const found = await readSnapshot(reference, aim, context);
    if (found === null) return 'missing';
    const doubt = reasonToSpare(found, snapshot);
    if (doubt !== null) {
      context.log.warning(
        `Snapshot "${snapshot.id}" is kept: it was listed as not ready, and ${doubt} when it is read by its id.`,
      );
      return 'spared';
    }
  }
  const response = await deleteSnapshot(target, snapshot, context);
  context.log.debug(`${snapshot.id}: ${response === 'missing' ? 'was gone already' : 'deletion accepted'}`);
  return response;
}

/**
 * What speaks against deleting a snapshot as not ready; null if nothing does. Unknown readiness, or an unknown VM, is no
 * proof; and by now, a new one may be in the making under its name.
 */
function reasonToSpare(found: Snapshot, listed: IdentifiedSnapshot): string | null {
  const { readyToUse, sourceName } = found;
  if (readyToUse === true) return 'is ready';
  return readyToUse === null || sourceName === null ? 'does not say so' : differenceOf(found, listed);
}

/** "Missing" of what was just listed is one word against another: one more list decides. */
async function confirmGone(
  missing: readonly IdentifiedSnapshot[],
  target: Target,
  context: OperationContext,
) {
  if (missing.length === 0) return { values: [], failures: [] };
  const listed = failedTo('list the snapshots once more', async () => {
    const { snapshots } = await readListing(target, context);
    return new Set(snapshots.filter(mayBeIn(target.namespace)).map(({ id }) => id));
  });
  return attemptEach(
    missing,
    ({ id }) => id,
    async (snapshot) => {
      const ids = await listed;
      if (ids.has(snapshot.id) || ids.has(null)) {
        const what = ids.has(snapshot.id) ? 'still lists it' : 'lists one without an id, which may be it';
        throw new Error(
          `Could not delete ${describeReference({ ...target, id: snapshot.id })}: the server says that there is none, and ${what}.`,
        );
      }
      context.log.info(`Snapshot "${snapshot.id}" was gone already.`);
      return snapshot;
    },
  );
}
