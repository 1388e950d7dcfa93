import { expect } from '@jest/globals';
import { ALWAYS, on, said, snapshot, status } from './fixtures.ts';
import { testSteps } from './step-table.ts';

const waitFor = (ids: string, more = {}) => ({ operation: 'wait-ready', 'snapshot-id': ids, ...more });

const READY = snapshot('a');
const NONE_READY = { kind: 'overlay', fields: { readyToUse: false } } as const;

const LOOK = 'GET GetSnapshot a';
const LIST = 'GET GetSnapshots';

testSteps({
  'a snapshot that is ready needs one request': {
    inputs: waitFor('a'),
    snapshots: [READY],
    sent: [LOOK],
    outputs: { 'snapshot-id': 'a', ready: 'true', count: '1', 'failed-ids': '[]' },
    check: ({ lines }) => expect(lines).toEqual(['Ready to be restored: 1 snapshot: a.']),
  },
  'several are asked for with one GetSnapshots a round, which is a line with who is not ready and what is next':
    {
      inputs: waitFor('a,b,c'),
      snapshots: [READY, snapshot('b'), snapshot('c')],
      faults: [on('list', NONE_READY, { times: 2 })],
      sent: [LIST, LIST, LIST],
      outputs: { 'snapshot-ids': '["a","b","c"]', ready: 'true' },
      check: ({ lines }, { requests }) => {
        expect(requests[0]?.query).toEqual({ Cluster: 'Msc1' });
        expect(lines).toHaveLength(3);
        expect(lines[0]).toMatch(
          /^\d+s: 0 of 3 snapshots ready, waiting for a \(not ready\), b \(not ready\), c \(not ready\); next check in 3s\.$/,
        );
      },
    },
  'one round in which one has flipped back ends no wait': {
    inputs: waitFor('a,b'),
    snapshots: [READY, snapshot('b')],
    faults: ['a', 'b'].map((id) => on('list', { ...NONE_READY, ids: [id] })),
    sent: [LIST, LIST, LIST],
    outputs: { ready: 'true' },
  },
  'what a server that is behind shows of before is not called ready': {
    inputs: waitFor('a'),
    snapshots: [snapshot('a', { creationDate: '2026-02-01T00:00:00' })],
    faults: [
      on('get', NONE_READY),
      on('get', { kind: 'overlay', fields: { creationDate: '2026-01-01T00:00:00' } }),
    ],
    sent: [LOOK, LOOK, LOOK],
    says: ['a (an older one of its name is shown)'],
    outputs: { ready: 'true', snapshots: expect.stringContaining('2026-02-01') },
  },
  'a service that is busy is waited for': {
    inputs: waitFor('a'),
    snapshots: [READY],
    faults: [on('get', said(409, 'Another operation is in progress.'), { times: 9 })],
    outputs: { ready: 'true' },
  },
  'a timeout says what was waited for, how long, the last state, and that nothing was deleted': {
    inputs: waitFor('a', { timeout: '40s', 'poll-interval': '2s' }),
    snapshots: [snapshot('a', { readyToUse: false })],
    exitCode: 1,
    says: ['next check in 2s'],
    saysNot: /next check in (?:[3-9]|\d\d)/,
    ends: '::error::Timed out after 40s of waiting for snapshot "a" in namespace "prod" on cluster "Msc1" to be ready; last state: not ready. Nothing was deleted. It may still become ready: wait for it with wait-ready, or set a longer timeout.',
    outputs: { 'snapshot-id': 'a', count: '1', ready: 'false', 'failed-ids': '["a"]' },
    check: ({ snapshotsFile }) => expect(snapshotsFile).toMatchObject([{ id: 'a', readyToUse: false }]),
  },
  'a server that falls silent does not hold the step far beyond the deadline': {
    inputs: waitFor('a', { timeout: '10s' }),
    faults: [on('get', { kind: 'hang' }, ALWAYS)],
    exitCode: 1,
    ends: /Timed out after 10s of waiting for snapshot "a".*last state: not seen yet.*No answer from 127\.0\.0\.1:\d+: no answer within 1[0-5]s\./,
  },
  'a server that asks for silence until after the deadline is not asked again': {
    inputs: waitFor('a', { timeout: '10s' }),
    snapshots: [READY],
    faults: [on('get', status(429, undefined, { 'Retry-After': '100' }))],
    exitCode: 1,
    sent: [LOOK],
    ends: 'Timed out after 10s of waiting for snapshot "a"',
  },
  'a misspelt cluster fails within seconds, in the server’s words': {
    inputs: waitFor('a,b', { cluster: 'Msc9' }),
    exitCode: 1,
    says: ['Access failed (The server answered 500 Internal Server Error: "Cluster "Msc9" is not available'],
    sent: [LIST, LIST, LIST, LIST, LIST, LIST],
  },
});
