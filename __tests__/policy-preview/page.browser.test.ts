import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { parse } from 'yaml';
import { launchChromium } from '../../scripts/chromium.ts';
import { parseStep } from '../action/inputs/parse-step.ts';

const PAGE = new URL('../../docs/policy-preview.html', import.meta.url).href;
const TODAY = new Date('2026-11-25T07:00:00Z');

const PASTED = [
  { id: 'web-4', creationDate: '2026-11-25T03:00:00', readyToUse: true },
  { id: 'web-3', creationDate: '2026-11-24T03:00:00', readyToUse: true },
  { id: 'web-2', creationDate: '2026-11-23T03:00:00', readyToUse: false },
  { id: 'web-1', creationDate: '2026-11-22T03:00:00', readyToUse: true },
].map((snapshot) => ({ ...snapshot, namespace: 'prod', sourceName: 'web' }));

let browser: Browser;
/** What the page tried to load, and what it said of errors. */
let complaints: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
}, 30_000);

afterAll(() => browser.close());

afterEach(() => {
  expect(complaints).toEqual([]);
});

async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  complaints = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.clock.setFixedTime(TODAY);
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== PAGE && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(PAGE);
  await yearIsComplete(page);
  return page;
}

async function yearIsComplete(page: Page): Promise<void> {
  await page.locator('#chart svg[aria-label$="on 25 Nov 2027."]').waitFor();
}

async function paste(page: Page, snapshots: readonly object[] = PASTED): Promise<void> {
  await page.getByLabel('Paste mine').check();
  await page.getByLabel('The output snapshots').fill(JSON.stringify(snapshots));
}

async function set(page: Page, rules: Readonly<Record<string, string>>): Promise<void> {
  for (const [input, value] of Object.entries(rules)) await page.locator(`#${input}`).fill(value);
}

const NO_RULES = { 'keep-last': '', 'keep-daily': '', 'keep-weekly': '', 'keep-monthly': '' };

/** Unfolds the table of the first VM. A browser tells the page of it later, and only then there are rows. */
async function unfold(page: Page): Promise<void> {
  await page.locator('#groups summary').first().click();
  await page.locator('#groups tbody tr').first().waitFor();
}

async function rowsOf(page: Page): Promise<string[][]> {
  await unfold(page);
  const rows = await page.locator('#groups tbody tr').all();
  return Promise.all(rows.map((row) => row.locator('td').allInnerTexts()));
}

test('pasted snapshots are decided about with every reason, in the namespace that they are of', async () => {
  const page = await openPage();
  await paste(page);
  await set(page, { ...NO_RULES, 'keep-last': '1', 'keep-daily': '1' });
  expect(await page.locator('#namespace').inputValue()).toBe('prod');
  expect(await rowsOf(page)).toEqual([
    ['● kept', 'web-4', 'last snapshot, daily snapshot', '4h', '2026-11-25 03:00'],
    ['✕ deleted', 'web-3', 'kept by no rule', '1d4h', '2026-11-24 03:00'],
    ['● kept', 'web-2', 'not ready', '2d4h', '2026-11-23 03:00'],
    ['✕ deleted', 'web-1', 'kept by no rule', '3d4h', '2026-11-22 03:00'],
  ]);
  expect(await page.locator('#counts').innerText()).toMatch(
    /2\s+kept\s+2\s+deleted\s+on 25 Nov 2026 \(today\)/,
  );
});

test('a timeline shows kept, not ready and deleted in different shapes, and is walked through and pointed at', async () => {
  const page = await openPage();
  await paste(page);
  await set(page, { ...NO_RULES, 'keep-last': '1' });
  const timeline = page.getByRole('slider', { name: 'Snapshots of web' });
  expect(await timeline.locator('circle.kept:not(.unready)').count()).toBe(1);
  expect(await timeline.locator('circle.kept.unready').count()).toBe(1);
  expect(await timeline.locator('path.deleted').count()).toBe(2);
  await timeline.focus();
  const told: (string | null)[] = [];
  for (const key of ['ArrowLeft', 'ArrowLeft', 'Home', 'ArrowLeft', 'End']) {
    await page.keyboard.press(key);
    told.push(await timeline.getAttribute('aria-valuetext'));
  }
  expect(told).toEqual([
    'web-3, 1d4h old: deleted (kept by no rule)',
    'web-2, 2d4h old: kept (not ready)',
    'web-1, 3d4h old: deleted (kept by no rule)',
    'web-1, 3d4h old: deleted (kept by no rule)',
    'web-4, 4h old: kept (last snapshot)',
  ]);
  expect(await page.locator('.told').innerText()).toBe('web-4, 4h old: kept (last snapshot)');
  await page.locator('.timeline path.deleted').last().hover();
  expect(await page.locator('.told').innerText()).toBe('web-3, 1d4h old: deleted (kept by no rule)');
});

