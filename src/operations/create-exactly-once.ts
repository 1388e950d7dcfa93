import { CancelledError, messageOf } from '../domain/errors.ts';
import { retryDelayMs } from '../domain/pauses.ts';
import { describeReference, partialSnapshot, type Snapshot } from '../domain/snapshot.ts';
import { MINUTE_MS } from '../domain/time.ts';
import {
  type CreatedSnapshot,
  type IfExists,
  isOurs,
  NameTakenError,
  takeExisting,
  warnIfOlder,
  withRequested,
} from './created-snapshot.ts';
import type { OperationContext } from './operation.ts';
import type { CreateRequest, CreateResponse, GetResponse } from './snapshot-store.ts';

/** After this many requests whose outcome stayed unknown, looking again is left to a person. */
const MAX_UNKNOWN = 3;

/** As many as any other request has: nothing was begun, so the request may be repeated. */
const MAX_RETRY_LATER = 5;

/**
 * Pauses between looks for a snapshot whose request had no answer. About ten seconds in all: a created
 * VolumeSnapshot may be missing from reads for some seconds.
 */
const PAUSES_BETWEEN_LOOKS_MS = [0, 1000, 2000, 3000, 4000];

/** With reads that are slow to fail, those looks would hold the step for half an hour. */
const LOOKING_LIMIT_MS = 3 * MINUTE_MS;

/** A rejection is reported within seconds, even if the look after it has no answer. */
const LOOK_AFTER_REJECTION_LIMIT_MS = 5000;

const FIRST_PAUSE_MS = 2000;

const MAY_EXIST =
  'A request for it was sent and had no clear answer, so it may exist or still appear: look for it by its name before you run this again.';

/**
 * Makes one snapshot, and exactly one, whatever the network does. The name is looked up first. A request whose
 * outcome stays unknown is never repeated blindly: only after looking for the snapshot for about ten seconds, and
 * finding that there is none, is it asked for again. After an answer of a good status it never is.
 *
 * @throws Error that says what happened, whether the snapshot may exist, and what to do
 */
export function createExactlyOnce(
  request: CreateRequest,
  ifExists: IfExists,
  context: OperationContext,
): Promise<CreatedSnapshot> {
  return new Creation(request, ifExists, context).run();
}

/** One snapshot on its way: what has been tried so far, and what follows from each response. */
class Creation {
  readonly #request: CreateRequest;
  readonly #ifExists: IfExists;
  readonly #context: OperationContext;
  /** How many requests were left open, or accepted in an unclear way: only after one can what is found be this run's. */
  #openCount = 0;
  #retryLaterCount = 0;
  /** Whether any request so far may have made the snapshot. */
  #maybeDone = false;
  /** By the service's clock, if it told the time. */
  #requestedMs = 0;

  constructor(request: CreateRequest, ifExists: IfExists, context: OperationContext) {
    this.#request = request;
    this.#ifExists = ifExists;
    this.#context = context;
  }

  async run(): Promise<CreatedSnapshot> {
    try {
      const { snapshot, serverNowMs } = await this.#look();
      if (snapshot !== null) return takeExisting(snapshot, this.#request, this.#ifExists);
      this.#requestedMs = serverNowMs ?? this.#context.clock.nowMs();
      for (;;) {
        const made = await this.#follow(await this.#send());
        if (made !== null) return made;
      }
    } catch (error) {
      throw this.#failure(error);
    }
  }

  async #send(): Promise<CreateResponse> {
    const { log, store, signal } = this.#context;
    log.info(`Asking for snapshot "${this.#request.id}" of VM "${this.#request.sourceVm}".`);
    try {
      return await store.create(this.#request, { signal });
    } catch (error) {
      this.#maybeDone = true;
      throw error;
    }
  }

  /** The snapshot that follows from a response; null to send the request again. */
  #follow(response: CreateResponse): Promise<CreatedSnapshot | null> | CreatedSnapshot {
    switch (response.kind) {
      case 'accepted':
        return this.#afterAcceptance(response.snapshot);
      case 'accepted-unclear':
      case 'unknown':
        return this.#afterOpen(response.kind, response.error);
      case 'name-taken':
        return this.#afterNameTaken(response.error);
      case 'rejected':
        return this.#afterRejection(response);
      case 'retry-later':
        return this.#afterPause(response);
    }
  }

  #afterAcceptance(described: Snapshot): CreatedSnapshot {
    const made = this.#made(described);
    warnIfOlder(made, this.#request, this.#context);
    return made;
  }

