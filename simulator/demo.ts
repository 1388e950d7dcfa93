/**
 * Shows what the action does, without an account: `npm run demo` runs the compiled action against the simulator, and
 * fails if a step ends differently than the story in `demo/story.ts` says.
 */
import { runStory } from './demo/run-story.ts';
import { terminal } from './demo/terminal.ts';

const startedMs = performance.now();
try {
  const story = await runStory(terminal);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`\n✔ All ${story.length} steps ended as the story says, in ${seconds} s.`);
} catch (error) {
  console.error(`\n✘ ${(error as Error).message}`);
  process.exitCode = 1;
}
