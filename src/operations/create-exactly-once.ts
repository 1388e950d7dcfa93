import { CancelledError, messageOf } from '../domain/errors.ts';
import { partialSnapshot, type Snapshot } from '../domain/snapshot.ts';
import { describeReference } from './describe.ts';
import type { OperationContext } from './operation-context.ts';
import type { CreateAnswer, CreateRequest } from './snapshot-store.ts';

/** What to do about a name that is taken. */
export type IfExists = 'fail' | 'reuse';

/** A snapshot that answers a request, and whether this run made it. */
export interface CreatedSnapshot {
  readonly snapshot: Snapshot;
  readonly created: boolean;
}

/** After this many requests whose outcome stayed open, looking again is left to a person. */
const MOST_OPEN_REQUESTS = 3;

/** As many tries as any other request has (`429` and `503` begin nothing, so they may be repeated). */
const MOST_REQUESTS_NOT_ACCEPTED = 5;

/**
 * Pauses between looks for a snapshot whose request had no answer. About ten seconds in all: a created
 * VolumeSnapshot may be missing from reads for some seconds.
 */
const PAUSES_BETWEEN_LOOKS_MS = [0, 1000, 2000, 3000, 4000];

/** A refusal is told within seconds, also when the look that follows it has no answer. */
const LOOK_AFTER_REFUSAL_LIMIT_MS = 5000;

const FIRST_PAUSE_NOT_ACCEPTED_MS = 2000;

/** What has been tried so far for one snapshot. */
interface History {
  readonly openRequests: number;
  readonly notAccepted: number;
}

const NOTHING_SENT: History = { openRequests: 0, notAccepted: 0 };

/**
 * Makes one snapshot, and exactly one, whatever the network does. The name is looked up first. A request whose
 * outcome stays open (no answer, or a 5xx that says nothing) is never repeated blindly: only after looking for the
 * snapshot for about ten seconds, and finding that there is none, is it asked for again.
 *
 * @throws Error that says what happened, whether the snapshot may exist, and what to do
 */
export async function createExactlyOnce(
  request: CreateRequest,
  ifExists: IfExists,
  context: OperationContext,
): Promise<CreatedSnapshot> {
  const existing = await withHistory(request, NOTHING_SENT, () => look(request, context));
  if (existing !== null) return takeForeign(existing, request, ifExists);
  return requestUntilSettled(request, ifExists, context, NOTHING_SENT);
}

async function requestUntilSettled(
  request: CreateRequest,
  ifExists: IfExists,
  context: OperationContext,
  history: History,
): Promise<CreatedSnapshot> {
  const answer = await sendRequest(request, context, history);
  switch (answer.kind) {
    case 'accepted':
      return { snapshot: withRequested(answer.snapshot, request), created: true };
    case 'rejected':
      // After an open request, even a clear refusal of the next one leaves the question of the first.
      if (history.openRequests > 0) return lookOnceAfterRefusal(request, answer.error, context, history);
      throw failure(request, answer.error, history);
    case 'refused':
      return lookOnceAfterRefusal(request, answer.error, context, history);
    case 'already-exists':
      return history.openRequests > 0
        ? claim(request, context, history)
        : takeNameTakenMeanwhile(request, answer.error, ifExists, context, history);
    case 'not-accepted':
      return settleNotAccepted(request, answer, ifExists, context, {
        openRequests: history.openRequests + (answer.isDoubtful ? 1 : 0),
        notAccepted: history.notAccepted + 1,
      });
    case 'open':
      return settleOpenRequest(request, answer.error, ifExists, context, {
        ...history,
        openRequests: history.openRequests + 1,
      });
  }
}

async function sendRequest(
  request: CreateRequest,
  context: OperationContext,
  history: History,
): Promise<CreateAnswer> {
  context.log.info(`Asking for snapshot "${request.name}" of VM "${request.sourceVm}".`);
  try {
    return await context.store.create(request, { signal: context.signal });
  } catch (error) {
    throw failure(request, error, { ...history, openRequests: history.openRequests + 1 });
  }
}

async function settleNotAccepted(
  request: CreateRequest,
  answer: CreateAnswer & { readonly kind: 'not-accepted' },
  ifExists: IfExists,
  context: OperationContext,
  history: History,
): Promise<CreatedSnapshot> {
  if (history.notAccepted >= MOST_REQUESTS_NOT_ACCEPTED) throw failure(request, answer.error, history);
  context.log.info(
    `${answer.error.message} ${answer.isDoubtful ? 'Most likely nothing' : 'Nothing'} was begun; asking again.`,
  );
  await withHistory(request, history, () =>
    context.clock.sleep(pauseAfterMs(answer, history, context), context.signal),
  );
  const found = answer.isDoubtful ? await withHistory(request, history, () => look(request, context)) : null;
  if (found !== null) return ours(found, request);
  return requestUntilSettled(request, ifExists, context, history);
}

/** What the service asked for, if it is a time at all; none would spend all requests at once. */
function pauseAfterMs(
  { retryAfterMs }: { readonly retryAfterMs: number | null },
  { notAccepted }: History,
  { random }: OperationContext,
): number {
  if (retryAfterMs !== null && retryAfterMs > 0) return retryAfterMs;
  return FIRST_PAUSE_NOT_ACCEPTED_MS * 2 ** (notAccepted - 1) * (0.5 + 0.5 * random());
}

