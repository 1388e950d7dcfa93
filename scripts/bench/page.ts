import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Finding, inMebibytes, inSeconds } from './finding.ts';
import type { SimulatedWait, WaitFinding } from './waiting.ts';

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

const BEGIN = '<!-- written by npm run bench: begin -->';
const END = '<!-- written by npm run bench: end -->';

/** All that one run of the bench found, as Markdown. */
export function renderFindings(findings: readonly Finding[], waits: readonly WaitFinding[]): string {
  const met = [
    ...findings.map(({ isMet }) => isMet),
    ...waits.flatMap(({ isLagMet, areCallsMet }) => [isLagMet, areCallsMet]),
  ];
  return [
    describeRun(),
    `${met.filter(Boolean).length} of ${met.length} figures are met.`,
    renderTable(
      ['start and scale', 'measured', 'beside', 'result', 'figure', ''],
      findings.map(({ what, measured, beside, result, figure, isMet }) => [
        what,
        measured,
        beside,
        result,
        figure,
        describeMet(isMet),
      ]),
    ),
    renderTable(
      ['waiting: ready after', 'action', 'every 15 s', 'lag at most', '', 'fewer calls than every 15 s'],
      waits.map((wait) => [
        wait.readyAfter,
        describeWait(wait.action),
        describeWait(wait.fixed15),
        inSeconds(wait.lagAtMostMs),
        describeMet(wait.isLagMet),
        describeMet(wait.areCallsMet),
      ]),
    ),
  ].join('\n\n');
}

/**
 * Puts the findings into the page, in the place of those of the run before.
 *
 * @throws Error if the page has no place for them
 */
export function writeFindings(markdown: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`${PAGE} lacks the lines "${BEGIN}" and "${END}".`);
  writeFileSync(PAGE, `${page.slice(0, begin)}${BEGIN}\n\n${markdown}\n\n${page.slice(end)}`);
}

function describeRun(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() || 'an unnamed processor';
  const date = new Date().toISOString().slice(0, 10);
  return `Made on ${date} with Node ${process.version} (${process.platform}, ${process.arch}) on ${processors.length} cores (${model}) and ${inMebibytes(totalmem())} of memory.`;
}

function renderTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n').replaceAll('  |', ' |');
}

function describeWait({ lagMs, calls }: SimulatedWait): string {
  return `${inSeconds(lagMs)} late, ${calls} calls`;
}

function describeMet(isMet: boolean): string {
  return isMet ? 'met' : '**not met**';
}
