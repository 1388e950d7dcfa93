import { formatDuration } from '../../domain/duration.ts';
import { InputError } from '../../domain/errors.ts';
import type { WaitSettings } from '../../domain/pauses.ts';
import {
  DEFAULT_NAME_TEMPLATE,
  type NamedSource,
  nameSnapshots,
  type PlaceholderValues,
} from '../../domain/snapshot-name.ts';
import { HOUR_MS } from '../../domain/time.ts';
import type { CreateOptions } from '../../operations/create-snapshots.ts';
import type { DeleteOptions } from '../../operations/delete-snapshots.ts';
import type { GetOptions, IfMissing } from '../../operations/get-snapshots.ts';
import type { ListOptions } from '../../operations/list-snapshots.ts';
import type { GivenGlob, PruneOptions } from '../../operations/prune-snapshots.ts';
import type { Request } from '../../operations/request.ts';
import type { RequireFreshOptions } from '../../operations/require-fresh.ts';
import type { Target } from '../../operations/snapshot-store.ts';
import type { WaitReadyOptions } from '../../operations/wait-until.ts';
import { COUNT_RULES, DURATION_RULES, policyFaults, type RetentionPolicy } from '../../retention/policy.ts';
import { INPUT_NAMES, type InputName, OPERATIONS, type Operation } from './catalog.ts';
import { type Connection, readConnection } from './connection.ts';
import { compileGlobs, isGlob, subjectOf } from './globs.ts';
import type { InputReader } from './input-reader.ts';
import { describeScope, readScope } from './scope.ts';

/** A step's inputs, all of them sound. */
export interface Inputs {
  readonly request: Request;
  readonly connection: Connection;
  readonly wantsSummary: boolean;
  /** What people should know before the operation begins, such as a changed name. */
  readonly notices: readonly string[];
}

const DEFAULT_TIMEOUT_MS = HOUR_MS;
const DEFAULT_POLL_INTERVAL_MS = 30_000;

/**
 * Turns a step's inputs into a request in which a wrong combination cannot be written.
 *
 * @param placeholderValues what a name template may use in addition to the VM
 * @throws InputError with every fault found
 */
export function parseInputs(reader: InputReader, placeholderValues: PlaceholderValues): Inputs {
  const operation = reader.choice('operation', OPERATIONS);
  if (operation === null) {
    if (reader.faults.length === 0)
      reader.addFault(`\`operation\` is required; accepted is ${OPERATIONS.join(', ')}.`);
    reader.refuseUnknown(INPUT_NAMES, 'it');
    throw new InputError(reader.faults);
  }
  reader.refuseUnused(operation);
  const connection = readConnection(reader);
  const wantsSummary = reader.boolean('job-summary') ?? true;
  const request = readRequest(operation, reader, placeholderValues);
  if (reader.faults.length > 0 || connection === null) throw new InputError(reader.faults);
  return { request, connection, wantsSummary, notices: reader.notices };
}

function readRequest(
  operation: Operation,
  reader: InputReader,
  placeholderValues: PlaceholderValues,
): Request {
  switch (operation) {
    case 'list':
      return { operation, ...readList(reader) };
    case 'get':
      return { operation, ...readGet(reader) };
    case 'create':
      return { operation, ...readCreate(reader, placeholderValues) };
    case 'delete':
      return { operation, ...readDelete(reader) };
    case 'wait-ready':
      return { operation, ...readSelection(reader), wait: readWaitSettings(reader) };
    case 'prune':
      return { operation, ...readPrune(reader) };
    case 'require-fresh':
      return { operation, ...readRequireFresh(reader) };
  }
}

function readTarget(reader: InputReader): Target {
  return { cluster: reader.requiredName('cluster'), namespace: reader.requiredName('namespace') };
}

/** Snapshots by their ids. */
function readSelection(reader: InputReader): Omit<WaitReadyOptions, 'wait'> {
  return { target: readTarget(reader), ids: reader.requiredNames('snapshot-id') };
}

function readList(reader: InputReader): ListOptions {
  const olderThanMs = reader.ageMs('older-than');
  const newerThanMs = reader.ageMs('newer-than');
  if (olderThanMs !== null && newerThanMs !== null && olderThanMs >= newerThanMs) {
    reader.addFault(
      `Nothing is both older than ${formatDuration(olderThanMs)} (\`older-than\`) and newer than ${formatDuration(newerThanMs)} (\`newer-than\`).`,
    );
  }
  for (const notice of emptiedGlobs(reader, ['match', 'source-vm'])) reader.addNotice(notice);
  return {
    cluster: reader.name('cluster'),
    filter: {
      namespace: reader.name('namespace'),
      matchesId: reader.globs('match'),
      matchesSourceVm: reader.globs('source-vm'),
      ready: reader.boolean('ready'),
      olderThanMs,
      newerThanMs,
    },
    scopeWords: describeScope(readScope('list', reader)),
    failIfNone: readFailIfNone(reader),
  };
}

function readFailIfNone(reader: InputReader): boolean {
  return reader.choice('if-none', ['ignore', 'fail']) === 'fail';
}

