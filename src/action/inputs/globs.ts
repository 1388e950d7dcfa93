import picomatch from 'picomatch';
import { MAX_NAME_LENGTH } from '../../domain/snapshot.ts';
import type { InputName } from './catalog.ts';
import { SEPARATORS } from './text.ts';

/** What a glob is of: the ids of snapshots, or the names of VMs. */
export type GlobSubject = 'id' | 'vm';

/** What the globs of an input are of. */
export function subjectOf(input: InputName): GlobSubject {
  return input === 'source-vm' ? 'vm' : 'id';
}

const GLOB_FORMS = 'a name in which * stands for any characters, ? for one, and [a-c] for one of some';

/** What {@link isGlob} accepts, for messages to people about one that it does not. */
export function formsInsteadOf(glob: string): string {
  if (/[\s;]/.test(glob)) return `${GLOB_FORMS}; ${SEPARATORS}`;
  return /^\p{ASCII}*$/u.test(glob)
    ? GLOB_FORMS
    : `${GLOB_FORMS}, without letters and signs of other alphabets`;
}

/** What names hold; `^` and `$` only to tell of a regular expression. Ids are Kubernetes' names, and so ASCII. */
const GLOBS: Readonly<Record<GlobSubject, RegExp>> = {
  id: globOf('\\w.:-'),
  vm: globOf('\\p{L}\\p{M}\\p{N}_.:-'),
};

/** It would fit names of one character alone; more likely it is a list. */
const LONE_CLASS = /^\[[^\]]*\]$/;

const REGULAR_EXPRESSION = /^\^|\$$|\.\*/;

const CLASSES = /\[[!^]?([^\]]*)\]/g;
// Those in a class stand for themselves: the next bracket after them closes it.
const STARS = /\*+(?![^[\]]*\])/;
const RANGES = /(.)-(.)/gu;

function globOf(characters: string): RegExp {
  return new RegExp(`^(?:[*?$^${characters}]|\\[[!^]?[${characters}]+\\])+$`, 'u');
}

/**
 * Whether a glob means what a reader expects. Negations, braces and the like are refused: in a list where any glob may
 * fit, `!prod-*` would fit nearly everything. So is what no name holds, such as a wrong separator, a quote or a letter of
 * another script that looks the same: such a glob fits nothing, and protects nothing.
 */
export function isGlob(text: string, subject: GlobSubject): boolean {
  if (!GLOBS[subject].test(text) || LONE_CLASS.test(text)) return false;
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

/**
 * What is between the stars of a glob: what stands before the first star fits at the start of a name only, and what stands
 * after the last one at its end. Where a glob begins or ends with a star, there is nothing to fit.
 */
function compilePieces(glob: string, flags: string): readonly RegExp[] {
  const pieces = glob.split(STARS);
  return pieces.flatMap((piece, index) => {
    if (piece === '') return [];
    const start = index === 0 ? '^' : '';
    const end = index === pieces.length - 1 ? '$' : '';
    return [new RegExp(`${start}${toSource(piece)}${end}`, flags)];
  });
}

/** The regular expression of a piece without stars, which always fits the same number of characters. */
function toSource(piece: string): string {
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
