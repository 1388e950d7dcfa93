import { type Answer, type Answers, emptyAnswer, INTERNAL_ERROR, LOGIN_PAGE, textAnswer } from './answers.ts';
import type { Fault, StatusBody, Untruth } from './fault-rules.ts';

/** What happens on the connection of a request. */
export type Delivery =
  | { readonly kind: 'whole'; readonly answer: Answer }
  | { readonly kind: 'half'; readonly answer: Answer }
  | { readonly kind: 'drip'; readonly answer: Answer; readonly intervalMs: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' };

/** What a fault needs to hit a request. */
export interface FaultyRequest {
  readonly answers: Answers;
  readonly contentType: string;
  /** The status that the request's success would have. */
  readonly successStatus: number;
  /** Carries the request out and answers it. */
  readonly perform: (untruth?: Untruth) => Answer;
  /** Carries the request out when the simulator's clock has gone on so far; null if it changes nothing. */
  readonly performLater: ((afterMs: number) => void) | null;
  readonly endAllTokens: () => void;
}

/** Carries a request out as far as the fault lets it, and says what happens on the connection. */
export function deliveryUnder(fault: Fault, request: FaultyRequest): Delivery {
  switch (fault.kind) {
    case 'expire-tokens':
      request.endAllTokens();
      return whole(request.perform());
    case 'delay':
      return whole(request.perform());
    case 'reset-before':
      return { kind: 'reset' };
    case 'reset-after':
      request.perform();
      return { kind: 'reset' };
    case 'truncate':
      return { kind: 'half', answer: request.perform() };
    case 'drip':
      return { kind: 'drip', answer: request.perform(), intervalMs: fault.intervalMs };
    case 'late':
      if (request.performLater === null) return whole(request.perform());
      request.performLater(fault.effectAfterMs);
      return { kind: 'hang' };
    case 'stale':
    case 'leave-out':
    case 'double':
    case 'all-clusters':
    case 'overlay':
      return whole(request.perform(fault));
    default:
      if (fault.applied === true) request.perform();
      return fault.kind === 'hang' ? { kind: 'hang' } : whole(replacement(fault, request));
  }
}

/** The delivery of an answer as it should be. */
export function whole(answer: Answer): Delivery {
  return { kind: 'whole', answer };
}

type ReplacingKind =
  | 'status'
  | 'html'
  | 'empty'
  | 'invalid-json'
  | 'raw-body'
  | 'redirect'
  | 'success-false'
  | 'answer-null-result';

function replacement(fault: Extract<Fault, { kind: ReplacingKind }>, request: FaultyRequest): Answer {
  switch (fault.kind) {
    case 'status': {
      const answer = statusAnswer(fault.status, fault.body ?? 'internal-error', request.answers);
      return { ...answer, headers: { ...answer.headers, ...fault.headers } };
    }
    case 'html':
      return textAnswer(200, 'text/html', LOGIN_PAGE);
    case 'empty':
      return emptyAnswer(200);
    case 'invalid-json':
      return textAnswer(200, request.contentType, '{"result":{"items":[');
    case 'raw-body':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': fault.contentType ?? request.contentType },
        body: fault.body,
      };
    case 'redirect':
      return { ...emptyAnswer(fault.status), headers: { location: fault.location } };
    case 'success-false':
      return request.answers.successFalse({ message: fault.message });
    case 'answer-null-result':
      return request.answers.success(request.successStatus, null);
  }
}

function statusAnswer(status: number, body: StatusBody, answers: Answers): Answer {
  if (body === 'internal-error') return answers.failure(status, INTERNAL_ERROR);
  if (body === 'none') return emptyAnswer(status);
  if (body === 'html') return textAnswer(status, 'text/html', LOGIN_PAGE);
  return 'raw' in body ? textAnswer(status, 'text/plain', body.raw) : answers.failure(status, body);
}
