import { describe, expect, test } from '@jest/globals';
import { type GoodResponse, unreadable } from '../../src/denvr-api/response.ts';
import {
  readCreatedSnapshot,
  readDeletion,
  readSnapshot,
  readSnapshotList,
} from '../../src/denvr-api/snapshot-response.ts';
import { partialSnapshot } from '../../src/domain/snapshot.ts';

function good(result: unknown, known: Partial<GoodResponse> = {}): GoodResponse {
  return { ok: true, status: 200, result, holdsObject: true, serverNowMs: 1234, ...known };
}

/** A good response that is not what was asked for. */
function notAsked(what: string, response: GoodResponse = good(null)) {
  return unreadable(response, what);
}

/** Values that are no object, or whose fields have other types, with what is said of them. */
const MISSHAPEN = [
  [undefined, 'it must be object'],
  [null, 'it must be object'],
  ['web-1', 'it must be object'],
  [[], 'it must be object'],
  [{ id: 7 }, 'id must be string'],
] as const;

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

const ASKED = { id: WHOLE.id, namespace: WHOLE.namespace };

describe('a snapshot', () => {
  test('is read with all its fields', () => {
    expect(readSnapshot(good(WHOLE), ASKED)).toEqual({
      ok: true,
      value: { ...WHOLE, creationDate: '2026-11-23T14:15:30.123Z' },
    });
  });

  test.each(Object.keys(WHOLE))('is read without %s', (field) => {
    const { creationDate: _text, ...rest } = WHOLE;
    const known = { ...rest, creationDate: '2026-11-23T14:15:30.123Z' };
    const value = { ...known, [field]: field === 'id' ? ASKED.id : null };
    expect(readSnapshot(good({ ...WHOLE, [field]: undefined }), ASKED)).toEqual({ ok: true, value });
    expect(readSnapshot(good({ ...WHOLE, [field]: null }), ASKED)).toEqual({ ok: true, value });
  });

  test.each([
    ['nothing', {}],
    ['nulls', Object.fromEntries(Object.keys(WHOLE).map((field) => [field, null]))],
    ['empty names', { id: '', namespace: '', sourceName: '' }],
    ['something else', { status: 'ok' }],
    ['a date that cannot be read', { creationDate: 'soon' }],
  ])('is not one that consists of %s', (_what, result) => {
    expect(readSnapshot(good(result), ASKED)).toEqual(notAsked('it describes no snapshot'));
  });

  test.each([
    ['its id', { id: 'web-1' }, {}],
    ['its namespace', { namespace: 'prod', readyToUse: false }, { namespace: 'prod', readyToUse: false }],
    ['its VM', { id: '', namespace: '', sourceName: 'web' }, { sourceName: 'web' }],
    ['empty texts that name nothing', { id: 'web-1', osImage: '' }, { osImage: '' }],
    ['what this action does not know', { id: 'web-1', news: 1 }, {}],
  ])('may be described by %s', (_what, result, known) => {
    const value = partialSnapshot({ id: 'web-1', ...known });
    expect(readSnapshot(good(result), ASKED)).toEqual({ ok: true, value });
  });

  test('is not known from a response that does not say which snapshot it is about', () => {
    const nameless = { id: '', namespace: null, readyToUse: true, osImage: 'Ubuntu' };
    expect(readSnapshot(good(nameless), ASKED)).toEqual(
      notAsked('it does not say which snapshot it is about'),
    );
  });

  test.each([
    [{ id: 'web-2' }, 'it is about snapshot "web-2" of VM "web" in namespace "prod"'],
    [{ id: 'WEB-1' }, 'it is about snapshot "WEB-1" of VM "web" in namespace "prod"'],
    [{ namespace: 'test' }, 'it is about snapshot "web-1" of VM "web" in namespace "test"'],
    [{ namespace: 'Prod' }, 'it is about snapshot "web-1" of VM "web" in namespace "Prod"'],
    [{ namespace: 'test', id: null }, 'it is about a snapshot of VM "web" in namespace "test"'],
    [{ id: 'web-2', namespace: null }, 'it is about snapshot "web-2" of VM "web"'],
    [{ id: 'web-2', sourceName: null }, 'it is about snapshot "web-2" in namespace "prod"'],
  ])('is not the one that was asked for: %j', (other, what) => {
    expect(readSnapshot(good({ ...WHOLE, ...other }), ASKED)).toEqual(
      notAsked(`${what}, which is not what was asked for`),
    );
  });

  test.each([
    ...MISSHAPEN,
    [{ namespace: 7 }, 'namespace must be string'],
    [{ sourceName: ['web'] }, 'sourceName must be string'],
    [{ readyToUse: 'true' }, 'readyToUse must be boolean'],
    [{ readyToUse: 1 }, 'readyToUse must be boolean'],
    [{ creationDate: 0 }, 'creationDate must be string'],
    [{ id: 'x'.repeat(4097) }, 'id must NOT have more than 4096 characters'],
  ])('is not %j', (result, what) => {
    expect(readSnapshot(good(result), ASKED)).toEqual(notAsked(what));
  });

  test.each([
    ['which it keeps', { id: 7 }, { status: 202 }, { status: 202, isGoodStatus: true, serverNowMs: 1234 }],
    ['without content', null, { status: 204, holdsObject: false }, { status: 204, isGoodStatus: false }],
  ])('cannot be read in a response of any good status, %s', (_what, result, known, expected) => {
    expect(readSnapshot(good(result, known), ASKED)).toMatchObject(expected);
  });
});

