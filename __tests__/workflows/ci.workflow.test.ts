import { afterAll, expect, test } from '@jest/globals';
import { RunningRepository } from './running-repository.ts';

const repository = new RunningRepository();
afterAll(() => repository.remove());

test('the end-to-end job of CI passes', async () => {
  const run = await repository.run('.github/workflows/ci.yml', { event: 'pull_request', job: 'end-to-end' });
  // GitHub's runner ends what a job leaves running; act does not.
  const simulator = /as process (\d+)/.exec(run.log)?.[1];
  if (simulator !== undefined) process.kill(Number(simulator));

  expect(run.failure).toBeNull();
  expect(run.log).toContain('Success - Main Expect the oldest of the VM to be deleted, and nothing else');
});
