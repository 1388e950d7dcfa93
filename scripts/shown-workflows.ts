/** The workflows that the pages show: the tests run and check them as their readers would, and linters read them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const HEAD_FOR_STEPS = `name: Steps
on: workflow_dispatch
permissions: {}
concurrency: { group: steps, cancel-in-progress: false }
jobs:
  steps:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
`;

/** A block of YAML on a page. */
export interface Snippet {
  /** The page and the line on which the block begins, such as `README.md:19`. */
  readonly place: string;
  readonly text: string;
  /** The text as a whole workflow: a list of steps is put into the one job of a workflow that is run by hand. */
  readonly workflow: string;
}

/**
 * Every block of YAML that the README and the pages in `docs` show.
 *
 * @throws Error if a block is neither a workflow nor a list of steps
 */
export function yamlSnippets(): readonly Snippet[] {
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...docs.sort().map((name) => `docs/${name}`)].flatMap((page) => {
    const markdown = readFileSync(join(ROOT, page), 'utf8');
    return Array.from(markdown.matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm), ({ index, 1: text = '' }) => {
      const place = `${page}:${markdown.slice(0, index).split('\n').length}`;
      return { place, text, workflow: toWorkflow(place, text) };
    });
  });
}

/** Writes each as a whole workflow to a file named for its place, such as `README-md-19.yml`, and answers the paths. */
export function writeShownWorkflows(
  directory: string,
  rewrite: (workflow: string) => string = (workflow) => workflow,
): readonly string[] {
  mkdirSync(directory, { recursive: true });
  return yamlSnippets().map(({ place, workflow }) => {
    const path = join(directory, `${place.replaceAll(/\W+/g, '-')}.yml`);
    writeFileSync(path, rewrite(workflow));
    return path;
  });
}

function toWorkflow(place: string, text: string): string {
  const content: unknown = parse(text);
  if (Array.isArray(content)) return `${HEAD_FOR_STEPS}${text.replaceAll(/^(?=.)/gm, '      ')}`;
  if (typeof content === 'object' && content !== null && 'on' in content && 'jobs' in content) return text;
  throw new Error(`${place} is neither a workflow nor a list of steps`);
}
