import { jest, test } from '@jest/globals';
import { type Cell, cellsOf, expectedOf, nameOf } from './expectations.ts';
import { FAULTS } from './fault-catalog.ts';
import { runCell } from './run-cell.ts';
import { SCENARIOS } from './scenarios.ts';
import { expectInvariants, expectOutcome } from './verdict.ts';

jest.setTimeout(60_000);

const cells = cellsOf(SCENARIOS, FAULTS);

test.concurrent.each(cells.map((cell): [string, Cell] => [nameOf(cell), cell]))('%s', async (_, cell) => {
  await runCell(cell, (observed) => {
    expectOutcome(observed, expectedOf(cell));
    expectInvariants(observed, cell.scenario);
  });
});
