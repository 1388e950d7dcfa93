import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeHtml, toHtmlCode } from '../../../src/action/messages/html.ts';
import { escapeUnprintable, toLogLine } from '../../../src/action/messages/printable.ts';

describe('a line of the log', () => {
  test.each([
    ['Deleted "web-1".', 'Deleted "web-1".'],
    ['', ''],
    ['Ünïcödé 日本 🟩', 'Ünïcödé 日本 🟩'],
    ['two\nlines', 'two\\nlines'],
    ['of Windows\r\n', 'of Windows\\r\\n'],
    ['a\ttab', 'a\\ttab'],
    ['red \u001b[31mtext', 'red \\u{1b}[31mtext'],
    ['right\u202eleft', 'right\\u{202e}left'],
    ['zero\u200bwidth', 'zero\\u{200b}width'],
    ['a\ufeffmark', 'a\\u{feff}mark'],
    ['line\u2028and paragraph\u2029', 'line\\u{2028}and paragraph\\u{2029}'],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
    ['private \ue000 use', 'private \\u{e000} use'],
    ['half \ud83d alone', 'half \\u{d83d} alone'],
    ['::error::forged', ': :error::forged'],
    ['  ::error::forged', '  : :error::forged'],
    ['\n::error::forged', '\\n::error::forged'],
    [':::', ': ::'],
    [':one colon', ':one colon'],
    ['a ::b:: in the middle', 'a ::b:: in the middle'],
    ['##[error]forged', '# #[error]forged'],
    ['a ##[group]b ##[endgroup]', 'a # #[group]b # #[endgroup]'],
    ['###[error]', '## #[error]'],
    ['#\n#[error]', '#\\n#[error]'],
    ['# a heading, ## another', '# a heading, ## another'],
  ])('%j is %j', (text, line) => {
    expect(toLogLine(text)).toBe(line);
  });

  test('is cut after 4,096 characters', () => {
    expect(toLogLine('x'.repeat(4096))).toBe('x'.repeat(4096));
    expect(toLogLine('x'.repeat(4097))).toBe(`${'x'.repeat(4096)}…`);
  });

  test('that is cut in the middle of a character shows that half of it', () => {
    expect(escapeUnprintable(`${'x'.repeat(4095)}🟩`)).toBe(`${'x'.repeat(4095)}\\u{d83d}…`);
  });
});

const HOSTILE = [
  ...['::', ':', '#', '##[', '[', ' ', '\n', '\r\n', '\t', '\u2028', '\u0085', '\u00a0', '\u200b'],
  ...['\u202e', '\u2066', '\ufeff', '\u001b[0m', '<', '>', '"', "'", '&', '\ud800', '%0A', 'error'],
];

const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' })), { maxLength: 12 })
  .map((parts) => parts.join(''));

const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

test('no line of the log hides or reverses text, or is a command to the runner; a safe one is left as it is', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const line = toLogLine(text);
      expect(line).not.toMatch(INVISIBLE);
      expect(line.trimStart().startsWith('::')).toBe(false);
      expect(line).not.toContain('##[');
      expect(toLogLine(line.slice(0, 4096))).toBe(line.slice(0, 4096));
    }),
  );
});

describe('text for HTML', () => {
  test.each([
    ['web-1', 'web-1'],
    ['<img src=x onerror="alert(1)">', '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'],
    ["it's", 'it&#39;s'],
    ['a & b', 'a &amp; b'],
    ['&lt;', '&amp;lt;'],
    ['a | b\n# c', 'a | b\\n# c'],
  ])('%j is %j', (text, html) => {
    expect(escapeHtml(text)).toBe(html);
  });

  test('holds no character that HTML reads, and no line break', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"'\n\r]/);
        expect(escapeHtml(text).replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });

  test('can be code', () => {
    expect(toHtmlCode('a<b')).toBe('<code>a&lt;b</code>');
  });
});
