import fc from 'fast-check';

/** Fewer for each mutant of a mutation run, whose worker processes have a number. */
const RUNS = { numRuns: process.env['STRYKER_MUTATOR_WORKER'] === undefined ? 400 : 60 };

/** Tries on many values of some arbitraries what the last argument says of them. */
export function forAll<Values extends [unknown, ...unknown[]]>(
  ...args: [
    ...arbitraries: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
    holds: (...values: Values) => void,
  ]
): void {
  fc.assert(fc.property(...args), RUNS);
}
