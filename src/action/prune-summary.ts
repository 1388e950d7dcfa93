import type { PruneResult } from '../operations/operation-result.ts';
import type { Decision, GroupPlan } from '../retention/plan.ts';
import { keptCount } from './conclusion.ts';
import { ageOrDash, codeOrDash, escapeHtml, toHtmlCode, toHtmlSentence, toHtmlTable } from './html.ts';

/** Rows and groups of all tables together: far below the 1 MiB above which GitHub drops a summary whole. */
const MAX_ROWS = 500;

const MAX_OPEN_GROUPS = 2;

/** Marks in the timeline of a group; longer timelines show their newest end. */
const MAX_MARKS = 60;

/** What became of the snapshots that a plan deletes. */
interface Fates {
  readonly isOnlyPlanned: boolean;
  /** What to call a deletion that went well. */
  readonly doneWord: 'deleted' | 'deletion accepted';
  readonly done: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
  readonly spared: ReadonlySet<string>;
}

/** The plan of a prune and what became of it, a table for each source VM, as HTML blocks of one line each. */
export function summarizePrune(result: PruneResult, nowMs: number): readonly string[] {
  const { plan } = result;
  const shown = firstRows(plan.groups);
  const shownRows = shown.reduce((sum, group) => sum + group.decisions.length, 0);
  const leftOut = plan.keptCount + plan.deletedCount - shownRows;
  const fates = fatesOf(result);
  return [
    ...describePlan(result),
    `<p>${toHtmlSentence(result.policy)}</p>`,
    ...shown.map((group) => renderGroup(group, fates, nowMs, shown.length <= MAX_OPEN_GROUPS)),
    ...(leftOut > 0
      ? [`<p>${leftOut} more snapshots are left out here; the log holds every decision.</p>`]
      : []),
  ];
}

function fatesOf({
  dryRun,
  isRefused,
  isAwaited,
  snapshots,
  failures,
  goneIds,
  sparedIds,
}: PruneResult): Fates {
  const failedIds = new Set(failures.map(({ id }) => id));
  const ids = snapshots.map(({ id }) => id ?? '');
  return {
    isOnlyPlanned: dryRun || isRefused,
    doneWord: isAwaited ? 'deleted' : 'deletion accepted',
    done: new Set(ids.filter((id) => !failedIds.has(id))),
    gone: new Set(goneIds),
    spared: new Set(sparedIds),
  };
}

/** What a plan that was not carried out would do. */
function describePlan(result: PruneResult): readonly string[] {
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
function renderGroup({ group, decisions }: ShownGroup, fates: Fates, nowMs: number, isOpen: boolean): string {
  const { sourceName, keptCount: kept, deletedCount } = group;
  const title = sourceName === null ? 'Without a source VM' : `VM ${toHtmlCode(sourceName)}`;
  const rows = decisions.map((decision) => [
    describeFate(decision, fates),
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

function describeFate({ action, snapshot }: Decision, fates: Fates): string {
  const id = snapshot.id ?? '';
  if (action === 'keep' || fates.spared.has(id)) return '✔ kept';
  if (fates.isOnlyPlanned) return '✖ would be deleted';
  if (fates.gone.has(id)) return '✖ gone already';
  return fates.done.has(id) ? `✖ ${fates.doneWord}` : '⚠️ may still be there';
}
