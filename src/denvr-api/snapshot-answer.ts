import type { Snapshot } from '../domain/snapshot.ts';
import type { Listing } from '../operations/snapshot-store.ts';
import { type AnswerFault, type GoodAnswer, type Interpreted, unreadable } from './answer.ts';
import { readCreationDate } from './creation-date.ts';
import {
  validateCommandOutput,
  validateSnapshot,
  validateSnapshotList,
} from './generated/answer-validators.ts';
import type { components } from './generated/api-types.ts';

type DescribedSnapshot = components['schemas']['SnapshotDetailsItem'];

/** The server may send null for every field, also where its description does not say so. */
type AnsweredSnapshot = { readonly [Field in keyof DescribedSnapshot]: DescribedSnapshot[Field] | null };

/** What the generator's validators are: a function that leaves the first error behind. */
interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}

const isSnapshot: Validator = validateSnapshot;
const isSnapshotList: Validator = validateSnapshotList;
const isCommandOutput: Validator = validateCommandOutput;

/**
 * Reads the snapshot in an answer.
 *
 * @param askedId the id that was asked for, which a nameless answer gets and any other answer must have; null if
 * the server was free to choose one
 */
export function readSnapshot(answer: GoodAnswer, askedId: string | null): Interpreted<Snapshot> {
  if (!isSnapshot(answer.result)) return misshapen(answer, isSnapshot.errors);
  const snapshot = toSnapshot(answer.result as AnsweredSnapshot);
  if (Object.values(snapshot).every((field) => field === null)) {
    return unreadable(answer.status, 'it describes no snapshot');
  }
  if (askedId !== null && snapshot.id !== null && snapshot.id !== askedId) {
    return unreadable(answer.status, 'it is about another snapshot than was asked for');
  }
  return { ok: true, value: { ...snapshot, id: snapshot.id ?? askedId } };
}

/**
 * Reads the snapshot in an answer to a request for one, which may lack any field. The server may choose another id than
 * the name; but if the VM or the namespace is another too, it is somebody else's snapshot, whose id must not be taken
 * for the new one's.
 */
export function readCreatedSnapshot(
  answer: GoodAnswer,
  asked: { readonly name: string; readonly namespace: string; readonly sourceVm: string },
): Interpreted<Snapshot> {
  const read = readSnapshot(answer, null);
  if (!read.ok) return read;
  const { id, namespace, sourceName } = read.value;
  const isNamedAsAsked = id === null || id === asked.name;
  const isOfAnother =
    (namespace ?? asked.namespace) !== asked.namespace || (sourceName ?? asked.sourceVm) !== asked.sourceVm;
  if (isNamedAsAsked || !isOfAnother) return read;
  return unreadable(answer.status, 'it is about another snapshot than was asked for');
}

/**
 * Reads all snapshots in an answer. One item that cannot be read spoils the whole list: a list is also what deletions
 * are decided by, and a part of it would be taken for the whole.
 */
export function readSnapshotList(answer: GoodAnswer): Interpreted<Listing> {
  if (!isSnapshotList(answer.result)) return misshapen(answer, isSnapshotList.errors);
  const { items } = answer.result as { readonly items: readonly AnsweredSnapshot[] | null };
  return { ok: true, value: { snapshots: (items ?? []).map(toSnapshot), serverNowMs: answer.serverNowMs } };
}

/**
 * Reads the answer to a deletion. Its status alone says that it is accepted; what it says besides must fit, or it is
 * the answer of something else.
 */
export function readDeletion(answer: GoodAnswer, askedId: string): Interpreted<'accepted'> {
  if (answer.result === null) return { ok: true, value: 'accepted' };
  if (!isCommandOutput(answer.result)) return misshapen(answer, isCommandOutput.errors);
  const { id = null, ...others } = answer.result as { readonly id?: string | null };
  const saysNothing = id === null && Object.keys(others).length === 0;
  if (id === askedId || (saysNothing && answer.status === 202)) return { ok: true, value: 'accepted' };
  return unreadable(answer.status, 'it does not say that this snapshot is deleted');
}

function misshapen(answer: GoodAnswer, errors: Validator['errors']): AnswerFault {
  const { instancePath = '', message = 'has another shape' } = errors?.[0] ?? {};
  return unreadable(answer.status, `${instancePath === '' ? 'it' : instancePath.slice(1)} ${message}`);
}

function toSnapshot(answered: AnsweredSnapshot): Snapshot {
  return {
    id: answered.id || null,
    namespace: answered.namespace || null,
    sourceName: answered.sourceName || null,
    osImage: answered.osImage ?? null,
    customPackage: answered.customPackage ?? null,
    rootDiskSize: answered.rootDiskSize ?? null,
    creationDate: readCreationDate(answered.creationDate),
    username: answered.username ?? null,
    tenancyName: answered.tenancyName ?? null,
    readyToUse: answered.readyToUse ?? null,
  };
}

const MISSING_WORDS = /not found|could not be found|does not exist/i;
const EXISTS_WORDS = /snapshot (?:(?:of|with) [\w ]*name )?already exists/i;
const TAKEN_WORDS =
  /already exists|(?:snapshot|name)\b.*(?:already in use|duplicate)|duplicate.*(?:snapshot|name)\b/i;

/**
 * Whether a fault says that a snapshot does not exist: a 404, or words that name its id (the vendor's Terraform
 * provider recognises `"<id>" not found` at any status). A 404 that is no JSON comes from
 * something else, such as a gateway.
 */
export function saysMissing(fault: AnswerFault, id: string): boolean {
  if (fault.status === 404) return !fault.isForeign;
  const words = fault.serverMessage ?? '';
  return MISSING_WORDS.test(words) && namesId(words, id);
}

/**
 * Whether a fault says that a snapshot of that name is there already. A disk that is "already in use", or a 409 for
 * some other reason, says nothing of the snapshot.
 */
export function saysAlreadyExists(fault: AnswerFault, name: string): boolean {
  const words = fault.serverMessage ?? '';
  if (words === '') return fault.status === 409;
  if (TAKEN_WORDS.test(words) && namesId(words, name)) return true;
  return EXISTS_WORDS.test(words);
}

/** Names consist of these characters, so an id within a longer name is not the id. */
function namesId(words: string, id: string): boolean {
  const names = words.split(/[^A-Za-z0-9.-]+/).map((name) => name.replace(/\.$/, ''));
  return names.includes(id);
}
