import { expect, test } from '@jest/globals';
import { call, create, deleteSnapshot, errorOf, get, NIGHTLY, NIGHTLY_INPUT } from './api-client.ts';
import { simulatorStarter } from './running-simulator.ts';

const start = simulatorStarter();

/** A creation whose body has these changes. */
const creating =
  (changes: object, contentType = 'application/json'): typeof get =>
  (simulator) =>
    create(simulator, { ...NIGHTLY_INPUT, ...changes }, { contentType });

/** A get of this query. */
const getting =
  (query: string): typeof get =>
  (simulator) =>
    get(simulator, query);

test.each([
  ['a get without Id', getting('Namespace=team&Cluster=Msc1'), ['Id']],
  ['a get without Namespace', getting('Id=nightly&Cluster=Msc1'), ['Namespace']],
  ['a get without Cluster', getting('Id=nightly&Namespace=team'), ['Cluster']],
  ['an empty Id', getting('Id=&Namespace=team&Cluster=Msc1'), ['Id']],
  ['a deletion without Cluster', (simulator) => deleteSnapshot(simulator, 'Id=a&Namespace=b'), ['Cluster']],
  ['a parameter that the description does not have', getting(`${NIGHTLY}&Force=true`), ['Force']],
  ['a parameter in another case', getting(NIGHTLY.replace('Id=', 'id=')), ['Id', 'id']],
  ['a parameter that is sent twice', getting(`${NIGHTLY}&Id=weekly`), ['Id']],
  ['a creation without cluster', creating({ cluster: undefined }), ['cluster']],
  ['a creation without namespace', creating({ namespace: undefined }), ['namespace']],
  ['an empty namespace', creating({ namespace: '' }), ['namespace']],
  ['a field that the description does not have', creating({ sourceName: 'web' }), ['sourceName']],
  ['such a field in text/json', creating({ sourceName: 'web' }, 'text/json'), ['sourceName']],
  ['null, although the description allows it', creating({ name: null }), ['name']],
  ['a body that is no object', (simulator) => create(simulator, '"nightly"'), ['requestBody']],
] satisfies [string, typeof get, string[]][])('invalid is %s', async (_what, send, members) => {
  const simulator = await start();
  const reply = await send(simulator);
  expect(reply.status).toBe(400);
  expect(
    errorOf(reply).validationErrors.flatMap((problem: { members: readonly string[] }) => problem.members),
  ).toEqual(members);
  expect(simulator.snapshots()).toEqual([]);
});

test.each([
  ['{"cluster":', 'application/json', 'The body is not JSON'],
  ['', 'application/json', 'A non-empty request body is required.'],
  [NIGHTLY_INPUT, 'text/plain', 'The content type "text/plain" is not one of application/json'],
])('the body %j of type %s is invalid', async (body, contentType, words) => {
  const reply = await create(await start(), body, { contentType });
  expect(reply.status).toBe(400);
  expect(errorOf(reply).details).toContain(words);
});

test('a body where none belongs is invalid', async () => {
  const reply = await deleteSnapshot(await start(), NIGHTLY, { body: {} });
  expect(errorOf(reply).details).toContain('This request takes no body.');
});

test.each(['application/json; charset=utf-8', 'text/json', 'application/vnd.denvr+json'])(
  'a body of type %s is accepted',
  async (contentType) => {
    expect((await create(await start(), NIGHTLY_INPUT, { contentType })).status).toBe(202);
  },
);

test.each([
  ['GET', '/api/v1/servers/snapshots/getsnapshots'],
  ['GET', '/api/v1/servers/snapshots/GetSnapshots/'],
  ['GET', '//api/v1/servers/snapshots/GetSnapshots'],
  ['PUT', '/api/v1/servers/snapshots/CreateSnapshot'],
  ['POST', '/api/TokenAuth/RefreshToken'],
])('%s %s is invalid, and does not look like a missing snapshot', async (method, path) => {
  const reply = await call(await start(), path, { method });
  expect(reply.status).toBe(400);
  expect(errorOf(reply).details).toContain(`There is no ${method} ${path}.`);
});

test('who calls is looked at before what they ask', async () => {
  const reply = await create(await start(), {}, { authorization: null });
  expect(reply.status).toBe(401);
});
