/**
 * Loaded before the compiled action (`node --import`): its time runs TIME_FACTOR times as fast, so that a wait of an
 * hour is tested in seconds. The action itself is unchanged, and so is the time of everything else.
 */
const factor = Number(process.env.TIME_FACTOR);
const startedMs = Date.now();
const realElapsedMs = performance.now.bind(performance);
const realSetTimeout = globalThis.setTimeout;

performance.now = () => realElapsedMs() * factor;
Date.now = () => startedMs + performance.now();
globalThis.setTimeout = (callback, delayMs, ...values) =>
  realSetTimeout(callback, delayMs / factor, ...values);
