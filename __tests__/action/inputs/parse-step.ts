import { type Environment, InputReader } from '../../../src/action/inputs/input-reader.ts';
import { type Inputs, parseInputs } from '../../../src/action/inputs/parse-inputs.ts';

const PLACEHOLDER_VALUES = {
  date: '20260315',
  time: '120000',
  sha: '4f2a9c1',
  ref: 'main',
  'run-id': '123',
  'run-number': '4',
  'run-attempt': '1',
};

/** A step as the runner hands it over: `{'source-vm': 'web'}` becomes the variable `INPUT_SOURCE-VM`. */
export function readerOf(
  inputs: Readonly<Record<string, unknown>>,
  variables: Environment = {},
): InputReader {
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, String(value)]);
  return new InputReader({ ...variables, ...Object.fromEntries(given) });
}

/**
 * Reads the inputs of a step as the action does.
 *
 * @throws InputError with every fault found
 */
export function parseStep(
  inputs: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string>> = {},
): Inputs {
  return parseInputs(readerOf(inputs, variables), PLACEHOLDER_VALUES);
}
