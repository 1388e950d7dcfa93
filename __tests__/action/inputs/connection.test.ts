import { expect, test } from '@jest/globals';
import { DEFAULT_API_URL, readConnection, secretsOf } from '../../../src/action/inputs/connection.ts';
import { readerOf } from './parse-step.ts';

type Texts = Readonly<Record<string, string>>;

function read(inputs: Texts, variables: Texts = {}) {
  const reader = readerOf(inputs, variables);
  return { connection: readConnection(reader), faults: reader.faults };
}

const KEY = { 'api-key': 'key-1' };

const URL_FAULT = `\`api-url\` is not accepted; accepted is an https URL such as ${DEFAULT_API_URL} without user, password, query or fragment (http only for this machine, such as http://127.0.0.1:8080).`;

test.each([
  ['', 'https://api.cloud.denvrdata.com/'],
  [' https://api.example.com\n', 'https://api.example.com/'],
  ['https://api.example.com:8443/base', 'https://api.example.com:8443/base'],
  ['HTTPS://API.EXAMPLE.COM', 'https://api.example.com/'],
  ['http://LOCALHOST:8080', 'http://localhost:8080/'],
  ['http://127.255.0.3', 'http://127.255.0.3/'],
  ['http://127.1', 'http://127.0.0.1/'],
  ['http://[0:0:0:0:0:0:0:1]:8080', 'http://[::1]:8080/'],
])('the API of %j is at %s', (apiUrl, href) => {
  expect(read({ ...KEY, 'api-url': apiUrl }).connection?.apiUrl.href).toBe(href);
});

test.each([
  ['http://api.cloud.denvrdata.com', 'plain http'],
  ['http://localhost.example.com', 'a name that begins like this machine'],
  ['http://example.localhost', 'a name that ends like this machine'],
  ['http://127.0.0.1.example.com', 'a name that begins like an address'],
  ['http://128.0.0.1', 'another address'],
  ['http://10.127.0.0', 'an address that ends like one'],
  ['http://[::2]', 'another IPv6 address'],
  ['ftp://localhost', 'another scheme'],
  ['api.cloud.denvrdata.com', 'no scheme'],
  ['https://', 'no host'],
  ['https://a.example\n.com', 'a line break inside'],
  ['https://user:secret@api.example.com', 'a user and a password'],
  ['https://:@api.example.com', 'an empty user and password'],
  ['https://api.example.com?key=secret', 'a query'],
  ['https://api.example.com?', 'an empty query'],
  ['https://api.example.com/#secret', 'a fragment'],
  ['https://api.example.com/#', 'an empty fragment'],
])('an API is refused: %j, %s', (apiUrl) => {
  expect(read({ ...KEY, 'api-url': apiUrl })).toEqual({ connection: null, faults: [URL_FAULT] });
});

test('an API of a variable is refused by the name of the variable, without what it holds', () => {
  expect(read(KEY, { DENVR_API_URL: 'https://a:secret@b.example' })).toEqual({
    connection: null,
    faults: [URL_FAULT.replace('`api-url`', 'DENVR_API_URL')],
  });
});

const LOGIN = { username: 'ann', password: 'secret' };
const LOGIN_VARIABLES = { DENVR_USERNAME: 'bob', DENVR_PASSWORD: 'hidden' };

test.each<[what: string, inputs: Texts, variables: Texts, used: string | readonly string[], source: string]>([
  ['a key, trimmed', { 'api-key': 'key-1\n' }, {}, 'key-1', '`api-key`'],
  ['the key of the input', KEY, { DENVR_APIKEY: 'key-2' }, 'key-1', '`api-key`'],
  ['a key, not a login', { ...KEY, ...LOGIN }, {}, 'key-1', '`api-key`'],
  ['a key of a variable, not a login', {}, { DENVR_APIKEY: 'k', ...LOGIN_VARIABLES }, 'k', 'DENVR_APIKEY'],
  ['a login, not a key of a variable', LOGIN, { DENVR_APIKEY: 'k' }, ['ann', 'secret'], '`username`'],
  ['a login, not an empty key', { 'api-key': ' \n', ...LOGIN }, {}, ['ann', 'secret'], '`username`'],
  ['a login, not a key that is not there', { 'api-key': '', ...LOGIN }, {}, ['ann', 'secret'], '`username`'],
  ['a login, not an empty variable', LOGIN, { DENVR_APIKEY: '' }, ['ann', 'secret'], '`username`'],
  ['the login of the inputs', LOGIN, LOGIN_VARIABLES, ['ann', 'secret'], '`username`'],
  ['a login of the variables', {}, LOGIN_VARIABLES, ['bob', 'hidden'], 'DENVR_USERNAME'],
  ['a user of an input', { username: 'ann' }, LOGIN_VARIABLES, ['ann', 'hidden'], '`username`'],
  [
    'any password of an input',
    { password: 'pass word <ü>\n' },
    { ...LOGIN_VARIABLES, DENVR_APIKEY: 'k' },
    ['bob', 'pass word <ü>'],
    'DENVR_USERNAME',
  ],
])('%s is used', (_what, inputs, variables, used, source) => {
  const { connection, faults } = read(inputs, variables);
  const [username, password] = used;
  expect(connection).toMatchObject(
    typeof used === 'string'
      ? { credentials: { kind: 'api-key', apiKey: used }, identity: `the API key of ${source}` }
      : { credentials: { kind: 'login', username, password }, identity: `the user of ${source}` },
  );
  expect(faults).toEqual([]);
});

