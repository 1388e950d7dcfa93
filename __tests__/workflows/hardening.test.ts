import { expect, test } from '@jest/globals';
import { allSteps, type Job, repositoryWorkflows, type WorkflowFile } from './workflow-files.ts';

const files = repositoryWorkflows();
const PINNED = /^\s*(?:- )?uses: (?<action>[\w./-]+)@(?<commit>[0-9a-f]{40}) # (?<version>v\d+\.\d+\.\d+)$/;

function jobsOf({ workflow }: WorkflowFile): readonly (readonly [string, Job])[] {
  return Object.entries(workflow.jobs);
}

/** The lines that use something of another repository. */
function foreignUses({ text }: WorkflowFile): readonly string[] {
  return text.split('\n').filter((line) => /^\s*(?:- )?uses: (?!\.\/|\$\/)/.test(line));
}

test.each(files)('$path has no permissions but those that a job names', ({ workflow }) => {
  expect(workflow.permissions).toEqual({});
  for (const job of Object.values(workflow.jobs)) expect(job).toHaveProperty('permissions');
});

test.each(files)('$path pins what it uses of others by commit, with the version in a comment', (file) => {
  for (const line of foreignUses(file)) expect(line).toMatch(PINNED);
});

test('an action has one version in all the workflows', () => {
  const pins = files.flatMap(foreignUses).map((line) => PINNED.exec(line)?.groups);
  const repositories = Map.groupBy(pins, (pin) => pin?.['action']?.split('/').slice(0, 2).join('/'));

  for (const uses of repositories.values()) {
    expect(new Set(uses.map((pin) => `${pin?.['commit']} ${pin?.['version']}`)).size).toBe(1);
  }
});

test.each(files)('$path leaves no token in the work tree', ({ workflow }) => {
  for (const step of allSteps(workflow)) {
    if (step.uses?.startsWith('actions/checkout@'))
      expect(step.with).toMatchObject({ 'persist-credentials': false });
  }
});

test.each(files)('$path pastes no expression into a script', ({ workflow }) => {
  for (const { run = '' } of allSteps(workflow)) expect(run).not.toContain('${{');
});

test.each(files)('$path limits the time of every job', (file) => {
  for (const [id, job] of jobsOf(file)) {
    expect([id, job.uses !== undefined || job['timeout-minutes'] !== undefined]).toEqual([id, true]);
  }
});

test.each(files)(
  '$path names the shell of what shells read differently, where the system may not be Linux',
  (file) => {
    for (const [id, { 'runs-on': runsOn, steps = [] }] of jobsOf(file)) {
      const scripts = steps.filter(({ run = '' }) => /[^\w\s./:=-]/.test(run));
      if (runsOn !== 'ubuntu-latest')
        expect([id, scripts.map(({ shell }) => shell)]).toEqual([id, scripts.map(() => 'bash')]);
    }
  },
);
