/** How many times as much a measured quantity is as another of the same run, and how many it may be. */
export interface Finding {
  readonly what: string;
  readonly measured: number;
  readonly beside: number;
  readonly besideWhat: string;
  readonly unit: (quantity: number) => string;
  readonly atMost: number;
}

export function inMilliseconds(durationMs: number): string {
  return `${Math.round(durationMs).toLocaleString('en-US')} ms`;
}

export function inSeconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

export function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
