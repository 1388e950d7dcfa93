import { describe, expect, test } from '@jest/globals';
import { type Authorization, NO_AUTHORIZATION } from '../../src/denvr-api/authorization.ts';
import { CallError } from '../../src/denvr-api/call-error.ts';
import { CancelledError, SnapshotServiceError } from '../../src/domain/errors.ts';
import type { CallOptions } from '../../src/operations/snapshot-store.ts';
import {
  bad,
  callOf,
  errorOf,
  good,
  noResponse,
  page,
  respondWith,
  type ScriptedWire,
  scriptedWire,
} from './scripted-exchange.ts';

const SIGNAL = new AbortController().signal;
const BUSY = 'Another operation is in progress.';

interface Sending extends Partial<CallOptions> {
  readonly authorization?: Authorization;
}

function send(
  { transport }: ScriptedWire,
  known: Parameters<typeof callOf>[0] = {},
  { authorization = NO_AUTHORIZATION, ...options }: Sending = {},
) {
  return transport.send(callOf(known), authorization, { signal: SIGNAL, ...options });
}

describe('a request', () => {
  test('goes to the path below the API, with its query and no body', async () => {
    const wire = scriptedWire(respondWith(good('a')));
    await send(wire, { path: '/api/v1/things', query: { Id: 'a b&c', Namespace: 'ü' } });
    const [request] = wire.sent;
    expect(request?.url.href).toBe('https://api.example.com/api/v1/things?Id=a+b%26c&Namespace=%C3%BC');
    expect(request).toMatchObject({ method: 'GET', body: null });
    expect(request?.headers).toEqual({ accept: 'application/json', 'accept-encoding': 'identity' });
  });

  test.each([
    ['https://api.example.com', 'https://api.example.com/things'],
    ['https://api.example.com/', 'https://api.example.com/things'],
    ['https://api.example.com//', 'https://api.example.com/things'],
    ['https://api.example.com:8443/base', 'https://api.example.com:8443/base/things'],
    ['https://api.example.com/base/', 'https://api.example.com/base/things'],
  ])('to an API at %s', async (apiUrl, href) => {
    const wire = scriptedWire(respondWith(good('a')), { apiUrl });
    await send(wire);
    expect(wire.sent[0]?.url.href).toBe(href);
  });

  test('has its body as JSON', async () => {
    const wire = scriptedWire(respondWith(good('a')));
    await send(wire, { method: 'POST', body: { name: 'a' } });
    expect(wire.sent[0]).toMatchObject({
      method: 'POST',
      body: '{"name":"a"}',
      headers: { 'content-type': 'application/json' },
    });
  });

  test('has the authorization of that moment, for each attempt', async () => {
    const wire = scriptedWire(respondWith(bad(500), good('a')));
    const authorization = { ...NO_AUTHORIZATION, header: async () => `Bearer ${wire.sent.length + 1}` };
    await send(wire, {}, { authorization });
    expect(wire.sent.map(({ headers }) => headers['authorization'])).toEqual(['Bearer 1', 'Bearer 2']);
  });

  test.each([
    ['30 s at the most', {}, 30_000],
    ['no longer than until the deadline', { deadlineMs: 8000 }, 7000],
    ['a moment where the deadline has passed', { deadlineMs: 500 }, 1],
  ])('is waited for %s', async (_what, deadline, timeoutMs) => {
    const wire = scriptedWire(respondWith(good('a')));
    wire.clock.advance(1000);
    await send(wire, {}, deadline);
    expect(wire.sent[0]?.timeoutMs).toBe(timeoutMs);
  });
});

