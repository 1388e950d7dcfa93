import { expect } from '@jest/globals';
import { ALWAYS, on, raw, said, snapshot, status } from './fixtures.ts';
import { SLOWNESS } from './run-action.ts';
import { rowsFor, testSteps } from './step-table.ts';

const waitFor = (ids: string, more = {}) => ({ operation: 'wait-ready', 'snapshot-id': ids, ...more });

const READY = snapshot('a');
const UNREADY = snapshot('a', { readyToUse: false });
const NOT_READY = raw(UNREADY);
const NONE_READY = { kind: 'overlay', fields: { readyToUse: false } } as const;
const MISSING = said(404, 'Snapshot a could not be found.');

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
  'one snapshot is asked for by its id once a round': {
    inputs: waitFor('a'),
    snapshots: [READY],
    faults: [on('get', NOT_READY, { times: 2 })],
    sent: [LOOK, LOOK, LOOK],
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
  'a snapshot of the same id in another namespace is not taken for the one that is waited for': {
    inputs: waitFor('a,b', { timeout: '10s' }),
    snapshots: [UNREADY, snapshot('a', { namespace: 'test' }), snapshot('b')],
    exitCode: 1,
    outputs: { ready: 'false', 'failed-ids': '["a"]' },
  },
  'a timeout says what was waited for, how long, the last state, and that nothing was deleted': {
    inputs: waitFor('a', { timeout: '30s', 'poll-interval': '2s' }),
    snapshots: [UNREADY],
    exitCode: 1,
    says: ['next check in 2s'],
    saysNot: /next check in (?:[3-9]|\d\d)/,
    ends: '::error::Timed out after 30s of waiting for snapshot "a" in namespace "prod" on cluster "Msc1" to be ready; last state: not ready. Nothing was deleted. It may still become ready: wait for it with wait-ready, or set a longer timeout.',
    outputs: { 'snapshot-id': 'a', count: '1', ready: 'false', 'failed-ids': '["a"]' },
    check: ({ snapshotsFile }) => expect(snapshotsFile).toMatchObject([{ id: 'a', readyToUse: false }]),
  },
  'the last check is at the deadline: a snapshot that is ready then is ready': {
    inputs: waitFor('a', { timeout: '30s', 'poll-interval': '10m' }),
    snapshots: [READY],
    faults: [on('get', NOT_READY)],
    sent: [LOOK, LOOK],
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
  'a snapshot that was seen and is then absent for a minute fails alone, and the outputs hold the others': {
    inputs: waitFor('a,b'),
    snapshots: [snapshot('b')],
    faults: [on('list', raw({ items: [UNREADY, { ...UNREADY, id: 'b' }] }))],
    exitCode: 1,
    ends: '::error::Snapshot "a" was there, and was missing for 1min: it was deleted while this run waited for it.',
    outputs: { ready: 'false', 'failed-ids': '["a"]' },
    check: ({ snapshotsFile }) =>
      expect(snapshotsFile).toMatchObject([{ id: 'a' }, { id: 'b', readyToUse: true }]),
  },
  'a snapshot that was seen may be absent once': {
    inputs: waitFor('a'),
    snapshots: [READY],
    faults: [NOT_READY, MISSING, NOT_READY, MISSING].map((fault) => on('get', fault)),
    sent: [LOOK, LOOK, LOOK, LOOK, LOOK],
  },
  'a snapshot that was never there fails after a minute, with what to check': {
    inputs: waitFor('a'),
    exitCode: 1,
    says: ['waiting for a (not there yet)'],
    ends: '::error::Snapshot "a" was not there for 1min. Check the id, the namespace and the cluster.',
  },
  'a snapshot that appears within the first minute is waited for': {
    inputs: waitFor('a'),
    snapshots: [READY],
    faults: [on('get', MISSING, { times: 5 })],
    sent: [LOOK, LOOK, LOOK, LOOK, LOOK, LOOK],
  },
  'errors that pass are tolerated, and so is a refusal in words of its own once the server has answered': {
    inputs: waitFor('a'),
    snapshots: [READY],
    faults: [
      on('get', status(500), { times: 6 }),
      on('get', { kind: 'reset-before' }),
      on('get', { kind: 'html' }),
      on('get', NOT_READY),
      on('get', said(500, 'etcdserver: request timed out'), { times: 10 }),
    ],
    outputs: { ready: 'true' },
  },
  'a page with 403 is a gateway’s, and ends no wait': {
    inputs: waitFor('a'),
    snapshots: [READY],
    faults: [on('get', status(403, 'html'), { times: 4 })],
    says: ['a gateway or proxy in front of it'],
  },
  'one round in which one has flipped back ends no wait': {
    inputs: waitFor('a,b'),
    snapshots: [READY, snapshot('b')],
    faults: ['a', 'b'].map((id) => on('list', { ...NONE_READY, ids: [id] })),
    sent: [LIST, LIST, LIST],
    outputs: { ready: 'true' },
  },
  ...rowsFor(
    { 'leaves out': 'leave-out', 'holds twice': 'double' } as const,
    (what) => `what a list ${what} is asked for by its id`,
    (kind) => ({
      inputs: waitFor('a,b'),
      snapshots: [READY, snapshot('b')],
      faults: [on('list', { kind, ids: ['a'] })],
      sent: [LIST, LOOK],
    }),
  ),
  ...rowsFor(
    {
      401: [401, 'The API key was refused: check the secret'],
      403: [403, 'The account may not do this'],
    } as const,
    (code) => `${code} with an API key fails when it comes twice running`,
    ([code, words]) => ({
      inputs: waitFor('a'),
      snapshots: [READY],
      faults: [on('get', status(code, 'none'), { skip: 1, times: 2 }), on('get', NOT_READY)],
      exitCode: 1,
      sent: [LOOK, LOOK, LOOK],
      says: [`Access failed (The server answered ${code}`, words],
      outputs: { 'snapshot-id': 'a' },
    }),
  ),
  ...rowsFor(
    { one: 'a', several: 'a,b' },
    (what) => `a misspelt cluster fails within seconds, in the server’s words: ${what}`,
    (ids) => ({
      inputs: waitFor(ids, { cluster: 'Msc9' }),
      exitCode: 1,
      says: [
        'Access failed (The server answered 500 Internal Server Error: "Cluster "Msc9" is not available',
      ],
      check: (_, { requests }) =>
        expect((requests.at(-1)?.atMs ?? 0) - (requests[0]?.atMs ?? 0)).toBeLessThan(20_000 * SLOWNESS),
    }),
  ),
  'the empty list of an earlier step is refused': {
    inputs: waitFor('[]'),
    exitCode: 1,
    sent: [],
    ends: '::error::`snapshot-id` is required by wait-ready, and is empty.',
  },
});
