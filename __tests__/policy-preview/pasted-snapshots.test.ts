import { expect, test } from '@jest/globals';
import { readPasted } from '../../scripts/policy-preview/pasted-snapshots.ts';
import { partialSnapshot } from '../../src/domain/snapshot.ts';

function messageOf(text: string): string {
  const pasted = readPasted(text);
  return pasted.ok ? '' : pasted.message;
}

test('reads what the action writes, and what the API answers', () => {
  const ours = partialSnapshot({ id: 'a', sourceName: 'web', readyToUse: true });
  const theirs = { id: 'b', creationDate: '2026-01-02T03:04:05.1234567', readyToUse: false };
  const unset = { id: 'c', creationDate: '0001-01-01T00:00:00' };
  const pasted = readPasted(` ${JSON.stringify([ours, theirs, unset])}\n`);
  expect(
    pasted.ok && pasted.snapshots.map(({ id, creationDate, readyToUse }) => [id, creationDate, readyToUse]),
  ).toEqual([
    ['a', null, true],
    ['b', '2026-01-02T03:04:05.123Z', false],
    ['c', null, null],
  ]);
});

test.each([
  ['  ', 'Nothing is pasted yet.'],
  ['[{"id": "a"', 'This is not JSON, or only a part of it.'],
  ['web-1-a', 'This is not JSON, or only a part of it.'],
  ['{"id": "a"}', 'This is JSON, but no list.'],
  ['[]', 'The list is empty'],
  ['[{"id":"a"},{"id":7}]', 'Entry 2 of 2 is no snapshot: its id must be string'],
  ['[{"id":"a","readyToUse":"yes"}]', 'Entry 1 of 1 is no snapshot: its readyToUse must be boolean'],
  ['["a"]', 'Entry 1 of 1 is no snapshot: it must be object.'],
])('says of %j: %s', (text, message) => {
  expect(messageOf(text)).toContain(message);
});
