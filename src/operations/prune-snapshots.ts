import { failedTo } from '../domain/errors.ts';
import type { WaitSettings } from '../domain/pauses.ts';
import { compareOldestFirst, idsOf, mayBeIn, type Snapshot } from '../domain/snapshot.ts';
import { countOf, describeDate } from '../domain/wording.ts';
import { type Decision, deletionsOf, planRetention, type RetentionPlan } from '../retention/plan.ts';
import { describePolicy, type RetentionPolicy } from '../retention/policy.ts';
import { executePlan } from './execute-plan.ts';
import type { OperationContext, OperationResult, PruneResult } from './operation.ts';
import type { Listing, Target } from './snapshot-store.ts';
import {
  cautiousNowMs,
  describeListing,
  type GlobScope,
  inScope,
  readListing,
  warnOfUnreadableDates,
} from './trusted-listing.ts';
import { waitUntilGone } from './wait-until.ts';

/** One glob that was given, by itself. */
export interface GivenGlob {
  readonly input: 'match' | 'source-vm' | 'protect';
  readonly glob: string;
  readonly fits: (name: string) => boolean;
}

/** What `prune` is asked for. */
export interface PruneOptions {
  readonly target: Target;
  /** Which snapshots of the namespace it may touch. */
  readonly scope: GlobScope;
  readonly isProtected: (id: string) => boolean;
  /** All globs that were given: the log names one that fits nothing. */
  readonly globs: readonly GivenGlob[];
  readonly policy: RetentionPolicy;
  /** The cluster, the namespace and the globs, in words. */
  readonly scopeWords: string;
  /** More deletions than this are refused, all of them; null sets no limit. */
  readonly maxDeletes: number | null;
  /** Whether it is an error that no snapshot is in scope. */
  readonly failIfNone: boolean;
  readonly dryRun: boolean;
  /** Null returns as soon as the deletions are accepted. */
  readonly wait: WaitSettings | null;
}

/**
 * Deletes what a retention policy does not keep, oldest first. The plan is complete before the first request that
 * writes, and a dry run ends with the plan. What is deleted is what the plan of a second list deletes too.
 *
 * @throws SnapshotServiceError if there is no complete list, or no second one
 * @throws Error if the plan would delete more than `maxDeletes`, or if nothing is in scope and that is to fail; nothing
 * is deleted then
 */
export async function pruneSnapshots(
  options: PruneOptions,
  context: OperationContext,
): Promise<OperationResult> {
  const { target, dryRun, maxDeletes } = options;
  const listing = await readListing(target, context);
  const nowMs = cautiousNowMs(listing, context);
  const planned = toResult(planOf(listing, options, nowMs), options);
  warnOfDoubts(planned, listing, options, context);
  if (planned.plan.groups.length === 0) tellNone(planned, listing, options, context);
  logPlan(planned, options, context);
  const count = planned.snapshots.length;
  if (maxDeletes !== null && count > maxDeletes) {
    context.publish({ ...planned, snapshots: [], isRefused: true });
    throw new Error(
      `The plan deletes ${countOf(count, 'snapshot')}, and max-deletes is ${maxDeletes}, so nothing was deleted. If the plan is what you want, raise max-deletes; else change the policy.`,
    );
  }
  if (dryRun || count === 0) return planned;
  return execute(planned, options, nowMs, context);
}

function planOf({ snapshots }: Listing, options: PruneOptions, nowMs: number): RetentionPlan {
  const { target, isProtected, policy } = options;
  return planRetention({
    // One that does not say its namespace may be in this one; it is out of scope, but its id must be no other's.
    snapshots: snapshots.filter(mayBeIn(target.namespace)),
    isInScope: inScopeOf(options),
    isProtected,
    policy,
    nowMs,
  });
}

/** What the plan deletes are the snapshots of the result. */
function toResult(plan: RetentionPlan, { policy, dryRun }: PruneOptions): PruneResult {
  return {
    operation: 'prune',
    dryRun,
    isAwaited: false,
    isRefused: false,
    plan,
    policy: describePolicy(policy),
    snapshots: deletionsOf(plan).map(({ snapshot }) => snapshot),
    goneIds: [],
    sparedIds: [],
    failures: [],
  };
}

