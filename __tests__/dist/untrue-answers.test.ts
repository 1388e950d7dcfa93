import { expect } from '@jest/globals';
import { ALWAYS, DAILY, on, raw, snapshot } from './fixtures.ts';
import { rowsFor, TIME_FACTOR, testSteps } from './step-table.ts';

const PRUNE = { operation: 'prune', match: '*', 'keep-last': '2' };
const OF_OTHER_CLUSTER = { cluster: 'Hou1', creationDate: '2026-02-01T00:00:00' };
const OF_DB = ['db-a', 'db-b'].map((id) =>
  snapshot(id, { sourceName: 'db-1', creationDate: '2026-02-01T00:00:00' }),
);
const ALL = DAILY.map(({ id }) => id ?? '');

testSteps({
  'no VM loses its last good snapshot to a list that still holds newer ones, which are gone': {
    inputs: PRUNE,
    snapshots: DAILY.slice(0, 3),
    faults: [on('list', raw({ items: DAILY }))],
    exitCode: 1,
    says: ['is not there when it is read by its id'],
    outputs: { 'snapshot-ids': '[]', 'failed-ids': '["d1","d2","d3"]' },
    left: ['d1', 'd2', 'd3'],
  },
  'no VM loses its last good snapshot to a list that ignores the cluster': {
    inputs: { ...PRUNE, 'keep-last': '1' },
    options: { clusters: ['Msc1', 'Hou1'] },
    snapshots: [
      snapshot('here', { creationDate: '2026-01-01T00:00:00' }),
      snapshot('there', OF_OTHER_CLUSTER),
    ],
    faults: [on('list', { kind: 'all-clusters' })],
    exitCode: 1,
    left: ['here', 'there'],
  },
  'no VM loses its last good snapshot to a service that calls everything unready': {
    inputs: { ...PRUNE, 'unready-older-than': '1h' },
    snapshots: DAILY,
    faults: [on('any', { kind: 'overlay', fields: { readyToUse: false } }, ALWAYS)],
    left: ALL,
  },
  ...rowsFor(
    {
      'has another date': ['2026-02-10T00:00:00', /^::warning::Snapshot "d1" is kept: .* is another one/m],
      'has no date yet': [
        '0001-01-01T00:00:00',
        /^::warning::Snapshot "d1" is kept: .* does not say its date/m,
      ],
    } as const,
    (what) =>
      `a new one in the making, under the name of an old one that never became ready, is not deleted: it ${what}`,
    ([creationDate, words]) => ({
      inputs: { ...PRUNE, 'keep-last': '4', 'unready-older-than': '1h' },
      snapshots: DAILY,
      faults: [
        on('list', { kind: 'overlay', fields: { readyToUse: false }, ids: ['d1'] }, ALWAYS),
        on('get', { kind: 'overlay', fields: { readyToUse: false, creationDate } }, { id: 'd1' }),
      ],
      says: [words],
      outputs: { 'kept-ids': expect.stringContaining('d1') },
      left: ALL,
    }),
  ),
  ...rowsFor(
    {
      'dates a young one wrongly': { fields: { creationDate: '2020-01-01T00:00:00' }, ids: ['d5'] },
      'takes it for another VM': { fields: { sourceName: 'db-1' }, ids: ['d4'] },
    } as const,
    (what) => `what one list says in error deletes nothing: it ${what}`,
    (overlay) => ({
      inputs: PRUNE,
      snapshots: [...DAILY, ...OF_DB],
      faults: [on('list', { kind: 'overlay', ...overlay })],
      says: [
        /^::warning::Snapshot "d[45]" is kept: by a second list, the plan keeps it \(last snapshot\)\.$/m,
      ],
      left: ['d3', 'd4', 'd5', 'db-a', 'db-b'],
    }),
  ),
  'lists that show nothing any more are no proof that snapshots are gone': {
    inputs: PRUNE,
    snapshots: DAILY,
    faults: [on('list', raw({ items: [] }), { ...ALWAYS, skip: 1 })],
    says: [/^::warning::Snapshot "d1" is kept: a second list does not show it/m],
    outputs: { 'snapshot-ids': '[]', 'kept-ids': '["d5","d4","d1","d2","d3"]', 'failed-ids': '[]' },
    left: ALL,
  },
  'without a second list nothing is deleted': {
    inputs: PRUNE,
    snapshots: DAILY,
    faults: [on('list', raw({ items: DAILY.slice(0, 3), totalCount: DAILY.length }), { ...ALWAYS, skip: 1 })],
    exitCode: 1,
    sent: ['GET GetSnapshots', 'GET GetSnapshots', 'GET GetSnapshots'],
    ends: /Could not confirm the plan by a second list, so nothing was deleted: .* is a part of a list/,
    outputs: { 'snapshot-ids': '[]', 'kept-ids': '["d5","d4"]', 'failed-ids': '[]' },
    left: ALL,
  },
  'a part of a list is no list': {
    inputs: PRUNE,
    snapshots: DAILY,
    faults: [on('list', raw({ items: DAILY.slice(0, 3), totalCount: DAILY.length }), ALWAYS)],
    exitCode: 1,
    ends: 'it is a part of a list, with 3 snapshots',
    left: ALL,
  },
  'a list in protect that is none protects nothing, so nothing is sent': {
    inputs: { ...PRUNE, protect: "['d1', 'd2']" },
    exitCode: 1,
    sent: [],
    says: ['`protect` is "[\'d1\'"'],
  },
  ...rowsFor(
    { 409: 409, 500: 500 } as const,
    (code) => `a back end that does one deletion at a time is waited for, and all are deleted: ${code}`,
    (lockedStatus) => ({
      inputs: PRUNE,
      options: { locksForMs: 3000, lockedStatus },
      run: { timeFactor: TIME_FACTOR },
      snapshots: DAILY,
      outputs: { 'snapshot-ids': '["d1","d2","d3"]', 'failed-ids': '[]' },
      left: ['d4', 'd5'],
    }),
  ),
  'a creation is not called ready by one look at an older one of its name, or at one of another VM': {
    inputs: { operation: 'create', 'source-vm': 'web-1', name: 'x', wait: 'true' },
    options: { readyAfterMs: 20_000 },
    faults: [
      on('create', { kind: 'overlay', fields: { creationDate: '0001-01-01T00:00:00' } }),
      on(
        'get',
        { kind: 'overlay', fields: { creationDate: '2026-01-01T00:00:00', readyToUse: true } },
        { skip: 1 },
      ),
      on('get', { kind: 'overlay', fields: { sourceName: 'db-1', readyToUse: true } }, { skip: 2 }),
    ],
    says: ['x (an older one of its name is shown)', 'x (one of VM "db-1" is shown)'],
    outputs: { ready: 'true', created: 'true', snapshots: expect.not.stringMatching(/2026-01-01|db-1/) },
  },
  'a creation of several is not called ready by a list that spans clusters': {
    inputs: { operation: 'create', 'source-vm': 'web-1,web-2', name: 'x-{source-vm}', wait: 'true' },
    options: { clusters: ['Msc1', 'Hou1'], invisibleForMs: 20_000, readyAfterMs: 40_000 },
    snapshots: ['web-1', 'web-2'].map((sourceName) =>
      snapshot(`x-${sourceName}`, { ...OF_OTHER_CLUSTER, sourceName }),
    ),
    faults: [on('list', { kind: 'all-clusters' }, ALWAYS)],
    outputs: { snapshots: expect.not.stringContaining('2026-02-01') },
    check: ({ lines }) =>
      expect(lines.filter((line) => line.includes('0 of 2 snapshots ready')).length).toBeGreaterThan(2),
  },
});
