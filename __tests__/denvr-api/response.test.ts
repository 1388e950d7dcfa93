import { describe, expect, test } from '@jest/globals';
import type { HttpResponse } from '../../src/denvr-api/http-exchange.ts';
import { type ApiResponse, readResponse, readServerNowMs, unreadable } from '../../src/denvr-api/response.ts';

const OBJECT = { id: 'a' };
const A_PAGE = 'it is an HTML page (of a proxy or a login?)';
const INTERNAL_ERROR = 'An internal error occurred during your request!';

function read(status: number, body: string, headers: HttpResponse['headers'] = {}): ApiResponse {
  return readResponse({ status, headers, body }, (text) => text);
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

/** ASP.NET Boilerplate's envelope around an error. */
function errorEnvelope(message: string | null, details: string | null = null): string {
  return json({
    result: null,
    success: false,
    error: { code: 0, message, details, validationErrors: null },
    __abp: true,
  });
}

function descriptionOf(response: ApiResponse): string {
  if (response.ok) throw new Error('It is a good response.');
  return response.description;
}

/** What all errors have in common, unless a test says otherwise. */
const ERROR = { ok: false, isGoodStatus: false, serverMessage: null, serverNowMs: null } as const;

describe('a good response', () => {
  test.each<[what: string, status: number, body: string, result: unknown]>([
    ['in the envelope', 200, json({ result: { id: 'a' }, success: true, error: null, __abp: true }), OBJECT],
    ['in an envelope without its mark', 200, json({ result: { id: 'a' }, success: true }), OBJECT],
    ['in an envelope that has only its mark', 200, json({ result: { id: 'a' }, __abp: true }), OBJECT],
    ['in an envelope without a result', 200, json({ success: true, __abp: true }), undefined],
    ['in an envelope that has only its result', 200, json({ result: { id: 'a' } }), OBJECT],
    ['bare', 200, json({ id: 'a' }), OBJECT],
    ['of the status 202', 202, json({ id: 'a' }), OBJECT],
    ['of the status 299', 299, json({ id: 'a' }), OBJECT],
    ['with space around it', 200, '\r\n {"id": "a"}\n', OBJECT],
    ['of 202 without content', 202, '', null],
    ['of 202 with blanks', 202, ' \r\n', null],
    ['of 204', 204, '', null],
  ])('%s', (_what, status, body, result) => {
    const holdsObject = result !== null;
    expect(read(status, body)).toEqual({ ok: true, status, result, holdsObject, serverNowMs: null });
  });
});

test.each([
  [{ date: 'Mon, 23 Nov 2026 14:15:30 GMT' }, Date.parse('2026-11-23T14:15:30Z')],
  [{ date: 'Mon, 23 Nov 2026 14:15:30 GMT', age: '90' }, Date.parse('2026-11-23T14:17:00Z')],
  [{ date: 'Mon, 23 Nov 2026 14:15:30 GMT', age: 'old' }, Date.parse('2026-11-23T14:15:30Z')],
  [{ date: 'some day' }, null],
  [{ date: '5' }, null],
  [{ date: 'Mon, 23 Nov 2026 14:15:30' }, null],
  [{ date: '' }, null],
  [{}, null],
])('the server’s time in %j is %p', (headers, expected) => {
  expect(readServerNowMs(headers)).toBe(expected);
});

describe('a response of a good status that cannot be read', () => {
  test.each([
    ['nothing', 200, '', 'it is empty'],
    ['blanks', 201, ' \n', 'it is empty'],
    ['an HTML page', 200, '\n<!DOCTYPE html>\n<html></html>', `${A_PAGE} and begins with "<!DOCTYPE html>"`],
    ['a text', 200, 'OK, done.\r\nBye.', 'it is not JSON and begins with "OK, done."'],
    ['a JSON text cut short', 200, '{"id": "a"', 'it is not JSON and begins with "{"id": "a""'],
    ['a list', 200, '[]', 'it is no JSON object'],
    ['a JSON text', 200, '"done"', 'it is no JSON object'],
    ['null', 202, 'null', 'it is no JSON object'],
    ['a number', 200, '1', 'it is no JSON object'],
  ])('%s', (_what, status, body, what) => {
    expect(read(status, body)).toEqual({
      ...ERROR,
      status,
      kind: 'unreadable',
      origin: 'gateway',
      description: `The answer could not be read: ${what}.`,
    });
  });

  test('is quoted with its first 500 characters', () => {
    const first = 'x'.repeat(500);
    expect(descriptionOf(read(200, first))).toContain(`begins with "${first}"`);
    expect(descriptionOf(read(200, `${first}x`))).toContain(`begins with "${first}…"`);
  });

  test.each([
    [true, 'unknown'],
    [false, 'gateway'],
  ])('is told in the words of whoever could not read it, if it is an object: %p', (holdsObject, origin) => {
    expect(unreadable({ status: 202, holdsObject, serverNowMs: 1234 }, 'it is odd')).toEqual({
      ...ERROR,
      status: 202,
      kind: 'unreadable',
      origin,
      isGoodStatus: holdsObject,
      serverNowMs: 1234,
      description: 'The answer could not be read: it is odd.',
    });
  });
});

describe('the message of an error', () => {
  const MESSAGE = 'Virtual machine "web" not found';

  test.each([
    ['in the envelope', errorEnvelope(MESSAGE)],
    ['bare', json({ code: 0, message: MESSAGE, details: null })],
    ['bare, below error', json({ error: { message: MESSAGE } })],
    ['as error itself', json({ error: MESSAGE })],
    ['as the detail of a problem', json({ type: 'about:blank', title: 'Bad', detail: MESSAGE })],
    ['as the title of a problem', json({ type: 'about:blank', title: MESSAGE, status: 400 })],
    ['behind an empty one', json({ message: ' ', detail: MESSAGE })],
    ['with blanks around it', errorEnvelope(`\n ${MESSAGE} `)],
  ])('%s', (_what, body) => {
    expect(read(400, body)).toEqual({
      ...ERROR,
      status: 400,
      kind: 'rejected',
      origin: body.includes('__abp') ? 'api' : 'unknown',
      serverMessage: MESSAGE,
      description: `The server answered 400 Bad Request: "${MESSAGE}".`,
    });
  });

  test.each([
    ['The name is taken.', 'No. The name is taken.'],
    [' ', 'No.'],
    ['', 'No.'],
  ])('goes on with details that say something: %j', (details, serverMessage) => {
    expect(read(400, errorEnvelope('No.', details))).toMatchObject({ serverMessage });
  });

  test.each([
    INTERNAL_ERROR,
    'An internal error occurred during your request',
    'AN INTERNAL ERROR OCCURRED DURING YOUR REQUEST!',
    ` ${INTERNAL_ERROR}\n`,
  ])('is not the server’s own if it explains nothing: %j', (message) => {
    expect(read(500, errorEnvelope(message))).toMatchObject({
      kind: 'unavailable',
      serverMessage: null,
      description: `The server answered 500 Internal Server Error: "${message.trim()}".`,
    });
  });

  test.each([`${INTERNAL_ERROR} The cluster is unknown.`, `Sorry. ${INTERNAL_ERROR}`])(
    'is the server’s own if it says more: %s',
    (message) => {
      expect(read(500, errorEnvelope(message))).toMatchObject({ kind: 'rejected', serverMessage: message });
    },
  );
});

describe('what an error means', () => {
  const SILENT = errorEnvelope(null);
  const SAYS_NO = errorEnvelope('No.');
  const PAGE = '<html></html>';

  test.each<[kind: string, body: string, statuses: readonly number[]]>([
    ['rejected', SILENT, [400, 404, 499]],
    ['rejected', SAYS_NO, [400, 402, 404, 409, 500, 503]],
    // What stands in front of the API knows nothing of the account behind it.
    ['rejected', PAGE, [400, 402, 404]],
    ['unreadable', PAGE, [401, 403]],
    ['denied', SILENT, [401]],
    ['denied', SAYS_NO, [401, 403]],
    ['unavailable', SILENT, [408, 429, 500, 502, 503, 599]],
    ['unavailable', SAYS_NO, [408, 429]],
    ['unavailable', PAGE, [408, 429, 500, 503]],
  ])('%s: %s with each of %j', (kind, body, statuses) => {
    const serverMessage = body === SAYS_NO ? 'No.' : null;
    for (const status of statuses)
      expect(read(status, body)).toMatchObject({ ok: false, status, kind, serverMessage });
  });

  test.each([
    json({ error: { message: 'No.' } }),
    json({ result: null, success: true, error: { message: 'No.' } }),
    json({ result: null, success: 'false', message: 'No.' }),
    json({ result: null, success: true, unAuthorizedRequest: true, message: 'No.' }),
    errorEnvelope('No.'),
  ])('a good status with an error is an error of the server: %s', (body) => {
    expect(read(202, body)).toEqual({
      ...ERROR,
      status: 500,
      kind: 'rejected',
      origin: body.includes('__abp') ? 'api' : 'unknown',
      isGoodStatus: true,
      serverMessage: 'No.',
      description: 'The server answered 202 Accepted: "No.".',
    });
  });

  test('a good status with success: false and nothing else may pass', () => {
    expect(read(202, json({ success: false }))).toMatchObject({
      status: 500,
      kind: 'unavailable',
      description: 'The server answered 202 Accepted.',
    });
  });

  test.each([
    [502, '', 'The server answered 502 Bad Gateway.'],
    [500, ' \n', 'The server answered 500 Internal Server Error.'],
    [599, '', 'The server answered 599.'],
    [199, '{}', 'The server answered 199.'],
  ])('%d with %j names its status', (status, body, description) => {
    expect(read(status, body)).toMatchObject({ origin: 'unknown', serverMessage: null, description });
  });

  test('tells the server’s time too, like every response', () => {
    const headers = { date: 'Mon, 23 Nov 2026 14:15:30 GMT' };
    const serverNowMs = Date.parse('2026-11-23T14:15:30Z');
    for (const body of ['<html></html>', '', errorEnvelope('No.'), '{}']) {
      for (const status of [200, 302, 500])
        expect(read(status, body, headers)).toMatchObject({ serverNowMs });
    }
  });
});

describe('an error comes from', () => {
  test.each<[origin: string, message: string | null, what: string, body: string]>([
    ['api', 'No.', 'the whole envelope', errorEnvelope('No.')],
    ['api', null, 'an envelope without a message', errorEnvelope(null)],
    ['api', null, 'the mark alone', json({ __abp: true })],
    ['api', 'No.', 'success: false with an error', json({ success: false, error: { message: 'No.' } })],
    ['unknown', null, 'nothing', ''],
    ['unknown', null, 'success: false alone', json({ success: false })],
    ['unknown', 'No.', 'success: false with a text for an error', json({ success: false, error: 'No.' })],
    ['unknown', null, 'success: false with null for an error', json({ success: false, error: null })],
    ['unknown', 'No.', 'success: true with an error', json({ success: true, error: { message: 'No.' } })],
    ['unknown', null, 'a mark that is none', json({ __abp: 'true' })],
    ['unknown', 'No.', 'an error without success', json({ error: { message: 'No.' } })],
    ['unknown', 'No.', 'a bare object', json({ message: 'No.' })],
    ['unknown', null, 'a message that is no text', json({ message: 7, error: true })],
    ['unknown', null, 'an error that is a list', json({ success: false, error: ['No.'] })],
    ['api', null, 'words of other types', json({ success: false, error: { message: 7, details: {} } })],
    ['unknown', '<html>', 'a page within an object', json({ message: '<html>' })],
    ['gateway', null, 'a page', ' \n<html></html>'],
    ['gateway', null, 'a text', 'No.'],
    ['gateway', null, 'a JSON text', json('No.')],
    ['gateway', null, 'a list', json(['No.'])],
    ['gateway', null, 'null', 'null'],
  ])('%s, with the message %j: %s', (origin, serverMessage, _what, body) => {
    expect(read(500, body)).toMatchObject({ ok: false, origin, serverMessage, isGoodStatus: false });
  });

  test.each([
    [json('No way.\nReally.'), 'it is the text "No way.\nReally."'],
    [json(['No.']), 'it is no JSON object'],
    ['null', 'it is no JSON object'],
    ['7', 'it is no JSON object'],
    ['\n<html>\n</html>', `${A_PAGE} and begins with "<html>"`],
    ['No.\r\nNever.', 'it is not JSON and begins with "No."'],
  ])('a gateway is told with what came: %j', (body, what) => {
    expect(descriptionOf(read(502, body))).toBe(`The server answered 502 Bad Gateway; ${what}.`);
  });
});

describe('words that a gateway says of any request', () => {
  const ALL = [
    [504, 'Endpoint request timed out'],
    [504, 'The request timed out.'],
    [504, 'Request time out'],
    [504, 'request timeout!'],
    [503, 'Service Unavailable'],
    [503, 'Service temporarily unavailable'],
    [503, 'Temporarily unavailable'],
    [429, 'Limit Exceeded'],
    [403, 'Missing Authentication Token'],
    [502, 'An invalid response was received from the upstream server'],
    [502, 'The upstream server is timing out'],
    [503, 'upstream connect error or disconnect/reset before headers'],
    [503, 'no healthy upstream'],
    [404, 'no Route matched with those values'],
    [503, 'name resolution failed'],
    [500, 'An unexpected error occurred'],
    [500, 'An error occurred while processing your request.'],
    [404, 'Not Found'],
    [500, 'INTERNAL SERVER ERROR'],
    [502, 'Bad Gateway'],
  ] as const;

  test.each(ALL)('are the API’s own in its envelope alone: %d %s', (status, message) => {
    expect(read(status, json({ message }))).toMatchObject({
      // A denial in such words is one of the gateway, which knows nothing of the account.
      ...(status === 403 ? { origin: 'gateway', kind: 'unreadable' } : { origin: 'unknown' }),
      serverMessage: null,
      description: expect.stringContaining(`: "${message}".`),
    });
    expect(read(status, json({ message: ` ${message} `, details: 'Request 7.' }))).toMatchObject({
      serverMessage: null,
    });
    const kind = status === 403 ? { kind: 'denied' } : {};
    expect(read(status, errorEnvelope(message))).toMatchObject({ serverMessage: message, ...kind });
  });

  test.each([
    [500, 'The endpoint request timed out'],
    [500, 'Endpoint request timed out while making the snapshot'],
    [500, 'The snapshot request timed out'],
    [500, 'Storage service unavailable'],
    [500, 'Service unavailable in Hou1'],
    [500, 'The snapshot limit exceeded'],
    [500, 'No upstream'],
    [500, 'An unexpected error occurred in the cluster'],
    [500, 'Not Found'],
    [404, 'Not Found here'],
    [599, 'Network error'],
  ])('are told from the API’s own: %d %s', (status, message) => {
    expect(read(status, json({ message }))).toMatchObject({ serverMessage: message });
  });
});

describe('a redirect', () => {
  const REST =
    'Redirects are not followed, because the credentials would be sent there; if that is the right server, set api-url to it.';

  test.each([
    [300, 'https://login.example.com/a?b=c', 'the host login.example.com (300)'],
    [302, 'http://example.com:8080/', 'the host example.com:8080 (302)'],
    [307, '/login', 'another place (307)'],
    [399, undefined, 'another place (399)'],
  ])('%d to %j names the host', (status, location, where) => {
    expect(read(status, '<html></html>', location === undefined ? {} : { location })).toEqual({
      ...ERROR,
      status,
      kind: 'rejected',
      origin: 'gateway',
      description: `The server redirects to ${where}. ${REST}`,
    });
  });

  test('does not show what its URL holds besides the host', () => {
    const location = 'https://user:secret@example.com/secret?secret';
    const description = descriptionOf(read(302, '', { location }));
    expect(description).not.toContain('secret');
  });
});

describe('a secret that the server sends back', () => {
  const redact = (text: string) => text.replaceAll('top-secret', 'xxx');

  function readRedacted(status: number, body: string, headers: HttpResponse['headers'] = {}): ApiResponse {
    return readResponse({ status, headers, body }, redact);
  }

  test.each([
    ['in a message', 400, errorEnvelope('The key top-secret is unknown.'), 'The key xxx is unknown.'],
    ['in details', 400, errorEnvelope('No.', 'Not top-secret.'), 'No. Not xxx.'],
    ['in a text', 200, 'What is top-secret?', 'What is xxx?'],
  ])('is taken out %s', (_what, status, body, words) => {
    expect(descriptionOf(readRedacted(status, body))).toContain(`"${words}"`);
  });

  test.each([
    ['is cut in its middle', 'top-secret and more'],
    ['is written in part as an escape', 'top\\u002Dsecret'],
  ])('is taken out where it %s', (_what, secret) => {
    const body = errorEnvelope(`${'x'.repeat(495)}SECRET`).replace('SECRET', secret);
    expect(descriptionOf(readRedacted(400, body))).not.toContain('top');
  });

  test('is taken out of the target of a redirect', () => {
    const headers = { location: 'https://top-secret.example.com' };
    expect(descriptionOf(readRedacted(302, '', headers))).toContain('the host xxx.example.com (302)');
  });

  test('is left in a good response, whose content is not shown', () => {
    expect(readRedacted(200, json({ accessToken: 'top-secret' }))).toMatchObject({
      result: { accessToken: 'top-secret' },
    });
  });
});

test('a message that would take a pattern minutes is read at once', () => {
  const message = `${'!'.repeat(400_000)}x`;
  expect(descriptionOf(read(500, json({ message })))).toContain(`"${'!'.repeat(500)}…"`);
});

test.each<[what: string, body: string, isGood: boolean]>([
  ['in a field that nobody reads', `{"id":"a","extra":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, true],
  ['in the envelope', `{"success":true,"result":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, true],
  ['that break off', `{"items":${'['.repeat(100_000)}`, false],
])('a response of 100,000 levels is read as far as it can be: %s', (_what, body, isGood) => {
  expect(read(200, body).ok).toBe(isGood);
});

describe('a response that holds too much to be read', () => {
  const MOST_OBJECTS = 1_000_000;
  const TOO_MUCH = 'it holds more than 1000000 objects and lists';

  /** A list of empty things below an object, which are so many with the object and the list themselves. */
  function holding(count: number, thing: '{}' | '[]'): string {
    return `{"items":[${Array.from({ length: count - 2 }, () => thing).join()}]}`;
  }

  test.each(['{}', '[]'] as const)('is one of more than a million of %s', (thing) => {
    expect(read(200, holding(MOST_OBJECTS, thing)).ok).toBe(true);
    expect(descriptionOf(read(200, holding(MOST_OBJECTS + 1, thing)))).toContain(TOO_MUCH);
  });

  test('is none for its length alone', () => {
    expect(read(200, json({ message: 'x'.repeat(MOST_OBJECTS + 1) })).ok).toBe(true);
  });

  test('is told by its beginning too', () => {
    const body = `[${'{},'.repeat(MOST_OBJECTS)}{}]`;
    expect(descriptionOf(read(500, body))).toContain(TOO_MUCH);
  });
});