describe('what only describes a snapshot', () => {
  const FIELDS = ['osImage', 'customPackage', 'rootDiskSize', 'username', 'tenancyName'];

  test.each<[value: unknown, text: string | null]>([
    ['100Gi', '100Gi'],
    ['', ''],
    [100, '100'],
    [0, '0'],
    [1.5, '1.5'],
    [true, null],
    [{ size: 100 }, null],
    [['100Gi'], null],
    [null, null],
    ['x'.repeat(4096), 'x'.repeat(4096)],
    ['x'.repeat(4097), null],
  ])('may come as %j', (value, text) => {
    const result = { id: 'web-1', ...Object.fromEntries(FIELDS.map((field) => [field, value])) };
    const expected = Object.fromEntries(FIELDS.map((field) => [field, text]));
    expect(readSnapshot(good(result), ASKED)).toMatchObject({ ok: true, value: expected });
    expect(readSnapshotList(good({ items: [result] }))).toMatchObject({
      value: { snapshots: [expected], unreadableItems: [] },
    });
  });
});

describe('the snapshot in a response to a request for one', () => {
  const REQUESTED = { id: WHOLE.id, namespace: WHOLE.namespace, sourceVm: WHOLE.sourceName };

  test('is read', () => {
    expect(readCreatedSnapshot(good(WHOLE), REQUESTED)).toEqual(readSnapshot(good(WHOLE), ASKED));
  });

  test.each([
    [{ id: null }, REQUESTED],
    [{ namespace: null }, REQUESTED],
    [{ sourceName: null }, REQUESTED],
    // The server chooses the id,
    [{ id: 'other' }, REQUESTED],
    // and may write names in its own case.
    [{ namespace: 'PROD' }, REQUESTED],
    [{ sourceName: 'WEB' }, REQUESTED],
    [{}, { id: 'web-1', namespace: 'Prod', sourceVm: 'WEB' }],
  ])('may be told in other words: %j', (other, requested) => {
    expect(readCreatedSnapshot(good({ ...WHOLE, ...other }), requested)).toMatchObject({
      ok: true,
      value: other,
    });
  });

  test.each([
    [{ namespace: 'test' }, 'it is about snapshot "web-1" of VM "web" in namespace "test"'],
    [{ sourceName: 'db' }, 'it is about snapshot "web-1" of VM "db" in namespace "prod"'],
    [{ sourceName: 'db', namespace: null }, 'it is about snapshot "web-1" of VM "db"'],
    [{ sourceName: null, namespace: 'test' }, 'it is about snapshot "web-1" in namespace "test"'],
    // The id of a job, of a firewall's case, or an echo of the request:
    [{ sourceName: null, id: 'op-4711', namespace: null }, 'it is about snapshot "op-4711"'],
    [{ sourceName: null, id: 'WEB-1' }, 'it is about snapshot "WEB-1" in namespace "prod"'],
    [{ sourceName: null, id: null }, 'it is about a snapshot in namespace "prod"'],
  ])('is not a response about another VM or namespace: %j', (other, what) => {
    expect(readCreatedSnapshot(good({ ...WHOLE, ...other }), REQUESTED)).toEqual(
      notAsked(`${what}, which is not what was asked for`),
    );
  });

  test.each([
    [{ id: 7 }, 'id must be string'],
    [null, 'it must be object'],
    [{}, 'it describes no snapshot'],
    [{ readyToUse: true, osImage: 'Ubuntu' }, 'it does not say which snapshot it is about'],
  ])('is not a response if it cannot be read: %j', (result, what) => {
    expect(readCreatedSnapshot(good(result), REQUESTED)).toEqual(notAsked(what));
  });
});

