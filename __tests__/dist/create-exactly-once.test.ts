import { expect, jest, test } from '@jest/globals';
import type { Fault } from '../../simulator/fault-rules.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { ALWAYS, countSent, inputsAt, on, raw, said, snapshot, status, withSimulator } from './fixtures.ts';
import { runAction, SLOWNESS } from './run-action.ts';
import { rowsFor, TIME_FACTOR, testSteps } from './step-table.ts';

jest.setTimeout(30_000 * SLOWNESS);

const CREATE = { operation: 'create', 'source-vm': 'web-1', name: 'nightly' };
const REUSE = { ...CREATE, 'if-exists': 'reuse' };
const OURS = snapshot('nightly');
const OF_ANOTHER_VM = snapshot('nightly', { sourceName: 'db-1' });

const LOOK = 'GET GetSnapshot nightly';
const POST = 'POST CreateSnapshot nightly';
const LOOKS_FOR_TEN_SECONDS = [LOOK, LOOK, LOOK, LOOK, LOOK];

const INVISIBLE = said(404, 'Snapshot nightly could not be found.');
const LOST: Fault = { kind: 'reset-after' };
const NEVER_SENT: Fault = { kind: 'reset-before' };

const MADE = { 'snapshot-id': 'nightly', created: 'true', 'failed-ids': '[]' };
const REUSED = { 'snapshot-id': 'nightly', created: 'false' };
const FAILED = {
  exitCode: 1,
  outputs: { 'snapshot-id': '', created: 'false', 'failed-ids': '["nightly"]' },
} as const;

/** What leaves it open whether the snapshot is being made. */
const OPEN: Readonly<Record<string, Fault>> = {
  'a connection reset in place of the answer': LOST,
  'an answer that is cut off': { kind: 'truncate' },
  'no answer within the time limit': { kind: 'hang', applied: true },
  'a redirect': { kind: 'redirect', status: 302, location: 'https://example.com', applied: true },
  'a page with status 200': { kind: 'html', applied: true },
  'a result of null': { kind: 'answer-null-result', applied: true },
  ...Object.fromEntries(
    [408, 500, 502, 503, 504, 524].map((code): [string, Fault] => [
      `${code} without words`,
      { kind: 'status', status: code, body: 'none', applied: true },
    ]),
  ),
  'words of a gateway': {
    kind: 'raw-body',
    status: 504,
    body: '{"message":"Endpoint request timed out"}',
    applied: true,
  },
};

testSteps(
  rowsFor(
    OPEN,
    (fault) => `after ${fault}, the snapshot that was made is found and not asked for again`,
    (fault) => ({
      inputs: CREATE,
      faults: [on('create', fault)],
      sent: [LOOK, POST, LOOK],
      outputs: MADE,
      says: [/^::warning::.*looking for (?:it|snapshot "nightly")/im],
      left: ['nightly'],
    }),
  ),
);

const NOT_TAKEN: Readonly<Record<string, Fault>> = {
  'a connection reset before the request took effect': NEVER_SENT,
  'no answer within the time limit': { kind: 'hang' },
  'an answer of no content with 200': raw(''),
};

testSteps(
  rowsFor(
    NOT_TAKEN,
    (fault) => `after ${fault}, and about ten seconds of looking, it is asked for once more`,
    (fault) => ({
      inputs: CREATE,
      faults: [on('create', fault)],
      sent: [LOOK, POST, ...LOOKS_FOR_TEN_SECONDS, POST],
      outputs: MADE,
      left: ['nightly'],
      check: (_, { requests }) => expect(elapsedMs(requests.at(2), requests.at(-2))).toBeGreaterThan(9000),
    }),
  ),
);

function elapsedMs(first?: Simulator['requests'][number], last?: Simulator['requests'][number]): number {
  return (last?.atMs ?? 0) - (first?.atMs ?? 0);
}

const GOOD_STATUS: Readonly<Record<string, readonly [body: unknown, words: string]>> = {
  'JSON that says nothing': [{}, 'it describes no snapshot'],
  'readiness alone': [{ readyToUse: true }, 'it does not say which snapshot it is about'],
  'no content': ['', 'it must be object'],
  'a page': ['<html>Welcome</html>', 'an HTML page'],
  'JSON that breaks off': ['{"result":{"id":"nigh', 'not JSON and begins with'],
  'another VM’s snapshot of this name': [{ ...OF_ANOTHER_VM }, 'of VM "db-1"'],
  'a snapshot of another namespace': [{ ...OURS, namespace: 'test' }, 'in namespace "test"'],
  'a field of a wrong type': [{ id: 7, sourceName: 'web-1' }, 'id must be string'],
  'an unexplained failure': [{ success: false }, 'The server answered 202 Accepted'],
};

testSteps(
  rowsFor(
    GOOD_STATUS,
    (body) =>
      `after a good status with ${body} it is looked for, never asked for again, and the answer is told`,
    ([body, words]) => ({
      inputs: CREATE,
      faults: [on('create', raw(body, 202), ALWAYS)],
      sent: [LOOK, POST, ...LOOKS_FOR_TEN_SECONDS],
      says: [words],
      ends: 'may exist or still appear',
      ...FAILED,
    }),
  ),
);

