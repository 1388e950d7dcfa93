import { describe, expect, test } from '@jest/globals';
import { unreadable } from '../../src/denvr-api/answer.ts';
import { CallError } from '../../src/denvr-api/transport.ts';
import { CancelledError, SnapshotServiceError } from '../../src/domain/errors.ts';
import {
  answers,
  bad,
  callOf,
  errorOf,
  good,
  NO_AUTHORIZATION,
  noAnswer,
  type ScriptedWire,
  scriptedWire,
} from './scripted-exchange.ts';

const SIGNAL = new AbortController().signal;
const INTERNAL_ERROR = 'An internal error occurred during your request!';

function send({ transport }: ScriptedWire, known: Parameters<typeof callOf>[0] = {}, deadlineMs?: number) {
  const options = deadlineMs === undefined ? { signal: SIGNAL } : { signal: SIGNAL, deadlineMs };
  return transport.send(callOf(known), NO_AUTHORIZATION, options);
}

describe('a request', () => {
  test('goes to the path below the API, with its query and no body', async () => {
    const wire = scriptedWire(answers(good('a')));
    await send(wire, { path: '/api/v1/things', query: { Id: 'a b&c', Namespace: 'ü' } });
    const [request] = wire.sent;
    expect(request?.url.href).toBe('https://api.example.com/api/v1/things?Id=a+b%26c&Namespace=%C3%BC');
    expect(request).toMatchObject({ method: 'GET', body: null, headers: { accept: 'application/json' } });
  });

  test.each([
    ['https://api.example.com', 'https://api.example.com/things'],
    ['https://api.example.com/', 'https://api.example.com/things'],
    ['https://api.example.com:8443/base', 'https://api.example.com:8443/base/things'],
    ['https://api.example.com/base/', 'https://api.example.com/base/things'],
  ])('to an API at %s', async (apiUrl, href) => {
    const wire = scriptedWire(answers(good('a')), { apiUrl });
    await send(wire);
    expect(wire.sent[0]?.url.href).toBe(href);
  });

  test('has its body as JSON', async () => {
    const wire = scriptedWire(answers(good('a')));
    await send(wire, { method: 'POST', body: { name: 'a' } });
    expect(wire.sent[0]).toMatchObject({
      method: 'POST',
      body: '{"name":"a"}',
      headers: { 'content-type': 'application/json' },
    });
  });

  test('has the authorization of that moment, for each try', async () => {
    const wire = scriptedWire(answers(bad(500), good('a')));
    const authorization = async () => `Bearer ${wire.sent.length + 1}`;
    await wire.transport.send(callOf(), authorization, { signal: SIGNAL });
    expect(wire.sent.map(({ headers }) => headers['authorization'])).toEqual(['Bearer 1', 'Bearer 2']);
  });

  test('has no authorization if there is none', async () => {
    const wire = scriptedWire(answers(good('a')));
    await send(wire);
    expect(wire.sent[0]?.headers).not.toHaveProperty('authorization');
  });

  test('is waited for 30 s at the most', async () => {
    const wire = scriptedWire(answers(good('a')));
    await send(wire);
    expect(wire.sent[0]?.timeoutMs).toBe(30_000);
  });

  test('is waited for no longer than until the deadline', async () => {
    const wire = scriptedWire(answers(good('a')));
    wire.clock.advance(1000);
    await send(wire, {}, 8000);
    expect(wire.sent[0]?.timeoutMs).toBe(7000);
  });

  test('is waited for a moment where the deadline has passed', async () => {
    const wire = scriptedWire(answers(good('a')));
    wire.clock.advance(1000);
    await send(wire, {}, 500);
    expect(wire.sent[0]?.timeoutMs).toBe(1);
  });
});

