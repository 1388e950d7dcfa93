import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from '@jest/globals';
import { VERSION } from '../../src/version.ts';
import { codeIn, PACKAGE, pathOf, readText, tableRows } from './repository.ts';

const PAGES = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'simulator/README.md',
  ...readdirSync(pathOf('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const FILES = ['src', 'simulator', 'scripts', '__tests__'].flatMap((directory) =>
  readdirSync(pathOf(directory), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${directory}/${name.replaceAll('\\', '/')}`,
  ),
);

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): readonly string[] {
  return Array.from(readText(page).matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('the README has at most 300 lines', () => {
  expect(readText('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(300);
});

const testOnLinux = process.platform === 'linux' ? test : test.skip;

testOnLinux('one variable, with its name, holds as many bytes as the README says', () => {
  const size = /holds ([\d,]+)\s+bytes on Linux/.exec(readText('README.md'))?.[1]?.replace(',', '');
  const startWith = (bytes: number) =>
    spawnSync('true', { env: { ...process.env, LARGE: 'x'.repeat(bytes - 'LARGE='.length) } }).error;

  expect(startWith(Number(size))).toBeUndefined();
  expect(startWith(Number(size) + 1)).toMatchObject({ code: 'E2BIG' });
});

test('the version is the same in package.json, its lock, the code and the change log', () => {
  expect(VERSION).toBe(PACKAGE.version);
  expect(JSON.parse(readText('package-lock.json')).version).toBe(PACKAGE.version);
  expect(readText('CHANGELOG.md')).toContain(`## [${PACKAGE.version}]`);
});

test.each(PAGES)('the links of %s lead somewhere', (page) => {
  const links = Array.from(readText(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g), ([, link = '']) => link);
  for (const link of links) {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : posix.join(posix.dirname(page), path);
    expect([link, existsSync(pathOf(target))]).toEqual([link, true]);
    if (anchor !== undefined) expect(anchorsOf(target)).toContain(anchor);
  }
});

test.each(PAGES)('the npm scripts that %s names exist', (page) => {
  const named = Array.from(
    readText(page).matchAll(/\bnpm run ([\w-]+(?::[\w-]+)*)/g),
    ([, name = '']) => name,
  );
  expect(Object.keys(PACKAGE.scripts)).toEqual(expect.arrayContaining(named));
});

test.each(PAGES)('the source files that %s names exist', (page) => {
  const prose = readText(page).replaceAll(/^```[\s\S]*?^```$/gm, '');
  const named = codeIn(prose).filter((code) => /^[\w/-]+\.(?:ts|mjs)$/.test(code));
  const missing = named.filter((name) => !FILES.some((file) => `/${file}`.endsWith(`/${name}`)));
  expect(missing).toEqual([]);
});

test('ARCHITECTURE.md says of each dependency why it is there, and of no other', () => {
  const architecture = readText('ARCHITECTURE.md');
  const namesIn = (title: string) =>
    tableRows(architecture, title)
      .flatMap((row) => codeIn(row[title]))
      .toSorted();
  expect(namesIn('at run time')).toEqual(Object.keys(PACKAGE.dependencies).toSorted());
  const forDevelopment = { ...PACKAGE.devDependencies, ...PACKAGE.optionalDependencies };
  expect(namesIn('for development')).toEqual(Object.keys(forDevelopment).toSorted());
});

test('the dependencies are pinned to exact versions', () => {
  const { undici, ...dependencies } = {
    ...PACKAGE.dependencies,
    ...PACKAGE.devDependencies,
    ...PACKAGE.optionalDependencies,
  };
  expect(undici).toBe('file:src/denvr-api/undici-left-out');
  for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

const CODE = FILES.filter((file) => /^src\/.*\.ts$/.test(file))
  .map(readText)
  .join('\n');

const QUOTES = tableRows(readText('docs/troubleshooting.md'), 'symptom').flatMap((row) => {
  const [, doubled] = /^`` (.+) ``$/.exec(row['symptom'] ?? '') ?? [];
  return doubled === undefined ? codeIn(row['symptom']) : [doubled.replaceAll('`', '\\`')];
});

test('docs/troubleshooting.md quotes words of the code', () => {
  const pieces = QUOTES.flatMap((quote) => quote.split('…').map((piece) => piece.trim())).filter(
    (piece) => piece.length > 2,
  );
  expect(pieces.length).toBeGreaterThan(30);
  expect(pieces.filter((piece) => !CODE.includes(piece))).toEqual([]);
});
