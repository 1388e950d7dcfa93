import { expect } from '@jest/globals';
import { ALWAYS, countSent, on, raw, said, snapshot, status } from './fixtures.ts';
import { rowsFor, TIME_FACTOR, testSteps } from './step-table.ts';

const get = (ids: string, more = {}) => ({ operation: 'get', 'snapshot-id': ids, ...more });
const del = (ids: string, more = {}) => ({ operation: 'delete', 'snapshot-id': ids, ...more });

const A = snapshot('a');
const B = snapshot('b');
const C = snapshot('c');
const READ_A = 'GET GetSnapshot a';
const READ_B = 'GET GetSnapshot b';
const DELETE_A = 'DELETE DeleteSnapshot a';
const DELETE_B = 'DELETE DeleteSnapshot b';

const MISSING = 'There is no snapshot "gone" in namespace "prod" on cluster "Msc1".';

testSteps({
  'get reads each snapshot with one request and keeps the order of the ids': {
    inputs: get('c, a\nb, a'),
    snapshots: [A, B, C],
    sent: [READ_A, READ_B, 'GET GetSnapshot c'],
    inAnyOrder: true,
    outputs: {
      'snapshot-ids': '["c","a","b"]',
      'snapshot-id': 'c',
      count: '3',
      ready: 'true',
      created: '',
    },
    ends: 'Read 3 snapshots: c, a, b.',
    check: (_, { requests }) =>
      expect(requests.find(({ query }) => query['Id'] === 'c')?.query).toEqual({
        Id: 'c',
        Namespace: 'prod',
        Cluster: 'Msc1',
      }),
  },
  'get of a missing snapshot names id, namespace and cluster, and reads the others': {
    inputs: get('a,gone'),
    snapshots: [A],
    exitCode: 1,
    sent: [READ_A, 'GET GetSnapshot gone'],
    inAnyOrder: true,
    ends: `::error::${MISSING} Check the id, the namespace and the cluster, or set if-missing to ignore.`,
    outputs: { 'snapshot-ids': '["a"]', 'failed-ids': '["gone"]', 'missing-ids': '["gone"]' },
  },
  'delete reads each snapshot, then sends one DELETE for each': {
    inputs: del('a,b'),
    snapshots: [A, B, C],
    sent: [READ_A, READ_B, DELETE_A, DELETE_B],
    inAnyOrder: true,
    outputs: {
      'snapshot-ids': '["a","b"]',
      count: '2',
      ready: '',
      created: '',
      'failed-ids': '[]',
      'missing-ids': '[]',
    },
    ends: 'Deletion of 2 snapshots accepted: a, b.',
    left: ['c'],
    check: ({ snapshotsFile }, { requests }) => {
      expect(requests.at(-1)?.query).toEqual({ Id: expect.any(String), Namespace: 'prod', Cluster: 'Msc1' });
      expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'DELETE', 'DELETE']);
      expect(snapshotsFile).toMatchObject([{ sourceName: 'web-1' }, { sourceName: 'web-1' }]);
    },
  },
  'of several, one that is missing and one that is refused fail, and the others are deleted': {
    inputs: del('a,gone,b,c'),
    options: { notFoundStyle: 'status-404' },
    snapshots: [A, B, C],
    faults: [on('delete', said(403, 'You are not allowed to do this.'), { id: 'b' })],
    exitCode: 1,
    says: [MISSING, /Could not delete snapshot "b" in namespace "prod".*You are not allowed to do this\./],
    outputs: {
      'snapshot-ids': '["a","c"]',
      'failed-ids': '["gone","b"]',
      'missing-ids': '["gone"]',
      count: '2',
    },
    left: ['b'],
  },
  'a dry run sends no DELETE, lists what would be deleted, and fails for a missing one as the deletion would':
    {
      inputs: del('a,gone', { 'dry-run': 'TRUE' }),
      snapshots: [A],
      exitCode: 1,
      sent: [READ_A, 'GET GetSnapshot gone'],
      inAnyOrder: true,
      outputs: { 'snapshot-ids': '["a"]', count: '1', ready: '', 'failed-ids': '["gone"]' },
      left: ['a'],
      check: ({ summary }) => expect(summary).toContain('delete (DRY RUN, nothing is deleted)'),
    },
  'delete with wait asks for one snapshot by its id until it is gone, whatever one answer says': {
    inputs: del('a', { wait: 'true' }),
    options: { deletedVisibleForMs: 40_000 },
    run: { timeFactor: 2 * TIME_FACTOR },
    snapshots: [A],
    faults: [on('get', { kind: 'success-false', message: "Snapshot 'a' was not found." }, { skip: 1 })],
    says: [/a \(missing, but not yet .*\n.*a \(still there\)/],
    ends: 'Deleted 1 snapshot: a.',
    outputs: { 'snapshot-ids': '["a"]', 'failed-ids': '[]' },
    check: (_, simulator) => {
      expect(simulator.snapshots()).toEqual([]);
      expect(simulator.requests.length - 1).toBe(countSent(simulator, 'get'));
    },
  },
  'after no answer in time to a DELETE, it is looked up, and "not found" means that it worked': {
    inputs: del('a'),
    run: { timeFactor: 2 * TIME_FACTOR },
    snapshots: [A],
    faults: [on('delete', { kind: 'hang', applied: true })],
    sent: [READ_A, DELETE_A, READ_A],
    outputs: { 'snapshot-ids': '["a"]', 'failed-ids': '[]' },
  },
  'a DELETE is repeated after the pause of Retry-After, without a look': {
    inputs: del('a'),
    snapshots: [A],
    faults: [on('delete', status(429, 'none', { 'Retry-After': '7' }))],
    sent: [READ_A, DELETE_A, DELETE_A],
    check: (_, { requests: [, first, second] }) =>
      expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(6800),
  },
  'nothing is deleted by an answer about another snapshot': {
    inputs: del('a'),
    faults: [on('get', raw(B), ALWAYS)],
    exitCode: 1,
    ends: 'it is about snapshot "b"',
    outputs: { snapshots: '[]', 'failed-ids': '["a"]' },
    check: (_, simulator) => expect(countSent(simulator, 'delete')).toBe(0),
  },
  'a 404 with a page is an error, and nothing is deleted, if the list has the snapshot': {
    inputs: del('a', { 'if-missing': 'ignore' }),
    snapshots: [A],
    faults: [on('get', status(404, 'html'), ALWAYS)],
    exitCode: 1,
    ends: /The server contradicts itself.*check api-url/,
    outputs: { 'missing-ids': '[]', 'failed-ids': '["a"]' },
    left: ['a'],
  },
  'a 404 of the API that speaks of something else is checked against the list': {
    inputs: del('a', { 'if-missing': 'ignore' }),
    snapshots: [A],
    faults: [on('get', said(404, 'Cluster Msc1 is unreachable'), ALWAYS)],
    exitCode: 1,
    sent: [READ_A, 'GET GetSnapshots'],
    ends: 'Cluster Msc1 is unreachable',
    left: ['a'],
  },
  ...rowsFor(
    {
      'has another date': ['2026-02-01T00:00:00', 'somebody has made a new one'],
      'has no date yet': ['0001-01-01T00:00:00', 'it may be a new one'],
      'has a date, unlike the one before': [
        '2026-01-01T00:00:00',
        'it may be a new one',
        '0001-01-01T00:00:00',
      ],
    } as const,
    (what) => `a deletion is not repeated on a snapshot that has got the name meanwhile: it ${what}`,
    ([creationDate, ends, before = '2026-01-01T00:00:00']) => ({
      inputs: del('a'),
      snapshots: [{ ...A, creationDate: before }],
      faults: [
        on('delete', { kind: 'reset-before' }),
        on('get', { kind: 'overlay', fields: { creationDate } }, { skip: 1 }),
      ],
      exitCode: 1,
      sent: [READ_A, DELETE_A, READ_A],
      ends,
      left: ['a'],
    }),
  ),
});