describe('a call that may be repeated', () => {
  test.each([
    ['no answer', noAnswer(), 5],
    ['no connection', noAnswer(false), 5],
    ['408', bad(408), 5],
    ['429', bad(429, 'Too fast.'), 5],
    ['500 that says nothing', bad(500, INTERNAL_ERROR), 5],
    ['502', bad(502), 5],
    ['503', bad(503), 5],
    ['504', bad(504), 5],
    ['500 with words of its own', bad(500, 'The cluster is unknown.'), 2],
    ['success: false with words of its own', { ...bad(500, 'No.'), status: 200 }, 2],
    ['an HTML page', { status: 200, headers: {}, body: '<html>' }, 2],
    ['400', bad(400, 'No.'), 1],
    ['401', bad(401), 1],
    ['403', bad(403), 1],
    ['404', bad(404), 1],
    ['a redirect', bad(302), 1],
  ])('is tried after %s', async (_what, answer, tries) => {
    const wire = scriptedWire(answers(answer));
    await errorOf(send(wire));
    expect(wire.sent).toHaveLength(tries);
  });

  test('ends with the first good answer', async () => {
    const wire = scriptedWire(answers(bad(500), noAnswer(), bad(429), bad(408), good('a')));
    expect((await send(wire)).value).toBe('a');
    expect(wire.sent).toHaveLength(5);
  });

  test('pauses 1, 2, 4 and 8 s between its tries', async () => {
    const wire = scriptedWire(answers(bad(500)));
    await errorOf(send(wire));
    expect(wire.clock.pausesMs).toEqual([1000, 2000, 4000, 8000]);
  });

  test('pauses half as long with all of the jitter', async () => {
    const wire = scriptedWire(answers(bad(500)), { random: () => 1 - Number.EPSILON });
    await errorOf(send(wire));
    expect(wire.clock.pausesMs.map(Math.round)).toEqual([500, 1000, 2000, 4000]);
  });

  test.each([
    ['Retry-After', bad(503, null, { 'retry-after': '7' }), 7000],
    ['Retry-After of hours', bad(503, null, { 'retry-after': '7200' }), 120_000],
    [
      'Retry-After with a date, by the server’s own clock',
      bad(503, null, {
        'retry-after': 'Sat, 01 Jan 2000 00:00:09 GMT',
        date: 'Sat, 01 Jan 2000 00:00:00 GMT',
      }),
      9000,
    ],
  ])('comes back when the server asked for it: %s', async (_what, answer, expectedMs) => {
    const wire = scriptedWire(answers(answer, good('a')));
    await send(wire);
    expect(wire.sent[1]?.atMs).toBe(expectedMs);
  });

  test('says why it pauses, and how long', async () => {
    const wire = scriptedWire(answers(bad(500, 'No.'), good('a')), { random: () => 0.5 });
    await send(wire, { method: 'DELETE' });
    expect(wire.infoLines).toEqual([
      'The server answered 500 Internal Server Error: "No.". Trying DELETE again in 1 s.',
    ]);
  });

  test.each([
    ['no answer', noAnswer(), true],
    ['no connection', noAnswer(false), false],
    ['500', bad(500), true],
    ['408', bad(408), true],
    ['429', bad(429), false],
    ['503', bad(503), false],
    ['an answer that cannot be read', { status: 200, headers: {}, body: '' }, true],
  ])('tells whether an earlier try may have worked: %s', async (_what, answer, expected) => {
    const wire = scriptedWire(answers(answer, good('a')));
    expect((await send(wire)).earlierTryMayHaveWorked).toBe(expected);
  });

  test('remembers an earlier try that may have worked after one that did not', async () => {
    const wire = scriptedWire(answers(noAnswer(), bad(503), good('a')));
    expect((await send(wire)).earlierTryMayHaveWorked).toBe(true);
  });

  test('had no earlier try if the first one went well', async () => {
    expect((await send(scriptedWire(answers(good('a'))))).earlierTryMayHaveWorked).toBe(false);
  });

  test('can have a fault for an answer', async () => {
    const wire = scriptedWire(answers(bad(404, '"a" not found')));
    const { value } = await send(wire, {
      interpret: (answer) =>
        answer.ok || answer.status !== 404 ? unreadable(0, '') : { ok: true, value: null },
    });
    expect(value).toBeNull();
  });
});

