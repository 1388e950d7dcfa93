import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createSnapshotsFilePath, writeSnapshotsFile } from '../../../src/action/outputs/output-writer.ts';

let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'denvr-snapshots-file-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

// Only root writes what others are to read: elsewhere all steps of a job run as the same user.
const testAsRoot = process.getuid?.() === 0 ? test : test.skip;

testAsRoot('what root writes can be read by others, whatever the umask is', () => {
  const before = process.umask(0o077);
  try {
    const path = createSnapshotsFilePath(parent);
    writeSnapshotsFile(path, [], (text) => text);
    const modes = [dirname(path), path].map((written) => (statSync(written).mode & 0o777).toString(8));
    expect(modes).toEqual(['755', '644']);
    expect(readFileSync(path, 'utf8')).toBe('[]');
  } finally {
    process.umask(before);
  }
});
