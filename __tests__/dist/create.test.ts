import { expect } from '@jest/globals';
import { countSent, on } from './fixtures.ts';
import { rowsFor, testSteps } from './step-table.ts';
import { rowsOf } from './summary-rows.ts';

const CREATE = { operation: 'create', 'source-vm': 'web-1', name: 'before-{source-vm}' };

const RUN = {
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  GITHUB_RUN_ID: '17000000001',
  GITHUB_RUN_NUMBER: '42',
  GITHUB_RUN_ATTEMPT: '3',
  // It cannot be read, and is not needed.
  GITHUB_EVENT_PATH: '.',
};

testSteps({
  'create without wait looks the name up, asks once, ends, and writes what it made under the API’s names': {
    inputs: CREATE,
    options: { readyAfterMs: 'never', now: () => Date.parse('2026-11-23T14:15:30.123Z') },
    sent: ['GET GetSnapshot before-web-1', 'POST CreateSnapshot before-web-1'],
    says: ['Created 1 snapshot: before-web-1.'],
    ends: 'Not ready yet',
    outputs: {
      'snapshot-id': 'before-web-1',
      'snapshot-ids': '["before-web-1"]',
      count: '1',
      ready: 'false',
      created: 'true',
      'kept-ids': '',
      'failed-ids': '[]',
    },
    check: ({ outputs, snapshotsFile, summary }, { requests }) => {
      expect(requests.at(-1)?.body).toEqual({
        name: 'before-web-1',
        namespace: 'prod',
        cluster: 'Msc1',
        sourceVMName: 'web-1',
      });
      expect(snapshotsFile).toEqual([
        {
          id: 'before-web-1',
          namespace: 'prod',
          sourceName: 'web-1',
          osImage: 'Ubuntu 22.04.4 LTS',
          customPackage: null,
          rootDiskSize: '100Gi',
          creationDate: '2026-11-23T14:15:30.123Z',
          username: 'simulated-user',
          tenancyName: 'simulated-tenancy',
          readyToUse: false,
        },
      ]);
      expect(JSON.parse(outputs['snapshots'] ?? '')).toEqual(snapshotsFile);
      expect(summary).toContain('<h3>Denvr snapshots: create</h3>');
      expect(summary).toContain('Cluster <code>Msc1</code>, namespace <code>prod</code>');
      expect(rowsOf(summary)[0]).toMatch(
        /^not ready \| before-web-1 \| web-1 \| \d+d\d*h? \| 2026-11-23 14:15 UTC \| 100Gi$/,
      );
    },
  },
  'create with wait of several VMs sends one GetSnapshots a round for all of them, in the order of the VMs': {
    inputs: { ...CREATE, 'source-vm': 'web-2, web-1', wait: 'true' },
    faults: [
      on('create', { kind: 'delay', delayMs: 200 }, { id: 'before-web-2' }),
      on('list', { kind: 'overlay', fields: { readyToUse: false } }, { times: 2 }),
    ],
    outputs: { 'snapshot-ids': '["before-web-2","before-web-1"]', ready: 'true', created: 'true' },
    check: (_, simulator) =>
      expect(
        (['get', 'create', 'list'] as const).map((operation) => countSent(simulator, operation)),
      ).toEqual([2, 2, 3]),
  },
  'the id is in the outputs before the wait ends, even if the runner kills the step': {
    inputs: { ...CREATE, wait: 'true' },
    options: { readyAfterMs: 'never' },
    run: {
      onLog: (log, child) => {
        if (log.includes('next check in')) child.kill('SIGKILL');
      },
    },
    exitCode: null,
    outputs: { 'snapshot-id': 'before-web-1', created: 'true', ready: 'false' },
  },
  'VMs that fail do not keep another from being made and waited for; the total is told first, then each': {
    inputs: { ...CREATE, 'source-vm': 'web-1,web-2,web-3', wait: 'true' },
    options: { virtualMachines: [{ cluster: 'Msc1', namespace: 'prod', name: 'web-2' }] },
    exitCode: 1,
    outputs: {
      'snapshot-ids': '["before-web-2"]',
      'failed-ids': '["before-web-1","before-web-3"]',
      count: '1',
      created: 'false',
      ready: 'false',
    },
    check: ({ lines, summary }) => {
      expect(lines.filter((line) => line.startsWith('::error::'))).toEqual([
        '::error::create: 1 of 3 made, 2 failed.',
        expect.stringContaining('Virtual machine "web-1" not found in namespace "prod".'),
        expect.stringContaining('Virtual machine "web-3" not found in namespace "prod".'),
      ]);
      expect(summary.split('\n\n')[1]).toBe(
        '<p>✖ <strong>Failed</strong>: <strong>1</strong> of 3 made, 2 failed.</p>',
      );
      expect(summary).toContain('Virtual machine &quot;web-1&quot; not found');
      expect(rowsOf(summary).map((row) => row.split(' | ')[0])).toEqual(['failed', 'failed', 'ready']);
      expect(summary).toMatch(/<p>\d+ requests in (?:\d+min)?\d+s<\/p>\n\n$/);
      expect(summary).toContain('<li><code>source-vm</code>: <code>web-1,web-2,web-3</code></li>');
      expect(summary).not.toContain('api-key');
    },
  },
  ...rowsFor(
    {
      branch: ['refs/heads/feature/Fix_It', 'feature-fix-it'],
      tag: ['refs/tags/v1.2.3', 'v1-2-3'],
      'pull request': ['refs/pull/12/merge', '12-merge'],
    } as const,
    (what) => `a name takes what identifies the workflow run of a ${what} from it, in the form of a name`,
    ([GITHUB_REF, ref]) => ({
      inputs: { ...CREATE, name: '{source-vm}-{sha}-{ref}-{run-id}-{run-number}-{run-attempt}' },
      run: { environment: { ...RUN, GITHUB_REF } },
      outputs: { 'snapshot-id': `web-1-0123456-${ref}-17000000001-42-3` },
    }),
  ),
});
