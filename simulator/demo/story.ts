/** A step of a workflow, and how it has to end. */
export interface StoryStep {
  readonly title: string;
  readonly id: string;
  /** The inputs as a workflow has them, expressions included. */
  readonly with: Readonly<Record<string, string | number | boolean>>;
  readonly expected: Expectation;
  /** Log and summary both hold the plan of a prune: which of them to show, the log without the summary or the reverse. */
  readonly planIn?: 'log' | 'summary';
}

export interface Expectation {
  /** By default 0. */
  readonly exitCode?: number;
  /** Those outputs that the story depends on. */
  readonly outputs: Readonly<Record<string, string>>;
  /** How many snapshots the step's namespace holds afterwards. */
  readonly snapshotsLeft: number;
}

/** Where the action is to be found; a workflow names its repository here. */
export const ACTION = 'OWNER/denvr-snapshot-action@v1';

export const CLUSTER = 'Msc1';

/** The namespace that has gathered snapshots for weeks. */
export const OLD_NAMESPACE = 'shop-history';

const CONNECTION = {
  'api-url': expression('env.SIMULATOR_URL'),
  'api-key': expression('secrets.DENVR_APIKEY'),
  cluster: CLUSTER,
};

const DEPLOYED = { ...CONNECTION, namespace: 'shop' };
const OLD = { ...CONNECTION, namespace: OLD_NAMESPACE };

const PRUNE = {
  operation: 'prune',
  ...OLD,
  'source-vm': 'web-*\ndb-*\nworker-*\n',
  protect: '*-before-migration',
  'keep-last': 2,
  'keep-daily': 3,
  'keep-weekly': 4,
  'unready-older-than': '2d',
  'max-deletes': 10,
};

/** From a deployment that is safe to try, to the clean-up weeks later. */
export const STORY: readonly StoryStep[] = [
  {
    title: 'Before a deployment: snapshot two VMs, and wait until both can be restored',
    id: 'snapshot',
    with: {
      operation: 'create',
      ...DEPLOYED,
      'source-vm': 'web-1\ndb-1\n',
      name: '{source-vm}-{sha}',
      wait: true,
      timeout: '1m',
      'poll-interval': '1s',
    },
    expected: {
      outputs: { count: '2', created: 'true', ready: 'true', 'failed-ids': '[]' },
      snapshotsLeft: 2,
    },
  },
  {
    title: 'See what there is to go back to',
    id: 'find',
    with: { operation: 'list', ...DEPLOYED, ready: true },
    expected: { outputs: { count: '2', ready: 'true' }, snapshotsLeft: 2 },
  },
  {
    title: "Look at the first VM's snapshot",
    id: 'look',
    with: {
      operation: 'get',
      ...DEPLOYED,
      'snapshot-id': expression('steps.snapshot.outputs.snapshot-id'),
    },
    expected: { outputs: { count: '1', ready: 'true' }, snapshotsLeft: 2 },
  },
  {
    title: 'The deployment went well: delete both',
    id: 'clean-up',
    with: {
      operation: 'delete',
      ...DEPLOYED,
      'snapshot-id': expression('steps.snapshot.outputs.snapshot-ids'),
    },
    expected: { outputs: { count: '2', 'failed-ids': '[]' }, snapshotsLeft: 0 },
  },
  {
    title: 'Weeks later: a spelling mistake fails before anything is sent',
    id: 'mistake',
    with: {
      operation: 'prune',
      ...OLD,
      'source-vm': 'web-1',
      'keep-last': 2,
      'keep-dayly': 3,
    },
    expected: { exitCode: 1, outputs: {}, snapshotsLeft: 22 },
  },
  {
    title: 'Try a retention policy, deleting nothing',
    id: 'preview',
    with: { ...PRUNE, 'dry-run': true },
    planIn: 'summary',
    expected: { outputs: { count: '7', 'failed-ids': '[]' }, snapshotsLeft: 22 },
  },
  {
    title: 'Apply the policy',
    id: 'prune',
    with: PRUNE,
    planIn: 'log',
    expected: { outputs: { count: '7', 'failed-ids': '[]' }, snapshotsLeft: 15 },
  },
];

function expression(name: string): string {
  return `\${{ ${name} }}`;
}

const EXPRESSION = /\$\{\{ *([\w.-]+) *\}\}/g;

/**
 * Fills in `${{ … }}` from values by their names, as the runner does before an action starts. Names are all that the
 * story needs.
 *
 * @throws if a name has no value: for the runner that is an empty text, here it is a mistake in the story
 */
export function evaluate(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(EXPRESSION, (_expression, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`The story uses \${{ ${name} }}, which has no value.`);
    return value;
  });
}
