import { formatDuration } from '../../domain/duration.ts';
import { idsOf, type Snapshot } from '../../domain/snapshot.ts';
import { countOf, describeDate } from '../../domain/wording.ts';
import type { OperationResult, VmFreshness } from '../../operations/operation.ts';
import { describeScope, type GivenInput } from '../inputs/scope.ts';
import { adviceOn, countsOf, outcomeOf } from './conclusion.ts';
import {
  ageOrDash,
  codeOrDash,
  escapeHtml,
  MAX_ROWS,
  toHtmlCode,
  toHtmlList,
  toHtmlSentence,
  toHtmlTable,
} from './html.ts';
import { summarizePrune } from './prune-summary.ts';

/** What a summary shows in addition to the result. */
export interface SummaryFacts {
  /** What the step was to do, such as `prune (DRY RUN, nothing is deleted)`. */
  readonly title: string;
  /** The inputs that say which snapshots are meant. */
  readonly scope: readonly GivenInput[];
  /** All inputs that were given, except credentials. */
  readonly configuration: readonly GivenInput[];
  /** Null if the operation ended before it had one. */
  readonly result: OperationResult | null;
  /** What made the step fail, a sentence each; empty if it did not. */
  readonly failures: readonly string[];
  /** How far the step came, as a sentence; empty if nothing is known. Shown if it failed. */
  readonly total: string;
  readonly warnings: readonly string[];
  /** Milliseconds since 1970 UTC: for the ages. */
  readonly nowMs: number;
  readonly durationMs: number;
  readonly requestCount: number;
}

/** Of the whole summary, also where names are long; GitHub takes 1 MiB. */
const MAX_BYTES = 900_000;
const TOO_LONG = '<p>A part is left out here, because its names are too long; see the log.</p>';
const MAX_SENTENCES = 100;

const UNIT_BYTES = {
  '': 1,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
} as const;

/**
 * The job summary, as HTML blocks of one line each: GitHub reads neither Markdown nor mentions or links inside one,
 * and nothing that a name holds can end one.
 */
export function renderSummary(facts: SummaryFacts): string {
  const { result, failures, warnings, scope } = facts;
  const blocks = [
    `<h3>Denvr snapshots: ${toHtmlSentence(facts.title)}</h3>`,
    ...renderOutcome(facts),
    ...(failures.length > 0 ? [toHtmlList(failures, MAX_SENTENCES)] : []),
    ...(warnings.length > 0
      ? ['<p>⚠️ <strong>Warnings</strong></p>', toHtmlList(warnings, MAX_SENTENCES)]
      : []),
    ...(scope.length > 0 ? [`<p>${describeScope(scope, toHtmlCode)}</p>`] : []),
    ...(result === null ? [] : renderResult(result, facts.nowMs)),
    ...renderConfiguration(facts.configuration),
    `<p>${countOf(facts.requestCount, 'request')} in ${formatDuration(facts.durationMs)}</p>`,
  ];
  return withinLimit(blocks)
    .map((block) => `${block}\n\n`)
    .join('');
}

/** Names can be long enough to fill a summary by themselves: a block that does not fit is replaced by a word about it. */
function withinLimit(blocks: readonly string[]): readonly string[] {
  let roomBytes = MAX_BYTES;
  return blocks.map((block) => {
    const sizeBytes = Buffer.byteLength(block) + '\n\n'.length;
    if (sizeBytes > roomBytes) return TOO_LONG;
    roomBytes -= sizeBytes;
    return block;
  });
}

function renderOutcome({ result, failures, total }: SummaryFacts): readonly string[] {
  if (failures.length > 0)
    return [`<p>✖ <strong>Failed</strong>${total === '' ? '.' : `: ${withBoldCount(total)}`}</p>`];
  // A plan that was only tried has an outcome of its own.
  if (result === null || (result.operation === 'prune' && result.dryRun)) return [];
  const advice = adviceOn(result).map((sentence) => ` ⏳ ${toHtmlSentence(sentence)}`);
  return [`<p>✔ ${successOf(result)}.${advice.join('')}</p>`];
}

function successOf(result: OperationResult): string {
  if (result.operation === 'prune') return withBoldCount(countsOf(result));
  const isFiltered = result.operation === 'list' && result.listedCount > result.snapshots.length;
  return `${outcomeOf(result)}${isFiltered ? ` (of ${result.listedCount})` : ''}`;
}

function withBoldCount(counts: string): string {
  return escapeHtml(counts).replace(/^\d+/, '<strong>$&</strong>');
}

function renderConfiguration(configuration: readonly GivenInput[]): readonly string[] {
  if (configuration.length === 0) return [];
  const items = configuration.map(([name, text]) => `<li>${toHtmlCode(name)}: ${codeOrDash(text)}</li>`);
  return [`<details><summary>Configuration</summary><ul>${items.join('')}</ul></details>`];
}

