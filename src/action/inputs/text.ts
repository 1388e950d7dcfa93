import { MAX_SHOWN_CHARACTERS, shorten } from '../../domain/wording.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/;

/** How a list is separated, for messages to people. */
export const SEPARATORS = 'separate several by line breaks or commas';

/**
 * What no name holds, but a list with a wrong separator does, and so do a glob, a broken JSON array and a paste: read as
 * one name, each would fit nothing. The first that is found is reported.
 */
const NEVER_IN_NAMES: readonly (readonly [RegExp, string])[] = [
  [/\$\{\{/, 'a name; this is an expression that GitHub has not evaluated'],
  [/^-(?:\s|$)/, `names without "- ", as this is a text and not a YAML list: ${SEPARATORS}`],
  [/\s/, `names without spaces: ${SEPARATORS}`],
  [/;/, `names without semicolons: ${SEPARATORS}`],
  [/[|；，、]/, `names without bars and commas of other scripts: ${SEPARATORS}`],
  [/\p{Cf}/u, 'names without invisible characters: type it instead of pasting it'],
  [/[*?[\]{}"'`´„“”‘’]/, 'plain names without globs, brackets or quotes'],
  [/[$%\\]/, 'plain names without $, % or backslashes, as no shell reads them'],
];

/** Whether a text holds what no name and no word does, such as a line break. */
export function hasControlCharacter(text: string): boolean {
  return CONTROL_CHARACTERS.test(text);
}

/** What is accepted instead of a text that cannot be a name, as words after "accepted is …"; null if it can be one. */
export function acceptedInsteadOf(name: string): string | null {
  return NEVER_IN_NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** The items between line breaks or commas, or those of a JSON array of texts; without empty items and without repeats. */
export function splitList(text: string): readonly string[] {
  // Trimmed of a byte order mark too, which some tools write before JSON.
  const trimmed = text.trim();
  const items = parseJsonList(trimmed) ?? trimmed.split(/[\r\n,]/);
  return Array.from(new Set(items.map((item) => item.trim()).filter((item) => item !== '')));
}

function parseJsonList(text: string): readonly string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  } catch {
    return null;
  }
}

/** A whole number of at least 0; null if the text is anything else. */
export function toWholeNumber(text: string): number | null {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/** A value as a fault shows it. */
export function quote(value: string): string {
  return JSON.stringify(shorten(value, MAX_SHOWN_CHARACTERS));
}
