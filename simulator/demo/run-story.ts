import { isDeepStrictEqual } from 'node:util';
import { type Simulator, withSimulator } from '../simulator.ts';
import { inTemporaryDirectory, type StepEnd } from '../step/run-step.ts';
import { type LogLine, runShownStep } from '../step/shown-step.ts';
import { datedSnapshots } from './dated-snapshots.ts';
import { CLUSTER, evaluate, OLD_NAMESPACE, STORY, type StoryStep } from './story.ts';

/** A step that has run. */
export interface ToldStep extends StepEnd {
  readonly step: StoryStep;
  readonly lines: readonly LogLine[];
}

/** Is told of the story as it goes on. */
export interface Audience {
  begins?(apiUrl: string): void;
  stepBegins?(step: StoryStep): void;
  hears?(line: LogLine, step: StoryStep): void;
  stepEnds?(told: ToldStep): void;
}

const API_KEY = 'key-of-the-demo';

/** Long enough for some rounds of waiting, short enough to watch. */
const READY_AFTER_MS = 3000;

/**
 * Tells the whole story: the compiled action, step by step, against a simulator of its own.
 *
 * @throws at the first step that ends differently than the story says
 */
export function runStory(audience: Audience = {}): Promise<readonly ToldStep[]> {
  const options = { apiKey: API_KEY, clusters: [CLUSTER], readyAfterMs: READY_AFTER_MS };
  return withSimulator(options, (simulator) => {
    for (const snapshot of datedSnapshots(OLD_NAMESPACE, Date.now())) simulator.addSnapshot(snapshot);
    audience.begins?.(simulator.url);
    return runSteps(simulator, audience);
  });
}

async function runSteps(simulator: Simulator, audience: Audience): Promise<readonly ToldStep[]> {
  const values = new Map([
    ['env.SIMULATOR_URL', simulator.url],
    ['secrets.DENVR_APIKEY', API_KEY],
  ]);
  const story: ToldStep[] = [];
  for (const step of STORY) {
    audience.stepBegins?.(step);
    const told = await runStoryStep(step, values, audience);
    audience.stepEnds?.(told);
    requireExpectedEnd(told, simulator);
    for (const [name, value] of Object.entries(told.outputs)) {
      values.set(`steps.${step.id}.outputs.${name}`, value);
    }
    story.push(told);
  }
  return story;
}

async function runStoryStep(
  step: StoryStep,
  values: ReadonlyMap<string, string>,
  audience: Audience,
): Promise<ToldStep> {
  const lines: LogLine[] = [];
  const inputs = Object.entries(step.with).map(([name, value]) => [name, evaluate(String(value), values)]);
  const end = await inTemporaryDirectory((directory) =>
    runShownStep(directory, Object.fromEntries(inputs), (line) => {
      lines.push(line);
      audience.hears?.(line, step);
    }),
  );
  return { ...end, step, lines };
}

function requireExpectedEnd({ step, exitCode, outputs }: ToldStep, simulator: Simulator): void {
  const { id, with: inputs } = step;
  const expected = { exitCode: 0, ...step.expected };
  const actual = {
    exitCode,
    outputs: Object.fromEntries(Object.keys(expected.outputs).map((name) => [name, outputs[name]])),
    snapshotsLeft: simulator
      .snapshots()
      .filter(({ namespace, deleting }) => namespace === inputs['namespace'] && !deleting).length,
  };
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(
    `The step "${id}" ended differently than the story says: ${JSON.stringify(actual)}, and not ${JSON.stringify(expected)}.`,
  );
}
