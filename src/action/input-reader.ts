import { DURATION_FORMS, parseDurationMs } from '../domain/duration.ts';
import { compileGlobs, GLOB_FORMS, isGlob } from './globs.ts';
import { INPUT_NAMES, type InputName, isUsedBy, type Operation } from './input-catalog.ts';

/** The environment variables of a step. */
export type Environment = Readonly<Record<string, string | undefined>>;

const MOST_SHOWN_CHARACTERS = 100;

const NEVER_IN_NAMES = /[*?[\]{}"]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/;

/**
 * Reads a step's inputs one by one and collects every fault, so that all can be mended in one go. A faulty input
 * reads as if it were not set; nothing read may be used while there are faults.
 */
export class InputReader {
  readonly #environment: Environment;
  readonly #faults: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** What is wrong with the inputs read so far, a sentence each. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** Adds what is wrong with several inputs together, in a sentence. */
  addFault(fault: string): void {
    this.#faults.push(fault);
  }

  /** The text of an input as the runner hands it over; empty if it is not set. */
  raw(input: InputName): string {
    return this.#environment[variableOf(input)] ?? '';
  }

  /** Whether there is more than white space. */
  isSet(input: InputName): boolean {
    return this.raw(input).trim() !== '';
  }

  /** One line of text, trimmed; null if it is not set. */
  text(input: InputName): string | null {
    const text = this.raw(input).trim();
    if (text === '') return null;
    if (CONTROL_CHARACTERS.test(text))
      return this.#refuse(input, text, 'one line of text without control characters');
    return text;
  }

  /** One line of text; a fault names the operation that needs it. */
  requiredText(input: InputName, operation: Operation): string {
    return this.isSet(input) ? (this.text(input) ?? '') : this.#require(input, operation, '');
  }

  /** Separated by line breaks or commas, or a JSON array as the outputs of this action are; no repeats. */
  list(input: InputName): readonly string[] {
    const text = this.raw(input);
    const items = readJsonList(text) ?? text.split(/[\r\n,]/);
    const wanted = items.map((item) => item.trim()).filter((item) => item !== '');
    const broken = wanted.filter((item) => CONTROL_CHARACTERS.test(item));
    for (const item of broken) this.#refuse(input, item, 'texts without control characters');
    return broken.length > 0 ? [] : Array.from(new Set(wanted));
  }

  /** A list with at least one item; a fault names the operation that needs it. */
  requiredList(input: InputName, operation: Operation): readonly string[] {
    const faultsBefore = this.#faults.length;
    const items = this.list(input);
    const isSound = items.length > 0 || this.#faults.length > faultsBefore;
    return isSound ? items : this.#require(input, operation, []);
  }

  /** Names of things that there are, or are to be. A glob or a broken JSON array among them would be taken for one. */
  requiredNames(input: InputName, operation: Operation): readonly string[] {
    const names = this.requiredList(input, operation);
    const broken = names.filter((name) => NEVER_IN_NAMES.test(name));
    for (const name of broken)
      this.#refuse(input, name, 'names as they are, without globs, brackets or quotes');
    return broken.length > 0 ? [] : names;
  }

  /** A test for names that fit one of the globs; null if none is given. */
  globs(input: InputName, ignoreCase = false): ((name: string) => boolean) | null {
    const globs = this.list(input);
    const broken = globs.filter((glob) => !isGlob(glob));
    for (const glob of broken) this.#refuse(input, glob, GLOB_FORMS);
    // Taken for no condition at all, it would fit everything.
    if (globs.length === 0 && this.isSet(input)) this.#refuse(input, this.raw(input), GLOB_FORMS);
    return globs.length === 0 || broken.length > 0 ? null : compileGlobs(globs, ignoreCase);
  }

  /** One of some words; null if it is not set. */
  choice<Choice extends string>(input: InputName, choices: readonly Choice[]): Choice | null {
    const text = this.text(input);
    if (text === null) return null;
    const chosen = choices.find((choice) => choice === text);
    return chosen ?? this.#refuse(input, text, choices.join(' or '));
  }

  /** True or false in any case; null if it is not set. */
  boolean(input: InputName): boolean | null {
    const text = this.text(input);
    if (text === null) return null;
    const isKnown = /^(?:true|false)$/i.test(text);
    return isKnown ? text.toLowerCase() === 'true' : this.#refuse(input, text, 'true or false');
  }

  /** Milliseconds; null if it is not set. */
  durationMs(input: InputName): number | null {
    const text = this.text(input);
    if (text === null) return null;
    const hint = /^\d+$/.test(text) ? `a number with a unit: ${DURATION_FORMS}` : DURATION_FORMS;
    return parseDurationMs(text) ?? this.#refuse(input, text, hint);
  }

  /** At least 0; null if it is not set. */
  wholeNumber(input: InputName): number | null {
    const text = this.text(input);
    if (text === null) return null;
    return toWholeNumber(text) ?? this.#refuse(input, text, 'a whole number of at least 0');
  }

  /** A whole number, or infinity for `unlimited`; null if it is not set. */
  count(input: InputName): number | null {
    const text = this.text(input);
    if (text === null) return null;
    if (text.toLowerCase() === 'unlimited') return Number.POSITIVE_INFINITY;
    return toWholeNumber(text) ?? this.#refuse(input, text, 'a whole number of at least 0, or unlimited');
  }

  /** Adds a fault for everything that is set and that the operation does not use, misspelt names included. */
  refuseUnused(operation: Operation): void {
    const accepted = INPUT_NAMES.filter((input) => isUsedBy(input, operation));
    for (const input of INPUT_NAMES) {
      if (this.isSet(input) && !accepted.includes(input))
        this.addFault(`\`${input}\` is not used by ${operation}.`);
    }
    for (const name of this.#unknownNames()) {
      this.addFault(
        `\`${name}\` is not an input of this action; ${operation} accepts ${accepted.join(', ')}.`,
      );
    }
  }

  /** Adds a fault for inputs that mean nothing without another one. */
  refuseWithout(inputs: readonly InputName[], condition: string, operation: Operation): void {
    for (const input of inputs) {
      if (this.isSet(input))
        this.addFault(`\`${input}\` is used by ${operation} only together with ${condition}.`);
    }
  }

  #unknownNames(): readonly string[] {
    const known = new Set(INPUT_NAMES.map(variableOf));
    return Object.entries(this.#environment)
      .filter(([variable, value]) => variable.startsWith('INPUT_') && !known.has(variable) && value?.trim())
      .map(([variable]) => variable.slice('INPUT_'.length).toLowerCase());
  }

  #refuse(input: InputName, value: string, accepted: string): null {
    this.addFault(`\`${input}\` is ${quote(value)}; accepted is ${accepted}.`);
    return null;
  }

  #require<Value>(input: InputName, operation: Operation, substitute: Value): Value {
    this.addFault(
      `\`${input}\` is required by ${operation}, and is ${this.isSet(input) ? 'empty' : 'not set'}.`,
    );
    return substitute;
  }
}

function toWholeNumber(text: string): number | null {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/** The runner's name for an input's variable (`core.getInput` reads the same). */
function variableOf(input: string): string {
  return `INPUT_${input.toUpperCase()}`;
}

function readJsonList(text: string): readonly string[] | null {
  if (!text.trim().startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  } catch {
    return null;
  }
}

function quote(value: string): string {
  const shown = value.length > MOST_SHOWN_CHARACTERS ? `${value.slice(0, MOST_SHOWN_CHARACTERS)}…` : value;
  return JSON.stringify(shown);
}
