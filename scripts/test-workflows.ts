/**
 * Runs the tests that take act, `*.workflow.test.ts`, and closes with a line that counts them. For Linux alone: they
 * put programs that begin with `#!` into the path, and the steps call GNU's `sort` and `tail`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWorkflowTools } from './install-workflow-tools.ts';

const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];
// The configuration leaves these tests out; a run takes about a second, and some seconds on a busy machine.
const OPTIONS = [
  '--testPathIgnorePatterns=/node_modules/',
  '--testMatch=**/*.workflow.test.ts',
  '--testTimeout=120000',
];

installWorkflowTools(['act']);
const results = mkdtempSync(join(tmpdir(), 'denvr-workflow-tests-'));
const resultFile = join(results, 'result.json');
const { status } = spawnSync(
  process.execPath,
  [...JEST, ...OPTIONS, '--json', `--outputFile=${resultFile}`, ...process.argv.slice(2)],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(resultFile, 'utf8'));
rmSync(results, { recursive: true });
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
process.exit(numPassedTests > 0 ? (status ?? 1) : 1);
