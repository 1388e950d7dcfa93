import { expect, jest, test } from '@jest/globals';
import type { Fault, FaultRule } from '../../simulator/fault-rules.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { simulatorStarter } from '../simulator/running-simulator.ts';
import { acceleratedNow, countSent, inputsAt, sentTo } from './at-simulator.ts';
import { runAction, SLOWNESS, type Step } from './run-action.ts';

const start = simulatorStarter();
jest.setTimeout(30_000 * SLOWNESS);

const TIME_FACTOR = 40 / SLOWNESS;
const CREATE = { operation: 'create', 'source-vm': 'web-1', name: 'nightly' };
const REUSE = { ...CREATE, 'if-exists': 'reuse' };
const OURS = { namespace: 'prod', id: 'nightly', sourceName: 'web-1', readyToUse: true };
const OTHER_VM = { ...OURS, sourceName: 'db-1' };

const LOOK = 'GET GetSnapshot nightly';
const POST = 'POST CreateSnapshot nightly';
const LOOKS_FOR_TEN_SECONDS = [LOOK, LOOK, LOOK, LOOK, LOOK];

const INVISIBLE: FaultRule['fault'] = {
  kind: 'status',
  status: 404,
  body: { message: 'Snapshot nightly could not be found.' },
};

const GATEWAY_ERRORS = [502, 504] as const;

function create(simulator: Simulator, inputs: Readonly<Record<string, string>> = CREATE): Promise<Step> {
  return runAction(inputsAt(simulator, inputs), { timeFactor: TIME_FACTOR });
}

function idsIn(simulator: Simulator): readonly unknown[] {
  return simulator.snapshots().map(({ id, sourceName }) => `${id} of ${sourceName}`);
}

/** Faults in which the answer says nothing about the request, with whether the request took effect. */
const unclearAnswers = (applied: boolean): readonly (readonly [string, Fault])[] => [
  ['500 with ABP’s internal error', { kind: 'status', status: 500, applied }],
  ['500 without a body', { kind: 'status', status: 500, body: 'none', applied }],
  ['408', { kind: 'status', status: 408, body: 'none', applied }],
  ...GATEWAY_ERRORS.map(
    (status) => [`${status} with a page`, { kind: 'status', status, body: 'html', applied }] as const,
  ),
  ['no answer within the time limit', { kind: 'hang', applied }],
  ['an HTML page with status 200', { kind: 'html', applied }],
  ['status 200 without a body', { kind: 'empty', applied }],
  ['JSON that breaks off', { kind: 'invalid-json', applied }],
];

test.each<readonly [string, Fault]>([
  ['a connection reset in place of the answer', { kind: 'reset-after' }],
  ['an answer that is cut off', { kind: 'truncate' }],
  ['an answer that drips in for longer than the time limit', { kind: 'drip', intervalMs: 10 }],
  ['a result of null', { kind: 'answer-null-result', applied: true }],
  ['a redirect', { kind: 'redirect', status: 302, location: 'https://example.com', applied: true }],
  ['a 503 that no envelope marks as the API’s', { kind: 'status', status: 503, body: 'none', applied: true }],
  [
    'words of a gateway',
    { kind: 'raw-body', status: 504, body: '{"message":"Endpoint request timed out"}', applied: true },
  ],
  ...unclearAnswers(true),
])('after %s, the snapshot that was made is found and not asked for again', async (_, fault) => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', fault });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST, LOOK]);
  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(step.outputs).toMatchObject({ 'snapshot-id': 'nightly', created: 'true', 'failed-ids': '[]' });
  expect(step.exitCode).toBe(0);
});

test.each<readonly [string, Fault]>([
  ['a connection reset before the request took effect', { kind: 'reset-before' }],
  ...unclearAnswers(false),
])('after %s, and about ten seconds of looking, it is asked for once more', async (_, fault) => {
  const simulator = await start({ now: acceleratedNow(TIME_FACTOR) });
  simulator.scheduleFault({ operation: 'create', fault });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST, ...LOOKS_FOR_TEN_SECONDS, POST]);
  const [firstLook, lastLook] = [simulator.requests.at(2), simulator.requests.at(-2)];
  expect((lastLook?.atMs ?? 0) - (firstLook?.atMs ?? 0)).toBeGreaterThan(9000);
  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(step.outputs).toMatchObject({ 'snapshot-id': 'nightly', created: 'true', 'failed-ids': '[]' });
  expect(step.exitCode).toBe(0);
});

