import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readWorkflow } from '../contract/repository.ts';

const COMMIT = 'a'.repeat(40);
const LOCKED = 'b'.repeat(40);
const MOVED = `--method PATCH repos/owner/repository/git/refs/tags/v1 --field sha=${COMMIT} --field force=true --silent`;
const MADE = `--method POST repos/owner/repository/git/refs --field ref=refs/tags/v1 --field sha=${COMMIT} --silent`;

/** Stands for GitHub's own program: answers the reads from variables, and notes what it is to change. */
const GH = `#!/usr/bin/env bash
case "$*" in
  *--method*) echo "\${*:2}" >> "$CHANGES" ;;
  *git/matching-refs/tags/v1.*) printf 'refs/tags/%s\\n' $RELEASES ;;
  *git/ref/tags/v1*) [ -n "$MAJOR_AT" ] ;;
  *commits/tags/v1*) echo "$MAJOR_AT" ;;
  *"compare/$MAJOR_AT...$GITHUB_SHA"*) echo "$COMPARED" ;;
  *) exit 2 ;;
esac
`;

const home = mkdtempSync(join(tmpdir(), 'denvr-release-'));
beforeAll(() => writeFileSync(join(home, 'gh'), GH, { mode: 0o755 }));
afterAll(() => rmSync(home, { recursive: true }));

/** Runs the step as the push of the last of some releases does, on what GitHub knows. */
function moveMajorTag(
  github: Readonly<Record<'RELEASES' | 'MAJOR_AT', string>> & { readonly COMPARED?: string },
) {
  const { jobs } = readWorkflow('.github/workflows/release.yml').workflow;
  const changes = join(home, 'changes');
  writeFileSync(changes, '');
  // As GitHub runs a script whose shell is not named.
  const { status, stdout } = spawnSync('bash', ['-e', '-c', jobs['move-major-tag']?.steps?.[0]?.run ?? ''], {
    encoding: 'utf8',
    env: {
      PATH: [home, process.env['PATH']].join(delimiter),
      GH_REPO: 'owner/repository',
      TAG: github.RELEASES.split(' ').at(-1),
      GITHUB_SHA: COMMIT,
      CHANGES: changes,
      ...github,
    },
  });
  return { status, log: stdout.trim(), changes: readFileSync(changes, 'utf8').trim() };
}

test.each([
  ['the first release makes the major tag', { RELEASES: 'v1.0.0', MAJOR_AT: '' }, MADE],
  ['a release that descends from the major tag moves it', { MAJOR_AT: LOCKED, COMPARED: 'ahead' }, MOVED],
  ['a run that is repeated changes nothing', { MAJOR_AT: COMMIT, COMPARED: 'identical' }, ''],
])('%s', (_, github, changes) => {
  const { status, ...run } = moveMajorTag({ RELEASES: 'v1.1.0 v1.9.0 v1.10.0', ...github });

  expect([status, run.changes]).toEqual([0, changes]);
});

test.each([
  ['does not descend from the major tag', 'diverged'],
  ['is an older commit under a newer version', 'behind'],
])('a release that %s leaves the tag, and fails', (_, compared) => {
  expect(moveMajorTag({ RELEASES: 'v1.0.0 v1.1.0', MAJOR_AT: LOCKED, COMPARED: compared })).toEqual({
    status: 1,
    log: expect.stringContaining(`::error::v1 stays where it is, at ${LOCKED}: v1.1.0 does not descend`),
    changes: '',
  });
});

test('a patch of an older version leaves the major tag, and passes', () => {
  expect(moveMajorTag({ RELEASES: 'v1.2.0 v1.1.1', MAJOR_AT: LOCKED, COMPARED: 'ahead' })).toEqual({
    status: 0,
    log: expect.stringContaining('v1.2.0 is newer than v1.1.1'),
    changes: '',
  });
});
