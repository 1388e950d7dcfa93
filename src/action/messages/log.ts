import { EOL } from 'node:os';
import * as core from '@actions/core';
import type { Log } from '../../operations/operation.ts';
import { toLogLine } from './printable.ts';
import type { Secrets } from './secrets.ts';

/** Every failure is a line of the log, but nobody reads thousands. */
const MAX_FAILURE_LINES = 50;

/**
 * A log whose lines cannot be read by the runner as commands, and hold no secrets.
 *
 * @param warnings gets every warning as well
 */
export function createLog(secrets: Secrets, warnings: string[]): Log {
  const toLine = (text: string) => toLogLine(secrets.redact(text));
  return {
    debug: (line) => core.debug(toLine(line)),
    info: (lines) => core.info([lines].flat().map(toLine).join(EOL)),
    warning: (line) => {
      warnings.push(secrets.redact(line));
      core.warning(toLine(line));
    },
  };
}

/**
 * Tells why the step fails. GitHub shows the first ten errors of a step, so the total comes first.
 *
 * @param total how far the step came; empty where the only failure says all
 */
export function reportFailure(failures: readonly string[], total: string, secrets: Secrets): void {
  const more = failures.length - MAX_FAILURE_LINES;
  const lines = [
    ...(total === '' ? [] : [total]),
    ...failures.slice(0, MAX_FAILURE_LINES),
    ...(more > 0 ? [`${more} more are not shown here.`] : []),
  ];
  for (const line of lines) core.error(toLogLine(secrets.redact(line)));
}
