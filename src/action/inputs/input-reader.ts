import { closestMatch } from 'leven';
import { DURATION_FORMS, mayMeanMonths, parseDurationMs } from '../../domain/duration.ts';
import { BLANK_BY_DEFAULT, INPUT_NAMES, type InputName, isUsedBy, type Operation } from './catalog.ts';
import { compileGlobs, formsInsteadOf, isGlob, looksLikeRegularExpression, subjectOf } from './globs.ts';
import { acceptedInsteadOf, hasControlCharacter, quote, splitList, toWholeNumber } from './text.ts';

/** The environment variables of a step. */
export type Environment = Readonly<Record<string, string | undefined>>;

const ONE_NAME = 'one plain name, without spaces, commas, quotes, globs and expressions';
const WHOLE_NUMBER = 'a whole number of at least 0';
const BOOLEANS = new Map([
  ['true', true],
  ['false', false],
]);

/** The most letters that may be wrong in a name: with more, another word would be suggested. */
const maxMisspelt = (name: string) => Math.min(3, Math.floor((name.length + 1) / 3));

/**
 * Reads a step's inputs one by one and collects every fault, so that all can be mended in one go. A faulty input
 * reads as if it were not set; nothing read may be used while there are faults.
 */
export class InputReader {
  /** As it was given: the inputs, and what stands in for one that is not set. */
  readonly environment: Environment;
  /** By names in upper case: on Windows, a variable is the same in any. One that is so already wins. */
  readonly #variables: Environment;
  readonly #faults = new Set<string>();
  readonly #notices: string[] = [];
  readonly #redact: (text: string) => string;

  /** @param redact takes secrets out of a text before a fault quotes, and so may cut, it */
  constructor(environment: Environment, redact = (text: string) => text) {
    this.#redact = redact;
    this.environment = environment;
    const inUpperCase = Object.entries(environment).map(([name, value]) => [name.toUpperCase(), value]);
    this.#variables = { ...Object.fromEntries(inUpperCase), ...environment };
  }

