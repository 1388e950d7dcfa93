import { describe, expect, test } from '@jest/globals';
import { type AnswerFault, type GoodAnswer, unreadable } from '../../src/denvr-api/answer.ts';
import {
  readCreatedSnapshot,
  readDeletion,
  readSnapshot,
  readSnapshotList,
  saysAlreadyExists,
  saysMissing,
} from '../../src/denvr-api/snapshot-answer.ts';
import { partialSnapshot } from '../../src/domain/snapshot.ts';

function good(result: unknown): GoodAnswer {
  return { ok: true, status: 200, result, serverNowMs: 1234 };
}

function fault(status: number, serverMessage: string | null, isForeign = false): AnswerFault {
  return { ok: false, status, fault: 'refused', serverMessage, isForeign, description: 'It failed.' };
}

const WHOLE = {
  id: 'web-1',
  namespace: 'prod',
  sourceName: 'web',
  osImage: 'Ubuntu',
  customPackage: 'none',
  rootDiskSize: '100Gi',
  creationDate: '2026-11-23T14:15:30.1234567',
  username: 'ann',
  tenancyName: 'acme',
  readyToUse: true,
};

describe('a snapshot', () => {
  test('is read with all its fields', () => {
    expect(readSnapshot(good(WHOLE), 'web-1')).toEqual({
      ok: true,
      value: { ...WHOLE, creationDate: '2026-11-23T14:15:30.123Z' },
    });
  });

  test.each(Object.keys(WHOLE))('is read without %s', (field) => {
    const { creationDate: _text, ...rest } = WHOLE;
    const known = { ...rest, creationDate: '2026-11-23T14:15:30.123Z' };
    const expected = { ok: true, value: { ...known, [field]: null } };
    expect(readSnapshot(good({ ...WHOLE, [field]: undefined }), null)).toEqual(expected);
    expect(readSnapshot(good({ ...WHOLE, [field]: null }), null)).toEqual(expected);
  });

  test.each([
    ['nothing', {}],
    ['nulls', Object.fromEntries(Object.keys(WHOLE).map((field) => [field, null]))],
    ['empty names', { id: '', namespace: '', sourceName: '' }],
    ['something else', { status: 'ok' }],
  ])('is not one that consists of %s', (_what, result) => {
    expect(readSnapshot(good(result), 'web-1')).toEqual(unreadable(200, 'it describes no snapshot'));
  });

  test('is one of which only the readiness is known', () => {
    expect(readSnapshot(good({ readyToUse: false }), 'web-1')).toMatchObject({
      ok: true,
      value: { id: 'web-1' },
    });
  });

  test('that is not ready is told from one of which that is not known', () => {
    expect(readSnapshot(good({ readyToUse: false }), null)).toMatchObject({ value: { readyToUse: false } });
  });

  test.each(['id', 'namespace', 'sourceName'])('has no empty %s', (field) => {
    expect(readSnapshot(good({ osImage: 'Ubuntu', [field]: '' }), null)).toEqual({
      ok: true,
      value: partialSnapshot({ osImage: 'Ubuntu' }),
    });
  });

  test('keeps empty texts that name nothing', () => {
    expect(readSnapshot(good({ osImage: '', username: '' }), null)).toMatchObject({
      value: { osImage: '', username: '' },
    });
  });

  test('without a name gets the one that was asked for', () => {
    expect(readSnapshot(good({ ...WHOLE, id: null }), 'web-1')).toMatchObject({ value: { id: 'web-1' } });
  });

  test('may have any name if none was asked for', () => {
    expect(readSnapshot(good(WHOLE), null)).toMatchObject({ ok: true, value: { id: 'web-1' } });
  });

  test('of another name than was asked for is not an answer', () => {
    expect(readSnapshot(good(WHOLE), 'web-2')).toEqual(
      unreadable(200, 'it is about another snapshot than was asked for'),
    );
  });

  test('has fields that this action does not know, which are left out', () => {
    expect(readSnapshot(good({ ...WHOLE, news: 1 }), null)).not.toHaveProperty('value.news');
  });

  test.each([
    [undefined, 'it must be object'],
    [null, 'it must be object'],
    ['web-1', 'it must be object'],
    [[], 'it must be object'],
    [{ id: 7 }, 'id must be string'],
    [{ readyToUse: 'true' }, 'readyToUse must be boolean'],
    [{ creationDate: 0 }, 'creationDate must be string'],
  ])('is not %j', (result, what) => {
    expect(readSnapshot(good(result), null)).toEqual(unreadable(200, what));
  });
});

