import { expect, test } from '@jest/globals';
import {
  call,
  create,
  deleteSnapshot,
  errorOf,
  get,
  list,
  NIGHTLY,
  NIGHTLY_INPUT,
  type Reply,
} from './api-client.ts';
import { simulatorStarter } from './running-simulator.ts';

const start = simulatorStarter();

function membersIn(reply: Reply): readonly string[] {
  return errorOf(reply).validationErrors.flatMap(
    (problem: { members: readonly string[] }) => problem.members,
  );
}

test.each(['Id', 'Namespace', 'Cluster'])('get without %s is invalid', async (parameter) => {
  const query = new URLSearchParams(NIGHTLY);
  query.delete(parameter);
  const reply = await get(await start(), `${query}`);
  expect(reply.status).toBe(400);
  expect(membersIn(reply)).toEqual([parameter]);
});

test.each(['Id', 'Namespace', 'Cluster'])('delete with an empty %s is invalid', async (parameter) => {
  const query = new URLSearchParams(NIGHTLY);
  query.set(parameter, '');
  const reply = await deleteSnapshot(await start(), `${query}`);
  expect(reply.status).toBe(400);
  expect(membersIn(reply)).toEqual([parameter]);
});

test('a query parameter that the description does not have is invalid', async () => {
  const reply = await get(await start(), `${NIGHTLY}&Force=true`);
  expect(reply.status).toBe(400);
  expect(membersIn(reply)).toEqual(['Force']);
});

test('the case of a query parameter matters', async () => {
  const reply = await get(await start(), NIGHTLY.replace('Id=', 'id='));
  expect(membersIn(reply)).toEqual(['Id', 'id']);
});

test('a query parameter that is sent twice is invalid', async () => {
  const reply = await get(await start(), `${NIGHTLY}&Id=weekly`);
  expect(membersIn(reply)).toEqual(['Id']);
});

test.each(['cluster', 'namespace'])('creating without %s is invalid', async (field) => {
  const { [field]: _left, ...rest } = NIGHTLY_INPUT as Record<string, string>;
  const reply = await create(await start(), rest);
  expect(reply.status).toBe(400);
  expect(membersIn(reply)).toEqual([field]);
});

test('an empty namespace is invalid', async () => {
  const reply = await create(await start(), { ...NIGHTLY_INPUT, namespace: '' });
  expect(membersIn(reply)).toEqual(['namespace']);
});

test('a field that the description does not have is invalid', async () => {
  const reply = await create(await start(), { ...NIGHTLY_INPUT, sourceName: 'web' });
  expect(membersIn(reply)).toEqual(['sourceName']);
});

test('null for an optional field is invalid, although the description allows it', async () => {
  const reply = await create(await start(), { ...NIGHTLY_INPUT, name: null });
  expect(reply.status).toBe(400);
  expect(membersIn(reply)).toEqual(['name']);
});

test('a body that is no object is invalid', async () => {
  const reply = await create(await start(), '"nightly"');
  expect(membersIn(reply)).toEqual(['requestBody']);
});

test('a body that is not JSON is invalid', async () => {
  const reply = await create(await start(), '{"cluster":');
  expect(reply.status).toBe(400);
  expect(errorOf(reply).details).toContain('The body is not JSON');
});

test('a missing body is invalid', async () => {
  const reply = await create(await start(), '');
  expect(reply.status).toBe(400);
  expect(errorOf(reply).details).toContain('A non-empty request body is required.');
});

test('a body where none belongs is invalid', async () => {
  const reply = await call(await start(), `/api/v1/servers/snapshots/DeleteSnapshot?${NIGHTLY}`, {
    method: 'DELETE',
    body: {},
  });
  expect(errorOf(reply).details).toContain('This request takes no body.');
});

test.each(['application/json; charset=utf-8', 'text/json', 'application/vnd.denvr+json'])(
  'a body of type %s is accepted',
  async (contentType) => {
    const reply = await create(await start(), NIGHTLY_INPUT, { contentType });
    expect(reply.status).toBe(202);
  },
);

test('a body of type text/json is held to the description as well', async () => {
  const reply = await create(await start(), { ...NIGHTLY_INPUT, wrong: 1 }, { contentType: 'text/json' });
  expect(membersIn(reply)).toEqual(['wrong']);
});

test('a body of another type is invalid', async () => {
  const reply = await create(await start(), NIGHTLY_INPUT, { contentType: 'text/plain' });
  expect(reply.status).toBe(400);
});

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

test('an invalid request changes nothing', async () => {
  const simulator = await start();
  await create(simulator, { ...NIGHTLY_INPUT, wrong: 1 });
  expect(simulator.snapshots()).toEqual([]);
});

test('who calls is looked at before what they ask', async () => {
  const reply = await create(await start(), {}, { authorization: null });
  expect(reply.status).toBe(401);
});

test('a valid list passes', async () => {
  expect((await list(await start())).status).toBe(200);
});
