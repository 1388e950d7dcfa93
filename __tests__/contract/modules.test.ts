import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { expect, test } from '@jest/globals';
import { PACKAGE, pathOf, readText } from './repository.ts';

const PURE_MODULES = ['src/domain', 'src/retention'] as const;
const NEVER_PURE = [
  ...Object.keys(PACKAGE.dependencies).filter((name) => name !== 'undici'),
  'node:fs',
  '../operations/describe.ts',
  '../denvr-api/transport.ts',
  '../action/main.ts',
];

const REFUSED = [
  ...PURE_MODULES.flatMap((module) => NEVER_PURE.map((specifier) => [module, specifier] as const)),
  ['src/domain', '../retention/plan.ts'],
  ['src/operations', '../denvr-api/connect.ts'],
  ['src/operations', '../action/main.ts'],
  ['src/operations', '@actions/core'],
  ['src/operations', '@actions/http-client'],
  ['src/operations', 'node:fs'],
  ['src/denvr-api', '../action/main.ts'],
  ['src/denvr-api', '../operations/describe.ts'],
  ['src/denvr-api', '@actions/core'],
  ['src/denvr-api', '@actions/github'],
  ['src/denvr-api', '../retention/plan.ts'],
  ['src/action', '../denvr-api/transport.ts'],
  ['src/action', '@actions/http-client'],
] as const;

const ACCEPTED = [
  ['src/domain', './snapshot.ts'],
  ['src/retention', '../domain/snapshot.ts'],
  ['src/retention', './policy.ts'],
  ['src/operations', '../domain/snapshot.ts'],
  ['src/operations', '../retention/plan.ts'],
  ['src/operations', './describe.ts'],
  ['src/operations', 'p-map'],
  ['src/denvr-api', '../operations/snapshot-store.ts'],
  ['src/denvr-api', '../domain/snapshot.ts'],
  ['src/denvr-api', 'p-retry'],
  ['src/action', '../denvr-api/connect.ts'],
  ['src/action', '../operations/describe.ts'],
  ['src/action', '../retention/policy.ts'],
  ['src/action', '@actions/core'],
] as const;

type Import = readonly [module: string, specifier: string];

/** Those of some imports that Biome refuses, by the rules of this project. */
function refusedByLinter(imports: readonly Import[]): readonly Import[] {
  const directory = mkdtempSync(join(tmpdir(), 'modules-'));
  try {
    cpSync(pathOf('biome.json'), join(directory, 'biome.json'));
    const files = imports.map(([module], index) => `${module}/import-${index}.ts`);
    for (const [index, file] of files.entries()) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(
        join(directory, file),
        `import { something } from '${imports[index]?.[1]}';\n\nsomething();\n`,
      );
    }
    const { stdout } = spawnSync(
      process.execPath,
      [
        pathOf('node_modules/@biomejs/biome/bin/biome'),
        'lint',
        '--vcs-enabled=false',
        '--only=style/noRestrictedImports',
        '--reporter=github',
        '--max-diagnostics=none',
        '.',
      ],
      { cwd: directory, encoding: 'utf8' },
    );
    const reported = stdout.replaceAll('\\', '/');
    return imports.filter((_import, index) => reported.includes(`${files[index]},`));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test('the linter refuses every import that leaves a module the wrong way, and no other', () => {
  expect(refusedByLinter([...REFUSED, ...ACCEPTED])).toEqual(REFUSED);
});

/** What each module imports from outside itself, as ARCHITECTURE.md says; `node:` stands for all of Node. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  retention: ['domain'],
  operations: ['domain', 'retention', 'p-map'],
  'denvr-api': ['domain', 'operations/snapshot-store.ts', '@actions/http-client', 'node:'],
  action: [
    'domain',
    'retention',
    'operations',
    'denvr-api/connect.ts',
    'version.ts',
    '@actions/core',
    '@actions/github',
    'leven',
    'picomatch',
    'node:',
  ],
};

const SOURCES = readdirSync(pathOf('src'), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'));

function importsOf(source: string): readonly string[] {
  const modules = readText(`src/${source}`).matchAll(/(?:\bfrom|\bimport\(|^import) ?'([^']+)'/gm);
  return Array.from(modules, ([, specifier = '']) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(source), specifier) : specifier,
  );
}

test.each(Object.entries(ALLOWED))('%s imports only what it may', (module, allowed) => {
  const isAllowed = (specifier: string) =>
    specifier.startsWith(`${module}/`) ||
    allowed.some(
      (name) => specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`),
    );
  const imported = SOURCES.filter((source) => source.startsWith(`${module}/`)).flatMap(importsOf);
  expect(imported).not.toHaveLength(0);
  expect(imported.filter((specifier) => !isAllowed(specifier))).toEqual([]);
});
