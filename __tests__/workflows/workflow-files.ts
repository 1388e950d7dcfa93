import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly permissions?: unknown;
  readonly 'runs-on'?: unknown;
  readonly environment?: unknown;
  readonly concurrency?: unknown;
  readonly 'timeout-minutes'?: unknown;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

interface Declared {
  readonly description?: string;
  readonly required?: boolean;
  readonly type?: string;
  readonly default?: unknown;
  readonly value?: string;
}

/** What a reusable workflow declares. */
export interface WorkflowCall {
  readonly inputs: Readonly<Record<string, Declared>>;
  readonly secrets: Readonly<Record<string, Declared>>;
  readonly outputs: Readonly<Record<string, Declared>>;
}

export interface Workflow {
  readonly on: { readonly workflow_call?: WorkflowCall };
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A file, by its path from the root of the repository. */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

export interface ActionManifest {
  readonly inputs: Readonly<Record<string, Declared>>;
  readonly outputs: Readonly<Record<string, Declared>>;
}

export function readRepositoryFile(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The workflows of the repository. */
export function repositoryWorkflows(): readonly WorkflowFile[] {
  return workflowsIn('.github/workflows');
}

/** The workflows that the tests run as a user's. */
export function callerWorkflows(): readonly WorkflowFile[] {
  return workflowsIn('__tests__/workflows/callers');
}

export function readWorkflow(path: string): WorkflowFile {
  const text = readRepositoryFile(path);
  return { path, text, workflow: parse(text) };
}

/** What a reusable workflow of the repository declares. */
export function readWorkflowCall(name: string): WorkflowCall {
  const call = readWorkflow(`.github/workflows/${name}.yml`).workflow.on.workflow_call;
  if (call === undefined) throw new Error(`${name} is not a reusable workflow.`);
  return call;
}

export function readActionManifest(): ActionManifest {
  return parse(readRepositoryFile('action.yml'));
}

/** Every step of a workflow that uses this repository's action. */
export function stepsOfThisAction({ workflow }: WorkflowFile): readonly Step[] {
  return allSteps(workflow).filter(({ uses }) => uses === './' || uses === '$/');
}

export function allSteps({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

function workflowsIn(directory: string): readonly WorkflowFile[] {
  return readdirSync(join(ROOT, directory))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => readWorkflow(`${directory}/${name}`));
}
