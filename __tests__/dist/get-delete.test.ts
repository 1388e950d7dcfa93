import { expect } from '@jest/globals';
import type { Fault } from '../../simulator/fault-rules.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';
import { ALWAYS, countSent, on, raw, said, snapshot, status } from './fixtures.ts';
import { rowsFor, testSteps } from './step-table.ts';

const get = (ids: string, more = {}) => ({ operation: 'get', 'snapshot-id': ids, ...more });
const del = (ids: string, more = {}) => ({ operation: 'delete', 'snapshot-id': ids, ...more });
const IGNORE = { 'if-missing': 'ignore' };

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
  ...rowsFor(
    {
      'if one is not': snapshot('b', { readyToUse: false }),
      'where the server does not say it': { id: 'b', namespace: 'prod' },
    },
    (why) => `ready is false ${why}`,
    (b) => ({
      inputs: get('a,b'),
      snapshots: [A, b],
      outputs: { ready: 'false', count: '2' },
    }),
  ),
  ...rowsFor<SimulatorOptions>(
    { 'an error of the API': { notFoundStyle: 'terraform-500' }, 404: { notFoundStyle: 'status-404' } },
    (style) => `get of a missing snapshot names id, namespace and cluster, and reads the others: ${style}`,
    (options) => ({
      inputs: get('a,gone'),
      options,
      snapshots: [A],
      exitCode: 1,
      sent: [READ_A, 'GET GetSnapshot gone'],
      inAnyOrder: true,
      ends: `::error::${MISSING} Check the id, the namespace and the cluster, or set if-missing to ignore.`,
      outputs: { 'snapshot-ids': '["a"]', 'failed-ids': '["gone"]', 'missing-ids': '["gone"]' },
    }),
  ),
  'get of nothing but missing snapshots, if that is to be ignored, finds none and is not ready': {
    inputs: get('gone', IGNORE),
    outputs: { count: '0', ready: 'false', snapshots: '[]', 'failed-ids': '[]', 'missing-ids': '["gone"]' },
  },
  'get tries passing faults again, up to five times': {
    inputs: get('a'),
    snapshots: [A],
    faults: [
      on('get', { kind: 'reset-before' }),
      on('get', status(500)),
      on('get', status(429, 'none')),
      on('get', { kind: 'truncate' }),
    ],
    sent: [READ_A, READ_A, READ_A, READ_A, READ_A],
  },
  ...rowsFor(
    {
      'of another snapshot': [B, 'it is about snapshot "b"'],
      'of another namespace': [
        { ...A, namespace: 'other' },
        'in namespace "other", which is not what was asked for',
      ],
    } as const,
    (what) => `an answer ${what} is no answer`,
    ([body, words]) => ({
      inputs: del('a'),
      faults: [on('get', raw(body), ALWAYS)],
      exitCode: 1,
      ends: words,
      outputs: { snapshots: '[]', 'failed-ids': '["a"]' },
      check: (_, simulator) => expect(countSent(simulator, 'delete')).toBe(0),
    }),
  ),
});

/** What is not the API's own 404. */
const GATEWAYS_404: Readonly<Record<string, Fault>> = {
  'a page': status(404, 'html'),
  'no body': status(404, 'none'),
  'problem details': raw({ type: 'about:blank', title: 'Not Found', status: 404 }, 404),
  'a gateway’s JSON': raw({ message: 'no Route matched with those values' }, 404),
};

testSteps({
  ...rowsFor(
    GATEWAYS_404,
    (body) => `a 404 with ${body} means missing if the list lacks the snapshot too`,
    (fault) => ({
      inputs: get('a', IGNORE),
      faults: [on('get', fault, ALWAYS)],
      sent: [READ_A, 'GET GetSnapshots'],
      outputs: { 'missing-ids': '["a"]', 'failed-ids': '[]' },
    }),
  ),
  ...rowsFor(
    GATEWAYS_404,
    (body) => `a 404 with ${body} is an error, and nothing is deleted, if the list has the snapshot`,
    (fault) => ({
      inputs: del('a', IGNORE),
      snapshots: [A],
      faults: [on('get', fault, ALWAYS)],
      exitCode: 1,
      ends: /The server contradicts itself.*check api-url/,
      outputs: { 'missing-ids': '[]', 'failed-ids': '["a"]' },
      left: ['a'],
    }),
  ),
  'a 404 that the API did not say is an error if there is no list': {
    inputs: get('a', IGNORE),
    faults: [on('any', status(404, 'html'), ALWAYS)],
    exitCode: 1,
    ends: /The server answered 404 Not Found.*check api-url/,
    outputs: { 'missing-ids': '[]', 'failed-ids': '["a"]' },
  },
  'a 404 that the API did not say to a DELETE does not mean that the snapshot is gone': {
    inputs: del('a', IGNORE),
    snapshots: [A],
    faults: [on('delete', raw('404 page not found', 404), ALWAYS)],
    exitCode: 1,
    ends: '404 page not found',
    outputs: { 'failed-ids': '["a"]' },
  },
  ...rowsFor(
    {
      class: 'Snapshot "a" cannot be deleted: VolumeSnapshotClass "csi" not found',
      VM: 'Cannot delete a: virtual machine web-1 could not be found',
      cluster: 'Cluster Msc9 not found (reading snapshot a)',
      'snapshot of a longer name': 'volumesnapshots "a-old" not found',
    },
    (what) => `words that another thing was not found are a refusal, and are shown: ${what}`,
    (words) => ({
      inputs: del('a', IGNORE),
      snapshots: [A],
      faults: [on('any', said(500, words), { skip: 1, ...ALWAYS })],
      exitCode: 1,
      ends: words,
      outputs: { 'snapshot-ids': '[]', 'missing-ids': '[]', 'failed-ids': '["a"]' },
    }),
  ),
});

