/**
 * Makes the pictures in `docs/pictures/` from what the demo's steps really write, and from the page of the policy
 * preview. Run by `npm run pictures`, it needs Chromium with fonts and pngquant; CHROMIUM_PATH may name another Chromium than Debian's.
 */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { runStory } from '../simulator/demo/run-story.ts';
import { launchChromium } from './chromium.ts';
import { logPage, summaryPage } from './pictures/pages.ts';

const INSTALL = 'apt-get install chromium fonts-liberation fonts-noto-color-emoji pngquant';

const PICTURES = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const PREVIEW_PAGE = new URL('../docs/policy-preview.html', import.meta.url).href;
const PREVIEW_TIME = new Date('2026-11-25T07:00:00Z');
const WIDTH = 900;
const COLOURS = 32;
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
  const told = Map.groupBy(await runStory(), ({ step }) => step.id);
  const titled = (id: string, title: string) => (told.get(id) ?? []).map((step) => ({ title, told: step }));
  const summary = await summaryPage([...titled('snapshot', 'snapshot'), ...titled('prune', 'prune')]);
  const log = await logPage([
    ...titled('snapshot', 'Snapshot the VMs, and wait until both can be restored'),
    ...titled('preview', 'Try the retention policy'),
  ]);
  const browser = await launchChromium();
  try {
    await render(browser, summary, `${PICTURES}job-summary.png`);
    await render(browser, log, `${PICTURES}log.png`);
    await renderPreview(browser, `${PICTURES}policy-preview.png`);
  } finally {
    await browser.close();
  }
}

async function render(browser: Browser, html: string, file: string): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: WIDTH, height: 100 } });
  await page.setContent(html);
  await page.screenshot({ path: file, fullPage: true });
  await finish(page, file);
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