describe('a call that may not be repeated', () => {
  test.each([
    ['no answer', noAnswer()],
    ['500', bad(500)],
    ['429', bad(429, null, { 'retry-after': '7' })],
    ['503', bad(503)],
  ])('is sent once, whatever comes back: %s', async (_what, answer) => {
    const wire = scriptedWire(answers(answer));
    await errorOf(send(wire, { method: 'POST', repeatable: false }));
    expect(wire.sent).toHaveLength(1);
    expect(wire.clock.pausesMs).toEqual([]);
  });
});

describe('the error of a call', () => {
  test.each([
    ['no answer', noAnswer(), { mayHaveWorked: true, retryAfterMs: null, answered: null }],
    ['no connection', noAnswer(false), { mayHaveWorked: false, retryAfterMs: null, answered: null }],
    ['408', bad(408), { mayHaveWorked: true }],
    ['500', bad(500), { mayHaveWorked: true }],
    ['500 with words', bad(500, 'No.'), { mayHaveWorked: true, fault: 'refused' }],
    ['502', bad(502), { mayHaveWorked: true }],
    ['429', bad(429, null, { 'retry-after': '7' }), { mayHaveWorked: false, retryAfterMs: 7000 }],
    ['503', bad(503, null, { 'retry-after': '7' }), { mayHaveWorked: false, retryAfterMs: 7000 }],
    ['400', bad(400), { mayHaveWorked: false, retryAfterMs: null }],
    ['403', bad(403), { mayHaveWorked: false, fault: 'denied' }],
    ['302', bad(302), { mayHaveWorked: false, fault: 'refused' }],
    ['nothing at all', { status: 200, headers: {}, body: '' }, { mayHaveWorked: true, fault: 'unreadable' }],
  ])('tells what the next step depends on: %s', async (_what, answer, expected) => {
    const error = await errorOf(send(scriptedWire(answers(answer)), { repeatable: false }));
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject(expected);
  });

  test.each([
    [
      noAnswer(),
      'No answer from api.example.com: socket hang up. Check the network, the proxy settings and api-url.',
    ],
    [
      bad(403),
      'The server answered 403 Forbidden. The account may not do this: check its permissions at Denvr.',
    ],
    [bad(429), 'The server answered 429 Too Many Requests. The server limits how often it is asked.'],
    [bad(400, 'No.'), 'The server answered 400 Bad Request: "No.".'],
    [
      { status: 200, headers: {}, body: '' },
      'The answer could not be read: it is empty. Check api-url, and whether a proxy answers in the place of the API.',
    ],
  ])('says what to do: %#', async (answer, message) => {
    expect((await errorOf(send(scriptedWire(answers(answer)), { repeatable: false }))).message).toBe(message);
  });

  test('is the one of the last try', async () => {
    const wire = scriptedWire(answers(bad(500), bad(500), noAnswer(), bad(400, 'No.')));
    expect((await errorOf(send(wire))).message).toContain('400');
  });

  test('that is none of the network is passed on at once', async () => {
    const wire = scriptedWire(answers(new RangeError('It is a bug.')));
    expect(await errorOf(send(wire))).toEqual(new RangeError('It is a bug.'));
    expect(wire.sent).toHaveLength(1);
  });
});

