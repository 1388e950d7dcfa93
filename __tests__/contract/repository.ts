import { readFileSync } from 'node:fs';
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

interface ActionMetadata {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

export const ACTION_METADATA: ActionMetadata = parse(readText('action.yml'));

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
export function codeIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/`([^`]+)`/g), ([, code = '']) => code);
}

export interface ReusableWorkflow {
  readonly on: {
    readonly workflow_call: {
      readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly type: string }>>;
      readonly secrets: Readonly<Record<string, unknown>>;
      readonly outputs: Readonly<Record<string, unknown>>;
    };
  };
}

export const REUSABLE_WORKFLOWS = ['pre-deploy-snapshot.yml', 'prune-snapshots.yml'] as const;

/** What a reusable workflow declares for its callers. */
export function declaredBy(file: string): ReusableWorkflow['on']['workflow_call'] {
  const workflow: ReusableWorkflow = parse(readText(`.github/workflows/${file}`));
  return workflow.on.workflow_call;
}
