/** Loaded before the compiled action (`node --import`): this machine's clock is wrong by CLOCK_SHIFT_MS. */
const shiftMs = Number(process.env.CLOCK_SHIFT_MS);
const realNowMs = Date.now;

Date.now = () => realNowMs() + shiftMs;
