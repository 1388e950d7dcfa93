import * as core from '@actions/core';
import { connectToDenvr } from '../denvr-api/connect.ts';
import { InputError, messageOf } from '../domain/errors.ts';
import {
  DEFAULT_NAME_TEMPLATE,
  dateAndTime,
  type PlaceholderValues,
  usesPlaceholder,
} from '../domain/snapshot-name.ts';
import { countOf } from '../domain/wording.ts';
import type { Log, OperationContext, OperationResult } from '../operations/operation.ts';
import { type Request, runRequest } from '../operations/request.ts';
import { VERSION } from '../version.ts';
import { secretsOf } from './inputs/connection.ts';
import { type Environment, InputReader } from './inputs/input-reader.ts';
import { type Inputs, parseInputs } from './inputs/parse-inputs.ts';
import { type GivenInput, readConfiguration, readScope } from './inputs/scope.ts';
import { adviceOn, countsOf, groupFailures, lastLineOf } from './messages/conclusion.ts';
import { renderSummary, type SummaryFacts } from './messages/job-summary.ts';
import { createLog, reportFailure } from './messages/log.ts';
import { Secrets } from './messages/secrets.ts';
import { OutputWriter } from './outputs/output-writer.ts';
import { loadRunPlaceholders, RUN_PLACEHOLDERS, systemClock } from './run-context.ts';

/**
 * Runs the action once: inputs, operation, outputs, log and summary.
 *
 * @returns whether the step succeeded; if it did not, it has been said why
 */
export async function main(environment: Environment, signal: AbortSignal): Promise<boolean> {
  const secrets = new Secrets();
  const warnings: string[] = [];
  const log = createLog(secrets, warnings);
  const reader = new InputReader(environment, secrets.redact);
  const run: Run = { reader, secrets, log, warnings, signal };
  try {
    for (const secret of secretsOf(reader)) secrets.hide(secret);
    const inputs = parseInputs(reader, await readPlaceholders(reader));
    return await runInputs(inputs, run);
  } catch (error) {
    await tellFaults(error, run);
    return false;
  }
}

/** What one run of the action has at hand. */
interface Run {
  readonly reader: InputReader;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly warnings: readonly string[];
  readonly signal: AbortSignal;
}

async function tellFaults(error: unknown, run: Run): Promise<void> {
  const { reader, secrets } = run;
  const isInputError = error instanceof InputError;
  const failures = isInputError ? error.faults : [messageOf(error)];
  const total = isInputError ? `The inputs have ${countOf(failures.length, 'fault')}; nothing was sent.` : '';
  if (!/^false$/i.test(reader.raw('job-summary').trim())) {
    // What was given is not shown here: an `api-url` that is refused may hold a password.
    await writeSummary(
      {
        title: reader.operation,
        scope: [],
        configuration: [],
        result: null,
        failures,
        total,
        requestCount: 0,
      },
      run,
    );
  }
  reportFailure(failures, failures.length > 1 ? total : '', secrets);
}

async function readPlaceholders(reader: InputReader): Promise<PlaceholderValues> {
  const template = reader.raw('name') || DEFAULT_NAME_TEMPLATE;
  const fromRun = usesPlaceholder(template, RUN_PLACEHOLDERS) ? await loadRunPlaceholders() : {};
  return { ...dateAndTime(systemClock.nowMs()), ...fromRun };
}

async function runInputs(inputs: Inputs, run: Run): Promise<boolean> {
  const { request, connection, notices } = inputs;
  const { reader, secrets, log, signal } = run;
  log.info(`Connecting to ${connection.apiUrl.host} as ${connection.identity}.`);
  for (const notice of notices) log.warning(notice);
  const { credentials } = connection;
  const ownUsername = credentials.kind === 'login' ? credentials.username : null;
  const writer = new OutputWriter(reader.environment, secrets, log, ownUsername);
  let requestCount = 0;
  const context: OperationContext = {
    store: connectToDenvr({
      ...connection,
      userAgent: `denvr-snapshot-action/${VERSION}`,
      clock: systemClock,
      random: Math.random,
      log,
      onRequest: () => {
        requestCount += 1;
      },
      keepSecret: secrets.hide,
      redact: secrets.redact,
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
  const { result, failures: failed } = await runToEnd(() => runRequest(request, context), writer);
  const unwritten = tryToWrite(() => (result === null ? writer.writeNothing() : writer.write(result)));
  const failures = [...failed, ...unwritten];
  await conclude({ result, failures, requestCount }, inputs, run);
  return failures.length === 0;
}

/** Tells how a step ended: in the summary, and then in the log. */
async function conclude(
  { result, failures, requestCount }: Pick<SummaryFacts, 'result' | 'failures' | 'requestCount'>,
  { request, wantsSummary }: Inputs,
  run: Run,
): Promise<void> {
  const { reader, secrets, log } = run;
  const counts = result === null ? null : countsOf(result);
  if (wantsSummary) {
    const title = titleOf(request);
    const scope = readScope(request.operation, reader);
    const total = counts === null ? '' : `${counts}.`;
    const configuration = readConfiguration(reader);
    await writeSummary({ title, scope, configuration, result, failures, total, requestCount }, run);
  }
  if (failures.length > 0) {
    const total = isToldByOneFailure(failures, result) ? '' : `${request.operation}: ${counts ?? 'failed'}.`;
    reportFailure(failures, total, secrets);
  } else if (result !== null) {
    log.info(lastLineOf(result));
    adviceOn(result).forEach(log.info);
  }
}

/** Appends to the job summary; without one, such as on an old server, there is nothing to do. */
async function writeSummary(
  ending: Omit<SummaryFacts, 'warnings' | 'nowMs' | 'durationMs'>,
  { reader: { environment }, secrets: { redact }, log, warnings }: Run,
): Promise<void> {
  if (!environment['GITHUB_STEP_SUMMARY']) return;
  // Redacted before long texts are cut and sentences are taken apart, and once more at the end, for what the result holds.
  const redactInput = ([name, text]: GivenInput): GivenInput => [name, text === null ? null : redact(text)];
  const html = renderSummary({
    ...ending,
    title: redact(ending.title),
    scope: ending.scope.map(redactInput),
    configuration: ending.configuration.map(redactInput),
    failures: ending.failures.map(redact),
    warnings,
    nowMs: systemClock.nowMs(),
    durationMs: systemClock.elapsedMs(),
  });
  try {
    await core.summary.addRaw(redact(html)).write();
  } catch (error) {
    // Worth a warning, and no reason to fail.
    log.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
}

function titleOf(request: Request): string {
  return 'dryRun' in request && request.dryRun
    ? `${request.operation} (DRY RUN, nothing is deleted)`
    : request.operation;
}

/** A single failure explains itself, but not what else was done. */
function isToldByOneFailure(failures: readonly string[], result: OperationResult | null): boolean {
  const failedIds = new Set(result?.failures.map(({ id }) => id));
  const others = (result?.snapshots ?? []).filter(({ id }) => !failedIds.has(id ?? ''));
  return failures.length === 1 && failedIds.size <= 1 && others.length === 0;
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
async function runToEnd(
  run: () => Promise<OperationResult>,
  writer: OutputWriter,
): Promise<{ readonly result: OperationResult | null; readonly failures: readonly string[] }> {
  try {
    const result = await run();
    return { result, failures: groupFailures(result.failures) };
  } catch (error) {
    return { result: writer.last, failures: [messageOf(error)] };
  }
}
