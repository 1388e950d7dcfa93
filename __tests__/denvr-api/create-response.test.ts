import { describe, expect, test } from '@jest/globals';
import { unreadable } from '../../src/denvr-api/answer.ts';
import { CallError } from '../../src/denvr-api/call-error.ts';
import { ConnectionError } from '../../src/denvr-api/connection-error.ts';
import { toCreateResponse } from '../../src/denvr-api/denvr-snapshot-store.ts';
import type { HttpAnswer } from '../../src/denvr-api/http-exchange.ts';
import { SnapshotServiceError } from '../../src/domain/errors.ts';
import type { CreateResponse } from '../../src/operations/snapshot-store.ts';
import { bad, bare, faultOf, noAnswer, page } from './scripted-exchange.ts';

const NAME = 'web-1';
const BUSY = 'Another operation is in progress.';

function errorOf(received: HttpAnswer | ConnectionError, retryAfterMs: number | null = null): CallError {
  return received instanceof ConnectionError
    ? CallError.ofConnection(received)
    : CallError.ofAnswer(faultOf(received), retryAfterMs);
}

describe('a request for a snapshot that ends without one in the answer', () => {
  test.each<[what: string, received: HttpAnswer | ConnectionError, kind: CreateResponse['kind']]>([
    ['no answer', noAnswer(), 'unknown'],
    ['no connection', noAnswer(false), 'retry-later'],
    ['no connection before a change', noAnswer(false, 'Change it.'), 'rejected'],
    ['a page with 200', page(200), 'unknown'],
    ['nothing with 200', bad(200), 'unknown'],
    ['success: false without words', { ...bad(500, ''), status: 200 }, 'accepted-unclear'],
    ['success: false with words', { ...bad(500, 'No.'), status: 200 }, 'rejected'],
    ['success: false that says it is busy', { ...bad(500, BUSY), status: 200 }, 'rejected'],
    [
      'success: false that says it exists',
      { ...bad(500, 'web-1 already exists'), status: 200 },
      'name-taken',
    ],
    ['302', bad(302), 'unknown'],
    ['400', bad(400, 'No.'), 'rejected'],
    ['400 that says it exists', bad(400, 'Snapshot "web-1" already exists'), 'name-taken'],
    [
      '400 that says it exists without the envelope',
      bare(400, 'Snapshot WEB-1 already exists'),
      'name-taken',
    ],
    ['401', bad(401), 'rejected'],
    ['401 with a page', page(401), 'rejected'],
    ['403', bad(403), 'rejected'],
    ['404', bad(404), 'rejected'],
    ['404 with a page', page(404), 'rejected'],
    ['408', bad(408), 'unknown'],
    ['409 without words', bad(409), 'rejected'],
    ['409 of something else', bad(409, 'The disk already exists'), 'rejected'],
    ['409 that says it exists', bad(409, 'Snapshot "web-1" already exists'), 'name-taken'],
    [
      '409 that says it exists, and to try again',
      bad(409, 'Snapshot "web-1" already exists. Choose another name and try again.'),
      'name-taken',
    ],
    ['409 that says it is busy', bad(409, BUSY), 'retry-later'],
    ['422', bad(422, 'No.'), 'rejected'],
    ['423 without words', bad(423), 'rejected'],
    ['423 that says it is busy', bad(423, 'The VM is locked'), 'retry-later'],
    ['429', bad(429), 'retry-later'],
    ['429 with a page', page(429), 'retry-later'],
    ['500 that explains nothing', bad(500, 'An internal error occurred during your request!'), 'unknown'],
    ['500 with nothing', bad(500), 'unknown'],
    ['500 with a page', page(500), 'unknown'],
    ['500 with words', bad(500, 'VM "web" not found'), 'rejected'],
    ['500 that says it exists', bad(500, 'Snapshot "web-1" already exists'), 'name-taken'],
    ['500 that says it is busy', bad(500, BUSY), 'retry-later'],
    ['502', bad(502), 'unknown'],
    ['502 with words', bad(502, 'No.'), 'unknown'],
    ['503 with nothing', bad(503), 'unknown'],
    ['503 with a page', page(503), 'unknown'],
    ['503 without the envelope, that says it is busy', bare(503, BUSY), 'unknown'],
    ['503 of the API', bad(503, ''), 'retry-later'],
    ['503 of the API with words', bad(503, 'No.'), 'retry-later'],
    ['504', bad(504), 'unknown'],
    ['504 of a gateway', bare(504, 'Endpoint request timed out'), 'unknown'],
    ['524', page(524), 'unknown'],
  ])('%s', (_what, received, kind) => {
    const error = errorOf(received);
    expect(toCreateResponse(error, NAME)).toMatchObject({ kind, error });
  });

  test.each([
    [true, 'accepted-unclear'],
    [false, 'unknown'],
  ])('but with a yes to something else, in an object: %p', (holdsObject, kind) => {
    const answered = unreadable({ status: 202, holdsObject, serverNowMs: null }, 'it is odd');
    const error = CallError.ofAnswer(answered, null);
    expect(toCreateResponse(error, NAME)).toEqual({ kind, error });
  });

  test('because it was never sent', () => {
    const error = new SnapshotServiceError('denied', 'The login failed.');
    expect(toCreateResponse(error, NAME)).toEqual({ kind: 'rejected', isCertain: true, error });
  });
});

test.each<[string, HttpAnswer | ConnectionError, boolean]>([
  ['no connection before a change', noAnswer(false, 'Change it.'), true],
  ['400', bad(400, 'No.'), true],
  ['404 with a page', page(404), true],
  ['499', bad(499), true],
  ['500 with words', bad(500, 'No.'), false],
  ['501 with words', bad(501, 'No.'), false],
  ['success: false with words', { ...bad(500, 'No.'), status: 200 }, false],
])('a rejection with %s is certain: %p', (_what, received, isCertain) => {
  expect(toCreateResponse(errorOf(received), NAME)).toMatchObject({ kind: 'rejected', isCertain });
});

test.each<[string, HttpAnswer | ConnectionError, boolean]>([
  ['no connection', noAnswer(false), false],
  ['409', bad(409, BUSY), false],
  ['423', bad(423, BUSY), false],
  ['429', bad(429), false],
  ['500', bad(500, BUSY), true],
  ['503', bad(503, BUSY), false],
])('a request that may be sent later after %s may have been acted on: %p', (_what, received, maybeDone) => {
  expect(toCreateResponse(errorOf(received), NAME)).toMatchObject({ kind: 'retry-later', maybeDone });
});

test.each([7000, null])('the pause that the server asked for is told: %p', (retryAfterMs) => {
  expect(toCreateResponse(errorOf(bad(503, ''), retryAfterMs), NAME)).toMatchObject({
    kind: 'retry-later',
    retryAfterMs,
  });
});
