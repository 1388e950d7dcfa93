import type { WaitSettings } from '../domain/pauses.ts';
import { idsOf } from '../domain/snapshot.ts';
import type { NamedSource } from '../domain/snapshot-name.ts';
import { DAY_MS, millisecondsOf } from '../domain/time.ts';
import { describeAge } from '../domain/wording.ts';
import { attemptEach } from './attempt-each.ts';
import { createExactlyOnce } from './create-exactly-once.ts';
import { type CreatedSnapshot, type IfExists, warnIfOlder } from './created-snapshot.ts';
import type { Failure, OperationContext, OperationResult } from './operation.ts';
import type { Target } from './snapshot-store.ts';
import { waitUntilCreatedAreReady } from './wait-until.ts';

/** GitHub lets a run be started again for 30 days; an older snapshot is hardly one of this run. */
const MAX_RERUN_AGE_MS = 30 * DAY_MS;

/**
 * How much more there must be than at the last writing of the outputs. Each time all of it is written: with one writing for
 * each new item the outputs would grow with the square of their number, with a tenth more each time in proportion.
 */
const GROWTH = 1.1;

/** What `create` is asked for. */
export interface CreateOptions {
  readonly target: Target;
  readonly requests: readonly NamedSource[];
  readonly ifExists: IfExists;
  /** Null returns as soon as the requests are accepted. */
  readonly wait: WaitSettings | null;
}

/**
 * Makes a snapshot of each VM, a few at a time. One VM's failure does not stop the others, and nothing is rolled
 * back: a snapshot that was made is worth having. The ids are published before any wait starts.
 */
export async function createSnapshots(
  { target, requests, ifExists, wait }: CreateOptions,
  context: OperationContext,
): Promise<OperationResult> {
  const done: CreatedSnapshot[] = [];
  let publishedCount = 0;
  const { values, failures } = await attemptEach(
    requests,
    ({ name }) => name,
    async ({ name, sourceVm }) => {
      const result = await createExactlyOnce({ ...target, id: name, sourceVm }, ifExists, context);
      requireOwnId(result, done);
      tellOfSnapshot(result, context);
      done.push(result);
      if (done.length >= publishedCount * GROWTH) {
        publishedCount = done.length;
        context.publish(createResult(done, [], requests.length));
      }
      return result;
    },
  );
  const made = createResult(values, failures, requests.length);
  context.publish(made);
  if (wait === null || made.snapshots.length === 0) return made;
  // The step fails with them only after the wait for the others.
  for (const { message } of failures) context.log.info(message);
  const waited = await waitUntilCreatedAreReady(target, values, wait, context);
  for (const [index, { snapshot: described, requestedMs }] of values.entries()) {
    const snapshot = waited.snapshots[index] ?? described;
    if (snapshot.creationDate === described.creationDate) continue;
    warnIfOlder({ snapshot, requestedMs }, { ...target, id: snapshot.id }, context);
  }
  return { ...made, snapshots: waited.snapshots, failures: [...failures, ...waited.failures] };
}

/** @throws Error if the service gave out the id for another VM of this step: it is one snapshot, and not two */
function requireOwnId({ snapshot }: CreatedSnapshot, done: readonly CreatedSnapshot[]): void {
  const other = done.find((earlier) => earlier.snapshot.id === snapshot.id);
  if (other === undefined) return;
  throw new Error(
    `The server gave snapshot "${snapshot.id}" for VM "${snapshot.sourceName}", and for VM "${other.snapshot.sourceName}" too: look which of the two it is of. The other VM may have no snapshot.`,
  );
}

function tellOfSnapshot(
  { snapshot: { id, creationDate }, requestedMs }: CreatedSnapshot,
  { clock, log }: OperationContext,
): void {
  if (requestedMs !== null) {
    log.info(`Snapshot "${id}" is being made.`);
    return;
  }
  const ageMs = creationDate === null ? null : clock.nowMs() - millisecondsOf(creationDate);
  const reused = `Snapshot "${id}" exists and is reused${ageMs === null ? '' : `; it is ${describeAge(ageMs)} old`}.`;
  if (ageMs === null || ageMs <= MAX_RERUN_AGE_MS) log.info(reused);
  else log.warning(`${reused} Is it meant? A name with {run-id} belongs to one run.`);
}

function createResult(
  done: readonly CreatedSnapshot[],
  failures: readonly Failure[],
  requestCount: number,
): OperationResult & { readonly operation: 'create' } {
  return {
    operation: 'create',
    snapshots: done.map(({ snapshot }) => snapshot),
    reusedIds: idsOf(done.filter(({ requestedMs }) => requestedMs === null).map(({ snapshot }) => snapshot)),
    created: done.length === requestCount && done.every(({ requestedMs }) => requestedMs !== null),
    failures,
  };
}