test('an answer of no content does not pass for a snapshot that was made', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'raw-body', status: 202, body: '' } });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST, ...LOOKS_FOR_TEN_SECONDS, POST]);
  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(step.exitCode).toBe(0);
});

const ANOTHER = { id: 'other', namespace: 'prod', sourceName: 'db-1' };

test.each([
  ['JSON that says nothing', '{}', 'it describes no snapshot'],
  ['JSON of something else', '{"status":"ok"}', 'it describes no snapshot'],
  ['a result of null', '{"result":null,"success":true}', 'it must be object'],
  ['another VM’s snapshot', JSON.stringify(ANOTHER), 'it is about snapshot "other" of VM "db-1"'],
  ['another VM’s snapshot of this name', JSON.stringify({ ...ANOTHER, id: 'nightly' }), 'of VM "db-1"'],
  [
    'a snapshot of another namespace',
    JSON.stringify({ id: 'nightly', namespace: 'test', sourceName: 'web-1' }),
    'in namespace "test"',
  ],
  ['a field of a wrong type', '{"id":7,"sourceName":"web-1"}', 'id must be string'],
  ['an unexplained failure', '{"success":false}', 'The server answered 202 Accepted'],
])(
  'after a good status with %s it is looked for, never asked for again, and the answer is told',
  async (_, body, words) => {
    const simulator = await start();
    simulator.scheduleFault({
      operation: 'create',
      times: 'always',
      fault: { kind: 'raw-body', status: 202, body },
    });

    const step = await create(simulator);

    expect(sentTo(simulator)).toEqual([LOOK, POST, ...LOOKS_FOR_TEN_SECONDS]);
    expect(step.lines.at(-1)).toContain(words);
    expect(step.lines.at(-1)).toContain('may exist or still appear');
    expect(step.outputs).toMatchObject({ 'snapshot-id': '', 'failed-ids': '["nightly"]', created: 'false' });
    expect(step.exitCode).toBe(1);
  },
);

test('an answer that writes the VM in another case is about this snapshot', async () => {
  const simulator = await start();
  const body = JSON.stringify({ id: 'nightly', namespace: 'PROD', sourceName: 'WEB-1' });
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'raw-body', status: 202, body } });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST]);
  expect(step.outputs).toMatchObject({ 'snapshot-id': 'nightly', created: 'true' });
  expect(step.exitCode).toBe(0);
});

test('an accepted snapshot that is older than the request is warned of', async () => {
  const simulator = await start();
  const body = JSON.stringify({ id: 'nightly', sourceName: 'web-1', creationDate: '2026-01-01T00:00:00' });
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'raw-body', status: 202, body } });

  const step = await create(simulator);

  expect(step.lines.find((line) => line.startsWith('::warning::'))).toContain('is older than the request');
  expect(step.exitCode).toBe(0);
});

test('a request with no answer is told as a warning before anything else is done', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-after' } });

  const { lines } = await create(simulator);

  expect(lines.find((line) => line.startsWith('::warning::'))).toContain(
    'It is not known whether snapshot "nightly" in namespace "prod" on cluster "Msc1" is being made; looking for it',
  );
});

test('a snapshot that appears some seconds after a lost answer is found without a second request', async () => {
  const simulator = await start({ invisibleForMs: 4000, now: acceleratedNow(TIME_FACTOR) });
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-after' } });

  const step = await create(simulator);

  expect(countSent(simulator, 'create')).toBe(1);
  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(step.outputs).toMatchObject({ 'snapshot-id': 'nightly', created: 'true' });
  expect(step.exitCode).toBe(0);
});

test('"already exists" after a lost answer means that the snapshot is this run’s, once reads show it', async () => {
  const simulator = await start({ invisibleForMs: 14_000, now: acceleratedNow(TIME_FACTOR) });
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-after' } });

  const step = await create(simulator);

  expect(countSent(simulator, 'create')).toBe(2);
  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(JSON.parse(step.outputs['snapshots'] ?? '')).toMatchObject([
    { id: 'nightly', rootDiskSize: '100Gi' },
  ]);
  expect(step.outputs['created']).toBe('true');
  expect(step.exitCode).toBe(0);
});

