import type { Untruth } from './fault-rules.ts';
import type { ApiSnapshot } from './snapshot-world.ts';

/** The snapshots that a list shows instead of the true ones. */
export function untrueItems(items: readonly ApiSnapshot[], untruth: Untruth | null): readonly object[] {
  switch (untruth?.kind) {
    case 'leave-out':
      return items.filter((item) => !isAmong(untruth.ids, item));
    case 'double':
      return items.flatMap((item) => (isAmong(untruth.ids, item) ? [item, item] : [item]));
    case 'overlay':
      return items.map((item) => untrueSnapshot(item, untruth));
    default:
      return items;
  }
}

/** What is said of one snapshot instead of the truth. */
export function untrueSnapshot(snapshot: ApiSnapshot, untruth: Untruth | null): object {
  if (untruth?.kind !== 'overlay') return snapshot;
  const { fields, ids } = untruth;
  return ids === undefined || isAmong(ids, snapshot) ? { ...snapshot, ...fields } : snapshot;
}

function isAmong(ids: readonly string[], { id }: ApiSnapshot): boolean {
  return typeof id === 'string' && ids.includes(id);
}
