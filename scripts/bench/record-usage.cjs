// Loaded into every measured process before its own code, so that its own small cost is the same on both sides.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');

const STATUS = '/proc/self/status';

process.on('exit', () => {
  writeFileSync(
    process.env.BENCH_USAGE_FILE,
    JSON.stringify({ ...process.resourceUsage(), maxRSS: peakKib() }),
  );
});

/** Linux starts a process with the peak of the one that started it, and counts on from there; this one is its own. */
function peakKib() {
  if (!existsSync(STATUS)) return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))[1]);
}
