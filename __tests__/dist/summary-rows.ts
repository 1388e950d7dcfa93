/** The rows of all tables in a job summary as plain text, such as `nightly | web-1 | – | 100Gi | yes`. */
export function rowsOf(summary: string): readonly string[] {
  return Array.from(summary.matchAll(/<tr>(.*?)<\/tr>/g), ([, row]) =>
    Array.from((row ?? '').matchAll(/<td>(.*?)<\/td>/g), ([, cell]) => plain(cell ?? '')).join(' | '),
  ).filter((row) => row !== '');
}

/** Without tags and without the signs that only decorate. */
function plain(html: string): string {
  return html.replaceAll(/<[^>]*>|\p{Extended_Pictographic}\uFE0F?/gu, '').trim();
}
