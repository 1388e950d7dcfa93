/** For a step of a workflow: leaves a simulator running for the steps after it, and sets the output `url`. */
import { appendFileSync } from 'node:fs';
import { startSimulatorProcess } from './simulator-process.ts';

const { child, url } = await startSimulatorProcess(process.argv.slice(2));
appendFileSync(process.env['GITHUB_OUTPUT'] as string, `url=${url}\n`);
console.log(`The simulator is at ${url}, as process ${child.pid}.`);
