// The least that anything can do with a listing: fetch it and parse it.
import { get } from 'node:http';

const headers = { accept: 'application/json', authorization: 'ApiKey test-key', 'user-agent': 'bare' };

get(`${process.env.API_URL}/api/v1/servers/snapshots/GetSnapshots?Cluster=Msc1`, { headers }, (answer) => {
  const chunks = [];
  answer.on('data', (chunk) => chunks.push(chunk));
  answer.on('end', () => {
    console.log(JSON.parse(Buffer.concat(chunks).toString()).result.items.length);
    process.exit();
  });
});
