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
  snapshot('nightly-web-1', { creationDate: daysAgo(1) }),
  snapshot('nightly-web-2', { sourceName: 'web-2', creationDate: daysAgo(5), readyToUse: false }),
  { id: 'before.web-1', namespace: 'test', sourceName: 'web-1', creationDate: daysAgo(10) },
  snapshot('nightly-db-1', { sourceName: 'db-1', creationDate: daysAgo(20) }),
  snapshot('undated', { sourceName: null }),
];
const ALL = FLEET.map(({ id }) => id);

const IDS = Array.from({ length: 3000 }, (_, index) => `nightly-${String(index).padStart(4, '0')}`);

testSteps({
  'the shorter an output, the earlier it is written: a disk that is full costs the longest ones': {
    inputs: list(),
    snapshots: FLEET,
    check: ({ outputs, outputFile }) => {
      const names = Array.from(outputFile.matchAll(/^([\w-]+)<</gm), ([, name = '']) => name);
      const lengths = names.slice(-Object.keys(outputs).length).map((name) => outputs[name]?.length ?? 0);
      expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
    },
  },
  'list sends one request and writes the newest first, the same to the outputs and the file': {
    inputs: list(),
    snapshots: FLEET.toReversed(),
    outputs: { 'snapshot-ids': JSON.stringify(ALL), 'snapshot-id': 'nightly-web-1', count: '5' },
    ends: 'Found 5 snapshots: nightly-web-1,',
    check: ({ outputs, snapshotsFile }, { requests }) => {
      expect(requests.map(({ method, query }) => ({ method, query }))).toEqual([
        { method: 'GET', query: { Cluster: 'Msc1' } },
      ]);
      expect(snapshotsFile).toHaveLength(5);
      expect(snapshotsFile).toEqual(JSON.parse(outputs['snapshots'] ?? ''));
    },
  },
  ...rowsFor(
    {
      'a namespace': [{ namespace: 'test' }, ['before.web-1']],
      'one of several globs': [{ match: 'before*\nundated' }, ['before.web-1', 'undated']],
      'a glob with a class': [{ match: '*-[db]?-[1-3]' }, ['nightly-db-1']],
      'source VMs': [{ 'source-vm': 'web-1, db-*' }, ['nightly-web-1', 'before.web-1', 'nightly-db-1']],
      'ready: true': [{ ready: 'true' }, ['nightly-web-1', 'nightly-db-1', 'undated']],
      'a range of ages': [{ 'older-than': '4d', 'newer-than': '11d' }, ['nightly-web-2', 'before.web-1']],
      'all filters at once': [
        { namespace: 'prod', match: 'nightly-*', ready: 'true', 'source-vm': 'web-*', 'newer-than': '2d' },
        ['nightly-web-1'],
      ],
    } as const,
    (filter) => `list by ${filter}`,
    ([filters, expected]) => ({
      inputs: list(filters),
      snapshots: FLEET,
      outputs: {
        'snapshot-ids': JSON.stringify(expected),
        'snapshot-id': expected[0],
        count: `${expected.length}`,
      },
    }),
  ),
  'a list without a match is no failure, and says what there is': {
    inputs: list({ match: 'weekly-*' }),
    snapshots: FLEET,
    outputs: { snapshots: '[]', 'snapshot-ids': '[]', 'snapshot-id': '', count: '0', ready: 'false' },
    check: ({ lines }) =>
      expect(lines).toEqual([
        '0 of 5 snapshots fit.',
        'Cluster Msc1, namespace any, match weekly-*.',
        '5 snapshots are there on cluster "Msc1", in the namespaces prod (4) and test (1).',
        'Found 0 snapshots.',
      ]),
  },
  'unknown dates come last, are null in the outputs and a dash in the summary; of equal ones the higher id is first':
    {
      inputs: list(),
      snapshots: [
        { id: 'unset-date', creationDate: '0001-01-01T00:00:00' },
        { id: 'b', creationDate: '2026-01-01T00:00:00' },
        { id: 'newest', creationDate: '2026-01-01T00:00:00.5' },
        { id: 'a', creationDate: '2026-01-01T00:00:00' },
      ],
      outputs: { 'snapshot-ids': '["newest","b","a","unset-date"]' },
      check: ({ summary, snapshotsFile }) => {
        expect(snapshotsFile).toMatchObject([{}, {}, {}, { creationDate: null }]);
        expect(rowsOf(summary)[3]).toBe('unknown | unset-date | – | – | – | –');
      },
    },
  'a snapshot without an id counts, and is in no list of ids': {
    inputs: list(),
    snapshots: [{ id: null, sourceName: 'web-1' }, { id: 'a' }],
    outputs: { 'snapshot-ids': '["a"]', 'snapshot-id': 'a', count: '2' },
  },
  ...rowsFor(
    {
      'without a cluster, a list spans all clusters': ['', {}, ['b', 'a']],
      'with a cluster, a list stays in it': ['Hou1', { Cluster: 'Hou1' }, ['b']],
    } as const,
    (what) => what,
    ([cluster, query, ids]) => ({
      inputs: list({ cluster }),
      options: { clusters: ['Msc1', 'Hou1'] },
      snapshots: [
        { id: 'a', creationDate: daysAgo(2) },
        { id: 'b', cluster: 'Hou1', creationDate: daysAgo(1) },
      ],
      outputs: { 'snapshot-ids': JSON.stringify(ids) },
      check: ({ summary }, { requests }) => {
        expect(requests.map((request) => request.query)).toEqual([query]);
        expect(summary).toContain(cluster === '' ? 'Cluster any, namespace any' : '<code>Hou1</code>');
      },
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
  'a list tells in its summary its filters, what it left out, its warnings, and the size of all': {
    inputs: list({ 'older-than': '1d' }),
    snapshots: ['a', 'b', 'odd'].map((id) =>
      snapshot(id, { rootDiskSize: '100Gi', creationDate: '2026-01-01T12:00:00' }),
    ),
    faults: [on('list', { kind: 'overlay', ids: ['odd'], fields: { creationDate: 'yesterday' } })],
    check: ({ summary }) => {
      expect(summary).toContain('<p>✔ Found 2 snapshots (of 3).</p>');
      expect(summary).toContain('older-than <code>1d</code></p>');
      expect(summary).toMatch(/<strong>Warnings<\/strong><\/p>\n\n<ul><li>The creation date of 1 snapshot /);
      expect(summary).toContain('<p>Root disks together: 200 GiB.</p>');
    },
  },
  ...rowsFor(
    {
      UTC: 'UTC',
      'a zone of half hours': 'America/St_Johns',
      'a zone with a day to spare': 'Pacific/Kiritimati',
    },
    (zone) => `dates without a zone are UTC in ${zone}`,
    (TZ) => ({
      inputs: list(),
      run: { environment: { TZ } },
      snapshots: ['2026-03-29T02:30:00', '2026-11-23T14:15:30.1234567', '2026-11-23T14:15:30+02:00'].map(
        (creationDate, index) => snapshot(`s${index}`, { creationDate }),
      ),
      check: ({ snapshotsFile, summary }) => {
        expect(snapshotsFile).toMatchObject([
          { id: 's1', creationDate: '2026-11-23T14:15:30.123Z' },
          { id: 's2', creationDate: '2026-11-23T12:15:30.000Z' },
          { id: 's0', creationDate: '2026-03-29T02:30:00.000Z' },
        ]);
        expect(rowsOf(summary)[0]).toContain('2026-11-23 14:15 UTC');
      },
    }),
  ),
});
