import { expect } from '@jest/globals';
import { snapshot } from './fixtures.ts';
import type { RunOptions } from './run-action.ts';
import { rowsFor, testSteps } from './step-table.ts';

const HELD_OPEN_FILE = new URL('./held-open-file.mjs', import.meta.url).href;

function options(...all: readonly string[]): RunOptions {
  return { environment: { NODE_OPTIONS: all.join(' ') } };
}

/** Not by `sh`, which may drop variables with a hyphen in their names, as the runner gives them. */
function afterCommand(command: string): readonly string[] {
  return ['/bin/bash', '-c', `${command} && exec "$@"`, 'bash', process.execPath];
}

/** Surroundings of a job in which a step must come to the same end as anywhere. */
const ENVIRONMENTS: Readonly<Record<string, RunOptions>> = {
  'no HOME, CI and PATH': {},
  'HOME, CI and PATH that lead nowhere': { environment: { HOME: '/nowhere', CI: 'x', PATH: '/nowhere' } },
  'every deprecation thrown': options('--throw-deprecation'),
  'no code from texts': options('--disallow-code-generation-from-strings'),
  'frozen intrinsics': options('--frozen-intrinsics', '--disable-warning=ExperimentalWarning'),
  '64 MB of memory': options('--max-old-space-size=64'),
  'a zone a day ahead': { environment: { TZ: 'Pacific/Kiritimati' } },
  'a zone half a day behind': { environment: { TZ: 'Etc/GMT+12' } },
  'a zone that there is not': { environment: { TZ: 'Nowhere/Land' } },
  Turkish: { environment: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } },
  'a language that there is not': { environment: { LANG: 'xx_YY', LC_ALL: '\u{1f30d}' } },
};

/** Where there is no shell of POSIX, there is neither a mask of modes nor such a limit. */
const WITH_SHELL: typeof ENVIRONMENTS = {
  'umask 077': { launcher: afterCommand('umask 077') },
  '64 open files at most': { launcher: afterCommand('ulimit -n 64') },
};

const today = () => new Date().toISOString().slice(0, 10).replaceAll('-', '');
const begunOn = today();

testSteps(
  rowsFor(
    process.platform === 'win32' ? ENVIRONMENTS : { ...ENVIRONMENTS, ...WITH_SHELL },
    (what) =>
      `with ${what}, a step names by UTC, in plain letters, makes and waits, and Node has nothing to say`,
    (environment) => ({
      // In Turkish, a capital I is no capital i.
      inputs: { operation: 'create', 'source-vm': 'WIN-I', name: '{source-vm}-{date}', wait: 'true' },
      run: { ...environment, timeFactor: 1 },
      outputs: { count: '1', ready: 'true', created: 'true' },
      saysNot: /\(node:\d+\)|::error::/,
      check: ({ outputs, snapshotsFile }) => {
        expect([`win-i-${begunOn}`, `win-i-${today()}`]).toContain(outputs['snapshot-id']);
        expect(snapshotsFile).toMatchObject([{ id: outputs['snapshot-id'], readyToUse: true }]);
      },
    }),
  ),
);

const held = (codes: string, forMs: number): RunOptions => ({
  timeFactor: 1,
  environment: {
    ...options('--import', HELD_OPEN_FILE).environment,
    HELD_CODES: codes,
    HELD_FOR_MS: `${forMs}`,
  },
});

const DELETE = { operation: 'delete', 'snapshot-id': 'db-1' };
const NO_SUMMARY = { environment: { GITHUB_STEP_SUMMARY: '/nowhere/summary' } };

testSteps({
  'the file of snapshots that another program holds open is written when it is let go': {
    inputs: { operation: 'list' },
    run: held('EPERM,EACCES,EBUSY', 150),
    check: ({ snapshotsFile }) => expect(snapshotsFile).toEqual([]),
  },
  'a file of snapshots that is held open for longer than a second is not named by the outputs, which hold all':
    {
      inputs: { operation: 'list' },
      run: held('EBUSY', 60_000),
      says: ['::warning::The file of snapshots could not be written (EBUSY: held open)'],
      outputs: { snapshots: '[]', 'snapshots-file': '' },
    },
  'without a summary file, as on an old server, the step works all the same': {
    inputs: { operation: 'list' },
    run: { environment: { GITHUB_STEP_SUMMARY: '' } },
  },
  'where the job summary cannot be written, the step warns and succeeds': {
    inputs: DELETE,
    snapshots: [snapshot('db-1')],
    run: NO_SUMMARY,
    says: ['The job summary could not be written'],
  },
  'where the job summary cannot be written, the step still says why it failed': {
    inputs: DELETE,
    run: NO_SUMMARY,
    exitCode: 1,
    ends: 'There is no snapshot "db-1"',
  },
  'where the outputs cannot be written, the step fails and says so beside what it did': {
    inputs: { operation: 'create', 'source-vm': 'db', name: 'db-9' },
    run: { environment: { GITHUB_OUTPUT: '/nowhere/output' } },
    exitCode: 1,
    says: ['Snapshot "db-9" is being made.'],
    ends: 'The outputs could not be written',
    left: ['db-9'],
  },
});
