import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { yamlSnippets } from '../../scripts/extract-readme-workflows.ts';
import { partialSnapshot, type Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import type { OperationContext } from '../../src/operations/operation-context.ts';
import { pruneSnapshots } from '../../src/operations/prune-snapshots.ts';
import { parseStep } from './parse-step.ts';
import { codeIn, type Row, readText, tableRows } from './repository.ts';

const PAGE = readText('docs/retention.md');
const ROWS = tableRows(PAGE, 'snapshot');

const [, day, time] = /It is (\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/.exec(PAGE) ?? [];
const NOW_MS = Date.parse(`${day}T${time}Z`);

function snapshotOf(row: Row): Snapshot {
  const created = row['created (UTC)'] ?? '';
  return partialSnapshot({
    id: codeIn(row['snapshot'] ?? '')[0] ?? null,
    namespace: 'my-vpc',
    sourceName: row['VM'] ?? null,
    creationDate: created === '–' ? null : toUtcTimestamp(Date.parse(`${created.replace(' ', 'T')}Z`)),
    readyToUse: row['ready'] === 'yes',
  });
}

function contextOf(snapshots: readonly Snapshot[]): OperationContext {
  const notInADryRun = () => Promise.reject(new Error('A dry run only lists.'));
  return {
    store: {
      list: async () => ({ snapshots, unreadableItems: [], unreadableDates: [], serverNowMs: null }),
      get: notInADryRun,
      create: notInADryRun,
      delete: notInADryRun,
    },
    clock: { nowMs: () => NOW_MS, elapsedMs: () => 0, sleep: notInADryRun },
    random: () => 0,
    log: { debug: () => undefined, info: () => undefined, warning: () => undefined },
    signal: new AbortController().signal,
    publish: () => undefined,
  };
}

async function pruneByThePage() {
  const snippet = yamlSnippets().find(({ place }) => place.startsWith('docs/retention.md'));
  const [step] = parse(snippet?.text ?? '');
  const { request } = parseStep({ ...step.with, 'api-key': 'key' });
  if (request.operation !== 'prune') throw new Error('The step on the page is no prune.');
  const listed = ROWS.map(snapshotOf).toReversed();
  const result = await pruneSnapshots({ ...request, dryRun: true }, contextOf(listed));
  if (result.operation !== 'prune') throw new Error('The result is of no prune.');
  return result;
}

test('every decision of the worked example, in order and with its reasons, is what the policy gives', async () => {
  const { plan } = await pruneByThePage();
  const decided = plan.groups.flatMap(({ decisions }) =>
    decisions.map(({ snapshot, action, reasons }) => [snapshot.id, action, reasons.join(', ')]),
  );
  expect(ROWS.length).toBeGreaterThan(11);
  expect(ROWS.map((row) => [codeIn(row['snapshot'] ?? '')[0], row['decision'], row['reasons']])).toEqual(
    decided,
  );
});

test('the page quotes the policy in the words of the log', async () => {
  const { policy } = await pruneByThePage();
  expect(PAGE).toContain(`> ${policy}\n`);
});

test('the day of the example is a Sunday, as the page says', () => {
  expect(new Date(NOW_MS).getUTCDay()).toBe(0);
});
