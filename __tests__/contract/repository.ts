import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = new URL('../../', import.meta.url);

/** The path of a file of the repository on this machine. */
export function pathOf(file: string): string {
  return fileURLToPath(new URL(file, ROOT));
}

export function readText(file: string): string {
  return readFileSync(pathOf(file), 'utf8').replaceAll('\r\n', '\n');
}

interface PackageFile {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

export const PACKAGE: PackageFile = JSON.parse(readText('package.json'));

/** One row of a table on a page, by the titles of its columns. */
export type Row = Readonly<Record<string, string>>;

/** The rows of all tables whose first column has a title, in the order of the page. */
export function tableRows(markdown: string, firstTitle: string): readonly Row[] {
  const tables = markdown.match(/(?:^\|.*\|\n)+/gm) ?? [];
  return tables.flatMap((table) => {
    const [titles = [], _line, ...rows] = table.trim().split('\n').map(cellsOf);
    if (titles[0] !== firstTitle) return [];
    return rows.map((cells) => Object.fromEntries(titles.map((title, index) => [title, cells[index] ?? ''])));
  });
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}

/** What stands between backticks. */
export function codeIn(text = ''): readonly string[] {
  return Array.from(text.matchAll(/`([^`]+)`/g), ([, code = '']) => code);
}

type Texts = Readonly<Record<string, string>>;

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Texts;
}

export interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly 'runs-on'?: unknown;
  readonly environment?: unknown;
  readonly concurrency?: unknown;
  readonly 'timeout-minutes'?: unknown;
  readonly outputs?: Texts;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Texts;
  readonly env?: Texts;
  readonly steps?: readonly Step[];
}

interface Declared {
  readonly description?: string;
  readonly required?: boolean;
  readonly type?: string;
  readonly default?: string;
  readonly value?: string;
}

type Declarations = Readonly<Record<string, Declared>>;

export interface Workflow {
  readonly on: {
    /** What a reusable workflow declares for its callers. */
    readonly workflow_call?: Readonly<Record<'inputs' | 'secrets' | 'outputs', Declarations>>;
  };
  readonly permissions?: unknown;
  readonly env?: Texts;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A file, by its path from the root of the repository. */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

export const ACTION: Readonly<Record<'inputs' | 'outputs', Declarations>> = parse(readText('action.yml'));

export const REUSABLE_WORKFLOWS = ['pre-deploy-snapshot.yml', 'prune-snapshots.yml'] as const;

/** The workflows in a directory: those of the repository, or those that the tests run as a user's. */
export function workflowsIn(
  directory: '.github/workflows' | '__tests__/workflows/callers',
): readonly WorkflowFile[] {
  const names = readdirSync(pathOf(directory)).filter((name) => name.endsWith('.yml'));
  return names.map((name) => readWorkflow(`${directory}/${name}`));
}

export function readWorkflow(path: string): WorkflowFile {
  const text = readText(path);
  return { path, text, workflow: parse(text) };
}

/** What a reusable workflow of the repository declares for its callers. */
export function declaredBy(file: string) {
  const call = readWorkflow(`.github/workflows/${file}`).workflow.on.workflow_call;
  if (call === undefined) throw new Error(`${file} is not a reusable workflow.`);
  return call;
}

export function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}
