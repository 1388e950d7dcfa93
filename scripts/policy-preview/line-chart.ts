import { svg } from './elements.ts';
import { countOf, describeDay } from './words.ts';
import { DAYS_OF_YEAR, type Year } from './year.ts';

const HEIGHT = 220;
const TOP = 26;
const BOTTOM = HEIGHT - 26;
const LEFT = 40;
const RIGHT_MARGIN = 12;
const LEAST_BETWEEN_MONTHS = 62;
const MAX_LINES = 5;

/** How many snapshots each day's prune keeps, as far as it is computed, with a mark at the chosen day. */
export function lineChart(year: Year, chosenDay: number, width: number): SVGSVGElement {
  const right = width - RIGHT_MARGIN;
  const counts = year.results.map(({ keptCount }) => keptCount);
  const step = stepFor(Math.max(...counts));
  const max = Math.max(step * Math.ceil(Math.max(...counts) / step), step);
  const xOf = (day: number) => LEFT + ((right - LEFT) * day) / DAYS_OF_YEAR;
  const yOf = (count: number) => BOTTOM - ((BOTTOM - TOP) * count) / max;
  const path = counts.map((count, day) => `${round(xOf(day))} ${round(yOf(count))}`).join('L');
  const chosen = counts[chosenDay];
  return svg(
    'svg',
    { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': describe(year) },
    ...linesOf(max, step).flatMap((count) => [
      svg('line', { class: 'grid', x1: LEFT, x2: right, y1: yOf(count), y2: yOf(count) }),
      svg('text', { class: 'tick', x: LEFT - 8, y: yOf(count) + 4, 'text-anchor': 'end' }, String(count)),
    ]),
    ...monthsOf(year, xOf).map(({ x, label }) =>
      svg('text', { class: 'tick', x, y: HEIGHT - 6, 'text-anchor': 'middle' }, label),
    ),
    svg('path', {
      class: 'area',
      d: `M${LEFT} ${BOTTOM}L${path}L${round(xOf(counts.length - 1))} ${BOTTOM}Z`,
    }),
    svg('path', { class: 'line', d: `M${path}` }),
    ...(chosen === undefined ? [] : mark(xOf(chosenDay), yOf(chosen), chosen, right)),
  );
}

/** The day at a point of the chart. */
export function dayAt(x: number, width: number): number {
  const day = ((x - LEFT) / (width - RIGHT_MARGIN - LEFT)) * DAYS_OF_YEAR;
  return Math.min(Math.max(Math.round(day), 0), DAYS_OF_YEAR);
}

function mark(x: number, y: number, count: number, right: number): readonly SVGElement[] {
  const anchor = x > right - 40 ? 'end' : x < LEFT + 40 ? 'start' : 'middle';
  return [
    svg('line', { class: 'chosen', x1: x, x2: x, y1: TOP - 6, y2: BOTTOM }),
    svg('circle', { class: 'chosen', cx: x, cy: y, r: 5 }),
    svg('text', { class: 'chosen', x, y: TOP - 12, 'text-anchor': anchor }, `${count} kept`),
  ];
}

/** 1, 2 or 5 times a power of ten, so that there are few lines. */
function stepFor(max: number): number {
  const least = Math.max(max / MAX_LINES, 1);
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}

function linesOf(max: number, step: number): readonly number[] {
  return Array.from({ length: Math.round(max / step) + 1 }, (_, index) => index * step);
}

function monthsOf(year: Year, xOf: (day: number) => number): readonly { x: number; label: string }[] {
  const every = Math.ceil(LEAST_BETWEEN_MONTHS / (xOf(DAYS_OF_YEAR / 12) - xOf(0)));
  return Array.from({ length: DAYS_OF_YEAR }, (_, day) => day)
    .filter((day) => new Date(year.nowMsOf(day)).getUTCDate() === 1)
    .filter((_, index) => index % every === 0)
    .map((day) => ({
      x: xOf(day),
      label: describeDay(year.nowMsOf(day))
        .slice(2)
        .replace(/ 20(\d\d)$/, ' ’$1'),
    }));
}

function describe(year: Year): string {
  const counts = year.results.map(({ keptCount }) => keptCount);
  const most = Math.max(...counts);
  return `Line chart: ${countOf(counts[0] ?? 0, 'snapshot')} kept on the first day, ${most} at most, on ${describeDay(year.nowMsOf(counts.indexOf(most)))}, and ${counts.at(-1) ?? 0} on ${describeDay(year.nowMsOf(counts.length - 1))}.`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
