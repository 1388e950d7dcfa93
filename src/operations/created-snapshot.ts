import { isSameVm, type Snapshot, type SnapshotReference } from '../domain/snapshot.ts';
import { CLOCK_TOLERANCE_MS, millisecondsOf } from '../domain/time.ts';
import { describeDate, describeReference } from './describe.ts';
import type { OperationContext } from './operation-context.ts';
import type { CreateRequest } from './snapshot-store.ts';

/** What to do about a name that is taken. */
export type IfExists = 'fail' | 'reuse';

/** A snapshot that answers a request, and whether this run made it. */
export interface CreatedSnapshot {
  readonly snapshot: Snapshot;
  readonly created: boolean;
}

/**
 * Whether a snapshot that was found after a request without a clear answer is that request's: it is of the VM, whatever
 * the case, and no older than the first request, but for what clocks may differ.
 *
 * @param firstSentMs when the first request was sent, by the service's clock, in milliseconds since 1970 UTC
 */
export function isOurs(
  { sourceName, creationDate }: Snapshot,
  request: CreateRequest,
  firstSentMs: number,
): boolean {
  const isOfVm = isSameVm(sourceName, request.sourceVm);
  return isOfVm && (creationDate === null || !isOlder(creationDate, firstSentMs));
}

function isOlder(creationDate: Snapshot['creationDate'] & string, firstSentMs: number): boolean {
  return millisecondsOf(creationDate) < firstSentMs - CLOCK_TOLERANCE_MS;
}

/** Warns where the service accepted a request and describes an older snapshot: it may have made none. */
export function warnIfOlder(
  { id, creationDate }: Snapshot,
  request: CreateRequest,
  firstSentMs: number,
  { log }: OperationContext,
): void {
  if (creationDate === null || !isOlder(creationDate, firstSentMs)) return;
  log.warning(
    `The server accepted ${describeRequested(request)}, and describes snapshot "${id ?? request.name}" of ${describeDate(creationDate)}, which is older than the request: look whether it is a new one.`,
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
  if (ifExists === 'fail') {
    throw new NameTakenError(
      `There is already a ${describeRequested(request)}${sourceOf(existing)}. Choose another name, or set if-exists to reuse.`,
    );
  }
  if (!isSameVm(existing.sourceName, request.sourceVm)) {
    throw new NameTakenError(
      `There is already a ${describeRequested(request)}${sourceOf(existing)}, so it is not reused for VM "${request.sourceVm}". Choose another name.`,
    );
  }
  return { snapshot: withRequested(existing, request), created: false };
}

/** The name is another snapshot's. The message needs no introduction. */
export class NameTakenError extends Error {
  override readonly name = 'NameTakenError';
}

function sourceOf({ sourceName, creationDate }: Snapshot): string {
  const source = sourceName === null ? 'the server does not say of which VM' : `of VM "${sourceName}"`;
  return `, ${source}${creationDate === null ? '' : `, made at ${describeDate(creationDate)}`}`;
}

/** An answer may leave fields out; what was asked for fills them, so that the id is never lost. */
export function withRequested(answered: Snapshot, request: CreateRequest): Snapshot {
  return {
    ...answered,
    id: answered.id ?? request.name,
    namespace: answered.namespace ?? request.namespace,
    sourceName: answered.sourceName ?? request.sourceVm,
  };
}

/** Names the snapshot that was asked for. */
export function describeRequested(request: CreateRequest): string {
  return describeReference(referenceOf(request));
}

/** Where the snapshot that was asked for is to be found. */
export function referenceOf({ name, namespace, cluster }: CreateRequest): SnapshotReference {
  return { id: name, namespace, cluster };
}
