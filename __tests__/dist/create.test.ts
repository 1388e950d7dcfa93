import { expect } from '@jest/globals';
import { countSent, on, raw, snapshot } from './fixtures.ts';
import { rowsFor, testSteps } from './step-table.ts';
import { rowsOf } from './summary-rows.ts';

const CREATE = { operation: 'create', 'source-vm': 'web-1', name: 'before-{source-vm}' };
const THERE = snapshot('before-web-1');
const NOT_READY = snapshot('before-web-1', { readyToUse: false });
const FAILED = { exitCode: 1, outputs: { created: 'false', 'snapshot-id': '' } } as const;

const LOOK = 'GET GetSnapshot before-web-1';
const POST = 'POST CreateSnapshot before-web-1';

testSteps({
  'create without wait looks the name up, asks once, ends, and writes what it made under the API’s names': {
    inputs: CREATE,
    options: { readyAfterMs: 'never', now: () => Date.parse('2026-11-23T14:15:30.123Z') },
    sent: [LOOK, POST],
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
  'create with wait sends one GetSnapshot a round until the snapshot is ready': {
    inputs: { ...CREATE, wait: 'true' },
    faults: [on('get', raw(NOT_READY), { skip: 1, times: 2 })],
    sent: [LOOK, POST, LOOK, LOOK, LOOK],
    outputs: { ready: 'true', created: 'true', 'snapshot-id': 'before-web-1' },
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
  'create asks for at most five snapshots at a time': {
    inputs: { ...CREATE, 'source-vm': 'a,b,c,d,e,f,g' },
    options: { latencyMs: 200 },
    outputs: { count: '7' },
    check: (_, simulator) => expect(simulator.load().requestsAtMost).toBe(5),
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
  'a wait that times out fails the step, keeps the outputs, and leaves the snapshot': {
    inputs: { ...CREATE, wait: 'true', timeout: '20s' },
    options: { readyAfterMs: 'never' },
    exitCode: 1,
    ends: /^::error::Timed out after 20s of waiting for snapshot "before-web-1" .* to be ready; last state: not ready\. It was created and is not ready yet; nothing was deleted/,
    outputs: {
      'snapshot-id': 'before-web-1',
      created: 'true',
      ready: 'false',
      'failed-ids': '["before-web-1"]',
    },
    left: ['before-web-1'],
  },
  'a name that is taken fails the step before anything is created': {
    inputs: CREATE,
    snapshots: [THERE],
    sent: [LOOK],
    ends: '::error::There is already a snapshot "before-web-1" in namespace "prod" on cluster "Msc1", of VM "web-1". Choose another name, or set if-exists to reuse. Nothing was created.',
    ...FAILED,
  },
  'if-exists reuse takes a snapshot of the same VM, and created is false if any is reused': {
    inputs: { ...CREATE, 'source-vm': 'web-1,web-2', 'if-exists': 'reuse' },
    snapshots: [THERE],
    outputs: { created: 'false', 'snapshot-ids': '["before-web-1","before-web-2"]' },
    says: ['Created 1 snapshot and reused 1: before-web-1, before-web-2.'],
  },
  ...rowsFor(
    {
      'of another VM': ['db-1', 'of VM "db-1", so it is not reused for VM "web-1"'],
      'that does not say of which VM it is': [null, 'the server does not say of which VM'],
    } as const,
    (what) => `if-exists reuse refuses a snapshot ${what}`,
    ([sourceName, words]) => ({
      inputs: { ...CREATE, 'if-exists': 'reuse' },
      snapshots: [snapshot('before-web-1', { sourceName })],
      sent: [LOOK],
      ends: words,
      ...FAILED,
    }),
  ),
  'a snapshot of the same name in another namespace is no obstacle': {
    inputs: CREATE,
    snapshots: [snapshot('before-web-1', { namespace: 'test' })],
    outputs: { created: 'true' },
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
      expect(summary).toMatch(/<p>\d+ requests in \d+s<\/p>\n\n$/);
      expect(summary).toContain('<li><code>source-vm</code>: <code>web-1,web-2,web-3</code></li>');
      expect(summary).not.toContain('api-key');
    },
  },
  'without a name, a snapshot is named after its VM and the date and time in UTC': {
    inputs: { operation: 'create', 'source-vm': 'web-1' },
    run: { environment: { TZ: 'Pacific/Kiritimati' }, timeFactor: 1 },
    check: ({ outputs }) => {
      const [, date, time] = /^web-1-(\d{8})-(\d{6})$/.exec(outputs['snapshot-id'] ?? '') ?? [];
      const named = Date.parse(`${date}T${time}Z`.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
      expect(Math.abs(Date.now() - named)).toBeLessThan(60_000);
    },
  },
  'a long VM name is shortened, the date is kept whole, and the change is told': {
    inputs: { operation: 'create', 'source-vm': `web-${'x'.repeat(80)}` },
    says: [/^::warning::The name "web-x{80}-\d{8}-\d{6}" was changed to "web-x{43}-\d{8}-\d{6}"/],
  },
  'a name takes what identifies the workflow run from it, in the form of a name': {
    inputs: { ...CREATE, name: '{source-vm}-{sha}-{ref}-{run-id}-{run-number}-{run-attempt}' },
    run: {
      environment: {
        GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
        GITHUB_REF: 'refs/heads/feature/Fix_It',
        GITHUB_RUN_ID: '17000000001',
        GITHUB_RUN_NUMBER: '42',
        GITHUB_RUN_ATTEMPT: '3',
      },
    },
    outputs: { 'snapshot-id': 'web-1-0123456-feature-fix-it-17000000001-42-3' },
    says: ['was changed to "web-1-0123456-feature-fix-it-17000000001-42-3"'],
  },
  ...rowsFor(
    { tag: ['refs/tags/v1.2.3', 'r-v1-2-3'], 'pull request': ['refs/pull/12/merge', 'r-12-merge'] } as const,
    (what) => `a name takes the name or number of a ${what} from its ref`,
    ([GITHUB_REF, id]) => ({
      inputs: { ...CREATE, name: 'r-{ref}' },
      run: { environment: { GITHUB_REF } },
      outputs: { 'snapshot-id': id },
    }),
  ),
  'two VMs that would get the same name are refused before anything is sent': {
    inputs: { ...CREATE, 'source-vm': 'web-1,Web_1' },
    exitCode: 1,
    sent: [],
    ends: '::error::`name` is "before-{source-vm}": the VMs web-1 and Web_1 would get the same name "before-web-1"',
  },
});
