/**
 * Runs the tests that take act, `*.workflow.test.ts`, and closes with a line that counts them. For Linux alone: they
 * put programs that begin with `#!` into the path, and the steps call GNU's `sort` and `tail`.
 */
import { spawnSync } from 'node:child_process';
import { installWorkflowTools } from './install-workflow-tools.ts';

// The configuration leaves these tests out; a run takes about a second, and some seconds on a busy machine.
const OPTIONS = [
  '--testPathIgnorePatterns=/node_modules/',
  '--testMatch=**/*.workflow.test.ts',
  '--testTimeout=120000',
];

installWorkflowTools(['act']);
const { status, stdout } = spawnSync(
  'npm',
  ['run', '--silent', 'jest', '--', ...OPTIONS, '--json', ...process.argv.slice(2)],
  { encoding: 'utf8', maxBuffer: Number.POSITIVE_INFINITY, stdio: ['ignore', 'pipe', 'inherit'] },
);
const { numPassedTests, numFailedTests } = JSON.parse(stdout);
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
process.exit(numPassedTests > 0 ? (status ?? 1) : 1);
