import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { yamlSnippets } from '../../scripts/shown-workflows.ts';
import { INPUT_NAMES, isUsedBy, type Operation } from '../../src/action/inputs/catalog.ts';
import { OUTPUT_NAMES } from '../../src/action/outputs/outputs.ts';
import { parseStep } from '../action/inputs/parse-step.ts';
import { declaredBy, type Job, PACKAGE, REUSABLE_WORKFLOWS, stepsOf, type Workflow } from './repository.ts';

const REPOSITORY = 'OWNER/denvr-snapshot-action';
const REFERENCE = `v${PACKAGE.version.split('.', 1)[0]}`;

const SNIPPETS = yamlSnippets().map((snippet) => ({
  place: snippet.place,
  workflow: parse(snippet.workflow) as Workflow,
  text: snippet.text,
}));

const JOBS = SNIPPETS.flatMap(({ place, workflow, text }) =>
  Object.values(workflow.jobs).map((job) => ({ place, job, workflow, text })),
);

const STEPS = JOBS.flatMap(({ place, job, workflow }) =>
  (job.steps ?? [])
    .filter(({ uses }) => uses?.startsWith(`${REPOSITORY}@`))
    .map((step) => ({ place, step, variables: { ...workflow.env, ...job.env, ...step.env } })),
);

const CALLERS = JOBS.filter(({ job }) => job.uses !== undefined).map(({ place, job }) => ({
  place,
  job,
  file: fileOf(job),
}));

/** The file of the reusable workflow that a job calls. */
function fileOf(job: Job | undefined): string {
  return /\/([^/@]+)@/.exec(job?.uses ?? '')?.[1] ?? '';
}

const BOOLEANS: readonly string[] = ['wait', 'ready', 'dry-run', 'job-summary'];

/** Inputs with something that each accepts in the place of an expression. */
function withoutExpressions(inputs: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      String(value).replaceAll(/\$\{\{.*?\}\}/g, BOOLEANS.includes(name) ? 'true' : '1'),
    ]),
  );
}

test('the pages show steps of the action, and callers of both reusable workflows', () => {
  expect(STEPS).not.toHaveLength(0);
  expect(new Set(CALLERS.map(({ file }) => file))).toEqual(new Set(REUSABLE_WORKFLOWS));
});

test('the quick start has 15 lines, is a whole workflow, and only reads', () => {
  const [quickStart] = SNIPPETS;
  expect(quickStart?.text.trimEnd().split('\n')).toHaveLength(15);
  expect(quickStart?.text).toContain('jobs:');
  expect(
    STEPS.filter(({ place }) => place === quickStart?.place).map(({ step }) => step.with?.['operation']),
  ).toEqual(['list']);
});

test.each(SNIPPETS)(
  '$place refers to the action by the one placeholder and the major version',
  ({ text }) => {
    for (const [, used] of text.matchAll(/uses: (.+)/g)) {
      expect(used).toMatch(new RegExp(`^${REPOSITORY}(?:/\\.github/workflows/[a-z-]+\\.yml)?@${REFERENCE}$`));
    }
  },
);

test.each(SNIPPETS)('$place gives the GITHUB_TOKEN no permission', ({ workflow }) => {
  expect(workflow.permissions).toEqual({});
});

test.each(STEPS)('the action accepts the inputs of the step at $place', ({ step, variables }) => {
  expect(() => parseStep(withoutExpressions(step.with ?? {}), withoutExpressions(variables))).not.toThrow();
});

test.each(CALLERS)('$file accepts what the caller at $place passes', ({ file, job }) => {
  const { inputs, secrets } = declaredBy(file);
  const passed = job.with ?? {};
  const required = Object.keys(inputs).filter((name) => inputs[name]?.required === true);
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(passed)));
  expect(Object.keys(passed)).toEqual(expect.arrayContaining(required));
  expect(Object.keys(secrets)).toEqual(expect.arrayContaining(Object.keys(job.secrets ?? {})));
  for (const [name, value] of Object.entries(passed)) {
    const isExpression = typeof value === 'string' && value.includes('${{');
    if (!isExpression) expect([name, typeof value]).toEqual([name, inputs[name]?.type]);
  }
});

test.each(CALLERS)('the action accepts what the caller at $place makes of it', ({ file, job }) => {
  const { 'prune-match': pruneMatch, ...passed } = withoutExpressions({ ...job.with, wait: 'true' });
  const given: Readonly<Record<string, string>> = {
    ...passed,
    'api-key': 'key',
    ...(pruneMatch !== undefined && { match: pruneMatch }),
  };
  const accept = (operation: Operation) => {
    const used = INPUT_NAMES.filter((name) => name in given && isUsedBy(name, operation));
    const inputs = Object.fromEntries(used.map((name) => [name, given[name]]));
    expect(() => parseStep({ operation, ...inputs })).not.toThrow();
  };
  if (file === 'pre-deploy-snapshot.yml') accept('create');
  if (file === 'prune-snapshots.yml' || pruneMatch !== undefined) accept('prune');
});

test.each(JOBS)('$place reads only outputs that there are', ({ text, workflow }) => {
  for (const [, id, output = ''] of text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
    expect(stepsOf(workflow).find((step) => step.id === id)?.uses).toMatch(REPOSITORY);
    expect(OUTPUT_NAMES).toContain(output);
  }
  for (const [, job = '', output = ''] of text.matchAll(/needs\.([\w-]+)\.outputs\.([\w-]+)/g)) {
    expect(Object.keys(declaredBy(fileOf(workflow.jobs[job])).outputs)).toContain(output);
  }
});

test('the scheduled prune has a box for a dry run by hand, and it is ticked', () => {
  const scheduled = SNIPPETS.filter(({ text }) => /schedule:.*prune-snapshots\.yml/s.test(text)).map(
    ({ text }) => parse(text),
  );
  expect(scheduled).not.toHaveLength(0);
  for (const { on, jobs } of scheduled) {
    expect(on.workflow_dispatch.inputs['dry-run']).toMatchObject({ type: 'boolean', default: true });
    for (const job of Object.values<Job>(jobs)) {
      expect(job.with?.['dry-run']).toMatch(/^\$\{\{ inputs\.dry-run \|\| false \}\}$/);
    }
  }
});
