import { describe, expect, test } from '@jest/globals';
import { CallError } from '../../src/denvr-api/call-error.ts';
import { ConnectionError } from '../../src/denvr-api/connection-error.ts';
import { toCreateResponse } from '../../src/denvr-api/denvr-snapshot-store.ts';
import type { HttpResponse } from '../../src/denvr-api/http-exchange.ts';
import { isWorthRetrying } from '../../src/denvr-api/pace.ts';
import { unreadable } from '../../src/denvr-api/response.ts';
import { SnapshotServiceError } from '../../src/domain/errors.ts';
import type { CreateResponse } from '../../src/operations/snapshot-store.ts';
import { bad, bare, errorResponseOf, noResponse, page } from './scripted-exchange.ts';

const ASKED = { id: 'web-1', namespace: 'prod', cluster: 'Hou1' };
const BUSY = 'Another operation is in progress.';
const EXISTS = 'Snapshot "web-1" already exists';
const UNEXPLAINED = 'An internal error occurred during your request!';

type Received = HttpResponse | ConnectionError;

function errorOf(received: Received, retryAfterMs: number | null = null): CallError {
  return received instanceof ConnectionError
    ? CallError.ofConnection(received)
    : CallError.ofResponse(errorResponseOf(received), retryAfterMs);
}

/** An error in the API's envelope with the status 200. */
function saidNo(words: string): HttpResponse {
  return { ...bad(500, words), status: 200 };
}

/** How a request for a snapshot ends with an error: `rejected, certain`. */
function describeCreate(response: CreateResponse): string {
  if (response.kind === 'rejected') return `rejected${response.isCertain ? ', certain' : ''}`;
  if (response.kind === 'retry-later') return `retry-later${response.maybeDone ? ', maybe done' : ''}`;
  return response.kind;
}

/** Attempts of a deletion that always ends like this. */
function attemptsOf(error: CallError, method: 'GET' | 'DELETE' = 'DELETE'): number {
  let attempts = 1;
  while (isWorthRetrying(error, attempts, method)) attempts += 1;
  return attempts;
}

const QUESTIONS = ['maybeDone', 'mayBeActedOn', 'isRetryLater', 'isBusy', 'isUnauthorized'] as const;

