import { expect, test } from '@jest/globals';
import { parseDurationMs } from '../../src/domain/duration.ts';
import { pauseBeforeNextCheckMs, type WaitSettings } from '../../src/domain/pauses.ts';
import { readText, tableRows } from './repository.ts';

const ROWS = tableRows(readText('docs/performance.md'), 'ready after');

/** The default poll interval, and time enough for every wait. */
const SETTINGS: WaitSettings = { timeoutMs: 24 * 3_600_000, pollIntervalMs: 30_000 };

/** Readiness is spread evenly by a tenth to both sides, so that no schedule is lucky with a round number. */
const WAITS = Array.from({ length: 1001 }, (_, index) => 0.9 + index * 0.0002);

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] as number;
}

/** Polls by a schedule, first at once, until something is ready; calls take no time. */
function waitFor(readyMs: number, pauseMs: (elapsedMs: number) => number) {
  let elapsedMs = 0;
  let calls = 1;
  for (; elapsedMs < readyMs; calls += 1) elapsedMs += pauseMs(elapsedMs);
  return { lagMs: elapsedMs - readyMs, calls };
}

function mediansOf(readyAfterMs: number, pauseMs: (elapsedMs: number) => number) {
  const waits = WAITS.map((share) => waitFor(readyAfterMs * share, pauseMs));
  return { lagMs: median(waits.map(({ lagMs }) => lagMs)), calls: median(waits.map(({ calls }) => calls)) };
}

test.each(ROWS)('a wait that is ready after $ready after goes as the page says', (row) => {
  const readyAfterMs = parseDurationMs(row['ready after'] ?? '') ?? 0;
  const action = mediansOf(readyAfterMs, (elapsedMs) => pauseBeforeNextCheckMs(elapsedMs, SETTINGS, 0.5));
  const every15s = mediansOf(readyAfterMs, () => 15_000);
  const words = ({ lagMs, calls }: typeof action) => `${(lagMs / 1000).toFixed(1)} s late, ${calls} calls`;
  expect(row).toMatchObject({ action: words(action), 'every 15 s': words(every15s) });
  expect(action.lagMs).toBeLessThanOrEqual(Math.max(3000, readyAfterMs * 0.05));
});
