import type { Environment } from '../../src/action/input-reader.ts';

/** Inputs as the runner hands them to a step: `{'source-vm': 'web'}` becomes the variable `INPUT_SOURCE-VM`. */
export function stepInputs(inputs: Readonly<Record<string, string>>): Environment {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
}
