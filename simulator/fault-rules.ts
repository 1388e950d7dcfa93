import type { Operation } from './api-call.ts';

/**
 * The body of a `status` fault: what ASP.NET Boilerplate says about an unexpected fault, nothing, an HTML page, an
 * error with this message in the simulator's answer shape, or a text as it is.
 */
export type StatusBody =
  | 'internal-error'
  | 'none'
  | 'html'
  | { readonly message: string; readonly details?: string }
  | { readonly raw: string };

/** Whether the request takes effect although its answer is replaced; by default it does not. */
interface Replacing {
  readonly applied?: boolean;
}

/** What can go wrong with one request. */
export type Fault =
  /** Any status; without a body it is `internal-error`. */
  | ({
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: StatusBody;
    } & Replacing)
  /** The connection is reset, and the request takes no effect. */
  | { readonly kind: 'reset-before' }
  /** The request takes effect, and the connection is reset in place of an answer. */
  | { readonly kind: 'reset-after' }
  /** The request takes effect; half of the body is sent, under the length of the whole, and the connection ends. */
  | { readonly kind: 'truncate' }
  /** The request takes effect; the body comes byte by byte, one each `intervalMs` milliseconds. */
  | { readonly kind: 'drip'; readonly intervalMs: number }
  /** No answer ever comes. */
  | ({ readonly kind: 'hang' } & Replacing)
  /** Status 200 and a log-in page. */
  | ({ readonly kind: 'html' } & Replacing)
  /** Status 200 and no body. */
  | ({ readonly kind: 'empty' } & Replacing)
  /** Status 200 and JSON that breaks off. */
  | ({ readonly kind: 'invalid-json' } & Replacing)
  /** Any body as it is; by default status 200 and the simulator's content type. */
  | ({
      readonly kind: 'raw-body';
      readonly body: string | Uint8Array;
      readonly status?: number;
      readonly contentType?: string;
    } & Replacing)
  | ({ readonly kind: 'redirect'; readonly status: 302 | 307; readonly location: string } & Replacing)
  /** Status 200, and an envelope that says it is an error. */
  | ({ readonly kind: 'success-false'; readonly message: string } & Replacing)
  /** Every token ends now; then the request is answered as usual, so that one with a token gets 401. */
  | { readonly kind: 'expire-tokens' }
  /** The request is acted on and answered as usual, `delayMs` milliseconds late. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** The operation's success status with a result of null. */
  | ({ readonly kind: 'answer-null-result' } & Replacing)
  /**
   * No answer ever comes, and a creation or a deletion takes effect only `effectAfterMs` milliseconds later, by the
   * simulator's clock. Any other request is answered as usual.
   */
  | { readonly kind: 'late'; readonly effectAfterMs: number }
  | Untruth;

/**
 * How a good answer can say what is not so. The request is carried out as usual, and status and shape are as usual;
 * where a kind makes no sense for an operation, so is the whole answer.
 */
export type Untruth =
  /** A list or a get as things were `ageMs` milliseconds ago, by the simulator's clock. */
  | { readonly kind: 'stale'; readonly ageMs: number }
  /** A list without these ids. */
  | { readonly kind: 'leave-out'; readonly ids: readonly string[] }
  /** A list that holds these ids twice, one after the other. */
  | { readonly kind: 'double'; readonly ids: readonly string[] }
  /** A list of every cluster, whichever was asked for. */
  | { readonly kind: 'all-clusters' }
  /** A list, a get or a create that says this of its snapshots, or of those with these ids. */
  | {
      readonly kind: 'overlay';
      /** What takes the place of the true fields; may be of any type. */
      readonly fields: Readonly<Record<string, unknown>>;
      readonly ids?: readonly string[];
    };

/** Which requests a fault hits. */
export interface FaultRule {
  readonly operation: Exclude<Operation, 'unknown'> | 'any';
  /** Befalls only requests about this id; by default those about any, or about none as a list is. */
  readonly id?: string;
  /** How many matching requests pass before the first fault; by default none. */
  readonly skip?: number;
  /** How many requests the fault hits; by default one. `always` is without end. */
  readonly times?: number | 'always';
  readonly fault: Fault;
}

interface PendingRule {
  readonly rule: FaultRule;
  passesLeft: number;
  timesLeft: number;
}

/** The faults still to come. Rules are tried in the order they were scheduled, and the first that applies wins. */
export class FaultSchedule {
  #pending: PendingRule[] = [];

  schedule(rule: FaultRule): void {
    const timesLeft = rule.times === 'always' ? Number.POSITIVE_INFINITY : (rule.times ?? 1);
    this.#pending.push({ rule, passesLeft: rule.skip ?? 0, timesLeft });
  }

  /** Forgets every rule. */
  clear(): void {
    this.#pending = [];
  }

  /**
   * The fault for the next request of an operation, which uses it up; null if the request goes well.
   *
   * @param id what the request is about; null if it is about none
   */
  take(operation: Operation, id: string | null): Fault | null {
    const matching = this.#pending.filter(
      ({ rule, timesLeft }) =>
        timesLeft > 0 &&
        (rule.operation === 'any' || rule.operation === operation) &&
        (rule.id === undefined || rule.id === id),
    );
    const winner = matching.findIndex(({ passesLeft }) => passesLeft === 0);
    const passed = winner === -1 ? matching : matching.slice(0, winner);
    for (const pending of passed) pending.passesLeft -= 1;
    const pending = matching[winner];
    if (pending === undefined) return null;
    pending.timesLeft -= 1;
    return pending.rule.fault;
  }
}
