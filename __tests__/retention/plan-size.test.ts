import { expect, test } from '@jest/globals';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import { deletionsOf, keptOf } from '../../src/retention/plan.ts';
import type { RetentionPolicy } from '../../src/retention/policy.ts';
import { DAY_MS, MINUTE_MS, planOf, takenAt, utcDate } from './sample-snapshots.ts';

// A file of its own, because mutation testing, which slows everything down, leaves it out.

const NOW = '2024-03-10T12:00';
const NOW_MS = utcDate(NOW).getTime();

test('a hundred thousand snapshots are planned at once', () => {
  const snapshots = Array.from({ length: 100_000 }, (_, index) =>
    takenAt(NOW, {
      id: `snapshot-${index}`,
      creationDate: toUtcTimestamp(NOW_MS - ((index * 7919) % 100_000) * MINUTE_MS),
      sourceName: `vm-${index % 3}`,
    }),
  );
  const policy: RetentionPolicy = {
    keepLast: 1000,
    keepHourly: 1000,
    keepDaily: 7,
    keepWeekly: 5,
    keepMonthly: 12,
    keepYearly: Number.POSITIVE_INFINITY,
    keepWithinMs: DAY_MS,
    olderThanMs: DAY_MS,
  };
  const startMs = performance.now();
  const plan = planOf(snapshots, policy, { now: NOW });
  expect(deletionsOf(plan).length + keptOf(plan).length).toBe(100_000);
  expect(performance.now() - startMs).toBeLessThan(20_000);
});
