import { describe, expect, test } from '@jest/globals';
import { authorizeByKey } from '../../src/denvr-api/authorization.ts';
import { CallError } from '../../src/denvr-api/call-error.ts';
import { DenvrSnapshotStore } from '../../src/denvr-api/denvr-snapshot-store.ts';
import type { HttpResponse } from '../../src/denvr-api/http-exchange.ts';
import { CancelledError, SnapshotServiceError } from '../../src/domain/errors.ts';
import { partialSnapshot } from '../../src/domain/snapshot.ts';
import type { UtcTimestamp } from '../../src/domain/time.ts';
import type { CreateResponse } from '../../src/operations/snapshot-store.ts';
import { bad, bare, errorOf, good, noResponse, page, scriptedWire } from './scripted-exchange.ts';

const OPTIONS = { signal: new AbortController().signal };
const TARGET = { namespace: 'prod', cluster: 'Hou1' };
const REFERENCE = { ...TARGET, id: 'web-1' };
const REQUEST = { ...TARGET, name: 'web-1', sourceVm: 'web' };
const PATH = '/api/v1/servers/snapshots';
const BUSY = 'Another operation is in progress.';
const DATE = 'Mon, 23 Nov 2026 14:15:30 GMT';
const DATE_MS = Date.parse(DATE);

type Response = HttpResponse | Error;

/** What each call of the API answers, one after the other; the last one again and again. */
interface Responses {
  readonly get?: readonly Response[];
  readonly list?: readonly Response[];
  readonly create?: readonly Response[];
  readonly delete?: readonly Response[];
}

const CALLS = {
  GetSnapshot: 'get',
  GetSnapshots: 'list',
  CreateSnapshot: 'create',
  DeleteSnapshot: 'delete',
} as const;

type Call = (typeof CALLS)[keyof typeof CALLS];

function storeOf(responses: Responses) {
  const calls: Call[] = [];
  const wire = scriptedWire(({ url }) => {
    const call = CALLS[url.pathname.replace(`${PATH}/`, '') as keyof typeof CALLS];
    const scripted = responses[call] ?? [];
    const response = scripted[Math.min(calls.filter((made) => made === call).length, scripted.length - 1)];
    calls.push(call);
    if (response === undefined) throw new Error(`The script has no ${call}.`);
    if (response instanceof Error) throw response;
    return response;
  });
  return { ...wire, calls, store: new DenvrSnapshotStore(wire.transport, authorizeByKey('key-1')) };
}

function dated(response: HttpResponse): HttpResponse {
  return { ...response, headers: { date: DATE } };
}

function listOf(...items: readonly unknown[]): HttpResponse {
  return good({ items });
}