describe('a call that may be repeated', () => {
  test.each([
    [5, 'GET', '500 that says nothing', bad(500)],
    [2, 'GET', '500 with words of its own', bad(500, 'The cluster is unknown.')],
    [1, 'GET', '409 that says it is busy', bad(409, BUSY)],
    [20, 'DELETE', '409 that says it is busy', bad(409, BUSY)],
  ] as const)(
    'is sent %d times if it is a %s, and %s comes back',
    async (attempts, method, _what, response) => {
      const wire = scriptedWire(respondWith(response));
      await errorOf(send(wire, { method }));
      expect(wire.sent).toHaveLength(attempts);
    },
  );

  test('ends with the first good response', async () => {
    const wire = scriptedWire(respondWith(bad(500), noResponse(), bad(429), bad(408), good('a')));
    expect(await send(wire)).toBe('a');
    expect(wire.sent).toHaveLength(5);
  });

  test('pauses between its attempts, from each of which a random half is taken off', async () => {
    const wire = scriptedWire(respondWith(bad(500)), { random: () => 1 - Number.EPSILON });
    await errorOf(send(wire));
    expect(wire.clock.pausesMs.map(Math.round)).toEqual([500, 1000, 2000, 4000]);
  });

  test('comes back when the server asked for it, by its own clock', async () => {
    const headers = {
      'retry-after': 'Sat, 01 Jan 2000 00:00:09 GMT',
      date: 'Sat, 01 Jan 2000 00:00:00 GMT',
    };
    const wire = scriptedWire(respondWith(bad(503, null, headers), good('a')));
    await send(wire);
    expect(wire.sent[1]?.atMs).toBe(9000);
  });

  test('says why it pauses, and how long', async () => {
    const wire = scriptedWire(respondWith(bad(500, 'No.'), good('a')), { random: () => 0.5 });
    await send(wire, { method: 'DELETE' });
    expect(wire.infoLines).toEqual([
      'The server answered 500 Internal Server Error: "No.". Trying DELETE again in 1 s.',
    ]);
  });
});

describe('a call that may not be repeated', () => {
  test.each([
    ['no response', noResponse()],
    ['500', bad(500)],
    ['429', bad(429, null, { 'retry-after': '7' })],
    ['503', bad(503)],
  ])('is sent once, whatever comes back: %s', async (_what, response) => {
    const wire = scriptedWire(respondWith(response));
    await errorOf(send(wire, { method: 'POST', repeatable: false }));
    expect(wire.sent).toHaveLength(1);
    expect(wire.clock.pausesMs).toEqual([]);
  });
});

describe('the error of a call', () => {
  test('tells what the next step depends on', async () => {
    const response = bad(429, null, { 'retry-after': '7' });
    const error = await errorOf(send(scriptedWire(respondWith(response)), { repeatable: false }));
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({ maybeDone: false, retryAfterMs: 7000, response: { status: 429 } });
  });

  test('is the one of the last attempt', async () => {
    const wire = scriptedWire(respondWith(bad(500), bad(500), noResponse(), bad(400, 'No.')));
    expect((await errorOf(send(wire))).message).toContain('400');
  });

  test.each([
    ['no response', [noResponse()], true],
    ['no response, and then a busy server', [noResponse(), bad(503, '')], true],
    ['no connection', [noResponse(false)], false],
    ['nothing', [], false],
  ])(
    'tells whether an earlier attempt may have been acted on: after %s',
    async (_what, earlier, maybeDone) => {
      const error = await errorOf(send(scriptedWire(respondWith(...earlier, bad(400, 'No.')))));
      expect(error).toMatchObject({ maybeDone, response: { status: 400 }, kind: 'rejected' });
      expect(error.message).toBe('The server answered 400 Bad Request: "No.".');
    },
  );

  test('tells so too where the next attempt could not be authorized', async () => {
    const wire = scriptedWire(respondWith(noResponse()));
    const header = async () => {
      if (wire.sent.length === 1) throw new SnapshotServiceError('denied', 'The login failed.');
      return null;
    };
    const call = send(wire, {}, { authorization: { ...NO_AUTHORIZATION, header } });
    expect(await errorOf(call)).toMatchObject({
      kind: 'denied',
      maybeDone: true,
      message: 'The login failed.',
    });
  });

  test.each([
    ['at once', []],
    ['after an attempt without a response', [noResponse()]],
  ])('that is none of the service is passed on as it is, %s', async (_what, earlier) => {
    const bug = new RangeError('It is a bug.');
    const wire = scriptedWire(respondWith(...earlier, bug));
    expect(await errorOf(send(wire))).toBe(bug);
    expect(wire.sent).toHaveLength(earlier.length + 1);
  });
});

