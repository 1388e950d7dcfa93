/** The characters that the action's summaries escape, and nothing else. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

const GRAPHEMES = new Intl.Segmenter();

/**
 * Reads a job summary as a terminal can show it: the few kinds of HTML blocks that the action writes.
 *
 * @param width in columns, to which lines are wrapped
 */
export function summaryToText(summary: string, width: number): string {
  const blocks = summary.split('\n\n').filter((block) => block !== '');
  return blocks.map((block) => blockToText(block, width)).join('\n\n');
}

/** Wraps each line at its spaces. What goes on is indented two columns more than its line. */
export function wrap(text: string, width: number): string {
  return text.replaceAll(/^( *)(.+)$/gm, (_line, indent: string, rest: string) =>
    wordsToLines(rest, width - indent.length - HANGING.length)
      .map((line, index) => indent + (index === 0 ? '' : HANGING) + line)
      .join('\n'),
  );
}

const HANGING = '  ';

function wordsToLines(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer) <= width) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}

function blockToText(block: string, width: number): string {
  if (block.startsWith('<details')) return detailsToText(block, width);
  if (block.startsWith('<table>')) return tableToText(block, width);
  const items = contentsOf(block, 'li').map((item) => `• ${inlineToText(item)}`);
  return wrap(items.length > 0 ? items.join('\n') : inlineToText(block), width);
}

function detailsToText(details: string, width: number): string {
  const [summary = ''] = contentsOf(details, 'summary');
  const [table = ''] = contentsOf(details, 'table');
  return `${inlineToText(summary.replaceAll('<br>', '\n'))}\n\n${tableToText(table, width)}`;
}

/** The last column is as wide as there is room. */
function tableToText(table: string, width: number): string {
  const rows = contentsOf(table, 'tr').map((row) => contentsOf(row, 't[hd]').map(inlineToText));
  const columns = Array.from(rows[0]?.keys() ?? []);
  const widths = columns.map((column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const before = widths.slice(0, -1).reduce((sum, cell) => sum + cell + GAP.length, 0);
  const lines = rows.flatMap((row) => {
    const [first = '', ...more] = wordsToLines(row.at(-1) ?? '', width - before);
    return [joinCells(row.with(-1, first), widths), ...more.map((line) => ' '.repeat(before) + line)];
  });
  const rule = '─'.repeat(Math.min(width, before + (widths.at(-1) ?? 0)));
  return lines.toSpliced(1, 0, rule).join('\n');
}

const GAP = '  ';

function joinCells(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((text, column) => text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(text))))
    .join(GAP)
    .trimEnd();
}

/** What is between each pair of tags; the action's blocks never nest a tag in its like. */
function contentsOf(html: string, tag: string): readonly string[] {
  const elements = html.matchAll(new RegExp(`<${tag}>(?<content>.*?)</${tag}>`, 'g'));
  return Array.from(elements, ({ groups }) => groups?.['content'] ?? '');
}

function inlineToText(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll(/&[^;]+;/g, (entity) => ENTITIES[entity] ?? entity);
}

/** Columns of a terminal: an emoji takes two. */
export function widthOf(text: string): number {
  return Array.from(GRAPHEMES.segment(text)).reduce(
    (width, { segment }) => width + (/^\p{RGI_Emoji}$/v.test(segment) ? 2 : 1),
    0,
  );
}
