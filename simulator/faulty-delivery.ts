import { type Answer, type Answers, emptyAnswer, INTERNAL_ERROR, LOGIN_PAGE, textAnswer } from './answers.ts';
import { type ApiCall, SUCCESS_STATUS } from './api-call.ts';
import { type ApiContext, admissionRefusal, performCall } from './api-operations.ts';
import type { Fault, Replacement, StatusBody, Untruth } from './fault-rules.ts';
import type { SimulatorSettings } from './simulator-options.ts';

/** What happens on the connection of a request. */
export type Delivery =
  | { readonly kind: 'whole'; readonly answer: Answer }
  | { readonly kind: 'half'; readonly answer: Answer }
  | { readonly kind: 'drip'; readonly answer: Answer; readonly intervalMs: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' };

/** What a call meets: the API, and what goes wrong with it. */
export interface DeliveryContext extends ApiContext {
  readonly settings: SimulatorSettings;
  readonly lateEffects: LateEffects;
}

interface LateEffect {
  readonly dueAtMs: number;
  readonly apply: () => void;
}

/**
 * What requests still do after they were given up. Nothing runs by itself: whoever looks at the world first applies
 * what is due by then, each effect as of its own time, so that it makes no difference when somebody looks.
 */
export class LateEffects {
  #pending: readonly LateEffect[] = [];

  schedule(effect: LateEffect): void {
    this.#pending = [...this.#pending, effect].sort((one, other) => one.dueAtMs - other.dueAtMs);
  }

  /** Applies what is due by a time, the earliest first. */
  applyDue(nowMs: number): void {
    const due = this.#pending.filter(({ dueAtMs }) => dueAtMs <= nowMs);
    this.#pending = this.#pending.slice(due.length);
    for (const { apply } of due) apply();
  }
}

/** Carries out a call as far as its fault lets it, and says what happens on the connection. */
export function deliveryOf(
  call: ApiCall,
  fault: Fault | null,
  context: DeliveryContext,
  atMs: number,
): Delivery {
  const perform = (untruth: Untruth | null = null) =>
    admissionRefusal(call, context) ?? performCall(call, context, { atMs, untruth });
  if (fault === null || fault.kind === 'delay') return whole(perform());
  switch (fault.kind) {
    case 'expire-tokens':
      context.authentication.endAllTokens();
      return whole(perform());
    case 'reset-before':
      return { kind: 'reset' };
    case 'reset-after':
      perform();
      return { kind: 'reset' };
    case 'truncate':
      return { kind: 'half', answer: perform() };
    case 'drip':
      return { kind: 'drip', answer: perform(), intervalMs: fault.intervalMs };
    case 'late':
      if (call.operation !== 'create' && call.operation !== 'delete') return whole(perform());
      performLater(call, context, atMs + fault.effectAfterMs);
      return { kind: 'hang' };
    case 'stale':
    case 'leave-out':
    case 'double':
    case 'all-clusters':
    case 'overlay':
      return whole(perform(fault));
    default: {
      if (fault.applied === true) perform();
      const answer = replacement(fault, call, context);
      return answer === null ? { kind: 'hang' } : whole(answer);
    }
  }
}

/** The delivery of an answer as it should be. */
export function whole(answer: Answer): Delivery {
  return { kind: 'whole', answer };
}

/** Who calls is looked at now, since a token may have ended by the time that the call takes effect. */
function performLater(call: ApiCall, context: DeliveryContext, dueAtMs: number): void {
  if (admissionRefusal(call, context) !== null) return;
  const apply = () => void performCall(call, context, { atMs: dueAtMs, untruth: null });
  context.lateEffects.schedule({ dueAtMs, apply });
}

/** The answer in place of the usual one; null if none ever comes. */
function replacement(
  fault: Replacement,
  { operation }: ApiCall,
  { answers, settings: { contentType } }: DeliveryContext,
): Answer | null {
  switch (fault.kind) {
    case 'hang':
      return null;
    case 'status': {
      const answer = statusAnswer(fault.status, fault.body ?? 'internal-error', answers);
      return { ...answer, headers: { ...answer.headers, ...fault.headers } };
    }
    case 'html':
      return textAnswer(200, 'text/html', LOGIN_PAGE);
    case 'empty':
      return emptyAnswer(200);
    case 'invalid-json':
      return textAnswer(200, contentType, '{"result":{"items":[');
    case 'raw-body':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': fault.contentType ?? contentType },
        body: fault.body,
      };
    case 'redirect':
      return { ...emptyAnswer(fault.status), headers: { location: fault.location } };
    case 'success-false':
      return answers.successFalse({ message: fault.message });
    case 'answer-null-result':
      return answers.success(SUCCESS_STATUS[operation], null);
  }
}

function statusAnswer(status: number, body: StatusBody, answers: Answers): Answer {
  if (body === 'internal-error') return answers.failure(status, INTERNAL_ERROR);
  if (body === 'none') return emptyAnswer(status);
  if (body === 'html') return textAnswer(status, 'text/html', LOGIN_PAGE);
  return 'raw' in body ? textAnswer(status, 'text/plain', body.raw) : answers.failure(status, body);
}