describe('the snapshot in an answer to a request for one', () => {
  const ASKED = { name: WHOLE.id, namespace: WHOLE.namespace, sourceVm: WHOLE.sourceName };
  const OTHER = unreadable(200, 'it is about another snapshot than was asked for');

  test('is read', () => {
    expect(readCreatedSnapshot(good(WHOLE), ASKED)).toEqual(readSnapshot(good(WHOLE), null));
  });

  test.each(['id', 'namespace', 'sourceName'])('may leave its %s out', (field) => {
    expect(readCreatedSnapshot(good({ ...WHOLE, [field]: null }), ASKED)).toMatchObject({
      ok: true,
      value: { [field]: null },
    });
  });

  test.each(['id', 'namespace', 'sourceName'])('may have another %s', (field) => {
    expect(readCreatedSnapshot(good({ ...WHOLE, [field]: 'other' }), ASKED)).toMatchObject({ ok: true });
  });

  test.each(['namespace', 'sourceName'])('is not an answer if its id and its %s are others', (field) => {
    expect(readCreatedSnapshot(good({ ...WHOLE, id: 'other', [field]: 'other' }), ASKED)).toEqual(OTHER);
  });

  test('is not an answer if it cannot be read', () => {
    expect(readCreatedSnapshot(good({ id: 7 }), ASKED)).toMatchObject({ ok: false, fault: 'unreadable' });
  });
});

describe('a list', () => {
  test('is read in its order, with the server’s time', () => {
    const answer = readSnapshotList(good({ items: [{ id: 'b' }, { id: 'a' }] }));
    expect(answer).toEqual({
      ok: true,
      value: { snapshots: [partialSnapshot({ id: 'b' }), partialSnapshot({ id: 'a' })], serverNowMs: 1234 },
    });
  });

  test.each([[[]], [null]])('may be empty: %j', (items) => {
    expect(readSnapshotList(good({ items }))).toMatchObject({ ok: true, value: { snapshots: [] } });
  });

  test.each([
    [undefined, 'it must be object'],
    [[], 'it must be object'],
    [{}, "it must have required property 'items'"],
    [{ items: {} }, 'items must be array'],
    [{ items: 'none' }, 'items must be array'],
    [{ items: [{ id: 'a' }, null] }, 'items/1 must be object'],
    [{ items: [{ id: 'a' }, { id: 7 }] }, 'items/1/id must be string'],
  ])('is read whole or not at all: %j', (result, what) => {
    expect(readSnapshotList(good(result))).toEqual(unreadable(200, what));
  });
});

describe('a fault says that a snapshot is missing', () => {
  test.each<[boolean, string, AnswerFault]>([
    [true, 'a 404 without a word', fault(404, null)],
    [true, 'a 404 with other words', fault(404, 'Nothing here.')],
    [false, 'a 404 with a page', fault(404, null, true)],
    [true, 'the words of the vendor', fault(500, 'Snapshot "web-1" not found')],
    [true, 'without quotes', fault(400, 'web-1 not found.')],
    [true, 'other words', fault(400, "Snapshot 'web-1' could not be found.")],
    [true, 'the words of Kubernetes', fault(500, 'volumesnapshots "web-1" does not exist')],
    [true, 'in capitals', fault(500, 'Not Found: web-1')],
    [true, 'the id at the end of a sentence', fault(500, 'Not found: web-1.')],
    [true, 'the id before a slash', fault(500, 'prod/web-1 not found')],
    [false, 'the words without the id', fault(500, 'Cluster not found')],
    [false, 'the words about another id', fault(500, 'Snapshot "db-1" not found')],
    [false, 'the id within a longer name', fault(500, 'Snapshot "web-10" not found')],
    [false, 'the id at the end of a longer name', fault(500, 'Snapshot "my-web-1" not found')],
    [false, 'the id before a point in a longer name', fault(500, 'Snapshot "web-1.old" not found')],
    [false, 'the id without the words', fault(500, 'Snapshot "web-1" is locked')],
    [false, 'no words', fault(500, null)],
    [false, 'a 403', fault(403, null)],
  ])('%p: %s', (expected, _what, given) => {
    expect(saysMissing(given, 'web-1')).toBe(expected);
  });

  test('of an id with points in it', () => {
    expect(saysMissing(fault(500, '"v1.2.3" not found'), 'v1.2.3')).toBe(true);
  });
});

