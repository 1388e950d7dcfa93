import { expect, test } from '@jest/globals';
import { CancelledError, InputError, messageOf, SnapshotServiceError } from '../../src/domain/errors.ts';

test.each([
  ['an error', new Error('It broke.'), 'It broke.'],
  ['a text', 'It broke.', 'It broke.'],
  ['nothing', undefined, 'undefined'],
])('the words of %s', (_what, thrown, words) => {
  expect(messageOf(thrown)).toBe(words);
});

test('an input error holds every fault, and says all of them', () => {
  const error = new InputError(['One.', 'Two.']);
  expect(error).toMatchObject({ name: 'InputError', faults: ['One.', 'Two.'], message: 'One.\nTwo.' });
});

test('a cancelled run names the signal', () => {
  expect(new CancelledError('SIGINT')).toMatchObject({
    name: 'CancelledError',
    message: 'The run was cancelled (SIGINT).',
  });
});

test('an error of the service says why', () => {
  expect(new SnapshotServiceError('denied', 'No.')).toMatchObject({
    name: 'SnapshotServiceError',
    kind: 'denied',
    message: 'No.',
  });
});
