import { VERSION } from '../../src/version.ts';
import { type Fields, POLICY_INPUTS } from './policy-fields.ts';

/** What YAML takes for a text or a number as it stands, and for the same as in quotes. */
const PLAIN = /^[A-Za-z0-9][\w.-]*$/;
const TAKEN_FOR_SOMETHING_ELSE =
  /^(?:true|false|yes|no|on|off|null|0[xo].*|[\d.]+e.*|\d.*-\d.*|.*\.[\d_]*|0\d+)$/i;

/** The step of a workflow that prunes by what was typed. It is a dry run, as a first run should be. */
export function stepYaml(fields: Fields): string {
  const given = POLICY_INPUTS.map((input) => [input, (fields[input] ?? '').trim()] as const).filter(
    ([, value]) => value !== '',
  );
  return [
    `- uses: OWNER/denvr-snapshot-action@v${VERSION.split('.', 1)[0]}`,
    '  with:',
    '    operation: prune',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
    '    api-key: ${{ secrets.DENVR_APIKEY }}',
    ...given.map(([input, value]) => `    ${input}: ${quote(value)}`),
    '    dry-run: true # take this line out once the summary shows what you want',
    '',
  ].join('\n');
}

function quote(value: string): string {
  const isPlain = PLAIN.test(value) && !TAKEN_FOR_SOMETHING_ELSE.test(value);
  return isPlain ? value : `'${value.replaceAll("'", "''")}'`;
}
