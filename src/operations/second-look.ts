import {
  areNamesakes,
  type IdentifiedSnapshot,
  isKnownAgain,
  isSameVm,
  type Snapshot,
} from '../domain/snapshot.ts';

/**
 * Why a snapshot that was listed as good cannot be relied on, by what a read by its id has found: words after "it was
 * listed as good, but"; null if it can.
 */
export function doubtAboutGood(found: Snapshot | null, listed: IdentifiedSnapshot): string | null {
  if (found === null) return 'is not there';
  if (found.readyToUse !== true) return 'does not say that it is ready';
  return found.sourceName === null ? 'does not say its VM' : differenceOf(found, listed);
}

/**
 * What speaks against deleting a snapshot that was listed as not ready, by what a read by its id has found; null if
 * nothing does. Unknown readiness, or an unknown VM, is no proof; and by now, a new one may be in the making under its
 * name.
 */
export function doubtAboutUnready(found: Snapshot, listed: IdentifiedSnapshot): string | null {
  const doubt = whyNotUnready(found) ?? differenceOf(found, listed);
  return doubt === null ? null : `it was listed as not ready, and ${doubt} when it is read by its id`;
}

function whyNotUnready({ readyToUse, sourceName }: Snapshot): string | null {
  if (readyToUse === true) return 'is ready';
  return readyToUse === null || sourceName === null ? 'does not say so' : null;
}

/** How what is read under the id of a listed snapshot, of a VM that it says, is another one; null if it is the same. */
function differenceOf(found: Snapshot, listed: IdentifiedSnapshot): string | null {
  if (!isSameVm(found.sourceName, listed.sourceName)) return `is of VM "${found.sourceName}"`;
  if (areNamesakes(found, listed)) return 'is another one, made at another time,';
  return isKnownAgain(found, listed) ? null : 'does not say its date, as one in the making';
}
