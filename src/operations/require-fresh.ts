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
import { doubtAboutGood } from './second-look.ts';
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
  const listed = asked.map((sourceVm) => {
    const ofVm = standings.filter(({ snapshot }) => isSameVm(snapshot.sourceName, sourceVm));
    return judge(sourceVm, ofVm, nowMs, options);
  });
  const vms = await confirmFresh(listed, target, context);
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

/** The list may be out of date, or another cluster's: fresh is only what says so of itself too. */
async function confirmFresh(
  vms: readonly VmFreshness[],
  target: Target,
  context: OperationContext,
): Promise<readonly VmFreshness[]> {
  const fresh = vms.filter(({ failure }) => failure === null);
  const { failures } = await attemptEach(
    fresh,
    ({ sourceVm }) => sourceVm,
    async ({ sourceVm, newest }) => {
      if (newest === null) return;
      const aim = `confirm snapshot "${newest.id}" of VM "${sourceVm}"`;
      const doubt = doubtAboutGood(await readSnapshot({ ...target, id: newest.id }, aim, context), newest);
      if (doubt === null) return;
      throw new Error(
        `The newest snapshot of VM "${sourceVm}" is "${newest.id}", which was listed as good, but ${doubt} when it is read by its id.`,
      );
    },
  );
  const messages = new Map(failures.map(({ id, message }) => [id, message]));
  return vms.map((vm) => {
    const failure = messages.get(vm.sourceVm);
    return failure === undefined ? vm : { ...vm, newest: null, failure };
  });
}

/** @param standings those of the VM, newest first */
function judge(
  sourceVm: string,
  standings: readonly Standing[],
  nowMs: number,
  options: RequireFreshOptions,
): VmFreshness {
  const [newest, older] = standings.filter((candidate) => candidate.standing === 'eligible');
  const isFresh = newest !== undefined && nowMs - newest.createdMs <= options.newerThanMs;
  return {
    sourceVm,
    newest: newest?.snapshot ?? null,
    older: older?.snapshot ?? null,
    failure: isFresh ? null : whyNotFresh(sourceVm, standings, newest, nowMs, options),
  };
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
