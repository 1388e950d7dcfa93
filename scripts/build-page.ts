/**
 * Writes `docs/policy-preview.html`, one file with everything in it: `npm run build:page`. Its security policy lets
 * the browser run this script and this style alone, and load nothing.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = new URL('./policy-preview/', import.meta.url);
const PAGE = new URL('../docs/policy-preview.html', import.meta.url);

const { outputFiles } = await build({
  absWorkingDir: ROOT,
  entryPoints: ['scripts/policy-preview/main.ts'],
  bundle: true,
  charset: 'utf8',
  format: 'iife',
  legalComments: 'inline',
  platform: 'browser',
  target: 'es2024',
  write: false,
});

const script = `\n${outputFiles[0]?.text ?? ''}`;
const style = `\n${await readFile(new URL('page.css', SOURCE), 'utf8')}`;
const parts: readonly (readonly [place: string, part: string])[] = [
  ['SCRIPT_HASH', sha256(script)],
  ['STYLE_HASH', sha256(style)],
  ['/* page.css */', style],
  ['/* main.ts */', script],
];
const template = await readFile(new URL('page.html', SOURCE), 'utf8');
await writeFile(
  PAGE,
  parts.reduce((page, [place, part]) => page.replace(place, () => part), template),
);

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
