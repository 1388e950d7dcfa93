import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a program `gh` that answers the few calls of the release workflow from the git repository it runs in, where
 * GitHub would answer them from its own copy. Any other call fails.
 */
export function writeGhOverGit(directory: string): void {
  const script = `#!${process.execPath}
const { execFileSync, spawnSync } = require('node:child_process');
const args = process.argv.slice(2);
const endpoint = args.find((argument) => argument.startsWith('repos/')).split('/').slice(3).join('/');
const method = args.includes('--method') ? args[args.indexOf('--method') + 1] : 'GET';
const fields = Object.fromEntries(args.filter((argument) => /^(ref|sha|force)=/.test(argument)).map((field) => field.split('=')));
const git = (...command) => execFileSync('git', command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const isAncestor = (base, head) => spawnSync('git', ['merge-base', '--is-ancestor', base, head]).status === 0;

function compare(base, head) {
  if (base === head) return 'identical';
  if (isAncestor(base, head)) return 'ahead';
  return isAncestor(head, base) ? 'behind' : 'diverged';
}

function answer() {
  const [, what, rest] = /^(git\\/matching-refs|git\\/refs?|commits|compare)(?:\\/(.*))?$/.exec(endpoint);
  switch (method + ' ' + what) {
    case 'GET git/matching-refs': return git('for-each-ref', '--format=%(refname)', 'refs/' + rest + '*');
    case 'GET git/ref': return git('rev-parse', '--verify', 'refs/' + rest);
    case 'GET commits': return git('rev-parse', '--verify', 'refs/' + rest + '^{commit}');
    case 'GET compare': return compare(...rest.split('...'));
    case 'POST git/refs': return git('update-ref', fields.ref, fields.sha, '');
    case 'PATCH git/refs': return git('update-ref', 'refs/' + rest, fields.sha);
    default: throw new Error('No answer to ' + method + ' ' + endpoint);
  }
}

const text = answer();
if (!args.includes('--silent')) console.log(text.trim());
`;
  writeFileSync(join(directory, 'gh'), script, { mode: 0o755 });
}
