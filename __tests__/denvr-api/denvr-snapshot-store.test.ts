import { describe, expect, test } from '@jest/globals';
import { authorizeByKey } from '../../src/denvr-api/authorization.ts';
import { createDenvrSnapshotStore } from '../../src/denvr-api/denvr-snapshot-store.ts';
import type { HttpAnswer } from '../../src/denvr-api/http-exchange.ts';
import { CancelledError } from '../../src/domain/errors.ts';
import type { CreateAnswer } from '../../src/operations/snapshot-store.ts';
import { answers, bad, errorOf, good, noAnswer, scriptedWire } from './scripted-exchange.ts';

const OPTIONS = { signal: new AbortController().signal };
const REFERENCE = { id: 'web-1', namespace: 'prod', cluster: 'Hou1' };
const REQUEST = { name: 'web-1', sourceVm: 'web', namespace: 'prod', cluster: 'Hou1' };
const PATH = '/api/v1/servers/snapshots';
const INTERNAL_ERROR = 'An internal error occurred during your request!';

type Response = HttpAnswer | Error;

function storeOf(...responses: readonly Response[]) {
  const wire = scriptedWire(answers(...responses));
  return { ...wire, store: createDenvrSnapshotStore(authorizeByKey('key-1', wire.transport)) };
}