const BUSY = 'Another operation is in progress, try again later.';
const DATED = { Date: 'Mon, 23 Nov 2026 14:15:00 GMT', 'Retry-After': 'Mon, 23 Nov 2026 14:15:20 GMT' };

const LATER: Readonly<Record<string, readonly [fault: Fault, leastMs: number]>> = {
  'Retry-After in seconds': [status(429, undefined, { 'Retry-After': '20' }), 19_500],
  'Retry-After as a date, by the server’s clock': [status(503, undefined, DATED), 19_500],
  '503 in the envelope, after a pause': [status(503), 900],
  '409 that speaks of another operation, after a pause': [said(409, BUSY), 900],
  '423 that speaks of another operation, after a pause': [said(423, BUSY), 900],
};

testSteps(
  rowsFor(
    LATER,
    (what) => `the request is repeated without a look: ${what}`,
    ([fault, leastMs]) => ({
      inputs: CREATE,
      faults: [on('create', fault)],
      sent: [LOOK, POST, POST],
      outputs: MADE,
      check: (_, { requests }) => expect(elapsedMs(requests[1], requests[2])).toBeGreaterThan(leastMs),
    }),
  ),
);

/** A creation that happens, and is answered by words. */
const MADE_ALL_THE_SAME: Fault = {
  kind: 'status',
  status: 500,
  body: { message: 'The operation timed out.' },
  applied: true,
};

const UNSEEN_CONFLICTS: Readonly<Record<string, Fault>> = {
  'no words': status(409, 'none'),
  'words of something else': said(409, 'The disk of VM "web-1" is already in use.'),
  'a limit': said(409, 'The limit of snapshots of "nightly" runs is reached.'),
};

