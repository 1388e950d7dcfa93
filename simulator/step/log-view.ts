/** A line of a log as GitHub shows it. */
export interface LogLine {
  readonly kind: 'plain' | 'error' | 'warning' | 'notice';
  readonly text: string;
}

const COMMAND = /^::(?<command>[a-z-]+)(?: [^:]*)?::(?<data>.*)$/;

const LABELS = { error: 'Error: ', warning: 'Warning: ', notice: 'Notice: ' } as const;

const MASK = '***';

/** Turns what a step writes into what people see of it: without masked texts, and without commands to the runner. */
export class LogView {
  readonly #masked = new Set<string>();

  /** What is shown of a line; null if nothing is. */
  show(line: string): LogLine | null {
    const { command, data = '' } = COMMAND.exec(line)?.groups ?? {};
    const text = unescapeData(data);
    switch (command) {
      case undefined:
        return { kind: 'plain', text: this.#mask(line) };
      case 'error':
      case 'warning':
      case 'notice':
        return { kind: command, text: LABELS[command] + this.#mask(text) };
      case 'add-mask':
        this.#masked.add(text);
        return null;
      // Debug lines are shown only where debug logging is on; the action uses no other command.
      default:
        return null;
    }
  }

  #mask(text: string): string {
    return Array.from(this.#masked).reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
  }
}

/** The reverse of what `@actions/core` does to the data of a command. */
function unescapeData(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
