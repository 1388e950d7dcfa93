import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGlobs, isGlob } from '../../../src/action/inputs/globs.ts';

describe('a glob', () => {
  test.each<[glob: string, fitting: readonly string[], others: readonly string[]]>([
    ['web', ['web'], ['web-1', 'my-web', 'WEB']],
    ['*', ['web-1.prod', '.hidden', 'a/b', 'a\nb'], []],
    ['**', ['a.b'], []],
    ['web-*', ['web-', 'web-1.2.3'], ['web', 'my-web-1']],
    ['*-prod', ['web-prod'], ['web-prod-1']],
    ['*prod*', ['my-prod-db'], []],
    ['web-*-2026*', ['web-1.a-20261123-141530'], []],
    ['web-?', ['web-1'], ['web-', 'web-12']],
    ['web.?', ['web.1'], ['web-1']],
    ['web-[0-9]', ['web-7'], ['web-x']],
    ['web-[abc]', ['web-b'], ['web-d']],
    ['[a-c]*', ['backup.1'], ['web']],
    ['web-[^0-9]', ['web-x'], ['web-7']],
    // As a shell excludes characters:
    ['web-[!0-9]', ['web-x'], ['web-7']],
    ['[!p]*[!d]', ['web'], ['prod', 'pro', 'wed']],
    ['*a*ab', ['aab', 'a-ab', 'aaab'], ['ab', 'aba']],
    ['*-a*a-*', ['-aa-', 'x-a.a-y'], ['-a-', 'a--a']],
    ['a*a', ['aa', 'aba'], ['a', 'ab']],
    ['a*b[*]c', ['a.b*c'], ['a.b.c', 'ab*']],
    ['*[!*]', ['a', '*a'], ['*', 'a*']],
    ['[a]', ['a'], ['[a]']],
    ['a$$*^^', ['a$$^^', 'a$$-^^'], ['a$^', 'a']],
    ['web$', [], ['web']],
    ['^web', [], ['web']],
    // Even if they were accepted, they would not fit what they might mean:
    ['{a,b}', [], ['a']],
    ['+(a)', [], ['aa']],
    ['!a', [], ['b']],
  ])('%s fits %j and not %j', (glob, fitting, others) => {
    expect([...fitting, ...others].filter(compileGlobs([glob]))).toEqual(fitting);
  });

  test('that protects ignores case, because generated names are lower case', () => {
    expect(['db-1', 'db-\nx'].map(compileGlobs(['DB-*'], true))).toEqual([true, true]);
  });

  test('fits a name if any of several does, and nothing if there is none', () => {
    expect(['web-1', 'db', 'db-1'].map(compileGlobs(['web-*', 'db']))).toEqual([true, true, false]);
    expect(compileGlobs([])('web')).toBe(false);
  });

  test.each([
    ['*-*-*-*x', 'a-b-c-dx'],
    ['*-*-*-*-*-*-*-*-*-*-*-*x', 'a------------x'],
    ['*[!a]*?*-*[-b]*?*x', 'b-----x'],
    ['*--------x*--------y*x', '--------x--------yx'],
    [`${'*-'.repeat(100)}*x`, `${'-'.repeat(100)}x`],
  ])('%s answers at once on thousands of names that were made to keep it busy', (glob, fitting) => {
    const fits = compileGlobs([glob], true);
    const hostile = Array.from({ length: 20_000 }, (_, index) => `a${'-'.repeat(240)}${100_000 + index}`);
    expect(hostile.filter(fits)).toEqual([]);
    expect(fits(fitting)).toBe(true);
  });

  test.each([
    [253, true],
    [254, false],
    [1_000_000, false],
  ])('fits a name of %p characters: %p, as no name is longer than 253', (length, expected) => {
    expect(compileGlobs(['*-*'])(`a-${'-'.repeat(length - 2)}`)).toBe(expected);
  });
});

test.each([
  ['', 'nothing'],
  ['!prod-*', 'a negation'],
  ['prod-!', 'a negation at the end'],
  ['!(prod)', 'an extended negation'],
  ['@(a|b)', 'alternatives'],
  ['+(a)', 'a repetition'],
  ['a|b', 'a bar'],
  ['{a,b}', 'braces'],
  ['(a', 'a parenthesis alone'],
  ['a)', 'a closing parenthesis alone'],
  ['web\\*', 'a backslash'],
  ['[a', 'a bracket alone'],
  ['a]', 'a closing bracket alone'],
  ['[]', 'an empty class'],
  ['[^]', 'an empty negated class, which fits nothing'],
  ['[[:alpha:]]', 'a POSIX class'],
  ['[a\\]]', 'a backslash in a class'],
  ['[z-a]*', 'a range that is upside down, and fits nothing'],
  ['web-*[', 'a bracket at the end'],
  ['"prod-*"', 'quotes, in which picomatch takes the star for a star'],
  ['web-* db-*', 'a list separated by spaces'],
  ['web-*;db-*', 'a list separated by semicolons'],
  ['web-*\u200b', 'a character that a paste left behind'],
  ['./web-*', 'a path'],
  ['**/web', 'a path with any folders, or none, before it'],
  ["['*-golden']", 'a JSON array with wrong quotes'],
  ['["*-golden"]', 'a JSON array'],
  ['[*-golden]', 'a YAML list in a text'],
  ['[golden]', 'such a list of one name'],
  ['web-[a,b]', 'a class with what no name holds'],
  ['*-golden，x', 'a comma of another script'],
  ...Array.from('$PIN %x &x #x =x ~x <x>'.split(' ').slice(1), (glob) => [glob, 'a sign of a shell']),
])('what cannot be taken literally is refused: %j, %s', (glob) => {
  expect(isGlob(glob, 'vm')).toBe(false);
});

test.each([
  ['*-gоlden', 'a letter of another script that looks like an o'],
  ['büro-*', 'a letter that Kubernetes gives to no object'],
])('of an id, %j is refused, %s; a VM may be called so', (glob) => {
  expect(isGlob(glob, 'id')).toBe(false);
  expect(isGlob(glob, 'vm')).toBe(true);
});

test.each([
  ...[
    '*',
    '**',
    'web',
    'w?b',
    '[a-c]x',
    '[^a]?',
    '[!a]*',
    'a.b_c:d',
    '^a$',
    '[.]x',
    'x[a-a]',
    '[ab][cd]',
    '*-*-*-*-*-*',
    '**-*-*-***',
  ],
  // A hyphen before a class is no range.
  ...['web-[0-9]*', '[0-9]-[a-z]', 'pre-[ab]'],
])('what can be taken literally is accepted: %s', (glob) => {
  expect(isGlob(glob, 'id')).toBe(true);
});

/** What a glob of plain characters, `*` and `?` means, written down in another way. */
function fitsPlainly(glob: string, name: string): boolean {
  const [first, ...rest] = glob;
  if (first === undefined) return name === '';
  const others = rest.join('');
  if (first === '*') {
    return Array.from({ length: name.length + 1 }, (_, cut) => name.slice(cut)).some((tail) =>
      fitsPlainly(others, tail),
    );
  }
  return name !== '' && (first === '?' || first === name[0]) && fitsPlainly(others, name.slice(1));
}

test('on any name, stars and question marks mean what they mean everywhere', () => {
  const glob = fc.stringMatching(/^[ab.*?-]{1,6}$/);
  const name = fc.stringMatching(/^[ab.-]{0,7}$/);
  fc.assert(
    fc.property(glob, name, (pattern, text) => {
      expect(compileGlobs([pattern])(text)).toBe(fitsPlainly(pattern, text));
    }),
    { numRuns: 400 },
  );
});
