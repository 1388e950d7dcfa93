import { hasId, type Snapshot } from '../domain/snapshot.ts';
import type { OperationResult, PruneResult } from '../operations/operation-result.ts';
import { keptOf } from '../retention/plan.ts';

/** The action's outputs. `action.yml` and the README name the same, which a contract test holds them to. */
export const OUTPUT_NAMES = [
  'snapshots',
  'snapshot-ids',
  'snapshot-id',
  'count',
  'ready',
  'created',
  'kept-ids',
  'failed-ids',
  'snapshots-file',
] as const;

/** The name of an output. */
export type OutputName = (typeof OUTPUT_NAMES)[number];

/** The values of all outputs, as the runner takes them. */
export type Outputs = Readonly<Record<OutputName, string>>;

/** The outputs of an operation that ended before it knew anything. */
export const NO_OUTPUTS: Outputs = {
  snapshots: '[]',
  'snapshot-ids': '[]',
  'snapshot-id': '',
  count: '0',
  ready: '',
  created: '',
  'kept-ids': '',
  'failed-ids': '[]',
  'snapshots-file': '',
};

/** The lists, which are left empty where they would be too large; the file holds the snapshots in full. */
const NO_LISTS = { snapshots: '', 'snapshot-ids': '', 'kept-ids': '', 'failed-ids': '' };

/** The runner accepts 1 MB of outputs a job, counted in UTF-16. */
const MOST_BYTES = 900_000;
const BYTES_PER_CODE_UNIT = 2;

/**
 * The outputs of a result. Those that mean nothing for its operation are empty, and so are the lists if all outputs
 * together would be too large for the runner.
 *
 * @param snapshotsLength the length of the snapshots' JSON in UTF-16 code units, so that a text that is too long
 * need not be made again
 */
export function toOutputs(
  result: OperationResult,
  snapshotsFile: string,
  snapshotsLength: number,
): { readonly outputs: Outputs; readonly isCut: boolean } {
  const ids = result.snapshots.filter(hasId).map(({ id }) => id);
  const withoutLists: Outputs = {
    ...NO_LISTS,
    'snapshot-id': ids[0] ?? '',
    count: String(result.snapshots.length),
    ready: describeReadiness(result),
    created: result.operation === 'create' ? String(result.created) : '',
    'snapshots-file': snapshotsFile,
  };
  if (snapshotsLength * BYTES_PER_CODE_UNIT > MOST_BYTES) return { outputs: withoutLists, isCut: true };
  const outputs: Outputs = {
    ...withoutLists,
    snapshots: JSON.stringify(result.snapshots),
    'snapshot-ids': JSON.stringify(ids),
    'kept-ids': result.operation === 'prune' ? JSON.stringify(keptIds(result)) : '',
    'failed-ids': JSON.stringify(result.failures.map(({ id }) => id)),
  };
  const isCut = sizeInBytes(outputs) > MOST_BYTES;
  return { outputs: isCut ? withoutLists : outputs, isCut };
}

function sizeInBytes(outputs: Outputs): number {
  return OUTPUT_NAMES.reduce((sum, name) => sum + outputs[name].length * BYTES_PER_CODE_UNIT, 0);
}

/** Whether there is at least one snapshot and every one can be restored. */
export function areReady(snapshots: readonly Snapshot[]): boolean {
  return snapshots.length > 0 && snapshots.every(({ readyToUse }) => readyToUse === true);
}

function describeReadiness({ operation, snapshots, failures }: OperationResult): string {
  if (operation === 'delete' || operation === 'prune') return '';
  return String(failures.length === 0 && areReady(snapshots));
}

function keptIds(result: PruneResult): readonly string[] {
  return keptOf(result.plan)
    .map(({ snapshot }) => snapshot)
    .filter(hasId)
    .map(({ id }) => id);
}
