import type { Decision, GroupPlan } from '../../src/retention/plan.ts';
import type { AgeScale } from './age-scale.ts';
import { html, svg } from './elements.ts';
import { countOf, describeDecision } from './words.ts';

const HEIGHT = 84;
const KEPT_Y = 20;
const DELETED_Y = 46;
const AXIS_Y = 64;
const RADIUS = 4.5;

interface Mark {
  readonly decision: Decision;
  readonly x: number;
  readonly y: number;
}

/**
 * The snapshots of one VM on a line: kept ones above, deleted ones below. One of them is chosen, by the arrow keys or
 * by pointing at it, and a line below tells what becomes of it and why.
 */
export function timeline(group: GroupPlan, scale: AgeScale, width: number, nowMs: number): HTMLElement {
  const marks = marksOf(group, scale, nowMs);
  const undated = group.decisions.length - marks.length;
  const told = html('p', { class: 'told' });
  const ring = svg('circle', { class: 'ring', r: RADIUS + 4 });
  const picture = svg(
    'svg',
    {
      width,
      height: HEIGHT,
      viewBox: `0 0 ${width} ${HEIGHT}`,
      tabindex: 0,
      role: 'slider',
      'aria-label': `Snapshots of ${group.sourceName ?? 'no VM'}, from the oldest to the newest`,
      'aria-orientation': 'horizontal',
      'aria-valuemin': 1,
      'aria-valuemax': Math.max(marks.length, 1),
    },
    svg('line', { class: 'axis', x1: 0, x2: width, y1: AXIS_Y, y2: AXIS_Y }),
    ...scale.ticks.flatMap(({ x, label }) => tick(x, label, width)),
    ...marks.map(shapeOf),
    ring,
  );
  let chosen = marks.length - 1;
  const choose = (index: number) => {
    const mark = marks[index];
    if (mark === undefined) return;
    chosen = index;
    ring.setAttribute('cx', String(mark.x));
    ring.setAttribute('cy', String(mark.y));
    const text = describeDecision(mark.decision, nowMs);
    told.textContent = text;
    picture.setAttribute('aria-valuenow', String(index + 1));
    picture.setAttribute('aria-valuetext', text);
  };
  choose(chosen);
  picture.addEventListener('keydown', (event) => {
    const next = nextOf(event.key, chosen, marks.length);
    if (next === null) return;
    event.preventDefault();
    choose(next);
  });
  picture.addEventListener('pointermove', (event) => choose(nearest(marks, event.offsetX, event.offsetY)));
  picture.addEventListener('pointerdown', (event) => choose(nearest(marks, event.offsetX, event.offsetY)));
  const note =
    undated > 0
      ? [html('p', { class: 'note' }, `${countOf(undated, 'snapshot')} without a date: see the table.`)]
      : [];
  return html('div', { class: 'timeline' }, picture, told, ...note);
}

/** Those with a date, oldest first. */
function marksOf({ decisions }: GroupPlan, scale: AgeScale, nowMs: number): readonly Mark[] {
  return decisions
    .flatMap((decision) => {
      const { creationDate } = decision.snapshot;
      if (creationDate === null) return [];
      const y = decision.action === 'keep' ? KEPT_Y : DELETED_Y;
      return [{ decision, x: scale.xOf(nowMs - Date.parse(creationDate)), y }];
    })
    .toReversed();
}

/** A disc for what is kept, a ring where it is not ready, a cross for what is deleted. */
function shapeOf({ decision, x, y }: Mark): SVGElement {
  if (decision.action === 'delete') {
    return svg('path', { class: 'deleted', d: `M${x - 4} ${y - 4}l8 8m0 -8l-8 8` });
  }
  const kind = decision.snapshot.readyToUse === true ? 'kept' : 'kept unready';
  return svg('circle', { class: kind, cx: x, cy: y, r: RADIUS });
}

function tick(x: number, label: string, width: number): readonly SVGElement[] {
  const anchor = x > width - 20 ? 'end' : x < 32 ? 'start' : 'middle';
  return [
    svg('line', { class: 'axis', x1: x, x2: x, y1: AXIS_Y, y2: AXIS_Y + 4 }),
    svg(
      'text',
      {
        class: 'tick',
        x: anchor === 'end' ? width : anchor === 'start' ? 0 : x,
        y: AXIS_Y + 17,
        'text-anchor': anchor,
      },
      label,
    ),
  ];
}

function nextOf(key: string, index: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(index - 1, 0);
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(index + 1, last);
    case 'PageDown':
      return Math.max(index - 10, 0);
    case 'PageUp':
      return Math.min(index + 10, last);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Where the closest mark is; across, a pixel counts more than up and down, so that the row pointed at wins late. */
function nearest(marks: readonly Mark[], x: number, y: number): number {
  const distances = marks.map((mark) => Math.hypot(mark.x - x, (mark.y - y) / 2));
  return distances.indexOf(Math.min(...distances));
}