test('"already exists" after a lost answer is enough, even if reads do not show the snapshot yet', async () => {
  const simulator = await start({ invisibleForMs: 3_600_000, now: acceleratedNow(TIME_FACTOR) });
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-after' } });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST, ...LOOKS_FOR_TEN_SECONDS, POST, ...LOOKS_FOR_TEN_SECONDS]);
  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(JSON.parse(step.outputs['snapshots'] ?? '')).toMatchObject([
    { id: 'nightly', namespace: 'prod', sourceName: 'web-1', readyToUse: null },
  ]);
  expect(step.outputs['created']).toBe('true');
  expect(step.exitCode).toBe(0);
});

test('a snapshot claimed before reads show it is waited for until it is ready', async () => {
  const simulator = await start({ invisibleForMs: 40_000, now: acceleratedNow(TIME_FACTOR) });
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-after' } });

  const step = await create(simulator, { ...CREATE, wait: 'true' });

  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(step.outputs).toMatchObject({ 'snapshot-id': 'nightly', ready: 'true', created: 'true' });
  expect(step.exitCode).toBe(0);
});

test('a request that takes effect only after it was given up does not make a second snapshot', async () => {
  let posts = 0;
  const simulator: Simulator = await start({
    onRequest: ({ operation }) => {
      if (operation !== 'create') return;
      posts += 1;
      // Between the last look and the second request.
      if (posts === 2) simulator.addSnapshot({ ...OURS, creationDate: new Date().toISOString() });
    },
  });
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'hang' } });

  const step = await create(simulator);

  expect(countSent(simulator, 'create')).toBe(2);
  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(step.outputs['created']).toBe('true');
  expect(step.exitCode).toBe(0);
});

test('the second request can lose its answer too', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-before' } });
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-after' } });

  const step = await create(simulator);

  expect(countSent(simulator, 'create')).toBe(2);
  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(step.exitCode).toBe(0);
});

test('reads that fail while a snapshot is looked for are tried again, and nothing is posted meanwhile', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-after' } });
  simulator.scheduleFault({
    operation: 'get',
    skip: 1,
    times: 2,
    fault: { kind: 'status', status: 503, headers: { 'Retry-After': '3' } },
  });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST, LOOK, LOOK, LOOK]);
  expect(step.exitCode).toBe(0);
});

test('if the snapshot cannot be looked for after a lost answer, nothing more is posted and the step says so', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-after' } });
  simulator.scheduleFault({
    operation: 'get',
    skip: 1,
    times: 'always',
    fault: { kind: 'status', status: 500 },
  });

  const step = await create(simulator);

  expect(countSent(simulator, 'create')).toBe(1);
  expect(step.lines.at(-1)).toContain('so it may exist or still appear');
  expect(step.outputs).toMatchObject({ 'snapshot-id': '', 'failed-ids': '["nightly"]' });
  expect(step.exitCode).toBe(1);
});

test('three requests without a clear answer are the most; the step fails and says that it may exist', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', times: 'always', fault: { kind: 'reset-before' } });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, ...[1, 2, 3].flatMap(() => [POST, ...LOOKS_FOR_TEN_SECONDS])]);
  expect(simulator.snapshots()).toEqual([]);
  expect(step.lines.at(-1)).toMatch(
    /^::error::Could not create snapshot "nightly" in namespace "prod" on cluster "Msc1" of VM "web-1": No answer from 127\.0\.0\.1:\d+: .* it may exist or still appear: look for it by its name before you run this again\.$/,
  );
  expect(step.outputs).toMatchObject({ created: 'false', 'snapshot-id': '', 'failed-ids': '["nightly"]' });
  expect(step.exitCode).toBe(1);
});

test('a snapshot that the third request made unseen is the only one, and the failure warns of it', async () => {
  const simulator = await start({ invisibleForMs: 3_600_000, now: acceleratedNow(TIME_FACTOR) });
  simulator.scheduleFault({ operation: 'create', times: 2, fault: { kind: 'reset-before' } });
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-after' } });

  const step = await create(simulator);

  expect(countSent(simulator, 'create')).toBe(3);
  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(step.lines.at(-1)).toContain('it may exist or still appear');
  expect(step.exitCode).toBe(1);
});

