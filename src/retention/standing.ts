import { hasId, type IdentifiedSnapshot, MAX_NAME_LENGTH, type Snapshot } from '../domain/snapshot.ts';
import { CLOCK_TOLERANCE_MS, millisecondsOf } from '../domain/time.ts';

/** A snapshot that is in order, but for its readiness: dated, not in the future, with an id, not protected. */
interface DatedSnapshot<Kind extends string> {
  readonly standing: Kind;
  readonly snapshot: IdentifiedSnapshot;
  /** Milliseconds since 1970 UTC. */
  readonly createdMs: number;
}

/** A ready snapshot, which the rules count and may delete. */
export type EligibleSnapshot = DatedSnapshot<'eligible'>;

/** A snapshot that only lacks readiness, as the service said itself. It counts for no rule. */
export type UnreadySnapshot = DatedSnapshot<'unready'>;

/** A snapshot that is kept whatever the policy says, and counts for no rule. */
interface ExcludedSnapshot {
  readonly standing: 'excluded';
  readonly snapshot: Snapshot;
  readonly reason: string;
}

/** How a snapshot takes part in the rules. */
export type Standing = EligibleSnapshot | UnreadySnapshot | ExcludedSnapshot;

/**
 * Whether the rules count a snapshot. Of several reasons to exclude it, the first is given. With a date of exactly
 * five minutes in the future, the clocks may just differ.
 *
 * @param nowMs milliseconds since 1970 UTC
 */
export function standingOf(
  snapshot: Snapshot,
  isProtected: (id: string) => boolean,
  nowMs: number,
): Standing {
  // The server may read an empty id as more than one snapshot.
  if (!hasId(snapshot) || snapshot.id === '') return exclude(snapshot, 'no id');
  if (!isUsualId(snapshot.id)) return exclude(snapshot, 'unusual id');
  // If the server left the source out, all VMs would be in one group.
  if (!snapshot.sourceName) return exclude(snapshot, 'source VM unknown');
  if (isProtected(snapshot.id)) return exclude(snapshot, 'protected');
  if (snapshot.creationDate === null) return exclude(snapshot, 'no creation date');
  const createdMs = millisecondsOf(snapshot.creationDate);
  if (createdMs > nowMs + CLOCK_TOLERANCE_MS) return exclude(snapshot, 'dated in the future');
  if (snapshot.readyToUse === true) return { standing: 'eligible', snapshot, createdMs };
  if (snapshot.readyToUse === false) return { standing: 'unready', snapshot, createdMs };
  return exclude(snapshot, 'readiness unknown');
}

/**
 * Whether an id is as plain as the names of Kubernetes, which the vendor's are. What is not may fit no glob that is
 * meant to protect it, or become another id on its way to the server.
 */
function isUsualId(id: string): boolean {
  return id.length <= MAX_NAME_LENGTH && /^[A-Za-z0-9](?:[\w.:-]*[A-Za-z0-9])?$/.test(id);
}

function exclude(snapshot: Snapshot, reason: string): ExcludedSnapshot {
  return { standing: 'excluded', snapshot, reason };
}
