import { idsOf, type Snapshot } from '../domain/snapshot.ts';
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
  'missing-ids',
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
  'missing-ids': '',
  'snapshots-file': '',
};

/** The outputs that grow with the number of snapshots. */
type ListName = 'snapshots' | 'snapshot-ids' | 'kept-ids' | 'failed-ids' | 'missing-ids';

/** The runner accepts 1 MB of outputs a job, counted in UTF-16. */
const MAX_CODE_UNITS = 450_000;

/** What a result gives out, and the lists that would be too large. */
export interface CutOutputs {
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
  const ids = idsOf(result.snapshots);
  const single = {
    'snapshot-id': ids[0] ?? '',
    count: String(result.snapshots.length),
    ready: describeReadiness(result),
    created: result.operation === 'create' ? String(result.created) : '',
    'snapshots-file': snapshotsFile,
  };
  const lists: Readonly<Record<ListName, string>> = {
    snapshots: snapshotsLength > MAX_CODE_UNITS ? '' : JSON.stringify(result.snapshots),
    'snapshot-ids': JSON.stringify(ids),
    'kept-ids': result.operation === 'prune' ? JSON.stringify(keptIds(result)) : '',
    'failed-ids': JSON.stringify(result.failures.map(({ id }) => id)),
    'missing-ids': 'missingIds' in result ? JSON.stringify(result.missingIds) : '',
  };
  const isTooLong = snapshotsLength > MAX_CODE_UNITS;
  const fitting = withinRoom(lists, MAX_CODE_UNITS - lengthOf(single));
  return {
    outputs: { ...single, ...fitting.lists },
    cutLists: isTooLong ? ['snapshots', ...fitting.cutLists] : fitting.cutLists,
  };
}

function withinRoom(
  lists: Readonly<Record<ListName, string>>,
  room: number,
): { readonly lists: typeof lists; readonly cutLists: readonly ListName[] } {
  if (lengthOf(lists) <= room) return { lists, cutLists: [] };
  const [largest] = (Object.keys(lists) as ListName[]).toSorted(
    (left, right) => lists[right].length - lists[left].length,
  );
  if (largest === undefined || lists[largest] === '') return { lists, cutLists: [] };
  const rest = withinRoom({ ...lists, [largest]: '' }, room);
  return { lists: rest.lists, cutLists: [largest, ...rest.cutLists] };
}

function lengthOf(texts: Readonly<Record<string, string>>): number {
  return Object.values(texts).reduce((sum, { length }) => sum + length, 0);
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
  return [...idsOf(keptOf(result.plan).map(({ snapshot }) => snapshot)), ...result.sparedIds];
}
