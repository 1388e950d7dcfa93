import { INPUT_NAMES, type InputName, type Operation } from './catalog.ts';
import type { InputReader } from './input-reader.ts';

/** The name of an input and its text; null where it was not given, and so sets no limit. */
export type GivenInput = readonly [name: InputName, text: string | null];

/** What says which snapshots an operation is about. */
const SCOPE_INPUTS: readonly InputName[] = ['cluster', 'namespace', 'source-vm', 'match', 'protect'];
const LIST_FILTERS: readonly InputName[] = ['ready', 'older-than', 'newer-than'];

const CREDENTIALS: readonly InputName[] = ['api-key', 'username', 'password'];

/** All inputs that were given, but for credentials. */
export function readConfiguration(reader: InputReader): readonly GivenInput[] {
  return INPUT_NAMES.filter((name) => reader.isSet(name) && !CREDENTIALS.includes(name)).map((name) => [
    name,
    textOf(name, reader),
  ]);
}

/** The inputs that say which snapshots an operation is about. */
export function readScope(operation: Operation, reader: InputReader): readonly GivenInput[] {
  const names = operation === 'prune' ? SCOPE_INPUTS : [...SCOPE_INPUTS, ...LIST_FILTERS];
  return names.flatMap((name): readonly GivenInput[] => {
    if (reader.isSet(name)) return [[name, textOf(name, reader)]];
    return name === 'cluster' || name === 'namespace' ? [[name, null]] : [];
  });
}

/** A scope in words, such as `Cluster Msc1, namespace any, source-vm web-*`. */
export function describeScope(scope: readonly GivenInput[], quote = (text: string) => text): string {
  const words = scope.map(([name, text]) => `${name} ${text === null ? 'any' : quote(text)}`).join(', ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function textOf(name: InputName, reader: InputReader): string {
  return reader
    .raw(name)
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(', ');
}
