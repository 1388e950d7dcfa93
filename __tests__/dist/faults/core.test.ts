import { jest, test } from '@jest/globals';
import { SLOWNESS } from '../run-action.ts';
import { type Cell, cellsOf, expectedOf, nameOf } from './expectations.ts';
import { FAULTS } from './fault-catalog.ts';
import { runCell } from './run-cell.ts';
import { SCENARIOS } from './scenarios.ts';
import { expectInvariants, expectOutcome } from './verdict.ts';

jest.setTimeout(30_000 * SLOWNESS);

/** What each kind of fault must not do at the worst moment for it; the full matrix has the rest. */
const CORE = [
  /^list · .* · (?:refused connection|500 in words of its own|redirect|HTML with 200) · always/,
  /^require-fresh · .* · (?:reset after · once|wrong shape 2, of an item · always)/,
  /^get · before.* · (?:429, Retry-After as a date|truncated body) · once/,
  /^create · during.* · (?:reset before|reset after|502|502, yet taken|invalid JSON, yet taken|503) · once/,
  /^create · during.* · (?:504|500 in words of its own|401|slow drip) · always/,
  /^create after a lost answer · .* · (?:hang|403) · always/,
  /^create with wait · after, at the 3rd.* · (?:500|401) · always/,
  /^delete · (?:before.* · reset after · once|after.* · 403 · always)/,
  /^delete with wait · during.* · 504 · always/,
  /^wait-ready · after.* · (?:hang · once|403 · always)/,
  /^prune · (?:before.* · wrong shape 2, of an item · always|during.* · (?:reset after · once|408 · always)|after.* · 500 · always)/,
];

const cells = cellsOf(SCENARIOS, FAULTS).filter((cell) => CORE.some((core) => core.test(nameOf(cell))));

test.concurrent.each(cells.map((cell): [string, Cell] => [nameOf(cell), cell]))('%s', async (_, cell) => {
  await runCell(cell, (observed) => {
    expectOutcome(observed, expectedOf(cell));
    expectInvariants(observed, cell.scenario);
  });
});
