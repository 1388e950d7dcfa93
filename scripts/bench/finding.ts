/** One line of the table: what was measured, and whether it is as it should be. */
export interface Finding {
  readonly what: string;
  readonly measured: string;
  /** What it is compared with; empty if with nothing but the figure. */
  readonly beside: string;
  readonly result: string;
  /** What the result should be. */
  readonly figure: string;
  readonly isMet: boolean;
}

/** How many times as much a measured quantity is as another of the same run, and how many it may be. */
export interface Comparison {
  readonly what: string;
  readonly measured: number;
  readonly beside: number;
  readonly besideWhat: string;
  readonly unit: (quantity: number) => string;
  readonly atMost: number;
}

export function compared({ what, measured, beside, besideWhat, unit, atMost }: Comparison): Finding {
  const ratio = measured / beside;
  return {
    what,
    measured: unit(measured),
    beside: `${unit(beside)}, ${besideWhat}`,
    result: `${ratio.toFixed(2)} times`,
    figure: `at most ${atMost} times`,
    isMet: ratio <= atMost,
  };
}

/** A count that has a limit of its own. */
export function limited(what: string, count: number, atMost: number, noun: string): Finding {
  return {
    what,
    measured: `${inThousands(count)} ${noun}`.trim(),
    beside: '',
    result: '',
    figure: `at most ${inThousands(atMost)}`,
    isMet: count <= atMost,
  };
}

export function inMilliseconds(durationMs: number): string {
  return `${inThousands(Math.round(durationMs))} ms`;
}

export function inSeconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

export function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}

function inThousands(count: number): string {
  return count.toLocaleString('en-US');
}
