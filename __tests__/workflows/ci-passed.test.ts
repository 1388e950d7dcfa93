import { expect, test } from '@jest/globals';
import { readWorkflow } from './workflow-files.ts';

const { jobs } = readWorkflow('.github/workflows/ci.yml').workflow;
const { 'ci-passed': ciPassed, ...others } = jobs;

test('ci-passed needs every other job', () => {
  expect(ciPassed?.needs).toEqual(Object.keys(others));
});

test('ci-passed runs whatever became of them: a required check that is skipped would count as passed', () => {
  expect(ciPassed?.if).toBe('always()');
});

test('only the calls of the reusable workflows can be skipped', () => {
  const conditional = Object.entries(others).filter(
    ([, job]) => job.if !== undefined || job.needs !== undefined,
  );

  expect(conditional.map(([id]) => id)).toEqual(['call-pre-deploy-snapshot', 'call-prune-snapshots']);
});

test('both reusable workflows are called', () => {
  expect(Object.values(others).map(({ uses }) => uses)).toEqual(
    expect.arrayContaining([
      './.github/workflows/pre-deploy-snapshot.yml',
      './.github/workflows/prune-snapshots.yml',
    ]),
  );
});
