import { createSnapshots } from '../operations/create-snapshots.ts';
import { deleteSnapshots } from '../operations/delete-snapshots.ts';
import { getSnapshots } from '../operations/get-snapshots.ts';
import { listSnapshots } from '../operations/list-snapshots.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import type { OperationResult } from '../operations/operation-result.ts';
import { pruneSnapshots } from '../operations/prune-snapshots.ts';
import { requireFresh } from '../operations/require-fresh.ts';
import { waitReady } from '../operations/wait-until.ts';
import type { Request } from './inputs/parse-inputs.ts';

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
