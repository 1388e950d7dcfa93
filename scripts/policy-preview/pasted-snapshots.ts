import { readCreationDate } from '../../src/denvr-api/creation-date.ts';
import { validateSnapshot } from '../../src/denvr-api/generated/response-validators.ts';
import { partialSnapshot, type Snapshot } from '../../src/domain/snapshot.ts';

/** Snapshots that were pasted, or what is wrong with the text, in a sentence. */
export type Pasted =
  | { readonly ok: true; readonly snapshots: readonly Snapshot[] }
  | { readonly ok: false; readonly message: string };

const WHAT_TO_PASTE =
  'Paste the whole output `snapshots` of a step with `operation: list`, or the text of its `snapshots-file`: it begins with [ and ends with ].';

/** Reads the JSON that the action writes, by the description of the API that the action reads answers by. */
export function readPasted(text: string): Pasted {
  if (text.trim() === '') return fault(`Nothing is pasted yet. ${WHAT_TO_PASTE}`);
  const items = parseJson(text);
  if (items === undefined) return fault(`This is not JSON, or only a part of it. ${WHAT_TO_PASTE}`);
  if (!Array.isArray(items)) return fault(`This is JSON, but no list. ${WHAT_TO_PASTE}`);
  if (items.length === 0) return fault('The list is empty: there is no snapshot in it.');
  const broken = items.findIndex((item) => !validateSnapshot(item));
  return broken === -1
    ? { ok: true, snapshots: items.map(toSnapshot) }
    : fault(`Entry ${broken + 1} of ${items.length} is no snapshot: ${describe(items[broken])}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toSnapshot(item: Snapshot): Snapshot {
  return partialSnapshot({
    id: item.id ?? null,
    namespace: item.namespace ?? null,
    sourceName: item.sourceName ?? null,
    readyToUse: item.readyToUse ?? null,
    creationDate: readCreationDate(item.creationDate).timestamp,
  });
}

function describe(item: unknown): string {
  validateSnapshot(item);
  const [error] =
    (validateSnapshot as { errors?: { instancePath: string; message?: string }[] }).errors ?? [];
  const field = error?.instancePath.slice(1) ?? '';
  return field === '' ? `it ${error?.message ?? 'cannot be read'}` : `its ${field} ${error?.message}`;
}

function fault(message: string): Pasted {
  return { ok: false, message };
}
