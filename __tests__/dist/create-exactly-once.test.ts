import { expect, jest, test } from '@jest/globals';
import type { Fault } from '../../simulator/fault-rules.ts';
import { type Simulator, withSimulator } from '../../simulator/simulator.ts';
import { ALWAYS, countSent, inputsAt, on, raw, said, snapshot, status } from './fixtures.ts';
import { runAction, SLOWNESS } from './run-action.ts';
import { rowsFor, TIME_FACTOR, testSteps } from './step-table.ts';

jest.setTimeout(30_000 * SLOWNESS);

const CREATE = { operation: 'create', 'source-vm': 'web-1', name: 'nightly' };
const REUSE = { ...CREATE, 'if-exists': 'reuse' };
const OURS = snapshot('nightly');

const LOOK = 'GET GetSnapshot nightly';
const POST = 'POST CreateSnapshot nightly';
const LOOKS_FOR_TEN_SECONDS = [LOOK, LOOK, LOOK, LOOK, LOOK];

const LOST: Fault = { kind: 'reset-after' };
const MADE = { 'snapshot-id': 'nightly', created: 'true', 'failed-ids': '[]' };

/** What leaves it open whether the snapshot is being made; the faults' core has others. */
const OPEN: Readonly<Record<string, Fault>> = {
  'an answer that is cut off': { kind: 'truncate' },
  'no answer within the time limit': { kind: 'hang', applied: true },
  'a redirect': { kind: 'redirect', status: 302, location: 'https://example.com', applied: true },
};

const DATED = { Date: 'Mon, 23 Nov 2026 14:15:00 GMT', 'Retry-After': 'Mon, 23 Nov 2026 14:15:20 GMT' };

testSteps({
  ...rowsFor(
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
  ...rowsFor(
    {
      'in seconds': status(429, undefined, { 'Retry-After': '20' }),
      'as a date, by the server’s clock': status(503, undefined, DATED),
    },
    (what) => `the request is repeated after the pause of Retry-After ${what}, without a look`,
    (fault) => ({
      inputs: CREATE,
      faults: [on('create', fault)],
      sent: [LOOK, POST, POST],
      outputs: MADE,
      check: (_, { requests: [, first, second] }) =>
        expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(19_500),
    }),
  ),
  'after a good status with another VM’s snapshot it is looked for, never asked for again, and the answer is told':
    {
      inputs: CREATE,
      faults: [on('create', raw(snapshot('nightly', { sourceName: 'db-1' }), 202), ALWAYS)],
      exitCode: 1,
      sent: [LOOK, POST, ...LOOKS_FOR_TEN_SECONDS],
      says: ['of VM "db-1"'],
      ends: 'may exist or still appear',
      outputs: { 'snapshot-id': '', created: 'false', 'failed-ids': '["nightly"]' },
    },
  ...rowsFor(
    {
      'the id of a job': { id: 'job-4711', status: 'queued' },
      'an echo of the request': { name: 'nightly', namespace: 'prod', cluster: 'Msc1' },
    },
    (what) =>
      `after ${what} in the place of a snapshot it is looked for by its name, and never asked for again`,
    (body) => ({
      inputs: CREATE,
      faults: [on('create', { ...raw(body, 202), applied: true })],
      sent: [LOOK, POST, LOOK],
      outputs: MADE,
      left: ['nightly'],
    }),
  ),
  'a page of a firewall with an id and a good status makes no snapshot': {
    inputs: CREATE,
    faults: [on('create', raw({ id: 'ray-123', message: 'Request blocked' }), ALWAYS)],
    exitCode: 1,
    sent: [LOOK, POST, ...LOOKS_FOR_TEN_SECONDS],
    says: ['"ray-123"'],
    outputs: { created: 'false', 'snapshot-ids': '[]' },
    left: [],
  },
  'what is being made by the words of the server is looked for before it is asked for again': {
    inputs: REUSE,
    faults: [on('create', { ...said(409, 'Snapshot "nightly" is being created.'), applied: true } as Fault)],
    sent: [LOOK, POST, LOOK],
    outputs: { 'snapshot-id': 'nightly', created: 'false' },
    left: ['nightly'],
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
  'of several VMs, each gets exactly one snapshot when every answer is lost': {
    inputs: { ...CREATE, 'source-vm': 'web-1,web-2,web-3', name: 'nightly-{source-vm}' },
    faults: [on('create', LOST, { times: 3 })],
    outputs: { count: '3', created: 'true' },
    left: ['nightly-web-1', 'nightly-web-2', 'nightly-web-3'],
    check: (_, simulator) => expect(countSent(simulator, 'create')).toBe(3),
  },
});

test.concurrent('a request that takes effect only after it was given up does not make a second snapshot', async () => {
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

test.concurrent.each([
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
