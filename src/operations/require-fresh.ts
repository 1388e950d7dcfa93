import { formatDuration } from '../domain/duration.ts';
import { compareNewestFirst, isSameVm } from '../domain/snapshot.ts';
import { describeAge } from '../domain/wording.ts';
import {
  type EligibleSnapshot,
  type Standing,
  standingOf,
  type UnreadySnapshot,
} from '../retention/standing.ts';
import { attemptEach } from './attempt-each.ts';
import { readSnapshot } from './get-snapshots.ts';
import type { OperationContext, OperationResult, VmFreshness } from './operation.ts';
import { doubtAbout } from './second-look.ts';
import type { Target } from './snapshot-store.ts';
import {
  cautiousNowMs,
  describeListing,
  type GlobScope,
  inScope,
  readListing,
  warnOfUnreadableDates,
} from './trusted-listing.ts';

/** What `require-fresh` is asked for. */
export interface RequireFreshOptions {
  readonly target: Target;
  /** Names, as a glob cannot miss a VM that has no snapshot. */
  readonly sourceVms: readonly string[];
  /** Which ids count; null counts all. */
  readonly matchesId: GlobScope['matchesId'];
  /** The greatest age that is fresh, in milliseconds. */
  readonly newerThanMs: number;
}

/**
 * Fails for each VM whose newest good snapshot is too old, or that has none. Good is what a prune would count: ready,
 * dated, and not in the future. What a list calls fresh is read once more by its id.
 *
 * @throws SnapshotServiceError if the list cannot be had whole
 */
export async function requireFresh(
  options: RequireFreshOptions,
  context: OperationContext,
): Promise<OperationResult> {
  const { target, sourceVms, matchesId } = options;
  const listing = await readListing(target, context);
  const matchesSourceVm = (name: string) => sourceVms.some((sourceVm) => isSameVm(sourceVm, name));
  const isAsked = inScope({ namespace: target.namespace, matchesId, matchesSourceVm });
  warnOfUnreadableDates(listing, isAsked, context);
  const nowMs = cautiousNowMs(listing, context, 'later');
  const standings = listing.snapshots
    .filter(isAsked)
    .sort(compareNewestFirst)
    .map((snapshot) => standingOf(snapshot, () => false, nowMs));
  const asked = sourceVms.filter(
    (name, index) => sourceVms.findIndex((other) => isSameVm(other, name)) === index,
  );
  const { values, failures } = await attemptEach(
    asked,
    (sourceVm) => sourceVm,
    (sourceVm) => {
      const ofVm = standings.filter(({ snapshot }) => isSameVm(snapshot.sourceName, sourceVm));
      return judge(sourceVm, ofVm, nowMs, options, context);
    },
  );
  const judged = new Map(values.map((vm) => [vm.sourceVm, vm]));
  const unread = new Map(failures.map(({ id, message }) => [id, message]));
  const vms = asked.map(
    (sourceVm): VmFreshness =>
      judged.get(sourceVm) ?? { sourceVm, newest: null, older: null, failure: unread.get(sourceVm) ?? null },
  );
  if (vms.some(({ newest }) => newest === null)) context.log.info(describeListing(listing, target));
  return {
    operation: 'require-fresh',
    vms,
    snapshots: vms.flatMap(({ newest }) => newest ?? []),
    failures: vms.flatMap(({ sourceVm, failure }) =>
      failure === null ? [] : [{ id: sourceVm, message: failure }],
    ),
  };
}

/**
 * The list may be out of date, or another cluster's: fresh is only what is so when it is read by its id.
 *
 * @param standings those of the VM, newest first
 * @throws Error if one that may be fresh cannot be read
 */
async function judge(
  sourceVm: string,
  standings: readonly Standing[],
  nowMs: number,
  options: RequireFreshOptions,
  context: OperationContext,
): Promise<VmFreshness> {
  const [newest, older] = standings.filter((candidate) => candidate.standing === 'eligible');
  const vm = { sourceVm, newest: newest?.snapshot ?? null, older: older?.snapshot ?? null };
  if (newest === undefined || nowMs - newest.createdMs > options.newerThanMs) {
    return { ...vm, failure: whyNotFresh(sourceVm, standings, newest, nowMs, options) };
  }
  const { id } = newest.snapshot;
  const aim = `confirm snapshot "${id}" of VM "${sourceVm}"`;
  const doubt = doubtAbout(newest.snapshot, await readSnapshot({ ...options.target, id }, aim, context));
  if (doubt === null) return { ...vm, failure: null };
  const failure = `Snapshot "${id}" of VM "${sourceVm}" was listed as good, but ${doubt} when it is read by its id.`;
  context.log.info(failure);
  const others = standings.filter((candidate) => candidate !== newest);
  const next = await judge(sourceVm, others, nowMs, options, context);
  return next.failure === null ? next : { ...next, failure };
}

/** What is wrong with a VM that has no fresh snapshot, and whether a younger one is on its way. */
function whyNotFresh(
  sourceVm: string,
  standings: readonly Standing[],
  newest: EligibleSnapshot | undefined,
  nowMs: number,
  { target: { cluster, namespace }, matchesId, newerThanMs }: RequireFreshOptions,
): string {
  const ofVm = `of VM "${sourceVm}"${matchesId === null ? '' : ' whose id fits `match`'}`;
  if (standings.length === 0)
    return `There is no snapshot ${ofVm} in namespace "${namespace}" on cluster "${cluster}".`;
  const named = ({ snapshot, createdMs }: EligibleSnapshot | UnreadySnapshot) =>
    `"${snapshot.id}", ${describeAge(Math.max(0, nowMs - createdMs))} old`;
  const reason =
    newest === undefined
      ? `No snapshot ${ofVm} is good: ${describeFlaws(standings)}.`
      : `The newest good snapshot ${ofVm} is ${named(newest)}: older than newer-than, which is ${formatDuration(newerThanMs)}.`;
  const unready = standings.find((candidate) => candidate.standing === 'unready');
  const isYounger = unready !== undefined && unready.createdMs > (newest?.createdMs ?? 0);
  return isYounger ? `${reason} ${named(unready)}, is not ready yet.` : reason;
}

/** Why none of some snapshots is good, and how many of each: `not ready (2), no creation date (1)`. */
function describeFlaws(standings: readonly Standing[]): string {
  const byFlaw = Map.groupBy(standings, (flawed) =>
    flawed.standing === 'excluded' ? flawed.reason : 'not ready',
  );
  return Array.from(byFlaw, ([flaw, { length }]) => `${flaw} (${length})`).join(', ');
}
