import { millisecondsOf, type UtcTimestamp } from './time.ts';

/**
 * A VM snapshot as the Denvr API describes it, under the API's own field names. Every text may be
 * missing at the vendor's (`nullable` in its OpenAPI description), and missing means *unknown*.
 */
export interface Snapshot {
  /** The snapshot's name, unique in its namespace. Without it, nothing can be done to the snapshot. */
  readonly id: string | null;
  /** The namespace (VPC) that holds the snapshot. */
  readonly namespace: string | null;
  /** The VM that the snapshot was taken of. */
  readonly sourceName: string | null;
  readonly osImage: string | null;
  readonly customPackage: string | null;
  /** The size of the root disk in the server's own words, such as `100Gi`. */
  readonly rootDiskSize: string | null;
  /** When the snapshot was taken; null where the server gave no date, or .NET's unset one. */
  readonly creationDate: UtcTimestamp | null;
  readonly username: string | null;
  readonly tenancyName: string | null;
  /** Whether a VM can be restored from it; null where the server did not say. */
  readonly readyToUse: boolean | null;
}

/** A snapshot that can be acted on, because its id is known. */
export type IdentifiedSnapshot = Snapshot & { readonly id: string };

/** What the API needs in order to find one snapshot. */
export interface SnapshotReference {
  readonly id: string;
  readonly namespace: string;
  readonly cluster: string;
}

/** Names one snapshot so that it can be found: its id alone is unique only in its namespace. */
export function describeReference({ id, namespace, cluster }: SnapshotReference): string {
  return `snapshot "${id}" in namespace "${namespace}" on cluster "${cluster}"`;
}

/** Names of Kubernetes, which the vendor's are, have at most this many characters. */
export const MAX_NAME_LENGTH = 253;

/** A longer text of a snapshot describes nothing, and would reach globs, logs and tables. */
export const MAX_TEXT_LENGTH = 4096;

/** Whether the snapshot says its id; without one, nothing can be done to it. */
export function hasId(snapshot: Snapshot): snapshot is IdentifiedSnapshot {
  return snapshot.id !== null;
}

/** The ids of the snapshots that say theirs. */
export function idsOf(snapshots: readonly Snapshot[]): readonly string[] {
  return snapshots.flatMap(({ id }) => id ?? []);
}

/** Fits what is of a namespace, and what does not say its own. */
export function mayBeIn(namespace: string): (listed: Pick<Snapshot, 'namespace'>) => boolean {
  return (listed) => listed.namespace === null || listed.namespace === namespace;
}

/** A snapshot of which only these fields are known, such as one that was just asked for by name. */
export function partialSnapshot<Known extends Partial<Snapshot>>(known: Known): Snapshot & Known {
  return {
    id: null,
    namespace: null,
    sourceName: null,
    osImage: null,
    customPackage: null,
    rootDiskSize: null,
    creationDate: null,
    username: null,
    tenancyName: null,
    readyToUse: null,
    ...known,
  };
}

/** Sorts newest first; unknown dates come last, and of equal dates the higher id is the newer. */
export function compareNewestFirst(left: Snapshot, right: Snapshot): number {
  return compareOldestFirst(right, left);
}

/** Sorts oldest first; unknown dates come first, and of equal dates the lower id is the older. */
export function compareOldestFirst(left: Snapshot, right: Snapshot): number {
  return (
    compareText(left.creationDate ?? '', right.creationDate ?? '') ||
    compareText(left.id ?? '', right.id ?? '')
  );
}

/** Orders texts by code unit, the same on every machine whatever its locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Whether two names are one VM's: VM names are compared without case. A name that is not known is no VM's. */
export function isSameVm(left: string | null, right: string | null): boolean {
  return left !== null && right !== null && left.toLowerCase() === right.toLowerCase();
}

/** Whether two snapshots are known to be of two VMs. */
export function areOfTwoVms(left: Snapshot, right: Snapshot): boolean {
  return (
    left.sourceName !== null && right.sourceName !== null && !isSameVm(left.sourceName, right.sourceName)
  );
}

/** Whether two snapshots of one name are known to be two: of two VMs, or made at two times. */
export function areNamesakes(left: Snapshot, right: Snapshot): boolean {
  return areOfTwoTimes(left.creationDate, right.creationDate) || areOfTwoVms(left, right);
}

/**
 * Whether what is found under the name of a known snapshot is beyond doubt the same: it says again of which VM it is, if
 * that is known, and of which date, if one of the two has any. A new one of that name has no date until it is taken (CSI).
 */
export function isKnownAgain(found: Snapshot, known: Snapshot): boolean {
  const isOfVm = known.sourceName === null || isSameVm(found.sourceName, known.sourceName);
  const areDatedAlike = (found.creationDate === null) === (known.creationDate === null);
  return isOfVm && areDatedAlike && !areOfTwoTimes(found.creationDate, known.creationDate);
}

/** A server may tell one date to the second and to the millisecond. */
function areOfTwoTimes(left: UtcTimestamp | null, right: UtcTimestamp | null): boolean {
  return left !== null && right !== null && Math.abs(millisecondsOf(left) - millisecondsOf(right)) >= 1000;
}
