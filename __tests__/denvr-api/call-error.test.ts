import { describe, expect, test } from '@jest/globals';
import { unreadable } from '../../src/denvr-api/answer.ts';
import { CallError } from '../../src/denvr-api/call-error.ts';
import { ConnectionError } from '../../src/denvr-api/connection-error.ts';
import type { HttpAnswer } from '../../src/denvr-api/http-exchange.ts';
import { SnapshotServiceError } from '../../src/domain/errors.ts';
import { bad, bare, faultOf, noAnswer, page } from './scripted-exchange.ts';

const BUSY = 'Another operation is in progress.';

function errorOf(received: HttpAnswer | ConnectionError, retryAfterMs: number | null = null): CallError {
  return received instanceof ConnectionError
    ? CallError.ofConnection(received)
    : CallError.ofAnswer(faultOf(received), retryAfterMs);
}

/** An error in the API's envelope with the status 200. */
function saidNo(words: string): HttpAnswer {
  return { ...bad(500, words), status: 200 };
}

describe('whether the server may have done what it was asked', () => {
  test.each<[maybeDone: boolean, what: string, received: HttpAnswer | ConnectionError]>([
    [true, 'no answer', noAnswer()],
    [false, 'no connection', noAnswer(false)],
    [true, 'a page with 200', page(200)],
    [true, 'nothing with 200', { status: 200, headers: {}, body: '' }],
    [true, 'success: false without words', saidNo('')],
    [false, 'success: false with words', saidNo('No.')],
    [true, '300', bad(300)],
    [true, '302', bad(302)],
    [true, '399', bad(399)],
    [false, '400', bad(400)],
    [false, '400 with words', bad(400, 'No.')],
    [false, '400 with a page', page(400)],
    [false, '401', bad(401, 'No.')],
    [false, '401 with a page', page(401)],
    [false, '403', bad(403, 'No.')],
    [false, '403 with a page', page(403)],
    [false, '404', bad(404)],
    [false, '404 with a page', page(404)],
    [true, '408', bad(408)],
    [true, '408 with words', bad(408, 'Too slow.')],
    [false, '409', bad(409)],
    [false, '409 with words of another operation', bad(409, BUSY)],
    [false, '423 with words of another operation', bad(423, BUSY)],
    [false, '429', bad(429)],
    [false, '429 with a page', page(429)],
    [true, '500', bad(500)],
    [true, '500 that explains nothing', bad(500, 'An internal error occurred during your request!')],
    [true, '500 with a page', page(500)],
    [false, '500 with words', bad(500, 'No.')],
    [true, '501', bad(501)],
    [false, '501 with words', bad(501, 'No.')],
    [true, '502', bad(502)],
    [true, '502 with words', bad(502, 'No.')],
    [true, '503 with nothing', bad(503)],
    [true, '503 without the envelope', bare(503, 'No.')],
    [true, '503 with a page', page(503)],
    [false, '503 of the API', bad(503, '')],
    [false, '503 of the API with words', bad(503, 'No.')],
    [true, '504', bad(504)],
    [true, '504 with words', bad(504, 'No.')],
    [false, '519 with words', bad(519, 'No.')],
    [true, '520 with words', bad(520, 'No.')],
    [true, '524 with words', bad(524, 'No.')],
    [true, '529 with words', bad(529, 'No.')],
    [false, '530 with words', bad(530, 'No.')],
    [true, '530', bad(530)],
  ])('%p: %s', (maybeDone, _what, received) => {
    expect(errorOf(received).maybeDone).toBe(maybeDone);
  });

  test('an answer that says yes, but to something else', () => {
    const answered = unreadable({ status: 202, holdsObject: true, serverNowMs: null }, 'it is odd');
    expect(CallError.ofAnswer(answered, null)).toMatchObject({ maybeDone: true, isRetryLater: false });
  });
});

describe('whether the server may have acted, so that nothing is repeated without looking', () => {
  test.each<[mayBeActedOn: boolean, what: string, received: HttpAnswer | ConnectionError]>([
    [true, 'no answer', noAnswer()],
    [false, 'no connection', noAnswer(false)],
    [true, 'a page with 200', page(200)],
    [true, 'success: false with words', saidNo('No.')],
    [true, 'success: false with words of another operation', saidNo(BUSY)],
    [true, '302', bad(302)],
    [false, '400', bad(400, 'No.')],
    [false, '401 with a page', page(401)],
    [true, '408', bad(408)],
    [false, '409 with words of another operation', bad(409, BUSY)],
    [false, '429', bad(429)],
    [false, '499', bad(499)],
    [true, '500', bad(500)],
    [true, '500 with words', bad(500, 'No.')],
    [true, '500 with words of another operation', bad(500, BUSY)],
    [true, '501 with words', bad(501, 'No.')],
    [true, '502', bad(502)],
    [true, '503 with a page', page(503)],
    [false, '503 of the API', bad(503, 'No.')],
    [true, '599 with words', bad(599, 'No.')],
  ])('%p: %s', (mayBeActedOn, _what, received) => {
    expect(errorOf(received).mayBeActedOn).toBe(mayBeActedOn);
  });
});

