import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WORKFLOWS = '.github/workflows';
const COPIED = [
  ...['action.yml', 'dist', 'package.json', WORKFLOWS, '__tests__/workflows'],
  ...['simulator', 'src/denvr-api/snapshots.openapi.json'],
];
const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';
const COMMIT_SETTINGS = ['user.name=Test', 'user.email=test@example.com', 'commit.gpgsign=false'];

/** Copies this repository, with the workflows rewritten for act, into a directory that does not exist yet. */
export function copyForAct(directory: string): void {
  for (const path of COPIED) cpSync(join(ROOT, path), join(directory, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  for (const name of readdirSync(join(directory, WORKFLOWS))) {
    const file = join(directory, WORKFLOWS, name);
    writeFileSync(file, forAct(readFileSync(file, 'utf8')));
  }
  makeCommit(directory);
}

/** act asks git for the commit and the branch. */
function makeCommit(directory: string): void {
  const settings = COMMIT_SETTINGS.flatMap((setting) => ['-c', setting]);
  execFileSync('git', ['init', '--quiet', '--initial-branch=main'], { cwd: directory });
  execFileSync('git', [...settings, 'commit', '--quiet', '--allow-empty', '--message=Test'], {
    cwd: directory,
  });
}

/**
 * Rewrites `$/`, this repository at the workflow's commit, which act does not know, to `./`, this repository as it is
 * checked out. act takes the latter only after a checkout, for which it copies the working directory. What sets Node up
 * is left out: act takes Node from the path, and the packages are there.
 */
function forAct(workflow: string): string {
  const document = parseDocument(workflow);
  const jobs = document.get('jobs') as YAMLMap;
  for (const { value: job } of jobs.items as { value: YAMLMap }[]) {
    const steps = ((job.get('steps') as YAMLSeq | undefined)?.items ?? []) as YAMLMap[];
    const own = steps.filter((step) => step.get('uses') === '$/');
    for (const step of own) step.set('uses', './');
    const checkout = own.length > 0 ? [document.createNode({ uses: CHECKOUT })] : [];
    steps.splice(0, steps.length, ...checkout, ...steps.filter((step) => !isSetUp(step)));
  }
  return document.toString();
}

function isSetUp(step: YAMLMap): boolean {
  return step.get('run') === 'npm ci' || String(step.get('uses')).startsWith('actions/setup-node@');
}
