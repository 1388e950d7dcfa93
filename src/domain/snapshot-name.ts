import { compareText } from './snapshot.ts';
import { MAX_SHOWN_CHARACTERS, shorten } from './wording.ts';

/** What a name template may contain, each in braces. */
const PLACEHOLDERS = [
  'source-vm',
  'date',
  'time',
  'sha',
  'ref',
  'run-id',
  'run-number',
  'run-attempt',
] as const;

/** What a template may hold between braces. */
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** The name of a snapshot to be made, and the VM it is to be made of. */
export interface NamedSource {
  readonly name: string;
  readonly sourceVm: string;
}

/** The names that a template gives, or the faults that keep it from giving any. */
type NamingResult =
  | { readonly ok: true; readonly named: readonly NamedSource[]; readonly notices: readonly string[] }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Values for the placeholders that do not depend on the VM; a missing one has no value in this run. */
export type PlaceholderValues = Readonly<Partial<Record<Exclude<Placeholder, 'source-vm'>, string>>>;

/** The template where none is given. */
export const DEFAULT_NAME_TEMPLATE = '{source-vm}-{date}-{time}';

/** A label of DNS (RFC 1123) has 63 characters, and every Kubernetes object accepts a name of that length. */
const MAX_LABEL_LENGTH = 63;

const NAME_RULE = `a generated name has only a-z, 0-9 and -, and at most ${MAX_LABEL_LENGTH} characters`;

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Only these have no length of their own; the others are kept whole, because they make the name unique. */
const SHORTENED_WHEN_TOO_LONG: readonly Placeholder[] = ['source-vm', 'ref'];

/** Whether the template asks for any of the placeholders. */
export function usesPlaceholder(template: string, placeholders: readonly Placeholder[]): boolean {
  return placeholders.some((placeholder) => template.includes(`{${placeholder}}`));
}

/** `YYYYMMDD` and `HHMMSS` in UTC. */
export function dateAndTime(nowMs: number): { readonly date: string; readonly time: string } {
  const iso = new Date(nowMs).toISOString();
  return { date: iso.slice(0, 10).replaceAll('-', ''), time: iso.slice(11, 19).replaceAll(':', '') };
}

/**
 * Names the snapshots of some VMs by a template. A name keeps to `a-z 0-9 -` and 63 characters, which Kubernetes
 * accepts everywhere; where it is too long, the VM's part (and a branch's) is shortened and the rest kept.
 *
 * @returns all faults in one go: unknown or empty placeholders, nothing left of a name, and two VMs that would get
 * the same name
 */
export function nameSnapshots(
  template: string,
  sourceVms: readonly string[],
  values: PlaceholderValues,
): NamingResult {
  const templateFaults = faultsOfTemplate(template, sourceVms, values);
  if (templateFaults.length > 0) return { ok: false, faults: templateFaults };

  const named = sourceVms.map((sourceVm) => ({ sourceVm, name: expand(template, sourceVm, values) }));
  const faults = [...named.flatMap((source) => faultsOfName(template, source)), ...collisions(named)];
  if (faults.length > 0) return { ok: false, faults };
  const notices = named.flatMap(({ name, sourceVm }) => {
    const meant = fill(template, sourceVm, values, (value) => value);
    return meant === name
      ? []
      : [`The name "${shorten(meant, MAX_SHOWN_CHARACTERS)}" was changed to "${name}": ${NAME_RULE}.`];
  });
  return { ok: true, named, notices };
}

function faultsOfTemplate(
  template: string,
  sourceVms: readonly string[],
  values: PlaceholderValues,
): readonly string[] {
  const asked = Array.from(template.matchAll(PLACEHOLDER), ([, placeholder]) => placeholder as Placeholder);
  const accepted = `accepted are ${PLACEHOLDERS.map((placeholder) => `{${placeholder}}`).join(', ')}`;
  const unknown = asked.filter((placeholder) => !PLACEHOLDERS.includes(placeholder));
  const empty = asked.filter(
    (placeholder) =>
      placeholder !== 'source-vm' && PLACEHOLDERS.includes(placeholder) && !values[placeholder],
  );
  const strayBrace = /[{}]/.test(template.replaceAll(PLACEHOLDER, ''));
  return [
    ...unknown.map((placeholder) => `{${placeholder}} is not a placeholder; ${accepted}`),
    ...(strayBrace ? [`a brace stands alone; ${accepted}`] : []),
    ...empty.map((placeholder) => `{${placeholder}} has no value in this run`),
    ...(sourceVms.length > 1 && !asked.includes('source-vm')
      ? ['several VMs need {source-vm} in it, or their snapshots would have the same name']
      : []),
  ];
}

/** The name, with as much of the shortened parts as there is room for; too long where there is none. */
function expand(template: string, sourceVm: string, values: PlaceholderValues): string {
  const partLimits = Array.from({ length: MAX_LABEL_LENGTH }, (_, index) => MAX_LABEL_LENGTH - index);
  const names = partLimits.map((partLimit) => {
    const name = fill(template, sourceVm, values, (value, placeholder) => {
      const limit = SHORTENED_WHEN_TOO_LONG.includes(placeholder) ? partLimit : undefined;
      return toNameCharacters(toNameCharacters(value).slice(0, limit));
    });
    return toNameCharacters(name);
  });
  return names.find((name) => name.length <= MAX_LABEL_LENGTH) ?? (names[0] as string);
}

/** The template, with what `write` makes of each value in the place of its placeholder. */
function fill(
  template: string,
  sourceVm: string,
  values: PlaceholderValues,
  write: (value: string, placeholder: Placeholder) => string,
): string {
  return template.replaceAll(PLACEHOLDER, (_, placeholder: Placeholder) =>
    write(placeholder === 'source-vm' ? sourceVm : (values[placeholder] ?? ''), placeholder),
  );
}

function toNameCharacters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function faultsOfName(template: string, { name, sourceVm }: NamedSource): readonly string[] {
  if (template.includes('{source-vm}') && toNameCharacters(sourceVm) === '') {
    return [`nothing is left of the VM name ${JSON.stringify(sourceVm)} in a-z, 0-9 and -`];
  }
  if (name === '') return ['nothing is left of it in a-z, 0-9 and -'];
  if (name.length <= MAX_LABEL_LENGTH) return [];
  return [`the name "${name}" has ${name.length} characters; ${MAX_LABEL_LENGTH} are accepted`];
}

function collisions(named: readonly NamedSource[]): readonly string[] {
  return Array.from(Map.groupBy(named, ({ name }) => name))
    .filter(([, sources]) => sources.length > 1)
    .sort(([left], [right]) => compareText(left, right))
    .map(([name, sources]) => {
      const vms = sources.map(({ sourceVm }) => sourceVm).join(' and ');
      return `the VMs ${vms} would get the same name "${name}"`;
    });
}
