import type { IdentifiedSnapshot, Snapshot, SnapshotReference } from '../domain/snapshot.ts';

/** Where snapshots live: the port between the operations and the Denvr API. */
export interface SnapshotStore {
  /**
   * All snapshots, of one cluster or, with null, of every cluster. What could not be read is returned separately.
   *
   * @throws SnapshotServiceError; the signal's reason once it is aborted
   */
  list(cluster: string | null, options: CallOptions): Promise<Listing>;

  /**
   * One snapshot, if there is one. It is of the id and the namespace that were asked for.
   *
   * @throws SnapshotServiceError, also where the service contradicts itself; the signal's reason once it is aborted
   */
  get(reference: SnapshotReference, options: CallOptions): Promise<GetResponse>;

  /**
   * Asks for a snapshot with one single request, and never with a second one. Every way in which the service can end
   * that is a value, because the next step depends on it.
   *
   * @throws the signal's reason once it is aborted; the request may have been sent by then
   */
  create(request: CreateRequest, options: CallOptions): Promise<CreateResponse>;

  /**
   * Asks for the deletion of a snapshot that was seen before, as often as a passing error makes necessary. Where a
   * request had no clear answer, the snapshot is looked up before the next one.
   *
   * @param seen the snapshot as it was read: another one that now has its name is not deleted instead
   * @throws SnapshotServiceError; Error if another snapshot now has the name; the signal's reason once it is aborted
   */
  delete(target: Target, seen: IdentifiedSnapshot, options: CallOptions): Promise<DeleteResponse>;
}

/** All snapshots at one moment. */
export interface Listing {
  readonly snapshots: readonly Snapshot[];
  readonly unreadableItems: readonly UnreadableItem[];
  /** Snapshots whose creation date is a text that is no date, with that text. */
  readonly unreadableDates: readonly { readonly snapshot: Snapshot; readonly text: string }[];
  /** The service's own time at that moment, in milliseconds since 1970 UTC; null if it did not say. */
  readonly serverNowMs: number | null;
}

/** An entry of a list that is no snapshot as far as it can be read. */
export interface UnreadableItem {
  /** The namespace that it is of, if it says so. */
  readonly namespace: string | null;
  /** What is wrong with it, such as `items/2/id must be string`. */
  readonly what: string;
}

/** What the service said of one snapshot. */
export interface GetResponse {
  /** Null if there is none. */
  readonly snapshot: IdentifiedSnapshot | null;
  /** The service's own time at that moment, in milliseconds since 1970 UTC; null if it did not say. */
  readonly serverNowMs: number | null;
}

/** What bounds a call to the store. */
export interface CallOptions {
  /** Ends the call at once, with the signal's reason. */
  readonly signal: AbortSignal;
  /** On the scale of `Clock.elapsedMs`: neither a request nor a pause lasts beyond it. */
  readonly deadlineMs?: number;
}

/** Where a snapshot is to be made or looked for. */
export interface Target {
  readonly cluster: string;
  readonly namespace: string;
}

/** A snapshot that is to be made: where it is to be found then, and of which VM it is. */
export interface CreateRequest extends SnapshotReference {
  readonly sourceVm: string;
}

/**
 * How one request for a snapshot ended.
 *
 * - `accepted`: the snapshot is being made.
 * - `accepted-unclear`: the service accepted the request, but its answer is about another snapshot or cannot be read, so
 *   it is not clear what was accepted.
 * - `name-taken`: a snapshot of that name is there, whoever made it.
 * - `retry-later`: nothing was begun, such as without a connection or by a service that is busy; the same request may be
 *   sent later. With `maybeDone`, not even that is certain.
 * - `rejected`: the service said no in words of its own; without `isCertain`, with a status that an outage can have too.
 * - `unknown`: it is not known whether a snapshot is being made.
 */
export type CreateResponse =
  | { readonly kind: 'accepted'; readonly snapshot: Snapshot }
  | {
      readonly kind: 'retry-later';
      readonly maybeDone: boolean;
      /** Another operation is under way; it may be this very request, which a proxy may have sent twice. */
      readonly isBusy: boolean;
      readonly retryAfterMs: number | null;
      readonly error: Error;
    }
  | { readonly kind: 'rejected'; readonly isCertain: boolean; readonly error: Error }
  | { readonly kind: 'accepted-unclear' | 'name-taken' | 'unknown'; readonly error: Error };

/**
 * How a deletion ended. `missing` means that there was nothing to delete; a snapshot that was there when an earlier
 * request of the same call went unanswered, and is gone at the next look, counts as `accepted`.
 */
export type DeleteResponse = 'accepted' | 'missing';
