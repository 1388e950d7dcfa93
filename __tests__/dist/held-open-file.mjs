/**
 * Loaded before the compiled action (`node --import`): a file can't be renamed for HELD_FOR_MS from the first try on, as
 * while another program of Windows holds it open. The codes of the errors are HELD_CODES, in turn.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { HELD_CODES, HELD_FOR_MS } = process.env;
const codes = HELD_CODES.split(',');
const { renameSync } = fs;
let untilMs = null;
fs.renameSync = (from, to) => {
  untilMs ??= performance.now() + Number(HELD_FOR_MS);
  if (performance.now() >= untilMs) return renameSync(from, to);
  const code = codes.shift();
  codes.push(code);
  throw Object.assign(new Error(`${code}: held open`), { code });
};
syncBuiltinESMExports();
