import picomatch from 'picomatch';
import { MAX_NAME_LENGTH } from '../../domain/snapshot.ts';

/** The forms that {@link isGlob} accepts, for messages to people. */
export const GLOB_FORMS = 'a name in which * stands for any characters, ? for one, and [a-c] for one of some';

const GLOB = /^(?:[^!{}()|+@\\[\]"']|\[[!^]?[^[\]\\!^][^[\]\\]*\])+$/;
// No name holds them, but a wrong separator, a path or a paste does: such a glob would fit nothing.
const NOT_IN_NAMES = /[\s;`/\p{Cf}\p{Zs}]/u;

const REGULAR_EXPRESSION = /^\^|\$$|\.\*/;

const CLASSES = /\[[!^]?([^\]]*)\]/g;
// Those in a class stand for themselves: the next bracket after them closes it.
const STARS = /\*+(?![^[\]]*\])/;
const RANGES = /(.)-(.)/gu;

/**
 * Whether a glob means what a reader expects. Negations, braces and the like are refused: in a
 * list where any glob may fit, `!prod-*` would fit nearly everything.
 */
export function isGlob(text: string): boolean {
  if (!GLOB.test(text) || NOT_IN_NAMES.test(text)) return false;
  return Array.from(text.matchAll(CLASSES))
    .flatMap(([, inside = '']) => Array.from(inside.matchAll(RANGES)))
    .every(([, from = '', to = '']) => from <= to);
}

/** Whether a glob is more likely meant as a regular expression: it begins with `^`, ends with `$` or holds `.*`. */
export function looksLikeRegularExpression(glob: string): boolean {
  return REGULAR_EXPRESSION.test(glob);
}

/**
 * A test for names that fit at least one of the globs. A star crosses dots and slashes, as in a shell's `case`. A text
 * that is too long to be a name fits none.
 *
 * @param ignoreCase for globs that protect: generated names are lower case, whatever the VM's is
 */
export function compileGlobs(globs: readonly string[], ignoreCase = false): (name: string) => boolean {
  const compiled = globs.map((glob) => compilePieces(glob, ignoreCase ? 'i' : ''));
  return (name) =>
    name.length <= MAX_NAME_LENGTH && compiled.some((pieces) => fitOneAfterAnother(pieces, name));
}

/** What is between the stars of a glob: the first piece fits at the start of a name only, the last one at its end. */
function compilePieces(glob: string, flags: string): readonly RegExp[] {
  const sources = glob.split(STARS).map(toSource);
  return sources.map((source, index) => {
    const start = index === 0 ? '^' : '';
    const end = index === sources.length - 1 ? '$' : '';
    return new RegExp(`${start}${source}${end}`, flags);
  });
}

/** The regular expression of a piece without stars, which always fits the same number of characters. */
function toSource(piece: string): string {
  // A glob begins or ends with a star; picomatch takes no empty text.
  if (piece === '') return '';
  // picomatch knows only one of the two signs by which a shell excludes characters.
  const posixPiece = piece.replaceAll('[!', '[^');
  return picomatch.makeRe(posixPiece, {
    contains: true,
    // The fast path escapes only the first of two equal characters, such as `$$`.
    fastpaths: false,
    dot: true,
    // A class of one character would fit its own brackets too.
    literalBrackets: false,
    nobrace: true,
    noext: true,
    nonegate: true,
    strictSlashes: true,
  }).source;
}

/**
 * Each piece takes the first place after the one before, and no other is tried: since its length is always the same, a
 * later place would only leave less for the rest. One regular expression of the whole glob would try them all, and
 * somebody can make names on which that takes minutes.
 */
function fitOneAfterAnother(pieces: readonly RegExp[], name: string): boolean {
  let rest = name;
  for (const piece of pieces) {
    const found = piece.exec(rest);
    if (found === null) return false;
    rest = rest.slice(found.index + found[0].length);
  }
  return true;
}
