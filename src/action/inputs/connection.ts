import type { DenvrConnection } from '../../denvr-api/connect.ts';
import { enumerate } from '../../domain/wording.ts';
import type { InputReader } from './input-reader.ts';

/** Which API to talk to, and as whom. */
export interface Connection extends Pick<DenvrConnection, 'apiUrl' | 'proxy' | 'credentials'> {
  /** Whose credentials they are, in words that show none of them: `the API key of DENVR_APIKEY`. */
  readonly identity: string;
}

/** The vendor's own API (its OpenAPI description). */
export const DEFAULT_API_URL = 'https://api.cloud.denvrdata.com';

const THIS_MACHINE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** What stands in for an input that is not set. */
const VARIABLES = {
  'api-url': 'DENVR_API_URL',
  'api-key': 'DENVR_APIKEY',
  username: 'DENVR_USERNAME',
  password: 'DENVR_PASSWORD',
} as const;

const CREDENTIALS = ['api-key', 'username', 'password'] as const;

/** The API keys and passwords in the inputs and their variables, whether they are used or not. */
export function secretsOf(reader: InputReader): readonly string[] {
  return (['api-key', 'password'] as const).flatMap((input) =>
    candidatesFor(input, reader).map(({ value }) => value),
  );
}

/** Reads where and how to connect; null (with faults in the reader) if that is not sound. */
export function readConnection(reader: InputReader): Connection | null {
  const apiUrl = readApiUrl(reader);
  const proxy = apiUrl === null ? null : readProxy(reader, apiUrl);
  const login = readLogin(reader);
  return apiUrl === null || login === null ? null : { apiUrl, proxy, ...login };
}

type ConnectionInput = keyof typeof VARIABLES;

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** The input if it is set, and then its variable if that is. */
function candidatesFor(input: ConnectionInput, reader: InputReader): readonly NamedValue[] {
  const variable = VARIABLES[input];
  return [
    { name: `\`${input}\``, value: reader.raw(input).trim() },
    { name: variable, value: reader.environment[variable]?.trim() ?? '' },
  ].filter(({ value }) => value !== '');
}

function readApiUrl(reader: InputReader): URL | null {
  const [{ name, value } = { name: '', value: DEFAULT_API_URL }] = candidatesFor('api-url', reader);
  const url = URL.parse(value);
  const isSecure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url));
  const isPlain =
    url !== null && url.username + url.password + url.search + url.hash === '' && !/[?#@\s]/.test(value);
  if (url !== null && isSecure && isPlain) return url;
  // The value is not shown: whoever put credentials into the URL should not find them in the log.
  reader.addFault(
    `${name} is not accepted; accepted is an https URL such as ${DEFAULT_API_URL} without user, password, query or fragment (http only for this machine, such as http://127.0.0.1:8080).`,
  );
  return null;
}

type Login = Pick<Connection, 'credentials' | 'identity'>;

/** An API key wins over a user name (the vendor's own rule), but any input over any variable. */
function readLogin(reader: InputReader): Login | null {
  const isUserGiven = reader.isSet('username') || reader.isSet('password');
  const [apiKey] = isUserGiven && !reader.isSet('api-key') ? [] : candidatesFor('api-key', reader);
  if (apiKey) {
    warnOfStandIn([apiKey], reader);
    return readApiKey(apiKey, reader);
  }
  const [username] = candidatesFor('username', reader);
  const [password] = candidatesFor('password', reader);
  if (!username || !password) return refuseMissing(reader, username, password);
  warnOfStandIn([username, password], reader);
  const broken = [username, password].find(({ value }) => /[\r\n]/.test(value));
  if (broken) return refuse(reader, broken, 'one line of text');
  return {
    credentials: { kind: 'login', username: username.value, password: password.value },
    identity: `the user of ${username.name}`,
  };
}

/** A secret that is not there gives an empty text, and a variable may hold the credentials of another account. */
function warnOfStandIn(used: readonly NamedValue[], reader: InputReader): void {
  const emptied = CREDENTIALS.find((input) => reader.isEmptied(input));
  const standIn = used.find(({ name }) => Object.values<string>(VARIABLES).includes(name));
  if (emptied === undefined || standIn === undefined) return;
  reader.addNotice(
    `\`${emptied}\` is set to an empty text, so ${standIn.name} is used: is the secret there?`,
  );
}

