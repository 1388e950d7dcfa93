import { readFile } from 'node:fs/promises';
import type { ToldStep } from '../../simulator/demo/run-story.ts';
import { ACTION } from '../../simulator/demo/story.ts';
import type { LogLine } from '../../simulator/step/shown-step.ts';

/** The page of a workflow run with the summaries of some jobs, each of one step. */
export async function summaryPage(jobs: readonly { title: string; told: ToldStep }[]): Promise<string> {
  const cards = jobs.map(
    ({ title, told }) =>
      `<section><header>${title} <span>summary</span></header><article>${told.summary}</article></section>`,
  );
  return page(await css('job-summary'), cards.join(''));
}

/** The log of a job, with the given steps unfolded. */
export async function logPage(steps: readonly { title: string; told: ToldStep }[]): Promise<string> {
  const unfolded = steps.map(
    ({ title, told }) =>
      `<section><header><span class="mark">✓</span>${title}<time>${Math.round(told.durationMs / 1000)}s</time></header><ol><li>▸ Run ${ACTION}</li>${told.lines.map(logItem).join('')}</ol></section>`,
  );
  return page(await css('log'), unfolded.join(''));
}

function logItem({ kind, text }: LogLine): string {
  return `<li class="${kind}"><span>${escapeHtml(text)}</span></li>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function page(style: string, body: string): string {
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><style>${style}</style><body><main>${body}</main></body></html>`;
}

function css(name: string): Promise<string> {
  return readFile(new URL(`./${name}.css`, import.meta.url), 'utf8');
}
