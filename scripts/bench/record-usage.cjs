// Loaded into every measured process before its own code, so that its own small cost is the same on both sides.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');

const STATUS = '/proc/self/status';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = {
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    peakMemoryBytes: (existsSync(STATUS) ? peakKib() : maxRSS) * 1024,
  };
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify(usage));
});

/** Linux starts a process with the peak of the one that started it, and counts on from there; this one is its own. */
function peakKib() {
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))[1]);
}
