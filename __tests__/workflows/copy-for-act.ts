import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { writeShownWorkflows } from '../../scripts/shown-workflows.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WORKFLOWS = '.github/workflows';
const COPIED = [
  ...['action.yml', 'dist', 'package.json', WORKFLOWS, '__tests__/workflows'],
  ...['simulator', 'src/denvr-api/snapshots.openapi.json'],
];
const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';

const SHOWN = 'OWNER/denvr-snapshot-action';

/** Keys of a job that act 0.2.89 does not use. It refuses some that it does not know inside them. */
const UNUSED_BY_ACT = ['concurrency', 'environment'];

/** Where the workflows that the pages show are in the copy, so that the tests run them as their readers would. */
export const SHOWN_WORKFLOWS = 'shown-workflows';

/** Copies this repository, with the workflows rewritten for act, into a directory that does not exist yet. */
export function copyForAct(directory: string): void {
  for (const path of COPIED) cpSync(join(ROOT, path), join(directory, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  for (const name of readdirSync(join(directory, WORKFLOWS))) {
    const file = join(directory, WORKFLOWS, name);
    writeFileSync(file, forAct(parseDocument(readFileSync(file, 'utf8'))).toString());
  }
  writeShownWorkflows(join(directory, SHOWN_WORKFLOWS), shownForAct);
  makeCommit(directory);
}

/** A workflow that a page shows, so that it calls this repository, and a simulated API. */
function shownForAct(workflow: string): string {
  const document = parseDocument(
    workflow
      .replaceAll(new RegExp(`${SHOWN}/(\\.github/workflows/[\\w-]+\\.yml)@v\\d+`, 'g'), './$1')
      .replaceAll(new RegExp(`${SHOWN}@v\\d+`, 'g'), '$$/'),
  );
  for (const inputs of inputsOfThisRepository(document)) inputs.set('api-url', `\${{ vars.API_URL }}`);
  return forAct(document).toString();
}

/** The inputs of every step that uses the action, and of every call of a reusable workflow. */
function inputsOfThisRepository(document: Document): readonly YAMLMap[] {
  const users = jobsOf(document).flatMap((job) => [job, ...stepsOf(job)]);
  return users
    .filter((user) => /^[.$]\//.test(String(user.get('uses'))))
    .map((user) => user.get('with') as YAMLMap);
}

/** act asks git for the commit, the branch, and whose repository it is. */
function makeCommit(cwd: string): void {
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['init', '--quiet', '--initial-branch=main'], { cwd });
  execFileSync('git', ['remote', 'add', 'origin', 'https://github.com/owner/repository'], { cwd });
  execFileSync('git', [...author, 'commit', '--quiet', '--allow-empty', '--message=Test'], { cwd });
}

/**
 * Rewrites `$/`, this repository at the workflow's commit, which act does not know, to `./`, this repository as it is
 * checked out. act takes the latter only after a checkout, for which it copies the working directory. What sets Node up
 * is left out: act takes Node from the path, and the packages are there.
 */
function forAct(document: Document): Document {
  for (const job of jobsOf(document)) {
    for (const key of UNUSED_BY_ACT) job.delete(key);
    const steps = stepsOf(job);
    const own = steps.filter((step) => step.get('uses') === '$/');
    for (const step of own) step.set('uses', './');
    const checkout = own.length > 0 ? [document.createNode({ uses: CHECKOUT }) as YAMLMap] : [];
    steps.splice(0, steps.length, ...checkout, ...steps.filter((step) => !isSetUp(step)));
  }
  return document;
}

function jobsOf(document: Document): readonly YAMLMap[] {
  const jobs = document.get('jobs') as YAMLMap;
  return (jobs.items as { value: YAMLMap }[]).map(({ value }) => value);
}

/** The list itself, to be changed in place; empty for a call of a workflow. */
function stepsOf(job: YAMLMap): YAMLMap[] {
  return ((job.get('steps') as YAMLSeq | undefined)?.items ?? []) as YAMLMap[];
}

function isSetUp(step: YAMLMap): boolean {
  return step.get('run') === 'npm ci' || String(step.get('uses')).startsWith('actions/setup-node@');
}
