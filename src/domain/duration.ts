import { DAY_MS, HOUR_MS, MINUTE_MS } from './time.ts';

const MS_PER_UNIT = {
  w: 7 * DAY_MS,
  d: DAY_MS,
  h: HOUR_MS,
  min: MINUTE_MS,
  m: MINUTE_MS,
  s: 1000,
} as const;

// Anchored: what is left after taking the parts out would be found in quadratic time in a long row of digits.
const SUM_OF_PARTS = /^(?:\d+(?:min|[wdhms]))+$/;
const PART = /(\d+)(min|[wdhms])/g;

/** The forms that {@link parseDurationMs} accepts, for messages to people. */
export const DURATION_FORMS = 'a duration greater than zero such as 90s, 15min, 12h, 7d, 2w or 1h30min';

/**
 * Reads a duration such as `90s`, `15min`, `12h`, `7d`, `2w`, or a sum such as `1h30min`. `m` stands for minutes too:
 * see {@link mayMeanMonths}.
 *
 * @returns milliseconds, or null if the text is anything else: a bare number has no unit, and a wait or a
 * retention of nothing is never meant.
 */
export function parseDurationMs(text: string): number | null {
  if (!SUM_OF_PARTS.test(text)) return null;
  const totalMs = Array.from(text.matchAll(PART)).reduce(
    (sumMs, [, count, unit]) => sumMs + Number(count) * MS_PER_UNIT[unit as keyof typeof MS_PER_UNIT],
    0,
  );
  return totalMs > 0 && Number.isSafeInteger(totalMs) ? totalMs : null;
}

/**
 * Whether a duration says `m`, which is a minute in a wait and a month in the retention rules of restic. Where months
 * would make sense, it must not count as minutes.
 */
export function mayMeanMonths(text: string): boolean {
  return SUM_OF_PARTS.test(text) && /\dm(?!in)/.test(text);
}

/**
 * Writes a duration in a form that {@link parseDurationMs} reads and that {@link mayMeanMonths} lets pass, so that what
 * a message or a summary shows can be pasted back into any input. Rounded to whole seconds; less than half a second is
 * `0s`.
 *
 * @param durationMs milliseconds, at least 0
 */
export function formatDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  const parts = [
    { count: Math.floor(seconds / 86_400), unit: 'd' },
    { count: Math.floor(seconds / 3600) % 24, unit: 'h' },
    { count: Math.floor(seconds / 60) % 60, unit: 'min' },
    { count: seconds % 60, unit: 's' },
  ];
  const text = parts.map(({ count, unit }) => (count > 0 ? `${count}${unit}` : '')).join('');
  return text || '0s';
}
