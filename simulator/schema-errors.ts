import type { ErrorObject } from 'ajv';

const MAX_SHOWN = 3;

/** The first few faults that ajv found in a file, in a line: where, what, and which property if it is one too many. */
export function describeSchemaErrors(
  errors: readonly ErrorObject[] | null | undefined,
  name: string,
): string {
  const faults = (errors ?? []).map(({ instancePath, message, params }) => {
    const property = params['additionalProperty'];
    return `${name}${instancePath} ${message}${property === undefined ? '' : ` (${property})`}`;
  });
  const more = faults.length - MAX_SHOWN;
  return `${faults.slice(0, MAX_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
