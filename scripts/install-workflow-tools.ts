/**
 * Installs the tools that lint and run workflows, each at one version, where they are missing. It takes Go, and Python
 * with pip. They stay inside node_modules, so they go with it, and nothing else on the machine changes.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TOOLS = {
  act: { version: '0.2.89', install: goInstall('github.com/nektos/act') },
  actionlint: { version: '1.7.12', install: goInstall('github.com/rhysd/actionlint/cmd/actionlint') },
  zizmor: { version: '1.32.0', install: pipInstall('zizmor') },
} as const;

export type WorkflowTool = keyof typeof TOOLS;

type Install = (version: string, directory: string) => void;

const HOME = fileURLToPath(new URL('../node_modules/.cache/workflow-tools/', import.meta.url));

/** The path of a tool's program, which is there once the tools are installed. */
export function pathOfTool(tool: WorkflowTool): string {
  return join(directoryOf(tool), 'bin', tool);
}

/**
 * Installs the tools that are missing.
 *
 * @throws if one cannot be installed: without its tools, a check must fail rather than pass
 */
export function installWorkflowTools(tools: readonly WorkflowTool[]): void {
  for (const tool of tools) if (!existsSync(pathOfTool(tool))) installTool(tool);
}

function installTool(tool: WorkflowTool): void {
  const { version, install } = TOOLS[tool];
  console.log(`Installing ${tool} ${version}.`);
  const directory = directoryOf(tool);
  mkdirSync(dirname(directory), { recursive: true });
  // Built beside its place and moved there when it is whole: an install that broke off must not look like a tool.
  const unfinished = mkdtempSync(`${directory}.`);
  install(version, unfinished);
  renameSync(unfinished, directory);
}

function directoryOf(tool: WorkflowTool): string {
  return join(HOME, `${tool}-${TOOLS[tool].version}`);
}

function goInstall(module: string): Install {
  return (version, directory) => {
    execFileSync('go', ['install', `${module}@v${version}`], {
      env: { ...process.env, GOBIN: join(directory, 'bin') },
      stdio: 'inherit',
    });
  };
}

/** Into a directory of its own, which pip does even where the system's Python is not to be touched. */
function pipInstall(name: string): Install {
  return (version, directory) => {
    const options = [
      '--quiet',
      '--disable-pip-version-check',
      '--root-user-action=ignore',
      '--only-binary',
      ':all:',
    ];
    execFileSync(
      'python3',
      ['-m', 'pip', 'install', ...options, '--target', directory, `${name}==${version}`],
      { stdio: 'inherit' },
    );
  };
}

if (import.meta.main) installWorkflowTools(Object.keys(TOOLS) as WorkflowTool[]);
