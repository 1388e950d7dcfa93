import type { Snapshot } from '../domain/snapshot.ts';

/** Which snapshots the globs of `match` and `source-vm` fit; null switches a condition off. */
export interface GlobScope {
  /** Whether the id fits one of the globs of `match`. */
  readonly matchesId: ((id: string) => boolean) | null;
  /** Whether the source VM fits one of the globs of `source-vm`. */
  readonly matchesSourceVm: ((sourceVm: string) => boolean) | null;
}

/** Whether a snapshot fits all conditions of the scope. What it does not say of itself fits none. */
export function isInGlobScope(
  { id, sourceName }: Snapshot,
  { matchesId, matchesSourceVm }: GlobScope,
): boolean {
  return (
    (matchesId === null || (id !== null && matchesId(id))) &&
    (matchesSourceVm === null || (sourceName !== null && matchesSourceVm(sourceName)))
  );
}
