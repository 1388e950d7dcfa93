import { compareNewestFirst, type Snapshot } from '../domain/snapshot.ts';
import { CLOCK_TOLERANCE_MS, millisecondsOf } from '../domain/time.ts';
import type { OperationContext, OperationResult } from './operation.ts';
import type { Listing } from './snapshot-store.ts';
import {
  cautiousNowMs,
  describeListing,
  inScope,
  readListing,
  type Scope,
  warnOfUnreadableDates,
} from './trusted-listing.ts';

/** Which snapshots a list shows; null switches a condition off. */
export interface SnapshotFilter extends Scope {
  readonly ready: boolean | null;
  readonly olderThanMs: number | null;
  readonly newerThanMs: number | null;
}

/** What `list` is asked for. */
export interface ListOptions {
  /** Null spans every cluster. */
  readonly cluster: string | null;
  readonly filter: SnapshotFilter;
  /** All conditions, in words. */
  readonly scopeWords: string;
  /** Whether it is an error that none fits. */
  readonly failIfNone: boolean;
}

/**
 * Lists snapshots, newest first. What the server does not say of a snapshot is unknown, and unknown fits no filter; what
 * is dated in the future is not new.
 *
 * @throws SnapshotServiceError
 * @throws Error if none fits and that is to fail
 */
export async function listSnapshots(
  { cluster, filter, scopeWords, failIfNone }: ListOptions,
  context: OperationContext,
): Promise<OperationResult> {
  const place = { cluster, namespace: filter.namespace };
  const listing = await readListing(place, context);
  const isListed = inScope(filter);
  const fitsRest = (snapshot: Snapshot) =>
    isListed(snapshot) && (filter.ready === null || snapshot.readyToUse === filter.ready);
  const fitting = listing.snapshots.filter(fitsRest);
  const hasAge = filter.olderThanMs !== null || filter.newerThanMs !== null;
  const snapshots = hasAge ? fitting.filter(fitsAge(filter, listing, context)) : fitting;
  if (hasAge) warnOfUnreadableDates(listing, fitsRest, context);
  context.log.info([`${snapshots.length} of ${listing.snapshots.length} snapshots fit.`, `${scopeWords}.`]);
  const result = {
    operation: 'list' as const,
    snapshots: snapshots.toSorted(compareNewestFirst),
    listedCount: listing.snapshots.length,
    failures: [],
  };
  if (snapshots.length > 0) return result;
  const whatThereIs = describeListing(listing, place);
  if (failIfNone) {
    context.publish(result);
    throw new Error(`No snapshot fits, and if-none is fail. ${whatThereIs}`);
  }
  context.log.info(whatThereIs);
  return result;
}

/** Where the clocks differ, nothing counts as older or newer that is so by one of them alone. */
function fitsAge(
  { olderThanMs, newerThanMs }: SnapshotFilter,
  listing: Listing,
  context: OperationContext,
): (snapshot: Snapshot) => boolean {
  const fits: ((createdMs: number) => boolean)[] = [];
  if (olderThanMs !== null) {
    const nowMs = cautiousNowMs(listing, context, 'earlier');
    fits.push((createdMs) => nowMs - createdMs > olderThanMs);
  }
  if (newerThanMs !== null) {
    const nowMs = cautiousNowMs(listing, context, 'later');
    fits.push((createdMs) => nowMs - createdMs < newerThanMs && createdMs <= nowMs + CLOCK_TOLERANCE_MS);
  }
  return ({ creationDate }) =>
    creationDate !== null && fits.every((isFitting) => isFitting(millisecondsOf(creationDate)));
}