function readApiKey(apiKey: NamedValue, reader: InputReader): Login | null {
  const { name, value } = apiKey;
  const [, scheme] = /^(ApiKey|Bearer)[\s:]/i.exec(value) ?? [];
  if (scheme) return refuse(reader, apiKey, `the key alone, without "${scheme}" before it`);
  const visible = 'one line of visible ASCII characters';
  if (/[\r\n]/.test(value)) return refuse(reader, apiKey, `${visible}, and it has several lines`);
  if (/\s/.test(value)) return refuse(reader, apiKey, `${visible}, and it contains a space`);
  if (!/^[\x21-\x7e]+$/.test(value)) return refuse(reader, apiKey, visible);
  return { credentials: { kind: 'api-key', apiKey: value }, identity: `the API key of ${name}` };
}

function refuse(reader: InputReader, { name }: NamedValue, accepted: string): null {
  reader.addFault(`${name} is set, but not accepted (it is not shown); accepted is ${accepted}.`);
  return null;
}

function refuseMissing(reader: InputReader, username?: NamedValue, password?: NamedValue): null {
  const isNone = !username && !password;
  const missing = username ? 'password' : 'username';
  const emptied = (isNone ? CREDENTIALS : ([missing] as const)).flatMap((input) =>
    emptiedNames(input, reader),
  );
  const fault =
    emptied.length > 0
      ? `${enumerate(emptied)} ${emptied.length === 1 ? 'is' : 'are'} set to an empty text: is the secret there? Pull requests from forks and Dependabot get none.`
      : `${isNone ? 'none are set' : `a \`${missing}\` is missing`}: set \`api-key\` (or DENVR_APIKEY) from a secret, or \`username\` and \`password\` (or DENVR_USERNAME and DENVR_PASSWORD).`;
  reader.addFault(`Credentials are required, and ${fault}`);
  return null;
}

/** An input and its variable, as far as they are set to nothing. */
function emptiedNames(input: ConnectionInput, reader: InputReader): readonly string[] {
  return [
    ...(reader.isEmptied(input) ? [`\`${input}\``] : []),
    ...(reader.environment[VARIABLES[input]] === '' ? [VARIABLES[input]] : []),
  ];
}

/** Whether a URL leads to the machine that this runs on. */
function isThisMachine({ hostname }: URL): boolean {
  return THIS_MACHINE.test(hostname);
}

/**
 * Reads which proxy leads to the API, from `https_proxy` and `no_proxy`, in lower or upper case. The
 * API is reached without TLS on this machine only, and so never through a proxy.
 *
 * @returns null for none, and (with a fault in the reader) for one that can't be used
 */
export function readProxy(reader: InputReader, apiUrl: URL): DenvrConnection['proxy'] {
  const { environment } = reader;
  const variable = environment['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY';
  const text = (environment[variable] ?? '').trim();
  const exceptions = environment['no_proxy'] || environment['NO_PROXY'] || '';
  if (text === '' || isThisMachine(apiUrl) || isExcepted(apiUrl, exceptions)) return null;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname + url.search + url.hash !== '/') {
    // The value is not shown: it may hold a password.
    reader.addFault(
      `${variable} can't be used (it is not shown); accepted is http://HOST:PORT or https://HOST:PORT, also with USER:PASSWORD@ before the host (with / # ? in them written as %2F %23 %3F).`,
    );
    return null;
  }
  return { url: new URL(url.origin), authorization: authorizationOf(url) };
}

/** A lone percent sign stands for itself, as it does for curl. */
function authorizationOf({ username, password }: URL): string | null {
  if (username + password === '') return null;
  const bytes = `${username}:${password}`.replace(/%([0-9a-f]{2})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return `Basic ${btoa(bytes)}`;
}

/** Whether a host is named in a list like `corp.example, .corp, *.corp, 10.0.0.1:8443`, or lies below one. */
function isExcepted({ hostname, port }: URL, list: string): boolean {
  const names = [hostname, hostname.replace(/^\[|\]$/g, ''), `${hostname}:${port || 443}`];
  const items = list.toLowerCase().split(/[\s,]+/);
  return items.some((item) => {
    const domain = item.replace(/^\*?\./, '');
    return (
      item === '*' || (domain !== '' && names.some((name) => name === domain || name.endsWith(`.${domain}`)))
    );
  });
}
