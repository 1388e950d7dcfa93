import { runStep, type StepEnd } from './run-step.ts';

/** A line of a log as GitHub shows it. */
export interface LogLine {
  readonly kind: 'plain' | 'error' | 'warning' | 'notice';
  readonly text: string;
}

const COMMAND = /^::(?<command>[a-z-]+)(?: [^:]*)?::(?<data>.*)$/;

const LABELS = { error: 'Error: ', warning: 'Warning: ', notice: 'Notice: ' } as const;

const MASK = '***';

/** The inputs that `action.yml` gives a default; the runner sets them where the workflow does not. */
const DEFAULT_INPUTS = { 'job-summary': 'true' };

/** What the runner tells every step about its run; names of snapshots may use it. */
const WORKFLOW_RUN = {
  GITHUB_SHA: '4f2a9c1d7be05638a1c94e2f60b7d3851c9ea0f4',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_RUN_ID: '17000000001',
  GITHUB_RUN_NUMBER: '42',
  GITHUB_RUN_ATTEMPT: '1',
};

/**
 * Runs the compiled action as a step of a workflow run.
 *
 * @param onLine is given each line of the log that people see, as it comes
 */
export function runShownStep(
  directory: string,
  inputs: Readonly<Record<string, string>>,
  onLine: (line: LogLine) => void,
): Promise<StepEnd> {
  const view = new LogView();
  const onLog = lineByLine((written) => {
    const line = view.show(written);
    if (line !== null) onLine(line);
  });
  return runStep(directory, { ...DEFAULT_INPUTS, ...inputs }, { environment: WORKFLOW_RUN, onLog });
}

/** Turns what a step writes into what people see of it: without masked texts, and without commands to the runner. */
export class LogView {
  readonly #masked = new Set<string>();

  /** What is shown of a line; null if nothing is. */
  show(line: string): LogLine | null {
    const { command, data = '' } = COMMAND.exec(line)?.groups ?? {};
    const text = unescapeData(data);
    switch (command) {
      case undefined:
        return { kind: 'plain', text: this.#mask(line) };
      case 'error':
      case 'warning':
      case 'notice':
        return { kind: command, text: LABELS[command] + this.#mask(text) };
      case 'add-mask':
        this.#masked.add(text);
        return null;
      // Debug lines are shown only where debug logging is on; the action uses no other command.
      default:
        return null;
    }
  }

  #mask(text: string): string {
    return Array.from(this.#masked).reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
  }
}

/** Tells each line of a log that grows, once the line is whole. */
function lineByLine(onLine: (line: string) => void): (log: string) => void {
  let told = 0;
  return (log) => {
    const whole = log.slice(told, log.lastIndexOf('\n') + 1);
    told += whole.length;
    for (const line of whole.split(/\r?\n/).slice(0, -1)) onLine(line);
  };
}

/** The reverse of what `@actions/core` does to the data of a command. */
function unescapeData(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
