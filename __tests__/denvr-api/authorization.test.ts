import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { authorizeByKey, LoginAuthorization, NO_AUTHORIZATION } from '../../src/denvr-api/authorization.ts';
import { CallError } from '../../src/denvr-api/call-error.ts';
import type { HttpResponse } from '../../src/denvr-api/http-exchange.ts';
import { CancelledError, SnapshotServiceError } from '../../src/domain/errors.ts';
import {
  bad,
  callOf,
  errorOf,
  good,
  noResponse,
  page,
  respondWith,
  type ScriptedWire,
  type SentRequest,
  scriptedWire,
} from './scripted-exchange.ts';

const SIGNAL = new AbortController().signal;
const LOGIN = { kind: 'login', username: 'ann', password: 'secret' } as const;
const LOGIN_PATH = '/api/TokenAuth/Authenticate';
const HOUR_S = 3600;
const BLOCKED = noResponse(false, 'Change it.');
const WRONG_PASSWORD = bad(401, 'Wrong password');

function isLogin({ url }: SentRequest): boolean {
  return url.pathname === LOGIN_PATH;
}

function loginsOf({ sent }: ScriptedWire): number {
  return sent.filter(isLogin).length;
}

function authorizationsOf({ sent }: ScriptedWire): readonly unknown[] {
  return sent.filter((request) => !isLogin(request)).map(({ headers }) => headers['authorization']);
}

function tokenResponse(accessToken: string, expireInSeconds: number = HOUR_S): HttpResponse {
  return good({ accessToken, expireInSeconds, refreshToken: `refresh-${accessToken}` });
}

/** How a server answers logins, of which it is told the number, and all other calls by the token that they bring. */
interface Server {
  readonly login?: (count: number) => HttpResponse | Error;
  readonly call?: (token: string) => HttpResponse;
}

/** Calls by login to a server that gives out `token-1`, `token-2` and so on, and answers well, unless it is told otherwise. */
function loggedIn({
  login = (count) => tokenResponse(`token-${count}`),
  call = () => good('a'),
}: Server = {}) {
  const secrets: string[] = [];
  const wire = scriptedWire((request) => {
    if (!isLogin(request)) return call(String(request.headers['authorization']).replace('Bearer ', ''));
    const response = login(loginsOf(wire));
    if (response instanceof Error) throw response;
    return response;
  });
  const authorization = new LoginAuthorization(LOGIN, wire.transport, wire.clock, (secret) =>
    secrets.push(secret),
  );
  return {
    ...wire,
    secrets,
    authorization,
    send: (known: Parameters<typeof callOf>[0] = {}) =>
      wire.transport.send(callOf(known), authorization, { signal: SIGNAL }),
  };
}

/** A server that refuses the first token alone. */
function refuseFirstToken(token: string): HttpResponse {
  return token === 'token-1' ? bad(401) : good('a');
}

test.each([
  ['no authorization', NO_AUTHORIZATION, undefined, ''],
  [
    'an API key',
    authorizeByKey('key-1'),
    'ApiKey key-1',
    ' The API key was refused: check the secret that api-key (or DENVR_APIKEY) is set from.',
  ],
])(
  '%s is the same for every attempt, and final where it is refused',
  async (_what, authorization, header, hint) => {
    const wire = scriptedWire(respondWith(bad(500), bad(401, 'No.')));
    expect(await errorOf(wire.transport.send(callOf(), authorization, { signal: SIGNAL }))).toMatchObject({
      kind: 'denied',
      message: `The server answered 401 Unauthorized: "No.".${hint}`,
    });
    expect(authorizationsOf(wire)).toEqual([header, header]);
  },
);

