/**
 * Makes the pictures in `docs/pictures/` from what the demo's steps really write, and from the page of the policy
 * preview. Run by `npm run pictures`, it needs Chromium with fonts and pngquant; CHROMIUM_PATH may name another Chromium than Debian's.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { runStory, type ToldStep } from '../simulator/demo/run-story.ts';
import { ACTION } from '../simulator/demo/story.ts';
import type { LogLine } from '../simulator/step/shown-step.ts';
import { launchChromium } from './chromium.ts';

const INSTALL = 'apt-get install chromium fonts-liberation fonts-noto-color-emoji pngquant';

const PICTURES = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const PREVIEW_PAGE = new URL('../docs/policy-preview.html', import.meta.url).href;
const PREVIEW_TIME = new Date('2026-11-25T07:00:00Z');
/** The steps of the story whose summary is shown, and those whose log is, by their ids with their titles. */
const SUMMARIES = { snapshot: 'snapshot', prune: 'prune' };
const LOGS = {
  snapshot: 'Snapshot the VMs, and wait until both can be restored',
  preview: 'Try the retention policy',
};
const WIDTH = 900;
const COLOURS = 16;
/** Git keeps every version of a picture, so each is to be small. */
const MAX_BYTES = 150_000;

try {
  requireTools();
  await renderPictures();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function requireTools(): void {
  try {
    execFileSync('pngquant', ['--version'], { stdio: 'ignore' });
  } catch {
    throw new Error(`pngquant, which makes the pictures small, cannot be run: ${INSTALL}`);
  }
}

async function renderPictures(): Promise<void> {
  const story = await runStory();
  const browser = await launchChromium();
  try {
    await render(browser, 'job-summary', SUMMARIES, story, summaryCard);
    await render(browser, 'log', LOGS, story, logCard);
    await renderPreview(browser, `${PICTURES}policy-preview.png`);
  } finally {
    await browser.close();
  }
}

/** A page with a card for each of some steps, in the style of that name. */
async function render(
  browser: Browser,
  name: string,
  titles: Readonly<Record<string, string>>,
  story: readonly ToldStep[],
  toCard: (title: string, told: ToldStep) => string,
): Promise<void> {
  const file = `${PICTURES}${name}.png`;
  const style = readFileSync(new URL(`pictures/${name}.css`, import.meta.url), 'utf8');
  const cards = story.map((told) => {
    const title = titles[told.step.id];
    return title === undefined ? '' : toCard(title, told);
  });
  const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: WIDTH, height: 100 } });
  await page.setContent(
    `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><style>${style}</style><body><main>${cards.join('')}</main></body></html>`,
  );
  await page.screenshot({ path: file, fullPage: true });
  await finish(page, file);
}

/** The summary of a job of one step, as the page of its workflow run shows it. */
function summaryCard(title: string, { summary }: ToldStep): string {
  return `<section><header>${title} <span>summary</span></header><article>${summary}</article></section>`;
}

/** The log of a step that is unfolded. */
function logCard(title: string, { durationMs, lines }: ToldStep): string {
  return `<section><header><span class="mark">✓</span>${title}<time>${Math.round(durationMs / 1000)}s</time></header><ol><li>▸ Run ${ACTION}</li>${lines.map(logItem).join('')}</ol></section>`;
}

function logItem({ kind, text }: LogLine): string {
  return `<li class="${kind}"><span>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</span></li>`;
}

/** The upper part of the page, as it opens. */
async function renderPreview(browser: Browser, file: string): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: 1.5, viewport: { width: 1180, height: 806 } });
  await page.clock.setFixedTime(PREVIEW_TIME);
  await page.goto(PREVIEW_PAGE);
  await page.locator('#chart svg[aria-label$="on 25 Nov 2027."]').waitFor();
  await page.screenshot({ path: file });
  await finish(page, file);
}

async function finish(page: Page, file: string): Promise<void> {
  await page.close();
  execFileSync('pngquant', [
    '--force',
    '--nofs',
    '--speed',
    '1',
    '--strip',
    '--output',
    file,
    `${COLOURS}`,
    file,
  ]);
  const { size } = statSync(file);
  console.log(`${file}: ${size} bytes`);
  if (size > MAX_BYTES) throw new Error(`${file} is larger than ${MAX_BYTES} bytes: show less in it.`);
}