function readGet(reader: InputReader): GetOptions {
  return {
    ...readSelection(reader),
    ifMissing: reader.choice<IfMissing>('if-missing', ['fail', 'ignore']) ?? 'fail',
  };
}

function readCreate(reader: InputReader, placeholderValues: PlaceholderValues): CreateOptions {
  return {
    target: readTarget(reader),
    requests: readNames(reader, placeholderValues),
    ifExists: reader.choice('if-exists', ['fail', 'reuse']) ?? 'fail',
    wait: readOptionalWait(reader),
  };
}

function readNames(reader: InputReader, placeholderValues: PlaceholderValues): readonly NamedSource[] {
  const template = reader.text('name') ?? DEFAULT_NAME_TEMPLATE;
  const naming = nameSnapshots(template, reader.requiredNames('source-vm'), placeholderValues);
  if (!naming.ok) {
    for (const fault of naming.faults) reader.addFault(`\`name\` is ${JSON.stringify(template)}: ${fault}.`);
    return [];
  }
  for (const notice of naming.notices) reader.addNotice(notice);
  return naming.named;
}

function readDelete(reader: InputReader): DeleteOptions {
  const dryRun = reader.boolean('dry-run') ?? false;
  const wait = readOptionalWait(reader);
  const what = readGet(reader);
  return dryRun ? { ...what, dryRun } : { ...what, dryRun, wait };
}

/** Reads what `prune` is asked for; what is wrong with it is among the faults of the reader. */
export function readPrune(reader: InputReader): PruneOptions {
  const scope = { matchesId: reader.globs('match'), matchesSourceVm: reader.globs('source-vm') };
  if (!reader.isSet('match') && !reader.isSet('source-vm')) {
    reader.addFault('`source-vm` or `match` is required by prune; `*` stands for all, if that is meant.');
  }
  for (const fault of emptiedGlobs(reader, ['match', 'source-vm'])) reader.addFault(fault);
  const policy = readPolicy(reader);
  return {
    target: readTarget(reader),
    scope,
    isProtected: reader.globs('protect', true) ?? (() => false),
    globs: (['match', 'source-vm', 'protect'] as const).flatMap((input) => readGivenGlobs(input, reader)),
    policy,
    scopeWords: describeScope(readScope('prune', reader)),
    maxDeletes: reader.wholeNumber('max-deletes'),
    failIfNone: readFailIfNone(reader),
    dryRun: reader.boolean('dry-run') ?? false,
    wait: readOptionalWait(reader),
  };
}

function readRequireFresh(reader: InputReader): RequireFreshOptions {
  reader.requireSet('newer-than');
  for (const notice of emptiedGlobs(reader, ['match'])) reader.addNotice(notice);
  return {
    target: readTarget(reader),
    sourceVms: reader.requiredNames('source-vm'),
    matchesId: reader.globs('match'),
    newerThanMs: reader.ageMs('newer-than') ?? 0,
  };
}

/** A variable that is not there must not widen what an operation is about without a word. */
function emptiedGlobs(reader: InputReader, inputs: readonly InputName[]): readonly string[] {
  return inputs
    .filter((input) => reader.isSurelyEmptied(input))
    .map(
      (input) =>
        `\`${input}\` is set to an empty text, which limits nothing: is the variable there? \`*\` stands for all, if that is meant.`,
    );
}

function readGivenGlobs(input: GivenGlob['input'], reader: InputReader): readonly GivenGlob[] {
  return reader
    .list(input)
    .filter((glob) => isGlob(glob, subjectOf(input)))
    .map((glob) => ({ input, glob, fits: compileGlobs([glob], input === 'protect') }));
}

function readPolicy(reader: InputReader): RetentionPolicy {
  const faultsBefore = reader.faults.length;
  const policy: RetentionPolicy = Object.fromEntries([
    ...COUNT_RULES.map(({ input, field }) => [field, reader.count(input) ?? undefined]),
    ...DURATION_RULES.map(({ input, field }) => [field, reader.ageMs(input) ?? undefined]),
  ]);
  // A rule that could not be read is missing from the policy, so what it lacks now would be no news.
  if (reader.faults.length === faultsBefore) for (const fault of policyFaults(policy)) reader.addFault(fault);
  return policy;
}

function readOptionalWait(reader: InputReader): WaitSettings | null {
  const wait = reader.boolean('wait');
  if (wait === true) return readWaitSettings(reader);
  // What could not be read may be meant as true.
  if (wait === null && reader.isSet('wait')) return null;
  for (const input of ['timeout', 'poll-interval'] as const) {
    if (reader.isSet(input))
      reader.addFault(`\`${input}\` is used by ${reader.operation} only together with \`wait: true\`.`);
  }
  return null;
}

function readWaitSettings(reader: InputReader): WaitSettings {
  return {
    timeoutMs: reader.durationMs('timeout') ?? DEFAULT_TIMEOUT_MS,
    pollIntervalMs: reader.durationMs('poll-interval') ?? DEFAULT_POLL_INTERVAL_MS,
  };
}
