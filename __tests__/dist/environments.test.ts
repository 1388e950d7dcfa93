import { describe, expect, test } from '@jest/globals';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { inputsAt } from './at-simulator.ts';
import { type RunOptions, runAction } from './run-action.ts';
import { snapshot, testSteps } from './step-table.ts';

const start = simulatorStarter();
const HELD_OPEN_FILE = new URL('./held-open-file.mjs', import.meta.url).href;

function options(...all: readonly string[]): RunOptions {
  return { environment: { NODE_OPTIONS: all.join(' ') } };
}

/** Not by `sh`, which may drop variables with a hyphen in their names, as the runner gives them. */
function afterCommand(command: string): readonly string[] {
  return ['/bin/bash', '-c', `${command} && exec "$@"`, 'bash', process.execPath];
}

/** Surroundings of a job in which a step must come to the same end as anywhere. */
const ENVIRONMENTS: readonly [what: string, environment: RunOptions][] = [
  ['no HOME, CI and PATH', {}],
  ['HOME, CI and PATH that lead nowhere', { environment: { HOME: '/nowhere', CI: 'x', PATH: '/nowhere' } }],
  ['every deprecation thrown', options('--throw-deprecation')],
  ['no code from texts', options('--disallow-code-generation-from-strings')],
  ['frozen intrinsics', options('--frozen-intrinsics', '--disable-warning=ExperimentalWarning')],
  ['64 MB of memory', options('--max-old-space-size=64')],
  ['a zone a day ahead', { environment: { TZ: 'Pacific/Kiritimati' } }],
  ['a zone half a day behind', { environment: { TZ: 'Etc/GMT+12' } }],
  ['a zone that there is not', { environment: { TZ: 'Nowhere/Land' } }],
  ['Turkish', { environment: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } }],
  ['a language that there is not', { environment: { LANG: 'xx_YY', LC_ALL: '\u{1f30d}' } }],
];

/** Where there is no shell of POSIX, there is neither a mask of modes nor such a limit. */
const WITH_SHELL: typeof ENVIRONMENTS = [
  ['umask 077', { launcher: afterCommand('umask 077') }],
  ['64 open files at most', { launcher: afterCommand('ulimit -n 64') }],
];

describe('a step names, makes and waits for its snapshot by UTC, in plain letters, and Node has nothing to say', () => {
  test.each(process.platform === 'win32' ? ENVIRONMENTS : [...ENVIRONMENTS, ...WITH_SHELL])(
    'with %s',
    async (_what, environment) => {
      const simulator = await start();
      const today = () => new Date().toISOString().slice(0, 10).replaceAll('-', '');
      const names = [`win-i-${today()}`];
      // In Turkish, a capital I is no capital i.
      const create = { operation: 'create', 'source-vm': 'WIN-I', name: '{source-vm}-{date}', wait: 'true' };

      const step = await runAction(inputsAt(simulator, create), environment);

      names.push(`win-i-${today()}`);
      expect(step).toMatchObject({ exitCode: 0, outputs: { count: '1', ready: 'true', created: 'true' } });
      expect(names).toContain(step.outputs['snapshot-id']);
      expect(step.snapshotsFile).toMatchObject([{ id: step.outputs['snapshot-id'], readyToUse: true }]);
      expect(step.log).not.toMatch(/\(node:\d+\)|::error::/);
    },
  );
});

describe('the file of snapshots that another program holds open', () => {
  const held = (code: string, forMs: number): RunOptions => ({
    environment: {
      ...options('--import', HELD_OPEN_FILE).environment,
      HELD_CODE: code,
      HELD_FOR_MS: `${forMs}`,
    },
  });

  test.each(['EPERM', 'EACCES', 'EBUSY'])('is written when it is let go: %s', async (code) => {
    const simulator = await start();
    const step = await runAction(inputsAt(simulator, { operation: 'list' }), held(code, 300));
    expect(step).toMatchObject({ exitCode: 0, snapshotsFile: [] });
  });

  test('for longer than a second is not named by the outputs, which hold everything', async () => {
    const simulator = await start();
    const step = await runAction(inputsAt(simulator, { operation: 'list' }), held('EBUSY', 60_000));
    expect(step.log).toContain('::warning::The file of snapshots could not be written (EBUSY: held open)');
    expect(step.outputs).toMatchObject({ snapshots: '[]', 'snapshots-file': '' });
  });
});

const DELETE = { operation: 'delete', 'snapshot-id': 'db-1' };
const NO_SUMMARY = { environment: { GITHUB_STEP_SUMMARY: '/nowhere/summary' } };

testSteps({
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
