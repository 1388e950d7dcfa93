import { CLOCK_TOLERANCE_MS, type Clock } from '../domain/clock.ts';
import { formatDuration } from '../domain/duration.ts';
import { SnapshotServiceError } from '../domain/errors.ts';
import type { IdentifiedSnapshot, Snapshot } from '../domain/snapshot.ts';
import { type Decision, deletionsOf, type GroupPlan, planRetention } from '../retention/plan.ts';
import { describePolicy, type RetentionPolicy } from '../retention/policy.ts';
import { attemptEach } from './attempt-each.ts';
import { deleteSnapshot } from './delete-snapshots.ts';
import { countOf, describeDate } from './describe.ts';
import { type GlobScope, isInGlobScope } from './glob-scope.ts';
import type { OperationContext } from './operation-context.ts';
import type { Failure, OperationResult, PruneResult } from './operation-result.ts';
import type { Listing, Target } from './snapshot-store.ts';

/** What `prune` is asked for. */
export interface PruneOptions {
  readonly target: Target;
  /** Which snapshots of the namespace it may touch. */
  readonly scope: GlobScope;
  readonly isProtected: (id: string) => boolean;
  readonly policy: RetentionPolicy;
  /** More deletions than this are refused, all of them; null sets no limit. */
  readonly maxDeletes: number | null;
  readonly dryRun: boolean;
}

const PAUSE_BETWEEN_PROGRESS_LINES_MS = 5000;

/** A server that is gone would hold a prune for minutes a snapshot, until the job's own timeout. */
const MOST_SHUT_OUT_IN_A_ROW = 10;

/**
 * Deletes what a retention policy does not keep, oldest first. The plan is complete before the first request that
 * writes, and a dry run ends with the plan.
 *
 * @throws SnapshotServiceError if the list cannot be had whole
 * @throws Error if the plan would delete more than `maxDeletes`; nothing is deleted then
 */
export async function pruneSnapshots(
  options: PruneOptions,
  context: OperationContext,
): Promise<OperationResult> {
  const { target, policy, dryRun, maxDeletes } = options;
  const listing = await context.store.list(target.cluster, { signal: context.signal });
  const plan = planRetention({
    // One that does not say its namespace may be in this one; it is out of scope, but its id must be no other's.
    snapshots: listing.snapshots.filter(
      ({ namespace }) => namespace === null || namespace === target.namespace,
    ),
    isInScope: (snapshot) =>
      snapshot.namespace === target.namespace && isInGlobScope(snapshot, options.scope),
    isProtected: ({ id }) => options.isProtected(id),
    policy,
    nowMs: cautiousNowMs(listing, context),
  });
  const deletions = deletionsOf(plan).map(({ snapshot }) => snapshot);
  const resultOf = (snapshots: readonly Snapshot[], failures: readonly Failure[]): PruneResult => ({
    operation: 'prune',
    dryRun,
    plan,
    policy: describePolicy(policy),
    snapshots,
    failures,
  });
  const planned = resultOf(deletions, []);
  if (plan.groups.length === 0) {
    context.log.warning(
      `None of the ${countOf(listing.snapshots.length, 'snapshot')} on cluster "${target.cluster}" is in scope: check namespace, source-vm and match, which mind the case.`,
    );
  }
  logPlan(planned, context);
  if (maxDeletes !== null && deletions.length > maxDeletes) {
    context.publish(resultOf([], []));
    throw new Error(
      `The plan deletes ${countOf(deletions.length, 'snapshot')}, and max-deletes is ${maxDeletes}, so nothing was deleted. If the plan above is what you want, raise max-deletes; else change the policy.`,
    );
  }
  if (dryRun) return planned;
  context.log.info(`Deleting ${countOf(deletions.length, 'snapshot')}.`);
  context.publish(resultOf([], []));
  const { values, failures } = await deletePlanned(deletions, target, context);
  return resultOf(values, failures);
}

/**
 * The earlier of this machine's time and the server's: a clock that runs ahead would make snapshots look older than
 * they are, and delete them too early.
 */
function cautiousNowMs(
  { serverNowMs }: Listing,
  { clock, log }: { clock: Clock; log: OperationContext['log'] },
): number {
  const nowMs = clock.nowMs();
  if (serverNowMs === null) return nowMs;
  if (Math.abs(serverNowMs - nowMs) > CLOCK_TOLERANCE_MS) {
    const difference = formatDuration(Math.abs(serverNowMs - nowMs));
    log.warning(
      `This machine's clock and the server's differ by ${difference}. Ages are counted from the earlier one.`,
    );
  }
  return Math.min(nowMs, serverNowMs);
}

/** Whether the service, and not this one deletion, is the reason: the next deletion would fail too. */
function isShutOut({ cause }: Error): boolean {
  return cause instanceof SnapshotServiceError && (cause.fault === 'unavailable' || cause.fault === 'denied');
}

async function deletePlanned(
  deletions: readonly IdentifiedSnapshot[],
  target: Target,
  context: OperationContext,
) {
  let doneCount = 0;
  let shutOutInARow = 0;
  let nextLineMs = context.clock.elapsedMs() + PAUSE_BETWEEN_PROGRESS_LINES_MS;
  return attemptEach(
    deletions,
    ({ id }) => id,
    async (snapshot) => {
      if (shutOutInARow >= MOST_SHUT_OUT_IN_A_ROW) {
        throw new Error(
          `Snapshot "${snapshot.id}" was not tried: the last ${shutOutInARow} deletions had no answer or were denied.`,
        );
      }
      const answer = await deleteSnapshot({ ...target, id: snapshot.id }, context).catch((error) => {
        shutOutInARow = isShutOut(error) ? shutOutInARow + 1 : 0;
        throw error;
      });
      shutOutInARow = 0;
      context.log.debug(`${snapshot.id}: ${answer === 'missing' ? 'was gone already' : 'deletion accepted'}`);
      doneCount += 1;
      if (context.clock.elapsedMs() >= nextLineMs) {
        nextLineMs = context.clock.elapsedMs() + PAUSE_BETWEEN_PROGRESS_LINES_MS;
        context.log.info(`Deleted ${doneCount} of ${countOf(deletions.length, 'snapshot')}.`);
      }
      return snapshot;
    },
  );
}

function logPlan({ plan, policy }: PruneResult, { log }: OperationContext): void {
  log.info(policy);
  for (const group of plan.groups) log.info([describeGroup(group), ...group.decisions.map(describeDecision)]);
}

function describeGroup({ sourceName, decisions }: GroupPlan): string {
  const deleteCount = decisions.filter(({ action }) => action === 'delete').length;
  const group = sourceName === null ? 'Without a source VM' : `VM "${sourceName}"`;
  return `${group}: ${decisions.length - deleteCount} kept, ${deleteCount} to delete.`;
}

function describeDecision({ action, snapshot, reasons }: Decision): string {
  return `  ${action === 'keep' ? 'keep  ' : 'delete'} ${describeSnapshot(snapshot)}: ${reasons.join(', ')}`;
}

function describeSnapshot({ id, creationDate }: Snapshot): string {
  return `${id ?? '(no id)'} (${creationDate === null ? 'no date' : describeDate(creationDate)})`;
}
