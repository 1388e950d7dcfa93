import { styleText } from 'node:util';
import { stringify } from 'yaml';
import { printHeading, printLogLine, printOutputs, printSummary, WIDTH } from '../step/print-step.ts';
import type { Audience } from './run-story.ts';
import { ACTION, STORY, type StoryStep } from './story.ts';

/** Shows the story in a terminal, the log line by line as it is written. */
export const terminal: Audience = {
  begins(apiUrl) {
    console.log(`The Denvr Cloud API is simulated at ${apiUrl}.`);
    console.log('The action is dist/index.js, run as the runner runs it.');
  },

  stepBegins(step) {
    const place = `${STORY.indexOf(step) + 1}/${STORY.length}`;
    console.log(styleText('bold', `\n${'━'.repeat(WIDTH)}\n${place}  ${step.title}\n`));
    console.log(styleText('cyan', toYaml(step)));
    if (step.planIn !== 'summary') printHeading('Log');
  },

  hears(line, step) {
    if (step.planIn !== 'summary') printLogLine(line);
  },

  stepEnds(told) {
    if (told.exitCode !== 0) console.log(`\nThe step fails, with exit code ${told.exitCode}, as it should.`);
    printOutputs(told);
    if (told.step.planIn !== 'log') printSummary(told);
  },
};

/** A step as it stands in a workflow. */
function toYaml({ id, with: inputs }: StoryStep): string {
  return stringify([{ uses: ACTION, id, with: inputs }], { lineWidth: 0, singleQuote: true }).trimEnd();
}
