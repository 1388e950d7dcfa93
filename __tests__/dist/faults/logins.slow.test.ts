import { expect, jest, test } from '@jest/globals';
import type { FaultRule } from '../../../simulator/fault-rules.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import { acceleratedNow, inputsAt, LOGIN } from '../fixtures.ts';
import { runAction, type Step } from '../run-action.ts';
import { MAX_ATTEMPTS } from './expectations.ts';
import { FAULTS } from './fault-catalog.ts';
import { withWorld } from './run-cell.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { errorLines, expectInvariants, expectNoSecrets } from './verdict.ts';

jest.setTimeout(60_000);

const TIME_FACTOR = 40;

/** A fault of the login itself: how often it is asked for, and whether the step ends well. */
interface LoginFault {
  readonly fault: string;
  readonly times: 1 | 'always';
  readonly logins: readonly [number, number];
  readonly exitCode: 0 | 1;
}

/**
 * A login may be sent again, as it changes nothing: five attempts in all, whatever it is for. A refusal in words is
 * taken at its word, for wrong passwords lock accounts: two attempts at most.
 */
const LOGIN_FAULTS: readonly LoginFault[] = [
  { fault: 'reset before', times: 1, logins: [2, 2], exitCode: 0 },
  { fault: '429, Retry-After in seconds', times: 1, logins: [2, 2], exitCode: 0 },
  { fault: '500', times: 1, logins: [2, 2], exitCode: 0 },
  { fault: '503', times: 1, logins: [2, 2], exitCode: 0 },
  { fault: 'HTML with 200', times: 1, logins: [1, 2], exitCode: 0 },
  { fault: 'reset before', times: 'always', logins: [MAX_ATTEMPTS, MAX_ATTEMPTS], exitCode: 1 },
  { fault: '500', times: 'always', logins: [MAX_ATTEMPTS, MAX_ATTEMPTS], exitCode: 1 },
  { fault: '503', times: 'always', logins: [MAX_ATTEMPTS, MAX_ATTEMPTS], exitCode: 1 },
  { fault: '500 in words of its own', times: 'always', logins: [1, 2], exitCode: 1 },
  { fault: 'HTML with 200', times: 'always', logins: [1, 2], exitCode: 1 },
  { fault: 'invalid JSON', times: 'always', logins: [1, 2], exitCode: 1 },
  { fault: 'result null', times: 'always', logins: [1, 2], exitCode: 1 },
  { fault: 'redirect', times: 'always', logins: [1, 1], exitCode: 1 },
  { fault: '401', times: 'always', logins: [1, 1], exitCode: 1 },
  { fault: '403', times: 'always', logins: [1, 1], exitCode: 1 },
];

/** A wait logs in again at each check until its deadline, so only single requests can be counted. */
const UNHURRIED = SCENARIOS.filter(({ name }) => ['list', 'create', 'prune'].includes(name));

const faultCells = UNHURRIED.flatMap((scenario) =>
  LOGIN_FAULTS.map((loginFault): [string, Scenario, LoginFault] => [
    `${scenario.name} · login · ${loginFault.fault} · ${loginFault.times}`,
    scenario,
    loginFault,
  ]),
);

test.concurrent.each(faultCells)('%s', async (_, scenario, { fault, times, logins, exitCode }) => {
  await withWorld(scenario, TIME_FACTOR, async (simulator) => {
    const made = FAULTS.find(({ name }) => name === fault)?.on('list', simulator.port);
    if (made === undefined || made === null || made === 'closed') throw new Error(`No fault ${fault}.`);
    const step = await logInAndRun(scenario, simulator, { operation: 'authenticate', times, fault: made });
    const sent = simulator.requests.map(({ operation }) => operation);
    expect(step.exitCode).toBe(exitCode);
    expect(sent.filter((operation) => operation === 'authenticate').length).toBeGreaterThanOrEqual(logins[0]);
    expect(sent.filter((operation) => operation === 'authenticate').length).toBeLessThanOrEqual(logins[1]);
    if (exitCode === 1) {
      expect(sent.filter((operation) => operation !== 'authenticate')).toEqual([]);
      expect(step.log).not.toMatch(/may exist|may be deleted/);
    }
    expectInvariants({ step, simulator, timeFactor: TIME_FACTOR }, scenario);
  });
});

test.concurrent('a login that fails at first says nothing about the deletion that follows it', async () => {
  const scenario = scenarioNamed('delete');
  const inputs = { ...scenario.inputs, 'snapshot-id': 'never-there' };
  await withWorld(scenario, TIME_FACTOR, async (simulator) => {
    const rule: FaultRule = {
      operation: 'authenticate',
      times: MAX_ATTEMPTS,
      fault: { kind: 'status', status: 500 },
    };
    const step = await logInAndRun({ ...scenario, inputs }, simulator, rule);
    expect(step.exitCode).toBe(1);
    expect(step.outputs['failed-ids']).toBe('["never-there"]');
  });
});

