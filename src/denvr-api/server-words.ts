import type { SnapshotReference } from '../domain/snapshot.ts';
import type { ErrorResponse } from './response.ts';

/**
 * What the words of an error say, and of what. Servers name many things in one sentence; only what is said of the
 * snapshot itself counts, and everything else is a rejection whose words reach the user.
 */

/** The kinds of thing by which a server may call a snapshot, before its id: `Snapshot with the id`, and the like. */
const SNAPSHOT_BEFORE_ID = new RegExp(
  [
    '^(?:an? |the |no |this )?(?:requested |specified |given )?',
    String.raw`(?:(?:vm |virtual machine |volume ?)?snapshots?(?:\.[\w.]+)?|entity|object|resource|item)?`,
    String.raw`(?: ?(?:with|of|by|named|called))?(?: the)?(?: same)?(?: ?(?:id|name|identifier|key))?(?: of| is)?[\s:=]*$`,
  ].join(''),
  'i',
);

/** Where a sentence, or a part of one that can stand alone, may begin. */
const SENTENCE_START = /(?:[.:;!?)\n]\s+|[—–]\s*|\bdesc = )/g;

/** A label before a colon: what follows is the name of that thing, and of no snapshot. */
const OTHER_LABEL =
  /\b(?:id|name|named|called|key|identifier|vms?|(?:virtual )?machine|server|disk|volume|image|class|pool|cluster|namespace|vpc|host|node|tenant|user|account)$/i;

/** A namespace or a cluster with what follows it, which is its name as a rule. */
const NAMED_PLACE = String.raw`(namespace|vpc|cluster)[\s:=]+["'\`“‘(]?([\w.-]*\w)["'\`”’)]?`;
const NAMED_PLACES = new RegExp(String.raw`\b${NAMED_PLACE}`, 'gi');

/** After where it was looked for, the sentence must end: `in namespace cache: cache is rebuilding` speaks of the cache. */
const MISSING_AFTER_ID = new RegExp(
  [
    String.raw`^\s*(?:(?:was|is|were|could|can)\s*(?:not|n't) (?:be )?found|not found|cannot be found|can't be found|does(?: not|n't) exist|no longer exists)`,
    `(?:,? (?:in|on|at|within|for|and) (?:the )?(?:${NAMED_PLACE}|namespace|vpc|cluster)){0,2}`,
    String.raw`(?:[.!]?$|[.!]\s|\s*\()`,
  ].join(''),
  'i',
);

const NOT_FOUND_SUBJECT =
  /^(.*?\S)\s+(?:(?:was|is|were|are|could|can) )?(?:not (?:be )?found|cannot be found|can't be found|do(?:es)?(?: not|n't) exist)\b/i;
const NOT_FOUND_OBJECT = /\b(?:(?:not|cannot|can't|unable to) find|no such|unknown|invalid) (.+)$/i;

const EXISTS_AFTER_NAME =
  /^\s*(?:already exists|exists already|(?:is|was) (?:already (?:in use|taken|used|present)|not unique|taken)|already (?:in use|taken))\b(?! by (?!an?(?:other)? snapshot))/i;

/** ASP.NET Boilerplate: `There is no such an entity. Entity type: …Snapshot, id: x`. */
const NO_SUCH_ENTITY = /no such (?:an )?entity\. entity type: [\w.`+-]*snapshot\w*, id: *$/i;

/** `duplicate key … Key: x`, `The duplicate key value is (x)`, and .NET's `An item with the same key …. Key: x`. */
const DUPLICATE_KEY = /duplicate key|same key|duplicate (?:entry|name|snapshot)/i;

/** Words that speak of the name that was asked for without repeating it. */
const THIS_NAME_EXISTS =
  /\bsnapshot (?:with|of) (?:this|that|the same|the given|the specified) name already exists/i;

const NAMED_AFTER_EXISTS = /\bsnapshot already exists(?: with (?:the )?(?:name|id))?[\s:=]*$/i;

const BUSY =
  /\bin progress\b|\bis locked\b|\block(?:ed)? by\b|\blocked\b(?! out)|\banother operation\b|\btry again\b|\bretry later\b|\bis busy\b|\bbeing (?:created|deleted|modified|used by another)\b/i;

/** Statuses with which a back end rejects one operation because of another (CSI drivers lock; incus #2930). */
const BUSY_STATUSES: readonly number[] = [409, 423, 500, 503];

/**
 * What an error says of a snapshot that was asked for by its id.
 *
 * - `missing`: a 404 in the API's own envelope, without words or with words that say it of a snapshot; or words that say
 *   it of this id, at any status (the vendor's Terraform provider recognises `"<id>" not found`).
 * - `unclear`: any other 404, such as of a gateway, of a wrong base URL, or of a cluster that cannot be reached; and such
 *   words of a service that is not there or busy, or of another namespace or cluster.
 * - `no`: everything else.
 */
export function saysMissing(error: ErrorResponse, asked: SnapshotReference): 'missing' | 'unclear' | 'no' {
  const { status, origin } = error;
  const words = error.serverMessage ?? '';
  const isSaid =
    isSaidOf(words, asked.id, SNAPSHOT_BEFORE_ID, MISSING_AFTER_ID) ||
    isSaidOf(words, asked.id, NO_SUCH_ENTITY, /^\.?(?:\s|$)/);
  if (!isSaid && status !== 404) return 'no';
  if (status === 503 || BUSY.test(words) || namesOtherPlace(words, asked)) return 'unclear';
  return isSaid || (origin === 'api' && (words === '' || saysSnapshotMissing(words))) ? 'missing' : 'unclear';
}

/** Whether words say of a snapshot, and of nothing else, that it was not found. */
function saysSnapshotMissing(words: string): boolean {
  const [, entityType] = /\bentity type: ([\w.`+-]+)/i.exec(words) ?? [];
  if (entityType !== undefined) return /snapshot/i.test(entityType);
  const sentences = words.split(/[.:;!?\n]\s+/);
  const subjects = sentences.flatMap((sentence) =>
    [NOT_FOUND_SUBJECT, NOT_FOUND_OBJECT].flatMap((pattern) => pattern.exec(sentence)?.[1] ?? []),
  );
  const isOfSnapshot = (subject: string) => /^it$/i.test(subject) || SNAPSHOT_BEFORE_ID.test(subject);
  return subjects.length > 0 ? subjects.every(isOfSnapshot) : /^not found\b/i.test(words);
}

