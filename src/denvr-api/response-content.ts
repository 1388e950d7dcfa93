/** Ten times the response for 100,000 snapshots. A text of nothing but brackets takes fifty times its size to parse. */
export const MAX_OBJECTS = 1_000_000;

/** The JSON in a body; undefined if it is none, or more than anything of this API holds. */
export function parseContent(body: string): unknown {
  if (holdsTooMuch(body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function holdsTooMuch(body: string): boolean {
  // A text this short cannot, and most responses are.
  if (body.length <= MAX_OBJECTS) return false;
  return occurrences(body, '{', MAX_OBJECTS) + occurrences(body, '[', MAX_OBJECTS) > MAX_OBJECTS;
}

/** How often a character occurs, counted up to just above a limit. */
function occurrences(text: string, character: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0 && count <= limit; at = text.indexOf(character, at + 1))
    count += 1;
  return count;
}

/**
 * What a body is if it is not a response of the API: completes "The answer could not be read: …" and the like.
 *
 * @param content what {@link parseContent} made of it
 * @param quote takes the secrets out of a text, and cuts it
 */
export function describeContent(body: string, content: unknown, quote: (text: string) => string): string {
  if (holdsTooMuch(body)) return `it holds more than ${MAX_OBJECTS} objects and lists`;
  if (typeof content === 'string') return `it is the text "${quote(content)}"`;
  if (content !== undefined) return 'it is no JSON object';
  const firstLine = body.trim().split(/\r?\n/, 1)[0] ?? '';
  if (firstLine === '') return 'it is empty';
  const isPage = firstLine.startsWith('<');
  return `it is ${isPage ? 'an HTML page (of a proxy or a login?)' : 'not JSON'} and begins with "${quote(firstLine)}"`;
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