test.each([429, 503])(
  'after %i, the request is repeated when Retry-After is over, without a look',
  async (status) => {
    const simulator = await start({ now: acceleratedNow(TIME_FACTOR) });
    simulator.scheduleFault({
      operation: 'create',
      fault: { kind: 'status', status, headers: { 'Retry-After': '20' } },
    });

    const step = await create(simulator);

    expect(sentTo(simulator)).toEqual([LOOK, POST, POST]);
    const [, first, second] = simulator.requests;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(19_500);
    expect(idsIn(simulator)).toEqual(['nightly of web-1']);
    expect(step.outputs['created']).toBe('true');
    expect(step.exitCode).toBe(0);
  },
);

test('Retry-After may be a date, which is measured by the server’s clock', async () => {
  const simulator = await start({ now: acceleratedNow(TIME_FACTOR) });
  const headers = { Date: 'Mon, 23 Nov 2026 14:15:00 GMT', 'Retry-After': 'Mon, 23 Nov 2026 14:15:20 GMT' };
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'status', status: 503, headers } });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST, POST]);
  const [, first, second] = simulator.requests;
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(19_500);
  expect(step.exitCode).toBe(0);
});

const BUSY = { message: 'Another operation is in progress, try again later.' };

test.each<readonly [string, Fault]>([
  ['429', { kind: 'status', status: 429, body: 'none' }],
  ['503 in the envelope', { kind: 'status', status: 503 }],
  ['409 that speaks of another operation', { kind: 'status', status: 409, body: BUSY }],
  ['423 that speaks of another operation', { kind: 'status', status: 423, body: BUSY }],
])('after %s without Retry-After, the request is repeated after a pause', async (_, fault) => {
  const simulator = await start({ now: acceleratedNow(TIME_FACTOR) });
  simulator.scheduleFault({ operation: 'create', times: 2, fault });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST, POST, POST]);
  const [, first, second] = simulator.requests;
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(900);
  expect(step.exitCode).toBe(0);
});

test('a server that never accepts is given up without a claim that the snapshot may exist', async () => {
  const simulator = await start();
  simulator.scheduleFault({
    operation: 'create',
    times: 'always',
    fault: { kind: 'status', status: 429, headers: { 'Retry-After': '1' } },
  });

  const step = await create(simulator);

  expect(countSent(simulator, 'create')).toBe(5);
  expect(simulator.snapshots()).toEqual([]);
  expect(step.lines.at(-1)).toContain('429 Too Many Requests');
  expect(step.lines.at(-1)).not.toContain('may exist');
  expect(step.exitCode).toBe(1);
});

test('a refusal in the server’s own words fails with them after one request and one look', async () => {
  const simulator = await start({ virtualMachines: [] });

  const step = await runAction(inputsAt(simulator, CREATE));

  expect(sentTo(simulator)).toEqual([LOOK, POST, LOOK]);
  expect(step.lines.at(-1)).toBe(
    '::error::Could not create snapshot "nightly" in namespace "prod" on cluster "Msc1" of VM "web-1": The server answered 500 Internal Server Error: "Virtual machine "web-1" not found in namespace "prod".". There was no snapshot of that name right after; it may exist nevertheless, and appear later.',
  );
  expect(step.durationMs).toBeLessThan(10_000);
  expect(step.exitCode).toBe(1);
});

test('a refusal that comes with status 200 fails the same way', async () => {
  const simulator = await start();
  simulator.scheduleFault({
    operation: 'create',
    fault: { kind: 'success-false', message: 'The quota of snapshots is used up.' },
  });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST, LOOK]);
  expect(step.lines.at(-1)).toContain('The quota of snapshots is used up.');
  expect(step.exitCode).toBe(1);
});

/** A creation that happens, and is answered by words. */
const MADE_ALL_THE_SAME: FaultRule = {
  operation: 'create',
  fault: { kind: 'status', status: 500, body: { message: 'The operation timed out.' }, applied: true },
};

