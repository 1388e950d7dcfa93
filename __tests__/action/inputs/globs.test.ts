import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGlobs, isGlob } from '../../../src/action/inputs/globs.ts';

describe('a glob', () => {
  test.each([
    ['web', 'web', true],
    ['web', 'web-1', false],
    ['web', 'my-web', false],
    ['web', 'WEB', false],
    ['*', 'web', true],
    ['*', 'web-1.prod', true],
    ['*', '.hidden', true],
    ['*', 'a/b', true],
    ['web-*', 'web-', true],
    ['web-*', 'web-1.2.3', true],
    ['web-*', 'web', false],
    ['web-*', 'my-web-1', false],
    ['*-prod', 'web-prod', true],
    ['*-prod', 'web-prod-1', false],
    ['*prod*', 'my-prod-db', true],
    ['web-*-2026*', 'web-1.a-20261123-141530', true],
    ['**', 'a.b', true],
    ['web-?', 'web-1', true],
    ['web-?', 'web-', false],
    ['web-?', 'web-12', false],
    ['web.?', 'web.1', true],
    ['web.1', 'web-1', false],
    ['web-[0-9]', 'web-7', true],
    ['web-[0-9]', 'web-x', false],
    ['web-[abc]', 'web-b', true],
    ['web-[^0-9]', 'web-x', true],
    ['web-[^0-9]', 'web-7', false],
    ['[a-c]*', 'backup.1', true],
    ['[a-c]*', 'web', false],
    ['web$', 'web', false],
    ['^web', 'web', false],
    ['web name', 'web name', true],
  ])('%s on %s: %p', (glob, name, expected) => {
    expect(compileGlobs([glob])(name)).toBe(expected);
  });

  test.each([
    ['web-[!0-9]', 'web-x', true],
    ['web-[!0-9]', 'web-7', false],
    ['[!p]*', 'web', true],
    ['[!p]*', 'prod', false],
  ])('that excludes characters as a shell does, %s on %s: %p', (glob, name, expected) => {
    expect(compileGlobs([glob])(name)).toBe(expected);
  });

  test('that protects ignores case, because generated names are lower case', () => {
    expect(compileGlobs(['DB-*'], true)('db-1')).toBe(true);
  });

  test('fits a name with a line break', () => {
    expect(compileGlobs(['keep*'])('keep-\nx')).toBe(true);
  });

  test('fits a name if any of several does', () => {
    const fits = compileGlobs(['web-*', 'db']);
    expect(['web-1', 'db', 'db-1', 'cache'].map(fits)).toEqual([true, true, false, false]);
  });

  test('with as many stars as are accepted is fast even with the worst of names', () => {
    const fits = compileGlobs(['*-*-*-*x']);
    expect(fits(`a${'-'.repeat(251)}a`)).toBe(false);
    expect(fits('a-b-c-dx')).toBe(true);
  });

  test.each([
    [253, true],
    [254, false],
    [1_000_000, false],
  ])('fits a name of %p characters: %p, as no name is longer than 253', (length, expected) => {
    expect(compileGlobs(['*-*'])(`a-${'-'.repeat(length - 2)}`)).toBe(expected);
    expect(compileGlobs(['*-*x'])(`a-${'-'.repeat(length - 2)}`)).toBe(false);
  });

  test('that is not there fits nothing', () => {
    expect(compileGlobs([])('web')).toBe(false);
  });
});

describe('what cannot be taken literally is refused', () => {
  test.each([
    ['', 'nothing'],
    ['!prod-*', 'a negation'],
    ['prod-!', 'a negation at the end'],
    ['!(prod)', 'an extended negation'],
    ['@(a|b)', 'alternatives'],
    ['+(a)', 'a repetition'],
    ['?(a)', 'an option'],
    ['a|b', 'a bar'],
    ['{a,b}', 'braces'],
    ['web-{1..3}', 'a range in braces'],
    ['(a)', 'parentheses'],
    ['a)', 'a parenthesis alone'],
    ['web\\*', 'a backslash'],
    ['[a', 'a bracket alone'],
    ['a]', 'a closing bracket alone'],
    ['[]', 'an empty class'],
    ['[[:alpha:]]', 'a POSIX class'],
    ['[a\\]]', 'a backslash in a class'],
    ['web-*[', 'a bracket at the end'],
    ['web-* db-*', 'a list separated by spaces'],
    ['*-*-*-*-*', 'five stars'],
    ['web-*;db-*', 'a list separated by semicolons'],
    ['web-*\u200b', 'a character that a paste left behind'],
  ])('%j: %s', (glob) => {
    expect(isGlob(glob)).toBe(false);
  });

  test.each([
    ['"prod-*"', 'quotes, in which picomatch takes the star for a star'],
    ['[z-a]*', 'a range that is upside down, and fits nothing'],
    ['[^]', 'an empty negated class, which fits nothing'],
  ])('%j: %s', (glob) => {
    expect(isGlob(glob)).toBe(false);
  });
});

describe('what can be taken literally is accepted', () => {
  test.each([
    '*',
    '**',
    'web',
    'web-*',
    'w?b',
    '[a-c]x',
    '[^a]',
    '[!a]',
    'a.b_c',
    '[a-c][0-9]',
    '[.]',
    '*-*-*-*',
    '**-*-*-***',
  ])('%s', (glob) => {
    expect(isGlob(glob)).toBe(true);
  });
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

test('on names of Kubernetes, stars and question marks mean what they mean everywhere', () => {
  const glob = fc.stringMatching(/^[ab.*?-]{1,6}$/);
  const name = fc.stringMatching(/^[ab](?:[ab.-]{0,5}[ab])?$/).filter((text) => !text.includes('..'));
  fc.assert(
    fc.property(glob, name, (pattern, text) => {
      expect(compileGlobs([pattern])(text)).toBe(fitsPlainly(pattern, text));
    }),
    { numRuns: 400 },
  );
});

test('a name without special characters fits itself and nothing else', () => {
  const name = fc.stringMatching(/^[a-z0-9.-]{1,20}$/);
  fc.assert(
    fc.property(name, name, (glob, other) => {
      expect(isGlob(glob)).toBe(true);
      expect(compileGlobs([glob])(other)).toBe(glob === other);
    }),
  );
});

test.each(['web-[0-9]', 'web-[0-9]*', '[0-9]-[a-z]', 'pre-[ab]', 'a-[b]'])(
  'a hyphen before a class is no range: %s',
  (glob) => {
    expect(isGlob(glob)).toBe(true);
  },
);

test('a range of one character is accepted', () => {
  expect(isGlob('[a-a]')).toBe(true);
});

test.each([
  ['{a,b}', 'a'],
  ['+(a)', 'aa'],
  ['!a', 'b'],
])('even if it were accepted, %s would not fit %s', (glob, name) => {
  expect(compileGlobs([glob])(name)).toBe(false);
});
