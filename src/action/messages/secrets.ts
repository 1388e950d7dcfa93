import * as core from '@actions/core';
import { escapeHtml } from './html.ts';

/** Shorter secrets occur in ordinary words; the runner still masks them in the log. */
const MIN_REDACTED_LENGTH = 6;

const REDACTED = '***';

/** A longer one, which only a hostile server gives out, would fill the memory with its forms. */
const MAX_LENGTH_OF_FORMS = 65_536;

const ESCAPED_BY_DOT_NET = /["&'+<>\\`]/g;

/** The characters that Go and .NET write by name in HTML; they write all others as numbers. */
const NAMED_IN_HTML = ['', '&<>', '&<>"'];

/** Characters that are not escaped in URLs, besides letters, digits and `-._`: by JavaScript, RFC 3986, .NET, forms. */
const KEPT_IN_URLS = ["!'()*~", '~', '!()*', '*'];

const HEXADECIMAL = /%[\dA-F]{2}|\\u[\dA-F]{4}|&#x[\dA-F]+;/g;

/**
 * What must never be shown. The runner masks it in the log; files and whatever is written before the mask holds are
 * the action's own business, so every text that leaves the action passes here too.
 */
export class Secrets {
  /** The secrets as they are, and as they look within JSON, HTML, URLs and base64. */
  #forms: readonly string[] = [];

  readonly #masked = new Set<string>();

  /** Must be called before anything else is logged. */
  readonly hide = (secret: string): void => {
    core.setSecret(secret);
    this.#masked.add(secret);
    if (secret.length < MIN_REDACTED_LENGTH) return;
    const forms = secret.length > MAX_LENGTH_OF_FORMS ? [secret] : formsOf(secret);
    // The longest first: one secret may be a part of another.
    this.#forms = Array.from(new Set([...this.#forms, ...forms])).sort(
      (left, right) => right.length - left.length,
    );
  };

  /** Whether the runner masks a part of the text in the log. */
  areIn(text: string): boolean {
    return Array.from(this.#masked).some((secret) => text.includes(secret));
  }

  /** The text without any secret, also where the server sent one back. */
  readonly redact = (text: string): string =>
    this.#forms.reduce(
      (redacted, form) => (redacted.includes(form) ? redacted.replaceAll(form, REDACTED) : redacted),
      text,
    );
}

/** The secret as it is, and as services write it: each list is of what one of them does, as they differ. */
function formsOf(secret: string): readonly string[] {
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    secret.replace(ESCAPED_BY_DOT_NET, (character) => `\\u00${hexOf(character)}`),
    escapeHtml(secret),
    ...NAMED_IN_HTML.flatMap((named) => numberedInHtml(secret, named)),
    ...KEPT_IN_URLS.flatMap((kept) => inUrl(secret, kept)),
    ...inBase64(secret),
  ];
  // Some write hexadecimal digits in lower case.
  return forms.flatMap((form) => [form, form.replace(HEXADECIMAL, (digits) => digits.toLowerCase())]);
}

/** With hexadecimal numbers, and with decimal ones. */
function numberedInHtml(secret: string, named: string): readonly string[] {
  const written = (numberOf: (character: string) => string) =>
    secret.replace(ESCAPED_BY_DOT_NET, (character) =>
      named.includes(character) ? escapeHtml(character) : `&#${numberOf(character)};`,
    );
  return [
    written((character) => `x${hexOf(character)}`),
    written((character) => `${character.charCodeAt(0)}`),
  ];
}

/** With blanks as everywhere in URLs, and as forms have them. */
function inUrl(secret: string, kept: string): readonly string[] {
  // It throws on half a character, which a token of a strange server may hold.
  const encoded = encodeURIComponent(secret.toWellFormed()).replace(/[!'()*~]/g, (character) =>
    kept.includes(character) ? character : `%${hexOf(character)}`,
  );
  return [encoded, encoded.replaceAll('%20', '+')];
}

/** Alone, without the padding that may follow, which tells nothing; and as a part of a text such as `user:password`. */
function inBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), ...withinBase64(secret)];
}

/** Where it begins at the first, second or third byte of a group, without the signs that other bytes have a share in. */
function withinBase64(secret: string): readonly string[] {
  return [0, 1, 2].flatMap((bytesBefore) => {
    const bytes = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(secret)]);
    const start = Math.ceil((bytesBefore * 8) / 6);
    const end = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)];
  });
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase();
}