  /** What is wrong with the inputs read so far, a sentence each. */
  get faults(): readonly string[] {
    return Array.from(this.#faults);
  }

  /** What is accepted, and may yet be meant otherwise, a sentence each. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  /** Adds what is wrong with several inputs together, in a sentence. */
  addFault(fault: string): void {
    this.#faults.add(fault);
  }

  /** Adds what people should know before the operation begins, in a sentence. */
  addNotice(notice: string): void {
    this.#notices.push(notice);
  }

  /** What the step is to do, as it says itself. */
  get operation(): string {
    return this.raw('operation').trim();
  }

  /** The text of an input as the runner hands it over; empty if it is not set. */
  raw(input: InputName): string {
    return this.#variables[variableOf(input)] ?? '';
  }

  /** Whether there is more than white space. */
  isSet(input: InputName): boolean {
    return this.raw(input).trim() !== '';
  }

  /** Whether the step sets it to an empty text; known only for the inputs of which the catalogue says so. */
  isEmptied(input: InputName): boolean {
    return BLANK_BY_DEFAULT.includes(input) && this.#variables[variableOf(input)] === '';
  }

  /**
   * Whether the step sets it to an empty text, as a variable that is not there does. Known only where the defaults of
   * `action.yml` come along: by hand, somebody may pass an empty text for all that is not set.
   */
  isSurelyEmptied(input: InputName): boolean {
    const areDefaultsThere = BLANK_BY_DEFAULT.some((other) => this.raw(other) !== '' && !this.isSet(other));
    return areDefaultsThere && this.isEmptied(input);
  }

  /** One line of text, trimmed; null if it is not set. */
  text(input: InputName): string | null {
    const text = this.raw(input).trim();
    if (text === '') return null;
    if (hasControlCharacter(text))
      return this.#refuse(input, text, 'one line of text without control characters');
    return text;
  }

  /** Adds a fault if an input that the operation needs is not set. */
  requireSet(input: InputName): void {
    if (!this.isSet(input)) this.#refuseMissing(input);
  }

  /** The name of one thing; null if it is not set. */
  name(input: InputName): string | null {
    const name = this.text(input);
    if (name === null || (acceptedInsteadOf(name) === null && !name.includes(','))) return name;
    return this.#refuse(input, name, ONE_NAME);
  }

  /** The name of one thing, which the operation needs. */
  requiredName(input: InputName): string {
    this.requireSet(input);
    return this.name(input) ?? '';
  }

  /** Separated by line breaks or commas, or a JSON array as the outputs of this action are; no repeats. */
  list(input: InputName): readonly string[] {
    const items = splitList(this.raw(input));
    const broken = items.filter(hasControlCharacter);
    for (const item of broken) this.#refuse(input, item, 'texts without control characters');
    return broken.length > 0 ? [] : items;
  }

  /** Names of things that there are, or are to be; the operation needs one at least. */
  requiredNames(input: InputName): readonly string[] {
    const faultsBefore = this.#faults.size;
    const names = this.list(input);
    for (const name of names) {
      const accepted = acceptedInsteadOf(name);
      if (accepted !== null) this.#refuse(input, name, accepted);
    }
    if (this.#faults.size > faultsBefore) return [];
    if (names.length === 0) this.#refuseMissing(input);
    return names;
  }

  /** A test for names that fit one of the globs; null if none is given. */
  globs(input: InputName, ignoreCase = false): ((name: string) => boolean) | null {
    const globs = this.list(input);
    const broken = globs.filter((glob) => !isGlob(glob, subjectOf(input)));
    for (const glob of broken) this.#refuse(input, glob, formsInsteadOf(glob));
    // Taken for no condition at all, it would fit everything.
    if (globs.length === 0 && this.isSet(input)) this.#refuse(input, this.raw(input), formsInsteadOf(''));
    for (const glob of globs.filter(looksLikeRegularExpression)) {
      this.addNotice(
        `\`${input}\` is ${quote(this.#redact(glob))}, which looks like a regular expression. It is read as a glob: * stands for any characters, and ^, $ and . for themselves.`,
      );
    }
    return globs.length === 0 || broken.length > 0 ? null : compileGlobs(globs, ignoreCase);
  }

  /** One of some words; null if it is not set. */
  choice<Choice extends string>(input: InputName, choices: readonly Choice[]): Choice | null {
    const accepted = choices.join(' or ');
    return this.#parse(input, accepted, (text) => choices.find((choice) => choice === text) ?? null);
  }

  /** True or false in any case; null if it is not set. */
  boolean(input: InputName): boolean | null {
    return this.#parse(input, 'true or false', (text) => BOOLEANS.get(text.toLowerCase()) ?? null);
  }

  /** The length of a wait in milliseconds; null if it is not set. */
  durationMs(input: InputName): number | null {
    const isBare = /^\d+$/.test(this.raw(input).trim());
    const accepted = isBare ? `a number with a unit: ${DURATION_FORMS}` : DURATION_FORMS;
    return this.#parse(input, accepted, parseDurationMs);
  }

  /** The age of a snapshot in milliseconds; null if it is not set. `m` is refused, as it may be meant as months. */
  ageMs(input: InputName): number | null {
    const text = this.text(input);
    if (text === null || !mayMeanMonths(text)) return this.durationMs(input);
    this.addFault(
      `\`${input}\` is ${quote(this.#redact(text))}; \`m\` could mean minutes or months here: write 90min, or days such as 180d.`,
    );
    return null;
  }

  /** At least 0; null if it is not set. */
  wholeNumber(input: InputName): number | null {
    return this.#parse(input, WHOLE_NUMBER, toWholeNumber);
  }

  /** A whole number, or infinity for `unlimited`; null if it is not set. */
  count(input: InputName): number | null {
    return this.#parse(input, `${WHOLE_NUMBER}, or unlimited`, (text) =>
      text.toLowerCase() === 'unlimited' ? Number.POSITIVE_INFINITY : toWholeNumber(text),
    );
  }

  /** Adds a fault for everything that is set and that the operation does not use, unknown names included. */
  refuseUnused(operation: Operation): void {
    const accepted = INPUT_NAMES.filter((input) => isUsedBy(input, operation));
    const unused = INPUT_NAMES.filter((input) => this.isSet(input) && !accepted.includes(input));
    for (const input of unused) this.addFault(`\`${input}\` is not used by ${operation}.`);
    this.refuseUnknown(accepted, operation);
  }

  /** Adds a fault for every name that is no input's: with the one that is likely meant, or else with all. */
  refuseUnknown(accepted: readonly InputName[], acceptedBy: string): void {
    for (const name of this.#unknownNames()) {
      const meant = closestMatch(name, accepted, { maxDistance: maxMisspelt(name) });
      const hint = meant ? `did you mean \`${meant}\`?` : `${acceptedBy} accepts ${accepted.join(', ')}.`;
      this.addFault(`\`${name}\` is not an input of this action; ${hint}`);
    }
  }

  /** The variables of inputs that no input reads, as a step would name them. */
  #unknownNames(): readonly string[] {
    const known = new Set(INPUT_NAMES.map(variableOf));
    const isRead = (variable: string, value: string) =>
      known.has(variable.toUpperCase()) && this.#variables[variable.toUpperCase()] === value;
    return Object.entries(this.environment)
      .filter(
        ([variable, value]) => variable.startsWith('INPUT_') && value?.trim() && !isRead(variable, value),
      )
      .map(([variable]) => {
        const name = variable.slice('INPUT_'.length);
        return variable === variableOf(name) ? name.toLowerCase() : variable;
      });
  }

  /** One line of text as `parse` reads it; what it reads as null is a fault. */
  #parse<Value>(input: InputName, accepted: string, parse: (text: string) => Value | null): Value | null {
    const text = this.text(input);
    return text === null ? null : (parse(text) ?? this.#refuse(input, text, accepted));
  }

  #refuse(input: InputName, value: string, accepted: string): null {
    this.addFault(`\`${input}\` is ${quote(this.#redact(value))}; accepted is ${accepted}.`);
    return null;
  }

  #refuseMissing(input: InputName): void {
    const notSet = this.isEmptied(input)
      ? 'set to an empty text: was the step skipped whose output it is, or did it find nothing?'
      : 'not set.';
    this.addFault(
      `\`${input}\` is required by ${this.operation}, and is ${this.isSet(input) ? 'empty.' : notSet}`,
    );
  }
}

/** The runner's name for an input's variable (`core.getInput` reads the same). */
function variableOf(input: string): string {
  return `INPUT_${input.toUpperCase()}`;
}
