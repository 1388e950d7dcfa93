import { expect } from '@jest/globals';
import type { SeedSnapshot } from '../../simulator/snapshot-world.ts';
import { on, snapshot } from './fixtures.ts';
import { rowsFor, testSteps } from './step-table.ts';
import { rowsOf } from './summary-rows.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** `namespace` is unset unless it is one of the filters. */
const list = (filters: Readonly<Record<string, string>> = {}) => ({
  operation: 'list',
  namespace: '',
  ...filters,
});

const FLEET: readonly SeedSnapshot[] = [
  snapshot('nightly-web-1', { creationDate: daysAgo(1), rootDiskSize: '100Gi' }),
  snapshot('nightly-web-1-old', { creationDate: daysAgo(2), rootDiskSize: '100Gi' }),
  snapshot('nightly-web-2', { sourceName: 'web-2', creationDate: daysAgo(5), readyToUse: false }),
  { id: 'before.web-1', namespace: 'test', sourceName: 'web-1', creationDate: daysAgo(10) },
  snapshot('nightly-db-1', { sourceName: 'db-1', creationDate: daysAgo(20) }),
  snapshot('undated', { sourceName: null }),
];
const ALL = FLEET.map(({ id }) => id);

const IDS = Array.from({ length: 3000 }, (_, index) => `nightly-${String(index).padStart(4, '0')}`);

const THERE_IS = '6 snapshots are there on cluster "Msc1", in the namespaces prod (5) and test (1).';

testSteps({
  'list sends one request and writes the newest first, the same to the outputs and the file': {
    inputs: list(),
    snapshots: FLEET.toReversed(),
    outputs: { 'snapshot-ids': JSON.stringify(ALL), 'snapshot-id': 'nightly-web-1', count: '6' },
    ends: 'Found 6 snapshots: nightly-web-1,',
    check: ({ outputs, outputFile, snapshotsFile }, { requests }) => {
      expect(requests.map(({ method, query }) => ({ method, query }))).toEqual([
        { method: 'GET', query: { Cluster: 'Msc1' } },
      ]);
      expect(snapshotsFile).toHaveLength(6);
      expect(snapshotsFile).toEqual(JSON.parse(outputs['snapshots'] ?? ''));
      // The shorter an output, the earlier it is written: a disk that is full costs the longest ones.
      const names = Array.from(outputFile.matchAll(/^([\w-]+)<</gm), ([, name = '']) => name);
      const lengths = names.slice(-Object.keys(outputs).length).map((name) => outputs[name]?.length ?? 0);
      expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
    },
  },
  'list by all filters tells in its summary what it looked for and left out, its warnings, and the size of all':
    {
      inputs: list({
        namespace: 'prod',
        match: 'nightly-*\nbefore*',
        ready: 'true',
        'source-vm': 'web-*, db-*',
        'newer-than': '3d',
        'older-than': '1h',
      }),
      snapshots: FLEET,
      faults: [on('list', { kind: 'overlay', ids: ['nightly-db-1'], fields: { creationDate: 'yesterday' } })],
      outputs: {
        'snapshot-ids': '["nightly-web-1","nightly-web-1-old"]',
        'snapshot-id': 'nightly-web-1',
        count: '2',
      },
      check: ({ summary }) => {
        expect(summary).toContain('<p>✔ Found 2 snapshots (of 6).</p>');
        expect(summary).toContain('older-than <code>1h</code>');
        expect(summary).toMatch(
          /<strong>Warnings<\/strong><\/p>\n\n<ul><li>The creation date of 1 snapshot /,
        );
        expect(summary).toContain('<p>Root disks together: 200 GiB.</p>');
      },
    },
  ...rowsFor(
    {
      ignore: [['0 of 6 snapshots fit.', 'Cluster Msc1, namespace any, match weekly-*.', THERE_IS], 0],
      fail: [[`::error::No snapshot fits, and if-none is fail. ${THERE_IS}`], 1],
    } as const,
    (ifNone) => `a list without a match says what there is: if-none ${ifNone}`,
    ([says, exitCode]) => ({
      inputs: list({ match: 'weekly-*', 'if-none': exitCode === 1 ? 'fail' : 'ignore' }),
      snapshots: FLEET,
      exitCode,
      says,
      ends: exitCode === 1 ? says[0] : 'Found 0 snapshots.',
      outputs: { snapshots: '[]', 'snapshot-ids': '[]', 'snapshot-id': '', count: '0' },
    }),
  ),
  'a list beyond the limit of the outputs leaves the largest empty and points to the file': {
    inputs: list(),
    snapshots: IDS.map((id) => snapshot(id)),
    outputs: {
      snapshots: '',
      'snapshot-ids': JSON.stringify(IDS.toReversed()),
      'kept-ids': '',
      'failed-ids': '[]',
      'snapshot-id': 'nightly-2999',
      count: '3000',
      ready: 'true',
    },
    check: ({ lines, snapshotsFile, summary }) => {
      expect(snapshotsFile).toMatchObject(IDS.toReversed().map((id) => ({ id })));
      expect(lines.filter((line) => line.startsWith('::warning::'))).toEqual([
        '::warning::3000 snapshots are too many for the outputs of a job, so snapshots is left empty; the output snapshots-file names a file with all of them.',
      ]);
      expect(summary).toContain('2500 more are left out here');
    },
  },
  'dates without a zone are UTC in a zone of half hours, and unknown ones come last as null and a dash': {
    inputs: list({ cluster: '' }),
    run: { environment: { TZ: 'America/St_Johns' } },
    snapshots: [
      '2026-03-29T02:30:00',
      '2026-11-23T14:15:30.1234567',
      '2026-11-23T14:15:30+02:00',
      '0001-01-01T00:00:00',
    ].map((creationDate, index) => snapshot(`s${index}`, { creationDate })),
    check: ({ snapshotsFile, summary }, { requests }) => {
      expect(snapshotsFile).toMatchObject([
        { id: 's1', creationDate: '2026-11-23T14:15:30.123Z' },
        { id: 's2', creationDate: '2026-11-23T12:15:30.000Z' },
        { id: 's0', creationDate: '2026-03-29T02:30:00.000Z' },
        { id: 's3', creationDate: null },
      ]);
      expect(rowsOf(summary)[0]).toContain('2026-11-23 14:15 UTC');
      expect(rowsOf(summary)[3]).toBe('ready | s3 | web-1 | – | – | –');
      expect(summary).toContain('Cluster any, namespace any');
      expect(requests.map((request) => request.query)).toEqual([{}]);
    },
  },
});