describe('a list', () => {
  test('is read in its order, with the server’s time', () => {
    expect(readSnapshotList(good({ items: [{ id: 'b' }, { id: 'a' }] }))).toEqual({
      ok: true,
      value: {
        snapshots: [partialSnapshot({ id: 'b' }), partialSnapshot({ id: 'a' })],
        unreadableItems: [],
        unreadableDates: [],
        serverNowMs: 1234,
      },
    });
  });

  test.each([[[]], [null]])('may be empty: %j', (items) => {
    expect(readSnapshotList(good({ items }))).toMatchObject({
      ok: true,
      value: { snapshots: [], unreadableItems: [], unreadableDates: [] },
    });
  });

  test.each([
    ['by its status', { items: [WHOLE] }, { status: 206 }],
    ['by its own total', { items: [WHOLE], totalCount: 2 }, {}],
  ])('is not a part of one, %s', (_what, result, known) => {
    expect(readSnapshotList(good(result, known))).toEqual(
      notAsked('it is a part of a list, with 1 snapshots', good(null, known)),
    );
  });

  test.each([1, 0, 'many'])('is whole with a total of %j', (totalCount) => {
    expect(readSnapshotList(good({ items: [WHOLE], totalCount }))).toMatchObject({ ok: true });
  });

  test('is not one of more than a million things', () => {
    const items = Array.from({ length: 1_000_001 }, () => 1);
    expect(readSnapshotList(good({ items }))).toEqual(notAsked('it lists more than 1000000 things'));
  });

  test.each([
    ...MISSHAPEN.slice(0, -1),
    [{}, "it must have required property 'items'"],
    [{ items: {} }, 'items must be array'],
    [{ items: 'none' }, 'items must be array'],
  ])('is not %j', (result, what) => {
    expect(readSnapshotList(good(result))).toEqual(notAsked(what));
  });

  test('keeps every snapshot, whatever its namespace, and also without an id', () => {
    const items = [WHOLE, { ...WHOLE, namespace: 'test' }, { ...WHOLE, id: null }, { sourceName: 'db' }, {}];
    expect(readSnapshotList(good({ items }))).toMatchObject({
      value: {
        snapshots: [
          { id: 'web-1', namespace: 'prod' },
          { id: 'web-1', namespace: 'test' },
          { id: null, namespace: 'prod' },
          { id: null, namespace: null, sourceName: 'db' },
          { id: null, namespace: null, sourceName: null },
        ],
      },
    });
  });

  test.each<[item: unknown, namespace: string | null, what: string]>([
    [null, null, 'items/1 must be object'],
    [7, null, 'items/1 must be object'],
    [{ id: 7 }, null, 'items/1/id must be string'],
    [{ id: 7, namespace: 'prod' }, 'prod', 'items/1/id must be string'],
    [{ id: 7, namespace: '' }, null, 'items/1/id must be string'],
    [{ id: 'b', namespace: 7 }, null, 'items/1/namespace must be string'],
    [{ readyToUse: 'yes', namespace: 'test' }, 'test', 'items/1/readyToUse must be boolean'],
    [{ creationDate: 7 }, null, 'items/1/creationDate must be string'],
  ])('tells apart an item that cannot be read: %j', (item, namespace, what) => {
    expect(readSnapshotList(good({ items: [{ id: 'a' }, item, { id: 'c' }] }))).toEqual({
      ok: true,
      value: {
        snapshots: [partialSnapshot({ id: 'a' }), partialSnapshot({ id: 'c' })],
        unreadableItems: [{ namespace, what }],
        unreadableDates: [],
        serverNowMs: 1234,
      },
    });
  });

  test('tells which dates are texts that are no date', () => {
    const items = [
      { id: 'a', creationDate: 'soon' },
      { id: 'b', creationDate: '0001-01-01T00:00:00' },
      { id: 'c', creationDate: null },
      { id: 'd', creationDate: '' },
      { id: 'e', creationDate: '2026-11-23T14:15:30' },
      { id: 'f', creationDate: '23.11.2026' },
    ];
    const response = readSnapshotList(good({ items }));
    expect(response).toMatchObject({
      value: {
        unreadableDates: [
          { snapshot: partialSnapshot({ id: 'a' }), text: 'soon' },
          { snapshot: partialSnapshot({ id: 'f' }), text: '23.11.2026' },
        ],
      },
    });
    expect(response).toHaveProperty('value.snapshots.length', 6);
  });
});

