import { hasId } from '../domain/snapshot.ts';
import { countOf, describeNames } from '../operations/describe.ts';
import type { Deleting, OperationResult } from '../operations/operation-result.ts';
import type { Operation } from './input-catalog.ts';
import { areReady } from './outputs.ts';

/** The last line of a step that failed for several reasons: how far it came. */
export function concludeFailure(operation: Operation, result: OperationResult | null): string {
  if (result === null || result.failures.length === 0) return `${operation} failed.`;
  const failed = result.failures.map(({ id }) => id);
  const failedIds = new Set(failed);
  const done = result.snapshots.filter((snapshot) => !hasId(snapshot) || !failedIds.has(snapshot.id)).length;
  return `${operation} failed for ${countOf(failed.length, 'snapshot')} (${describeNames(failed)}) and succeeded for ${done}.`;
}

/** The last line of a step that succeeded: what it did, and to which. A prune has just listed them. */
export function concludeSuccess(result: OperationResult): string {
  const outcome = describeOutcome(result);
  if (result.operation === 'prune') return `${outcome}.`;
  const ids = result.snapshots.filter(hasId).map(({ id }) => id);
  return ids.length === 0 ? `${outcome}.` : `${outcome}: ${describeNames(ids)}.`;
}

/** What an operation did, in a few words. */
export function describeOutcome(result: OperationResult): string {
  const snapshots = countOf(result.snapshots.length, 'snapshot');
  switch (result.operation) {
    case 'list':
      return `Found ${snapshots}`;
    case 'get':
      return `Read ${snapshots}`;
    case 'create':
      return `${result.created ? 'Created' : 'Created or reused'} ${snapshots}${areReady(result.snapshots) ? ', ready to be restored' : ''}`;
    case 'wait-ready':
      return `Ready to be restored: ${snapshots}`;
    case 'delete':
      return describeDeletion(result);
    case 'prune':
      return `${describeDeletion(result)}${result.dryRun ? ' and keep ' : ', kept '}${result.plan.keptCount + result.sparedIds.length}`;
  }
}

/** A deletion that was accepted is not done: a snapshot may stay for minutes, and only a wait has seen it go. */
function describeDeletion({ dryRun, isAwaited, snapshots }: OperationResult & Deleting): string {
  const what = countOf(snapshots.length, 'snapshot');
  if (dryRun) return `Dry run: would delete ${what}`;
  if (snapshots.length === 0) return 'Nothing was deleted';
  return isAwaited ? `Deleted ${what}` : `Deletion of ${what} accepted`;
}
