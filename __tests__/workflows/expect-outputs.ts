/**
 * For a step of a workflow: compares the outputs of another step, in the variable OUTPUTS as JSON, with arguments of
 * the form name=value. An output that is not named may be anything; one that is not set is empty, as in expressions.
 */
import { deepEqual } from 'node:assert/strict';

const expected = Object.fromEntries(process.argv.slice(2).map((argument) => argument.split(/=(.*)/s, 2)));
const outputs: Record<string, string> = JSON.parse(process.env['OUTPUTS'] as string);
const actual = Object.fromEntries(Object.keys(expected).map((name) => [name, outputs[name] ?? '']));

console.log(actual);
deepEqual(actual, expected);
