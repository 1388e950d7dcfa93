import { expect, test } from '@jest/globals';
import { LogView } from '../../simulator/step/shown-step.ts';

test.each([
  ['Created 2 snapshots.', { kind: 'plain', text: 'Created 2 snapshots.' }],
  ['::error::50%25 failed%0Aat once', { kind: 'error', text: 'Error: 50% failed\nat once' }],
  ['::warning title=Clock::late', { kind: 'warning', text: 'Warning: late' }],
  ['::debug::GET /', null],
])('%s', (written, shown) => {
  expect(new LogView().show(written)).toEqual(shown);
});

test('masks a text from the moment it is asked to', () => {
  const view = new LogView();

  expect(view.show('key')?.text).toBe('key');
  expect(view.show('::add-mask::key')).toBeNull();
  expect(view.show('a key and a key')?.text).toBe('a *** and a ***');
});
