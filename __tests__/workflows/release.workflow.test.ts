import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { writeGhOverGit } from './gh-over-git.ts';
import { readWorkflow } from './workflow-files.ts';

const COMMIT_SETTINGS = ['user.name=Test', 'user.email=test@example.com', 'commit.gpgsign=false'];

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

/** A repository whose tags the workflow's last step can move. */
class TaggedRepository {
  readonly #home = mkdtempSync(join(tmpdir(), 'denvr-release-'));
  readonly #programs = join(this.#home, 'programs');
  readonly #work = join(this.#home, 'work');
  #commitCount = 0;

  constructor() {
    directories.push(this.#home);
    for (const directory of [this.#programs, this.#work]) mkdirSync(directory);
    writeGhOverGit(this.#programs);
    this.#git('init', '--quiet', '--initial-branch=main');
  }

  /** Makes a commit after another one, or one without a parent, and answers its id. */
  commit(parent?: string): string {
    this.#commitCount += 1;
    const settings = COMMIT_SETTINGS.flatMap((setting) => ['-c', setting]);
    const tree = this.#git('write-tree');
    const parents = parent === undefined ? [] : ['-p', parent];
    return this.#git(...settings, 'commit-tree', tree, ...parents, '-m', `Commit ${this.#commitCount}`);
  }

  tag(name: string, commit: string): void {
    this.#git('update-ref', `refs/tags/${name}`, commit);
  }

  commitOf(tag: string): string {
    return this.#git('rev-parse', '--verify', `refs/tags/${tag}`);
  }

  /** Runs the step as the push of a tag does. */
  moveMajorTag(tag: string): { readonly status: number | null; readonly log: string } {
    const { jobs } = readWorkflow('.github/workflows/release.yml').workflow;
    const script = jobs['move-major-tag']?.steps?.[0]?.run ?? '';
    // As GitHub runs a script whose shell is not named.
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], {
      cwd: this.#work,
      encoding: 'utf8',
      env: {
        PATH: [this.#programs, process.env['PATH']].join(delimiter),
        GH_REPO: 'owner/repository',
        TAG: tag,
        GITHUB_SHA: this.commitOf(tag),
      },
    });
    return { status, log: `${stdout}${stderr}` };
  }

  #git(...command: readonly string[]): string {
    return execFileSync('git', command, { cwd: this.#work, encoding: 'utf8' }).trim();
  }
}

test('the first release makes the major tag', () => {
  const repository = new TaggedRepository();
  const commit = repository.commit();
  repository.tag('v1.0.0', commit);

  expect(repository.moveMajorTag('v1.0.0').status).toBe(0);
  expect(repository.commitOf('v1')).toBe(commit);
});

test('a release that descends from the major tag moves it', () => {
  const repository = new TaggedRepository();
  const first = repository.commit();
  const second = repository.commit(repository.commit(first));
  repository.tag('v1', first);
  repository.tag('v1.0.0', first);
  repository.tag('v1.10.0', second);

  expect(repository.moveMajorTag('v1.10.0').status).toBe(0);
  expect(repository.commitOf('v1')).toBe(second);
});

test('a release that does not descend from the major tag leaves it, and fails', () => {
  const repository = new TaggedRepository();
  const root = repository.commit();
  const locked = repository.commit(root);
  repository.tag('v1', locked);
  repository.tag('v1.0.0', locked);
  repository.tag('v1.1.0', repository.commit(root));

  const { status, log } = repository.moveMajorTag('v1.1.0');

  expect(status).toBe(1);
  expect(log).toContain(`::error::v1 stays where it is, at ${locked}: v1.1.0 does not descend from it`);
  expect(repository.commitOf('v1')).toBe(locked);
});

test('an older commit under a newer version leaves the major tag too', () => {
  const repository = new TaggedRepository();
  const older = repository.commit();
  const newer = repository.commit(older);
  repository.tag('v1', newer);
  repository.tag('v1.1.0', older);

  expect(repository.moveMajorTag('v1.1.0').status).toBe(1);
  expect(repository.commitOf('v1')).toBe(newer);
});

test('a patch of an older version leaves the major tag, and passes', () => {
  const repository = new TaggedRepository();
  const first = repository.commit();
  const second = repository.commit(first);
  repository.tag('v1', second);
  repository.tag('v1.2.0', second);
  repository.tag('v1.1.1', repository.commit(first));

  const { status, log } = repository.moveMajorTag('v1.1.1');

  expect([status, log]).toEqual([0, expect.stringContaining('v1.2.0 is newer than v1.1.1')]);
  expect(repository.commitOf('v1')).toBe(second);
});

test('a run that is repeated finds the major tag where it belongs', () => {
  const repository = new TaggedRepository();
  const commit = repository.commit();
  repository.tag('v1', commit);
  repository.tag('v1.0.0', commit);

  expect(repository.moveMajorTag('v1.0.0').status).toBe(0);
  expect(repository.commitOf('v1')).toBe(commit);
});
