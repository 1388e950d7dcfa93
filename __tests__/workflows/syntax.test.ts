import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/index';
import { expect, test } from '@jest/globals';
import { callerWorkflows, readRepositoryFile, readWorkflow, repositoryWorkflows } from './workflow-files.ts';

const trace = new NoOperationTraceWriter();

/** Called workflows are read from this repository, as GitHub does for `./` and `$/`. */
const calledWorkflows = {
  getFileContent: async (reference: { readonly path: string }) => ({
    name: reference.path,
    content: readRepositoryFile(reference.path),
  }),
};

/** What GitHub's own parser finds wrong with a workflow, and with its calls of other workflows. */
async function errorsIn(name: string, content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name, content }, trace);
  if (value !== undefined) {
    await convertWorkflowTemplate(context, value, calledWorkflows, { fetchReusableWorkflowDepth: 1 });
  }
  return context.errors.getErrors().map(({ message }) => message);
}

test.each([...repositoryWorkflows(), ...callerWorkflows()].map(({ path }) => path))('%s', async (path) => {
  expect(await errorsIn(path, readWorkflow(path).text)).toEqual([]);
});

test('action.yml', () => {
  const { context } = parseAction({ name: 'action.yml', content: readRepositoryFile('action.yml') }, trace);

  expect(context.errors.getErrors()).toEqual([]);
});

test.each([
  ['an unknown input', '      match: "*"', 'Invalid input, match is not defined in the referenced workflow.'],
  ['an unknown function', `      name: \${{ trim(vars.NAME) }}`, "Unrecognized function: 'trim'"],
])('%s in a call would be found', async (_, line, message) => {
  const { path, text } = readWorkflow('__tests__/workflows/callers/deploy.yml');

  expect(await errorsIn(path, text.replace(`      name: \${{ vars.NAME }}`, line))).toEqual([
    expect.stringContaining(message),
  ]);
});