testSteps({
  'an answer that writes VM and namespace in another case is about this snapshot': {
    inputs: CREATE,
    faults: [on('create', raw({ id: 'nightly', namespace: 'PROD', sourceName: 'WEB-1' }, 202))],
    sent: [LOOK, POST],
    outputs: MADE,
  },
  'an accepted snapshot that is older than the request is warned of': {
    inputs: CREATE,
    faults: [on('create', raw({ ...OURS, creationDate: '2026-01-01T00:00:00' }, 202))],
    says: [/^::warning::.*is older than the request/m],
  },
  'a snapshot that appears some seconds after a lost answer is found without a second request': {
    inputs: CREATE,
    options: { invisibleForMs: 4000 },
    faults: [on('create', LOST)],
    outputs: MADE,
    left: ['nightly'],
    check: (_, simulator) => expect(countSent(simulator, 'create')).toBe(1),
  },
  '"already exists" after a lost answer is enough, even if reads do not show the snapshot': {
    inputs: CREATE,
    options: { invisibleForMs: 3_600_000 },
    faults: [on('create', LOST)],
    sent: [LOOK, POST, ...LOOKS_FOR_TEN_SECONDS, POST, ...LOOKS_FOR_TEN_SECONDS],
    outputs: MADE,
    left: ['nightly'],
  },
  '"already exists" after a lost answer is not believed once reads show a snapshot of another VM': {
    inputs: CREATE,
    snapshots: [OF_ANOTHER_VM],
    faults: [on('get', INVISIBLE, { times: 6 }), on('create', NEVER_SENT)],
    sent: [LOOK, POST, ...LOOKS_FOR_TEN_SECONDS, POST, LOOK],
    ends: ', of VM "db-1"',
    ...FAILED,
  },
  'three requests without a clear answer are the most; the step fails and says that it may exist': {
    inputs: CREATE,
    faults: [on('create', NEVER_SENT, ALWAYS)],
    sent: [LOOK, ...[1, 2, 3].flatMap(() => [POST, ...LOOKS_FOR_TEN_SECONDS])],
    ends: /^::error::Could not create snapshot "nightly" in namespace "prod" on cluster "Msc1" of VM "web-1": No answer from 127\.0\.0\.1:\d+: .* it may exist or still appear: look for it by its name before you run this again\.$/,
    left: [],
    ...FAILED,
  },
  'a server that never accepts is given up without a claim that the snapshot may exist': {
    inputs: CREATE,
    faults: [on('create', status(429, undefined, { 'Retry-After': '1' }), ALWAYS)],
    sent: [LOOK, POST, POST, POST, POST, POST],
    ends: '429 Too Many Requests',
    saysNot: /may exist/,
    ...FAILED,
  },
  'a refusal in the server’s own words fails with them after one request and one look': {
    inputs: CREATE,
    options: { virtualMachines: [] },
    sent: [LOOK, POST, LOOK],
    ends: '::error::Could not create snapshot "nightly" in namespace "prod" on cluster "Msc1" of VM "web-1": The server answered 500 Internal Server Error: "Virtual machine "web-1" not found in namespace "prod".". There was no snapshot of that name right after; it may exist nevertheless, and appear later.',
    ...FAILED,
    check: ({ durationMs }) => expect(durationMs).toBeLessThan(10_000),
  },
  'a snapshot that is there after a refusal may be another run’s: it is told, and not claimed': {
    inputs: CREATE,
    faults: [on('create', MADE_ALL_THE_SAME)],
    sent: [LOOK, POST, LOOK],
    ends: /The operation timed out\..* from this request or from another run\..* may exist/,
    ...FAILED,
  },
  'with `if-exists: reuse`, a snapshot that is there after a refusal is taken, and not called created': {
    inputs: REUSE,
    faults: [on('create', MADE_ALL_THE_SAME)],
    outputs: REUSED,
  },
  '403 fails at once': {
    inputs: CREATE,
    faults: [on('create', said(403, 'Your request is not valid!'))],
    sent: [LOOK, POST],
    ends: /The server answered 403.*The account may not do this/,
    ...FAILED,
  },
  'a snapshot that somebody else makes after the look is no success: it fails': {
    inputs: CREATE,
    snapshots: [OURS],
    faults: [on('get', INVISIBLE)],
    sent: [LOOK, POST],
    ends: 'already exists',
    ...FAILED,
  },
  'with reuse, a snapshot of the same VM that somebody else makes after the look is taken': {
    inputs: REUSE,
    snapshots: [OURS],
    faults: [on('get', INVISIBLE)],
    sent: [LOOK, POST, LOOK],
    outputs: { ...REUSED, ready: 'true' },
  },
  'with reuse, a snapshot of another VM that somebody else makes after the look is not taken': {
    inputs: REUSE,
    snapshots: [OF_ANOTHER_VM],
    faults: [on('get', INVISIBLE)],
    sent: [LOOK, POST, LOOK],
    ends: ', of VM "db-1", so it is not reused',
    ...FAILED,
  },
  'a snapshot of the VM that is there after a lost answer, but older than the request, is not taken': {
    inputs: CREATE,
    snapshots: [{ ...OURS, creationDate: '2026-01-01T00:00:00' }],
    faults: [on('get', INVISIBLE), on('create', NEVER_SENT)],
    sent: [LOOK, POST, LOOK],
    ends: /There is already a snapshot "nightly".* may exist or still appear/,
    ...FAILED,
  },
  ...rowsFor(
    UNSEEN_CONFLICTS,
    (words) => `status 409 with ${words} does not say that the name is taken`,
    (fault) => ({
      inputs: REUSE,
      faults: [on('create', fault)],
      sent: [LOOK, POST],
      ...FAILED,
    }),
  ),
  ...rowsFor(
    { fail: CREATE, reuse: REUSE },
    (ifExists) =>
      `a snapshot of another VM that is there after a lost answer is not taken: if-exists ${ifExists}`,
    (inputs) => ({
      inputs,
      snapshots: [OF_ANOTHER_VM],
      faults: [on('get', INVISIBLE), on('create', NEVER_SENT)],
      sent: [LOOK, POST, LOOK],
      ends: /There is already a snapshot "nightly".*, of VM "db-1".* may exist or still appear/,
      ...FAILED,
    }),
  ),
  'of several VMs, each gets exactly one snapshot when every answer is lost': {
    inputs: { ...CREATE, 'source-vm': 'web-1,web-2,web-3', name: 'nightly-{source-vm}' },
    faults: [on('create', LOST, { times: 3 })],
    outputs: { count: '3', created: 'true' },
    left: ['nightly-web-1', 'nightly-web-2', 'nightly-web-3'],
    check: (_, simulator) => expect(countSent(simulator, 'create')).toBe(3),
  },
});

test('a request that takes effect only after it was given up does not make a second snapshot', async () => {
  let posts = 0;
  const onRequest = ({ operation }: Simulator['requests'][number]) => {
    if (operation !== 'create') return;
    posts += 1;
    // Between the last look and the second request.
    if (posts === 2) late?.addSnapshot({ ...OURS, creationDate: new Date().toISOString() });
  };
  let late: Simulator | undefined;
  await withSimulator({ onRequest }, async (simulator) => {
    late = simulator;
    simulator.scheduleFault(on('create', { kind: 'hang' }));

    const step = await runAction(inputsAt(simulator, CREATE), { timeFactor: TIME_FACTOR });

    expect(countSent(simulator, 'create')).toBe(2);
    expect(simulator.snapshots()).toHaveLength(1);
    expect(step.outputs['created']).toBe('true');
    expect(step.exitCode).toBe(0);
  });
});

test.each([
  ['one makes the snapshot and the other fails', CREATE, [0, 1]],
  ['with reuse, both succeed, and only one has made it', REUSE, [0, 0]],
])('of two runs at the same time with the same name, %s', async (_, inputs, exitCodes) => {
  await withSimulator({ latencyMs: 300 }, async (simulator) => {
    const run = () => runAction(inputsAt(simulator, inputs));
    const steps = await Promise.all([run(), run()]);

    expect(simulator.snapshots()).toMatchObject([{ id: 'nightly', sourceName: 'web-1' }]);
    expect(steps.map(({ exitCode }) => exitCode).sort()).toEqual(exitCodes);
    expect(steps.map(({ outputs }) => outputs['created']).sort()).toEqual(['false', 'true']);
  });
});