function inScopeOf({ target, scope }: PruneOptions): (snapshot: Snapshot) => boolean {
  return inScope({ ...scope, namespace: target.namespace });
}

async function execute(
  planned: PruneResult,
  options: PruneOptions,
  nowMs: number,
  context: OperationContext,
): Promise<PruneResult> {
  const { target, wait } = options;
  context.publish({ ...planned, snapshots: [], isRefused: true });
  const again = await failedTo('confirm the plan by a second list, so nothing was deleted', async () =>
    planOf(await readListing(target, context), options, nowMs),
  );
  context.log.info(`Deleting ${countOf(planned.snapshots.length, 'snapshot')}.`);
  const { accepted, gone, sparedIds, failures } = await executePlan(
    planned.plan,
    again,
    target,
    context,
    (soFar) => context.publish({ ...planned, snapshots: soFar }),
  );
  const snapshots = [...accepted, ...gone].sort(compareOldestFirst);
  const done = { ...planned, snapshots, goneIds: idsOf(gone), sparedIds, failures };
  context.publish(done);
  if (wait === null) return done;
  const waited = await waitUntilGone(target, accepted, wait, context);
  return { ...done, isAwaited: true, failures: [...failures, ...waited.failures] };
}

/** What a person should know of a plan that is not wrong in itself. */
function warnOfDoubts(
  { plan }: PruneResult,
  listing: Listing,
  options: PruneOptions,
  context: OperationContext,
): void {
  const { target } = options;
  const { log } = context;
  warnOfUnreadableDates(listing, inScopeOf(options), context);
  const unknown = plan.groups
    .filter(({ sourceName }) => !sourceName)
    .flatMap(({ decisions }) => decisions).length;
  if (unknown > 0) {
    log.warning(
      `${countOf(unknown, 'snapshot')} in scope ${unknown === 1 ? 'does' : 'do'} not say the source VM, and ${unknown === 1 ? 'is' : 'are'} kept: a prune never deletes them.`,
    );
  }
  for (const { input, glob } of unusedGlobs(listing, options)) {
    log.warning(
      `\`${input}\` has the glob ${JSON.stringify(glob)}, which fits nothing in namespace "${target.namespace}" on cluster "${target.cluster}".`,
    );
  }
}

/** @throws Error if that is to fail */
function tellNone(
  planned: PruneResult,
  listing: Listing,
  { target, failIfNone }: PruneOptions,
  { publish, log }: OperationContext,
): void {
  const none = `No snapshot is in scope: check namespace, source-vm and match; names are case-sensitive. ${describeListing(listing, target)}`;
  if (failIfNone) {
    publish(planned);
    throw new Error(none);
  }
  log.warning(none);
}

function unusedGlobs({ snapshots }: Listing, { globs, target }: PruneOptions): readonly GivenGlob[] {
  const here = snapshots.filter(({ namespace }) => namespace === target.namespace);
  const ids = idsOf(here);
  const sourceNames = Array.from(new Set(here.flatMap(({ sourceName }) => sourceName ?? [])));
  return globs.filter(({ input, fits }) => !(input === 'source-vm' ? sourceNames : ids).some(fits));
}

function logPlan(
  { plan, policy }: PruneResult,
  { scopeWords }: PruneOptions,
  { log }: OperationContext,
): void {
  log.info([policy, `${scopeWords}.`]);
  for (const { sourceName, keptCount, deletedCount, decisions } of plan.groups) {
    const group = sourceName === null ? 'Without a source VM' : `VM "${sourceName}"`;
    log.info([`${group}: ${keptCount} kept, ${deletedCount} to delete.`, ...decisions.map(decisionLine)]);
  }
}

function decisionLine({ action, snapshot: { id, creationDate }, reasons }: Decision): string {
  const date = creationDate === null ? 'no date' : describeDate(creationDate);
  return `  ${action.padEnd('delete'.length)} ${id ?? '(no id)'} (${date}): ${reasons.join(', ')}`;
}
