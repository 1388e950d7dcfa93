import { partialSnapshot, type Snapshot } from '../../src/domain/snapshot.ts';
import { HOUR_MS, toUtcTimestamp } from '../../src/domain/time.ts';

/** When snapshots of some VMs are made. */
export interface Schedule {
  readonly vms: readonly string[];
  readonly namespace: string;
  readonly everyHours: number;
  /** How many in a hundred are missing, and how many of the others never become ready. */
  readonly missingPercent: number;
  readonly unreadyPercent: number;
}

/** All at once would give every VM the same times. */
const BETWEEN_VMS_MS = 7 * 60_000;
const FIRST_OF_DAY_MS = 3 * HOUR_MS;

/**
 * The snapshots that a schedule makes after one moment and up to another, oldest first. What is missing and what is
 * not ready looks random, and is the same every time.
 *
 * @param afterMs milliseconds since 1970 UTC, as `untilMs`
 */
export function snapshotsOf(schedule: Schedule, afterMs: number, untilMs: number): readonly Snapshot[] {
  const stepMs = schedule.everyHours * HOUR_MS;
  const firstStep = Math.floor((afterMs - FIRST_OF_DAY_MS) / stepMs) - 1;
  const steps = Math.ceil((untilMs - afterMs) / stepMs) + 3;
  return Array.from({ length: steps }, (_, index) => firstStep + index)
    .flatMap((step) =>
      schedule.vms.map((vm, vmIndex) => ({
        vm,
        createdMs: step * stepMs + FIRST_OF_DAY_MS + vmIndex * BETWEEN_VMS_MS,
        chance: chanceOf(step, vmIndex),
        secondChance: chanceOf(step, vmIndex + schedule.vms.length),
      })),
    )
    .filter(({ createdMs, chance }) => {
      return createdMs > afterMs && createdMs <= untilMs && chance >= schedule.missingPercent;
    })
    .map(({ vm, createdMs, secondChance }) =>
      partialSnapshot({
        id: `${vm}-${nameOf(createdMs)}`,
        namespace: schedule.namespace,
        sourceName: vm,
        creationDate: toUtcTimestamp(createdMs),
        readyToUse: secondChance >= schedule.unreadyPercent,
      }),
    );
}

/** From 0 to below 100, spread evenly over steps and VMs. */
function chanceOf(step: number, salt: number): number {
  let hash = Math.imul(step, 2_654_435_761) ^ Math.imul(salt + 1, 40_503);
  hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * 100;
}

/** The minute as a part of a name: `20261125-0307`. */
function nameOf(createdMs: number): string {
  const [day = '', time = ''] = new Date(createdMs).toISOString().slice(0, 16).split('T');
  return `${day.replaceAll('-', '')}-${time.replace(':', '')}`;
}