test('the slider moves today through the year, with the keyboard too', async () => {
  const page = await openPage();
  const first = await page.locator('#kept').innerText();
  await page.locator('#day').focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('#date').innerText()).toBe('26 Nov 2026, day 1');
  await page.keyboard.press('End');
  expect(await page.locator('#date').innerText()).toBe('25 Nov 2027, day 365');
  expect(Number(await page.locator('#kept').innerText())).toBeGreaterThan(Number(first));
  expect(await page.locator('#chart text.chosen').innerHTML()).toBe(
    `${await page.locator('#kept').innerText()} kept`,
  );
});

test('a click into the chart chooses the day', async () => {
  const page = await openPage();
  const box = await page.locator('#chart').boundingBox();
  if (box === null) throw new Error('The chart is not shown.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  expect(Number(await page.locator('#day').inputValue())).toBeGreaterThan(150);
  expect(await page.locator('#date').innerText()).toContain('May 2027');
});

test('a fault is told at its field and nothing is shown until it is mended', async () => {
  const page = await openPage();
  await set(page, { 'keep-daily': 'seven' });
  expect(await page.locator('#keep-daily-fault').innerText()).toBe(
    'keep-daily is "seven"; accepted is a whole number of at least 0, or unlimited.',
  );
  expect(await page.locator('#keep-daily').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('alert').innerText()).toBe(
    'Nothing can be shown yet: see the message in the form.',
  );
  expect(await page.locator('#results').isVisible()).toBe(false);
  await set(page, { 'keep-daily': '7' });
  expect(await page.locator('#faults').isVisible()).toBe(false);
  expect(await page.locator('#results').isVisible()).toBe(true);
});

test('a list with one id twice is refused as the action refuses it', async () => {
  const page = await openPage();
  await paste(page, [...PASTED, ...PASTED.slice(0, 1)]);
  expect(await page.getByRole('alert').innerText()).toContain('more than one snapshot with the id "web-4"');
});

test('a prune that max-deletes refuses is told, and so is an empty scope', async () => {
  const page = await openPage();
  await set(page, { 'max-deletes': '1' });
  expect(await page.locator('#notice').innerText()).toContain('this prune fails and deletes nothing');
  await set(page, { 'source-vm': 'nobody' });
  expect(await page.locator('#notice').innerText()).toContain('No snapshot is in scope');
});

test('the copied step is one that the action accepts', async () => {
  const page = await openPage({ permissions: ['clipboard-read', 'clipboard-write'] });
  await set(page, { protect: '*-golden', 'keep-within-daily': '7d' });
  await page.getByRole('button', { name: 'Copy the step' }).click();
  await page.getByText('Copied.').waitFor();
  const [step] = parse(await page.evaluate('navigator.clipboard.readText()'));
  expect(parseStep({ ...step.with, 'api-key': 'key' }).request).toMatchObject({
    operation: 'prune',
    dryRun: true,
    policy: { keepLast: 3, keepDaily: 7, keepWithinDailyMs: 604_800_000 },
  });
});

test('a slower year is computed while one types on', async () => {
  const page = await openPage();
  await set(page, { 'every-hours': '2', 'keep-last': 'unlimited' });
  await set(page, { 'keep-last': '5' });
  await yearIsComplete(page);
  expect(await page.locator('#chart svg').getAttribute('aria-label')).not.toMatch(/\d,\d{3} snapshots/);
});

test('nothing is cut off or sticks out on a phone, with a table unfolded', async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await unfold(page);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  const widths = await page
    .locator('#groups svg, #chart svg')
    .evaluateAll((pictures) => pictures.map((picture) => picture.getBoundingClientRect().right));
  expect(Math.max(...widths)).toBeLessThanOrEqual(390);
  await page.locator('#to-results').click();
  expect(await page.locator('#chart').isVisible()).toBe(true);
});

/** The ratio of WCAG 2 between two colours as a browser writes them. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (lighter + 0.05) / (darker + 0.05);
}

test.each(['light', 'dark'] as const)('texts can be read in %s mode', async (colorScheme) => {
  const page = await openPage({ colorScheme });
  await unfold(page);
  const colourOf = (selector: string, property: string): Promise<string> =>
    page.evaluate(`getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`);
  const card = await colourOf('.card', 'background-color');
  const texts = ['#counts', '#words', '.told', 'tr.keep td', 'tr.delete td', 'summary', 'label code'];
  const shapes = ['.tick', 'text.chosen', 'circle.kept'];
  for (const selector of [...texts, ...shapes]) {
    const colour = await colourOf(selector, texts.includes(selector) ? 'color' : 'fill');
    expect([selector, contrast(colour, card) >= 4.5]).toEqual([selector, true]);
  }
  expect(
    contrast(await colourOf('#copy', 'color'), await colourOf('#copy', 'background-color')),
  ).toBeGreaterThan(4.5);
});
