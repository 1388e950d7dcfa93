import { byId, html } from './elements.ts';
import { FIELD_GROUPS, type FieldFault, type Fields, type PolicyField } from './policy-fields.ts';

/** Puts the fields of the policy into the page. */
export function buildPolicyFields(): void {
  const groups = FIELD_GROUPS.map(({ title, fields }) =>
    html('fieldset', {}, html('legend', {}, title), ...fields.flatMap(fieldRow)),
  );
  byId('policy', HTMLDivElement).append(...groups);
}

function fieldRow({ input, placeholder, value = '' }: PolicyField): readonly HTMLElement[] {
  return [
    html('label', { for: input }, html('code', {}, input)),
    html('input', {
      id: input,
      name: input,
      value,
      placeholder,
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      'aria-describedby': `${input}-fault`,
    }),
    html('p', { class: 'fault', id: `${input}-fault` }),
  ];
}

/** What the form holds. */
export function fieldsOf(form: HTMLFormElement): Fields {
  return Object.fromEntries(Array.from(new FormData(form), ([name, value]) => [name, String(value)]));
}

/** Shows each fault at its field, and those of no field above the results. What is only missing is not called wrong. */
export function showFaults(form: HTMLFormElement, faults: readonly FieldFault[]): void {
  const byField = Map.groupBy(faults, ({ field }) => field);
  for (const place of form.querySelectorAll('.fault')) {
    const name = place.id.replace(/-fault$/, '');
    const messages = (byField.get(name) ?? []).map(({ message }) => message);
    const isEmpty = fieldsOf(form)[name]?.trim() === '';
    place.replaceChildren(...withCode(messages.join(' ')));
    place.classList.toggle('missing', isEmpty);
    form.querySelector(`#${name}`)?.setAttribute('aria-invalid', String(messages.length > 0 && !isEmpty));
  }
  const general = (byField.get(null) ?? []).map(({ message }) => html('p', {}, ...withCode(message)));
  const fieldCount = faults.length - general.length;
  const where = fieldCount === 1 ? 'the message in the form' : `the ${fieldCount} messages in the form`;
  const hint = fieldCount > 0 ? [html('p', {}, `Nothing can be shown yet: see ${where}.`)] : [];
  byId('faults', HTMLDivElement).replaceChildren(...general, ...hint);
}

/** A message, with what stands between backticks as code. */
function withCode(message: string): readonly (Node | string)[] {
  return message.split('`').map((part, index) => (index % 2 === 1 ? html('code', {}, part) : part));
}
