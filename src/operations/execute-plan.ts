import { type IdentifiedSnapshot, idsOf, mayBeIn, type Snapshot } from '../domain/snapshot.ts';
import { type DeleteDecision, deletionsOf, type RetentionPlan } from '../retention/plan.ts';
import { attemptEach } from './attempt-each.ts';
import { deleteSnapshot, requireRunning } from './delete-snapshots.ts';
import { CircuitBreaker, survivorCheck } from './deletion-guards.ts';
import { countOf, describeReference, failedTo } from './describe.ts';
import { readSnapshot } from './get-snapshots.ts';
import type { Failure, OperationContext } from './operation.ts';
import type { Target } from './snapshot-store.ts';
import { readListing } from './trusted-listing.ts';

/** What became of the deletions of a plan. */
export interface Execution {
  /** Those whose deletion was accepted; these and the others are oldest first. */
  readonly accepted: readonly IdentifiedSnapshot[];
  /** Those that were gone already, which one more list has confirmed. */
  readonly gone: readonly IdentifiedSnapshot[];
  /** Ids of those that are kept, because they have become ready. */
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
  const breaker = new CircuitBreaker();
  const outcomes = new Map<IdentifiedSnapshot, Outcome>();
  const withOutcome = (wanted: Outcome) =>
    deletions.flatMap(({ snapshot }) => (outcomes.get(snapshot) === wanted ? [snapshot] : []));
  let nextLineMs = context.clock.elapsedMs() + PAUSE_BETWEEN_PROGRESS_LINES_MS;
  const { failures } = await attemptEach(
    deletions,
    ({ snapshot }) => snapshot.id,
    async (decision) => {
      const { snapshot } = decision;
      const outcome = await breaker.guard(snapshot.id, async () => {
        requireRunning({ ...target, id: snapshot.id }, context);
        await requireSurvivor(snapshot);
        return carryOut(decision, target, context);
      });
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
    if (found.readyToUse !== false || found.sourceName !== snapshot.sourceName) {
      context.log.warning(
        `Snapshot "${snapshot.id}" is kept: it was listed as not ready, and ${describeSpared(found)} when it is read by its id.`,
      );
      return 'spared';
    }
  }
  const response = await deleteSnapshot(target, snapshot, context);
  context.log.debug(`${snapshot.id}: ${response === 'missing' ? 'was gone already' : 'deletion accepted'}`);
  return response;
}

/** What speaks against deleting it as not ready: unknown readiness, or an unknown VM, is no proof. */
function describeSpared({ readyToUse, sourceName }: Snapshot): string {
  if (readyToUse === true) return 'is ready';
  return readyToUse === null || sourceName === null ? 'does not say so' : `is of VM "${sourceName}"`;
}

/** "Missing" of what was just listed is one word against another: one more list decides. */
async function confirmGone(
  missing: readonly IdentifiedSnapshot[],
  target: Target,
  context: OperationContext,
) {
  if (missing.length === 0) return { values: [], failures: [] };
  const listed = failedTo('list the snapshots once more', async () => {
    const { snapshots } = await readListing(target.cluster, target.namespace, context);
    return new Set(snapshots.filter(mayBeIn(target.namespace)).map(({ id }) => id));
  });
  return attemptEach(
    missing,
    ({ id }) => id,
    async (snapshot) => {
      if ((await listed).has(snapshot.id)) {
        throw new Error(
          `Could not delete ${describeReference({ ...target, id: snapshot.id })}: the server says that there is none, and still lists it.`,
        );
      }
      context.log.info(`Snapshot "${snapshot.id}" was gone already.`);
      return snapshot;
    },
  );
}
