import { DAY_MS } from '../../src/domain/time.ts';

/** Places ages on a line, with more room for the young ones: rules keep those close together, and old ones far apart. */
export interface AgeScale {
  /** From the oldest at the left. */
  xOf(ageMs: number): number;
  /** Marks with room between them. */
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

const TICKS = [
  { days: 0, label: 'now' },
  { days: 0.25, label: '6h' },
  { days: 1, label: '1d' },
  { days: 3, label: '3d' },
  { days: 7, label: '1w' },
  { days: 14, label: '2w' },
  { days: 30, label: '1 month' },
  { days: 91, label: '3 months' },
  { days: 182, label: '6 months' },
  { days: 365, label: '1 year' },
  { days: 730, label: '2 years' },
  { days: 1826, label: '5 years' },
  { days: 3652, label: '10 years' },
];

const LEAST_BETWEEN_TICKS = 54;

/** @param maxAgeMs the age at the left end; less than a day counts as one */
export function ageScale(maxAgeMs: number, left: number, right: number): AgeScale {
  const maxDays = Math.max(maxAgeMs / DAY_MS, 1);
  const xOf = (ageMs: number) => {
    const part = Math.log1p(Math.max(ageMs, 0) / DAY_MS) / Math.log1p(maxDays);
    return right - (right - left) * Math.min(part, 1);
  };
  const ticks: { x: number; label: string }[] = [];
  for (const { days, label } of TICKS) {
    const x = xOf(days * DAY_MS);
    const last = ticks.at(-1);
    if (days <= maxDays && (last === undefined || last.x - x >= LEAST_BETWEEN_TICKS))
      ticks.push({ x, label });
  }
  return { xOf, ticks };
}
