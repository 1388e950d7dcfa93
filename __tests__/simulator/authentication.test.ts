import { expect, test } from '@jest/globals';
import { call, errorOf, list, logIn, resultOf } from './api-client.ts';
import { simulatorStarter, startWithClock } from './running-simulator.ts';

const start = simulatorStarter();

test.each([null, 'ApiKey wrong-key', 'Bearer test-key', 'test-key', 'apikey test-key', 'Bearer '])(
  'the authorization %s is refused',
  async (authorization) => {
    const reply = await list(await start(), { authorization });
    expect(reply.status).toBe(401);
    expect(JSON.parse(reply.text)).toMatchObject({
      success: false,
      unAuthorizedRequest: true,
      error: { message: 'Current user did not login to the application!' },
    });
  },
);

test('the API key is accepted', async () => {
  const reply = await list(await start({ apiKey: 'other-key' }), { authorization: 'ApiKey other-key' });
  expect(reply.status).toBe(200);
});

test('a log-in gets a token, which is accepted for as long as it is good', async () => {
  const { clock, simulator } = await startWithClock(start, { tokenLifetimeMs: 90_000 });
  const result = resultOf(await logIn(simulator));
  expect(result).toEqual({
    accessToken: expect.any(String),
    expireInSeconds: 90,
    refreshToken: expect.any(String),
    refreshTokenExpireInSeconds: expect.any(Number),
    requiresTwoFactorVerification: false,
  });
  const authorization = `Bearer ${result.accessToken}`;
  clock.advance(89_999);
  expect((await list(simulator, { authorization })).status).toBe(200);
  clock.advance(1);
  expect((await list(simulator, { authorization })).status).toBe(401);
});

test('a wrong password is a 500 that says so', async () => {
  const reply = await logIn(await start(), 'wrong');
  expect(reply.status).toBe(500);
  expect(errorOf(reply)).toMatchObject({
    message: 'Login failed!',
    details: 'Invalid user name or password',
  });
});

test('a two-factor account gets no token', async () => {
  const reply = await logIn(await start({ twoFactor: true }));
  expect(reply.status).toBe(200);
  expect(resultOf(reply)).toMatchObject({ accessToken: null, requiresTwoFactorVerification: true });
});

test('a log-in without a user name is invalid', async () => {
  const reply = await call(await start(), '/api/TokenAuth/Authenticate', {
    method: 'POST',
    authorization: null,
    body: { password: 'test-password' },
  });
  expect(reply.status).toBe(400);
  expect(errorOf(reply).validationErrors).toMatchObject([{ members: ['userNameOrEmailAddress'] }]);
});
