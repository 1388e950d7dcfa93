import type { RetentionPlan } from '../../src/retention/plan.ts';
import { describePolicy } from '../../src/retention/policy.ts';
import { ageScale } from './age-scale.ts';
import { decisionTable } from './decision-table.ts';
import { byId, html } from './elements.ts';
import { buildPolicyFields, fieldsOf, showFaults } from './form.ts';
import { dayAt, lineChart } from './line-chart.ts';
import { readPasted } from './pasted-snapshots.ts';
import { readPreview } from './preview.ts';
import { stepYaml } from './step-yaml.ts';
import { timeline } from './timeline.ts';
import { countOf, describeDay } from './words.ts';
import { Year } from './year.ts';

/** Short enough to type on while a year is computed. */
const SLICE_MS = 25;

buildPolicyFields();
const form = byId('form', HTMLFormElement);
const slider = byId('day', HTMLInputElement);
const results = byId('results', HTMLDivElement);
const chart = byId('chart', HTMLDivElement);
const groups = byId('groups', HTMLDivElement);
const yaml = byId('yaml', HTMLElement);
const nowMs = Math.floor(Date.now() / 60_000) * 60_000;

let year: Year | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function update(): void {
  clearTimeout(timer);
  const fields = fieldsOf(form);
  document.body.dataset['source'] = fields['source'] ?? '';
  const preview = readPreview(fields, nowMs);
  showFaults(form, preview.ok ? [] : preview.faults);
  results.hidden = !preview.ok;
  if (!preview.ok) byId('to-results', HTMLElement).textContent = 'Something needs a correction';
  yaml.textContent = stepYaml(fields);
  if (!preview.ok) return;
  year = new Year(preview.plan);
  byId('words', HTMLParagraphElement).textContent = describePolicy(preview.plan.options.policy);
  goOn(year);
}

/** Computes some days, shows them, and leaves the rest for later. */
function goOn(current: Year): void {
  const startMs = performance.now();
  const before = current.results.length;
  try {
    while (!current.isComplete && performance.now() - startMs < SLICE_MS) current.advance();
  } catch (error) {
    showFaults(form, [{ field: null, message: (error as Error).message }]);
    results.hidden = true;
    return;
  }
  showChart();
  const day = Number(slider.value);
  if (before === 0 || (before <= day && current.results.length > day)) showDay();
  if (!current.isComplete) timer = setTimeout(() => goOn(current));
}

function showChart(): void {
  if (year !== null) chart.replaceChildren(lineChart(year, Number(slider.value), widthOf(chart)));
}

function showDay(): void {
  if (year === null) return;
  const day = Math.min(Number(slider.value), year.results.length - 1);
  const plan = year.planOf(day);
  const dayMs = year.nowMsOf(day);
  byId('date', HTMLOutputElement).textContent =
    `${describeDay(dayMs)}${day === 0 ? ' (today)' : `, day ${day}`}`;
  slider.setAttribute('aria-valuetext', describeDay(dayMs));
  showCounts(plan, year.isRefused(plan));
  showGroups(plan, dayMs);
}

function showCounts({ keptCount, deletedCount, groups: vms }: RetentionPlan, isRefused: boolean): void {
  byId('kept', HTMLElement).textContent = keptCount.toLocaleString('en');
  byId('deleted', HTMLElement).textContent = deletedCount.toLocaleString('en');
  byId('to-results', HTMLElement).textContent = `${keptCount} kept, ${deletedCount} deleted: show them`;
  byId('notice', HTMLParagraphElement).textContent = isRefused
    ? `max-deletes is smaller than the ${countOf(deletedCount, 'snapshot')} to delete, so this prune fails and deletes nothing.`
    : vms.length === 0
      ? 'No snapshot is in scope: check namespace, source-vm and match; names are case-sensitive.'
      : '';
}

function showGroups({ groups: vms }: RetentionPlan, dayMs: number): void {
  const open = new Set(
    Array.from(groups.querySelectorAll('details'), (details) =>
      details.open ? details.dataset['vm'] : null,
    ),
  );
  const width = widthOf(groups);
  const dates = vms.flatMap(({ decisions }) =>
    decisions.flatMap(({ snapshot }) => snapshot.creationDate ?? []),
  );
  const oldestMs = dates.reduce((oldest, date) => Math.min(oldest, Date.parse(date)), dayMs);
  const scale = ageScale(dayMs - oldestMs, 8, width - 8);
  groups.replaceChildren(
    ...vms.map((group) =>
      html(
        'section',
        { class: 'group' },
        html(
          'h3',
          {},
          group.sourceName ?? 'Without a source VM',
          html('span', {}, ` ${group.keptCount} kept, ${group.deletedCount} deleted`),
        ),
        timeline(group, scale, width, dayMs),
        decisionTable(group, dayMs, open.has(group.sourceName ?? '')),
      ),
    ),
  );
}

function widthOf({ clientWidth }: HTMLElement): number {
  return Math.max(clientWidth, 240);
}

/** A list is nearly always of one namespace, and then it is the one that is meant. */
function adoptNamespace(): void {
  const pasted = readPasted(byId('pasted', HTMLTextAreaElement).value);
  if (!pasted.ok) return;
  const namespaces = new Set(pasted.snapshots.flatMap(({ namespace }) => namespace ?? []));
  const field = form.elements.namedItem('namespace') as HTMLInputElement;
  const [first] = namespaces;
  if (first !== undefined && !namespaces.has(field.value)) field.value = first;
}

async function copyStep(): Promise<void> {
  const told = byId('copied', HTMLOutputElement);
  try {
    await navigator.clipboard.writeText(yaml.textContent ?? '');
    told.textContent = 'Copied.';
  } catch {
    getSelection()?.selectAllChildren(yaml);
    told.textContent =
      'This browser does not let a page copy. The step is selected: copy it with your keyboard.';
  }
}

function chooseDay(day: number): void {
  slider.value = String(day);
  showDay();
  showChart();
}

form.addEventListener('input', (event) => {
  if (event.target instanceof HTMLTextAreaElement) adoptNamespace();
  update();
});
form.addEventListener('submit', (event) => event.preventDefault());
slider.addEventListener('input', () => chooseDay(Number(slider.value)));
chart.addEventListener('pointerdown', ({ clientX }) => {
  chooseDay(dayAt(clientX - chart.getBoundingClientRect().left, widthOf(chart)));
});
byId('copy', HTMLButtonElement).addEventListener('click', copyStep);
let shownWidth = 0;
new ResizeObserver(() => {
  // Unfolding a table changes the height alone, and must not draw anything again.
  if (results.clientWidth === shownWidth) return;
  shownWidth = results.clientWidth;
  showChart();
  showDay();
}).observe(results);
update();
