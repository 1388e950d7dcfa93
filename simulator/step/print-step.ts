import { styleText } from 'node:util';
import type { StepEnd } from './run-step.ts';
import type { LogLine } from './shown-step.ts';
import { summaryToText, wrap } from './terminal-text.ts';

/** Columns of a terminal that everything fits. */
export const WIDTH = 80;

const INDENT = '  ';
const COLOURS = { error: 'red', warning: 'yellow', notice: 'blue' } as const;

export function printHeading(title: string): void {
  console.log(`\n${styleText(['bold', 'underline'], title)}`);
}

export function printLogLine({ kind, text }: LogLine): void {
  const wrapped = wrap(INDENT + text, WIDTH);
  console.log(kind === 'plain' ? wrapped : styleText(COLOURS[kind], wrapped));
}

/** Prints the outputs that are not empty, if there are any; long ones are cut short. */
export function printOutputs({ outputs }: Pick<StepEnd, 'outputs'>): void {
  const set = Object.entries(outputs).filter(([, value]) => value !== '');
  if (set.length === 0) return;
  printHeading('Outputs');
  const nameWidth = Math.max(...set.map(([name]) => name.length));
  const valueWidth = WIDTH - 2 * INDENT.length - nameWidth;
  for (const [name, value] of set) {
    const shown = value.length > valueWidth ? `${value.slice(0, valueWidth - 1)}…` : value;
    console.log(INDENT + name.padEnd(nameWidth) + INDENT + shown);
  }
}

/** Prints the job summary, if there is one. */
export function printSummary({ summary }: Pick<StepEnd, 'summary'>): void {
  if (summary === '') return;
  printHeading('Job summary');
  console.log(summaryToText(summary, WIDTH - INDENT.length).replaceAll(/^(?=.)/gm, INDENT));
}
