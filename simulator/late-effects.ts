interface LateEffect {
  readonly dueAtMs: number;
  readonly apply: (dueAtMs: number) => void;
}

/**
 * What requests still do after they were given up. Nothing runs by itself: whoever looks at the world first applies
 * what is due by then, each effect as of its own time, so that it makes no difference when somebody looks.
 */
export class LateEffects {
  #pending: LateEffect[] = [];

  /** @param apply is given the time that it is to take effect at */
  schedule(dueAtMs: number, apply: (dueAtMs: number) => void): void {
    this.#pending.push({ dueAtMs, apply });
  }

  /** Applies what is due by a time, the earliest first. */
  applyDue(nowMs: number): void {
    const due = this.#pending.filter(({ dueAtMs }) => dueAtMs <= nowMs);
    if (due.length === 0) return;
    this.#pending = this.#pending.filter(({ dueAtMs }) => dueAtMs > nowMs);
    for (const { dueAtMs, apply } of due.toSorted((one, other) => one.dueAtMs - other.dueAtMs)) {
      apply(dueAtMs);
    }
  }
}
