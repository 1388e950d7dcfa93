import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { expect, test } from '@jest/globals';
import { codeIn, PACKAGE, pathOf, readText, tableRows } from './repository.ts';

const BIOME = pathOf('node_modules/@biomejs/biome/bin/biome');
const LINT = ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports'];
const REPORT = ['--reporter=github', '--max-diagnostics=none'];

/** All that a module could import: every source file, every package, and Node. */
const TARGETS = [
  ...readdirSync(pathOf('src'), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join('src', name.replaceAll('\\', '/')))
    .filter((name) => name.endsWith('.ts')),
  ...Object.keys(PACKAGE.dependencies),
  'node:fs',
  'node:fs/promises',
];

/** The modules that are directories, and what ARCHITECTURE.md lets each import from outside itself. */
const MODULES = tableRows(readText('ARCHITECTURE.md'), 'module')
  .map((row) => ({ module: codeIn(row['module'])[0] ?? '', allowed: codeIn(row['may import'] ?? '') }))
  .filter(({ module }) => !module.endsWith('.ts'));

/** Those of the targets that Biome refuses to a module, by the rules of this project. */
function refusedTo(module: string): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), 'modules-'));
  const importer = join(directory, module, 'importer.ts');
  const specifiers = TARGETS.map((target) =>
    target.startsWith('src/') ? posix.relative(module, target).replace(/^(?!\.)/, './') : target,
  );
  try {
    cpSync(pathOf('biome.json'), join(directory, 'biome.json'));
    mkdirSync(dirname(importer), { recursive: true });
    writeFileSync(importer, specifiers.map((specifier) => `await import('${specifier}');\n`).join(''));
    const { stdout } = spawnSync(process.execPath, [BIOME, ...LINT, ...REPORT, '.'], {
      cwd: directory,
      encoding: 'utf8',
    });
    return TARGETS.filter((_target, index) => stdout.includes(`importer.ts,line=${index + 1},`));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function isAllowed(target: string, names: readonly string[]): boolean {
  return names.some((name) => target === name || target.startsWith(name === 'node:*' ? 'node:' : `${name}/`));
}

test.each(MODULES)('the linter refuses to $module whatever ARCHITECTURE.md does not allow', (row) => {
  const { module, allowed } = row;
  const refused = TARGETS.filter((target) => !isAllowed(target, [module, ...allowed]));

  expect(refusedTo(module)).toEqual(refused);
});