test.concurrent('a creation that was refused for its token leaves nothing open if the next login fails', async () => {
  const scenario = scenarioNamed('create');
  await withWorld(scenario, TIME_FACTOR, async (simulator) => {
    simulator.scheduleFault({ operation: 'create', fault: { kind: 'expire-tokens' } });
    const step = await logInAndRun(scenario, simulator, {
      operation: 'authenticate',
      skip: 1,
      times: 'always',
      fault: { kind: 'reset-before' },
    });
    expect(step.exitCode).toBe(1);
    expect(simulator.requests.filter(({ operation }) => operation === 'create')).toHaveLength(1);
    expect(step.log).not.toMatch(/may exist/);
  });
});

/** A token ends with a request of an operation, after `skip` others were answered. */
interface EndingToken {
  readonly scenario: string;
  readonly operation: FaultRule['operation'];
  readonly skip: number;
}

const ENDING_TOKENS: readonly EndingToken[] = [
  { scenario: 'list', operation: 'list', skip: 0 },
  { scenario: 'get', operation: 'get', skip: 0 },
  { scenario: 'get', operation: 'get', skip: 1 },
  { scenario: 'create', operation: 'get', skip: 0 },
  { scenario: 'create', operation: 'create', skip: 0 },
  { scenario: 'create after a lost answer', operation: 'get', skip: 1 },
  { scenario: 'create with wait', operation: 'create', skip: 0 },
  { scenario: 'create with wait', operation: 'get', skip: 1 },
  { scenario: 'create with wait', operation: 'get', skip: 2 },
  { scenario: 'delete', operation: 'delete', skip: 0 },
  { scenario: 'delete', operation: 'delete', skip: 1 },
  { scenario: 'delete with wait', operation: 'delete', skip: 0 },
  { scenario: 'delete with wait', operation: 'get', skip: 1 },
  { scenario: 'wait-ready', operation: 'get', skip: 0 },
  { scenario: 'prune', operation: 'list', skip: 0 },
  { scenario: 'prune', operation: 'delete', skip: 0 },
  { scenario: 'prune', operation: 'delete', skip: 1 },
];

const tokenCells = ENDING_TOKENS.map((ending): [string, EndingToken] => [
  `${ending.scenario} · the token ends before ${ending.operation} ${ending.skip + 1}`,
  ending,
]);

test.concurrent.each(tokenCells)('%s, and one more login mends it', async (_, ending) => {
  const scenario = scenarioNamed(ending.scenario);
  await withWorld(scenario, TIME_FACTOR, async (simulator) => {
    const step = await logInAndRun(scenario, simulator, {
      operation: ending.operation,
      skip: ending.skip,
      fault: { kind: 'expire-tokens' },
    });
    expect(errorLines(step)).toEqual([]);
    expect(simulator.requests.filter(({ operation }) => operation === 'authenticate')).toHaveLength(2);
    expectInvariants({ step, simulator, timeFactor: TIME_FACTOR }, scenario);
  });
});

test.concurrent('tokens that end during a long wait are renewed before they do', async () => {
  const scenario = {
    ...scenarioNamed('create with wait'),
    options: { readyAfterMs: 20 * 60_000, tokenLifetimeMs: 5 * 60_000, now: acceleratedNow(200) },
  };
  const inputs = { ...scenario.inputs, timeout: '30m', 'poll-interval': '30s' };
  await withWorld(scenario, 200, async (simulator) => {
    const step = await runAction(inputsAt(simulator, { ...inputs, ...LOGIN }), { timeFactor: 200 });
    expect(step.exitCode).toBe(0);
    expect(simulator.requests.filter(({ status }) => status === 401)).toEqual([]);
    const logins = simulator.requests.filter(({ operation }) => operation === 'authenticate').length;
    expect(logins).toBeGreaterThanOrEqual(4);
    expect(logins).toBeLessThanOrEqual(8);
    expectNoSecrets(step, ['test-password', ...tokensOf(simulator)]);
  });
});

test.concurrent.each(['list', 'create', 'delete', 'wait-ready', 'prune'])(
  '%s ends when a fresh token is refused too',
  async (name) => {
    const scenario = scenarioNamed(name);
    await withWorld(scenario, TIME_FACTOR, async (simulator) => {
      const step = await logInAndRun(scenario, simulator, {
        operation: (scenario.moments[0]?.call ?? 'list') as FaultRule['operation'],
        times: 'always',
        fault: { kind: 'status', status: 401, body: { message: 'Current user did not login!' } },
      });
      expect(step.exitCode).toBe(1);
      expect(errorLines(step).join('\n')).toMatch(/401.*(?:login|account)/);
      expect(simulator.requests.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(4);
      expectNoSecrets(step, ['test-password', ...tokensOf(simulator)]);
    });
  },
);

async function logInAndRun(scenario: Scenario, simulator: Simulator, rule: FaultRule): Promise<Step> {
  simulator.scheduleFault(rule);
  for (const own of scenario.rules) simulator.scheduleFault(own);
  const inputs = inputsAt(simulator, { ...scenario.inputs, ...LOGIN });
  const step = await runAction(inputs, { timeFactor: TIME_FACTOR });
  expectNoSecrets(step, ['test-password', ...tokensOf(simulator)]);
  return step;
}

function scenarioNamed(wanted: string): Scenario {
  const found = SCENARIOS.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`No scenario ${wanted}.`);
  return found;
}

function tokensOf({ requests }: Simulator): readonly string[] {
  return requests.flatMap(({ authorization }) => authorization?.match(/^Bearer (.+)$/)?.[1] ?? []);
}
