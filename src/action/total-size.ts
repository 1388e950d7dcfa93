const UNIT_BYTES: Readonly<Record<string, number>> = {
  '': 1,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/**
 * The sum of sizes in Kubernetes' writing (`100Gi`), as `2.5 TiB` or `600 GiB`; null if one is not known or is written
 * in another way, as a part of a sum would be taken for the whole.
 */
export function totalSize(sizes: readonly (string | null)[]): string | null {
  const bytes = sizes.map(toBytes).reduce((sum: number, size) => sum + size, 0);
  if (Number.isNaN(bytes)) return null;
  const [unit, factor] = bytes >= 2 ** 40 ? (['TiB', 2 ** 40] as const) : (['GiB', 2 ** 30] as const);
  return `${Number((bytes / factor).toFixed(1))} ${unit}`;
}

function toBytes(size: string | null): number {
  const [, count, unit = ''] = /^(\d+)([KMGT]i)?$/.exec(size ?? '') ?? [];
  return Number(count) * (UNIT_BYTES[unit] ?? Number.NaN);
}
