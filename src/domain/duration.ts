const MS_PER_UNIT = {
  w: 7 * 24 * 60 * 60 * 1000,
  d: 24 * 60 * 60 * 1000,
  h: 60 * 60 * 1000,
  min: 60 * 1000,
  s: 1000,
} as const;

type Unit = keyof typeof MS_PER_UNIT;

const DURATION = /^(?:\d+(?:min|[wdhms]))+$/;
const DURATION_PARTS = /(\d+)(min|[wdhms])/g;
const SHORT_MINUTES = /\dm(?!in)/;

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
  if (!DURATION.test(text)) return null;
  const totalMs = Array.from(text.matchAll(DURATION_PARTS)).reduce(
    (sumMs, [, count, unit]) => sumMs + Number(count) * MS_PER_UNIT[unit === 'm' ? 'min' : (unit as Unit)],
    0,
  );
  return totalMs > 0 && Number.isSafeInteger(totalMs) ? totalMs : null;
}

/**
 * Whether a duration says `m`, which is a minute in a wait and a month in the retention rules of restic. Where months
 * would make sense, it must not be taken for minutes.
 */
export function mayMeanMonths(text: string): boolean {
  return SHORT_MINUTES.test(text);
}

/**
 * Writes a duration in a form that {@link parseDurationMs} reads and that {@link mayMeanMonths} lets pass, so that what
 * a message or a summary shows can be pasted back into any input. Rounded to whole seconds; less than half a second is
 * `0s`.
 *
 * @param durationMs milliseconds, at least 0
 */
export function formatDuration(durationMs: number): string {
  const totalMs = Math.round(durationMs / 1000) * 1000;
  const { text } = (Object.keys(MS_PER_UNIT) as Unit[])
    .filter((unit) => unit !== 'w')
    .reduce(
      ({ restMs, text }, unit) => {
        const count = Math.floor(restMs / MS_PER_UNIT[unit]);
        return {
          restMs: restMs - count * MS_PER_UNIT[unit],
          text: count > 0 ? `${text}${count}${unit}` : text,
        };
      },
      { restMs: totalMs, text: '' },
    );
  return text || '0s';
}
