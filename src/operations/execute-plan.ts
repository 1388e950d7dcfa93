import { failedTo } from '../domain/errors.ts';
import {
  describeReference,
  type IdentifiedSnapshot,
  idsOf,
  isKnownAgain,
  mayBeIn,
} from '../domain/snapshot.ts';
import { countOf } from '../domain/wording.ts';
import { type Decision, type DeleteDecision, deletionsOf, type RetentionPlan } from '../retention/plan.ts';
import { attemptEach } from './attempt-each.ts';
import { deleteSnapshot, requireGone, requireRunning } from './delete-snapshots.ts';
import { readSnapshot } from './get-snapshots.ts';
import type { Failure, OperationContext } from './operation.ts';
import { doubtAbout } from './second-look.ts';
import type { Target } from './snapshot-store.ts';
import { readListing } from './trusted-listing.ts';

/** What became of the deletions of a plan. */
interface Execution {
  /** Those whose deletion was accepted; these and the others are oldest first. */
  readonly accepted: readonly IdentifiedSnapshot[];
  /** Those that were gone already, which one more list and a read have confirmed. */
  readonly gone: readonly IdentifiedSnapshot[];
  /** Ids of those that are kept, because the second list, or a read by the id, speaks against their deletion. */
  readonly sparedIds: readonly string[];
  readonly failures: readonly Failure[];
}

const PAUSE_BETWEEN_PROGRESS_LINES_MS = 5000;

type Outcome = 'accepted' | 'missing' | 'spared';

/**
 * Carries out the deletions of a plan, oldest first and a few at a time. The list behind the plan may have been stale,
 * wrong, or another cluster's: so only what the plan of a second list deletes too is deleted; before the first deletion of
 * a VM's snapshots, one that the plan keeps of it is read; and a snapshot that is deleted because it is not ready is read
 * once more.
 *
 * @param again the plan of a second list, by the same policy and the same time
 * @param report is called now and then with what has been accepted so far
 */
export async function executePlan(
  plan: RetentionPlan,
  again: RetentionPlan,
  target: Target,
  context: OperationContext,
  report: (acceptedSoFar: readonly IdentifiedSnapshot[]) => void,
): Promise<Execution> {
  const deletions = deletionsOf(plan);
  const requireSurvivor = survivorCheck(plan, target, context);
  const decisionsAgain = new Map(
    again.groups.flatMap(({ decisions }) => decisions.map((decision) => [decision.snapshot.id, decision])),
  );
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
      const outcome = await carryOut(decision, decisionsAgain.get(snapshot.id) ?? null, target, context);
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
  const doubt = doubtAbout(survivor, await readSnapshot({ ...target, id }, aim, context));
  if (doubt === null) return;
  throw new Error(
    `Nothing of VM "${sourceName}" was deleted: its snapshot "${id}", which the plan keeps, was listed as good, but ${doubt} when it is read by its id.`,
  );
}

/** @param again the decision of the plan of the second list; null if that list lacks the snapshot */
async function carryOut(
  decision: DeleteDecision,
  again: Decision | null,
  target: Target,
  context: OperationContext,
): Promise<Outcome> {
  const { snapshot, isUnready } = decision;
  const reference = { ...target, id: snapshot.id };
  const isReadAgain = isUnready || again === null;
  const aim = `read ${describeReference(reference)} before its deletion`;
  const found = isReadAgain ? await readSnapshot(reference, aim, context) : null;
  if (isReadAgain && found === null) return 'missing';
  const doubt = found === null ? null : doubtAbout(snapshot, found);
  const reason =
    differenceOf(decision, again) ??
    (doubt && `it was listed as not ready, and ${doubt} when it is read by its id`);
  if (reason !== null) {
    context.log.warning(`Snapshot "${snapshot.id}" is kept: ${reason}.`);
    return 'spared';
  }
  const response = await deleteSnapshot(target, snapshot, context);
  context.log.debug(`${snapshot.id}: ${response === 'missing' ? 'was gone already' : 'deletion accepted'}`);
  return response;
}

/** How the second list, or its plan, differs about a snapshot that is to be deleted; null if it does not. */
function differenceOf(decision: DeleteDecision, again: Decision | null): string | null {
  if (again?.action === 'keep') return `by a second list, the plan keeps it (${again.reasons.join(', ')})`;
  const isSame = again?.isUnready === decision.isUnready && isKnownAgain(again.snapshot, decision.snapshot);
  return isSame ? null : 'a second list does not show it, or says something else of it';
}

/** "Missing" of what was just listed is one word against another: one more list and a read by the id decide. */
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
      await requireGone({ ...target, id: snapshot.id }, context);
      context.log.info(`Snapshot "${snapshot.id}" was gone already.`);
      return snapshot;
    },
  );
}
