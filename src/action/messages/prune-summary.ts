import type { PruneResult } from '../../operations/operation.ts';
import type { Decision, GroupPlan } from '../../retention/plan.ts';
import { keptCount } from './conclusion.ts';
import {
  ageOrDash,
  codeOrDash,
  escapeHtml,
  MAX_ROWS,
  toHtmlCode,
  toHtmlSentence,
  toHtmlTable,
} from './html.ts';

const MAX_OPEN_GROUPS = 2;

/** Marks in the timeline of a group; longer timelines show their newest end. */
const MAX_MARKS = 60;

/** The plan of a prune and what became of it, a table for each source VM, as HTML blocks of one line each. */
export function summarizePrune(result: PruneResult, nowMs: number): readonly string[] {
  const { plan } = result;
  const shown = firstRows(plan.groups);
  const shownRows = shown.reduce((sum, group) => sum + group.decisions.length, 0);
  const leftOut = plan.keptCount + plan.deletedCount - shownRows;
  const toFate = fatesOf(result);
  return [
    ...planLine(result),
    `<p>${toHtmlSentence(result.policy)}</p>`,
    ...shown.map((group) => renderGroup(group, toFate, nowMs, shown.length <= MAX_OPEN_GROUPS)),
    ...(leftOut > 0
      ? [`<p>${leftOut} more snapshots are left out here; the log holds every decision.</p>`]
      : []),
  ];
}

/** What became of each snapshot that a plan deletes. */
function fatesOf(result: PruneResult): (decision: Decision) => string {
  const { dryRun, isRefused, isAwaited, snapshots, failures, goneIds, sparedIds } = result;
  const isOnlyPlanned = dryRun || isRefused;
  const otherwise = isOnlyPlanned ? '✖ would be deleted' : '⚠️ may still be there';
  const done = isAwaited ? '✖ deleted' : '✖ deletion accepted';
  // Of several entries for an id the last one holds.
  const fates = new Map<string | null, string>([
    ...(isOnlyPlanned ? [] : snapshots.map(({ id }) => [id, done] as const)),
    ...failures.map(({ id }) => [id, otherwise] as const),
    ...goneIds.map((id) => [id, '✖ gone already'] as const),
    ...sparedIds.map((id) => [id, '✔ kept'] as const),
  ]);
  return ({ action, snapshot }) => (action === 'keep' ? '✔ kept' : (fates.get(snapshot.id) ?? otherwise));
}

/** What a plan that was not carried out would do. */
function planLine(result: PruneResult): readonly string[] {
  const counts = `${result.plan.deletedCount} would be deleted, ${keptCount(result)} kept`;
  if (result.dryRun) return [`<p>🔍 <strong>DRY RUN</strong>: ${counts}.</p>`];
  return result.isRefused ? [`<p><strong>Nothing was deleted.</strong> By the plan, ${counts}.</p>`] : [];
}

/** A group, and those of its decisions that there is room for. */
interface ShownGroup {
  readonly group: GroupPlan;
  readonly decisions: readonly Decision[];
}

/** As many decisions as fit, group by group. */
function firstRows(groups: readonly GroupPlan[]): readonly ShownGroup[] {
  let room = MAX_ROWS;
  return groups.flatMap((group) => {
    const decisions = group.decisions.slice(0, room);
    room -= decisions.length;
    return decisions.length > 0 ? [{ group, decisions }] : [];
  });
}

/** A group that can be folded; with many of them, they begin folded. */
function renderGroup(
  { group, decisions }: ShownGroup,
  toFate: (decision: Decision) => string,
  nowMs: number,
  isOpen: boolean,
): string {
  const { sourceName, keptCount: kept, deletedCount } = group;
  const title = sourceName === null ? 'Without a source VM' : `VM ${toHtmlCode(sourceName)}`;
  const rows = decisions.map((decision) => [
    toFate(decision),
    codeOrDash(decision.snapshot.id),
    ageOrDash(decision.snapshot, nowMs),
    escapeHtml(decision.reasons.join(', ')),
  ]);
  return (
    `<details${isOpen ? ' open' : ''}><summary><strong>${title}</strong>: ${kept} to keep, ${deletedCount} to delete<br>${renderTimeline(group.decisions)}</summary>` +
    `${toHtmlTable(['Decision', 'Snapshot', 'Age', 'Why'], rows)}</details>`
  );
}

/** One mark for each snapshot, oldest first: a policy that went wrong shows at a glance. A phone breaks it at blanks. */
function renderTimeline(decisions: readonly Decision[]): string {
  const marks = decisions
    .slice(0, MAX_MARKS)
    .map(({ action }) => (action === 'keep' ? '✔' : '✖'))
    .reverse()
    .map((mark, index) => (index > 0 && index % 10 === 0 ? ` ${mark}` : mark))
    .join('');
  return `older ${decisions.length > MAX_MARKS ? '… ' : ''}${marks} newer`;
}
