/**
 * Shows what the action does, without an account: `npm run demo` runs the compiled action against the simulator, and
 * fails if a step ends differently than the story in `demo/story.ts` says.
 */
import { styleText } from 'node:util';
import { stringify } from 'yaml';
import { type Audience, runStory } from './demo/run-story.ts';
import { ACTION, STORY, type StoryStep } from './demo/story.ts';
import { printHeading, printLogLine, printOutputs, printSummary, WIDTH } from './step/print-step.ts';

const NEXT = `
What to do next:

  npm run step -- operation=list cluster=Msc1
      runs a step of your own, as you saw it here, on a simulator
  docs/policy-preview.html
      opened in a browser, shows what a retention policy keeps
  README.md
      "Quick start" lists the snapshots of your account, and changes nothing`;

/** Shows the story in a terminal, the log line by line as it is written. */
const terminal: Audience = {
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

const startedMs = performance.now();
try {
  const story = await runStory(terminal);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`\n✔ All ${story.length} steps ended as the story says, in ${seconds} s.
${NEXT}`);
} catch (error) {
  console.error(`\n✘ ${(error as Error).message}`);
  process.exitCode = 1;
}

/** A step as it stands in a workflow. */
function toYaml({ id, with: inputs }: StoryStep): string {
  return stringify([{ uses: ACTION, id, with: inputs }], { lineWidth: 0, singleQuote: true }).trimEnd();
}
