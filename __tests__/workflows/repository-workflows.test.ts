import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/index';
import { expect, test } from '@jest/globals';
import { REUSABLE_WORKFLOWS, readText, readWorkflow, workflowsIn } from '../contract/repository.ts';

const FILES = workflowsIn('.github/workflows');
const CALLERS = workflowsIn('__tests__/workflows/callers');
const JOBS = FILES.flatMap(({ path, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ place: `${path}, ${id}`, job })),
);

const trace = new NoOperationTraceWriter();

/** Called workflows are read from this repository, as GitHub does for `./` and `$/`. */
const calledWorkflows = {
  getFileContent: async ({ path }: { readonly path: string }) => ({ name: path, content: readText(path) }),
};

/** What GitHub's own parser finds wrong with a workflow, and with its calls of other workflows. */
async function errorsIn(name: string, content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name, content }, trace);
  if (value !== undefined) {
    await convertWorkflowTemplate(context, value, calledWorkflows, { fetchReusableWorkflowDepth: 1 });
  }
  return context.errors.getErrors().map(({ message }) => message);
}

test.each([...FILES, ...CALLERS])("GitHub's parser takes $path", async ({ path, text }) => {
  expect(await errorsIn(path, text)).toEqual([]);
});

test.each([
  ['an unknown input', '      match: "*"', 'Invalid input, match is not defined in the referenced workflow.'],
  ['an unknown function', `      name: \${{ trim(vars.NAME) }}`, "Unrecognized function: 'trim'"],
])('it would find %s in a call', async (_, line, message) => {
  const { path, text } = readWorkflow('__tests__/workflows/callers/deploy.yml');

  expect(await errorsIn(path, text.replace(/^ {6}name: .*$/m, line))).toEqual([
    expect.stringContaining(message),
  ]);
});

test("GitHub's parser takes action.yml", () => {
  const { context } = parseAction({ name: 'action.yml', content: readText('action.yml') }, trace);

  expect(context.errors.getErrors()).toEqual([]);
});

// What `npm run lint:workflows` holds the workflows to is not tested here: pins by commit, scripts without expressions,
// no token in the work tree.

test.each(FILES)('$path has no permissions but those that a job names', ({ workflow }) => {
  expect(workflow.permissions).toEqual({});
});

test('an action has one version in all the workflows, and a comment names it', () => {
  const uses = FILES.flatMap(({ text }) => Array.from(text.matchAll(/uses: ([\w-]+\/[^/@\s]+)\S*@(.*)/g)));
  const pins = Map.groupBy(uses, ([, repository]) => repository);

  for (const [first, ...others] of pins.values()) {
    expect(first?.[2]).toMatch(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    for (const other of others) expect(other[2]).toBe(first?.[2]);
  }
});

test.each(JOBS.filter(({ job }) => job.uses === undefined))('$place has a limit of its time', ({ job }) => {
  expect(job).toHaveProperty('timeout-minutes');
});

test.each(JOBS.filter(({ job }) => job['runs-on'] !== 'ubuntu-latest'))(
  '$place names the shell of what shells read differently, for the system may not be Linux',
  ({ job: { steps = [] } }) => {
    const scripts = steps.filter(({ run = '' }) => /[^\w\s./:=-]/.test(run));

    expect(scripts.map(({ shell }) => shell)).toEqual(scripts.map(() => 'bash'));
  },
);

const { 'ci-passed': ciPassed, ...ciJobs } = readWorkflow('.github/workflows/ci.yml').workflow.jobs;

test('ci-passed needs every other job, and runs whatever became of them: skipped, it would count as passed', () => {
  expect(ciPassed).toMatchObject({ needs: Object.keys(ciJobs), if: 'always()' });
});

test('only the calls of the reusable workflows can be skipped, and both are called', () => {
  const conditional = Object.values(ciJobs).filter((job) => job.if !== undefined || job.needs !== undefined);

  expect(conditional.map(({ uses }) => uses)).toEqual(
    REUSABLE_WORKFLOWS.map((file) => `./.github/workflows/${file}`),
  );
});
