import { describe, expect, test } from '@jest/globals';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { inputsAt, sentTo } from './at-simulator.ts';
import { runAction } from './run-action.ts';

const start = simulatorStarter();

const SNAPSHOT = { namespace: 'prod', sourceName: 'db', readyToUse: true };
const OLD = { ...SNAPSHOT, id: 'db-1', creationDate: '2026-01-01T00:00:00' };
const NEW = { ...SNAPSHOT, id: 'db-2', creationDate: '2026-01-02T00:00:00' };

describe('a gateway that answers 404 in words of its own', () => {
  const NOT_FOUND = {
    operation: 'delete',
    times: 'always',
    fault: { kind: 'raw-body', status: 404, body: '404 page not found', contentType: 'text/plain' },
  } as const;

  test.each(['fail', 'ignore'])('does not say that a snapshot is gone: if-missing %s', async (ifMissing) => {
    const simulator = await start();
    simulator.addSnapshot(OLD);
    simulator.scheduleFault(NOT_FOUND);
    const inputs = { operation: 'delete', 'snapshot-id': 'db-1', 'if-missing': ifMissing };

    const step = await runAction(inputsAt(simulator, inputs));

    expect(step.lines.at(-1)).toContain('404 page not found');
    expect(step.outputs['failed-ids']).toBe('["db-1"]');
    expect(step.exitCode).toBe(1);
  });
});

test('a slash too many at the end of api-url does not lead to another host', async () => {
  const simulator = await start();
  simulator.addSnapshot(OLD);
  const inputs = inputsAt(simulator, { operation: 'list', 'api-url': `${simulator.url}//` });

  const step = await runAction(inputs);

  expect(step.exitCode).toBe(0);
  expect(sentTo(simulator)).toEqual(['GET GetSnapshots']);
});

describe('what protects', () => {
  test.each(['DB-*', 'db-*'])('fits in upper and lower case: %s', async (protect) => {
    const simulator = await start();
    simulator.addSnapshot(OLD);
    simulator.addSnapshot(NEW);
    const policy = { 'source-vm': '*', 'keep-last': '1', protect };

    const step = await runAction(inputsAt(simulator, { operation: 'prune', ...policy }));

    expect(step.outputs['count']).toBe('0');
    expect(simulator.snapshots()).toHaveLength(2);
  });
});

describe('where the step cannot write', () => {
  const DELETE = { operation: 'delete', 'snapshot-id': 'db-1' };

  test('the job summary, it warns and succeeds', async () => {
    const simulator = await start();
    simulator.addSnapshot(OLD);
    const environment = { GITHUB_STEP_SUMMARY: '/nowhere/summary' };

    const step = await runAction(inputsAt(simulator, DELETE), { environment });

    expect(step.log).toContain('The job summary could not be written');
    expect(step.exitCode).toBe(0);
  });

  test('the job summary, it still says why it failed', async () => {
    const simulator = await start();
    const environment = { GITHUB_STEP_SUMMARY: '/nowhere/summary' };

    const step = await runAction(inputsAt(simulator, DELETE), { environment });

    expect(step.lines.at(-1)).toContain('There is no snapshot "db-1"');
    expect(step.exitCode).toBe(1);
  });

  test('its outputs, it fails and says so beside what it did', async () => {
    const simulator = await start();
    const inputs = { operation: 'create', 'source-vm': 'db', name: 'db-9' };
    const environment = { GITHUB_OUTPUT: '/nowhere/output' };

    const step = await runAction(inputsAt(simulator, inputs), { environment });

    expect(step.log).toContain('Snapshot "db-9" is being made.');
    expect(step.lines.at(-1)).toContain('The outputs could not be written');
    expect(step.exitCode).toBe(1);
    expect(simulator.snapshots()).toHaveLength(1);
  });
});
