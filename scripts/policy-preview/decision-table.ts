import { describeAge } from '../../src/domain/wording.ts';
import type { Decision, GroupPlan } from '../../src/retention/plan.ts';
import { html } from './elements.ts';
import { describeMinute } from './words.ts';

/** Every decision on the snapshots of one VM, folded. The rows are made when somebody unfolds it. */
export function decisionTable(group: GroupPlan, nowMs: number, isOpen: boolean): HTMLDetailsElement {
  const details = html(
    'details',
    { open: isOpen, 'data-vm': group.sourceName ?? '' },
    html('summary', {}, 'Every snapshot, with all reasons'),
  );
  const fill = () => {
    if (details.open && details.childElementCount === 1) details.append(tableOf(group, nowMs));
  };
  details.addEventListener('toggle', fill);
  fill();
  return details;
}

function tableOf({ decisions }: GroupPlan, nowMs: number): HTMLElement {
  const titles = ['Decision', 'Snapshot', 'Why', 'Age', 'Created (UTC)'];
  return html(
    'div',
    { class: 'scroll' },
    html(
      'table',
      {},
      html('thead', {}, html('tr', {}, ...titles.map((title) => html('th', { scope: 'col' }, title)))),
      html('tbody', {}, ...decisions.map((decision) => rowOf(decision, nowMs))),
    ),
  );
}

function rowOf({ action, snapshot, reasons }: Decision, nowMs: number): HTMLTableRowElement {
  const { id, creationDate } = snapshot;
  const createdMs = creationDate === null ? null : Date.parse(creationDate);
  const cells = [
    action === 'keep' ? '● kept' : '✕ deleted',
    id ?? '–',
    reasons.join(', '),
    createdMs === null ? '–' : describeAge(nowMs - createdMs),
    createdMs === null ? '–' : describeMinute(createdMs),
  ];
  return html('tr', { class: action }, ...cells.map((cell) => html('td', {}, cell)));
}