describe('a call that looks what became of it', () => {
  /** Sends a call whose looks find, one after the other, a value, null, or an error. */
  function sendSettling(wire: ScriptedWire, ...found: readonly (unknown | Error)[]) {
    const looks: { sent: number; atMs: number }[] = [];
    const lookBeforeRepeat = async () => {
      const result = found[Math.min(looks.length, found.length - 1)];
      looks.push({ sent: wire.sent.length, atMs: wire.clock.elapsedMs() });
      if (result instanceof Error) throw result;
      return result;
    };
    return { looks, ending: send(wire, { method: 'DELETE', lookBeforeRepeat }) };
  }

  test.each([
    ['looks after no response, before it is sent again', noResponse(), [{ sent: 1, atMs: 1000 }]],
    ['looks after words of its own too', bad(500, 'No.'), [{ sent: 1, atMs: 1000 }]],
    ['does not look where nothing was begun', bad(409, BUSY), []],
    ['does not look without a connection', noResponse(false), []],
  ])('%s', async (_what, response, expected) => {
    const wire = scriptedWire(respondWith(response, good('a')));
    const { looks, ending } = sendSettling(wire, null);
    expect(await ending).toBe('a');
    expect(looks).toEqual(expected);
    expect(wire.sent).toHaveLength(2);
  });

  test('looks after each attempt but the last one', async () => {
    const wire = scriptedWire(respondWith(noResponse()));
    const { looks, ending } = sendSettling(wire, null);
    expect(await errorOf(ending)).toMatchObject({ maybeDone: true });
    expect(looks.map(({ sent }) => sent)).toEqual([1, 2, 3, 4]);
    expect(wire.sent).toHaveLength(5);
  });

  test('ends with what the look found, and is not sent again', async () => {
    const wire = scriptedWire(respondWith(noResponse(), bad(500), good('a')));
    const { looks, ending } = sendSettling(wire, null, 'found');
    expect(await ending).toBe('found');
    expect(looks).toHaveLength(2);
    expect(wire.sent).toHaveLength(2);
  });

  test('ends with the error of the look, and may have been acted on', async () => {
    const wire = scriptedWire(respondWith(noResponse(), good('a')));
    const { ending } = sendSettling(wire, new SnapshotServiceError('denied', 'No more.'));
    expect(await errorOf(ending)).toMatchObject({ kind: 'denied', message: 'No more.', maybeDone: true });
    expect(wire.sent).toHaveLength(1);
  });
});

describe('credentials that are refused', () => {
  const REFUSED = bad(401, 'No.');

  /** Gives out `token-1`, `token-2` and so on. */
  function tokens(): Authorization & { readonly refused: readonly (string | null)[] } {
    const refused: (string | null)[] = [];
    return {
      refused,
      header: async () => `token-${refused.length + 1}`,
      renew: (header) => refused.push(header) > 0,
      refusal: 'Look at the account.',
    };
  }

  test.each([true, false])('are renewed once, without a pause; repeatable: %p', async (repeatable) => {
    const wire = scriptedWire(respondWith(REFUSED, good('a')));
    const authorization = tokens();
    expect(await send(wire, { repeatable }, { authorization })).toBe('a');
    expect(authorization.refused).toEqual(['token-1']);
    expect(wire.sent.map(({ headers }) => headers['authorization'])).toEqual(['token-1', 'token-2']);
    expect(wire.clock.pausesMs).toEqual([]);
  });

  test('twice end the call, also with other responses in between', async () => {
    for (const between of [[], [bad(500)], [noResponse(false)]]) {
      const wire = scriptedWire(respondWith(REFUSED, ...between, REFUSED, good('a')));
      const authorization = tokens();
      expect(await errorOf(send(wire, {}, { authorization }))).toMatchObject({
        kind: 'denied',
        message: 'The server answered 401 Unauthorized: "No.". Look at the account.',
      });
      expect(authorization.refused).toEqual(['token-1']);
      expect(wire.sent).toHaveLength(2 + between.length);
    }
  });

  test.each([
    ['a gateway', page(401)],
    ['the permissions', bad(403)],
  ])('are not renewed because of %s', async (_what, response) => {
    const authorization = tokens();
    const error = await errorOf(send(scriptedWire(respondWith(response)), {}, { authorization }));
    expect(authorization.refused).toEqual([]);
    expect(error.message).not.toContain('Look at the account.');
  });
});

describe('the deadline', () => {
  test.each([
    ['a pause', 5000, bad(500), [1000, 2000]],
    ['a pause that would just reach it', 1000, bad(500), []],
    ['Retry-After', 30_000, bad(503, null, { 'retry-after': '60' }), []],
  ])('is never passed by %s', async (_what, deadlineMs, response, pausesMs) => {
    const wire = scriptedWire(respondWith(response));
    const error = await errorOf(send(wire, {}, { deadlineMs }));
    expect(error.message).toContain(`${response.status}`);
    expect(wire.clock.pausesMs).toEqual(pausesMs);
    expect(wire.sent).toHaveLength(pausesMs.length + 1);
  });
});

