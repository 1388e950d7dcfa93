import type { Snapshot } from '../../src/domain/snapshot.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import { readPasted } from './pasted-snapshots.ts';
import { type FieldFault, type Fields, readPolicyFields } from './policy-fields.ts';
import { type Schedule, snapshotsOf } from './schedule.ts';
import { DAYS_OF_YEAR, type YearPlan } from './year.ts';

/** A year that can be shown, or all that is wrong with what was typed. */
export type Preview =
  | { readonly ok: true; readonly plan: YearPlan }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

const VM_NAMES = ['web-1', 'db-1', 'app-1', 'cache-1', 'build-1'];

/** Beyond, a browser takes too long for every change. */
const MAX_SNAPSHOTS = 20_000;

/** The numbers of the form, with the least and the greatest that each may be. */
const NUMBERS = {
  vms: { label: 'The number of VMs', min: 1, max: VM_NAMES.length },
  'every-hours': { label: 'The hours between two snapshots', min: 1, max: 720 },
  'for-days': { label: 'The number of days', min: 1, max: 1095 },
  missing: { label: 'The share of missing ones', min: 0, max: 90 },
  unready: { label: 'The share of those not ready', min: 0, max: 90 },
  'then-every-hours': { label: 'The hours between two snapshots', min: 1, max: 720 },
} as const;

type NumberField = keyof typeof NUMBERS;

/** Collects faults, so that all can be mended at once. */
class NumberReader {
  readonly faults: FieldFault[] = [];
  readonly #fields: Fields;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  read(field: NumberField): number {
    const { label, min, max } = NUMBERS[field];
    const text = (this.#fields[field] ?? '').trim();
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    this.faults.push({ field, message: `${label} must be a whole number from ${min} to ${max}.` });
    return min;
  }
}

/**
 * Reads the whole form.
 *
 * @param nowMs the moment of the first prune, in milliseconds since 1970 UTC
 */
export function readPreview(fields: Fields, nowMs: number): Preview {
  const options = readPolicyFields(fields);
  const namespace = (fields['namespace'] ?? '').trim();
  const source = fields['source'] === 'paste' ? paste(fields, nowMs) : makeUp(fields, namespace, nowMs);
  const policyFaults = 'policy' in options ? [] : options;
  if ('policy' in options && source.faults.length === 0) {
    return { ok: true, plan: { ...source, options, startMs: nowMs } };
  }
  return { ok: false, faults: [...source.faults, ...policyFaults] };
}

interface Source extends Pick<YearPlan, 'present' | 'toCome'> {
  readonly faults: readonly FieldFault[];
}

function makeUp(fields: Fields, namespace: string, nowMs: number): Source {
  const numbers = new NumberReader(fields);
  const schedule: Schedule = {
    vms: VM_NAMES.slice(0, numbers.read('vms')),
    namespace,
    everyHours: numbers.read('every-hours'),
    missingPercent: numbers.read('missing'),
    unreadyPercent: numbers.read('unready'),
  };
  const days = numbers.read('for-days');
  if (numbers.faults.length > 0) return failed(numbers.faults);
  const count = countOf(schedule, days + DAYS_OF_YEAR);
  if (count > MAX_SNAPSHOTS) return failed([tooMany('every-hours', count)]);
  return {
    present: snapshotsOf(schedule, nowMs - days * DAY_MS, nowMs),
    toCome: snapshotsOf(schedule, nowMs, nowMs + DAYS_OF_YEAR * DAY_MS),
    faults: [],
  };
}

function paste(fields: Fields, nowMs: number): Source {
  const pasted = readPasted(fields['pasted'] ?? '');
  if (!pasted.ok) return failed([{ field: 'pasted', message: pasted.message }]);
  const { snapshots: present } = pasted;
  if (present.length > MAX_SNAPSHOTS) return failed([tooMany('pasted', present.length)]);
  if ((fields['then-every-hours'] ?? '').trim() === '') return { present, toCome: [], faults: [] };
  const numbers = new NumberReader(fields);
  const namespace = (fields['namespace'] ?? '').trim();
  const schedule: Schedule = {
    vms: vmsIn(present, namespace),
    namespace,
    everyHours: numbers.read('then-every-hours'),
    missingPercent: 0,
    unreadyPercent: 0,
  };
  if (numbers.faults.length > 0) return failed(numbers.faults);
  const count = present.length + countOf(schedule, DAYS_OF_YEAR);
  if (count > MAX_SNAPSHOTS) return failed([tooMany('then-every-hours', count)]);
  return { present, toCome: snapshotsOf(schedule, nowMs, nowMs + DAYS_OF_YEAR * DAY_MS), faults: [] };
}

function vmsIn(snapshots: readonly Snapshot[], namespace: string): readonly string[] {
  const ofNamespace = snapshots.filter((snapshot) => snapshot.namespace === namespace);
  return Array.from(new Set(ofNamespace.flatMap(({ sourceName }) => sourceName ?? [])));
}

function countOf({ vms, everyHours }: Schedule, days: number): number {
  return Math.ceil((vms.length * days * 24) / everyHours);
}

function tooMany(field: string, count: number): FieldFault {
  return {
    field,
    message: `That makes ${count.toLocaleString('en')} snapshots within the year, and this page can show ${MAX_SNAPSHOTS.toLocaleString('en')}. Take fewer VMs, or more hours between two snapshots.`,
  };
}

function failed(faults: readonly FieldFault[]): Source {
  return { present: [], toCome: [], faults };
}
