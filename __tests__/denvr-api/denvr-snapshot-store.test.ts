import { describe, expect, test } from '@jest/globals';
import { authorizeByKey } from '../../src/denvr-api/authorization.ts';
import { CallError } from '../../src/denvr-api/call-error.ts';
import { DenvrSnapshotStore } from '../../src/denvr-api/denvr-snapshot-store.ts';
import type { HttpResponse } from '../../src/denvr-api/http-exchange.ts';
import { CancelledError, SnapshotServiceError } from '../../src/domain/errors.ts';
import { type IdentifiedSnapshot, partialSnapshot } from '../../src/domain/snapshot.ts';
import type { UtcTimestamp } from '../../src/domain/time.ts';
import type { CreateResponse, DeleteResponse } from '../../src/operations/snapshot-store.ts';
import {
  bad,
  errorOf,
  good,
  noResponse,
  page,
  respondWith,
  type ScriptedWire,
  scriptedWire,
} from './scripted-exchange.ts';

const OPTIONS = { signal: new AbortController().signal };
const TARGET = { namespace: 'prod', cluster: 'Hou1' };
const REFERENCE = { ...TARGET, id: 'web-1' };
const REQUEST = { ...TARGET, id: 'web-1', sourceVm: 'web' };
const PATH = '/api/v1/servers/snapshots';
const BUSY = 'Another operation is in progress.';
const DATE = 'Mon, 23 Nov 2026 14:15:30 GMT';
const DATE_MS = Date.parse(DATE);

type Response = HttpResponse | Error;

/** What each call of the API answers, one after the other; the last one again and again. */
type Responses = { readonly [Name in Call]?: readonly Response[] };

const CALLS = {
  GetSnapshot: 'get',
  GetSnapshots: 'list',
  CreateSnapshot: 'create',
  DeleteSnapshot: 'delete',
} as const;

type Call = (typeof CALLS)[keyof typeof CALLS];

function storeOf(responses: Responses) {
  const calls: Call[] = [];
  const script = new Map(
    Object.entries(responses).map(([call, scripted]) => [call, respondWith(...scripted)]),
  );
  const wire = scriptedWire((request) => {
    const call = CALLS[request.url.pathname.replace(`${PATH}/`, '') as keyof typeof CALLS];
    calls.push(call);
    const respond = script.get(call);
    if (respond === undefined) throw new Error(`The script has no ${call}.`);
    return respond(request);
  });
  return { ...wire, calls, store: new DenvrSnapshotStore(wire.transport, authorizeByKey('key-1')) };
}

function dated(response: HttpResponse): HttpResponse {
  return { ...response, headers: { date: DATE } };
}

function listOf(...items: readonly unknown[]): HttpResponse {
  return good({ items });
}

function requestsOf({ sent }: ScriptedWire): readonly string[] {
  return sent.map(({ method, url }) => `${method} ${url.pathname.replace(PATH, '')}${url.search}`);
}

describe('list', () => {
  test.each([
    ['Hou1', '/GetSnapshots?Cluster=Hou1'],
    [null, '/GetSnapshots'],
  ])('asks for the snapshots of cluster %j', async (cluster, path) => {
    const { store, ...wire } = storeOf({ list: [listOf()] });
    await store.list(cluster, OPTIONS);
    expect(requestsOf(wire)).toEqual([`GET ${path}`]);
    expect(wire.sent[0]?.headers['authorization']).toBe('ApiKey key-1');
  });

  test('gives the snapshots, what could not be read, and the server’s time, and is tried again', async () => {
    const list = dated(listOf({ id: 'a', creationDate: 'soon' }, { id: 1 }));
    const { store, calls } = storeOf({ list: [noResponse(), list] });
    expect(await store.list('Hou1', OPTIONS)).toMatchObject({
      snapshots: [{ id: 'a', creationDate: null }],
      unreadableItems: [{ namespace: null, what: 'items/1/id must be string' }],
      unreadableDates: [{ snapshot: { id: 'a' }, text: 'soon' }],
      serverNowMs: DATE_MS,
    });
    expect(calls).toEqual(['list', 'list']);
  });
});

