import { type LogLine, LogView } from './log-view.ts';
import { lineByLine, runStep, type StepEnd } from './run-step.ts';

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
