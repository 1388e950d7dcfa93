/**
 * Runs an npm script and fails if it changes a directory: `node scripts/check-unchanged.ts build dist` holds `dist`
 * to its source. The files are compared with what was there before, committed or not.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [script = '', directory = ''] = process.argv.slice(2);

function fingerprint(): string {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

const before = fingerprint();
execFileSync('npm', ['run', '--silent', script], { stdio: 'inherit', shell: process.platform === 'win32' });
if (fingerprint() !== before) {
  console.error(`${directory} was not up to date. "npm run ${script}" has changed it: commit the result.`);
  process.exit(1);
}