describe('whether the server did not begin, and may do so later', () => {
  test.each<[isRetryLater: boolean, what: string, received: HttpAnswer | ConnectionError]>([
    [false, 'no answer', noAnswer()],
    [true, 'no connection', noAnswer(false)],
    [false, 'no connection before a change', noAnswer(false, 'Change it.')],
    [false, 'a page with 200', page(200)],
    [false, 'success: false with words of another operation', saidNo(BUSY)],
    [false, '302', bad(302)],
    [false, '400 with words of another operation', bad(400, BUSY)],
    [false, '408', bad(408)],
    [false, '409', bad(409)],
    [false, '409 with words', bad(409, 'No.')],
    [true, '409 with words of another operation', bad(409, BUSY)],
    [true, '423 with words of another operation', bad(423, BUSY)],
    [true, '429', bad(429)],
    [true, '429 with words', bad(429, 'Too fast.')],
    [true, '429 with a page', page(429)],
    [false, '500', bad(500)],
    [false, '500 with words', bad(500, 'No.')],
    [true, '500 with words of another operation', bad(500, BUSY)],
    [false, '502 with words of another operation', bad(502, BUSY)],
    [false, '503 with nothing', bad(503)],
    [false, '503 with a page', page(503)],
    [false, '503 without the envelope, with words of another operation', bare(503, BUSY)],
    [true, '503 of the API', bad(503, '')],
    [true, '503 of the API with words', bad(503, 'No.')],
  ])('%p: %s', (isRetryLater, _what, received) => {
    expect(errorOf(received).isRetryLater).toBe(isRetryLater);
  });
});

describe('whether the server said that another operation is under way', () => {
  test.each<[isBusy: boolean, what: string, received: HttpAnswer | ConnectionError]>([
    [false, 'no answer', noAnswer()],
    [false, 'no connection', noAnswer(false)],
    [true, 'success: false with the words', saidNo(BUSY)],
    [false, '400 with the words', bad(400, BUSY)],
    [true, '409 with the words', bad(409, BUSY)],
    [false, '409 without them', bad(409, 'No.')],
    [true, '503 with the words, without the envelope', bare(503, BUSY)],
    [false, '503 with a page', page(503)],
  ])('%p: %s', (isBusy, _what, received) => {
    expect(errorOf(received).isBusy).toBe(isBusy);
  });
});

describe('whether the server itself refused the credentials', () => {
  test.each<[isUnauthorized: boolean, what: string, received: HttpAnswer | ConnectionError]>([
    [true, '401', bad(401)],
    [true, '401 with words', bad(401, 'No.')],
    [true, '401 without the envelope', bare(401, 'No.')],
    [false, '401 with a page', page(401)],
    [false, '403', bad(403)],
    [false, '400', bad(400)],
    [false, 'no answer', noAnswer()],
  ])('%p: %s', (isUnauthorized, _what, received) => {
    expect(errorOf(received).isUnauthorized).toBe(isUnauthorized);
  });
});

describe('an error says what to do', () => {
  const OF_GATEWAY =
    'This answer is not from the API, but from a gateway or proxy in front of it: check api-url and the proxy settings.';
  const PERHAPS_OF_GATEWAY =
    'This answer may not be from the API: check api-url, and whether a proxy answers in its place.';

  test.each<[what: string, received: HttpAnswer | ConnectionError, hint: string]>([
    ['no answer', noAnswer(), 'Check the network, the proxy settings and api-url.'],
    ['no connection', noAnswer(false), 'Check the network, the proxy settings and api-url.'],
    ['no connection before a change', noAnswer(false, 'Change it.'), 'Change it.'],
    ['nothing with 200', bad(200), 'Check api-url, and whether a proxy answers in the place of the API.'],
    ['a page with 200', page(200), 'Check api-url, and whether a proxy answers in the place of the API.'],
    ['401 with a page', page(401), OF_GATEWAY],
    ['403 with a page', page(403), OF_GATEWAY],
    ['403', bad(403, 'No.'), 'The account may not do this: check its permissions at Denvr.'],
    ['403 with nothing', bad(403), 'The account may not do this: check its permissions at Denvr.'],
    ['404 of the API', bad(404, 'No.'), 'Check the names that were given, and api-url.'],
    ['404 with nothing', bad(404), PERHAPS_OF_GATEWAY],
    ['404 without the envelope', bare(404, 'No.'), PERHAPS_OF_GATEWAY],
    ['404 with a page', page(404), PERHAPS_OF_GATEWAY],
    ['429', bad(429, 'Too fast.'), 'The server limits how often it is asked.'],
  ])('%s', (_what, received, hint) => {
    const description = received instanceof Error ? received.message : faultOf(received).description;
    expect(errorOf(received).message).toBe(`${description} ${hint}`);
  });

  test.each([
    ['400', bad(400, 'No.')],
    ['401', bad(401, 'No.')],
    ['402 with a page', page(402)],
    ['409', bad(409)],
    ['500', bad(500)],
    ['503 with a page', page(503)],
    ['302', bad(302)],
  ])('and nothing where there is nothing to say: %s', (_what, received) => {
    expect(errorOf(received).message).toBe(faultOf(received).description);
  });
});

describe('an error keeps what is known', () => {
  const received = bad(503, 'No.');
  const known = {
    name: 'CallError',
    fault: 'refused',
    answered: faultOf(received),
    retryAfterMs: 7000,
    maybeDone: false,
  };

  test('of its answer', () => {
    expect(errorOf(received, 7000)).toMatchObject(known);
    expect(errorOf(received, 7000)).toBeInstanceOf(SnapshotServiceError);
  });

  test('without an answer', () => {
    expect(errorOf(noAnswer())).toMatchObject({ fault: 'unavailable', answered: null, retryAfterMs: null });
  });

  test('with a sentence more', () => {
    const error = errorOf(received, 7000);
    expect(error.withHint('Look.')).toMatchObject({ ...known, message: `${error.message} Look.` });
    expect(error.withHint('').message).toBe(error.message);
    expect(error.asMaybeDone().withHint('Look.').maybeDone).toBe(true);
  });

  test('of a request that may have been acted on at an earlier attempt', () => {
    const error = errorOf(received, 7000);
    expect(error.asMaybeDone()).toMatchObject({ ...known, message: error.message, maybeDone: true });
  });
});
