import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Secrets } from '../../../src/action/messages/secrets.ts';

function hiding(...hidden: readonly string[]): Secrets {
  const secrets = new Secrets();
  for (const secret of hidden) secrets.hide(secret);
  return secrets;
}

beforeEach(() => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a secret is redacted', () => {
  const PLAIN = 'pa+ss/word=1';
  const BLANKS = `it's (my) pass~word!*`;
  const PADDED = '>>>???é?';

  test.each([
    ['as it is', PLAIN, PLAIN],
    ['in a URL', PLAIN, 'pa%2Bss%2Fword%3D1'],
    ['in a URL of .NET', PLAIN, 'pa%2bss%2fword%3d1'],
    ['in JSON of .NET', PLAIN, String.raw`pa\u002Bss/word=1`],
    ['in JSON with lower-case digits', PLAIN, String.raw`pa\u002bss/word=1`],
    ['in HTML of .NET', PLAIN, 'pa&#x2B;ss/word=1'],
    ['in HTML with lower-case digits', PLAIN, 'pa&#x2b;ss/word=1'],
    ['in HTML with decimal digits', PLAIN, 'pa&#43;ss/word=1'],
    ['in HTML of Go', 'a<b>&"c+d', 'a&lt;b&gt;&amp;&#34;c&#43;d'],
    ['in HTML of .NET with names', 'a<b>&"c+d', 'a&lt;b&gt;&amp;&quot;c&#x2B;d'],
    ['in a URL of JavaScript', BLANKS, "it's%20(my)%20pass~word!*"],
    ['in a URL as RFC 3986 has it', BLANKS, 'it%27s%20%28my%29%20pass~word%21%2A'],
    ['in a form', BLANKS, 'it%27s+%28my%29+pass%7Eword%21*'],
    ['in a form of .NET', BLANKS, 'it%27s+(my)+pass%7eword!*'],
    ['in a query of JavaScript with pluses', BLANKS, "it's+(my)+pass~word!*"],
    ['in base64', PLAIN, 'cGErc3Mvd29yZD0x'],
    ['in base64 with one sign', PADDED, 'Pj4+Pz8/w6k/'],
    ['in base64 for URLs', PADDED, 'Pj4-Pz8_w6k_'],
  ])('%s: %j', (_, secret, written) => {
    expect(hiding(secret).redact(`<${written}> ${written}`)).toBe('<***> ***');
  });

  test.each([
    ['with padding', 'c2VjcmV0cw==', '***=='],
    ['without', 'c2VjcmV0cw', '***'],
  ])('in base64 %s', (_, written, redacted) => {
    expect(hiding('secrets').redact(written)).toBe(redacted);
  });

  test.each(['', 'ApiKey ', 'user:', 'ab', 'a'])(
    'in base64 of a text that begins with %j and goes on',
    (before) => {
      for (const after of ['', 'x', '==>', '>>>?']) {
        const encoded = Buffer.from(before + PADDED + after);
        for (const encoding of ['base64', 'base64url'] as const) {
          expect(hiding(PADDED).redact(encoded.toString(encoding))).toContain('***');
        }
      }
    },
  );

  test('as it is, however long', () => {
    const long = '+'.repeat(30_000_000);
    expect(hiding(long).redact(`<${long}>`)).toBe('<***>');
  });

  test('also with half a character, which is none in a URL', () => {
    expect(hiding('secret\ud800+').redact('secret%ef%bf%bd%2b')).toBe('***');
  });
});

test('other texts stay, also in another case, and short secrets do not occur in words', () => {
  expect(hiding('Secret+1', 'word').redact('secret+1 words SECRET%2B1')).toBe('secret+1 words SECRET%2B1');
});
