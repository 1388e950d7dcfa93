import { expect, test } from '@jest/globals';
import { summaryToText, wrap } from '../../simulator/step/terminal-text.ts';

test('paragraphs and lists lose their tags, and names come out as they were', () => {
  const summary = '<h3>Title</h3>\n\n<ul><li>one</li><li><code>&lt;b&gt; &amp;amp;</code></li></ul>\n\n';

  expect(summaryToText(summary, 80)).toBe('Title\n\n• one\n• <b> &amp;');
});

test('the columns of a table are as wide as their widest cell on a terminal', () => {
  const row = (cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  const summary = `<table><tr><th></th><th>Why</th></tr>${row(['🟥 gone', 'old'])}${row(['⚠️', 'new'])}</table>`;

  expect(summaryToText(summary, 80).split('\n')).toEqual([
    '         Why',
    '────────────',
    '🟥 gone  old',
    '⚠️       new',
  ]);
});

test('what is too wide goes on below: a line indented, the last column of a table in its column', () => {
  expect(wrap('  one two three\nfour', 11)).toBe('  one two\n    three\nfour');
  const table = '<table><tr><th>Id</th><th>Why</th></tr><tr><td>a</td><td>one two three</td></tr></table>';
  expect(summaryToText(table, 12).split('\n')).toEqual([
    'Id  Why',
    '────────────',
    'a   one two',
    '    three',
  ]);
});
