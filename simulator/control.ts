import { type Answer, textAnswer } from './answers.ts';
import type { ApiCall } from './api-call.ts';
import { readFaultRules } from './input-files.ts';
import type { Simulator } from './simulator.ts';

/** Whether a path belongs to the simulator itself, and not to the API it imitates. */
export function isControlPath(path: string): boolean {
  return path.startsWith('/_simulator/');
}

/** Answers a request to the simulator itself, so that another process can steer it and see what it saw. */
export function controlAnswer(call: ApiCall, simulator: Simulator): Answer {
  switch (`${call.method} ${call.path}`) {
    case 'GET /_simulator/requests':
      return json(
        200,
        simulator.requests.map(({ authorization, ...request }) => request),
      );
    case 'GET /_simulator/snapshots':
      return json(200, simulator.snapshots());
    case 'GET /_simulator/load':
      return json(200, simulator.load());
    case 'POST /_simulator/faults':
      return scheduleFaults(call.bodyText, simulator);
    case 'DELETE /_simulator/faults':
      simulator.clearFaults();
      return json(200, { cleared: true });
    default:
      return json(404, { message: `The simulator has no ${call.method} ${call.path}.` });
  }
}

function scheduleFaults(bodyText: string, simulator: Simulator): Answer {
  try {
    const rules = readFaultRules(JSON.parse(bodyText));
    for (const rule of rules) simulator.scheduleFault(rule);
    return json(200, { scheduled: rules.length });
  } catch (error) {
    return json(400, { message: (error as Error).message });
  }
}

function json(status: number, value: unknown): Answer {
  return textAnswer(status, 'application/json', JSON.stringify(value));
}
