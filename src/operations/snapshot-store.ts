import type { Snapshot, SnapshotReference } from '../domain/snapshot.ts';
import type { NamedSource } from '../domain/snapshot-name.ts';

/** Where snapshots live: the port between the operations and the Denvr API. */
export interface SnapshotStore {
  /**
   * All snapshots, of one cluster or, with null, of every cluster. Either the whole list or an error, never a part.
   *
   * @throws SnapshotServiceError; the signal's reason once it is aborted
   */
  list(cluster: string | null, options: CallOptions): Promise<Listing>;

  /**
   * One snapshot, or null if the service says that there is none.
   *
   * @throws SnapshotServiceError; the signal's reason once it is aborted
   */
  get(reference: SnapshotReference, options: CallOptions): Promise<Snapshot | null>;

  /**
   * Asks for a snapshot with one single request, and never with a second one. Every way in which the service can end
   * that is a value, because the next step depends on it.
   *
   * @throws the signal's reason once it is aborted; the request may have been sent by then
   */
  create(request: CreateRequest, options: CallOptions): Promise<CreateAnswer>;

  /**
   * Asks for a deletion, as often as a passing fault makes necessary.
   *
   * @throws SnapshotServiceError; the signal's reason once it is aborted
   */
  delete(reference: SnapshotReference, options: CallOptions): Promise<DeleteAnswer>;
}

/** All snapshots at one moment. */
export interface Listing {
  readonly snapshots: readonly Snapshot[];
  /** The service's own time at that moment, in milliseconds since 1970 UTC; null if it did not say. */
  readonly serverNowMs: number | null;
}

/** What bounds a call to the store. */
export interface CallOptions {
  /** Ends the call at once, with the signal's reason. */
  readonly signal: AbortSignal;
  /** On the scale of {@link Clock.elapsedMs}: neither a request nor a pause lasts beyond it. */
  readonly deadlineMs?: number;
}

/** Where a snapshot is to be made or looked for. */
export interface Target {
  readonly cluster: string;
  readonly namespace: string;
}

/** A snapshot that is to be made: of which VM, under which name, and where. */
export interface CreateRequest extends Target, NamedSource {}

/**
 * How one request for a snapshot ended.
 *
 * - `accepted`: the snapshot is being made.
 * - `not-accepted`: nothing was begun, such as without a connection or by a service that is busy; the same request may be
 *   sent later.
 * - `already-exists`: a snapshot of that name is there, whoever made it.
 * - `refused`: the service said no in its own words, but with a status that a fault could have too.
 * - `rejected`: the service said no beyond doubt.
 * - `open`: whether a snapshot is being made is not known.
 */
export type CreateAnswer =
  | { readonly kind: 'accepted'; readonly snapshot: Snapshot }
  | {
      readonly kind: 'not-accepted';
      readonly retryAfterMs: number | null;
      /** Whether it was not the service itself that said so, but something between, such as a gateway. */
      readonly isDoubtful: boolean;
      readonly error: Error;
    }
  | { readonly kind: 'already-exists' | 'refused' | 'rejected' | 'open'; readonly error: Error };

/**
 * How a deletion ended. `missing` means that there was nothing to delete; a snapshot that was there when an earlier
 * request of the same call went unanswered, and is gone at the next, counts as `accepted`.
 */
export type DeleteAnswer = 'accepted' | 'missing';
