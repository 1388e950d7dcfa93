const MAX_BACKOFF_MS = 20_000;

/**
 * The pause before the next attempt: what the service asked for, or else one that doubles up to 20 s, of which a random
 * half is taken off so that jobs that failed together do not come back together.
 *
 * @param attempts how many have failed, at least 1
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 * @param firstMs the first pause where the service asked for none, in milliseconds
 * @returns milliseconds
 */
export function retryDelayMs(
  attempts: number,
  retryAfterMs: number | null,
  random: number,
  firstMs = 1000,
): number {
  // Zero would spend all attempts at once.
  if (retryAfterMs !== null && retryAfterMs > 0) return retryAfterMs;
  return Math.min(firstMs * 2 ** (attempts - 1), MAX_BACKOFF_MS) * (1 - 0.5 * random);
}
