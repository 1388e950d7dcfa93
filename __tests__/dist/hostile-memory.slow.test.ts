import { expect, jest, test } from '@jest/globals';
import { head, runMeasured } from './measured-run.ts';

jest.setTimeout(120_000);

const MB = 1024 * 1024;

/** An answer is given up at 64 MiB, and is in memory a few times over while it is put together and read. */
const MOST_MEMORY_BYTES = 500 * MB;

test('an answer without end is given up before it fills the memory', async () => {
  const chunk = Buffer.alloc(4 * MB, 'x');
  const { step, peakBytes } = await runMeasured((socket) => {
    const pour = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.write(head('HTTP/1.1 200 OK'));
    socket.on('drain', pour);
    pour();
  });
  expect(step.exitCode).toBe(1);
  expect(step.lines.at(-1)).toMatch(/larger than/);
  expect(peakBytes).toBeLessThan(MOST_MEMORY_BYTES);
});

/** Bodies below the limit of an answer, which would become far larger if they were parsed. */
const SWELLING: readonly (readonly [string, string])[] = [
  ['a million empty things', `{"items":[${'{},'.repeat(1_000_000)}{}]}`],
  ['ten million empty things', `{"items":[${'{},'.repeat(10_000_000)}{}]}`],
  ['sixty million levels', `{"items":${'['.repeat(60_000_000)}`],
];

test.each(SWELLING)('the memory stays bounded with %s', async (_, body) => {
  const { step, peakBytes } = await runMeasured((socket) =>
    socket.end(`${head('HTTP/1.1 200 OK', `content-length: ${body.length}`)}${body}`),
  );
  expect(step.exitCode).toBe(1);
  expect(peakBytes).toBeLessThan(MOST_MEMORY_BYTES);
});
