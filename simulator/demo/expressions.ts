/** Values by the names that expressions give them, such as `steps.snapshot.outputs.count`. */
export type ExpressionValues = ReadonlyMap<string, string>;

const EXPRESSION = /\$\{\{ *([\w.-]+) *\}\}/g;

/**
 * Fills in `${{ … }}`, as the runner does before an action starts. Names are all that the story needs.
 *
 * @throws if a name has no value: for the runner that is an empty text, here it is a mistake in the story
 */
export function evaluate(text: string, values: ExpressionValues): string {
  return text.replaceAll(EXPRESSION, (_expression, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`The story uses \${{ ${name} }}, which has no value.`);
    return value;
  });
}
