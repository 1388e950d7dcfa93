import type { Simulator } from '../../simulator/simulator.ts';

/** Inputs that reach a simulator by its default API key, in namespace `prod` of its default cluster. */
export function inputsAt(
  simulator: Pick<Simulator, 'url'>,
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    'api-url': simulator.url,
    'api-key': 'test-key',
    cluster: 'Msc1',
    namespace: 'prod',
    ...inputs,
  };
}

/** What a simulator was asked, a line for each request, such as `POST CreateSnapshot web-1`. */
export function sentTo(simulator: Pick<Simulator, 'requests'>): readonly string[] {
  return simulator.requests.map(({ method, path, query, body }) => {
    const name = query['Id'] ?? (body as { readonly name?: string } | null)?.name;
    return [method, path.split('/').at(-1), name].filter((part) => part !== undefined).join(' ');
  });
}

/** How many requests of an operation a simulator was sent. */
export function countSent(
  simulator: Pick<Simulator, 'requests'>,
  operation: Simulator['requests'][number]['operation'],
): number {
  return simulator.requests.filter((request) => request.operation === operation).length;
}

/** A clock for the simulator that runs as fast as the time of an action with this `timeFactor`. */
export function acceleratedNow(timeFactor: number): () => number {
  const startedMs = Date.now();
  const startedElapsedMs = performance.now();
  return () => startedMs + (performance.now() - startedElapsedMs) * timeFactor;
}