function renderResult(result: OperationResult, nowMs: number): readonly string[] {
  if (result.operation === 'prune') return summarizePrune(result, nowMs);
  if (result.operation === 'require-fresh') return [renderFreshness(result.vms, nowMs)];
  const failed = failedRows(result);
  const count = failed.length + result.snapshots.length;
  if (count === 0) return [];
  const shown = result.snapshots.slice(0, Math.max(0, MAX_ROWS - failed.length));
  const rows = [...failed, ...shown.map((snapshot) => toRow(snapshot, result, nowMs))];
  const more = count - MAX_ROWS;
  return [
    toHtmlTable(['State', 'Snapshot', 'VM', 'Age', 'Created', 'Size'], rows.slice(0, MAX_ROWS)),
    ...renderTotalSize(result.snapshots),
    ...(more > 0
      ? [`<p>${more} more are left out here; the file of <code>snapshots-file</code> holds all.</p>`]
      : []),
  ];
}

/**
 * The sum of sizes in Kubernetes' writing (`100Gi`), as `2.5 TiB` or `600 GiB`; nothing if one is not known or is
 * written in another way: the sum would be too small.
 */
function renderTotalSize(snapshots: readonly Snapshot[]): readonly string[] {
  const bytes = snapshots.reduce((sum, { rootDiskSize }) => sum + toBytes(rootDiskSize), 0);
  if (Number.isNaN(bytes) || snapshots.length < 2) return [];
  const [unit, factor] = bytes >= UNIT_BYTES.Ti ? ['TiB', UNIT_BYTES.Ti] : ['GiB', UNIT_BYTES.Gi];
  return [`<p>Root disks together: ${Number((bytes / factor).toFixed(1))} ${unit}.</p>`];
}

function toBytes(size: string | null): number {
  const [, count, unit = ''] = /^(\d+)([KMGT]i)?$/.exec(size ?? '') ?? [];
  return Number(count) * UNIT_BYTES[unit as keyof typeof UNIT_BYTES];
}

/** What there is no snapshot of: what could not be made or read, and what is not there. */
function failedRows(result: OperationResult): readonly (readonly string[])[] {
  const known = new Set(idsOf(result.snapshots));
  const missingIds = 'missingIds' in result ? result.missingIds : [];
  const failedIds = new Set(result.failures.map(({ id }) => id));
  const unknown = Array.from(failedIds).filter((id) => !known.has(id));
  return unknown.map((id) => [
    missingIds.includes(id) ? '✖ not there' : '✖ failed',
    toHtmlCode(id),
    ...['–', '–', '–', '–'],
  ]);
}

function toRow(snapshot: Snapshot, result: OperationResult, nowMs: number): readonly string[] {
  const { id, sourceName, creationDate, rootDiskSize } = snapshot;
  return [
    stateOf(snapshot, result),
    codeOrDash(id),
    codeOrDash(sourceName),
    ageOrDash(snapshot, nowMs),
    creationDate === null ? '–' : describeDate(creationDate, 'minute'),
    codeOrDash(rootDiskSize),
  ];
}

function stateOf(snapshot: Snapshot, result: OperationResult): string {
  const isFailed = result.failures.some(({ id }) => id === snapshot.id);
  if (result.operation !== 'delete') return readinessOf(snapshot, isFailed, result);
  if (result.dryRun) return '🔍 would be deleted';
  if (isFailed) return '⏳ may still be there';
  return result.isAwaited ? '✔ deleted' : '✔ deletion accepted';
}

function readinessOf({ id, readyToUse }: Snapshot, isFailed: boolean, result: OperationResult): string {
  const reused = 'reusedIds' in result && result.reusedIds.includes(id ?? '') ? ', reused' : '';
  if (isFailed) return `✖ ${readyToUse === false ? 'not ready' : 'failed'}${reused}`;
  if (readyToUse === null) return `❔ unknown${reused}`;
  return `${readyToUse ? '✔ ready' : '⏳ not ready'}${reused}`;
}

/** A row for each VM that is to have a fresh snapshot, those that have none first, as HTML on one line. */
function renderFreshness(vms: readonly VmFreshness[], nowMs: number): string {
  const rows = vms
    .toSorted((left, right) => Number(left.failure === null) - Number(right.failure === null))
    .map((vm) => [
      freshnessOf(vm),
      toHtmlCode(vm.sourceVm),
      codeOrDash(vm.newest?.id ?? null),
      ageOrDash(vm.newest, nowMs),
      codeOrDash(vm.older?.id ?? null),
      ageOrDash(vm.older, nowMs),
    ]);
  return toHtmlTable(['State', 'VM', 'Newest good snapshot', 'Age', 'Next older', 'Age'], rows);
}

function freshnessOf({ failure, newest }: VmFreshness): string {
  if (failure === null) return '✔ fresh';
  return newest === null ? '✖ none' : '✖ too old';
}
