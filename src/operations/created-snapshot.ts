import {
  describeReference,
  type IdentifiedSnapshot,
  isSameVm,
  type Snapshot,
  type SnapshotReference,
} from '../domain/snapshot.ts';
import { CLOCK_TOLERANCE_MS, millisecondsOf, type UtcTimestamp } from '../domain/time.ts';
import { describeDate } from '../domain/wording.ts';
import type { OperationContext } from './operation.ts';
import type { CreateRequest } from './snapshot-store.ts';

/** What to do about a name that is taken. */
export type IfExists = 'fail' | 'reuse';

/** A snapshot that answers a request. */
export interface CreatedSnapshot {
  readonly snapshot: IdentifiedSnapshot;
  /**
   * When this run first asked for it, by the service's clock, in milliseconds since 1970 UTC; null for one that was there
   * before.
   */
  readonly requestedMs: number | null;
}

/**
 * Whether a snapshot that was found after a request without a clear answer is that request's: it is of the VM, whatever
 * the case, and no older than the first request, but for what clocks may differ.
 *
 * @param requestedMs when the first request was sent, by the service's clock, in milliseconds since 1970 UTC
 */
export function isOurs(
  { sourceName, creationDate }: Snapshot,
  request: CreateRequest,
  requestedMs: number,
): boolean {
  const isOfVm = isSameVm(sourceName, request.sourceVm);
  return isOfVm && (creationDate === null || !isOlder(creationDate, requestedMs));
}

function isOlder(creationDate: UtcTimestamp, requestedMs: number): boolean {
  return millisecondsOf(creationDate) < requestedMs - CLOCK_TOLERANCE_MS;
}

/**
 * Warns where the service describes what it accepted as an older snapshot: it may have made none.
 *
 * @param accepted what was asked for
 */
export function warnIfOlder(
  { snapshot: { id, creationDate }, requestedMs }: CreatedSnapshot,
  accepted: SnapshotReference,
  { log }: OperationContext,
): void {
  if (creationDate === null || requestedMs === null || !isOlder(creationDate, requestedMs)) return;
  log.warning(
    `The server accepted ${describeReference(accepted)}, and describes snapshot "${id}" of ${describeDate(creationDate)}, which is older than the request: look whether it is a new one.`,
  );
}

/**
 * The snapshot that bears the name already, if it is to be reused and is of the same VM.
 *
 * @throws NameTakenError otherwise
 */
export function takeExisting(
  existing: Snapshot,
  request: CreateRequest,
  ifExists: IfExists,
): CreatedSnapshot {
  if (ifExists === 'reuse' && isSameVm(existing.sourceName, request.sourceVm)) {
    return { snapshot: withRequested(existing, request), requestedMs: null };
  }
  const advice =
    ifExists === 'fail'
      ? '. Choose another name, or set if-exists to reuse.'
      : `, so it is not reused for VM "${request.sourceVm}". Choose another name.`;
  throw new NameTakenError(`There is already a ${describeReference(request)}${sourceOf(existing)}${advice}`);
}

/** The name is another snapshot's. The message needs no introduction. */
export class NameTakenError extends Error {
  override readonly name = 'NameTakenError';
}

function sourceOf({ sourceName, creationDate }: Snapshot): string {
  const source = sourceName === null ? 'the server does not say of which VM' : `of VM "${sourceName}"`;
  return `, ${source}${creationDate === null ? '' : `, made at ${describeDate(creationDate)}`}`;
}

/** A response may leave fields out; what was asked for fills them, so that the id is never lost. */
export function withRequested(snapshot: Snapshot, request: CreateRequest): IdentifiedSnapshot {
  return {
    ...snapshot,
    id: snapshot.id ?? request.id,
    namespace: snapshot.namespace ?? request.namespace,
    sourceName: snapshot.sourceName ?? request.sourceVm,
  };
}
