import { InputReader } from '../../src/action/input-reader.ts';
import { type Inputs, parseInputs } from '../../src/action/parse-inputs.ts';

const PLACEHOLDER_VALUES = {
  date: '20260315',
  time: '120000',
  sha: '4f2a9c1',
  ref: 'main',
  'run-id': '123',
  'run-number': '4',
  'run-attempt': '1',
};

/**
 * Reads the inputs of a step as the action does.
 *
 * @throws InputError with every fault found
 */
export function parseStep(
  inputs: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string>> = {},
): Inputs {
  const environment: Record<string, string> = { ...variables };
  for (const [name, value] of Object.entries(inputs))
    environment[`INPUT_${name.toUpperCase()}`] = String(value);
  return parseInputs(new InputReader(environment), environment, PLACEHOLDER_VALUES);
}
