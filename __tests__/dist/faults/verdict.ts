import { expect } from '@jest/globals';
import type { RecordedRequest } from '../../../simulator/api-call.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import { shownBy } from '../fixtures.ts';
import { SLOWNESS, type Step } from '../run-action.ts';
import type { Expected } from './expectations.ts';
import type { Observed } from './run-cell.ts';
import type { Range, Scenario } from './scenarios.ts';

/** Start and end of a process and a busy machine, in real time. */
const SLACK_MS = 1500 * SLOWNESS;

const SECRETS = ['test-key', 'test-password', 'redirect-password', 'redirect-key'];

/** Holds a run to what was stated beforehand. */
export function expectOutcome(observed: Observed, expected: Expected): void {
  const { step, simulator, timeFactor } = observed;
  const slackMs = SLACK_MS * timeFactor;
  const [leastMs, mostMs] = expected.lastsMs;
  expect({
    exitCode: step.exitCode,
    ids: idsIn(step, 'snapshot-ids').length,
    count: step.outputs['count'],
    failedIds: idsIn(step, 'failed-ids').length,
    left: simulator.snapshots().filter(({ deleting }) => !deleting).length,
    unexpectedCalls: unexpectedCalls(simulator, expected),
    lasts: within(durationMs(simulator.requests), [leastMs * 0.9, mostMs + slackMs]),
    ends: within(step.durationMs * timeFactor, [0, mostMs + 2 * slackMs]),
  }).toEqual({
    exitCode: expected.exitCode,
    ids: expected.ids,
    count: `${expected.ids}`,
    failedIds: expected.failedIds,
    left: expected.left,
    unexpectedCalls: [],
    lasts: 'in time',
    ends: 'in time',
  });
  const told = expected.isTimedOut === true ? step.lines : errorLines(step);
  if (expected.says !== null) expect(told.join('\n')).toMatch(expected.says);
  if (expected.saysMayExist !== null) expect(/may exist/.test(step.log)).toBe(expected.saysMayExist);
}

/** What holds for every run, whatever goes wrong. */
export function expectInvariants({ step, simulator }: Observed, scenario: Scenario): void {
  expectSoundLog(step);
  expectNoSecrets(step);
  expectSoundWrites(simulator, scenario);
  expectNothingLost(step, simulator);
  const ids = idsIn(step, 'snapshot-ids');
  expect(step.outputs['snapshot-id']).toBe(ids[0] ?? '');
  expect(simulator.requests.filter(({ operation }) => operation === 'unknown')).toEqual([]);
  if (step.exitCode === 0) expect(scenario.isReached(simulator, ids)).toBe(true);
  else expect(step.exitCode).toBe(1);
}

function expectSoundLog(step: Step): void {
  expect(step.log).toMatch(/^::add-mask::/);
  expect(step.log).not.toMatch(/unhandled|uncaught|^\s+at |node:internal|TypeError|RangeError|\[object /im);
  const last = step.lines.at(-1) ?? '';
  if (step.exitCode === 0) expect(errorLines(step)).toEqual([]);
  else expect(last).toMatch(/^::error::\S.*\S/);
}

/** Nothing that leaves the action holds a secret, but for the masks themselves. */
export function expectNoSecrets(step: Step, secrets: readonly string[] = SECRETS): void {
  const shown = shownBy(step);
  expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
}

function expectSoundWrites(simulator: Simulator, { deletable }: Scenario): void {
  const sources = simulator.snapshots().filter(({ id }) => id?.startsWith('made-'));
  expect(sources.length).toBeLessThanOrEqual(1);
  const made = simulator.requests.filter(({ operation }) => operation === 'create');
  for (const { body } of made) {
    expect(body).toEqual({ name: 'made-web', namespace: 'prod', cluster: 'Msc1', sourceVMName: 'web' });
  }
  for (const { query } of simulator.requests.filter(({ operation }) => operation === 'delete')) {
    expect(query).toEqual({ Id: expect.any(String), Namespace: 'prod', Cluster: 'Msc1' });
    expect(deletable).toContain(query['Id']);
  }
}

/** What exists because of this run is in the outputs, or is said to be possible. */
function expectNothingLost(step: Step, simulator: Simulator): void {
  const isMade = simulator.snapshots().some(({ id }) => id === 'made-web');
  if (!isMade || idsIn(step, 'snapshot-ids').includes('made-web')) return;
  expect(step.log).toMatch(/"made-web".* may exist/);
  expect(idsIn(step, 'failed-ids')).toEqual(['made-web']);
}

export function idsIn(step: Step, output: 'snapshot-ids' | 'failed-ids'): readonly string[] {
  return JSON.parse(step.outputs[output] ?? 'null');
}

export function errorLines(step: Step): readonly string[] {
  return step.lines.filter((line) => line.startsWith('::error::'));
}

function unexpectedCalls(simulator: Simulator, { calls }: Expected): readonly string[] {
  const operations = ['list', 'get', 'create', 'delete', 'authenticate'] as const;
  return operations.flatMap((operation) => {
    const [least, most] = operation === 'authenticate' ? [0, 0] : (calls[operation] ?? [0, 0]);
    const count = simulator.requests.filter((request) => request.operation === operation).length;
    return count >= least && count <= most ? [] : [`${operation}: ${count}, not ${least} to ${most}`];
  });
}

function durationMs(requests: readonly RecordedRequest[]): number {
  return (requests.at(-1)?.atMs ?? 0) - (requests[0]?.atMs ?? 0);
}

function within(value: number, [least, most]: Range): string {
  return value >= least && value <= most ? 'in time' : `${Math.round(value)} not ${least} to ${most}`;
}
