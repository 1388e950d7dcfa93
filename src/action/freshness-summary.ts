import type { Snapshot } from '../domain/snapshot.ts';
import { millisecondsOf } from '../domain/time.ts';
import { describeAge } from '../operations/describe.ts';
import type { VmFreshness } from '../operations/operation-result.ts';
import { codeOrDash, toHtmlCode, toHtmlTable } from './html.ts';

/** A row for each VM that is to have a fresh snapshot, those that have none first, as HTML on one line. */
export function renderFreshness(vms: readonly VmFreshness[], nowMs: number): string {
  const ageOf = (snapshot: Snapshot | null) =>
    snapshot === null || snapshot.creationDate === null
      ? '–'
      : describeAge(nowMs - millisecondsOf(snapshot.creationDate));
  const rows = vms
    .toSorted((left, right) => Number(left.failure === null) - Number(right.failure === null))
    .map((vm) => [
      describeState(vm),
      toHtmlCode(vm.sourceVm),
      codeOrDash(vm.newest?.id ?? null),
      ageOf(vm.newest),
      codeOrDash(vm.older?.id ?? null),
      ageOf(vm.older),
    ]);
  return toHtmlTable(['State', 'VM', 'Newest good snapshot', 'Age', 'Next older', 'Age'], rows);
}

function describeState({ failure, newest }: VmFreshness): string {
  if (failure === null) return '✔ fresh';
  return newest === null ? '✖ none' : '✖ too old';
}
