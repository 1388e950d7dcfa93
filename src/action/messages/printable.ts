import { MAX_TEXT_LENGTH } from '../../domain/snapshot.ts';
import { shorten } from '../../domain/wording.ts';

// Control and format characters (bidirectional marks and zero-width ones among them), separators of lines and
// paragraphs, surrogates without a partner, and characters for private use: all that can hide or forge text.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

// Either form of a runner command: `::name::` at the start of a line, and the legacy `##[name]` anywhere in it. Their
// search is one with that for the unprintable, as a plan may be told in 100,000 lines.
const UNSAFE_IN_LOG = new RegExp(String.raw`^\p{Zs}*:(?=:)|##(?=\[)|${UNPRINTABLE.source}`, 'gu');

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

// Texts are cut at what is the longest of an answer: a shorter cut could split a secret, which would then not be found.

/**
 * One line of text that is safe to write to a log. Whatever could break the line, hide a part of it, colour the
 * terminal, or be read by the runner as a command is written in a visible form.
 */
export function toLogLine(text: string): string {
  return shorten(text, MAX_TEXT_LENGTH).replace(UNSAFE_IN_LOG, (unsafe) => {
    if (unsafe === '##') return '# #';
    return unsafe.endsWith(':') ? `${unsafe} ` : escapeCharacter(unsafe);
  });
}

/** Replaces what cannot be seen by what can be, and cuts what nobody would read. */
export function escapeUnprintable(text: string): string {
  return shorten(text, MAX_TEXT_LENGTH).replace(UNPRINTABLE, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return ESCAPES[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