describe('the silence that the server asked for', () => {
  const SLOW = bad(429, null, { 'retry-after': '30' });

  test('holds for every other call too, until its time is over', async () => {
    const wire = scriptedWire(respondWith(SLOW, good('a')));
    await errorOf(send(wire, { repeatable: false }));
    await send(wire);
    expect(wire.sent[1]?.atMs).toBe(30_000);
  });

  test('ends a call whose deadline comes first, without a request', async () => {
    const wire = scriptedWire(respondWith(SLOW, good('a')));
    await errorOf(send(wire, { repeatable: false }));
    const error = await errorOf(send(wire, {}, { deadlineMs: 29_000 }));
    expect(error).toBeInstanceOf(SnapshotServiceError);
    expect(error.kind).toBe('unavailable');
    expect(wire.sent).toHaveLength(1);
  });
});

describe('a server that does one thing at a time', () => {
  const ONE_BY_ONE = [0, 100, 190];
  const AT_ONCE = [0, 0, 0];

  test.each([
    ['429', bad(429), ONE_BY_ONE],
    ['409 with such words', bad(409, BUSY), ONE_BY_ONE],
    ['500 with such words', bad(500, BUSY), ONE_BY_ONE],
    ['503 with such words', bad(503, BUSY), ONE_BY_ONE],
    ['no response', noResponse(), AT_ONCE],
    ['409 without such words', bad(409, 'No.'), AT_ONCE],
    ['500', bad(500), AT_ONCE],
    ['503', bad(503, ''), AT_ONCE],
  ])('is asked one by one only where it says so: after %s', async (_what, response, expectedMs) => {
    const wire = scriptedWire(respondWith(response, good('a')));
    await errorOf(send(wire, { repeatable: false }));
    for (let count = 0; count < 3; count += 1) await send(wire);
    expect(wire.sent.slice(1).map(({ atMs }) => atMs)).toEqual(expectedMs);
  });

  test('slows the pace once for calls that were under way together', async () => {
    const wire = scriptedWire(() => {
      wire.clock.advance(10);
      return wire.sent.length === 3 && wire.clock.elapsedMs() <= 30 ? bad(429) : good('a');
    });
    const ending = () => errorOf(send(wire, { repeatable: false }));
    await Promise.all([ending(), ending(), ending()]);
    await send(wire);
    await send(wire);
    expect((wire.sent[4]?.atMs ?? 0) - (wire.sent[3]?.atMs ?? 0)).toBe(100);
  });
});

describe('a run that is cancelled', () => {
  const REASON = new CancelledError('SIGINT');

  test('sends nothing', async () => {
    const wire = scriptedWire(respondWith(good('a')));
    expect(await errorOf(send(wire, {}, { signal: AbortSignal.abort(REASON) }))).toBe(REASON);
    expect(wire.sent).toEqual([]);
  });

  test('sends nothing more after a pause', async () => {
    const cancelling = new AbortController();
    const wire = scriptedWire(respondWith(bad(500)));
    wire.clock.at(2500, () => cancelling.abort(REASON));
    expect(await errorOf(send(wire, {}, { signal: cancelling.signal }))).toBe(REASON);
    expect(wire.sent).toHaveLength(2);
  });
});

describe('the debug log', () => {
  test('tells method, path, status, attempt and time of each request', async () => {
    const wire = scriptedWire((request) => {
      wire.clock.advance(12.4);
      if (wire.sent.length === 1) throw noResponse();
      return request.method === 'GET' ? good('a') : bad(400);
    });
    await send(wire, { path: '/api/v1/things' });
    expect(wire.debugLines).toEqual([
      'no answer to GET /api/v1/things, attempt 1, 12 ms',
      '200 GET /api/v1/things, attempt 2, 12 ms',
    ]);
  });

  test('holds nothing secret', async () => {
    const wire = scriptedWire(
      respondWith(bad(500, 'secret-answer'), noResponse(), good({ token: 'secret-token' })),
    );
    const authorization = { ...NO_AUTHORIZATION, header: async () => 'ApiKey secret-key' };
    const known = { body: { password: 'secret-password' }, query: { Id: 'secret-query' } };
    await send(wire, { method: 'POST', ...known }, { authorization });
    expect(wire.debugLines).toHaveLength(3);
    expect(wire.debugLines.join()).not.toContain('secret');
  });
});