describe('a fault says that a snapshot is there already', () => {
  test.each<[boolean, string, AnswerFault]>([
    [true, 'a 409', fault(409, null)],
    [true, 'a 500 with the words', fault(500, 'Snapshot "web-1" already exists')],
    [true, 'a 400 with the words', fault(400, 'A snapshot of that name Already Exists.')],
    [true, 'other words', fault(500, 'The name web-1 is already in use')],
    [true, 'a duplicate', fault(500, 'Duplicate name "web-1"')],
    [false, 'a disk in use', fault(500, 'The disk of VM "db" is already in use')],
    [false, 'a disk in use whose VM has the name', fault(500, 'The root disk of web-1 is already in use')],
    [
      false,
      'something else of a snapshot',
      fault(409, 'A snapshot schedule already exists; no snapshot was made.'),
    ],
    [false, 'a snapshot of another name', fault(409, 'Snapshot "web-2" already exists')],
    [false, 'a 409 for another reason', fault(409, 'The quota is used up')],
    [false, 'another conflict', fault(500, 'The VM is already being deleted')],
    [false, 'no words', fault(500, null)],
    [false, 'another status', fault(404, null)],
  ])('%p: %s', (expected, _what, given) => {
    expect(saysAlreadyExists(given, 'web-1')).toBe(expected);
  });
});

describe('a deletion', () => {
  test.each<[what: string, answer: GoodAnswer]>([
    ['a 202 without content', { ...good(null), status: 202 }],
    ['a 204 without content', { ...good(null), status: 204 }],
    ['a 202 that does not name it', { ...good({}), status: 202 }],
    ['a 202 that names nothing', { ...good({ id: null }), status: 202 }],
    ['a 202 that names it', { ...good({ id: 'web-1' }), status: 202 }],
    ['a 200 that names it', good({ id: 'web-1' })],
  ])('is accepted by %s', (_what, answer) => {
    expect(readDeletion(answer, 'web-1')).toEqual({ ok: true, value: 'accepted' });
  });

  test.each<[what: string, answer: GoodAnswer]>([
    ['a 200 that does not name it', good({ status: 'ok' })],
    ['a 200 that says nothing', good({})],
    ['a 202 that says something else', { ...good({ message: 'in use' }), status: 202 }],
    ['a 200 that names another', good({ id: 'web-2' })],
    ['a 202 that names another', { ...good({ id: 'web-2' }), status: 202 }],
  ])('is not accepted by %s', (_what, answer) => {
    const expected = unreadable(answer.status, 'it does not say that this snapshot is deleted');
    expect(readDeletion(answer, 'web-1')).toEqual(expected);
  });

  test.each([[[]], ['done'], [{ id: 7 }]])('is not accepted in another shape: %j', (result) => {
    expect(readDeletion({ ...good(result), status: 202 }, 'web-1')).toMatchObject({ fault: 'unreadable' });
  });
});

test('that something else exists already says nothing of the snapshot', () => {
  expect(saysAlreadyExists(fault(500, 'The disk already exists'), 'web-1')).toBe(false);
  expect(saysAlreadyExists(fault(500, 'The snapshot is locked'), 'web-1')).toBe(false);
});