/** Whether words name a namespace or a cluster that is not the one that was asked for. */
function namesOtherPlace(words: string, { namespace, cluster }: SnapshotReference): boolean {
  return Array.from(words.matchAll(NAMED_PLACES)).some(([, kind = '', name = '']) => {
    const asked = kind.toLowerCase() === 'cluster' ? cluster : namespace;
    return name.toLowerCase() !== asked.toLowerCase();
  });
}

/**
 * Whether an error says that a snapshot of that name is there already, in whatever case it writes the name. A status
 * alone, a limit, a lock, or a disk that is "already in use" says nothing of it, and neither does a snapshot elsewhere.
 */
export function saysAlreadyExists({ serverMessage }: ErrorResponse, asked: SnapshotReference): boolean {
  const words = (serverMessage ?? '').toLowerCase();
  const name = asked.id.toLowerCase();
  const isSaid =
    THIS_NAME_EXISTS.test(words) ||
    isSaidOf(words, name, SNAPSHOT_BEFORE_ID, EXISTS_AFTER_NAME) ||
    isSaidOf(words, name, NAMED_AFTER_EXISTS, /^/) ||
    isDuplicateKey(words, name);
  return isSaid && !namesOtherPlace(words, asked);
}

/** Whether the name stands in the sentence that speaks of a duplicate key, or is given right after it as the key. */
function isDuplicateKey(words: string, name: string): boolean {
  if (!DUPLICATE_KEY.test(words)) return false;
  return placesOf(words, name).some(({ start, end }) => {
    const [before = ''] = words
      .slice(0, start)
      .split(/[.;!?\n]\s+/)
      .slice(-1);
    const [after = ''] = words.slice(end).split(/[.;!?\n]\s+/, 1);
    return DUPLICATE_KEY.test(`${before}${name}${after}`) || /^key[\s:=('"`]*$/.test(before);
  });
}

/** Whether an error says that another operation is under way, so that the same request may be accepted later. */
export function saysBusy({ status, serverMessage }: ErrorResponse): boolean {
  return BUSY_STATUSES.includes(status) && BUSY.test(serverMessage ?? '');
}

/** Whether the id stands somewhere with the one right before it, in its sentence, and the other right behind it. */
function isSaidOf(words: string, id: string, before: RegExp, after: RegExp): boolean {
  return placesOf(words, id).some(({ start, end }) => {
    const textBefore = words.slice(0, start).replace(/["'`“‘([]$/, '');
    const textAfter = words.slice(end).replace(/^["'`”’)\]]/, '');
    return after.test(textAfter) && partsBefore(textBefore).some((part) => before.test(part));
  });
}

/** The text before an id, as a whole and from each place where a sentence may have begun. */
function partsBefore(text: string): readonly string[] {
  const starts = Array.from(text.matchAll(SENTENCE_START), ({ index, 0: mark }) => ({
    before: text.slice(0, index),
    part: text.slice(index + mark.length),
    isContinued: mark.startsWith(':'),
  }));
  const parts = starts.filter(({ before, isContinued }) => !isContinued || !OTHER_LABEL.test(before));
  return [text, ...parts.map(({ part }) => part)];
}

/** Where an id stands in words, but not within a longer name. */
function placesOf(words: string, id: string): readonly { readonly start: number; readonly end: number }[] {
  if (id === '') return [];
  const wholeId = new RegExp(String.raw`(?<![\w.-])${RegExp.escape(id)}(?![\w-]|\.\w)`, 'g');
  return Array.from(words.matchAll(wholeId), ({ index }) => ({ start: index, end: index + id.length }));
}
