import { expect, jest, test } from '@jest/globals';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { inputsAt } from './at-simulator.ts';
import { runAction } from './run-action.ts';
import { rowsOf } from './summary-rows.ts';

const start = simulatorStarter();
jest.setTimeout(20_000);

const WEB = { namespace: 'prod', sourceName: 'web-1', readyToUse: true, rootDiskSize: '100Gi' };

test('one of three that could not be made is counted first, told once, and a row of the table', async () => {
  const simulator = await start();
  const fault = { kind: 'status', status: 403, body: { message: 'The quota is used up.' } } as const;
  simulator.scheduleFault({ operation: 'create', skip: 2, fault });

  const step = await runAction(
    inputsAt(simulator, { operation: 'create', 'source-vm': 'a,b,c', name: '{source-vm}-1' }),
  );

  const [first, ...others] = step.lines.filter((line) => line.startsWith('::error::'));
  expect(first).toBe('::error::create: 2 of 3 made, 1 failed.');
  expect(others).toHaveLength(1);
  expect(step.summary.split('\n\n')[1]).toBe(
    '<p>✖ <strong>Failed</strong>: <strong>2</strong> of 3 made, 1 failed.</p>',
  );
  expect(rowsOf(step.summary).map((row) => row.split(' | ')[0])).toEqual([
    'failed',
    'not ready',
    'not ready',
  ]);
  expect(step.summary).toMatch(/<p>\d+ requests in \d+s<\/p>\n\n$/);
  expect(step.summary).toContain('<li><code>source-vm</code>: <code>a,b,c</code></li>');
  expect(step.summary).not.toContain('api-key');
});

test('of a plan with too many deletions is said that nothing was sent, and the plan is shown', async () => {
  const simulator = await start();
  for (const day of [1, 2, 3]) {
    simulator.addSnapshot({ ...WEB, id: `d${day}`, creationDate: `2026-01-0${day}T12:00:00` });
  }

  const step = await runAction(
    inputsAt(simulator, { operation: 'prune', match: 'd*', 'keep-last': '1', 'max-deletes': '1' }),
  );

  expect(step.summary).toContain(
    '<strong>Failed</strong>: <strong>0</strong> of 2 deleted, as nothing was sent.',
  );
  expect(rowsOf(step.summary).map((row) => row.split(' | ').slice(0, 2).join(' '))).toEqual([
    'kept d3',
    'would be deleted d2',
    'would be deleted d1',
  ]);
  expect(step.lines).toContain('Cluster Msc1, namespace prod, match d*.');
  expect(step.outputs).toMatchObject({ count: '0', 'snapshot-ids': '[]', 'failed-ids': '[]' });
});

test('a list tells its filters, what it left out, its warnings, and the size of all', async () => {
  const simulator = await start();
  for (const id of ['a', 'b']) simulator.addSnapshot({ ...WEB, id, creationDate: '2026-01-01T12:00:00' });
  simulator.addSnapshot({ ...WEB, id: 'odd' });
  simulator.scheduleFault({
    operation: 'list',
    fault: { kind: 'overlay', ids: ['odd'], fields: { creationDate: 'yesterday' } },
  });

  const { summary } = await runAction(inputsAt(simulator, { operation: 'list', 'older-than': '1d' }));

  expect(summary).toContain('<p>✔ Found 2 snapshots (of 3).</p>');
  expect(summary).toContain('older-than <code>1d</code></p>');
  expect(summary).toMatch(/<strong>Warnings<\/strong><\/p>\n\n<ul><li>The creation date of 1 snapshot /);
  expect(summary).toContain('<p>Root disks together: 200 GiB.</p>');
});
