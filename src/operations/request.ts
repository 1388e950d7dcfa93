import { type CreateOptions, createSnapshots } from './create-snapshots.ts';
import { type DeleteOptions, deleteSnapshots } from './delete-snapshots.ts';
import { type GetOptions, getSnapshots } from './get-snapshots.ts';
import { type ListOptions, listSnapshots } from './list-snapshots.ts';
import type { OperationContext, OperationResult } from './operation.ts';
import { type PruneOptions, pruneSnapshots } from './prune-snapshots.ts';
import { type RequireFreshOptions, requireFresh } from './require-fresh.ts';
import { type WaitReadyOptions, waitReady } from './wait-until.ts';

/** What to do, with all that it needs and nothing else. */
export type Request =
  | ({ readonly operation: 'list' } & ListOptions)
  | ({ readonly operation: 'get' } & GetOptions)
  | ({ readonly operation: 'create' } & CreateOptions)
  | ({ readonly operation: 'delete' } & DeleteOptions)
  | ({ readonly operation: 'wait-ready' } & WaitReadyOptions)
  | ({ readonly operation: 'prune' } & PruneOptions)
  | ({ readonly operation: 'require-fresh' } & RequireFreshOptions);

/** Does what a request asks for. */
export function runRequest(request: Request, context: OperationContext): Promise<OperationResult> {
  switch (request.operation) {
    case 'list':
      return listSnapshots(request, context);
    case 'get':
      return getSnapshots(request, context);
    case 'create':
      return createSnapshots(request, context);
    case 'delete':
      return deleteSnapshots(request, context);
    case 'wait-ready':
      return waitReady(request, context);
    case 'prune':
      return pruneSnapshots(request, context);
    case 'require-fresh':
      return requireFresh(request, context);
  }
}