test('a snapshot that is there after a refusal may be another run’s: it is told, and not claimed', async () => {
  const simulator = await start();
  simulator.scheduleFault(MADE_ALL_THE_SAME);

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST, LOOK]);
  expect(step.lines.at(-1)).toMatch(
    /The operation timed out\..* from this request or from another run\..* may exist/,
  );
  expect(step.outputs).toMatchObject({ 'snapshot-id': '', created: 'false' });
  expect(step.exitCode).toBe(1);
});

test('with `if-exists: reuse`, a snapshot that is there after a refusal is taken, and not called created', async () => {
  const simulator = await start();
  simulator.scheduleFault(MADE_ALL_THE_SAME);

  const step = await create(simulator, REUSE);

  expect(step.outputs).toMatchObject({ 'snapshot-id': 'nightly', created: 'false' });
  expect(step.exitCode).toBe(0);
});

test('the server’s words of a refusal are told even if the look after it fails', async () => {
  const simulator = await start();
  simulator.scheduleFault({
    operation: 'create',
    fault: { kind: 'status', status: 500, body: { message: 'The quota of snapshots is used up.' } },
  });
  simulator.scheduleFault({
    operation: 'get',
    skip: 1,
    times: 'always',
    fault: { kind: 'status', status: 500 },
  });

  const step = await create(simulator);

  expect(countSent(simulator, 'create')).toBe(1);
  expect(step.lines.at(-1)).toContain('The quota of snapshots is used up.');
  expect(step.exitCode).toBe(1);
});

test.each([
  [400, 'Your request is not valid!'],
  [401, 'The API key was refused: check the secret'],
  [403, 'The account may not do this'],
  [422, 'Your request is not valid!'],
])('%i fails at once', async (status, words) => {
  const simulator = await start();
  simulator.scheduleFault({
    operation: 'create',
    fault: { kind: 'status', status, body: { message: 'Your request is not valid!' } },
  });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST]);
  expect(step.lines.at(-1)).toContain(`The server answered ${status}`);
  expect(step.lines.at(-1)).toContain(words);
  expect(step.exitCode).toBe(1);
});

test('nothing is posted if the name cannot be looked up', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'get', times: 'always', fault: { kind: 'status', status: 502 } });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual(LOOKS_FOR_TEN_SECONDS);
  expect(step.lines.at(-1)).toContain('The server answered 502 Bad Gateway');
  expect(step.exitCode).toBe(1);
});

test('a server that is not there is named, with what to check', async () => {
  const simulator = await start();
  await simulator.close();

  const step = await create(simulator);

  expect(step.lines.at(-1)).toMatch(
    /No answer from 127\.0\.0\.1:\d+: connect ECONNREFUSED .*Check the network, the proxy settings and api-url\.$/,
  );
  expect(step.lines.at(-1)).not.toContain('may exist');
  expect(step.exitCode).toBe(1);
});

test('a snapshot that somebody else makes after the look is no success: it fails', async () => {
  const simulator = await start();
  simulator.addSnapshot(OURS);
  simulator.scheduleFault({ operation: 'get', fault: INVISIBLE });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST]);
  expect(step.lines.at(-1)).toContain('already exists');
  expect(step.outputs).toMatchObject({ 'snapshot-id': '', created: 'false' });
  expect(step.exitCode).toBe(1);
});

test('with reuse, a snapshot of the same VM that somebody else makes after the look is taken', async () => {
  const simulator = await start();
  simulator.addSnapshot(OURS);
  simulator.scheduleFault({ operation: 'get', fault: INVISIBLE });

  const step = await create(simulator, REUSE);

  expect(sentTo(simulator)).toEqual([LOOK, POST, LOOK]);
  expect(step.outputs).toMatchObject({ 'snapshot-id': 'nightly', created: 'false', ready: 'true' });
  expect(step.exitCode).toBe(0);
});

test('with reuse, a snapshot of another VM that somebody else makes after the look is not taken', async () => {
  const simulator = await start();
  simulator.addSnapshot(OTHER_VM);
  simulator.scheduleFault({ operation: 'get', fault: INVISIBLE });

  const step = await create(simulator, REUSE);

  expect(countSent(simulator, 'create')).toBe(1);
  expect(step.lines.at(-1)).toContain(', of VM "db-1", so it is not reused');
  expect(step.exitCode).toBe(1);
});