/** What came back; how a request for a snapshot ends with it, how often a deletion is sent, and what is true of it. */
const MEANINGS: readonly [what: string, received: Received, create: string, attempts: number, is: string][] =
  [
    ['no response', noResponse(), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['no connection', noResponse(false), 'retry-later', 5, 'isRetryLater'],
    ['no connection before a change', noResponse(false, 'Change it.'), 'rejected, certain', 1, ''],
    ['a page with 200', page(200), 'unknown', 2, 'maybeDone mayBeActedOn'],
    ['nothing with 200', bad(200), 'unknown', 2, 'maybeDone mayBeActedOn'],
    ['a page with 201', page(201), 'accepted-unclear', 2, 'maybeDone mayBeActedOn'],
    ['a page with 202', page(202), 'accepted-unclear', 2, 'maybeDone mayBeActedOn'],
    ['a page with 203', page(203), 'unknown', 2, 'maybeDone mayBeActedOn'],
    ['a page with 204', page(204), 'accepted-unclear', 2, 'maybeDone mayBeActedOn'],
    [
      'a response that broke off after 202',
      noResponse(true, null, 202),
      'accepted-unclear',
      5,
      'maybeDone mayBeActedOn',
    ],
    [
      'a response that broke off after 200',
      noResponse(true, null, 200),
      'unknown',
      5,
      'maybeDone mayBeActedOn',
    ],
    ['success: false', saidNo(''), 'accepted-unclear', 5, 'maybeDone mayBeActedOn'],
    ['success: false with words', saidNo('No.'), 'rejected', 2, 'mayBeActedOn'],
    ['success: false that is busy', saidNo(BUSY), 'rejected', 20, 'mayBeActedOn isBusy'],
    ['success: false that says it exists', saidNo(EXISTS), 'name-taken', 2, 'mayBeActedOn'],
    ['300', bad(300), 'unknown', 1, 'maybeDone mayBeActedOn'],
    ['302', bad(302), 'unknown', 1, 'maybeDone mayBeActedOn'],
    ['399', bad(399), 'unknown', 1, 'maybeDone mayBeActedOn'],
    ['400', bad(400), 'rejected, certain', 1, ''],
    ['400 with words', bad(400, 'No.'), 'rejected, certain', 1, ''],
    ['400 that is busy', bad(400, BUSY), 'rejected, certain', 1, ''],
    ['400 that says it exists', bad(400, EXISTS), 'name-taken', 1, ''],
    ['400 that says it exists, bare', bare(400, 'Snapshot WEB-1 already exists'), 'name-taken', 1, ''],
    ['400 with a page', page(400), 'rejected', 1, ''],
    ['401', bad(401), 'rejected, certain', 1, 'isUnauthorized'],
    ['401 with words', bad(401, 'No.'), 'rejected, certain', 1, 'isUnauthorized'],
    ['401, bare', bare(401, 'No.'), 'rejected, certain', 1, 'isUnauthorized'],
    ['401 with a page', page(401), 'rejected', 2, ''],
    ['403', bad(403), 'rejected, certain', 1, ''],
    ['403 with a page', page(403), 'rejected', 2, ''],
    ['404', bad(404), 'rejected, certain', 1, ''],
    ['404 with a page', page(404), 'rejected', 1, ''],
    ['408', bad(408), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['408 with words', bad(408, 'Too slow.'), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['409', bad(409), 'rejected, certain', 1, ''],
    ['409 with words', bad(409, 'The disk already exists'), 'rejected, certain', 1, ''],
    ['409 that is busy', bad(409, BUSY), 'retry-later', 20, 'isRetryLater isBusy'],
    ['409 that says it exists', bad(409, EXISTS), 'name-taken', 1, ''],
    [
      '409 that says it exists, and to try again',
      bad(409, `${EXISTS}. Choose another name and try again.`),
      'name-taken',
      20,
      'isRetryLater isBusy',
    ],
    ['422', bad(422, 'No.'), 'rejected, certain', 1, ''],
    ['423', bad(423), 'rejected, certain', 1, ''],
    ['423 that is busy', bad(423, 'The VM is locked'), 'retry-later', 20, 'isRetryLater isBusy'],
    ['429', bad(429), 'retry-later', 5, 'isRetryLater'],
    ['429 with words', bad(429, 'Too fast.'), 'retry-later', 5, 'isRetryLater'],
    ['429 with a page', page(429), 'retry-later', 5, 'isRetryLater'],
    ['499', bad(499), 'rejected, certain', 1, ''],
    ['500', bad(500), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['500 that explains nothing', bad(500, UNEXPLAINED), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['500 with words', bad(500, 'VM "web" not found'), 'rejected', 2, 'mayBeActedOn'],
    ['500 that is busy', bad(500, BUSY), 'retry-later, maybe done', 20, 'mayBeActedOn isRetryLater isBusy'],
    ['500 that says it exists', bad(500, EXISTS), 'name-taken', 2, 'mayBeActedOn'],
    ['500 with a page', page(500), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['501', bad(501), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['501 with words', bad(501, 'No.'), 'rejected', 2, 'mayBeActedOn'],
    ['502', bad(502), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['502 with words', bad(502, 'No.'), 'unknown', 2, 'maybeDone mayBeActedOn'],
    ['502 that is busy', bad(502, BUSY), 'unknown', 2, 'maybeDone mayBeActedOn'],
    ['503 with nothing', bad(503), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['503, bare', bare(503, 'No.'), 'unknown', 2, 'maybeDone mayBeActedOn'],
    ['503 that is busy, bare', bare(503, BUSY), 'unknown', 20, 'maybeDone mayBeActedOn isBusy'],
    ['503 with a page', page(503), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['503 of the API', bad(503, ''), 'retry-later', 5, 'isRetryLater'],
    ['503 of the API with words', bad(503, 'No.'), 'retry-later', 2, 'isRetryLater'],
    ['503 of the API that is busy', bad(503, BUSY), 'retry-later', 20, 'isRetryLater isBusy'],
    ['504', bad(504), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['504 with words', bad(504, 'No.'), 'unknown', 2, 'maybeDone mayBeActedOn'],
    ['504 of a gateway', bare(504, 'Endpoint request timed out'), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['519 with words', bad(519, 'No.'), 'rejected', 2, 'mayBeActedOn'],
    ['520 with words', bad(520, 'No.'), 'unknown', 2, 'maybeDone mayBeActedOn'],
    ['524 with a page', page(524), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['529 with words', bad(529, 'No.'), 'unknown', 2, 'maybeDone mayBeActedOn'],
    ['530', bad(530), 'unknown', 5, 'maybeDone mayBeActedOn'],
    ['530 with words', bad(530, 'No.'), 'rejected', 2, 'mayBeActedOn'],
    ['599 with words', bad(599, 'No.'), 'rejected', 2, 'mayBeActedOn'],
  ];

describe('what came back', () => {
  test.each(MEANINGS)('%s', (_what, received, create, attempts, is) => {
    const error = errorOf(received);
    expect(QUESTIONS.filter((question) => error[question]).join(' ')).toBe(is);
    expect(attemptsOf(error)).toBe(attempts);
    const response = toCreateResponse(error, ASKED);
    expect(response).toHaveProperty('error', error);
    expect(describeCreate(response)).toBe(create);
  });

  test.each([
    [true, 200, 'accepted-unclear'],
    [false, 200, 'unknown'],
    [false, 202, 'accepted-unclear'],
  ])('says yes, but to something else, in an object: %p, with %d', (holdsObject, status, kind) => {
    const response = unreadable({ status, holdsObject, serverNowMs: null }, 'it is odd');
    const error = CallError.ofResponse(response, null);
    expect(error).toMatchObject({ maybeDone: true, isRetryLater: false });
    expect(toCreateResponse(error, ASKED)).toEqual({ kind, error });
  });

  test('makes only a deletion wait for its turn', () => {
    expect(attemptsOf(errorOf(bad(409, BUSY)), 'GET')).toBe(1);
    expect(attemptsOf(errorOf(bad(500, BUSY)), 'GET')).toBe(2);
  });
});

describe('a request for a snapshot', () => {
  test('that was never sent is rejected', () => {
    const error = new SnapshotServiceError('denied', 'The login failed.');
    expect(toCreateResponse(error, ASKED)).toEqual({ kind: 'rejected', isCertain: true, error });
  });

  test.each([7000, null])('tells the pause that the server asked for: %p', (retryAfterMs) => {
    const response = toCreateResponse(errorOf(bad(503, ''), retryAfterMs), ASKED);
    expect(response).toMatchObject({ kind: 'retry-later', retryAfterMs });
  });
});

describe('an error says what to do', () => {
  const OF_GATEWAY =
    'This answer is not from the API, but from a gateway or proxy in front of it: check api-url and the proxy settings.';
  const PERHAPS_OF_GATEWAY =
    'This answer may not be from the API: check api-url, and whether a proxy answers in its place.';

  test.each<[what: string, received: Received, hint: string]>([
    ['no response', noResponse(), 'Check the network, the proxy settings and api-url.'],
    ['no connection', noResponse(false), 'Check the network, the proxy settings and api-url.'],
    ['no connection before a change', noResponse(false, 'Change it.'), 'Change it.'],
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
    // And nothing where there is nothing to say:
    ['400', bad(400, 'No.'), ''],
    ['401', bad(401, 'No.'), ''],
    ['402 with a page', page(402), ''],
    ['409', bad(409), ''],
    ['500', bad(500), ''],
    ['503 with a page', page(503), ''],
    ['302', bad(302), ''],
  ])('%s', (_what, received, hint) => {
    const description = received instanceof Error ? received.message : errorResponseOf(received).description;
    expect(errorOf(received).message).toBe(hint === '' ? description : `${description} ${hint}`);
  });
});

describe('an error keeps what is known', () => {
  const received = bad(503, 'No.');
  const known = {
    name: 'CallError',
    kind: 'rejected',
    response: errorResponseOf(received),
    retryAfterMs: 7000,
    maybeDone: false,
  };

  test('of its response', () => {
    const error = errorOf(received, 7000);
    expect(error).toBeInstanceOf(SnapshotServiceError);
    expect(error).toMatchObject(known);
    expect(errorOf(noResponse())).toMatchObject({ kind: 'unavailable', response: null, retryAfterMs: null });
  });

  test('with a sentence more, and where an earlier attempt may have been acted on', () => {
    const error = errorOf(received, 7000);
    expect(error.withHint('Look.')).toMatchObject({ ...known, message: `${error.message} Look.` });
    expect(error.withHint('').message).toBe(error.message);
    const doubtful = { ...known, maybeDone: true };
    expect(error.asMaybeDone()).toMatchObject({ ...doubtful, message: error.message });
    expect(error.asMaybeDone().withHint('Look.')).toMatchObject(doubtful);
  });
});
