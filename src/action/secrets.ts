import { setSecret } from '@actions/core';

/** Shorter secrets occur in ordinary words; the runner still masks them in the log. */
const SHORTEST_REDACTED = 6;

const REDACTED = '***';

/**
 * What must never be shown. The runner masks it in the log; files and whatever is written before the mask holds are
 * the action's own business, so every text that leaves the action passes here too.
 */
export class Secrets {
  readonly #kept = new Set<string>();

  /** Must be called before anything else is logged. */
  keep(secret: string): void {
    this.#kept.add(secret);
    setSecret(secret);
  }

  /** The text without any secret, also where the server sent one back. */
  redact(text: string): string {
    return Array.from(this.#kept)
      .filter((secret) => secret.length >= SHORTEST_REDACTED)
      .reduce((redacted, secret) => redacted.replaceAll(secret, REDACTED), text);
  }
}
