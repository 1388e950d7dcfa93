import { hasId } from '../domain/snapshot.ts';
import { countOf, describeNames } from '../operations/describe.ts';
import type { OperationResult } from '../operations/operation-result.ts';
import type { Operation } from './input-catalog.ts';

/** The last line of a step that failed for several reasons: how far it came. */
export function concludeFailure(operation: Operation, result: OperationResult | null): string {
  const failed = result?.failures.map(({ id }) => id) ?? [];
  const done =
    result?.snapshots.filter((snapshot) => !hasId(snapshot) || !failed.includes(snapshot.id)).length ?? 0;
  return `${operation} failed for ${countOf(failed.length, 'snapshot')} (${describeNames(failed)}) and succeeded for ${done}.`;
}

/** The last line of a step that succeeded: what it did. */
export function concludeSuccess(result: OperationResult): string {
  const snapshots = countOf(result.snapshots.length, 'snapshot');
  const ids = result.snapshots.filter(hasId).map(({ id }) => id);
  const names = ids.length === 0 ? '' : `: ${describeNames(ids)}`;
  switch (result.operation) {
    case 'list':
      return `Found ${snapshots}${names}.`;
    case 'get':
      return `Read ${snapshots}${names}.`;
    case 'create':
      return `${result.created ? 'Created' : 'Created or reused'} ${snapshots}${names}.`;
    case 'wait-ready':
      return `Ready to be restored: ${snapshots}${names}.`;
    case 'delete':
    case 'prune':
      return `${result.dryRun ? 'Dry run: would delete' : 'Deleted'} ${snapshots}${names}.`;
  }
}
