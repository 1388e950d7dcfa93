import { generateKeyPairSync, sign } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** What a TLS server shows, in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** `ecdsa-with-SHA256`, as an algorithm identifier (RFC 5758). */
const ALGORITHM = Buffer.from('300a06082a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SUBJECT_ALTERNATIVE_NAME = Buffer.from('0603551d11', 'hex');
const VERSION_3 = Buffer.from('a003020102', 'hex');

/** A certificate that nobody vouches for, of this moment's own key, so that no key lies in the repository. */
export function selfSignedCertificate(host: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = element(0x30, element(0x31, element(0x30, COMMON_NAME, element(0x0c, Buffer.from(host)))));
  const validity = element(
    0x30,
    element(0x18, Buffer.from('20200101000000Z')),
    element(0x18, Buffer.from('20991231235959Z')),
  );
  const content = element(
    0x30,
    VERSION_3,
    element(0x02, Buffer.from([1])),
    ALGORITHM,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, element(0x30, element(0x30, SUBJECT_ALTERNATIVE_NAME, element(0x04, namesOf(host))))),
  );
  const signature = element(0x03, Buffer.from([0]), sign('sha256', content, privateKey));
  const certificate = element(0x30, content, ALGORITHM, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}

/** The host as a name, or as an address of IPv6 that is written in full. */
function namesOf(host: string): Buffer {
  if (!isIPv6(host)) return element(0x30, element(0x82, Buffer.from(host)));
  const groups = host.split(':').map((group) => Number.parseInt(group, 16));
  return element(0x30, element(0x87, Buffer.from(groups.flatMap((group) => [group >> 8, group & 0xff]))));
}

/** One element of DER: its tag, its length, and its content. */
function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