test.each([
  ['no words', 'none' as const],
  ['words of something else', { message: 'The disk of VM "web-1" is already in use.' }],
  ['a limit', { message: 'The limit of snapshots of "nightly" runs is reached.' }],
])('status 409 with %s does not say that the name is taken', async (_, body) => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'status', status: 409, body } });

  const step = await create(simulator, REUSE);

  expect(sentTo(simulator)).toEqual([LOOK, POST]);
  expect(step.exitCode).toBe(1);
});

test.each([
  ['fail', CREATE],
  ['reuse', REUSE],
])(
  'a snapshot of another VM that is there after a lost answer is not taken (if-exists: %s)',
  async (_, inputs) => {
    const simulator = await start();
    simulator.addSnapshot(OTHER_VM);
    simulator.scheduleFault({ operation: 'get', fault: INVISIBLE });
    simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-before' } });

    const step = await create(simulator, inputs);

    expect(sentTo(simulator)).toEqual([LOOK, POST, LOOK]);
    expect(idsIn(simulator)).toEqual(['nightly of db-1']);
    expect(step.lines.at(-1)).toContain('There is already a snapshot "nightly"');
    expect(step.lines.at(-1)).toContain(', of VM "db-1"');
    expect(step.lines.at(-1)).toContain('may exist or still appear');
    expect(step.outputs).toMatchObject({ 'snapshot-id': '', created: 'false', 'failed-ids': '["nightly"]' });
    expect(step.exitCode).toBe(1);
  },
);

test('"already exists" after a lost answer is not believed once reads show a snapshot of another VM', async () => {
  const simulator = await start();
  simulator.addSnapshot(OTHER_VM);
  simulator.scheduleFault({ operation: 'get', times: 6, fault: INVISIBLE });
  simulator.scheduleFault({ operation: 'create', fault: { kind: 'reset-before' } });

  const step = await create(simulator);

  expect(sentTo(simulator)).toEqual([LOOK, POST, ...LOOKS_FOR_TEN_SECONDS, POST, LOOK]);
  expect(step.lines.at(-1)).toContain(', of VM "db-1"');
  expect(step.outputs['created']).toBe('false');
  expect(step.exitCode).toBe(1);
});

test('of two runs at the same time with the same name, one makes the snapshot and the other fails', async () => {
  const simulator = await start({ latencyMs: 300 });

  const steps = await Promise.all([
    runAction(inputsAt(simulator, CREATE)),
    runAction(inputsAt(simulator, CREATE)),
  ]);

  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(steps.map(({ exitCode }) => exitCode).sort()).toEqual([0, 1]);
  expect(steps.map(({ outputs }) => outputs['created']).sort()).toEqual(['false', 'true']);
});

test('with reuse, two runs at the same time share one snapshot, and only one of them has made it', async () => {
  const simulator = await start({ latencyMs: 300 });

  const steps = await Promise.all([
    runAction(inputsAt(simulator, REUSE)),
    runAction(inputsAt(simulator, REUSE)),
  ]);

  expect(idsIn(simulator)).toEqual(['nightly of web-1']);
  expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(steps.map(({ outputs }) => outputs['snapshot-id'])).toEqual(['nightly', 'nightly']);
  expect(steps.map(({ outputs }) => outputs['created']).sort()).toEqual(['false', 'true']);
});

test('of several VMs, each gets exactly one snapshot when every answer is lost', async () => {
  const simulator = await start();
  simulator.scheduleFault({ operation: 'create', times: 3, fault: { kind: 'reset-after' } });

  const step = await create(simulator, {
    ...CREATE,
    'source-vm': 'web-1,web-2,web-3',
    name: 'nightly-{source-vm}',
  });

  expect(idsIn(simulator).toSorted()).toEqual([
    'nightly-web-1 of web-1',
    'nightly-web-2 of web-2',
    'nightly-web-3 of web-3',
  ]);
  expect(countSent(simulator, 'create')).toBe(3);
  expect(step.outputs).toMatchObject({ count: '3', created: 'true' });
  expect(step.exitCode).toBe(0);
});
