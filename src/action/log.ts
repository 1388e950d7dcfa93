import { EOL } from 'node:os';
import * as core from '@actions/core';
import { messageOf } from '../domain/errors.ts';
import type { Log } from '../operations/operation-context.ts';
import { escapeHtml } from './html.ts';
import type { Environment } from './inputs/input-reader.ts';
import { toLogLine } from './printable.ts';

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
  keep(secret: string): void {
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

/** Every failure is a line of the log, but nobody reads thousands. */
const MAX_FAILURE_LINES = 50;

/**
 * A log whose lines cannot be read by the runner as commands, and hold no secrets.
 *
 * @param warnings gets every warning as well
 */
export function createLog(secrets: Secrets, warnings: string[]): Log {
  const toLine = (text: string) => toLogLine(secrets.redact(text));
  return {
    debug: (line) => core.debug(toLine(line)),
    info: (lines) => core.info([lines].flat().map(toLine).join(EOL)),
    warning: (line) => {
      warnings.push(secrets.redact(line));
      core.warning(toLine(line));
    },
  };
}

/**
 * Makes the step fail. GitHub shows the first ten errors of a step, so the total comes first.
 *
 * @param total how far the step came; null where the only failure says all
 */
export function reportFailure(failures: readonly string[], total: string | null, secrets: Secrets): void {
  const more = failures.length - MAX_FAILURE_LINES;
  const lines = [
    ...(total === null ? [] : [total]),
    ...failures.slice(0, MAX_FAILURE_LINES),
    ...(more > 0 ? [`${more} more are not shown here.`] : []),
  ];
  process.exitCode = core.ExitCode.Failure;
  for (const line of lines) core.error(toLogLine(secrets.redact(line)));
}

/**
 * Appends to the job summary; without one, such as on an old server, there is nothing to do. A summary that cannot be
 * written is worth a warning, and no reason to fail.
 */
export async function writeSummary(
  html: string,
  environment: Environment,
  secrets: Secrets,
  log: Log,
): Promise<void> {
  if (!environment['GITHUB_STEP_SUMMARY']) return;
  try {
    await core.summary.addRaw(secrets.redact(html)).write();
  } catch (error) {
    log.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
}
