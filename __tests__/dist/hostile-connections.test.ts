import { expect, jest, test } from '@jest/globals';
import { withSimulator } from '../../simulator/simulator.ts';
import { inputsAt, on, status } from './fixtures.ts';
import { head, runAgainst, runMeasured } from './measured-run.ts';
import { runAction, SLOWNESS } from './run-action.ts';

jest.setTimeout(60_000 * SLOWNESS);

const MB = 1024 * 1024;

/** What a step needs for an ordinary answer, with much to spare. */
const USUAL_MEMORY_BYTES = 200 * MB;

const LISTED = '{"items":[]}';

/** What comes back over the wire, byte by byte as it is. */
const RAW_ANSWERS: readonly [string, string][] = [
  ['no HTTP at all', '\u0000\u0001\u0002 ::error::x\r\n\r\n'],
  ['a version that does not exist', head('HTTP/9.9 200 OK', 'content-length: 0')],
  ['a status that is no number', head('HTTP/1.1 abc ::error::x', 'content-length: 0')],
  ['a header with a control character', head('HTTP/1.1 200 OK', 'x-bad: a\u0000b', 'content-length: 0')],
  ['a header without a colon', head('HTTP/1.1 200 OK', '::stop-commands::x', 'content-length: 0')],
  ['headers without end', head('HTTP/1.1 200 OK', `x-long: ${'x'.repeat(200_000)}`)],
  ['two lengths', head('HTTP/1.1 200 OK', 'content-length: 5', 'content-length: 7') + LISTED],
  ['a negative length', head('HTTP/1.1 200 OK', 'content-length: -1') + LISTED],
  [
    'a length and chunks',
    `${head('HTTP/1.1 200 OK', 'content-length: 5', 'transfer-encoding: chunked')}5\r\nabcde\r\n0\r\n\r\n`,
  ],
  ['a chunk of no number', `${head('HTTP/1.1 200 OK', 'transfer-encoding: chunked')}zz\r\nabc\r\n`],
  [
    'a compression that nobody asked for',
    `${head('HTTP/1.1 200 OK', 'content-encoding: gzip')}\u001f\u008b\b`,
  ],
];

test.concurrent.each(RAW_ANSWERS)('an answer of %s is an error in plain words', async (_, bytes) => {
  const step = await runAgainst((socket) => socket.end(Buffer.from(bytes, 'latin1')), { timeFactor: 40 });
  expect(step.exitCode).toBe(1);
  expect(step.lines.at(-1)).toMatch(/^::error::(?:No answer from|The answer could not be read)/);
  expect(step.log).not.toMatch(/unhandled|uncaught|^\s+at |::stop-commands|^::error::x/im);
});

test.concurrent.each([['9'.repeat(5000)], ['soon ::error::x']])(
  'a Retry-After of %j holds nobody for more than two minutes',
  (value) =>
    withSimulator({}, async (simulator) => {
      const timeFactor = 100 / SLOWNESS;
      simulator.scheduleFault(on('list', status(429, undefined, { 'retry-after': value })));
      const step = await runAction(inputsAt(simulator, { operation: 'list' }), { timeFactor });
      const [first, second] = simulator.requests.map(({ atMs }) => atMs);
      expect(step.exitCode).toBe(0);
      expect((second ?? 0) - (first ?? 0)).toBeLessThan((120_000 + 60_000) / timeFactor);
    }),
);

test.concurrent.each([
  ['1 MB in one text', JSON.stringify({ items: [{ id: 'x'.repeat(MB) }] }), 1],
  ['1 MB of words', `${'::error::<'.repeat(MB / 10)}`, 1],
  ['100,000 levels', `{"items":[{"id":"a","extra":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`, 0],
])('the memory stays small with %s', async (_, body, exitCode) => {
  const { step, peakBytes } = await runMeasured((socket) =>
    socket.end(`${head('HTTP/1.1 200 OK', `content-length: ${Buffer.byteLength(body)}`)}${body}`),
  );
  expect(step.exitCode).toBe(exitCode);
  expect(step.log.length).toBeLessThan(50_000);
  expect(peakBytes).toBeLessThan(USUAL_MEMORY_BYTES);
});
