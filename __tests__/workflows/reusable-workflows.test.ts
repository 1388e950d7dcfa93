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

/** Inputs that every reusable workflow has: those about its job, and the user name, which need not be a secret. */
const COMMON_INPUTS = ['environment', 'job-timeout-minutes', 'runs-on', 'username'];
const CREDENTIALS = ['api-key', 'password', 'username'];
const NOT_POLICY = ['operation', 'job-summary', ...CREDENTIALS];

const pruneInputs = INPUT_NAMES.filter((name) => isUsedBy(name, 'prune') && !NOT_POLICY.includes(name));
const rules = pruneInputs.filter((name) => name.startsWith('keep-') || name === 'unready-older-than');

/** What pre-deploy-snapshot takes for its prune besides the rules. */
const PRUNE_CONTROLS = ['max-deletes', 'protect', 'prune-dry-run', 'prune-failure', 'prune-match'];

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
    [...pruneInputs, ...COMMON_INPUTS].sort(),
  );
});

test('pre-deploy-snapshot takes the inputs of create, every keep rule, and what holds its prune', () => {
  const createInputs = INPUT_NAMES.filter(
    (name) => isUsedBy(name, 'create') && !NOT_POLICY.includes(name) && name !== 'wait',
  );

  expect(Object.keys(readWorkflowCall('pre-deploy-snapshot').inputs).sort()).toEqual(
    [...createInputs, ...rules, ...PRUNE_CONTROLS, ...COMMON_INPUTS].sort(),
  );
});

test('any rule switches the prune on', () => {
  const { text } = readWorkflow('.github/workflows/pre-deploy-snapshot.yml');
  const condition = /HAS_RULE: >-\s*(\$\{\{.*?\}\})/s.exec(text)?.[1]?.replaceAll(/\s+/g, ' ');

  expect(condition).toBe(`\${{ ${rules.map((rule) => `inputs.${rule} != ''`).join(' || ')} }}`);
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
        expect([input, `prune-${input}`]).toContain(source);
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
      username: `\${{ inputs.username || secrets.username || secrets.DENVR_USERNAME }}`,
      password: `\${{ secrets.password || secrets.DENVR_PASSWORD }}`,
    });
  });

  test('runs on one label, or on the labels of a JSON array', () => {
    expect(job?.['runs-on']).toBe(
      `\${{ startsWith(inputs.runs-on, '[') && fromJSON(inputs.runs-on) || inputs.runs-on }}`,
    );
  });

  test('takes an environment without writing a deployment record', () => {
    expect(job?.environment).toEqual({ name: `\${{ inputs.environment }}`, deployment: false });
  });

  test('every output goes from a step of the action through the job to the caller', () => {
    const jobOutputs = Object.entries(job?.outputs ?? {});
    expect(Object.keys(call.outputs)).toEqual(jobOutputs.map(([output]) => output));
    for (const [output, value] of jobOutputs) {
      expect(call.outputs[output]?.value).toMatch(
        new RegExp(`^\\$\\{\\{ jobs\\.\\w+\\.outputs\\.${output} \\}\\}$`),
      );
      const uses = Array.from(value.matchAll(/steps\.(\w+)\.(?:outcome|outputs\.([\w-]+))/g));
      expect(uses).not.toHaveLength(0);
      for (const [, stepId, stepOutput] of uses) {
        expect(steps.map(({ id }) => id)).toContain(stepId);
        expect([undefined, ...Object.keys(action.outputs)]).toContain(stepOutput);
      }
    }
  });
});

test('a prune waits for the ones before, and none is cancelled: neither at work nor waiting', () => {
  const { jobs } = readWorkflow('.github/workflows/prune-snapshots.yml').workflow;

  expect(jobs['prune']?.concurrency).toEqual({
    group: `denvr-prune-snapshots:\${{ inputs.cluster }}:\${{ inputs.namespace }}`,
    'cancel-in-progress': false,
    queue: 'max',
  });
});

describe('pre-deploy-snapshot', () => {
  const { jobs } = readWorkflow('.github/workflows/pre-deploy-snapshot.yml').workflow;
  const steps = jobs['snapshot']?.steps ?? [];
  const stepOf = (id: string) => steps.find((step) => step.id === id);

  test('refuses before it creates, and prunes after that', () => {
    expect(steps.map(({ id, run }) => id ?? (run === undefined ? '' : 'refuse'))).toEqual([
      'refuse',
      'policy',
      'refuse',
      'create',
      'prune',
    ]);
    // A condition without a status function means that the steps before have succeeded.
    expect(steps.map((step) => step.if)).toEqual([
      "env.HAS_RULE == 'true'",
      "env.HAS_RULE == 'true'",
      "steps.policy.outcome == 'failure' && (steps.policy.outputs.count == '' || inputs.prune-failure == 'fail')",
      undefined,
      "env.HAS_RULE == 'true'",
    ]);
  });

  test('checks the very policy that it prunes by, in a dry run', () => {
    const { protect, 'dry-run': dryRun, ...policy } = stepOf('prune')?.with ?? {};

    expect(stepOf('policy')?.with).toEqual({
      ...policy,
      protect: `\${{ env.PROTECT }}`,
      'dry-run': true,
      'job-summary': false,
    });
    expect([protect, dryRun]).toEqual([
      `\${{ env.PROTECT }}\${{ join(fromJSON(steps.create.outputs.snapshot-ids), ',') }}`,
      `\${{ inputs.prune-dry-run }}`,
    ]);
  });
});
