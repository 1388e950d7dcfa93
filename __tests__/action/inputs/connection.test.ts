import { describe, expect, test } from '@jest/globals';
import {
  type Connection,
  DEFAULT_API_URL,
  readConnection,
  secretsOf,
} from '../../../src/action/inputs/connection.ts';
import { readerOf } from './parse-step.ts';

interface Reading {
  readonly connection: Connection | null;
  readonly faults: readonly string[];
}

function read(
  inputs: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
): Reading {
  const reader = readerOf(inputs, variables);
  return { connection: readConnection(reader), faults: reader.faults };
}

const KEY = { 'api-key': 'key-1' };

const URL_FAULT = `\`api-url\` is not accepted; accepted is an https URL such as ${DEFAULT_API_URL} without user, password, query or fragment (http only for this machine, such as http://127.0.0.1:8080).`;

describe('the API is at', () => {
  test.each([
    ['', 'https://api.cloud.denvrdata.com/'],
    ['https://api.cloud.denvrdata.com', 'https://api.cloud.denvrdata.com/'],
    [' https://api.example.com\n', 'https://api.example.com/'],
    ['https://api.example.com:8443/base', 'https://api.example.com:8443/base'],
    ['https://api.example.com/base/', 'https://api.example.com/base/'],
    ['HTTPS://API.EXAMPLE.COM', 'https://api.example.com/'],
    ['http://localhost:8080', 'http://localhost:8080/'],
    ['http://LOCALHOST', 'http://localhost/'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['http://127.255.0.3', 'http://127.255.0.3/'],
    ['http://127.1', 'http://127.0.0.1/'],
    ['http://[::1]:8080', 'http://[::1]:8080/'],
    ['http://[0:0:0:0:0:0:0:1]', 'http://[::1]/'],
  ])('%j: %s', (apiUrl, href) => {
    expect(read({ ...KEY, 'api-url': apiUrl }).connection?.apiUrl.href).toBe(href);
  });
});

describe('an API is refused', () => {
  test.each([
    ['http://api.cloud.denvrdata.com', 'plain http'],
    ['http://localhost.example.com', 'a name that begins like this machine'],
    ['http://example.localhost.com', 'a name that holds this machine'],
    ['http://127.0.0.1.example.com', 'a name that begins like an address'],
    ['http://128.0.0.1', 'another address'],
    ['http://10.127.0.0', 'an address that ends like one'],
    ['http://0.0.0.0', 'every address'],
    ['http://[::2]', 'another IPv6 address'],
    ['ftp://localhost', 'another scheme'],
    ['file:///etc/passwd', 'a file'],
    ['api.cloud.denvrdata.com', 'no scheme'],
    ['https://', 'no host'],
    ['https://user:secret@api.example.com', 'a user and a password'],
    ['https://secret@api.example.com', 'a user'],
    ['https://@api.example.com', 'an empty user'],
    ['https://:@api.example.com', 'an empty user and password'],
    ['https://api.example.com?key=secret', 'a query'],
    ['https://api.example.com?', 'an empty query'],
    ['https://api.example.com/#secret', 'a fragment'],
    ['https://api.example.com/#', 'an empty fragment'],
  ])('%s: %s', (apiUrl) => {
    expect(read({ ...KEY, 'api-url': apiUrl })).toEqual({ connection: null, faults: [URL_FAULT] });
  });
});

test('a URL with a line break inside is refused', () => {
  expect(read({ ...KEY, 'api-url': 'https://a.example\n.com' }).faults).not.toEqual([]);
});

const LOGIN = { username: 'ann', password: 'secret' };
const LOGIN_VARIABLES = { DENVR_USERNAME: 'bob', DENVR_PASSWORD: 'hidden' };

describe('who is asking', () => {
  test.each([
    ['a key', KEY, {}, { kind: 'api-key', apiKey: 'key-1' }],
    ['a key of the variable', {}, { DENVR_APIKEY: 'key-2' }, { kind: 'api-key', apiKey: 'key-2' }],
    ['the key of the input first', KEY, { DENVR_APIKEY: 'key-2' }, { kind: 'api-key', apiKey: 'key-1' }],
    [
      'a key with a line break at its end',
      { 'api-key': 'key-1\n' },
      {},
      { kind: 'api-key', apiKey: 'key-1' },
    ],
    ['a login', LOGIN, {}, { kind: 'login', ...LOGIN }],
    ['a login of the variables', {}, LOGIN_VARIABLES, { kind: 'login', username: 'bob', password: 'hidden' }],
    ['the login of the inputs first', LOGIN, LOGIN_VARIABLES, { kind: 'login', ...LOGIN }],
    [
      'a user of the input and a password of the variable',
      { username: 'ann' },
      LOGIN_VARIABLES,
      { kind: 'login', username: 'ann', password: 'hidden' },
    ],
    [
      'a password with spaces and other signs',
      { username: 'ann', password: 'pass word <ü>\n' },
      {},
      { kind: 'login', username: 'ann', password: 'pass word <ü>' },
    ],
    ['a key rather than a login', { ...KEY, ...LOGIN }, {}, { kind: 'api-key', apiKey: 'key-1' }],
    [
      'a key of the variable rather than a login of variables',
      {},
      { DENVR_APIKEY: 'k', ...LOGIN_VARIABLES },
      { kind: 'api-key', apiKey: 'k' },
    ],
    ['a login rather than a key of the variable', LOGIN, { DENVR_APIKEY: 'k' }, { kind: 'login', ...LOGIN }],
    [
      'a login, if the key is blank',
      { 'api-key': ' \n', ...LOGIN },
      { DENVR_APIKEY: '' },
      { kind: 'login', ...LOGIN },
    ],
  ])('%s', (_what, inputs, variables, credentials) => {
    const { connection, faults } = read(inputs, variables as Record<string, string>);
    expect(connection?.credentials).toEqual(credentials);
    expect(faults).toEqual([]);
  });
});

test.each([
  [KEY, {}, 'the API key of `api-key`'],
  [{}, { DENVR_APIKEY: 'key-2' }, 'the API key of DENVR_APIKEY'],
  [LOGIN, { DENVR_APIKEY: 'key-2' }, 'the user of `username`'],
  [{ password: 'x' }, LOGIN_VARIABLES, 'the user of DENVR_USERNAME'],
])('%j beside %j: %s', (inputs, variables, identity) => {
  const given = read(inputs as Record<string, string>, variables as Record<string, string>);
  expect(given.connection?.identity).toBe(identity);
});

test.each([
  [{}, 'https://variable.example/'],
  [{ 'api-url': 'https://input.example' }, 'https://input.example/'],
])('DENVR_API_URL stands in for api-url: %j', (inputs, href) => {
  const given = { ...KEY, ...inputs };
  expect(read(given, { DENVR_API_URL: 'https://variable.example\n' }).connection?.apiUrl.href).toBe(href);
});

const SET_THEM =
  'set `api-key` (or DENVR_APIKEY) from a secret, or `username` and `password` (or DENVR_USERNAME and DENVR_PASSWORD).';

const EMPTY = (what: string) =>
  `Credentials are required, and ${what} set to an empty text: is the secret there? Pull requests from forks and Dependabot get none.`;
const REFUSED = (name: string, why: string) =>
  `${name} is set, but not accepted (it is not shown); accepted is one line of visible ASCII characters, ${why}.`;

describe('credentials are refused', () => {
  test.each([
    ['none', {}, {}, `Credentials are required, and none are set: ${SET_THEM}`],
    [
      'a user alone',
      { username: 'ann' },
      {},
      `Credentials are required, and a \`password\` is missing: ${SET_THEM}`,
    ],
    [
      'a password alone',
      {},
      { DENVR_PASSWORD: 'x' },
      `Credentials are required, and a \`username\` is missing: ${SET_THEM}`,
    ],
    [
      'a user of the input alone, whatever the variables',
      { username: 'ann' },
      { DENVR_APIKEY: 'key-2' },
      `Credentials are required, and a \`password\` is missing: ${SET_THEM}`,
    ],
    ['an empty key', { 'api-key': '' }, {}, `${EMPTY('`api-key` is')}`],
    [
      'empty secrets of every kind',
      { 'api-key': '', username: '', password: '' },
      { DENVR_APIKEY: '' },
      `${EMPTY('`api-key`, DENVR_APIKEY, `username` and `password` are')}`,
    ],
    ['an empty password', { username: 'ann', password: '' }, {}, `${EMPTY('`password` is')}`],
    [
      'a key of two lines',
      { 'api-key': 'secret-1\nsecret-2' },
      {},
      REFUSED('`api-key`', 'and it has several lines'),
    ],
    [
      'a key with a blank',
      {},
      { DENVR_APIKEY: 'secret 1' },
      REFUSED('DENVR_APIKEY', 'and it contains a space'),
    ],
    [
      'a key with its scheme',
      { 'api-key': 'Bearer secret' },
      {},
      '`api-key` is set, but not accepted (it is not shown); accepted is the key alone, without "Bearer" before it.',
    ],
    [
      'a key with its scheme in another case',
      {},
      { DENVR_APIKEY: 'apikey: secret' },
      'DENVR_APIKEY is set, but not accepted (it is not shown); accepted is the key alone, without "apikey" before it.',
    ],
    [
      'a key with another letter',
      { 'api-key': 'sécret' },
      {},
      '`api-key` is set, but not accepted (it is not shown); accepted is one line of visible ASCII characters.',
    ],
    [
      'a password of two lines',
      { username: 'ann', password: 'secret\r\nline' },
      {},
      '`password` is set, but not accepted (it is not shown); accepted is one line of text.',
    ],
    [
      'a user of two lines',
      { password: 'secret' },
      { DENVR_USERNAME: 'a\nb' },
      'DENVR_USERNAME is set, but not accepted (it is not shown); accepted is one line of text.',
    ],
  ])('%s', (_what, inputs, variables, fault) => {
    const reading = read(inputs as Record<string, string>, variables as Record<string, string>);
    expect(reading).toEqual({ connection: null, faults: [fault] });
  });
});

test('no fault shows a secret', () => {
  const { faults } = read({
    'api-key': 'top-secret\nsecond-secret',
    'api-url': 'https://someone:top-secret@api.example.com/?key=second-secret',
  });
  expect(faults).toHaveLength(2);
  expect(faults.join()).not.toMatch(/top-secret|second-secret|someone/);
});

test('everything secret is known, whether it is used or not', () => {
  const reader = readerOf(
    { 'api-key': ' key-1\n', password: 'secret', username: 'ann' },
    { DENVR_APIKEY: 'key-2', DENVR_PASSWORD: ' hidden ', DENVR_USERNAME: 'bob' },
  );
  expect(secretsOf(reader)).toEqual(['key-1', 'key-2', 'secret', 'hidden']);
  expect(secretsOf(readerOf({}, { DENVR_APIKEY: ' ' }))).toEqual([]);
});
