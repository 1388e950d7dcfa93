import { formatDuration } from '../domain/duration.ts';
import { millisecondsOf } from '../domain/utc-timestamp.ts';
import type { PruneResult } from '../operations/operation-result.ts';
import type { Decision, GroupPlan, RetentionPlan } from '../retention/plan.ts';
import { escapeHtml, toHtmlCode } from './printable.ts';

/** Rows and groups of all tables together: far below the 1 MiB above which GitHub drops a summary whole. */
const MOST_ROWS = 500;

const MOST_OPEN_GROUPS = 2;

/** Marks in the timeline of a group; longer timelines show their newest end. */
const MOST_MARKS = 60;

/** What became of the snapshots that a plan deletes. */
interface Deletions {
  readonly dryRun: boolean;
  readonly isRefused: boolean;
  /** What to call a deletion that the server has taken. */
  readonly doneWord: 'deleted' | 'deletion accepted';
  readonly done: ReadonlySet<string>;
  readonly spared: ReadonlySet<string>;
}

/** The plan of a prune and what became of it, a table for each source VM, as HTML blocks of one line each. */
export function summarizePrune(result: PruneResult, nowMs: number): readonly string[] {
  const { plan, dryRun, snapshots } = result;
  const deletions: Deletions = {
    dryRun,
    isRefused: result.isRefused,
    doneWord: result.isAwaited ? 'deleted' : 'deletion accepted',
    done: new Set(dryRun ? [] : snapshots.map(({ id }) => id ?? '')),
    spared: new Set(result.sparedIds),
  };
  const shown = firstRows(plan.groups);
  const shownRows = shown.reduce((sum, group) => sum + group.decisions.length, 0);
  const leftOut = plan.keptCount + plan.deletedCount - shownRows;
  return [
    `<p>${escapeHtml(result.policy)}</p>`,
    `<p>${describeTotals(plan, deletions)}</p>`,
    ...shown.map((group) => renderGroup(group, deletions, nowMs, shown.length <= MOST_OPEN_GROUPS)),
    ...(leftOut > 0
      ? [`<p>${leftOut} more snapshots are left out here; the log holds every decision.</p>`]
      : []),
  ];
}

/** A group, and those of its decisions that there is room for. */
interface ShownGroup {
  readonly group: GroupPlan;
  readonly decisions: readonly Decision[];
}

/** As many decisions as fit, group by group. */
function firstRows(groups: readonly GroupPlan[]): readonly ShownGroup[] {
  let room = MOST_ROWS;
  return groups.flatMap((group) => {
    const decisions = group.decisions.slice(0, room);
    room -= decisions.length;
    return decisions.length > 0 ? [{ group, decisions }] : [];
  });
}

function describeTotals({ keptCount, deletedCount }: RetentionPlan, deletions: Deletions): string {
  const { dryRun, isRefused, done, doneWord, spared } = deletions;
  const kept = keptCount + spared.size;
  if (dryRun) return `🔍 <strong>DRY RUN</strong>: ${deletedCount} would be deleted, ${kept} kept.`;
  if (isRefused)
    return `<strong>Nothing was deleted</strong>: the plan deletes ${deletedCount}, and keeps ${kept}.`;
  const open = deletedCount - spared.size - done.size;
  const word = doneWord === 'deleted' || done.size === 1 ? doneWord : 'deletions accepted';
  return `<strong>${done.size}</strong> ${word}, ${kept} kept${open > 0 ? `, <strong>${open} to be deleted may still be there</strong>` : ''}.`;
}

/** A group that can be folded; with many of them, they begin folded. */
function renderGroup(
  { group, decisions }: ShownGroup,
  deletions: Deletions,
  nowMs: number,
  isOpen: boolean,
): string {
  const { sourceName, keptCount, deletedCount } = group;
  const title = sourceName === null ? 'Without a source VM' : `VM ${toHtmlCode(sourceName)}`;
  const counts = `${keptCount} to keep, ${deletedCount} to delete`;
  const rows = decisions.map((decision) => renderDecision(decision, deletions, nowMs)).join('');
  return (
    `<details${isOpen ? ' open' : ''}><summary><strong>${title}</strong>: ${counts}<br>${renderTimeline(group.decisions)}</summary>` +
    `<table><tr><th>Decision</th><th>Snapshot</th><th>Age</th><th>Why</th></tr>${rows}</table></details>`
  );
}

/** One mark for each snapshot, oldest first: a policy that went wrong shows at a glance. */
function renderTimeline(decisions: readonly Decision[]): string {
  const marks = decisions
    .slice(0, MOST_MARKS)
    .map(({ action }) => (action === 'keep' ? '🟩' : '🟥'))
    .reverse()
    .join('');
  return `older ${decisions.length > MOST_MARKS ? '… ' : ''}${marks} newer`;
}

function renderDecision(decision: Decision, deletions: Deletions, nowMs: number): string {
  const { id, creationDate } = decision.snapshot;
  const age = creationDate === null ? '–' : describeAge(nowMs - millisecondsOf(creationDate));
  const cells = [
    describeAction(decision, deletions),
    id === null ? '–' : toHtmlCode(id),
    age,
    escapeHtml(decision.reasons.join(', ')),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function describeAction({ action, snapshot }: Decision, deletions: Deletions): string {
  const { dryRun, isRefused, done, doneWord, spared } = deletions;
  if (action === 'keep' || spared.has(snapshot.id ?? '')) return '🟩 kept';
  if (dryRun || isRefused) return '🟥 would be deleted';
  return done.has(snapshot.id ?? '') ? `🟥 ${doneWord}` : '⚠️ may still be there';
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** An age as coarse as people think of it: minutes up to an hour, hours up to a week, days beyond. */
function describeAge(ageMs: number): string {
  if (ageMs < 0) return 'in the future';
  const unitMs = [DAY_MS, HOUR_MS, MINUTE_MS].find((candidateMs) => ageMs >= candidateMs) ?? 1000;
  const coarseMs = unitMs === DAY_MS && ageMs < 7 * DAY_MS ? HOUR_MS : unitMs;
  return formatDuration(Math.floor(ageMs / coarseMs) * coarseMs);
}
