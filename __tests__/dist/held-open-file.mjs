/**
 * Loaded before the compiled action (`node --import`): a file can't be renamed for HELD_FOR_MS from the first try on, as
 * while another program of Windows holds it open. The code of the error is HELD_CODE.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { HELD_CODE: code, HELD_FOR_MS } = process.env;
const { renameSync } = fs;
let untilMs = null;
fs.renameSync = (from, to) => {
  untilMs ??= performance.now() + Number(HELD_FOR_MS);
  if (performance.now() < untilMs) throw Object.assign(new Error(`${code}: held open`), { code });
  renameSync(from, to);
};
syncBuiltinESMExports();
