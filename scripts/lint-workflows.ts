/**
 * Holds the workflows, action.yml and the workflows that the pages show to actionlint and zizmor, which must report
 * nothing. For Linux alone: on Windows the programs have other names, and macOS was not tried.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWorkflowTools, pathOfTool, type WorkflowTool } from './install-workflow-tools.ts';
import { writeShownWorkflows } from './shown-workflows.ts';

// Offline, so that it needs no token.
const ZIZMOR_OPTIONS = ['--offline', '--quiet', '--strict-collection'];

/** The pages show this action by its major version: the reader chooses between that and a commit. All else is pinned. */
const POLICY_OF_EXAMPLES = `rules:
  unpinned-uses:
    config:
      policies:
        OWNER/denvr-snapshot-action: ref-pin
        OWNER/denvr-snapshot-action/*: ref-pin
        '*': hash-pin
`;

installWorkflowTools(['actionlint', 'zizmor']);
const shown = mkdtempSync(join(tmpdir(), 'denvr-shown-workflows-'));
const shownWorkflows = writeShownWorkflows(shown);
const examplesConfig = join(shown, 'zizmor.config');
writeFileSync(examplesConfig, POLICY_OF_EXAMPLES);
const callers = globSync('__tests__/workflows/callers/*.yml');
const isClean = [
  runTool('actionlint', [...globSync('.github/workflows/*.yml'), ...callers, ...shownWorkflows]),
  // The pedantic persona reports whatever the regular one does, and more: names and limits of concurrency, which would
  // only lengthen an example.
  runTool('zizmor', [...ZIZMOR_OPTIONS, '--persona=pedantic', '.github', 'action.yml']),
  runTool('zizmor', [...ZIZMOR_OPTIONS, '--config', examplesConfig, ...shownWorkflows]),
];
rmSync(shown, { recursive: true });
if (isClean.includes(false)) process.exit(1);
console.log('actionlint and zizmor report nothing.');

function runTool(tool: WorkflowTool, args: readonly string[]): boolean {
  const { status, error } = spawnSync(pathOfTool(tool), args, { stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) console.error(`${tool} ended with ${status}.`);
  return status === 0;
}
