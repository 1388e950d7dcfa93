import type { DenvrConnection } from '../denvr-api/connect.ts';
import type { Credentials } from '../denvr-api/credentials.ts';
import type { Environment, InputReader } from './input-reader.ts';
import { isThisMachine, readProxy } from './proxy.ts';

/** Which API to talk to, and as whom. */
export interface Connection {
  readonly apiUrl: URL;
  readonly proxy: DenvrConnection['proxy'];
  readonly credentials: Credentials;
}

/** The vendor's own API (its OpenAPI description). */
export const DEFAULT_API_URL = 'https://api.cloud.denvrdata.com';

/** Everything in the inputs and the environment that must never be shown, whether it is used or not. */
export function secretsOf(reader: InputReader, environment: Environment): readonly string[] {
  const given = [reader.raw('api-key'), reader.raw('password')];
  const fromEnvironment = [environment['DENVR_APIKEY'] ?? '', environment['DENVR_PASSWORD'] ?? ''];
  return [...given, ...fromEnvironment].map((secret) => secret.trim()).filter((secret) => secret !== '');
}

/** Reads where and how to connect; null (with faults in the reader) if that is not sound. */
export function readConnection(reader: InputReader, environment: Environment): Connection | null {
  const apiUrl = readApiUrl(reader);
  const proxy = apiUrl === null ? null : readProxy(reader, environment, apiUrl);
  const credentials = readCredentials(reader, environment);
  return apiUrl === null || credentials === null ? null : { apiUrl, proxy, credentials };
}

function readApiUrl(reader: InputReader): URL | null {
  const text = reader.text('api-url') ?? DEFAULT_API_URL;
  const url = URL.parse(text);
  const isSecure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url));
  const isPlain =
    url !== null && url.username + url.password + url.search + url.hash === '' && !/[?#@]/.test(text);
  if (url !== null && isSecure && isPlain) return url;
  // The value is not shown: whoever put credentials into the URL should not find them in the log.
  reader.addFault(
    `\`api-url\` is not accepted; accepted is an https URL such as ${DEFAULT_API_URL} without user, password, query or fragment (http only for this machine, such as http://127.0.0.1:8080).`,
  );
  return null;
}

/** An API key wins over a user name (the vendor's own rule), and an input over its variable. */
function readCredentials(reader: InputReader, environment: Environment): Credentials | null {
  const apiKey = firstSet(
    { name: '`api-key`', value: reader.raw('api-key') },
    { name: 'DENVR_APIKEY', value: environment['DENVR_APIKEY'] },
  );
  if (apiKey !== null) {
    return isSendable(apiKey.value)
      ? { kind: 'api-key', apiKey: apiKey.value }
      : refuse(reader, apiKey.name, 'one line of visible ASCII characters');
  }
  const username = firstSet(
    { name: '`username`', value: reader.raw('username') },
    { name: 'DENVR_USERNAME', value: environment['DENVR_USERNAME'] },
  );
  const password = firstSet(
    { name: '`password`', value: reader.raw('password') },
    { name: 'DENVR_PASSWORD', value: environment['DENVR_PASSWORD'] },
  );
  if (username === null || password === null)
    return refuseMissing(reader, username !== null, password !== null);
  if (isBroken(username.value)) return refuse(reader, username.name, 'one line of text');
  if (isBroken(password.value)) return refuse(reader, password.name, 'one line of text');
  return { kind: 'login', username: username.value, password: password.value };
}

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

function firstSet(...candidates: readonly { name: string; value: string | undefined }[]): NamedValue | null {
  const set = candidates.map(({ name, value = '' }) => ({ name, value: value.trim() }));
  return set.find(({ value }) => value !== '') ?? null;
}

function isSendable(apiKey: string): boolean {
  return /^[\x21-\x7e]+$/.test(apiKey);
}

function isBroken(text: string): boolean {
  return /[\r\n]/.test(text);
}

function refuse(reader: InputReader, name: string, accepted: string): null {
  reader.addFault(`${name} is set, but not accepted (it is not shown); accepted is ${accepted}.`);
  return null;
}

function refuseMissing(reader: InputReader, hasUsername: boolean, hasPassword: boolean): null {
  const missing = hasUsername && !hasPassword ? 'a `password` is missing' : 'a `username` is missing';
  const what = hasUsername === hasPassword ? 'none are set' : missing;
  reader.addFault(
    `Credentials are required, and ${what}: set \`api-key\` (or DENVR_APIKEY) from a secret, or \`username\` and \`password\` (or DENVR_USERNAME and DENVR_PASSWORD).`,
  );
  return null;
}
