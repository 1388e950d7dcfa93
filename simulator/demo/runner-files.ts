/** `INPUT_*` variables, as the runner names them. */
export function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}

/**
 * Reads `name<<delimiter`, value, `delimiter` blocks, of several values of an output the last.
 *
 * @throws if there is anything else in the file: the runner fails the step for it
 */
export function readOutputs(file: string): Readonly<Record<string, string>> {
  const blocks = /(?<name>[^\n<]+)<<(?<delimiter>[^\r\n]+)\r?\n(?<value>[\s\S]*?)\r?\n\k<delimiter>\r?\n/gy;
  const found = Array.from(file.matchAll(blocks));
  const readLength = found.reduce((length, [block]) => length + block.length, 0);
  if (readLength !== file.length)
    throw new Error(`The output file cannot be read from ${readLength} on:\n${file}`);
  return Object.fromEntries(found.map(({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? '']));
}
