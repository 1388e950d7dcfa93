import type { InputName } from '../../src/action/inputs/catalog.ts';
import { InputReader } from '../../src/action/inputs/input-reader.ts';
import { readPrune } from '../../src/action/inputs/parse-inputs.ts';
import type { PruneOptions } from '../../src/operations/prune-snapshots.ts';

/** What people typed, by the name of the field. */
export type Fields = Readonly<Record<string, string>>;

/** Something that is wrong with what was typed; `field` is null where it is wrong with several together. */
export interface FieldFault {
  readonly field: string | null;
  /** A sentence for people. */
  readonly message: string;
}

/** A field of the form, which is an input of `prune`. */
export interface PolicyField {
  readonly input: InputName;
  /** What an empty field shows: an example, or what it counts as. */
  readonly placeholder: string;
  /** What the field holds to begin with. */
  readonly value?: string;
}

/** The form: all inputs of `prune` that decide what it keeps, in groups. */
export const FIELD_GROUPS: readonly { readonly title: string; readonly fields: readonly PolicyField[] }[] = [
  {
    title: 'Which snapshots',
    fields: [
      { input: 'cluster', placeholder: 'Msc1', value: 'Msc1' },
      { input: 'namespace', placeholder: 'my-vpc', value: 'my-vpc' },
      { input: 'source-vm', placeholder: 'web-*', value: '*' },
      { input: 'match', placeholder: '*-nightly-*' },
      { input: 'protect', placeholder: '*-golden' },
    ],
  },
  {
    title: 'Keep by number',
    fields: [
      { input: 'keep-last', placeholder: '1', value: '3' },
      { input: 'keep-hourly', placeholder: '24' },
      { input: 'keep-daily', placeholder: '7', value: '7' },
      { input: 'keep-weekly', placeholder: '5', value: '5' },
      { input: 'keep-monthly', placeholder: '12', value: '12' },
      { input: 'keep-yearly', placeholder: 'unlimited' },
    ],
  },
  {
    title: 'Keep by time',
    fields: [
      { input: 'keep-within', placeholder: '2d' },
      { input: 'keep-within-hourly', placeholder: '2d' },
      { input: 'keep-within-daily', placeholder: '7d' },
      { input: 'keep-within-weekly', placeholder: '31d' },
      { input: 'keep-within-monthly', placeholder: '366d' },
      { input: 'keep-within-yearly', placeholder: '3653d' },
    ],
  },
  {
    title: 'Limits',
    fields: [
      { input: 'older-than', placeholder: '30d' },
      { input: 'unready-older-than', placeholder: '2d' },
      { input: 'max-deletes', placeholder: '50' },
    ],
  },
];

/** The inputs of the form, in its order. */
export const POLICY_INPUTS: readonly InputName[] = FIELD_GROUPS.flatMap(({ fields }) =>
  fields.map(({ input }) => input),
);

/** Reads the form as the action reads its inputs. */
export function readPolicyFields(fields: Fields): PruneOptions | readonly FieldFault[] {
  const inputs = POLICY_INPUTS.map((input) => [`INPUT_${input.toUpperCase()}`, fields[input] ?? '']);
  const reader = new InputReader({ ...Object.fromEntries(inputs), INPUT_OPERATION: 'prune' });
  const options = readPrune(reader);
  return reader.faults.length === 0 ? options : reader.faults.map(toFieldFault);
}

/** The action begins a fault with the input's name; what it says of a whole policy begins otherwise. */
function toFieldFault(message: string): FieldFault {
  const [, named] = /^`([\w-]+)`/.exec(message) ?? [];
  return { field: POLICY_INPUTS.find((input) => input === named) ?? null, message };
}