describe('get', () => {
  test('asks for one snapshot by id, namespace and cluster, and is tried again', async () => {
    const found = dated(good({ id: 'web-1', namespace: 'prod' }));
    const { store, ...wire } = storeOf({ get: [noResponse(), found] });
    expect(await store.get(REFERENCE, OPTIONS)).toEqual({
      snapshot: partialSnapshot({ id: 'web-1', namespace: 'prod' }),
      serverNowMs: DATE_MS,
    });
    const request = 'GET /GetSnapshot?Id=web-1&Namespace=prod&Cluster=Hou1';
    expect(requestsOf(wire)).toEqual([request, request]);
  });

  test.each([
    ['a 404 of the API', bad(404, '')],
    ['a 500 that says it of this id', bad(500, 'Snapshot "web-1" not found')],
  ])('finds none at %s, at once', async (_what, response) => {
    const { store, calls } = storeOf({ get: [dated(response)] });
    expect(await store.get(REFERENCE, OPTIONS)).toEqual({ snapshot: null, serverNowMs: DATE_MS });
    expect(calls).toEqual(['get']);
  });

  test.each([
    ['a 500 that says it of another', bad(500, 'Cluster "Hou1" not found')],
    ['another snapshot', good({ id: 'web-2' })],
    ['a snapshot of another namespace', good({ id: 'web-1', namespace: 'test' })],
    ['a 403', bad(403)],
  ])('is an error at %s', async (_what, response) => {
    const { store, calls } = storeOf({ get: [response] });
    expect(await errorOf(store.get(REFERENCE, OPTIONS))).toBeInstanceOf(CallError);
    expect(calls).not.toContain('list');
  });
});

test.each([
  ['409 of a busy server', bad(409, BUSY), 'unavailable'],
  ['423 of a busy server', bad(423, BUSY), 'unavailable'],
  ['503 in words of the API', bad(503, 'The database is down.'), 'unavailable'],
  ['429', bad(429, 'Slow down.'), 'unavailable'],
  ['500 in words of its own', bad(500, 'No.'), 'rejected'],
  ['409 in words of its own', bad(409, 'No.'), 'rejected'],
  ['403', bad(403, 'No.'), 'denied'],
])('after a %s, a read is %3$s', async (_what, response, kind) => {
  const { store } = storeOf({ get: [response], list: [response] });
  expect(await errorOf(store.get(REFERENCE, OPTIONS))).toMatchObject({ kind });
  expect(await errorOf(store.list('Hou1', OPTIONS))).toMatchObject({ kind });
});