/** A deletion that works, though its answer does not say so. */
const WORKED: Readonly<Record<string, Fault>> = {
  'a lost answer': { kind: 'reset-after' },
  'an answer that is cut off': { kind: 'truncate' },
  'an internal error that hides a success': { kind: 'status', status: 500, applied: true },
  'no answer in time': { kind: 'hang', applied: true },
};

testSteps({
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
  'delete sends at most five requests at a time': {
    inputs: del('a0,a1,a2,a3,a4,a5,a6'),
    options: { latencyMs: 150 },
    snapshots: Array.from({ length: 7 }, (_, index) => snapshot(`a${index}`)),
    left: [],
    check: (_, simulator) => expect(simulator.load().requestsAtMost).toBe(5),
  },
  'of several, one that is missing and one that is refused fail, and the others are deleted': {
    inputs: del('a,gone,b,c'),
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
  'delete leaves a missing snapshot out, and sends no DELETE, if that is to be ignored': {
    inputs: del('gone', { ...IGNORE, wait: 'true' }),
    sent: ['GET GetSnapshot gone'],
    says: [MISSING],
    ends: 'Nothing was deleted.',
    outputs: { 'snapshot-ids': '[]', 'failed-ids': '[]', 'missing-ids': '["gone"]' },
  },
  ...rowsFor(
    WORKED,
    (what) => `after ${what} to a DELETE, it is looked up, and "not found" means that it worked`,
    (fault) => ({
      inputs: del('a'),
      snapshots: [A],
      faults: [on('delete', fault)],
      sent: [READ_A, DELETE_A, READ_A],
      outputs: { 'snapshot-ids': '["a"]', 'failed-ids': '[]' },
    }),
  ),
  'after a DELETE that was not accepted, it is asked for again without a look': {
    inputs: del('a'),
    snapshots: [A],
    faults: [on('delete', status(429, 'none'))],
    sent: [READ_A, DELETE_A, DELETE_A],
  },
  'a misspelt id is never deleted by a lost answer': {
    inputs: del('misspelt'),
    faults: [on('delete', { kind: 'reset-after' }, ALWAYS)],
    exitCode: 1,
    sent: ['GET GetSnapshot misspelt'],
    ends: 'There is no snapshot "misspelt"',
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
    options: { deletedVisibleForMs: 30_000 },
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
  'delete with wait asks for several snapshots with one GetSnapshots a round': {
    inputs: del('a,b', { wait: 'true' }),
    options: { deletedVisibleForMs: 5000 },
    snapshots: [A, B],
    check: (_, simulator) => {
      expect(simulator.snapshots()).toEqual([]);
      expect(countSent(simulator, 'delete')).toBe(2);
      expect(countSent(simulator, 'list')).toBeGreaterThan(1);
    },
  },
  'a wait for a deletion that takes too long says what is still there and that the deletion goes on': {
    inputs: del('a', { wait: 'true', timeout: '20s' }),
    options: { deletedVisibleForMs: 3_600_000 },
    snapshots: [A],
    exitCode: 1,
    ends: '::error::Timed out after 20s of waiting for snapshot "a" in namespace "prod" on cluster "Msc1" to be gone; last state: still there. Its deletion was accepted and goes on without this run; nothing else was deleted. A restore in progress can delay it.',
    outputs: { 'failed-ids': '["a"]', 'snapshots-file': expect.any(String) },
    check: (_, simulator) => expect(countSent(simulator, 'delete')).toBe(1),
  },
  'a deletion is not repeated on another snapshot that has got the name meanwhile': {
    inputs: del('a'),
    snapshots: [{ ...A, creationDate: '2026-01-01T00:00:00' }],
    faults: [
      on('delete', { kind: 'reset-before' }),
      on('get', { kind: 'overlay', fields: { creationDate: '2026-02-01T00:00:00' } }, { skip: 1 }),
    ],
    exitCode: 1,
    sent: [READ_A, DELETE_A, READ_A],
    ends: 'somebody has made a new one',
    left: ['a'],
  },
});
