import type { Snapshot } from '../../domain/snapshot.ts';
import { millisecondsOf } from '../../domain/time.ts';
import { describeAge } from '../../domain/wording.ts';
import { escapeUnprintable } from './printable.ts';

const HTML_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What GitHub makes something of in plain text: mentions, references, emoji, addresses, and long hexadecimal numbers. */
const ALIVE = /[@#/]|:[\w+-]+:|\bGH-\d|[\da-f]{7}/i;

/** Rows of all tables of a summary together: far below the 1 MiB above which GitHub drops it whole. */
export const MAX_ROWS = 500;

/** Text for HTML, on one line. */
export function escapeHtml(text: string): string {
  return escapeUnprintable(text).replace(/[&<>"']/g, (character) => HTML_ESCAPES[character] ?? character);
}

/**
 * Text for a cell or a paragraph of the job summary, which GitHub renders as Markdown with HTML. It is code, so that
 * neither Markdown nor a mention, a link or an image in it comes to life.
 */
export function toHtmlCode(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** A sentence to be read, in which only what it quotes as code, and what GitHub would bring to life, is code. */
export function toHtmlSentence(text: string): string {
  return escapeUnprintable(text)
    .split(/(`[^`]+`| )/)
    .map((word) => {
      if (/^`[^`]+`$/.test(word)) return toHtmlCode(word.slice(1, -1));
      return ALIVE.test(word) ? toHtmlCode(word) : escapeHtml(word);
    })
    .join('');
}

/** Code, or a dash for what is unknown. */
export function codeOrDash(text: string | null): string {
  return text === null ? '–' : toHtmlCode(text);
}

/** How old a snapshot is, or a dash where there is none or its date is unknown. */
export function ageOrDash(snapshot: Snapshot | null, nowMs: number): string {
  const creationDate = snapshot?.creationDate ?? null;
  return creationDate === null ? '–' : describeAge(nowMs - millisecondsOf(creationDate));
}

/** A table on one line, of cells that are HTML already. */
export function toHtmlTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const toRow = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<table>${toRow('th', titles)}${rows.map((cells) => toRow('td', cells)).join('')}</table>`;
}

/** A list on one line, of the first so many sentences. */
export function toHtmlList(sentences: readonly string[], maxItems: number): string {
  const items = sentences.slice(0, maxItems).map((sentence) => `<li>${toHtmlSentence(sentence)}</li>`);
  const more = sentences.length - items.length;
  return `<ul>${items.join('')}${more > 0 ? `<li>and ${more} more, in the log</li>` : ''}</ul>`;
}
