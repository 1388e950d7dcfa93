/**
 * Shows what the action does, without an account: `npm run demo` runs the compiled action against the simulator, and
 * fails if a step ends differently than the story in `demo/story.ts` says.
 */
import { runStory } from './demo/run-story.ts';
import { terminal } from './demo/terminal.ts';

const NEXT = `
What to do next:

  npm run step -- operation=list cluster=Msc1
      runs a step of your own, as you saw it here, on a simulator
  docs/policy-preview.html
      opened in a browser, shows what a retention policy keeps
  README.md
      "Quick start" lists the snapshots of your account, and changes nothing`;

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