describe('a deletion', () => {
  const EMPTY = { holdsObject: false };

  test.each<[what: string, response: GoodResponse]>([
    ['a 202 without content', good(null, { status: 202, ...EMPTY })],
    ['a 204 without content', good(null, { status: 204, ...EMPTY })],
    ['a 202 that does not name it', good({}, { status: 202 })],
    ['a 202 that names nothing', good({ id: null }, { status: 202 })],
    ['a 202 that names it', good({ id: 'web-1' }, { status: 202 })],
    ['a 200 that names it', good({ id: 'web-1' })],
    ['a 200 that names it and says more', good({ id: 'web-1', status: 'deleting' })],
    ['a 200 whose envelope is empty', good(null)],
  ])('is accepted by %s', (_what, response) => {
    expect(readDeletion(response, 'web-1')).toEqual({ ok: true, value: 'accepted' });
  });

  const SAYS_NOTHING_OF_IT = 'it does not say that this snapshot is deleted';

  test.each<[response: GoodResponse, what: string]>([
    [good({ status: 'ok' }), SAYS_NOTHING_OF_IT],
    [good({}), SAYS_NOTHING_OF_IT],
    [good({ message: 'in use' }, { status: 202 }), SAYS_NOTHING_OF_IT],
    [good({ id: 'web-2' }), SAYS_NOTHING_OF_IT],
    [good({ id: 'web-2' }, { status: 202 }), SAYS_NOTHING_OF_IT],
    [good([], { status: 202 }), 'it must be object'],
    [good('done', { status: 202 }), 'it must be object'],
    [good(undefined, { status: 202 }), 'it must be object'],
    [good({ id: 7 }, { status: 202 }), 'id must be string'],
  ])('is not accepted by %j', (response, what) => {
    expect(readDeletion(response, 'web-1')).toEqual(notAsked(what, response));
  });
});