test.each([
  [{}, 'https://variable.example/'],
  [{ 'api-url': 'https://input.example' }, 'https://input.example/'],
])('DENVR_API_URL stands in for api-url: %j', (inputs, href) => {
  const given = { ...KEY, ...inputs };
  expect(read(given, { DENVR_API_URL: 'https://variable.example\n' }).connection?.apiUrl.href).toBe(href);
});

test.each<[inputs: Texts, variables: Texts, notices: readonly string[]]>([
  [
    { 'api-key': '' },
    { DENVR_APIKEY: 'k' },
    ['`api-key` is set to an empty text, so DENVR_APIKEY is used: is the secret there?'],
  ],
  [
    { 'api-key': '' },
    LOGIN_VARIABLES,
    ['`api-key` is set to an empty text, so DENVR_USERNAME is used: is the secret there?'],
  ],
  [
    { username: 'ann', password: '' },
    LOGIN_VARIABLES,
    ['`password` is set to an empty text, so DENVR_PASSWORD is used: is the secret there?'],
  ],
  [{ 'api-key': '', ...LOGIN }, LOGIN_VARIABLES, []],
  [{}, LOGIN_VARIABLES, []],
])(
  'a variable may be of another account than a secret that is not there: %j beside %j',
  (inputs, variables, notices) => {
    const reader = readerOf(inputs, variables);
    readConnection(reader);
    expect(reader.notices).toEqual(notices);
  },
);

const missing = (what: string) =>
  `Credentials are required, and ${what}: set \`api-key\` (or DENVR_APIKEY) from a secret, or \`username\` and \`password\` (or DENVR_USERNAME and DENVR_PASSWORD).`;
const empty = (what: string) =>
  `Credentials are required, and ${what} set to an empty text: is the secret there? Pull requests from forks and Dependabot get none.`;
const refused = (name: string, accepted: string) =>
  `${name} is set, but not accepted (it is not shown); accepted is ${accepted}.`;

const NO_PASSWORD = missing('a `password` is missing');
const VISIBLE = 'one line of visible ASCII characters';

test.each<[inputs: Texts, variables: Texts, fault: string]>([
  [{}, {}, missing('none are set')],
  [{ username: 'ann' }, {}, NO_PASSWORD],
  [{ username: 'ann' }, { DENVR_APIKEY: 'key-2' }, NO_PASSWORD],
  [{}, { DENVR_PASSWORD: 'x' }, missing('a `username` is missing')],
  [{ 'api-key': '' }, {}, empty('`api-key` is')],
  [{ username: 'ann', password: '' }, {}, empty('`password` is')],
  [
    { 'api-key': '', username: '', password: '' },
    { DENVR_APIKEY: '' },
    empty('`api-key`, DENVR_APIKEY, `username` and `password` are'),
  ],
  [{ 'api-key': 'one\ntwo' }, {}, refused('`api-key`', `${VISIBLE}, and it has several lines`)],
  [{}, { DENVR_APIKEY: 'one two' }, refused('DENVR_APIKEY', `${VISIBLE}, and it contains a space`)],
  [{ 'api-key': 'sécret' }, {}, refused('`api-key`', VISIBLE)],
  [{ 'api-key': 'Bearer k' }, {}, refused('`api-key`', 'the key alone, without "Bearer" before it')],
  [{}, { DENVR_APIKEY: 'apikey: k' }, refused('DENVR_APIKEY', 'the key alone, without "apikey" before it')],
  [{ username: 'ann', password: 'one\r\ntwo' }, {}, refused('`password`', 'one line of text')],
  [{ password: 'x' }, { DENVR_USERNAME: 'a\nb' }, refused('DENVR_USERNAME', 'one line of text')],
])('credentials are refused: %j beside %j', (inputs, variables, fault) => {
  expect(read(inputs, variables)).toEqual({ connection: null, faults: [fault] });
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
  expect(secretsOf(readerOf({ 'api-key': '' }, { DENVR_APIKEY: 'key-2' }))).toEqual(['key-2']);
  expect(secretsOf(readerOf({}, { DENVR_APIKEY: ' ' }))).toEqual([]);
});
