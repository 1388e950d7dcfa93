import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Finding, inMebibytes } from './finding.ts';

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

const BEGIN = '<!-- written by npm run bench: begin -->';
const END = '<!-- written by npm run bench: end -->';

/** All that one run of the bench found, as Markdown. */
export function renderFindings(findings: readonly Finding[]): string {
  const rows = [['', 'measured', 'beside', 'result', 'figure', ''], ...findings.map(toRow)];
  const [titles = '', ...lines] = rows.map((cells) => `| ${cells.join(' | ')} |`.replaceAll('  |', ' |'));
  return [describeRun(), [titles, `|${' --- |'.repeat(6)}`, ...lines].join('\n')].join('\n\n');
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

function toRow({ what, measured, beside, besideWhat, unit, atMost }: Finding): readonly string[] {
  const ratio = measured / beside;
  return [
    what,
    unit(measured),
    `${unit(beside)}, ${besideWhat}`,
    `${ratio.toFixed(2)} times`,
    `at most ${atMost} times`,
    ratio <= atMost ? 'met' : '**not met**',
  ];
}