  /** A request that was left open may have made it, and one that was accepted is never repeated. */
  async #afterOpen(kind: 'accepted-unclear' | 'unknown', error: Error): Promise<CreatedSnapshot | null> {
    this.#openCount += 1;
    this.#maybeDone = true;
    const what = describeReference(this.#request);
    const next =
      kind === 'unknown'
        ? `It is not known whether ${what} is being made; looking for it before anything else.`
        : `Looking for ${what} by its name.`;
    this.#context.log.warning(`${error.message} ${next}`);
    const found = await this.#lookForAWhile();
    if (found !== null) return this.#take(found);
    if (kind === 'accepted-unclear' || this.#openCount >= MAX_UNKNOWN) throw error;
    return null;
  }

  async #afterNameTaken(error: Error): Promise<CreatedSnapshot> {
    if (!this.#maybeDone && this.#ifExists === 'fail') throw error;
    const found = await this.#lookForAWhile();
    if (found !== null) return this.#take(found);
    if (this.#openCount === 0) throw error;
    // Of this very name, and there was none before: it is the snapshot of the request without an answer.
    this.#context.log.warning(`${error.message} No read has shown it yet.`);
    return this.#made(partialSnapshot({}));
  }

  async #afterRejection({
    isCertain,
    error,
  }: CreateResponse & { readonly kind: 'rejected' }): Promise<CreatedSnapshot> {
    if (isCertain && !this.#maybeDone) throw error;
    const found = await this.#lookAfterRejection(error);
    if (found === null) {
      if (this.#maybeDone) throw error;
      // An outage could have this status too.
      const perhaps =
        'There was no snapshot of that name right after; it may exist nevertheless, and appear later.';
      throw new Error(`${error.message} ${perhaps}`, { cause: error });
    }
    return this.#takeAfter(error, found);
  }

  async #afterPause(
    response: CreateResponse & { readonly kind: 'retry-later' },
  ): Promise<CreatedSnapshot | null> {
    const { error, maybeDone, isBusy, retryAfterMs } = response;
    this.#retryLaterCount += 1;
    this.#maybeDone ||= maybeDone;
    if (this.#retryLaterCount >= MAX_RETRY_LATER) throw error;
    const { log, clock, random, signal } = this.#context;
    const begun = `${maybeDone ? 'Most likely nothing' : 'Nothing'} was begun`;
    // What the service is busy with may be an earlier request for this very snapshot.
    const next =
      this.#openCount > 0 ? 'An earlier request may be under way: looking again' : `${begun}; asking again`;
    log.info(`${error.message} ${next}.`);
    await clock.sleep(retryDelayMs(this.#retryLaterCount, retryAfterMs, random(), FIRST_PAUSE_MS), signal);
    const found = await this.#lookBeforeNext(isBusy);
    return found === null ? null : this.#takeAfter(error, found);
  }

  /** After a request that was left open as long as right after it; where nothing can have been begun, not at all. */
  async #lookBeforeNext(isBusy: boolean): Promise<Snapshot | null> {
    if (this.#openCount > 0) return this.#lookForAWhile();
    return this.#maybeDone || isBusy ? (await this.#look()).snapshot : null;
  }

  /** What was found by its name: this run's, or one that `if-exists` decides about. */
  #take(found: Snapshot): CreatedSnapshot {
    return this.#openCount > 0 && isOurs(found, this.#request, this.#requestedMs)
      ? this.#made(found)
      : takeExisting(found, this.#request, this.#ifExists);
  }

  #made(snapshot: Snapshot): CreatedSnapshot {
    return { snapshot: withRequested(snapshot, this.#request), requestedMs: this.#requestedMs };
  }

  /** What was found after words that are no reason to claim it: another run may have made it meanwhile. */
  #takeAfter(said: Error, found: Snapshot): CreatedSnapshot {
    this.#maybeDone = true;
    try {
      return this.#take(found);
    } catch (taken) {
      throw new Error(
        `${said.message} Then there was a snapshot of that name, from this request or from another run. ${messageOf(taken)}`,
        { cause: taken },
      );
    }
  }

  #look(deadlineMs = Number.POSITIVE_INFINITY): Promise<GetResponse> {
    const { store, signal } = this.#context;
    return store.get(this.#request, { signal, deadlineMs });
  }

  async #lookForAWhile(): Promise<Snapshot | null> {
    const { clock, signal } = this.#context;
    const deadlineMs = clock.elapsedMs() + LOOKING_LIMIT_MS;
    for (const pauseMs of PAUSES_BETWEEN_LOOKS_MS) {
      await clock.sleep(pauseMs, signal);
      const { snapshot } = await this.#look(deadlineMs);
      if (snapshot !== null) return snapshot;
    }
    return null;
  }

  async #lookAfterRejection(rejection: Error): Promise<Snapshot | null> {
    try {
      const { snapshot } = await this.#look(this.#context.clock.elapsedMs() + LOOK_AFTER_REJECTION_LIMIT_MS);
      return snapshot;
    } catch (trouble) {
      throw new Error(
        `${rejection.message} It could not be checked whether it may exist nevertheless: ${messageOf(trouble)}`,
        { cause: trouble },
      );
    }
  }

  #failure(error: unknown): Error {
    const words = error instanceof CancelledError ? 'the run was cancelled.' : messageOf(error);
    const isTaken = error instanceof NameTakenError;
    const what = isTaken
      ? words
      : `Could not create ${describeReference(this.#request)} of VM "${this.#request.sourceVm}": ${words}`;
    const nothing = isTaken ? ' Nothing was created.' : '';
    return new Error(`${what}${this.#maybeDone ? ` ${MAY_EXIST}` : nothing}`, { cause: error });
  }
}
