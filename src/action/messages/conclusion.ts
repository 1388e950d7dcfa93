import { idsOf } from '../../domain/snapshot.ts';
import { countOf, describeNames } from '../../domain/wording.ts';
import type { Deleting, Failure, OperationResult, PruneResult } from '../../operations/operation.ts';
import { areReady } from '../outputs/outputs.ts';

/** The last line of a step that succeeded: what it did, and to which. A prune has just listed them. */
export function lastLineOf(result: OperationResult): string {
  const outcome = outcomeOf(result);
  if (result.operation === 'prune') return `${outcome}.`;
  const ids = idsOf(result.snapshots);
  return ids.length === 0 ? `${outcome}.` : `${outcome}: ${describeNames(ids)}.`;
}

/** What an operation that succeeded did, in a few words. */
export function outcomeOf(result: OperationResult): string {
  const snapshots = countOf(result.snapshots.length, 'snapshot');
  switch (result.operation) {
    case 'list':
      return `Found ${snapshots}`;
    case 'get':
      return `Read ${snapshots}`;
    case 'create':
      return `${creationOf(result)}${areReady(result.snapshots) ? ', ready to be restored' : ''}`;
    case 'wait-ready':
      return `Ready to be restored: ${snapshots}`;
    case 'require-fresh':
      return `Fresh and ready to be restored: ${snapshots}`;
    case 'delete':
      return deletionOf(result);
    case 'prune': {
      const gone = result.goneIds.length === 0 ? '' : `, ${result.goneIds.length} gone already`;
      return `${deletionOf(result)}${gone}${result.dryRun ? ' and keep ' : ', kept '}${keptCount(result)}`;
    }
  }
}

/** What follows a creation whose snapshots nobody has waited for, as a sentence; nothing where there is nothing to say. */
export function adviceOn({ operation, snapshots }: OperationResult): readonly string[] {
  return operation !== 'create' || snapshots.length === 0 || areReady(snapshots)
    ? []
    : [
        'Not ready yet: do not rely on it before a wait has ended well (`wait: true`, or the operation wait-ready).',
      ];
}

function creationOf({ snapshots, reusedIds }: OperationResult & { readonly operation: 'create' }): string {
  const reused = reusedIds.length;
  const made = countOf(snapshots.length - reused, 'snapshot');
  if (reused === 0) return `Created ${made}`;
  return reused === snapshots.length
    ? `Reused ${countOf(reused, 'snapshot')}`
    : `Created ${made} and reused ${reused}`;
}

/** A deletion that was accepted is not done: a snapshot may stay for minutes, and only a wait has seen it go. */
function deletionOf(result: OperationResult & { readonly operation: 'delete' | 'prune' }): string {
  const count = result.snapshots.length - (result.operation === 'prune' ? result.goneIds.length : 0);
  const what = countOf(count, 'snapshot');
  if (result.dryRun) return `Dry run: would delete ${what}`;
  if (count === 0) return 'Nothing was deleted';
  return result.isAwaited ? `Deleted ${what}` : `Deletion of ${what} accepted`;
}

/** How many snapshots a prune keeps, with those that it spared. */
export function keptCount({ plan, sparedIds }: PruneResult): number {
  return plan.keptCount + sparedIds.length;
}

/** How far a step came, such as `2 of 3 made, 1 failed`; where nothing failed, `3 deletions accepted, 2 kept`. */
export function countsOf(result: OperationResult): string {
  const failedIds = new Set(result.failures.map(({ id }) => id));
  const there = result.snapshots.length;
  const unfinished = idsOf(result.snapshots).filter((id) => failedIds.has(id)).length;
  const finished = there - unfinished;
  const failed = failedIds.size - unfinished;
  const tell = (done: number, total: number, words: string, unfinishedWords: string) =>
    [
      `${failedIds.size > 0 ? `${done} of ${total}` : done} ${words}`,
      ...('reusedIds' in result ? ifAny(result.reusedIds.length, 'reused') : []),
      ...('goneIds' in result ? ifAny(result.goneIds.length, 'gone already') : []),
      ...ifAny(unfinished, unfinishedWords),
      ...ifAny(failed, 'failed'),
      ...(result.operation === 'prune' ? [`${keptCount(result)} kept`] : []),
    ].join(', ');
  switch (result.operation) {
    case 'list':
      return `${there} of ${result.listedCount} found`;
    case 'require-fresh':
      return `${result.vms.length - result.failures.length} of ${countOf(result.vms.length, 'VM')} fresh`;
    case 'get':
      return tell(finished, there + failed, 'read', 'failed');
    case 'wait-ready':
      return tell(finished, there, 'ready', 'failed');
    case 'create':
      return tell(there - result.reusedIds.length, there + failed, 'made', 'not seen to be ready');
    case 'delete':
      return tell(
        result.isAwaited ? finished : there,
        there + failed,
        deletionWords(result, there),
        'may still be there',
      );
    case 'prune': {
      const { plan, isRefused, isAwaited, goneIds, sparedIds } = result;
      if (isRefused) return `0 of ${plan.deletedCount} deleted, as nothing was sent`;
      const done = (isAwaited ? finished : there) - goneIds.length;
      return tell(
        done,
        plan.deletedCount - sparedIds.length,
        deletionWords(result, done),
        'may still be there',
      );
    }
  }
}

function ifAny(count: number, words: string): readonly string[] {
  return count > 0 ? [`${count} ${words}`] : [];
}

function deletionWords({ isAwaited, failures }: OperationResult & Deleting, done: number): string {
  if (isAwaited) return 'deleted';
  return done + failures.length === 1 ? 'deletion accepted' : 'deletions accepted';
}

/** The reasons for failures, equal ones once: that of the first, and of which others it is true as well. */
export function groupFailures(failures: readonly Failure[]): readonly string[] {
  const alike = Map.groupBy(failures, ({ id, message }) =>
    message.replaceAll(`"${id}"`, '').replace(/ of VM "[^"]*"/, ''),
  );
  return Array.from(alike.values(), ([first, ...others]) => {
    const message = first?.message ?? '';
    if (others.length === 0) return message;
    const names = others.map(({ id }) => `"${id}"`);
    // What may have been left behind is named in full: somebody has to look for it.
    const shown = /may (?:exist|be deleted)/.test(message) ? names.join(', ') : describeNames(names);
    return `${message} The same for ${others.length} more: ${shown}.`;
  });
}
