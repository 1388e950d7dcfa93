import * as core from '@actions/core';
import { escapeHtml } from './html.ts';

/** Shorter secrets occur in ordinary words; the runner still masks them in the log. */
const MIN_REDACTED_LENGTH = 6;

const REDACTED = '***';

const ESCAPED_BY_DOT_NET = /["&'+<>\\`]/g;

/**
 * What must never be shown. The runner masks it in the log; files and whatever is written before the mask holds are
 * the action's own business, so every text that leaves the action passes here too.
 */
export class Secrets {
  /** The secrets as they are, and as they look within JSON, HTML and URLs. */
  #forms: readonly string[] = [];

  readonly #masked = new Set<string>();

  /** Must be called before anything else is logged. */
  hide(secret: string): void {
    core.setSecret(secret);
    this.#masked.add(secret);
    if (secret.length < MIN_REDACTED_LENGTH) return;
    const forms = [
      secret,
      JSON.stringify(secret).slice(1, -1),
      escapeHtml(secret),
      // It throws on half a character, which a token of a strange server may hold.
      encodeURIComponent(secret.toWellFormed()),
      // As .NET writes JSON and HTML.
      secret.replace(ESCAPED_BY_DOT_NET, (character) => `\\u00${hexOf(character)}`),
      secret.replace(ESCAPED_BY_DOT_NET, (character) => `&#x${hexOf(character)};`),
    ];
    // The longest first: one secret may be a part of another.
    this.#forms = Array.from(new Set([...this.#forms, ...forms])).sort(
      (left, right) => right.length - left.length,
    );
  }

  /** Whether the runner masks a part of the text in the log. */
  areIn(text: string): boolean {
    return Array.from(this.#masked).some((secret) => text.includes(secret));
  }

  /** The text without any secret, also where the server sent one back. */
  redact(text: string): string {
    return this.#forms.reduce(
      (redacted, form) => (redacted.includes(form) ? redacted.replaceAll(form, REDACTED) : redacted),
      text,
    );
  }
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase();
}
