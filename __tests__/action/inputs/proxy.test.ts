import { describe, expect, test } from '@jest/globals';
import { readProxy } from '../../../src/action/inputs/connection.ts';
import type { Environment } from '../../../src/action/inputs/input-reader.ts';
import { readerOf } from './parse-step.ts';

const API = 'https://api.denvr.example';

function read(environment: Environment, apiUrl = API) {
  const reader = readerOf({}, environment);
  const proxy = readProxy(reader, new URL(apiUrl));
  return { url: proxy?.url.href, authorization: proxy?.authorization, faults: reader.faults };
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('a proxy is used', () => {
  test.each<[value: string, url: string, authorization: string | null]>([
    ['http://proxy.corp:3128', 'http://proxy.corp:3128/', null],
    ['http://proxy.corp:3128/\n', 'http://proxy.corp:3128/', null],
    ['https://proxy.corp', 'https://proxy.corp/', null],
    ['proxy.corp:3128', 'http://proxy.corp:3128/', null],
    ['ann:secret@proxy.corp:3128', 'http://proxy.corp:3128/', basic('ann:secret')],
    ['http://[2001:db8::1]:3128', 'http://[2001:db8::1]:3128/', null],
    ['http://ann@proxy.corp', 'http://proxy.corp/', basic('ann:')],
    ['http://ann:100%@proxy.corp', 'http://proxy.corp/', basic('ann:100%')],
    ['http://ann:a%40b%zü@proxy.corp', 'http://proxy.corp/', basic('ann:a@b%zü')],
    ['http://ann:a@b:c@proxy.corp', 'http://proxy.corp/', basic('ann:a@b:c')],
  ])('%j', (value, url, authorization) => {
    expect(read({ https_proxy: value })).toEqual({ url, authorization, faults: [] });
  });

  test.each<[Environment, string | undefined]>([
    [{ HTTPS_PROXY: 'http://upper' }, 'http://upper/'],
    [{ https_proxy: 'http://lower', HTTPS_PROXY: 'http://upper' }, 'http://lower/'],
    [{ https_proxy: '', HTTPS_PROXY: 'http://upper' }, 'http://upper/'],
    [{ http_proxy: 'http://of-http', all_proxy: 'http://of-all' }, undefined],
    [{}, undefined],
  ])('by its variable: %j', (environment, url) => {
    expect(read(environment).url).toBe(url);
  });
});

describe('a proxy is refused, and its password is not shown', () => {
  test.each([
    'socks5://ann:secret@proxy.corp:1080',
    'http://ann:secret@proxy.corp:99999',
    'http://ann:sec#ret@proxy.corp:3128',
    'http://ann:12/secret@proxy.corp:3128',
    'http://ann:12?secret@proxy.corp:3128',
    'http://ann:secret@',
    'http:proxy.corp:3128',
    'ann secret@proxy corp',
  ])('%s', (value) => {
    const { url, faults } = read({ HTTPS_PROXY: value });
    expect(url).toBeUndefined();
    expect(faults).toEqual([
      "HTTPS_PROXY can't be used (it is not shown); accepted is http://HOST:PORT or https://HOST:PORT, also with USER:PASSWORD@ before the host (with / # ? in them written as %2F %23 %3F).",
    ]);
  });
});

describe('no proxy', () => {
  test.each([
    ['*'],
    ['api.denvr.example'],
    ['denvr.example'],
    ['.denvr.example'],
    ['*.denvr.example'],
    ['*.DENVR.example'],
    ['elsewhere.example, *.denvr.example'],
    ['elsewhere.example *.denvr.example'],
    ['api.denvr.example:443'],
    ['2001:db8::1', 'https://[2001:db8::1]'],
    ['[2001:db8::1]', 'https://[2001:db8::1]:8443'],
    ['', 'https://localhost'],
    ['', 'https://127.0.0.1:8443'],
    ['', 'http://[::1]:8080'],
  ])('for no_proxy %j at %s', (exceptions, apiUrl = API) => {
    const proxy = 'socks5://unused';
    expect(read({ https_proxy: proxy, no_proxy: exceptions }, apiUrl)).toMatchObject({ faults: [] });
    expect(read({ https_proxy: proxy, NO_PROXY: exceptions }, apiUrl).url).toBeUndefined();
  });

  test.each(['enve.example', 'nvr.example', 'api.denvr.example:8443', '*api.denvr.example', '.', '*.', ',,'])(
    'but not for no_proxy %j',
    (exceptions) => {
      expect(read({ https_proxy: 'proxy', no_proxy: exceptions }).url).toBe('http://proxy/');
    },
  );
});
