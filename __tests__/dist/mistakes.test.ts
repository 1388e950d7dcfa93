import { afterAll, expect, jest, test } from '@jest/globals';
import { startSimulator } from '../../simulator/simulator.ts';
import { inputsAt } from './fixtures.ts';
import { runAction } from './run-action.ts';

jest.setTimeout(20_000);

type Given = Readonly<Record<string, string | null>>;

const GET = { operation: 'get', 'snapshot-id': 'a' };
const CREATE = { operation: 'create', 'source-vm': 'web-1' };
const DELETE = { operation: 'delete', 'snapshot-id': 'a' };
const WAIT_READY = { operation: 'wait-ready', 'snapshot-id': 'a' };
const PRUNE = { operation: 'prune', 'source-vm': '*', 'keep-last': '3' };
const NO_KEY = { 'api-key': null };

const DURATION = 'a duration greater than zero such as 90s, 15min, 12h, 7d, 2w or 1h30min';
const GLOB = 'a name in which * stands for any characters, ? for one, and [a-c] for one of some';
const SEVERAL = 'separate several by line breaks or commas';
const PLAIN = 'plain names without globs, brackets or quotes';
const FORKS = 'set to an empty text: is the secret there? Pull requests from forks and Dependabot get none.';
const SET_THEM =
  'set `api-key` (or DENVR_APIKEY) from a secret, or `username` and `password` (or DENVR_USERNAME and DENVR_PASSWORD).';
const HIDDEN = 'is set, but not accepted (it is not shown); accepted is';
const VISIBLE = 'one line of visible ASCII characters';
const URL_FORMS =
  'is not accepted; accepted is an https URL such as https://api.cloud.denvrdata.com without user, password, query or fragment (http only for this machine, such as http://127.0.0.1:8080).';
const OR_MONTHS = '`m` could mean minutes or months here: write 90min, or days such as 180d.';

/**
 * What people get wrong, and all that the log says of it. What is null is not set; without an operation it is list.
 * Names in capitals are variables.
 */
