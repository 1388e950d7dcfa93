import type { Placeholder, PlaceholderValues } from '../domain/snapshot-name.ts';
import type { Clock } from '../domain/time.ts';

/** The placeholders whose values are the workflow run's. */
export const RUN_PLACEHOLDERS: readonly Placeholder[] = ['sha', 'ref', 'run-id', 'run-number', 'run-attempt'];

const SHA_LENGTH = 7;

/**
 * What the workflow run gives to a name. `@actions/github` brings all of octokit, so it is loaded only when a name
 * asks for one of these. It reads the file of the event too, and throws if it cannot; no name needs that file.
 */
export async function loadRunPlaceholders(): Promise<PlaceholderValues> {
  // biome-ignore lint/style/noProcessEnv: the library looks here, whatever the action was given
  delete process.env['GITHUB_EVENT_PATH'];
  const { context } = await import('@actions/github');
  return {
    sha: (context.sha ?? '').slice(0, SHA_LENGTH),
    ref: (context.ref ?? '').replace(/^refs\/(?:heads|tags|pull)\//, ''),
    'run-id': positive(context.runId),
    'run-number': positive(context.runNumber),
    'run-attempt': positive(context.runAttempt),
  };
}

function positive(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}

/** The time of this machine. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  elapsedMs: () => performance.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, durationMs);
      signal.addEventListener('abort', stop, { once: true });
    }),
};