async function settleOpenRequest(
  request: CreateRequest,
  error: Error,
  ifExists: IfExists,
  context: OperationContext,
  history: History,
): Promise<CreatedSnapshot> {
  context.log.warning(
    `${error.message} Whether ${describe(request)} is being made is not known; looking for it before anything else.`,
  );
  const found = await withHistory(request, history, () => lookForAWhile(request, context));
  if (found !== null) return ours(found, request);
  if (history.openRequests >= MOST_OPEN_REQUESTS) throw failure(request, error, history);
  return requestUntilSettled(request, ifExists, context, history);
}

/** 'Already exists' after an open request: it is the snapshot of that request, even if reads do not show it yet. */
async function claim(
  request: CreateRequest,
  context: OperationContext,
  history: History,
): Promise<CreatedSnapshot> {
  const found = await withHistory(request, history, () => lookForAWhile(request, context));
  return found === null ? { snapshot: requested(request), created: true } : ours(found, request);
}

async function lookOnceAfterRefusal(
  request: CreateRequest,
  error: Error,
  context: OperationContext,
  history: History,
): Promise<CreatedSnapshot> {
  const deadlineMs = context.clock.elapsedMs() + LOOK_AFTER_REFUSAL_LIMIT_MS;
  const found = await look(request, context, deadlineMs).catch((trouble) => {
    const unverified = `${messageOf(error)} Whether it exists all the same could not be checked: ${messageOf(trouble)}`;
    throw failure(request, new Error(unverified, { cause: trouble }), history);
  });
  if (found === null) throw failure(request, error, history);
  return ours(found, request);
}

async function takeNameTakenMeanwhile(
  request: CreateRequest,
  error: Error,
  ifExists: IfExists,
  context: OperationContext,
  history: History,
): Promise<CreatedSnapshot> {
  const found =
    ifExists === 'reuse' ? await withHistory(request, history, () => lookForAWhile(request, context)) : null;
  if (found === null) throw failure(request, error, history);
  return takeForeign(found, request, ifExists);
}

function takeForeign(existing: Snapshot, request: CreateRequest, ifExists: IfExists): CreatedSnapshot {
  if (ifExists === 'fail') {
    throw new Error(
      `There is already a ${describe(request)}. Nothing was created. Choose another name, or set if-exists to reuse.`,
    );
  }
  if (existing.sourceName !== request.sourceVm) {
    throw new Error(
      `There is already a ${describe(request)}, but ${sourceOf(existing)}, so it is not reused for VM "${request.sourceVm}". Nothing was created. Choose another name.`,
    );
  }
  return { snapshot: withRequested(existing, request), created: false };
}

/** A snapshot found after a request of this run; it is of this run only if its source is known and the same. */
function ours(found: Snapshot, request: CreateRequest): CreatedSnapshot {
  if (found.sourceName === request.sourceVm) {
    return { snapshot: withRequested(found, request), created: true };
  }
  throw new Error(
    `A request for ${describe(request)} of VM "${request.sourceVm}" had no clear answer, and there is one of that name, but ${sourceOf(found)}. Look at it before you run this again.`,
  );
}

function sourceOf({ sourceName }: Snapshot): string {
  return sourceName === null ? 'the server does not say of which VM' : `it is of VM "${sourceName}"`;
}

async function lookForAWhile(request: CreateRequest, context: OperationContext): Promise<Snapshot | null> {
  for (const pauseMs of PAUSES_BETWEEN_LOOKS_MS) {
    await context.clock.sleep(pauseMs, context.signal);
    const found = await look(request, context);
    if (found !== null) return found;
  }
  return null;
}

function look(
  request: CreateRequest,
  { store, signal }: OperationContext,
  deadlineMs = Number.POSITIVE_INFINITY,
): Promise<Snapshot | null> {
  return store.get(referenceOf(request), { signal, deadlineMs });
}

/** Runs a step; if it throws, the error tells what was asked for, and what earlier requests may have left behind. */
async function withHistory<Value>(
  request: CreateRequest,
  history: History,
  step: () => Promise<Value>,
): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    throw failure(request, error, history);
  }
}

function failure(request: CreateRequest, error: unknown, history: History): Error {
  const aim = `Could not create ${describe(request)} of VM "${request.sourceVm}"`;
  const words = error instanceof CancelledError ? 'the run was cancelled.' : messageOf(error);
  const leftBehind =
    history.openRequests > 0
      ? ' A request for it was sent and had no clear answer, so it may exist or still appear: look for it by its name before you run this again.'
      : '';
  return new Error(`${aim}: ${words}${leftBehind}`, { cause: error });
}

function describe(request: CreateRequest): string {
  return describeReference(referenceOf(request));
}

function referenceOf({ name, namespace, cluster }: CreateRequest) {
  return { id: name, namespace, cluster };
}

/** What is known of a snapshot that was asked for, before any answer describes it. */
function requested(request: CreateRequest): Snapshot {
  return partialSnapshot({ id: request.name, namespace: request.namespace, sourceName: request.sourceVm });
}

/** An answer may leave fields out; what was asked for fills them, so that the id is never lost. */
function withRequested(answered: Snapshot, request: CreateRequest): Snapshot {
  return {
    ...answered,
    id: answered.id ?? request.name,
    namespace: answered.namespace ?? request.namespace,
    sourceName: answered.sourceName ?? request.sourceVm,
  };
}
