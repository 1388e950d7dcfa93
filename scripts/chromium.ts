import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's, and those of GitHub's runners. */
const PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Letters that all look the same make a smaller picture.
  '--disable-font-subpixel-positioning',
];

/**
 * Starts the Chromium or Chrome of this machine, or the one that CHROMIUM_PATH names.
 *
 * @throws Error that tells how to get one
 */
export function launchChromium(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  const executablePath = (named ? [named] : PATHS).find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      `There is no Chromium at ${named || PATHS.join(', ')}: apt-get install chromium, or let CHROMIUM_PATH name one.`,
    );
  }
  return chromium.launch({ executablePath, args: FLAGS });
}
