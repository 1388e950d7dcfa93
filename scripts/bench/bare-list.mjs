// What the action's `list` does, by hand: the same request, and the same values in the same files.
import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';

const { API_URL, GITHUB_OUTPUT, RUNNER_TEMP } = process.env;
const headers = { accept: 'application/json', authorization: 'ApiKey test-key', 'user-agent': 'bare' };

get(`${API_URL}/api/v1/servers/snapshots/GetSnapshots?Cluster=Msc1`, { headers }, (answer) => {
  const chunks = [];
  answer.on('data', (chunk) => chunks.push(chunk));
  answer.on('end', () => {
    writeOutputs(JSON.parse(Buffer.concat(chunks).toString()).result.items.map(toOutput).sort(newestFirst));
    process.exit();
  });
});

function toOutput(item) {
  return { ...item, creationDate: new Date(`${item.creationDate.slice(0, 23)}Z`) };
}

function newestFirst(left, right) {
  return right.creationDate - left.creationDate;
}

function writeOutputs(snapshots) {
  const file = join(mkdtempSync(join(RUNNER_TEMP, 'denvr-snapshots-')), 'snapshots.json');
  const text = JSON.stringify(snapshots);
  const ids = snapshots.map(({ id }) => id);
  writeFileSync(file, text);
  setOutput('snapshots', text);
  setOutput('snapshot-ids', JSON.stringify(ids));
  setOutput('snapshot-id', ids[0]);
  setOutput('count', snapshots.length);
  setOutput(
    'ready',
    snapshots.every(({ readyToUse }) => readyToUse),
  );
  setOutput('created', '');
  setOutput('kept-ids', '');
  setOutput('failed-ids', '[]');
  setOutput('missing-ids', '');
  setOutput('snapshots-file', file);
  console.log(`Found ${snapshots.length} snapshots.`);
}

function setOutput(name, value) {
  const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
  appendFileSync(GITHUB_OUTPUT, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}
