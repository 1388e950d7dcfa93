import { expect, test } from '@jest/globals';
import { summaryToText } from '../../simulator/demo/summary-text.ts';

test('paragraphs and lists lose their tags, and names come out as they were', () => {
  const summary = '<h3>Title</h3>\n\n<ul><li>one</li><li><code>&lt;b&gt; &amp;amp;</code></li></ul>\n\n';

  expect(summaryToText(summary)).toBe('Title\n\n• one\n• <b> &amp;');
});

test('the columns of a table are as wide as their widest cell on a terminal', () => {
  const row = (cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  const summary = `<table><tr><th></th><th>Why</th></tr>${row(['🟥 gone', 'old'])}${row(['⚠️', 'new'])}</table>`;

  expect(summaryToText(summary).split('\n')).toEqual([
    '         Why',
    '────────────',
    '🟥 gone  old',
    '⚠️       new',
  ]);
});