describe('a 404 that may be no response', () => {
  const UNCLEAR = page(404);

  test('counts if the list does not hold the snapshot', async () => {
    const { store, ...wire } = storeOf({ get: [UNCLEAR], list: [dated(listOf({ id: 'web-2' }))] });
    expect(await store.get(REFERENCE, OPTIONS)).toEqual({ snapshot: null, serverNowMs: DATE_MS });
    expect(wire.calls).toEqual(['get', 'list']);
    expect(requestsOf(wire)[1]).toBe('GET /GetSnapshots?Cluster=Hou1');
  });

  test('is an error if the list holds the snapshot', async () => {
    const { store } = storeOf({ get: [UNCLEAR], list: [listOf({ id: 'web-1', namespace: 'prod' })] });
    const error = await errorOf(store.get(REFERENCE, OPTIONS));
    expect(error).toBeInstanceOf(SnapshotServiceError);
    expect(error).toMatchObject({ kind: 'unreadable', maybeDone: false });
    expect(error.message).toMatch(
      /^The server contradicts itself: it lists the snapshot, or something that may be it, and says of it: The server answered 404 .*api-url/,
    );
  });

  test.each([
    ['an error', bad(403)],
    ['no response', noResponse()],
    ['the same 404', UNCLEAR],
  ])('is an error that names api-url if the list has %s', async (_what, list) => {
    const { store } = storeOf({ get: [UNCLEAR], list: [list] });
    expect(await errorOf(store.get(REFERENCE, OPTIONS))).toMatchObject({
      kind: 'rejected',
      response: { status: 404 },
      message: expect.stringContaining('check api-url'),
    });
  });

  test.each<[isThere: boolean, item: unknown]>([
    [true, { id: 'web-1', namespace: 'prod' }],
    [true, { id: 'web-1', namespace: null }],
    [true, { id: 'web-1', namespace: '' }],
    [false, { id: 'web-1', namespace: 'test' }],
    [false, { id: 'web-10', namespace: 'prod' }],
    [true, { id: null, namespace: 'prod' }],
    [true, {}],
    [false, { id: null, namespace: 'test' }],
    [true, { id: 'web-1', namespace: 'prod', readyToUse: 'yes' }],
    [true, { id: 7, namespace: 'prod' }],
    [true, { id: 7 }],
    [false, { id: 7, namespace: 'test' }],
  ])('that it is there is %p by %j in the list', async (isThere, item) => {
    const { store } = storeOf({ get: [UNCLEAR], list: [listOf({ id: 'a' }, item)] });
    const reading = store.get(REFERENCE, OPTIONS);
    if (isThere) await expect(reading).rejects.toThrow('contradicts itself');
    else expect(await reading).toHaveProperty('snapshot', null);
  });

  test('ends with a run that is cancelled while it is looked for in the list', async () => {
    const reason = new CancelledError('SIGINT');
    const cancelling = new AbortController();
    const { store, clock } = storeOf({ get: [UNCLEAR], list: [noResponse()] });
    clock.at(1, () => cancelling.abort(reason));
    expect(await errorOf(store.get(REFERENCE, { signal: cancelling.signal }))).toBe(reason);
  });
});

describe('create', () => {
  test('posts name, namespace, cluster and VM, and nothing else', async () => {
    const { store, ...wire } = storeOf({ create: [{ ...good({ id: 'web-1' }), status: 202 }] });
    await store.create(REQUEST, OPTIONS);
    expect(requestsOf(wire)).toEqual(['POST /CreateSnapshot']);
    expect(JSON.parse(wire.sent[0]?.body ?? '')).toEqual({
      name: 'web-1',
      namespace: 'prod',
      cluster: 'Hou1',
      sourceVMName: 'web',
    });
  });

  test('gives the snapshot that is being made, with the id that the server chose', async () => {
    const made = { id: 'web-7', sourceName: 'WEB', namespace: 'Prod', readyToUse: false };
    const { store } = storeOf({ create: [good(made)] });
    expect(await store.create(REQUEST, OPTIONS)).toEqual({
      kind: 'accepted',
      snapshot: partialSnapshot(made),
    });
  });

  test.each<[string, Response, CreateResponse['kind']]>([
    ['no response', noResponse(), 'unknown'],
    ['a snapshot of another VM', good({ id: 'other', sourceName: 'db' }), 'accepted-unclear'],
    ['words that it exists', bad(500, 'Snapshot "WEB-1" already exists'), 'name-taken'],
  ])('sends one request, which ends with %s', async (_what, response, kind) => {
    const { store, calls } = storeOf({ create: [response] });
    expect((await store.create(REQUEST, OPTIONS)).kind).toBe(kind);
    expect(calls).toEqual(['create']);
  });

  test('ends with an error that is none of the service', async () => {
    const bug = new RangeError('It is a bug.');
    expect(await errorOf(storeOf({ create: [bug] }).store.create(REQUEST, OPTIONS))).toBe(bug);
  });
});

