import type { DenvrConnection } from '../denvr-api/connect.ts';
import type { Environment, InputReader } from './input-reader.ts';

const THIS_MACHINE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL leads to the machine that this runs on. */
export function isThisMachine({ hostname }: URL): boolean {
  return THIS_MACHINE.test(hostname);
}

/**
 * Reads which proxy leads to the API, from `https_proxy` and `no_proxy`, which upper case may be written in too. The
 * API is reached without TLS on this machine only, and so never through a proxy.
 *
 * @returns null for none, and (with a fault in the reader) for one that can't be used
 */
export function readProxy(
  reader: InputReader,
  environment: Environment,
  apiUrl: URL,
): DenvrConnection['proxy'] {
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
