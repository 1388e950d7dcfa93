import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { linesOf, planOf, takenAt } from './sample-snapshots.ts';

const DATES = [
  '2023-12-31T23:30',
  '2024-01-01T00:30',
  '2024-02-29T23:59',
  '2024-03-01T00:00',
  '2024-03-10T09:30',
  '2024-03-31T00:59',
  '2024-03-31T01:01',
  '2024-12-29T23:59',
  '2024-12-30T00:00',
];

const POLICY = { keepLast: 0, keepHourly: 2, keepDaily: 3, keepWeekly: 4, keepMonthly: 4, keepYearly: 2 };

const SCRIPT = `
  const { linesOf, planOf, takenAt } = await import(process.argv[1]);
  const { dates, policy } = JSON.parse(process.argv[2]);
  process.stdout.write(JSON.stringify({
    hoursFromUtc: -new Date(2024, 0, 1).getTimezoneOffset() / 60,
    lines: linesOf(planOf(dates.map((date) => takenAt(date)), policy)),
  }));
`;

test.each([
  ['UTC', 0],
  ['America/Los_Angeles', -8],
  ['Europe/Berlin', 1],
  ['Pacific/Kiritimati', 14],
])('the plan is the same where the clocks are set to %s', (timeZone, hoursFromUtc) => {
  const sample = new URL('./sample-snapshots.ts', import.meta.url).href;
  const rules = JSON.stringify({ dates: DATES, policy: POLICY });
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT, sample, rules], {
    env: { TZ: timeZone },
    encoding: 'utf8',
  });
  const lines = linesOf(
    planOf(
      DATES.map((date) => takenAt(date)),
      POLICY,
    ),
  );
  expect(JSON.parse(output)).toEqual({ hoursFromUtc, lines });
});
