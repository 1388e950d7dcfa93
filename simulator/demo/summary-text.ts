/** The characters that the action's summaries escape, and nothing else. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

const GRAPHEMES = new Intl.Segmenter();

/** Reads a job summary as a terminal can show it: the few kinds of HTML blocks that the action writes. */
export function summaryToText(summary: string): string {
  const blocks = summary.split('\n\n').filter((block) => block !== '');
  return blocks.map((block) => blockToText(block)).join('\n\n');
}

function blockToText(block: string): string {
  if (block.startsWith('<details')) return detailsToText(block);
  if (block.startsWith('<table>')) return tableToText(block);
  const items = contentsOf(block, 'li');
  return items.length > 0 ? items.map((item) => `• ${inlineToText(item)}`).join('\n') : inlineToText(block);
}

function detailsToText(details: string): string {
  const [summary = ''] = contentsOf(details, 'summary');
  const [table = ''] = contentsOf(details, 'table');
  return `${inlineToText(summary.replaceAll('<br>', '\n'))}\n\n${tableToText(table)}`;
}

function tableToText(table: string): string {
  const rows = contentsOf(table, 'tr').map((row) => contentsOf(row, 't[hd]').map(inlineToText));
  const columns = Array.from(rows[0]?.keys() ?? []);
  const widths = columns.map((column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const lines = rows.map((row) => joinCells(row, widths));
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  return lines.toSpliced(1, 0, rule).join('\n');
}

function joinCells(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((text, column) => text + ' '.repeat((widths[column] ?? 0) - widthOf(text)))
    .join('  ')
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
function widthOf(text: string): number {
  return Array.from(GRAPHEMES.segment(text)).reduce(
    (width, { segment }) => width + (/^\p{RGI_Emoji}$/v.test(segment) ? 2 : 1),
    0,
  );
}
