import type { SeedSnapshot } from '../snapshot-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

interface Taken {
  readonly weeksAgo: number;
  readonly weekday: (typeof WEEKDAYS)[number];
  readonly hour: number;
  /** In place of a name with the date, as somebody gives one by hand. */
  readonly name?: string;
  readonly readyToUse?: boolean;
}

/** What each VM's deployments have left behind; the newest is of last week. */
const HISTORY: Readonly<Record<string, readonly Taken[]>> = {
  'web-1': [
    { weeksAgo: 1, weekday: 'Fri', hour: 16 },
    { weeksAgo: 1, weekday: 'Fri', hour: 10 },
    { weeksAgo: 1, weekday: 'Thu', hour: 14 },
    { weeksAgo: 1, weekday: 'Wed', hour: 15 },
    { weeksAgo: 1, weekday: 'Mon', hour: 11 },
    { weeksAgo: 2, weekday: 'Thu', hour: 15 },
    { weeksAgo: 2, weekday: 'Tue', hour: 9 },
    { weeksAgo: 3, weekday: 'Fri', hour: 12 },
    { weeksAgo: 3, weekday: 'Mon', hour: 10 },
    { weeksAgo: 4, weekday: 'Wed', hour: 13 },
    { weeksAgo: 6, weekday: 'Thu', hour: 9 },
  ],
  'db-1': [
    { weeksAgo: 1, weekday: 'Fri', hour: 16 },
    { weeksAgo: 1, weekday: 'Wed', hour: 3 },
    { weeksAgo: 2, weekday: 'Fri', hour: 3 },
    { weeksAgo: 2, weekday: 'Tue', hour: 8, name: 'db-1-before-migration' },
    { weeksAgo: 3, weekday: 'Fri', hour: 3 },
    { weeksAgo: 3, weekday: 'Tue', hour: 3 },
    { weeksAgo: 4, weekday: 'Fri', hour: 3 },
    { weeksAgo: 5, weekday: 'Fri', hour: 3 },
  ],
  'worker-1': [
    { weeksAgo: 3, weekday: 'Mon', hour: 10 },
    { weeksAgo: 4, weekday: 'Thu', hour: 15, readyToUse: false },
  ],
  // Of no concern to the story's prune, and so a witness that it touches nothing else.
  'jumpbox-1': [{ weeksAgo: 6, weekday: 'Tue', hour: 12 }],
};

/**
 * The snapshots that a namespace has gathered over some weeks, dated back from now.
 *
 * All of them lie in weeks that are over: so the periods that a policy counts in hold the same snapshots on whatever
 * day and at whatever hour the story is told.
 */
export function datedSnapshots(namespace: string, nowMs: number): readonly SeedSnapshot[] {
  const thisMondayMs = mondayMs(nowMs);
  return Object.entries(HISTORY).flatMap(([sourceName, taken]) =>
    taken.map((moment) => toSnapshot(namespace, sourceName, moment, thisMondayMs)),
  );
}

function mondayMs(nowMs: number): number {
  // Days are counted from Sunday there.
  const daysSinceMonday = (new Date(nowMs).getUTCDay() + 6) % 7;
  return (Math.floor(nowMs / DAY_MS) - daysSinceMonday) * DAY_MS;
}

function toSnapshot(namespace: string, sourceName: string, taken: Taken, thisMondayMs: number): SeedSnapshot {
  const { weeksAgo, weekday, hour, name, readyToUse = true } = taken;
  const days = WEEKDAYS.indexOf(weekday) - weeksAgo * WEEKDAYS.length;
  // The API's dates have no zone and mean UTC.
  const creationDate = new Date(thisMondayMs + days * DAY_MS + hour * 60 * 60 * 1000)
    .toISOString()
    .slice(0, 19);
  const dateAndTime = creationDate.replaceAll(/[-:]/g, '').replace('T', '-');
  return {
    id: name ?? `${sourceName}-${dateAndTime}`,
    namespace,
    sourceName,
    osImage: 'Ubuntu 22.04.4 LTS',
    rootDiskSize: '100Gi',
    creationDate,
    readyToUse,
  };
}
