import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { widthOf } from '../../simulator/step/terminal-text.ts';
import { SLOWNESS } from '../dist/run-action.ts';

const DEMO = fileURLToPath(new URL('../../simulator/demo.ts', import.meta.url));

test(
  'the demo shows each step with its YAML, log, outputs and summary, and succeeds',
  async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [DEMO], {
      env: { ...process.env, NO_COLOR: '1' },
    });

    expect(stderr).toBe('');
    expect(headersIn(stdout)).toEqual(['1/7', '2/7', '3/7', '4/7', '5/7', '6/7', '7/7']);
    expect(stdout).toContain("name: '{source-vm}-{sha}'");
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, as a workflow has it
    expect(stdout).toContain('snapshot-id: ${{ steps.snapshot.outputs.snapshot-ids }}');
    expect(stdout).toMatch(/ of 2 snapshots ready, waiting for /);
    expect(stdout).toMatch(/snapshot-ids +\["web-1-4f2a9c1","db-1-4f2a9c1"\]/);
    expect(stdout).toContain('Error: `keep-dayly` is not an input of this action');
    expect(stdout).toContain('DRY RUN');
    expect(stdout).toMatch(/deleted +worker-1-\d{8}-\d{6} .* not ready, older than 2d/);
    expect(stdout.match(/db-1-before-migration/g)).toHaveLength(2); // once in each of the two plans
    expect(stdout).toMatch(/✔ All 7 steps ended as the story says.*\n\nWhat to do next:/);
    expect(stdout.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
    expect(stdout).not.toMatch(/^ *::|key-of-the-demo|<\/?(?:p|td|code|strong)>/m);
  },
  60_000 * SLOWNESS,
);

function headersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/^(\d\/7) {2}\S/gm), ([, place]) => place ?? '');
}