describe('a login', () => {
  test('comes before the first call, and its token is used', async () => {
    const wire = loggedIn();
    await wire.send();
    expect(wire.sent[0]).toMatchObject({
      method: 'POST',
      body: JSON.stringify({ userNameOrEmailAddress: 'ann', password: 'secret' }),
    });
    expect(wire.sent[0]?.headers).not.toHaveProperty('authorization');
    expect(authorizationsOf(wire)).toEqual(['Bearer token-1']);
  });

  test('tells its tokens as secrets before they are used', async () => {
    const wire = loggedIn({
      call: () => {
        expect(wire.secrets).toEqual(['token-1', 'refresh-token-1']);
        return good('a');
      },
    });
    await wire.send();
    expect(wire.secrets).toHaveLength(2);
  });

  test.each(['', 7, null])('tells no secret that is none: %j', async (refreshToken) => {
    const wire = loggedIn({ login: () => good({ accessToken: 'token-1', refreshToken }) });
    await wire.send();
    expect(wire.secrets).toEqual(['token-1']);
  });

  test('is understood without an envelope', async () => {
    const body = JSON.stringify({ accessToken: 'bare', expireInSeconds: 60 });
    const wire = loggedIn({ login: () => ({ status: 200, headers: {}, body }) });
    await wire.send();
    expect(authorizationsOf(wire)).toEqual(['Bearer bare']);
    expect(wire.secrets).toEqual(['bare']);
  });

  test.each([
    ['a minute before the end of an hour', HOUR_S, 3_539_999, 3_540_000],
    ['after four fifths of a short life', 100, 79_999, 80_000],
    ['a minute before the end of five minutes', 300, 239_999, 240_000],
  ])('is renewed %s', async (_what, lifeS, stillGoodMs, renewedMs) => {
    const wire = loggedIn({ login: (count) => tokenResponse(`token-${count}`, lifeS) });
    await wire.send();
    wire.clock.advance(stillGoodMs);
    await wire.send();
    wire.clock.advance(renewedMs - stillGoodMs);
    await wire.send();
    expect(authorizationsOf(wire)).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  test('whose token has no end is not renewed', async () => {
    const wire = loggedIn({ login: () => good({ accessToken: 'endless' }) });
    await wire.send();
    wire.clock.advance(1000 * HOUR_S * 1000);
    await wire.send();
    expect(loginsOf(wire)).toBe(1);
  });

  test('is renewed once when a token is refused, and the call is sent again', async () => {
    const wire = loggedIn({ call: refuseFirstToken });
    expect(await wire.send({ method: 'POST', repeatable: false })).toBe('a');
    expect(authorizationsOf(wire)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('that is refused twice ends the call', async () => {
    const wire = loggedIn({ call: () => bad(401) });
    expect(await errorOf(wire.send())).toMatchObject({
      kind: 'denied',
      message:
        'The server answered 401 Unauthorized. A fresh login was refused too: check the account behind username and password.',
    });
    expect(loginsOf(wire)).toBe(2);
  });
});

describe('a login that fails', () => {
  test.each([
    ['401', bad(401, 'Invalid password')],
    ['403', bad(403, 'Invalid password')],
    ['400', bad(400, 'Invalid password')],
    ['500 with words of its own', bad(500, 'Invalid password')],
  ])('is final, so that no account is locked: %s', async (_what, response) => {
    const wire = loggedIn({ login: () => response });
    const error = await errorOf(wire.send());
    expect(error.kind).toBe('denied');
    expect(error.message).toMatch(
      /^The login failed\. .*"Invalid password"\..* Check username and password \(or DENVR_USERNAME and DENVR_PASSWORD\)\.$/,
    );
    const loginsBefore = loginsOf(wire);
    expect(await errorOf(wire.send())).toBe(error);
    expect(loginsOf(wire)).toBe(loginsBefore);
    expect(authorizationsOf(wire)).toEqual([]);
  });

  test.each<[what: string, response: HttpResponse | Error, kind: string]>([
    ['no response', noResponse(), 'unavailable'],
    ['502', bad(502), 'unavailable'],
    ['429', bad(429), 'unavailable'],
    ['401 with a page, which is not from the server', page(401), 'unreadable'],
    ['403 with a page', page(403), 'unreadable'],
  ])('for a passing reason is tried again by the next call: %s', async (_what, response, kind) => {
    let isDown = true;
    const wire = loggedIn({ login: () => (isDown ? response : tokenResponse('late')) });
    expect(await errorOf(wire.send())).toMatchObject({
      kind,
      message: expect.not.stringContaining('Check username'),
    });
    isDown = false;
    expect(await wire.send()).toBe('a');
  });

  test.each([
    // And not five times for each attempt of the call.
    ['five times without a response', noResponse(), 5, ' Check the network, the proxy settings and api-url.'],
    ['once where only a change of settings can mend it', BLOCKED, 1, ' Change it.'],
  ])(
    'is sent %s, and leaves no doubt that the call itself was not',
    async (_what, response, logins, hint) => {
      const wire = loggedIn({ login: () => response });
      const error = await errorOf(wire.send());
      expect(error).not.toBeInstanceOf(CallError);
      expect(error).toBeInstanceOf(SnapshotServiceError);
      expect(error.maybeDone).toBe(false);
      // Username and password are not blamed.
      expect(error.message).toBe(`The login failed. No answer from api.example.com: socket hang up.${hint}`);
      expect(loginsOf(wire)).toBe(logins);
    },
  );

  test('with a 500 after one that worked is not final', async () => {
    const wire = loggedIn({
      call: refuseFirstToken,
      login: (count) => (count === 2 || count === 3 ? bad(500, 'Busy.') : tokenResponse(`token-${count}`)),
    });
    expect((await errorOf(wire.send())).kind).toBe('rejected');
    expect(await wire.send()).toBe('a');
  });

  test('for an account with a second factor points to an API key', async () => {
    const wire = loggedIn({ login: () => good({ requiresTwoFactorVerification: true }) });
    expect(await errorOf(wire.send())).toMatchObject({
      kind: 'denied',
      message:
        'This account needs a second factor, which an action cannot enter: use an API key (api-key) instead.',
    });
    await errorOf(wire.send());
    expect(loginsOf(wire)).toBe(1);
  });

  test.each([
    ['nothing', good(null)],
    ['no token', good({ expireInSeconds: 60 })],
    ['an empty token', good({ accessToken: '' })],
    ['a token that is no text', good({ accessToken: 7 })],
    ['a token of two lines', good({ accessToken: 'a\nb' })],
    ['a token with a space', good({ accessToken: 'a b' })],
  ])('for its response holds %s', async (_what, response) => {
    const wire = loggedIn({ login: () => response });
    expect(await errorOf(wire.send())).toMatchObject({
      kind: 'unreadable',
      message: 'The answer to the login holds no access token.',
    });
  });

  test.each(['{"result":{"accessToken":"tok-5f3c"}} trailing', '{"result":{"refreshToken":"tok-5f3c"'])(
    'never shows a token in a response that cannot be read: %s',
    async (body) => {
      const wire = loggedIn({ login: () => ({ status: 200, headers: {}, body }) });
      const { message } = await errorOf(wire.send());
      expect(message).toMatch(/^The login failed\. The answer could not be read: it is .*"\*\*\*"\./);
      expect([message, ...wire.debugLines, ...wire.infoLines].join()).not.toContain('tok-');
    },
  );

  test('because its call had little time does not fail a call that waits for it with more', async () => {
    const wire: ReturnType<typeof loggedIn> = loggedIn({
      login: (count) => {
        if (count > 1) return tokenResponse('token-2');
        wire.clock.advance(5000);
        return noResponse(true);
      },
    });
    const hurried = wire.authorization.header({ signal: SIGNAL, deadlineMs: 5000 });
    const patient = wire.send();
    expect(await errorOf(hurried)).toMatchObject({ kind: 'unavailable' });
    expect(await patient).toBe('a');
    expect(loginsOf(wire)).toBe(2);
  });

  test('fails all calls that wait for it, if they have no more time than the one that began it', async () => {
    const wire = loggedIn({ login: () => noResponse(true) });
    const [one, other] = [wire.send(), wire.send()];
    expect(await errorOf(one)).toBe(await errorOf(other));
    expect(loginsOf(wire)).toBe(5);
  });

  test('never shows the password', async () => {
    const wire = loggedIn({ login: () => bad(401) });
    const { message } = await errorOf(wire.send());
    expect([message, ...wire.debugLines, ...wire.infoLines].join()).not.toContain('secret');
  });

  test('because the run is cancelled is no failure of the login', async () => {
    const reason = new CancelledError('SIGINT');
    const { authorization, send } = loggedIn();
    expect(await errorOf(authorization.header({ signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(await send()).toBe('a');
  });
});

describe('a login that worked, and is refused later', () => {
  /** A server that refuses the logins of these numbers, and whose tokens end within a minute. */
  function refusingLogins(refused: readonly number[], refusal: HttpResponse | Error = WRONG_PASSWORD) {
    const wire = loggedIn({
      login: (count) => (refused.includes(count) ? refusal : tokenResponse(`token-${count}`, 60)),
    });
    /** How calls end that each need a login of their own. */
    const endings = async (count: number) => {
      const ended: string[] = [];
      for (let call = 0; call < count; call += 1) {
        ended.push(
          await wire.send().then(
            () => 'fine',
            (error) => error.kind,
          ),
        );
        wire.clock.advance(60_000);
      }
      return ended;
    };
    return { wire, endings };
  }

  test.each<[what: string, refused: number[], refusal: HttpResponse | Error, ended: string]>([
    ['once is passing', [2], WRONG_PASSWORD, 'fine denied fine fine'],
    ['twice, but not in a row, is passing', [2, 4], WRONG_PASSWORD, 'fine denied fine denied fine fine'],
    ['by a proxy is passing each time', [2, 3, 4], BLOCKED, 'fine denied denied denied fine'],
  ])('%s', async (_what, refused, refusal, ended) => {
    const { wire, endings } = refusingLogins(refused, refusal);
    const expected = ended.split(' ');
    expect(await endings(expected.length)).toEqual(expected);
    expect(loginsOf(wire)).toBe(expected.length);
  });

  test('twice in a row is final, so that no account is locked', async () => {
    const { wire, endings } = refusingLogins([2, 3]);
    expect(await endings(6)).toEqual(['fine', 'denied', 'denied', 'denied', 'denied', 'denied']);
    expect(loginsOf(wire)).toBe(3);
    expect(await errorOf(wire.send())).toBe(await errorOf(wire.send()));
  });

  test.each([
    ['400', bad(400, 'No.'), 'denied', 3],
    ['403', bad(403, 'No.'), 'denied', 3],
    ['499', bad(499, 'No.'), 'denied', 3],
    ['a redirect', bad(302), 'rejected', 6],
    ['a page with 404', page(404), 'rejected', 6],
    ['a page with 401', page(401), 'unreadable', 11],
    ['500 with words', bad(500, 'No.'), 'rejected', 11],
    ['502', bad(502), 'unavailable', 26],
  ])('five times with %s', async (_what, refusal, kind, logins) => {
    const { wire, endings } = refusingLogins(
      Array.from({ length: 60 }, (_, index) => index + 2),
      refusal,
    );
    expect(await endings(6)).toEqual(['fine', ...Array.from({ length: 5 }, () => kind)]);
    expect(loginsOf(wire)).toBe(logins);
  });
});

describe('a token that is given up', () => {
  test('is the one that was refused, and not a newer one', async () => {
    const wire = loggedIn();
    const first = await wire.authorization.header({ signal: SIGNAL });
    expect(wire.authorization.renew(first)).toBe(true);
    const second = await wire.authorization.header({ signal: SIGNAL });
    expect(second).toBe('Bearer token-2');
    expect(wire.authorization.renew(first)).toBe(true);
    expect(await wire.authorization.header({ signal: SIGNAL })).toBe(second);
    expect(loginsOf(wire)).toBe(2);
  });
});

test.each([
  ['has ended', good('a')],
  ['is refused', bad(401)],
])('however calls fall together, a token that %s is renewed once', async (_what, toFirstToken) => {
  // Each call begins so many turns of the event queue later.
  const turns = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(turns, async (turnsBefore) => {
      const wire = loggedIn({ call: (token) => (token === 'token-1' ? toFirstToken : good('a')) });
      if (toFirstToken.status === 200) {
        await wire.send();
        wire.clock.advance(HOUR_S * 1000);
      }
      const calls = turnsBefore.map(async (count) => {
        for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
        return wire.send();
      });
      await Promise.all(calls);
      expect(loginsOf(wire)).toBe(2);
    }),
    { examples: [[[0, 1, 0]]] },
  );
});