describe('delete', () => {
  const MADE = '2026-11-23T14:15:30.000Z' as UtcTimestamp;
  const SEEN = { ...partialSnapshot({ sourceName: 'web', creationDate: MADE }), id: 'web-1' };
  const THERE = good({ id: 'web-1', namespace: 'prod', sourceName: 'web', creationDate: MADE });
  const GONE = bad(404, '');
  const UNCLEAR = page(404);
  const ACCEPTED = { status: 202, headers: {}, body: '' };

  /** A deletion of what was seen, and the calls that it makes. */
  function deletionWith(responses: Responses, seen: IdentifiedSnapshot = SEEN) {
    const { store, ...wire } = storeOf(responses);
    return { ...wire, ending: store.delete(TARGET, seen, OPTIONS) };
  }

  test('sends id, namespace and cluster', async () => {
    const { ending, ...wire } = deletionWith({ delete: [ACCEPTED] });
    expect(await ending).toBe('accepted');
    expect(requestsOf(wire)).toEqual(['DELETE /DeleteSnapshot?Id=web-1&Namespace=prod&Cluster=Hou1']);
  });

  test.each<[what: string, responses: Responses, response: DeleteResponse, calls: string]>([
    ['finds it missing at a 404 of the API', { delete: [GONE] }, 'missing', 'delete'],
    ['finds it missing by words', { delete: [bad(500, '"web-1" not found')] }, 'missing', 'delete'],
    ['asks the list about an unclear 404', { delete: [UNCLEAR], list: [listOf()] }, 'missing', 'delete list'],
    // It looks for the snapshot before the next request, and is done if it is gone.
    ['looks after no response', { delete: [noResponse()], get: [GONE] }, 'accepted', 'delete get'],
    ['looks after a 500 with words', { delete: [bad(500, 'No.')], get: [GONE] }, 'accepted', 'delete get'],
    ['looks after another id', { delete: [good({ id: 'web-2' })], get: [GONE] }, 'accepted', 'delete get'],
    [
      'goes on if it is still the same',
      { delete: [noResponse(), bad(500), ACCEPTED], get: [THERE] },
      'accepted',
      'delete get delete get delete',
    ],
    [
      'counts as accepted if it is missing after a repetition',
      { delete: [noResponse(), GONE], get: [THERE] },
      'accepted',
      'delete get delete',
    ],
    [
      'counts as accepted if it is missing by the list after a repetition',
      { delete: [noResponse(), UNCLEAR], get: [THERE], list: [listOf()] },
      'accepted',
      'delete get delete list',
    ],
    [
      'does not look where nothing was begun, and what is missing then was so before',
      { delete: [bad(409, BUSY), GONE] },
      'missing',
      'delete delete',
    ],
  ])('%s', async (_what, responses, response, expected) => {
    const { calls, ending } = deletionWith(responses);
    expect(await ending).toBe(response);
    expect(calls.join(' ')).toBe(expected);
  });

  test.each<[what: string, response: HttpResponse, kind: string, maybeDone: boolean]>([
    ['a rejection', bad(400, 'No.'), 'rejected', false],
    ['a 500 with words, which may hide a deed', bad(500, 'No.'), 'rejected', true],
    ['a lock that stays, which the next one would meet too', bad(409, 'It is locked.'), 'unavailable', false],
    ['a lock that stays, with a 500', bad(500, 'It is locked.'), 'unavailable', true],
  ])('fails at %s', async (_what, response, kind, maybeDone) => {
    const { ending } = deletionWith({ delete: [response], get: [THERE] });
    expect(await errorOf(ending)).toMatchObject({ kind, maybeDone });
  });

  test.each<[what: string, responses: Responses, error: object, calls: string]>([
    [
      'the list contradicts an unclear 404',
      { delete: [UNCLEAR], list: [listOf({ id: 'web-1' })] },
      { kind: 'unreadable', maybeDone: false, message: expect.stringContaining('contradicts') },
      'delete list',
    ],
    [
      'there is no list',
      { delete: [UNCLEAR], list: [bad(403)] },
      { maybeDone: false, response: { status: 404 } },
      'delete list',
    ],
    [
      'it may not be looked for',
      { delete: [noResponse(), ACCEPTED], get: [bad(403)] },
      { kind: 'denied', maybeDone: true },
      'delete get',
    ],
    [
      'it may not be looked for after a 500 with words',
      { delete: [bad(500, 'No.'), ACCEPTED], get: [bad(403)] },
      { kind: 'denied', maybeDone: true },
      'delete get',
    ],
    [
      'it is refused after a 500 with words',
      { delete: [bad(500, 'No.'), bad(400, 'It is in state Deleting.')], get: [THERE] },
      { kind: 'rejected', maybeDone: true },
      'delete get delete',
    ],
    [
      'what is found is of another namespace',
      { delete: [noResponse(), ACCEPTED], get: [good({ id: 'web-1', namespace: 'test' })] },
      { kind: 'unreadable', maybeDone: true },
      'delete get get',
    ],
    [
      'the list contradicts that it is missing after a repetition',
      { delete: [noResponse(), UNCLEAR], get: [THERE], list: [listOf({ id: 'web-1' })] },
      { kind: 'unreadable', maybeDone: true },
      'delete get delete list',
    ],
    [
      'there is never a response',
      { delete: [noResponse()], get: [THERE] },
      { kind: 'unavailable', maybeDone: true },
      'delete get delete get delete get delete get delete',
    ],
  ])('is an error if %s', async (_what, responses, error, expected) => {
    const { calls, ending } = deletionWith(responses);
    expect(await errorOf(ending)).toMatchObject(error);
    expect(calls.join(' ')).toBe(expected);
  });

  const LATER = '2026-11-23T14:20:00.000Z';
  const NEW = 'somebody has made a new one';
  const MAYBE_NEW = 'it may be a new one';

  test.each([
    ['has another date', { sourceName: 'web', creationDate: LATER }, `of VM "web", made at ${LATER}`, NEW],
    ['is of another VM', { sourceName: 'db', creationDate: MADE }, `of VM "db", made at ${MADE}`, NEW],
    ['is of another VM, and has no date', { sourceName: 'db' }, 'of VM "db", made at an unknown time', NEW],
    ['has another date, and no VM', { creationDate: LATER }, `of VM "unknown", made at ${LATER}`, NEW],
    // One in the making has no date, or .NET's unset one.
    ['has no date', { sourceName: 'web' }, 'of VM "web", made at an unknown time', MAYBE_NEW],
    [
      'has an unset date',
      { sourceName: 'WEB', creationDate: '0001-01-01T00:00:00' },
      'of VM "WEB", made at an unknown time',
      MAYBE_NEW,
    ],
    ['has no VM', { creationDate: MADE }, `of VM "unknown", made at ${MADE}`, MAYBE_NEW],
  ])('stops if what has its name %s', async (_what, other, found, why) => {
    const get = [good({ id: 'web-1', ...other })];
    const { calls, ending } = deletionWith({ delete: [noResponse(), ACCEPTED], get });
    expect((await errorOf(ending)).message).toBe(
      `The snapshot to delete was of VM "web", made at ${MADE}, but the one with this name now is ${found}: ${why}. It was not deleted, and nothing more was sent.`,
    );
    expect(calls).toEqual(['delete', 'get']);
  });

  test.each([
    ['is only written in another case', SEEN, { sourceName: 'WEB', creationDate: MADE }],
    ['was not known before', { ...SEEN, creationDate: null, sourceName: null }, { sourceName: 'db' }],
  ])('goes on if what tells it from another %s', async (_what, seen, now) => {
    const get = [good({ id: 'web-1', ...now })];
    expect(await deletionWith({ delete: [noResponse(), ACCEPTED], get }, seen).ending).toBe('accepted');
  });
});
