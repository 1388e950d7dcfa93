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
import { concludeSuccess, describeCounts, describeUnreadiness, groupFailures } from './conclusion.ts';
import type { Operation } from './inputs/catalog.ts';
import { secretsOf } from './inputs/connection.ts';
import { type Environment, InputReader } from './inputs/input-reader.ts';
import { type Inputs, parseInputs, type Request } from './inputs/parse-inputs.ts';
import { type GivenInput, readConfiguration, readScope } from './inputs/scope.ts';
import { renderSummary, type SummaryFacts } from './job-summary.ts';
import { createLog, reportFailure, Secrets, writeSummary } from './log.ts';
import { OutputWriter } from './output-writer.ts';
import { loadRunPlaceholders, RUN_PLACEHOLDERS, systemClock } from './run-context.ts';
import { runRequest } from './run-request.ts';

/**
 * Runs the action once: inputs, operation, outputs, log and summary.
 *
 * @returns whether the step succeeded; if it did not, it has been said why
 */
export async function main(environment: Environment, signal: AbortSignal): Promise<boolean> {
  const secrets = new Secrets();
  const warnings: string[] = [];
  const log = createLog(secrets, warnings);
  const reader = new InputReader(environment, (text) => secrets.redact(text));
  const run: Run = { reader, environment, secrets, log, warnings, signal };
  try {
    for (const secret of secretsOf(reader)) secrets.keep(secret);
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
  readonly environment: Environment;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly warnings: readonly string[];
  readonly signal: AbortSignal;
}

async function tellFaults(error: unknown, run: Run): Promise<void> {
  const { reader, secrets } = run;
  const failures = error instanceof InputError ? error.faults : [messageOf(error)];
  const total =
    error instanceof InputError
      ? `The inputs have ${countOf(failures.length, 'fault')}; nothing was sent.`
      : '';
  if (!/^false$/i.test(reader.raw('job-summary').trim())) {
    // What was given is not shown here: an `api-url` that is refused may hold a password.
    const title = reader.raw('operation').trim();
    const ending = { title, scope: [], configuration: [], result: null, failures, total, requestCount: 0 };
    await tellSummary(ending, run);
  }
  reportFailure(failures, failures.length > 1 ? total : null, secrets);
}

async function readPlaceholders(reader: InputReader): Promise<PlaceholderValues> {
  const template = reader.raw('name') || DEFAULT_NAME_TEMPLATE;
  const fromRun = usesPlaceholder(template, RUN_PLACEHOLDERS) ? await loadRunPlaceholders() : {};
  return { ...dateAndTime(systemClock.nowMs()), ...fromRun };
}

async function runInputs({ request, connection, wantsSummary, notices }: Inputs, run: Run): Promise<boolean> {
  const { reader, environment, secrets, log, signal } = run;
  log.info(`Connecting to ${connection.apiUrl.host} as ${connection.identity}.`);
  for (const notice of notices) log.warning(notice);
  const scope = readScope(request.operation, reader);
  const { credentials } = connection;
  const ownUsername = credentials.kind === 'login' ? credentials.username : null;
  const writer = new OutputWriter(environment, secrets, log, ownUsername);
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
  const { result, failures: failed } = await settle(() => runRequest(request, context), writer);
  const unwritten = tryToWrite(() => (result === null ? writer.writeNothing() : writer.write(result)));
  const failures = [...failed, ...unwritten];
  const total = result === null ? '' : `${describeCounts(result)}.`;
  const configuration = readConfiguration(reader);
  const ending = { title: titleOf(request), scope, configuration, result, failures, total, requestCount };
  if (wantsSummary) await tellSummary(ending, run);
  tellEnd(request.operation, result, failures, run);
  return failures.length === 0;
}

/** How a run ended, for its summary. */
type Ending = Omit<SummaryFacts, 'warnings' | 'nowMs' | 'durationMs'>;

async function tellSummary(ending: Ending, { environment, secrets, log, warnings }: Run): Promise<void> {
  const redactInput = ([name, text]: GivenInput): GivenInput => [
    name,
    text === null ? null : secrets.redact(text),
  ];
  const html = renderSummary({
    ...ending,
    // Redacted before long ones are cut, and sentences are taken apart.
    title: secrets.redact(ending.title),
    scope: ending.scope.map(redactInput),
    configuration: ending.configuration.map(redactInput),
    failures: ending.failures.map((failure) => secrets.redact(failure)),
    warnings,
    nowMs: systemClock.nowMs(),
    durationMs: systemClock.elapsedMs(),
  });
  await writeSummary(html, environment, secrets, log);
}

function titleOf(request: Request): string {
  return 'dryRun' in request && request.dryRun
    ? `${request.operation} (DRY RUN, nothing is deleted)`
    : request.operation;
}

function tellEnd(
  operation: Operation,
  result: OperationResult | null,
  failures: readonly string[],
  { log, secrets }: Run,
): void {
  if (failures.length > 0) {
    const total = result === null ? 'failed' : describeCounts(result);
    reportFailure(failures, isToldByOneFailure(failures, result) ? null : `${operation}: ${total}.`, secrets);
    return;
  }
  if (result === null) return;
  log.info(concludeSuccess(result));
  const unreadiness = describeUnreadiness(result);
  if (unreadiness !== null) log.info(unreadiness);
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
async function settle(
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
