import { describe, expect, test } from '@jest/globals';
import { INPUT_NAMES, isUsedBy } from '../../src/action/input-catalog.ts';
import {
  callerWorkflows,
  readActionManifest,
  readWorkflow,
  readWorkflowCall,
  repositoryWorkflows,
  stepsOfThisAction,
} from './workflow-files.ts';

const action = readActionManifest();

/** Inputs of a reusable workflow that are about its job, and not for the action. */
const JOB_INPUTS = ['environment', 'job-timeout-minutes', 'runs-on'];
const CREDENTIALS = ['api-key', 'password', 'username'];
const NOT_POLICY = ['operation', 'job-summary', ...CREDENTIALS];

const pruneInputs = INPUT_NAMES.filter((name) => isUsedBy(name, 'prune') && !NOT_POLICY.includes(name));
const keepRules = pruneInputs.filter((name) => name.startsWith('keep-'));

test.each([...repositoryWorkflows(), ...callerWorkflows()])(
  'the steps of $path give the action only inputs that it has',
  (file) => {
    for (const step of stepsOfThisAction(file)) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
    }
  },
);

test('prune-snapshots takes every input of prune', () => {
  expect(Object.keys(readWorkflowCall('prune-snapshots').inputs).sort()).toEqual(
    [...pruneInputs, ...JOB_INPUTS].sort(),
  );
});

test('pre-deploy-snapshot takes the inputs of create, every keep rule, and prune-match', () => {
  const createInputs = INPUT_NAMES.filter(
    (name) => isUsedBy(name, 'create') && !NOT_POLICY.includes(name) && name !== 'wait',
  );

  expect(Object.keys(readWorkflowCall('pre-deploy-snapshot').inputs).sort()).toEqual(
    [...createInputs, ...keepRules, 'prune-match', ...JOB_INPUTS].sort(),
  );
});

test('any keep rule switches the prune on', () => {
  const { text } = readWorkflow('.github/workflows/pre-deploy-snapshot.yml');
  const condition = /HAS_KEEP_RULE: >-\s*(\$\{\{.*?\}\})/s.exec(text)?.[1]?.replaceAll(/\s+/g, ' ');

  expect(condition).toBe(`\${{ ${keepRules.map((rule) => `inputs.${rule} != ''`).join(' || ')} }}`);
});

describe.each(['pre-deploy-snapshot', 'prune-snapshots'])('%s', (name) => {
  const file = readWorkflow(`.github/workflows/${name}.yml`);
  const call = readWorkflowCall(name);
  const [job] = Object.values(file.workflow.jobs);
  const steps = stepsOfThisAction(file);

  test('uses the action of its own commit', () => {
    expect(steps.map(({ uses }) => uses)).toEqual(steps.map(() => '$/'));
  });

  test.each(Object.entries(call.inputs))(
    'input %s is described, typed, and required or with a default',
    (_, input) => {
      expect(input).toMatchObject({ description: expect.any(String), type: expect.any(String) });
      expect(input.required === true).toBe(input.default === undefined);
    },
  );

  test.each(Object.keys(call.inputs))('input %s is used', (input) => {
    expect(file.text).toMatch(new RegExp(`inputs\\.${input}\\b(?!-)`));
  });

  test.each(steps.map((step) => [step.name, step.with]))(
    'step %s hands each input on under its own name',
    (_, given) => {
      for (const [input, value] of Object.entries(given ?? {})) {
        const source = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(String(value))?.[1] ?? input;
        expect(source).toBe(input === 'match' && source === 'prune-match' ? 'prune-match' : input);
      }
    },
  );

  test('secrets are optional, by name', () => {
    expect(Object.keys(call.secrets).sort()).toEqual(
      [...CREDENTIALS, 'DENVR_APIKEY', 'DENVR_PASSWORD', 'DENVR_USERNAME'].sort(),
    );
    expect(Object.values(call.secrets).map(({ required }) => required)).not.toContain(true);
  });

  test.each(steps.map((step) => [step.name, step.with]))('step %s has the credentials', (_, given) => {
    expect(given).toMatchObject({
      'api-key': `\${{ secrets.api-key || secrets.DENVR_APIKEY }}`,
      username: `\${{ secrets.username || secrets.DENVR_USERNAME }}`,
      password: `\${{ secrets.password || secrets.DENVR_PASSWORD }}`,
    });
  });

  test('every output goes from an output of the action through the job to the caller', () => {
    const jobOutputs = Object.entries(job?.outputs ?? {});
    expect(Object.keys(call.outputs)).toEqual(jobOutputs.map(([output]) => output));
    for (const [output, value] of jobOutputs) {
      expect(call.outputs[output]?.value).toMatch(
        new RegExp(`^\\$\\{\\{ jobs\\.\\w+\\.outputs\\.${output} \\}\\}$`),
      );
      const [, stepId, stepOutput = ''] = /^\$\{\{ steps\.(\w+)\.outputs\.([\w-]+)/.exec(value) ?? [];
      expect(steps.map(({ id }) => id)).toContain(stepId);
      expect(Object.keys(action.outputs)).toContain(stepOutput);
    }
  });
});

test('a prune waits for the one before, and cancels none', () => {
  const { jobs } = readWorkflow('.github/workflows/prune-snapshots.yml').workflow;

  expect(jobs['prune']?.concurrency).toEqual({
    group: `denvr-prune-snapshots:\${{ inputs.cluster }}:\${{ inputs.namespace }}`,
    'cancel-in-progress': false,
  });
});

test('in pre-deploy-snapshot the prune comes after the creation, and a refusal before', () => {
  const { jobs } = readWorkflow('.github/workflows/pre-deploy-snapshot.yml').workflow;
  const steps = jobs['snapshot']?.steps ?? [];

  expect(steps.map(({ id, run }) => id ?? (run === undefined ? '' : 'check'))).toEqual([
    'check',
    'create',
    'prune',
  ]);
  // A condition without a status function means that the steps before have succeeded.
  expect(steps.map((step) => step.if)).toEqual([
    "env.HAS_KEEP_RULE == 'true'",
    undefined,
    "env.HAS_KEEP_RULE == 'true'",
  ]);
});
