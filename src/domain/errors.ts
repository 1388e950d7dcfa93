/**
 * Why the snapshot service did not do what it was asked.
 *
 * - `denied`: the credentials, their permissions or the way to the service were refused; asking again cannot help.
 * - `rejected`: the service understood and said no in words of its own.
 * - `unavailable`: nothing or nothing meaningful came back: the network, a time limit, overload, an internal error.
 * - `unreadable`: something came back that is not an answer to the question.
 */
export type ServiceErrorKind = 'denied' | 'rejected' | 'unavailable' | 'unreadable';

/** A request to the snapshot service that came to no good end. The message is complete and meant for people. */
export class SnapshotServiceError extends Error {
  override readonly name: string = 'SnapshotServiceError';
  readonly kind: ServiceErrorKind;
  /** Whether the service may have done what it was asked nevertheless. */
  readonly maybeDone: boolean;

  constructor(kind: ServiceErrorKind, message: string, maybeDone = false) {
    super(message);
    this.kind = kind;
    this.maybeDone = maybeDone;
  }

  /** The same error, of a request that may have been acted on. */
  asMaybeDone(): SnapshotServiceError {
    return new SnapshotServiceError(this.kind, this.message, true);
  }
}

/** Inputs that cannot be acted on. Holds every fault found, so that they can be mended in one go. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** The run was told to stop. It is the reason of the abort signal that every request and every pause listens to. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  constructor(signalName: string) {
    super(`The run was cancelled (${signalName}).`);
  }
}

/** The words of a thrown value, whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/**
 * Runs a step and, where it throws, puts the step's aim before the error's words: `Could not read snapshot "a" …: …`.
 */
export async function failedTo<Value>(aim: string, step: () => Promise<Value>): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    throw new Error(`Could not ${aim}: ${messageOf(error)}`, { cause: error });
  }
}
