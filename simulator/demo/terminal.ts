import { styleText } from 'node:util';
import { stringify } from 'yaml';
import type { LogLine } from './log-view.ts';
import type { Audience, ToldStep } from './run-story.ts';
import { ACTION, STORY, type StoryStep } from './story.ts';
import { summaryToText } from './summary-text.ts';

const RULE_WIDTH = 100;
const LONGEST_OUTPUT = 76;

/** Shows the story in a terminal, the log line by line as it is written. */
export const terminal: Audience = {
  begins(apiUrl) {
    write(
      `The Denvr Cloud API is simulated at ${apiUrl}; the action is dist/index.js, run as the runner runs it.`,
    );
  },

  stepBegins(step) {
    const place = `${STORY.indexOf(step) + 1}/${STORY.length}`;
    write('', styleText('bold', '━'.repeat(RULE_WIDTH)), styleText('bold', `${place}  ${step.title}`), '');
    write(styleText('cyan', toYaml(step)));
    writeHeading('Log');
  },

  hears({ kind, text }: LogLine) {
    write(indent(kind === 'plain' ? text : styleText(COLOURS[kind], text)));
  },

  stepEnds({ outputs, summary }: ToldStep) {
    writeHeading('Outputs');
    write(indent(listOutputs(outputs)));
    writeHeading('Job summary');
    write(indent(summaryToText(summary)));
  },
};

const COLOURS = { error: 'red', warning: 'yellow', notice: 'blue' } as const;

/** A step as it stands in a workflow. */
function toYaml({ id, with: inputs }: StoryStep): string {
  return stringify([{ uses: ACTION, id, with: inputs }], { lineWidth: 0, singleQuote: true }).trimEnd();
}

function listOutputs(outputs: Readonly<Record<string, string>>): string {
  const set = Object.entries(outputs).filter(([, value]) => value !== '');
  const width = Math.max(...set.map(([name]) => name.length));
  return set.map(([name, value]) => `${name.padEnd(width)}  ${shorten(value)}`).join('\n');
}

function shorten(text: string): string {
  return text.length > LONGEST_OUTPUT ? `${text.slice(0, LONGEST_OUTPUT)}…` : text;
}

function writeHeading(title: string): void {
  write('', styleText(['bold', 'underline'], title));
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

function write(...lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}