describe('list', () => {
  test.each([
    ['Hou1', `${PATH}/GetSnapshots?Cluster=Hou1`],
    [null, `${PATH}/GetSnapshots`],
  ])('asks for the snapshots of cluster %j', async (cluster, path) => {
    const { store, sent } = storeOf(good({ items: [] }));
    await store.list(cluster, OPTIONS);
    expect(sent.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([`GET ${path}`]);
  });

  test('gives the snapshots and the server’s time', async () => {
    const answer = { ...good({ items: [{ id: 'a' }] }), headers: { date: 'Mon, 23 Nov 2026 14:15:30 GMT' } };
    expect(await storeOf(answer).store.list('Hou1', OPTIONS)).toMatchObject({
      snapshots: [{ id: 'a' }],
      serverNowMs: Date.parse('2026-11-23T14:15:30Z'),
    });
  });

  test('is an error where one item cannot be read', async () => {
    const { store } = storeOf(good({ items: [{ id: 'a' }, { id: 1 }] }));
    expect(await errorOf(store.list('Hou1', OPTIONS))).toMatchObject({ fault: 'unreadable' });
  });

  test('is an error where the server says no', async () => {
    const { store } = storeOf(bad(404, '"Hou1" not found'));
    expect(await errorOf(store.list('Hou1', OPTIONS))).toMatchObject({ fault: 'refused' });
  });
});

describe('get', () => {
  test('asks for one snapshot by id, namespace and cluster', async () => {
    const { store, sent } = storeOf(good({ id: 'web-1' }));
    expect(await store.get(REFERENCE, OPTIONS)).toMatchObject({ id: 'web-1' });
    expect(`${sent[0]?.method} ${sent[0]?.url.pathname}${sent[0]?.url.search}`).toBe(
      `GET ${PATH}/GetSnapshot?Id=web-1&Namespace=prod&Cluster=Hou1`,
    );
  });

  test.each([
    ['a 404', bad(404)],
    ['a 500 that names it', bad(500, 'Snapshot "web-1" not found')],
  ])('finds none at %s, at once', async (_what, answer) => {
    const { store, sent } = storeOf(answer);
    expect(await store.get(REFERENCE, OPTIONS)).toBeNull();
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['a 404 with a page', { ...bad(404), body: '<html></html>' }],
    ['a 500 that names another', bad(500, 'Cluster "Hou1" not found')],
    ['another snapshot', good({ id: 'web-2' })],
  ])('is an error at %s', async (_what, answer) => {
    expect(await errorOf(storeOf(answer).store.get(REFERENCE, OPTIONS))).toBeInstanceOf(Error);
  });
});

describe('create', () => {
  test('posts name, namespace, cluster and VM, and nothing else', async () => {
    const { store, sent } = storeOf({ ...good({ id: 'web-1' }), status: 202 });
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
    const answer = await storeOf(good({ id: 'web-1', readyToUse: false })).store.create(REQUEST, OPTIONS);
    expect(answer).toMatchObject({ kind: 'accepted', snapshot: { id: 'web-1', readyToUse: false } });
  });

  test.each<[string, Response, CreateAnswer['kind']]>([
    ['no answer', noAnswer(), 'open'],
    ['no connection', noAnswer(false), 'not-accepted'],
    ['408', bad(408), 'open'],
    ['500 that says nothing', bad(500, INTERNAL_ERROR), 'open'],
    ['500 with words of its own', bad(500, 'VM "web" not found'), 'refused'],
    ['success: false with words of its own', { ...bad(500, 'No.'), status: 200 }, 'refused'],
    ['502', bad(502), 'open'],
    ['504', bad(504), 'open'],
    ['an HTML page', { status: 200, headers: {}, body: '<html>' }, 'open'],
    ['an empty 200', { status: 200, headers: {}, body: '' }, 'open'],
    ['another shape', good({ id: 1 }), 'open'],
    ['a snapshot of another VM', good({ id: 'other', sourceName: 'db' }), 'open'],
    ['a snapshot in another namespace', good({ id: 'other', namespace: 'other' }), 'open'],
    ['503', bad(503), 'not-accepted'],
    ['503 with words', bad(503, 'Busy.'), 'not-accepted'],
    ['429', bad(429), 'not-accepted'],
    ['429 with words', bad(429, 'Too fast.'), 'not-accepted'],
    ['409', bad(409), 'already-exists'],
    ['500 that says it exists', bad(500, 'Snapshot "web-1" already exists'), 'already-exists'],
    ['400 that says it exists', bad(400, 'Snapshot "web-1" already exists'), 'already-exists'],
    ['400', bad(400, 'No.'), 'rejected'],
    ['401', bad(401), 'rejected'],
    ['403', bad(403), 'rejected'],
    ['404', bad(404), 'rejected'],
    ['a redirect', bad(302), 'rejected'],
  ])('sends one request, which ends with %s', async (_what, answer, kind) => {
    const { store, sent } = storeOf(answer);
    expect((await store.create(REQUEST, OPTIONS)).kind).toBe(kind);
    expect(sent).toHaveLength(1);
  });

  test('tells how long to wait before another request', async () => {
    const { store } = storeOf(bad(503, null, { 'retry-after': '7' }));
    expect(await store.create(REQUEST, OPTIONS)).toMatchObject({ kind: 'not-accepted', retryAfterMs: 7000 });
  });

  test.each([
    ['the service', bad(503), false],
    ['a gateway', { status: 503, headers: {}, body: 'upstream connect error' }, true],
    ['a gateway that limits its callers', { status: 429, headers: {}, body: 'Slow down.' }, false],
  ])('tells whether a refusal to accept is doubtful: of %s', async (_who, answer, isDoubtful) => {
    expect(await storeOf(answer).store.create(REQUEST, OPTIONS)).toMatchObject({ isDoubtful });
  });

  test('is ended by a cancelled run, and not answered', async () => {
    const reason = new CancelledError('SIGINT');
    const { store } = storeOf(good({}));
    expect(await errorOf(store.create(REQUEST, { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });
});

describe('delete', () => {
  test('sends id, namespace and cluster', async () => {
    const { store, sent } = storeOf({ status: 202, headers: {}, body: '' });
    expect(await store.delete(REFERENCE, OPTIONS)).toBe('accepted');
    expect(sent.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      `DELETE ${PATH}/DeleteSnapshot?Id=web-1&Namespace=prod&Cluster=Hou1`,
    ]);
  });

  test.each([
    ['missing at once', [bad(404)], 'missing'],
    ['missing in words', [bad(500, '"web-1" not found')], 'missing'],
    ['missing after a try without an answer', [noAnswer(), bad(404)], 'accepted'],
    ['missing after a 500', [bad(500), bad(404)], 'accepted'],
    ['missing after a 503, which begins nothing', [bad(503), bad(404)], 'missing'],
    ['missing after no connection', [noAnswer(false), bad(404)], 'missing'],
    ['accepted after a 500', [bad(500), good(null)], 'accepted'],
  ] as const)('is %s', async (_what, responses, expected) => {
    expect(await storeOf(...responses).store.delete(REFERENCE, OPTIONS)).toBe(expected);
  });

  test('is an error where the server says no', async () => {
    expect(await errorOf(storeOf(bad(403)).store.delete(REFERENCE, OPTIONS))).toMatchObject({
      fault: 'denied',
    });
  });
});
