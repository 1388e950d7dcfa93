import { expect, test } from '@jest/globals';
import { create, deleteSnapshot, errorOf, get, list, NIGHTLY_INPUT, queryOf } from './api-client.ts';
import { simulatorStarter, startWithClock } from './running-simulator.ts';

const start = simulatorStarter();
const WEEKLY_INPUT = { ...NIGHTLY_INPUT, name: 'weekly' };

const startLocking = () => startWithClock(start, { locksForMs: 5000 });

test('after a creation, other changes are refused without effect until the lock is over, and reads go on', async () => {
  const { clock, simulator } = await startLocking();
  await create(simulator);
  clock.advance(4999);
  const reply = await create(simulator, WEEKLY_INPUT);
  expect(reply.status).toBe(409);
  expect(errorOf(reply).message).toBe('Another operation is in progress on the volume, try again later.');
  expect((await deleteSnapshot(simulator)).status).toBe(409);
  expect(simulator.snapshots()).toMatchObject([{ id: 'nightly', deleting: false }]);
  expect((await list(simulator)).status).toBe(200);
  expect((await get(simulator)).status).toBe(200);
  clock.advance(1);
  expect((await create(simulator, WEEKLY_INPUT)).status).toBe(202);
});

test('after a deletion, another one is refused until the lock is over', async () => {
  const { clock, simulator } = await startLocking();
  simulator.addSnapshot({ id: 'nightly', namespace: 'team' });
  simulator.addSnapshot({ id: 'weekly', namespace: 'team' });
  const deleteWeekly = () => deleteSnapshot(simulator, queryOf('weekly'));
  await deleteSnapshot(simulator);
  expect((await deleteWeekly()).status).toBe(409);
  clock.advance(5000);
  expect((await deleteWeekly()).status).toBe(202);
});

test('a deletion of what is missing locks nothing', async () => {
  const { simulator } = await startLocking();
  await deleteSnapshot(simulator);
  expect((await create(simulator)).status).toBe(202);
});

test.each([409, 423, 500, 503] as const)('the lock can be told with %i', async (lockedStatus) => {
  const { simulator } = await startWithClock(start, { locksForMs: 1, lockedStatus });
  await create(simulator);
  expect((await create(simulator, WEEKLY_INPUT)).status).toBe(lockedStatus);
});
