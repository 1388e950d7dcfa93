import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { yamlSnippets } from '../../scripts/shown-workflows.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import { pruneSnapshots } from '../../src/operations/prune-snapshots.ts';
import { parseStep } from '../action/inputs/parse-step.ts';
import { manualClock } from '../operations/manual-clock.ts';
import { scriptedRun, snapshotOf } from '../operations/scripted-store.ts';
import { codeIn, type Row, readText, tableRows } from './repository.ts';

const PAGE = readText('docs/retention.md');
const ROWS = tableRows(PAGE, 'snapshot');

const [, day, time] = /It is (\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/.exec(PAGE) ?? [];
const NOW = `${day}T${time}Z`;

function snapshotIn(row: Row): Snapshot {
  const created = row['created (UTC)'] ?? '';
  return snapshotOf(codeIn(row['snapshot'])[0] ?? '', {
    namespace: 'my-vpc',
    sourceName: row['VM'] ?? null,
    creationDate: created === '–' ? null : toUtcTimestamp(Date.parse(`${created.replace(' ', 'T')}Z`)),
    readyToUse: row['ready'] === 'yes',
  });
}

async function pruneByThePage() {
  const snippet = yamlSnippets().find(({ place }) => place.startsWith('docs/retention.md'));
  const [step] = parse(snippet?.text ?? '');
  const { request } = parseStep({ ...step.with, 'api-key': 'key' });
  if (request.operation !== 'prune') throw new Error('The step on the page is no prune.');
  const { context } = scriptedRun({ list: () => ROWS.map(snapshotIn).toReversed() });
  const result = await pruneSnapshots({ ...request, dryRun: true }, { ...context, clock: manualClock(NOW) });
  if (result.operation !== 'prune') throw new Error('The result is of no prune.');
  return result;
}

test('every decision of the worked example, in order and with its reasons, is what the policy gives', async () => {
  const { plan } = await pruneByThePage();
  const decided = plan.groups.flatMap(({ decisions }) =>
    decisions.map(({ snapshot, action, reasons }) => [snapshot.id, action, reasons.join(', ')]),
  );
  expect(ROWS.length).toBeGreaterThan(11);
  expect(ROWS.map((row) => [codeIn(row['snapshot'])[0], row['decision'], row['reasons']])).toEqual(decided);
});

test('the page quotes the policy in the words of the log', async () => {
  const { policy } = await pruneByThePage();
  expect(PAGE).toContain(`> ${policy}\n`);
});

test('the day of the example is a Sunday, as the page says', () => {
  expect(new Date(NOW).getUTCDay()).toBe(0);
});
