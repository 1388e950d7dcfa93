import { idsOf, type Snapshot } from '../../domain/snapshot.ts';
import type { OperationResult } from '../../operations/operation.ts';
import { keptOf } from '../../retention/plan.ts';

/** The outputs of an operation that ended before it knew anything. */
export const NO_OUTPUTS = {
  snapshots: '[]',
  'snapshot-ids': '[]',
  'snapshot-id': '',
  count: '0',
  ready: '',
  created: '',
  'kept-ids': '',
  'failed-ids': '[]',
  'missing-ids': '',
  'snapshots-file': '',
};

/** The values of all outputs, as the runner takes them. */
export type Outputs = Readonly<typeof NO_OUTPUTS>;

/** The action's outputs. `action.yml` and the README name the same, which a contract test holds them to. */
export const OUTPUT_NAMES: readonly string[] = Object.keys(NO_OUTPUTS);

/** The outputs that grow with the number of snapshots. */
const LIST_NAMES = ['snapshots', 'snapshot-ids', 'kept-ids', 'failed-ids', 'missing-ids'] as const;

type ListName = (typeof LIST_NAMES)[number];

/** The runner accepts 1 MB of outputs a job, counted in UTF-16. */
const MAX_CODE_UNITS = 450_000;

/** What a result gives out, and the lists that would be too large. */
interface CutOutputs {
  readonly outputs: Outputs;
  /** Empty in the outputs, though they are not empty. */
  readonly cutLists: readonly ListName[];
}

/**
 * The outputs of a result. Those that mean nothing for its operation are empty. If all together would be too large for
 * the runner, the largest list is left empty, then the next one, until the rest fits.
 *
 * @param snapshotsLength the length of the snapshots' JSON in UTF-16 code units, so that a text that is too long
 * need not be made again
 */
export function toOutputs(
  result: OperationResult,
  snapshotsFile: string,
  snapshotsLength: number,
): CutOutputs {
  const { operation, snapshots, failures } = result;
  const isTooLong = snapshotsLength > MAX_CODE_UNITS;
  const ids = idsOf(snapshots);
  const isPrune = operation === 'prune';
  const outputs: Outputs = {
    snapshots: isTooLong ? '' : JSON.stringify(snapshots),
    'snapshot-ids': JSON.stringify(ids),
    'snapshot-id': ids[0] ?? '',
    count: String(snapshots.length),
    ready: isPrune || operation === 'delete' ? '' : String(failures.length === 0 && areReady(snapshots)),
    created: operation === 'create' ? String(result.created) : '',
    'kept-ids': isPrune
      ? JSON.stringify([...idsOf(keptOf(result.plan).map(({ snapshot }) => snapshot)), ...result.sparedIds])
      : '',
    'failed-ids': JSON.stringify(failures.map(({ id }) => id)),
    'missing-ids': 'missingIds' in result ? JSON.stringify(result.missingIds) : '',
    'snapshots-file': snapshotsFile,
  };
  const cutLists = listsToCut(outputs);
  return {
    outputs: { ...outputs, ...Object.fromEntries(cutLists.map((name) => [name, ''])) },
    cutLists: isTooLong ? ['snapshots', ...cutLists] : cutLists,
  };
}

/** The fewest lists without which the rest fits, the largest first. */
function listsToCut(outputs: Outputs): readonly ListName[] {
  const largestFirst = LIST_NAMES.filter((name) => outputs[name] !== '').toSorted(
    (left, right) => outputs[right].length - outputs[left].length,
  );
  const cutLists: ListName[] = [];
  let length = Object.values(outputs).reduce((sum, text) => sum + text.length, 0);
  for (const name of largestFirst) {
    if (length <= MAX_CODE_UNITS) break;
    cutLists.push(name);
    length -= outputs[name].length;
  }
  return cutLists;
}

/** Whether there is at least one snapshot and every one can be restored. */
export function areReady(snapshots: readonly Snapshot[]): boolean {
  return snapshots.length > 0 && snapshots.every(({ readyToUse }) => readyToUse === true);
}
