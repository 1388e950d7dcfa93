import { connectToDenvr } from '../denvr-api/connect.ts';
import { InputError, messageOf } from '../domain/errors.ts';
import {
  DEFAULT_NAME_TEMPLATE,
  dateAndTime,
  type PlaceholderValues,
  usesPlaceholder,
} from '../domain/snapshot-name.ts';
import { countOf } from '../operations/describe.ts';
import type { Log, OperationContext } from '../operations/operation-context.ts';
import type { OperationResult } from '../operations/operation-result.ts';
import { VERSION } from '../version.ts';
import { concludeFailure, concludeSuccess } from './conclusion.ts';
import { secretsOf } from './connection.ts';
import type { Operation } from './input-catalog.ts';
import { type Environment, InputReader } from './input-reader.ts';
import { renderSummary } from './job-summary.ts';
import { type Inputs, parseInputs } from './parse-inputs.ts';
import { createLog, OutputWriter, reportFailure, writeSummary } from './report.ts';
import { loadRunPlaceholders, RUN_PLACEHOLDERS } from './run-context.ts';
import { runRequest } from './run-request.ts';
import { Secrets } from './secrets.ts';
import { systemClock } from './system-clock.ts';

/**
 * Runs the action once: inputs, operation, outputs, log and summary.
 *
 * @returns whether the step succeeded; if it did not, it has been said why
 */
export async function main(environment: Environment, signal: AbortSignal): Promise<boolean> {
  const secrets = new Secrets();
  try {
    const reader = new InputReader(environment);
    for (const secret of secretsOf(reader, environment)) secrets.keep(secret);
    const inputs = parseInputs(reader, environment, await readPlaceholders(reader));
    return await runInputs(inputs, environment, secrets, signal);
  } catch (error) {
    const failures = error instanceof InputError ? error.faults : [messageOf(error)];
    const conclusion = `The inputs have ${countOf(failures.length, 'fault')}; nothing was sent.`;
    reportFailure(failures, conclusion, secrets);
    return false;
  }
}

async function readPlaceholders(reader: InputReader): Promise<PlaceholderValues> {
  const template = reader.raw('name') || DEFAULT_NAME_TEMPLATE;
  const fromRun = usesPlaceholder(template, RUN_PLACEHOLDERS) ? await loadRunPlaceholders() : {};
  return { ...dateAndTime(systemClock.nowMs()), ...fromRun };
}

async function runInputs(
  { request, connection, wantsSummary, notices }: Inputs,
  environment: Environment,
  secrets: Secrets,
  signal: AbortSignal,
): Promise<boolean> {
  const log = createLog(secrets);
  log.info(`Connecting to ${connection.apiUrl.host} as ${connection.identity}.`);
  for (const notice of notices) log.warning(notice);
  const writer = new OutputWriter(environment, secrets, log);
  const context: OperationContext = {
    store: connectToDenvr({
      ...connection,
      userAgent: `denvr-snapshot-action/${VERSION}`,
      clock: systemClock,
      random: Math.random,
      log,
      keepSecret: (secret) => secrets.keep(secret),
      redact: (text) => secrets.redact(text),
    }),
    clock: systemClock,
    random: Math.random,
    log,
    signal,
    publish: (soFar) => {
      // What an operation has done does not become undone because it cannot be written down.
      tryToWrite(() => writer.write(soFar)).forEach(log.warning);
    },
  };
  const settled = await settle(() => runRequest(request, context), writer);
  const { result } = settled;
  const unwritten = tryToWrite(() => (result === null ? writer.writeNothing() : writer.write(result)));
  const failures = [...settled.failures, ...unwritten];
  // Redacted before long ones are cut.
  const shownFailures = failures.map((failure) => secrets.redact(failure));
  const html = renderSummary({ request, result, failures: shownFailures, nowMs: systemClock.nowMs() });
  if (wantsSummary) await writeSummary(html, environment, secrets, log);
  tellEnd(request.operation, result, failures, log, secrets);
  return failures.length === 0;
}

function tellEnd(
  operation: Operation,
  result: OperationResult | null,
  failures: readonly string[],
  log: Log,
  secrets: Secrets,
): void {
  if (failures.length > 0) {
    const conclusion = concludeFailure(operation, result);
    // A single failure is a last line of its own, which does not tell what was done besides.
    if (failures.length === 1 && result?.failures.length === 1 && result.snapshots.length > 1)
      log.info(conclusion);
    reportFailure(failures, conclusion, secrets);
  } else if (result !== null) log.info(concludeSuccess(result));
}

/** Runs a step that writes outputs; answers what kept it from doing so, if anything did. */
function tryToWrite(write: () => void): readonly string[] {
  try {
    write();
    return [];
  } catch (error) {
    return [`The outputs could not be written: ${messageOf(error)}`];
  }
}

/** How an operation ended: with a result, or with an error after what it had published by then. */
async function settle(
  run: () => Promise<OperationResult>,
  writer: OutputWriter,
): Promise<{ readonly result: OperationResult | null; readonly failures: readonly string[] }> {
  try {
    const result = await run();
    return { result, failures: result.failures.map(({ message }) => message) };
  } catch (error) {
    return { result: writer.last, failures: [messageOf(error)] };
  }
}
