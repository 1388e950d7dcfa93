import { type Answer, textAnswer } from './answers.ts';
import type { ApiCall } from './api-call.ts';
import type { FaultSchedule } from './fault-rules.ts';
import { readFaultRules } from './input-files.ts';
import type { Load, RecordedRequest } from './request-log.ts';
import type { SimulatedSnapshot } from './snapshot-world.ts';

/** What can be looked at and changed in a running simulator. */
export interface Controlled {
  readonly faults: FaultSchedule;
  readonly requests: readonly RecordedRequest[];
  readonly snapshots: () => readonly SimulatedSnapshot[];
  readonly load: () => Load;
}

/** Whether a path belongs to the simulator itself, and not to the API it imitates. */
export function isControlPath(path: string): boolean {
  return path.startsWith('/_simulator/');
}

/** Answers a request to the simulator itself, so that another process can steer it and see what it saw. */
export function controlAnswer(call: ApiCall, { faults, requests, snapshots, load }: Controlled): Answer {
  switch (`${call.method} ${call.path}`) {
    case 'GET /_simulator/requests':
      return json(
        200,
        requests.map(({ authorization, ...request }) => request),
      );
    case 'GET /_simulator/snapshots':
      return json(200, snapshots());
    case 'GET /_simulator/load':
      return json(200, load());
    case 'POST /_simulator/faults':
      return scheduleFaults(call.bodyText, faults);
    case 'DELETE /_simulator/faults':
      faults.clear();
      return json(200, { cleared: true });
    default:
      return json(404, { message: `The simulator has no ${call.method} ${call.path}.` });
  }
}

function scheduleFaults(bodyText: string, faults: FaultSchedule): Answer {
  try {
    const rules = readFaultRules(JSON.parse(bodyText));
    for (const rule of rules) faults.schedule(rule);
    return json(200, { scheduled: rules.length });
  } catch (error) {
    return json(400, { message: (error as Error).message });
  }
}

function json(status: number, value: unknown): Answer {
  return textAnswer(status, 'application/json', JSON.stringify(value));
}
