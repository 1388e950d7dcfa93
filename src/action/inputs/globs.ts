import picomatch from 'picomatch';
import { MAX_NAME_LENGTH } from '../../domain/snapshot.ts';

/** The forms that {@link isGlob} accepts, for messages to people. */
export const GLOB_FORMS =
  'a name in which * stands for any characters (at most four times), ? for one, and [a-c] for one of some';

const GLOB = /^(?:[^!{}()|+@\\[\]"']|\[[!^]?[^[\]\\!^][^[\]\\]*\])+$/;
// No name holds them, but a list with a wrong separator does, and so does a paste: such a glob would fit nothing.
const NOT_IN_NAMES = /[\s;`\p{Cf}\p{Zs}]/u;

// Each star multiplies the ways to try on a name that almost fits: with five, one name can take seconds (measured).
const MAX_STARS = 4;

const REGULAR_EXPRESSION = /^\^|\$$|\.\*/;

const CLASSES = /\[[!^]?([^\]]*)\]/g;
const STARS = /\*+/g;
const RANGES = /(.)-(.)/gu;

/**
 * Whether a glob means what a reader expects. Negations, braces and the like are refused: in a
 * list where any glob may fit, `!prod-*` would fit nearly everything.
 */
export function isGlob(text: string): boolean {
  if (!GLOB.test(text) || NOT_IN_NAMES.test(text)) return false;
  if (Array.from(text.matchAll(STARS)).length > MAX_STARS) return false;
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
 * that is too long to be a name fits none: somebody may have made it so that each comparison takes minutes.
 *
 * @param ignoreCase for globs that protect: generated names are lower case, whatever the VM's is
 */
export function compileGlobs(globs: readonly string[], ignoreCase = false): (name: string) => boolean {
  // picomatch knows only one of the two signs by which a shell excludes characters.
  const posixGlobs = globs.map((glob) => glob.replaceAll('[!', '[^'));
  const patterns = posixGlobs.map((glob) =>
    picomatch.makeRe(glob, {
      bash: true,
      dot: true,
      // `s`: a star crosses line breaks too.
      flags: ignoreCase ? 'is' : 's',
      nobrace: true,
      noext: true,
      nonegate: true,
      strictSlashes: true,
    }),
  );
  return (name) => name.length <= MAX_NAME_LENGTH && patterns.some((pattern) => pattern.test(name));
}
