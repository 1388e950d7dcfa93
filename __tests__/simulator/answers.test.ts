import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import type { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorSettings } from '../../simulator/simulator-options.ts';
import { create, deleteSnapshot, get, list, NIGHTLY_INPUT, type Reply } from './api-client.ts';
import { simulatorStarter } from './running-simulator.ts';

const start = simulatorStarter();

const RESULT = { items: [] };
const ERROR = { code: 0, message: expect.any(String), details: null, validationErrors: null };
const ENVELOPE = { targetUrl: null, unAuthorizedRequest: false, __abp: true };

test.each([
  ['envelope', list, { ...ENVELOPE, result: RESULT, success: true, error: null }],
  ['envelope', get, { ...ENVELOPE, result: null, success: false, error: ERROR }],
  ['bare', list, RESULT],
  ['bare', get, ERROR],
] satisfies [SimulatorSettings['answerShape'], (simulator: Simulator) => Promise<Reply>, object][])(
  'results and errors have the shape %s',
  async (answerShape, send, answer) => {
    expect(JSON.parse((await send(await start({ answerShape }))).text)).toEqual(answer);
  },
);

test.each(['application/json', 'text/json', 'text/plain'] satisfies SimulatorSettings['contentType'][])(
  'the same JSON can come as %s',
  async (contentType) => {
    const reply = await list(await start({ contentType }));
    expect(reply.headers.get('content-type')).toBe(`${contentType}; charset=utf-8`);
    expect(JSON.parse(reply.text).result).toEqual({ items: [] });
  },
);

test.each([
  [
    'ApiV1ServersSnapshotsCreatesnapshotPost',
    (simulator) => create(simulator, { ...NIGHTLY_INPUT, name: 'weekly' }),
  ],
  ['ApiV1ServersSnapshotsGetsnapshotGet', get],
  ['ApiV1ServersSnapshotsGetsnapshotsGet', list],
  ['ApiV1ServersSnapshotsDeletesnapshotDelete', deleteSnapshot],
] satisfies [string, (simulator: Simulator) => Promise<Reply>][])(
  'the bare answer to %s is what the description shows',
  async (id, send) => {
    const simulator = await start({ answerShape: 'bare' });
    simulator.addSnapshot({ id: 'nightly', namespace: 'team', readyToUse: true });
    const reply = await send(simulator);
    expect(reply.status).toBeLessThan(300);
    const { errors } = (await describedApi()).validateResponse(JSON.parse(reply.text), id, reply.status);
    expect(errors).toBeNull();
  },
);

async function describedApi() {
  const file = new URL('../../src/denvr-api/snapshots.openapi.json', import.meta.url);
  const backend = new OpenAPIBackend({
    definition: JSON.parse(readFileSync(file, 'utf8')) as Document,
    quick: true,
    ajvOpts: { validateFormats: false },
  });
  await backend.init();
  return backend.validator;
}