describe('the deadline', () => {
  test('is never passed by a pause', async () => {
    const wire = scriptedWire(answers(bad(500)));
    await errorOf(send(wire, {}, 5000));
    expect(wire.clock.pausesMs).toEqual([1000, 2000]);
  });

  test('that a pause would just reach ends the call', async () => {
    const wire = scriptedWire(answers(bad(500)));
    await errorOf(send(wire, {}, 1000));
    expect(wire.sent).toHaveLength(1);
  });

  test('is never passed by Retry-After', async () => {
    const wire = scriptedWire(answers(bad(503, null, { 'retry-after': '60' })));
    const error = await errorOf(send(wire, {}, 30_000));
    expect(error.message).toContain('503');
    expect(wire.clock.elapsedMs()).toBe(0);
  });

  test('cuts the time for the next try', async () => {
    const wire = scriptedWire(answers(bad(500), good('a')));
    await send(wire, {}, 20_000);
    expect(wire.sent[1]?.timeoutMs).toBe(19_000);
  });
});

describe('the silence that the server asked for', () => {
  const SLOW = bad(429, null, { 'retry-after': '30' });

  test('holds for every other call too', async () => {
    const wire = scriptedWire(answers(SLOW, good('a')));
    await errorOf(send(wire, { repeatable: false }));
    await send(wire);
    expect(wire.sent[1]?.atMs).toBeGreaterThanOrEqual(30_000);
  });

  test('is over after its time', async () => {
    const wire = scriptedWire(answers(SLOW, good('a')));
    await errorOf(send(wire, { repeatable: false }));
    wire.clock.advance(30_000);
    await send(wire);
    expect(wire.sent[1]?.atMs).toBeLessThan(31_000);
  });

  test('ends a call whose deadline comes first, without a request', async () => {
    const wire = scriptedWire(answers(SLOW, good('a')));
    await errorOf(send(wire, { repeatable: false }));
    const error = await errorOf(send(wire, {}, 29_000));
    expect(error).toBeInstanceOf(SnapshotServiceError);
    expect(error.fault).toBe('unavailable');
    expect(wire.sent).toHaveLength(1);
  });

  test('is kept by calls that run side by side', async () => {
    const wire = scriptedWire(answers(SLOW, SLOW, good('a')));
    await Promise.all([send(wire), send(wire), send(wire)]);
    const later = wire.sent.slice(3);
    expect(later.filter(({ atMs }) => atMs < 30_000)).toEqual([]);
  });
});

describe('a run that is cancelled', () => {
  const REASON = new CancelledError('SIGINT');

  test('sends nothing', async () => {
    const wire = scriptedWire(answers(good('a')));
    const call = wire.transport.send(callOf(), NO_AUTHORIZATION, { signal: AbortSignal.abort(REASON) });
    expect(await errorOf(call)).toBe(REASON);
    expect(wire.sent).toEqual([]);
  });

  test('sends nothing more after a pause', async () => {
    const cancelling = new AbortController();
    const wire = scriptedWire(answers(bad(500)));
    wire.clock.at(2500, () => cancelling.abort(REASON));
    const call = wire.transport.send(callOf(), NO_AUTHORIZATION, { signal: cancelling.signal });
    expect(await errorOf(call)).toBe(REASON);
    expect(wire.sent).toHaveLength(2);
  });
});

describe('the debug log', () => {
  test('tells method, path, status, try and time of each request', async () => {
    const wire = scriptedWire((request) => {
      wire.clock.advance(12.4);
      if (wire.sent.length === 1) throw noAnswer();
      return request.method === 'GET' ? good('a') : bad(400);
    });
    await send(wire, { path: '/api/v1/things' });
    expect(wire.debugLines).toEqual([
      'no answer to GET /api/v1/things, try 1, 12 ms',
      '200 GET /api/v1/things, try 2, 12 ms',
    ]);
  });

  test('holds nothing secret', async () => {
    const wire = scriptedWire(
      answers(bad(500, 'secret-answer'), noAnswer(), good({ token: 'secret-token' })),
    );
    await wire.transport.send(
      callOf({ method: 'POST', body: { password: 'secret-password' }, query: { Id: 'secret-query' } }),
      async () => 'ApiKey secret-key',
      { signal: SIGNAL },
    );
    expect(wire.debugLines).toHaveLength(3);
    expect(wire.debugLines.join()).not.toContain('secret');
  });
});
