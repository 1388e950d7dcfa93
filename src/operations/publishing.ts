const GROWTH = 1.1;

/**
 * Whether what is done so far is to be published. Each time all of it is written, so that with one writing for each new
 * item the outputs would grow with the square of their number; with a tenth more each time, they grow in proportion.
 *
 * @param doneCount how much there is
 * @param publishedCount how much there was at the last time
 */
export function isDue(doneCount: number, publishedCount: number): boolean {
  return doneCount >= publishedCount * GROWTH;
}
