import {
  hasId,
  type IdentifiedSnapshot,
  partialSnapshot,
  type Snapshot,
  type SnapshotReference,
} from '../../src/domain/snapshot.ts';
import { toUtcTimestamp } from '../../src/domain/time.ts';
import type { OperationContext, OperationResult } from '../../src/operations/operation.ts';
import type {
  CallOptions,
  CreateRequest,
  CreateResponse,
  DeleteResponse,
  Listing,
  SnapshotStore,
} from '../../src/operations/snapshot-store.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';

export const TARGET = { cluster: 'Hou1', namespace: 'prod' };

/** A ready snapshot of the VM `web` in the target's namespace. */
export function snapshotOf(id: string, known: Partial<Omit<Snapshot, 'id'>> = {}): IdentifiedSnapshot {
  return {
    ...partialSnapshot({
      namespace: TARGET.namespace,
      sourceName: 'web',
      creationDate: toUtcTimestamp(Date.parse('2026-11-01')),
      readyToUse: true,
      ...known,
    }),
    id,
  };
}

/** A ready snapshot, made so many days before a run begins. */
export function daysOld(
  id: string,
  days: number,
  known: Partial<Omit<Snapshot, 'id'>> = {},
): IdentifiedSnapshot {
  const creationDate = toUtcTimestamp(manualClock().nowMs() - days * 86_400_000);
  return snapshotOf(id, { creationDate, ...known });
}

/** One request that reached the store. */
export interface StoreCall {
  readonly what: 'list' | 'get' | 'create' | 'delete';
  /** The id or the name; for a list, the cluster. */
  readonly of: string | null;
  readonly atMs: number;
  readonly deadlineMs: number | undefined;
}

/** How the store answers; it throws what a script throws. What is left out must not be asked for. */
export interface Script {
  readonly list?: (cluster: string | null) => readonly Snapshot[];
  readonly get?: (reference: SnapshotReference) => IdentifiedSnapshot | null;
  readonly create?: (request: CreateRequest) => CreateResponse;
  readonly delete?: (seen: IdentifiedSnapshot) => DeleteResponse | Promise<DeleteResponse>;
  readonly serverNowMs?: number;
  /** What a list holds besides its snapshots. */
  readonly listed?: Partial<Listing>;
}

/** A run of an operation against a script, with everything that it does. */
export interface ScriptedRun {
  readonly context: OperationContext;
  readonly clock: ManualClock;
  readonly calls: readonly StoreCall[];
  readonly log: readonly string[];
  readonly published: readonly OperationResult[];
  cancel(reason: Error): void;
}

export interface RunOptions {
  readonly random?: () => number;
}

export function scriptedRun(script: Script, { random = () => 0 }: RunOptions = {}): ScriptedRun {
  const clock = manualClock();
  const calls: StoreCall[] = [];
  const log: string[] = [];
  const published: OperationResult[] = [];
  const cancelling = new AbortController();
  const record = (what: StoreCall['what'], of: string | null, { deadlineMs, signal }: CallOptions) => {
    calls.push({ what, of, atMs: clock.elapsedMs(), deadlineMs });
    signal.throwIfAborted();
  };
  const store: SnapshotStore = {
    async list(cluster, options) {
      record('list', cluster, options);
      return {
        snapshots: required(script.list)(cluster),
        unreadableItems: [],
        unreadableDates: [],
        serverNowMs: script.serverNowMs ?? null,
        ...script.listed,
      };
    },
    async get(reference, options) {
      record('get', reference.id, options);
      return { snapshot: required(script.get)(reference), serverNowMs: script.serverNowMs ?? null };
    },
    async create(request, options) {
      record('create', request.id, options);
      return required(script.create)(request);
    },
    async delete(_target, seen, options) {
      record('delete', seen.id, options);
      return required(script.delete)(seen);
    },
  };
  return {
    clock,
    calls,
    log,
    published,
    cancel: (reason) => cancelling.abort(reason),
    context: {
      store,
      clock,
      random,
      log: {
        debug: (line) => log.push(`debug: ${line}`),
        info: (lines) => log.push(...[lines].flat()),
        warning: (line) => log.push(`warning: ${line}`),
      },
      signal: cancelling.signal,
      publish: (soFar) => published.push(soFar),
    },
  };
}

/**
 * A run in a world in which what is listed is also there when it is asked for, until a deletion calls it missing, unless
 * the script says otherwise.
 */
export function runWith(listed: readonly Snapshot[], script: Script = {}): ScriptedRun {
  const missing = new Set<string>();
  const there = (id: string) => listed.filter(hasId).find((snapshot) => snapshot.id === id) ?? null;
  return scriptedRun({
    list: () => listed,
    get: ({ id }) => (missing.has(id) ? null : there(id)),
    ...script,
    delete: async (seen) => {
      const response = (await script.delete?.(seen)) ?? 'accepted';
      if (response === 'missing') missing.add(seen.id);
      return response;
    },
  });
}

function required<Step>(step: Step | undefined): Step {
  if (step === undefined) throw new Error('The script did not expect this request.');
  return step;
}

/** Takes the answers one after the other, and the last one again and again; an error is thrown. */
export function inTurn<Value>(...answers: readonly (Value | Error)[]): () => Value {
  let next = 0;
  return () => {
    const answer = answers[Math.min(next, answers.length - 1)] as Value | Error;
    next += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

/** A step of a script that takes a while, and how many of it were under way at once at the most. */
export function counted<Arguments extends unknown[], Value>(answer: (...given: Arguments) => Value) {
  let underWay = 0;
  let most = 0;
  return {
    most: () => most,
    step: async (...given: Arguments): Promise<Awaited<Value>> => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return await answer(...given);
    },
  };
}

/** What was asked for, as texts such as `get a`. */
export function callsOf({ calls }: ScriptedRun): readonly string[] {
  return calls.map(({ what, of }) => `${what} ${of}`);
}

export function idsOf({ snapshots }: { readonly snapshots: readonly { readonly id: string | null }[] }) {
  return snapshots.map(({ id }) => id);
}
