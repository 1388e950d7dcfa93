import { describe, expect, test } from '@jest/globals';
import { INPUT_NAMES, isUsedBy, type Operation } from '../../src/action/inputs/catalog.ts';
import { ACTION, declaredBy, REUSABLE_WORKFLOWS, readWorkflow, stepsOf } from '../contract/repository.ts';

const CREDENTIALS = {
  'api-key': `\${{ secrets.api-key || secrets.DENVR_APIKEY }}`,
  username: `\${{ inputs.username || secrets.DENVR_USERNAME || secrets.username }}`,
  password: `\${{ secrets.DENVR_PASSWORD || secrets.password }}`,
};
/** Inputs that every reusable workflow has: those about its job, and the user name, which need not be a secret. */
const COMMON_INPUTS = ['environment', 'job-timeout-minutes', 'runs-on', 'username'];
/** What pre-deploy-snapshot takes for its prune besides the rules. */
const PRUNE_CONTROLS = ['max-deletes', 'protect', 'prune-dry-run', 'prune-failure', 'prune-match'];

const PRUNE_INPUTS = inputsOf('prune');
const RULES = PRUNE_INPUTS.filter((name) => name.startsWith('keep-') || name === 'unready-older-than');

/** Those of an operation that its reusable workflow hands on. */
function inputsOf(operation: Operation): readonly string[] {
  const own = ['operation', 'job-summary', ...Object.keys(CREDENTIALS)];
  return INPUT_NAMES.filter((name) => isUsedBy(name, operation) && !own.includes(name));
}

test.each([
  [
    'pre-deploy-snapshot.yml',
    inputsOf('create')
      .filter((name) => name !== 'wait')
      .concat(RULES, PRUNE_CONTROLS),
  ],
  ['prune-snapshots.yml', PRUNE_INPUTS],
])('%s takes the inputs of its operation', (file, inputs) => {
  expect(Object.keys(declaredBy(file).inputs).sort()).toEqual([...inputs, ...COMMON_INPUTS].sort());
});

describe.each(REUSABLE_WORKFLOWS)('%s', (file) => {
  const { text, workflow } = readWorkflow(`.github/workflows/${file}`);
  const { inputs, secrets, outputs } = declaredBy(file);
  const [job] = Object.values(workflow.jobs);
  const steps = stepsOf(workflow).filter(({ uses }) => uses !== undefined);

  test.each(steps)(
    'step $name uses the action of its own commit, with its inputs and the credentials',
    (step) => {
      expect(step.uses).toBe('$/');
      expect(step.with).toMatchObject(CREDENTIALS);
      expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
    },
  );

  test.each(steps)('step $name hands each input on under its own name', (step) => {
    for (const [input, value] of Object.entries(step.with ?? {})) {
      const source = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(String(value))?.[1] ?? input;
      expect([input, `prune-${input}`]).toContain(source);
    }
  });

  test.each(Object.entries(inputs))(
    'input %s is described, typed, used, and required or with a default',
    (name, input) => {
      expect(input).toMatchObject({ description: expect.any(String), type: expect.any(String) });
      expect(input.required === true).toBe(input.default === undefined);
      expect(text).toMatch(new RegExp(`inputs\\.${name}\\b(?!-)`));
    },
  );

  test('no secret is required, as each can come under either name', () => {
    const either = [...Object.keys(CREDENTIALS), 'DENVR_APIKEY', 'DENVR_USERNAME', 'DENVR_PASSWORD'];

    expect(Object.keys(secrets).sort()).toEqual(either.sort());
    expect(Object.values(secrets).map(({ required }) => required)).not.toContain(true);
  });

  test('its job runs where the caller says, in an environment that gets no deployment record', () => {
    expect(job).toMatchObject({
      'runs-on': `\${{ startsWith(inputs.runs-on, '[') && fromJSON(inputs.runs-on) || inputs.runs-on }}`,
      environment: { name: `\${{ inputs.environment }}`, deployment: false },
    });
  });

  test('every output goes from a step of the action through the job to the caller', () => {
    const jobOutputs = Object.entries(job?.outputs ?? {});
    expect(Object.keys(outputs)).toEqual(jobOutputs.map(([output]) => output));
    for (const [output, value] of jobOutputs) {
      expect(outputs[output]?.value).toMatch(
        new RegExp(`^\\$\\{\\{ jobs\\.\\w+\\.outputs\\.${output} \\}\\}$`),
      );
      const uses = Array.from(value.matchAll(/steps\.(\w+)\.(?:outcome|outputs\.([\w-]+))/g));
      expect(uses).not.toHaveLength(0);
      for (const [, stepId, stepOutput] of uses) {
        expect(steps.map(({ id }) => id)).toContain(stepId);
        expect([undefined, ...Object.keys(ACTION.outputs)]).toContain(stepOutput);
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
  const { text, workflow } = readWorkflow('.github/workflows/pre-deploy-snapshot.yml');
  const steps = stepsOf(workflow);
  const inputsOfStep = (id: string) => steps.find((step) => step.id === id)?.with;

  test('any rule switches the prune on', () => {
    const condition = /HAS_RULE: >-\s*(\$\{\{.*?\}\})/s.exec(text)?.[1]?.replaceAll(/\s+/g, ' ');

    expect(condition).toBe(`\${{ ${RULES.map((rule) => `inputs.${rule} != ''`).join(' || ')} }}`);
  });

  test('refuses before it creates, and prunes after that', () => {
    // A condition without a status function means that the steps before have succeeded.
    expect(steps.map((step) => [step.id, step.if])).toEqual([
      [undefined, "env.HAS_RULE == 'true'"],
      ['policy', "env.HAS_RULE == 'true'"],
      [
        undefined,
        "steps.policy.outcome == 'failure' && (steps.policy.outputs.count == '' || inputs.prune-failure == 'fail')",
      ],
      ['create', undefined],
      ['prune', "env.HAS_RULE == 'true'"],
    ]);
  });

  test('checks the very policy that it prunes by, in a dry run', () => {
    const prune = inputsOfStep('prune');

    expect(prune).toMatchObject({
      protect: `\${{ env.PROTECT }}\${{ join(fromJSON(steps.create.outputs.snapshot-ids), ',') }}`,
      'dry-run': `\${{ inputs.prune-dry-run }}`,
    });
    expect(inputsOfStep('policy')).toEqual({
      ...prune,
      protect: `\${{ env.PROTECT }}`,
      'dry-run': true,
      'job-summary': false,
    });
  });
});
