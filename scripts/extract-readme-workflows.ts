/**
 * Writes every workflow that the pages show to a file of its own, so that the linters of workflows read them too:
 * `node scripts/extract-readme-workflows.ts DIRECTORY`. A list of steps is put into a workflow around it.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** A block of YAML on a page. */
export interface Snippet {
  /** The page and the line on which the block begins, such as `README.md:19`. */
  readonly place: string;
  readonly text: string;
}

/** The pages that show YAML to users, as paths from the root of the repository. */
export function pages(): readonly string[] {
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...docs.sort().map((name) => `docs/${name}`)];
}

/** Every block of YAML on every page. */
export function yamlSnippets(): readonly Snippet[] {
  return pages().flatMap((page) => {
    const markdown = readFileSync(join(ROOT, page), 'utf8');
    return Array.from(markdown.matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm), ({ index, 1: text = '' }) => ({
      place: `${page}:${markdown.slice(0, index).split('\n').length}`,
      text,
    }));
  });
}

/**
 * A snippet as a whole workflow. A list of steps becomes the steps of the one job of a workflow that is run by hand.
 *
 * @throws Error if the snippet is neither a workflow nor a list of steps
 */
export function toWorkflow({ place, text }: Snippet): string {
  const content: unknown = parse(text);
  if (Array.isArray(content)) return `${HEAD_FOR_STEPS}${text.replaceAll(/^(?=.)/gm, '      ')}`;
  if (typeof content === 'object' && content !== null && 'on' in content && 'jobs' in content) return text;
  throw new Error(`${place} is neither a workflow nor a list of steps`);
}

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

function writeWorkflows(directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const snippet of yamlSnippets()) {
    const name = snippet.place.replaceAll(/\.md|[^A-Za-z0-9]+/g, '-').replaceAll(/-+/g, '-');
    const path = join(directory, `${name}.yml`);
    writeFileSync(path, toWorkflow(snippet));
    console.log(path);
  }
}

if (import.meta.main) {
  const [directory] = process.argv.slice(2);
  if (directory === undefined) throw new Error('Usage: node scripts/extract-readme-workflows.ts DIRECTORY');
  writeWorkflows(directory);
}
