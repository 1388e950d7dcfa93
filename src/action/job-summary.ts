import type { Snapshot } from '../domain/snapshot.ts';
import { describeDate } from '../operations/describe.ts';
import type { Failure, OperationResult } from '../operations/operation-result.ts';
import { describeOutcome } from './conclusion.ts';
import type { Request } from './parse-inputs.ts';
import { toHtmlCode } from './printable.ts';
import { summarizePrune } from './prune-summary.ts';

/** What a summary tells besides the result. */
export interface SummaryFacts {
  readonly request: Request;
  /** Null if the operation ended before it had one. */
  readonly result: OperationResult | null;
  /** What made the step fail; empty if it did not. */
  readonly failures: readonly string[];
  /** Milliseconds since 1970 UTC: for the ages. */
  readonly nowMs: number;
}

/** Keeps a summary far below the 1 MiB above which GitHub drops it whole. */
const MOST_ROWS = 500;
const MOST_BYTES = 900_000;
const TOO_LONG = '<p>A part is left out here, because its names are too long; see the log.</p>';
const MOST_FAILURES = 100;

/**
 * The job summary, as HTML blocks of one line each: GitHub reads neither Markdown nor mentions or links inside one,
 * and nothing that a name holds can end one.
 */
export function renderSummary({ request, result, failures, nowMs }: SummaryFacts): string {
  const blocks = [
    `<h3>Denvr snapshots: ${titleOf(request)}</h3>`,
    `<p>${describeTarget(request)}</p>`,
    ...renderOutcome(result, failures),
    ...renderFailures(failures),
    ...(result === null ? [] : renderResult(result, nowMs)),
  ];
  return withinLimit(blocks)
    .map((block) => `${block}\n\n`)
    .join('');
}

/** Names can be long enough to fill a summary by themselves: a block that does not fit is replaced by a word about it. */
function withinLimit(blocks: readonly string[]): readonly string[] {
  let roomBytes = MOST_BYTES;
  return blocks.map((block) => {
    const sizeBytes = Buffer.byteLength(block) + '\n\n'.length;
    const shown = sizeBytes <= roomBytes ? block : TOO_LONG;
    roomBytes -= sizeBytes <= roomBytes ? sizeBytes : 0;
    return shown;
  });
}

function titleOf(request: Request): string {
  return 'dryRun' in request && request.dryRun
    ? `${request.operation} (DRY RUN, nothing is deleted)`
    : request.operation;
}

function describeTarget(request: Request): string {
  const { cluster, namespace } =
    request.operation === 'list'
      ? { cluster: request.cluster, namespace: request.filter.namespace }
      : request.target;
  return `Cluster ${cluster === null ? 'any' : toHtmlCode(cluster)}, namespace ${namespace === null ? 'any' : toHtmlCode(namespace)}`;
}

function renderFailures(failures: readonly string[]): readonly string[] {
  if (failures.length === 0) return [];
  const items = failures.slice(0, MOST_FAILURES).map((failure) => `<li>${toHtmlCode(failure)}</li>`);
  const more = failures.length - items.length;
  return [
    '<p>❌ <strong>Failed</strong></p>',
    `<ul>${items.join('')}${more > 0 ? `<li>and ${more} more, in the log</li>` : ''}</ul>`,
  ];
}

function renderOutcome(result: OperationResult | null, failures: readonly string[]): readonly string[] {
  // A prune has totals of its own, also when it fails.
  if (result === null || result.operation === 'prune' || failures.length > 0) return [];
  return [`<p>✅ ${describeOutcome(result)}.</p>`];
}

function renderResult(result: OperationResult, nowMs: number): readonly string[] {
  if (result.operation === 'prune') return summarizePrune(result, nowMs);
  if (result.snapshots.length === 0) return [];
  if (result.operation === 'delete' && !result.dryRun) {
    return renderTable(deletedColumns(result.failures, result.isAwaited), result.snapshots);
  }
  return renderTable(COLUMNS, result.snapshots);
}

interface Column {
  readonly title: string;
  readonly cell: (snapshot: Snapshot) => string;
}

const ID_COLUMN: Column = { title: 'Snapshot', cell: ({ id }) => codeOrDash(id) };

const COLUMNS: readonly Column[] = [
  ID_COLUMN,
  { title: 'Source VM', cell: ({ sourceName }) => codeOrDash(sourceName) },
  {
    title: 'Created',
    cell: ({ creationDate }) => (creationDate === null ? DASH : describeDate(creationDate)),
  },
  { title: 'Size', cell: ({ rootDiskSize }) => codeOrDash(rootDiskSize) },
  { title: 'Ready', cell: ({ readyToUse }) => describeReady(readyToUse) },
];

const DASH = '–';

/** A deletion that was accepted is on its way; only a wait has seen it go. */
function deletedColumns(failures: readonly Failure[], isAwaited: boolean): readonly Column[] {
  const failedIds = new Set(failures.map(({ id }) => id));
  const done = isAwaited ? '🗑️ deleted' : '🗑️ deletion accepted';
  return [
    ...COLUMNS.filter(({ title }) => title !== 'Ready'),
    { title: 'Result', cell: ({ id }) => (failedIds.has(id ?? '') ? '⏳ still there' : done) },
  ];
}

function renderTable(columns: readonly Column[], snapshots: readonly Snapshot[]): readonly string[] {
  const head = columns.map(({ title }) => `<th>${title}</th>`).join('');
  const shown = snapshots.slice(0, MOST_ROWS);
  const rows = shown.map(
    (snapshot) => `<tr>${columns.map(({ cell }) => `<td>${cell(snapshot)}</td>`).join('')}</tr>`,
  );
  const more = snapshots.length - shown.length;
  return [
    `<table><tr>${head}</tr>${rows.join('')}</table>`,
    ...(more > 0
      ? [`<p>${more} more are left out here; the file of <code>snapshots-file</code> holds all.</p>`]
      : []),
  ];
}

function codeOrDash(text: string | null): string {
  return text === null ? DASH : toHtmlCode(text);
}

function describeReady(readyToUse: boolean | null): string {
  if (readyToUse === null) return 'unknown';
  return readyToUse ? '✅ yes' : '⏳ no';
}