describe('list', () => {
  test.each([
    ['Hou1', `${PATH}/GetSnapshots?Cluster=Hou1`],
    [null, `${PATH}/GetSnapshots`],
  ])('asks for the snapshots of cluster %j', async (cluster, path) => {
    const { store, sent } = storeOf({ list: [listOf()] });
    await store.list(cluster, OPTIONS);
    expect(sent.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([`GET ${path}`]);
    expect(sent[0]?.headers['authorization']).toBe('ApiKey key-1');
  });

  test('gives the snapshots and the server’s time', async () => {
    const { store } = storeOf({ list: [dated(listOf({ id: 'a' }))] });
    expect(await store.list('Hou1', OPTIONS)).toMatchObject({
      snapshots: [{ id: 'a' }],
      serverNowMs: DATE_MS,
    });
  });

  test('tells apart what could not be read', async () => {
    const { store } = storeOf({ list: [listOf({ id: 'a', creationDate: 'soon' }, { id: 1 })] });
    expect(await store.list('Hou1', OPTIONS)).toMatchObject({
      snapshots: [{ id: 'a', creationDate: null }],
      unreadableItems: [{ namespace: null, what: 'items/1/id must be string' }],
      unreadableDates: [{ snapshot: { id: 'a' }, text: 'soon' }],
    });
  });

  test('is tried again', async () => {
    const { store, calls } = storeOf({ list: [noResponse(), listOf()] });
    await store.list(null, OPTIONS);
    expect(calls).toEqual(['list', 'list']);
  });
});

describe('get', () => {
  test('asks for one snapshot by id, namespace and cluster', async () => {
    const { store, sent } = storeOf({ get: [dated(good({ id: 'web-1', namespace: 'prod' }))] });
    expect(await store.get(REFERENCE, OPTIONS)).toEqual({
      snapshot: partialSnapshot({ id: 'web-1', namespace: 'prod' }),
      serverNowMs: DATE_MS,
    });
    expect(`${sent[0]?.method} ${sent[0]?.url.pathname}${sent[0]?.url.search}`).toBe(
      `GET ${PATH}/GetSnapshot?Id=web-1&Namespace=prod&Cluster=Hou1`,
    );
  });

  test('is tried again', async () => {
    const { store, calls } = storeOf({ get: [noResponse(), bad(502), good({ id: 'web-1' })] });
    expect(await store.get(REFERENCE, OPTIONS)).toMatchObject({ snapshot: { id: 'web-1' } });
    expect(calls).toEqual(['get', 'get', 'get']);
  });

  test.each([
    ['a 404 of the API', bad(404, '')],
    ['a 500 that says it of this id', bad(500, 'Snapshot "web-1" not found')],
    ['a 404 that says it of this id', bare(404, 'Snapshot "web-1" not found')],
  ])('finds none at %s, at once', async (_what, response) => {
    const { store, calls } = storeOf({ get: [dated(response)] });
    expect(await store.get(REFERENCE, OPTIONS)).toEqual({ snapshot: null, serverNowMs: DATE_MS });
    expect(calls).toEqual(['get']);
  });

  test.each([
    ['a 500 that says it of another', bad(500, 'Cluster "Hou1" not found')],
    ['another snapshot', good({ id: 'web-2' })],
    ['a snapshot of another namespace', good({ id: 'web-1', namespace: 'test' })],
    ['no snapshot', good({})],
    ['a 403', bad(403)],
    ['a page with 401', page(401)],
  ])('is an error at %s', async (_what, response) => {
    const { store, calls } = storeOf({ get: [response] });
    expect(await errorOf(store.get(REFERENCE, OPTIONS))).toBeInstanceOf(CallError);
    expect(calls).not.toContain('list');
  });

  test('ends with a cancelled run', async () => {
    const reason = new CancelledError('SIGINT');
    const { store } = storeOf({ get: [page(404)], list: [listOf()] });
    expect(await errorOf(store.get(REFERENCE, { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });
});

const UNCLEAR_404: readonly [what: string, response: HttpResponse][] = [
  ['an empty one', bad(404)],
  ['a page', page(404)],
  ['one of a gateway', bare(404, 'no Route matched with those values')],
  ['one about something else', bad(404, 'Cluster "Hou1" not found')],
];

describe('a 404 that may be no response', () => {
  test.each(UNCLEAR_404)('counts if the list does not hold the snapshot: %s', async (_what, response) => {
    const { store, calls, sent } = storeOf({ get: [response], list: [dated(listOf({ id: 'web-2' }))] });
    expect(await store.get(REFERENCE, OPTIONS)).toEqual({ snapshot: null, serverNowMs: DATE_MS });
    expect(calls).toEqual(['get', 'list']);
    expect(sent[1]?.url.search).toBe('?Cluster=Hou1');
  });

  test.each(UNCLEAR_404)('is an error if the list holds the snapshot: %s', async (_what, response) => {
    const { store } = storeOf({ get: [response], list: [listOf({ id: 'web-1', namespace: 'prod' })] });
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
    ['the same 404', page(404)],
  ])('is an error that names api-url if the list has %s', async (_what, list) => {
    const { store } = storeOf({ get: [page(404)], list: [list] });
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
    const { store } = storeOf({ get: [bad(404)], list: [listOf({ id: 'a' }, item)] });
    const outcome = await store.get(REFERENCE, OPTIONS).then(
      () => 'missing',
      () => 'there',
    );
    expect(outcome).toBe(isThere ? 'there' : 'missing');
  });

  test('ends with a run that is cancelled while it is looked for in the list', async () => {
    const reason = new CancelledError('SIGINT');
    const cancelling = new AbortController();
    const { store, clock } = storeOf({ get: [page(404)], list: [noResponse()] });
    clock.at(1, () => cancelling.abort(reason));
    expect(await errorOf(store.get(REFERENCE, { signal: cancelling.signal }))).toBe(reason);
  });
});

describe('create', () => {
  test('posts name, namespace, cluster and VM, and nothing else', async () => {
    const { store, sent } = storeOf({ create: [{ ...good({ id: 'web-1' }), status: 202 }] });
    await store.create(REQUEST, OPTIONS);
    expect(sent.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      `POST ${PATH}/CreateSnapshot`,
    ]);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      name: 'web-1',
      namespace: 'prod',
      cluster: 'Hou1',
      sourceVMName: 'web',
    });
  });

  test('gives the snapshot that is being made', async () => {
    const response = await storeOf({ create: [good({ id: 'web-1', readyToUse: false })] }).store.create(
      REQUEST,
      OPTIONS,
    );
    expect(response).toMatchObject({ kind: 'accepted', snapshot: { id: 'web-1', readyToUse: false } });
  });

  test('has the id that the server chose', async () => {
    const { store } = storeOf({ create: [good({ id: 'web-7', sourceName: 'WEB', namespace: 'Prod' })] });
    expect(await store.create(REQUEST, OPTIONS)).toMatchObject({
      kind: 'accepted',
      snapshot: { id: 'web-7', sourceName: 'WEB' },
    });
  });

  test.each<[string, Response, CreateResponse['kind']]>([
    ['no response', noResponse(), 'unknown'],
    ['500 with words of its own', bad(500, 'VM "web" not found'), 'rejected'],
    ['another shape', good({ id: 1 }), 'accepted-unclear'],
    ['nothing in the envelope', good(null), 'accepted-unclear'],
    ['a snapshot of another VM', good({ id: 'other', sourceName: 'db' }), 'accepted-unclear'],
    ['503', bad(503, '', { 'retry-after': '7' }), 'retry-later'],
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

  test('is ended by a cancelled run, and not answered', async () => {
    const reason = new CancelledError('SIGINT');
    const { store } = storeOf({ create: [good({})] });
    expect(await errorOf(store.create(REQUEST, { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });
});

describe('delete', () => {
  const MADE = '2026-11-23T14:15:30.000Z' as UtcTimestamp;
  const SEEN = { ...partialSnapshot({ sourceName: 'web', creationDate: MADE }), id: 'web-1' };
  const THERE = good({ id: 'web-1', namespace: 'prod', sourceName: 'web', creationDate: MADE });
  const GONE = bad(404, '');
  const ACCEPTED = { status: 202, headers: {}, body: '' };

  test('sends id, namespace and cluster', async () => {
    const { store, sent } = storeOf({ delete: [ACCEPTED] });
    expect(await store.delete(TARGET, SEEN, OPTIONS)).toBe('accepted');
    expect(sent.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      `DELETE ${PATH}/DeleteSnapshot?Id=web-1&Namespace=prod&Cluster=Hou1`,
    ]);
  });

  test.each([
    ['a 404 of the API', GONE],
    ['words that say it of this id', bad(500, '"web-1" not found')],
  ])('finds it missing at %s', async (_what, response) => {
    const { store, calls } = storeOf({ delete: [response] });
    expect(await store.delete(TARGET, SEEN, OPTIONS)).toBe('missing');
    expect(calls).toEqual(['delete']);
  });

  test.each<[what: string, response: HttpResponse, kind: string, maybeDone: boolean]>([
    ['a rejection', bad(400, 'No.'), 'rejected', false],
    ['a 500 with words, which may hide a deed', bad(500, 'No.'), 'rejected', true],
    ['a lock that stays, which the next one would meet too', bad(409, 'It is locked.'), 'unavailable', false],
    ['a lock that stays, with a 500', bad(500, 'It is locked.'), 'unavailable', true],
  ])('fails at %s', async (_what, response, kind, maybeDone) => {
    const { store } = storeOf({ delete: [response], get: [THERE] });
    expect(await errorOf(store.delete(TARGET, SEEN, OPTIONS))).toMatchObject({ kind, maybeDone });
  });

  test.each(UNCLEAR_404)('asks the list about a 404 that may be no response: %s', async (_what, response) => {
    const missing = storeOf({ delete: [response], list: [listOf()] });
    expect(await missing.store.delete(TARGET, SEEN, OPTIONS)).toBe('missing');
    const there = storeOf({ delete: [response], list: [listOf({ id: 'web-1' })] });
    expect((await errorOf(there.store.delete(TARGET, SEEN, OPTIONS))).message).toContain('contradicts');
    const unknown = storeOf({ delete: [response], list: [bad(403)] });
    expect(await errorOf(unknown.store.delete(TARGET, SEEN, OPTIONS))).toMatchObject({
      response: { status: 404 },
    });
    for (const { calls } of [missing, there, unknown]) expect(calls).toEqual(['delete', 'list']);
  });

  test.each([
    ['no response', noResponse()],
    ['500 with words', bad(500, 'No.')],
    ['a response about another', good({ id: 'web-2' })],
  ])('looks for it before the next request, and is done if it is gone: %s', async (_what, response) => {
    const { store, calls } = storeOf({ delete: [response], get: [GONE] });
    expect(await store.delete(TARGET, SEEN, OPTIONS)).toBe('accepted');
    expect(calls).toEqual(['delete', 'get']);
  });

  test('goes on if it is still the same', async () => {
    const { store, calls } = storeOf({ delete: [noResponse(), bad(500), ACCEPTED], get: [THERE] });
    expect(await store.delete(TARGET, SEEN, OPTIONS)).toBe('accepted');
    expect(calls).toEqual(['delete', 'get', 'delete', 'get', 'delete']);
  });

  test.each([
    ['a 404 of the API', GONE],
    ['a 404 and the list', bad(404)],
  ])('counts as accepted if it is missing after a repetition: %s', async (_what, response) => {
    const { store } = storeOf({ delete: [noResponse(), response], get: [THERE], list: [listOf()] });
    expect(await store.delete(TARGET, SEEN, OPTIONS)).toBe('accepted');
  });

  test('does not look where nothing was begun, and what is missing then was so before', async () => {
    const { store, calls } = storeOf({ delete: [bad(409, BUSY), GONE] });
    expect(await store.delete(TARGET, SEEN, OPTIONS)).toBe('missing');
    expect(calls).toEqual(['delete', 'delete']);
  });

  test.each([
    [
      'creation date',
      { sourceName: 'web', creationDate: '2026-11-23T14:20:00Z' },
      'of VM "web", made at 2026-11-23T14:20:00.000Z',
    ],
    ['VM', { sourceName: 'db', creationDate: MADE }, `of VM "db", made at ${MADE}`],
    ['VM, without a date', { sourceName: 'db' }, 'of VM "db", made at an unknown time'],
    [
      'creation date, without a VM',
      { creationDate: '2020-01-01T00:00:00' },
      'of VM "unknown", made at 2020-01-01T00:00:00.000Z',
    ],
  ])('stops if it has another %s by now', async (_what, other, found) => {
    const { store, calls } = storeOf({
      delete: [noResponse(), ACCEPTED],
      get: [good({ id: 'web-1', ...other })],
    });
    const error = await errorOf(store.delete(TARGET, SEEN, OPTIONS));
    expect(error.message).toBe(
      `The snapshot to delete was of VM "web", made at ${MADE}, but the one with this name now is ${found}: somebody has made a new one. It was not deleted, and nothing more was sent.`,
    );
    expect(calls).toEqual(['delete', 'get']);
  });

  test.each([
    ['is not said by now', SEEN, {}],
    ['is only written in another case', SEEN, { sourceName: 'WEB' }],
    ['was not known before', { ...SEEN, creationDate: null, sourceName: null }, { sourceName: 'db' }],
  ])('goes on if what tells it from another %s', async (_what, seen, now) => {
    const { store } = storeOf({ delete: [noResponse(), ACCEPTED], get: [good({ id: 'web-1', ...now })] });
    expect(await store.delete(TARGET, seen, OPTIONS)).toBe('accepted');
  });

  test.each([
    ['it says no', bad(403), 'denied'],
    ['it speaks of another namespace', good({ id: 'web-1', namespace: 'test' }), 'unreadable'],
  ])('stops if it cannot be looked for: %s', async (_what, get, kind) => {
    const { store, calls } = storeOf({ delete: [noResponse(), ACCEPTED], get: [get] });
    expect(await errorOf(store.delete(TARGET, SEEN, OPTIONS))).toMatchObject({ kind, maybeDone: true });
    expect(calls.filter((call) => call === 'delete')).toHaveLength(1);
  });

  test('stops if the list contradicts that it is missing after a repetition', async () => {
    const { store } = storeOf({
      delete: [noResponse(), page(404)],
      get: [THERE],
      list: [listOf({ id: 'web-1' })],
    });
    expect(await errorOf(store.delete(TARGET, SEEN, OPTIONS))).toMatchObject({
      kind: 'unreadable',
      maybeDone: true,
    });
  });

  test('is an error that may be done where there is never a response', async () => {
    const { store, calls } = storeOf({ delete: [noResponse()], get: [THERE] });
    expect(await errorOf(store.delete(TARGET, SEEN, OPTIONS))).toMatchObject({ maybeDone: true });
    expect(calls.filter((call) => call === 'delete')).toHaveLength(5);
  });
});