const MISTAKES: Readonly<Record<string, readonly [given: Given, ...faults: string[]]>> = {
  'no operation': [
    { operation: null },
    '`operation` is required; accepted is list, get, create, delete, wait-ready, prune, require-fresh.',
  ],
  'another operation': [
    { operation: 'remove' },
    '`operation` is "remove"; accepted is list or get or create or delete or wait-ready or prune or require-fresh.',
  ],
  'a misspelt operation': [
    { operation: null, operaton: 'list' },
    '`operation` is required; accepted is list, get, create, delete, wait-ready, prune, require-fresh.',
    '`operaton` is not an input of this action; did you mean `operation`?',
  ],
  'a misspelt input': [
    { ...GET, 'if-mising': 'ignore' },
    '`if-mising` is not an input of this action; did you mean `if-missing`?',
  ],
  'an underscore': [
    { ...GET, snapshot_id: 'a' },
    '`snapshot_id` is not an input of this action; did you mean `snapshot-id`?',
  ],
  'an input of another program': [
    { ...WAIT_READY, retention: '7' },
    '`retention` is not an input of this action; wait-ready accepts operation, api-key, username, password, api-url, cluster, namespace, snapshot-id, timeout, poll-interval, job-summary.',
  ],
  'an input of another operation': [{ ...DELETE, protect: 'a' }, '`protect` is not used by delete.'],
  'a wait of list': [{ wait: 'true' }, '`wait` is not used by list.'],
  'a timeout without a wait': [
    { ...CREATE, timeout: '5min' },
    '`timeout` is used by create only together with `wait: true`.',
  ],
  'no cluster': [{ ...GET, cluster: null }, '`cluster` is required by get, and is not set.'],
  'no namespace': [{ ...PRUNE, namespace: ' ' }, '`namespace` is required by prune, and is not set.'],
  'no id': [{ ...DELETE, 'snapshot-id': null }, '`snapshot-id` is required by delete, and is not set.'],
  'the output of a step that was skipped': [
    { ...DELETE, 'snapshot-id': '' },
    '`snapshot-id` is required by delete, and is set to an empty text: was the step skipped whose output it is, or did it find nothing?',
  ],
  'the output of a step that found nothing': [
    { ...DELETE, 'snapshot-id': '[]' },
    '`snapshot-id` is required by delete, and is empty.',
  ],
  'no VM': [{ operation: 'create' }, '`source-vm` is required by create, and is not set.'],
  'a list of YAML': [
    { ...GET, 'snapshot-id': '- a' },
    `\`snapshot-id\` is "- a"; accepted is names without "- ", as this is a text and not a YAML list: ${SEVERAL}.`,
  ],
  'VMs with a blank between': [
    { ...CREATE, 'source-vm': 'web-1 web-2' },
    `\`source-vm\` is "web-1 web-2"; accepted is names without spaces: ${SEVERAL}.`,
  ],
  'VMs with a semicolon between': [
    { ...CREATE, 'source-vm': 'web-1;web-2' },
    `\`source-vm\` is "web-1;web-2"; accepted is names without semicolons: ${SEVERAL}.`,
  ],
  'an id in quotes': [{ ...GET, 'snapshot-id': "'a'" }, `\`snapshot-id\` is "'a'"; accepted is ${PLAIN}.`],
  'a glob as an id': [
    { ...DELETE, 'snapshot-id': 'web-*' },
    `\`snapshot-id\` is "web-*"; accepted is ${PLAIN}.`,
  ],
  'an invisible character in an id': [
    { ...GET, 'snapshot-id': 'a\u200b' },
    '`snapshot-id` is "a\\u{200b}"; accepted is names without invisible characters: type it instead of pasting it.',
  ],
  'a name for two VMs': [
    { ...CREATE, 'source-vm': 'a,b', name: 'x' },
    '`name` is "x": several VMs need {source-vm} in it, or their snapshots would have the same name.',
  ],
  'another placeholder': [
    { ...CREATE, name: '{vm}' },
    '`name` is "{vm}": {vm} is not a placeholder; accepted are {source-vm}, {date}, {time}, {sha}, {ref}, {run-id}, {run-number}, {run-attempt}.',
  ],
  'globs with a blank between': [
    { match: 'web-* db-*' },
    `\`match\` is "web-* db-*"; accepted is ${GLOB}; ${SEVERAL}.`,
  ],
  'a negation': [{ ...PRUNE, protect: '!prod-*' }, `\`protect\` is "!prod-*"; accepted is ${GLOB}.`],
  'yes for true': [{ ready: 'yes' }, '`ready` is "yes"; accepted is true or false.'],
  'another choice': [
    { ...CREATE, 'if-exists': 'replace' },
    '`if-exists` is "replace"; accepted is fail or reuse.',
  ],
  'true for fail': [{ 'if-none': 'true' }, '`if-none` is "true"; accepted is ignore or fail.'],
  'a duration without a unit': [
    { 'older-than': '30' },
    `\`older-than\` is "30"; accepted is a number with a unit: ${DURATION}.`,
  ],
  'a duration in words': [{ 'newer-than': '7 days' }, `\`newer-than\` is "7 days"; accepted is ${DURATION}.`],
  'a timeout of nothing': [{ ...WAIT_READY, timeout: '0m' }, `\`timeout\` is "0m"; accepted is ${DURATION}.`],
  'months in keep-within': [{ ...PRUNE, 'keep-within': '6m' }, `\`keep-within\` is "6m"; ${OR_MONTHS}`],
  'months in older-than': [{ 'older-than': '1m' }, `\`older-than\` is "1m"; ${OR_MONTHS}`],
  'months in unready-older-than': [
    { ...PRUNE, 'unready-older-than': '1h30m' },
    `\`unready-older-than\` is "1h30m"; ${OR_MONTHS}`,
  ],
  'ages the wrong way round': [
    { 'older-than': '7d', 'newer-than': '1d' },
    'Nothing is both older than 7d (`older-than`) and newer than 1d (`newer-than`).',
  ],
  'a prune of everything': [
    { ...PRUNE, 'source-vm': null },
    '`source-vm` or `match` is required by prune; `*` stands for all, if that is meant.',
  ],
  'a prune without a rule': [
    { ...PRUNE, 'keep-last': null },
    'No retention rule is set: give at least one of keep-last, keep-hourly, keep-daily, keep-weekly, keep-monthly, keep-yearly (above 0), keep-within, keep-within-hourly, keep-within-daily, keep-within-weekly, keep-within-monthly, keep-within-yearly, older-than or unready-older-than.',
  ],
  'a prune that keeps nothing': [
    { ...PRUNE, 'keep-last': '0' },
    'keep-last is 0 and no other rule can keep a snapshot: set another keep rule above 0, keep-within or older-than, or leave keep-last out.',
  ],
  'a count in words': [
    { ...PRUNE, 'keep-last': 'five' },
    '`keep-last` is "five"; accepted is a whole number of at least 0, or unlimited.',
  ],
  'no credentials': [NO_KEY, `Credentials are required, and none are set: ${SET_THEM}`],
  'a secret that is not there': [{ 'api-key': '' }, `Credentials are required, and \`api-key\` is ${FORKS}`],
  'a secret that is not in the environment': [
    { ...NO_KEY, DENVR_APIKEY: '' },
    `Credentials are required, and DENVR_APIKEY is ${FORKS}`,
  ],
  'a user alone, beside the key of another': [
    { ...NO_KEY, username: 'me', DENVR_APIKEY: 'k' },
    `Credentials are required, and a \`password\` is missing: ${SET_THEM}`,
  ],
  'a password alone': [
    { ...NO_KEY, password: 'hidden-secret' },
    `Credentials are required, and a \`username\` is missing: ${SET_THEM}`,
  ],
  'a password that is not there': [
    { ...NO_KEY, username: 'me', password: '' },
    `Credentials are required, and \`password\` is ${FORKS}`,
  ],
  'a key with its scheme': [
    { 'api-key': 'Bearer hidden-secret' },
    `\`api-key\` ${HIDDEN} the key alone, without "Bearer" before it.`,
  ],
  'a key with a blank': [
    { ...NO_KEY, DENVR_APIKEY: 'hidden secret' },
    `DENVR_APIKEY ${HIDDEN} ${VISIBLE}, and it contains a space.`,
  ],
  'a key of two lines': [
    { 'api-key': 'hidden-secret\nb' },
    `\`api-key\` ${HIDDEN} ${VISIBLE}, and it has several lines.`,
  ],
  'a password of two lines': [
    { ...NO_KEY, username: 'me', password: 'hidden-secret\nb' },
    `\`password\` ${HIDDEN} one line of text.`,
  ],
  'http to another machine': [{ 'api-url': 'http://api.cloud.denvrdata.com' }, `\`api-url\` ${URL_FORMS}`],
  'an address without a scheme': [{ 'api-url': 'api.cloud.denvrdata.com' }, `\`api-url\` ${URL_FORMS}`],
  'a password in the address': [
    { 'api-url': null, DENVR_API_URL: 'https://a:hidden-secret@b.example' },
    `DENVR_API_URL ${URL_FORMS}`,
  ],
  'several mistakes at once': [
    { ...GET, cluster: null, 'job-summary': 'on', match: '*' },
    '`match` is not used by get.',
    '`job-summary` is "on"; accepted is true or false.',
    '`cluster` is required by get, and is not set.',
  ],
};

const simulator = await startSimulator();
afterAll(() => simulator.close());

function split(given: Given) {
  const set = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
  const isVariable = ([name]: [string, string]) => /^[A-Z_]+$/.test(name);
  return {
    inputs: Object.fromEntries(set.filter((entry) => !isVariable(entry))),
    environment: Object.fromEntries(set.filter(isVariable)),
  };
}

test.concurrent.each(Object.entries(MISTAKES))('%s', async (_, [given, ...faults]) => {
  const { inputs, environment } = split({ ...inputsAt(simulator, { operation: 'list' }), ...given });

  const step = await runAction(inputs, { environment });

  const sum = faults.length === 1 ? [] : [`The inputs have ${faults.length} faults; nothing was sent.`];
  expect(step.lines).toEqual([...sum, ...faults].map((line) => `::error::${line}`));
  expect(step.log.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('hidden');
  expect(step.outputFile).toBe('');
  expect(step.exitCode).toBe(1);
  expect(simulator.requests).toEqual([]);
});
