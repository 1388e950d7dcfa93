import { writeFileSync } from 'node:fs';

/** Loaded before the compiled action (`node --import`): tells how much memory the process had at most, in bytes. */
process.on('exit', () =>
  writeFileSync(process.env.PEAK_MEMORY_FILE, String(process.resourceUsage().maxRSS * 1024)),
);
