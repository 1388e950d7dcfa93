import {
  areNamesakes,
  type IdentifiedSnapshot,
  isKnownAgain,
  isSameVm,
  type Snapshot,
} from '../domain/snapshot.ts';

/**
 * How what a read by the id has found differs from a listed snapshot that says whether it is ready: words after "it was
 * listed as ready, but" or the like; null if it does not. Unknown readiness, or an unknown VM, is no proof; and by now, a
 * new one may be in the making under its name.
 */
export function doubtAbout(listed: IdentifiedSnapshot, found: Snapshot | null): string | null {
  if (found === null) return 'is not there';
  if (found.readyToUse === null) return 'does not say whether it is ready';
  if (found.readyToUse !== listed.readyToUse) return found.readyToUse ? 'is ready' : 'is not ready';
  if (found.sourceName === null) return 'does not say its VM';
  if (!isSameVm(found.sourceName, listed.sourceName)) return `is of VM "${found.sourceName}"`;
  if (areNamesakes(found, listed)) return 'is another one, made at another time,';
  return isKnownAgain(found, listed) ? null : 'does not say its date, as one in the making';
}
