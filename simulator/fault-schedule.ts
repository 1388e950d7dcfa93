import type { Operation } from './api-call.ts';
import type { Fault, FaultRule } from './fault-rules.ts';

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
