import { randomUUID } from 'node:crypto';
import type { Answer, Answers } from './answers.ts';
import { type ApiCall, type Operation, queryValue } from './api-call.ts';
import type { SimulatorSettings, VirtualMachine } from './simulator-options.ts';
import type { SnapshotWorld } from './snapshot-world.ts';

// As the SDK's README shows them.
const CONFIGURATIONS = [
  { id: 5, name: 'A100_40GB_PCIe_1x' },
  { id: 6, name: 'A100_40GB_PCIe_2x' },
] as const;

/** The calls about virtual machines, which the API calls servers. */
type VirtualMachineOperation = Extract<
  Operation,
  'list-configurations' | 'list-servers' | 'get-server' | 'create-server' | 'destroy-server'
>;

interface StoredMachine extends VirtualMachine {
  readonly configurationId: number;
  readonly rpool: string;
  readonly ip: string;
  readonly onlineAtMs: number;
}

/** The body of `CreateServer`, as far as it makes a difference here. */
interface CreateServerInput {
  readonly cluster: string;
  readonly vpc: string;
  readonly configuration: string;
  readonly name?: string;
  readonly rpool?: string;
  readonly snapshotName?: string;
}

/** What a call is carried out with, and when by the simulator's clock. */
export interface MachineContext {
  readonly answers: Answers;
  readonly world: SnapshotWorld;
  readonly atMs: number;
}

/**
 * The virtual machines there are: those of the settings, online from the start, and those that were created. One is
 * made from a snapshot only if that is ready, and is online `readyAfterMs` later.
 */
export class VirtualMachines {
  readonly #settings: SimulatorSettings;
  #machines: readonly StoredMachine[];
  #createdSoFar = 0;

  constructor(settings: SimulatorSettings) {
    this.#settings = settings;
    const given = settings.virtualMachines === 'any' ? [] : settings.virtualMachines;
    this.#machines = given.map((machine) => ({
      ...machine,
      configurationId: CONFIGURATIONS[0].id,
      rpool: 'reserved',
      ip: '192.0.2.1',
      onlineAtMs: Number.NEGATIVE_INFINITY,
    }));
  }

  /** Whether a snapshot can be taken of a machine: of any where the settings have it so. */
  has(machine: VirtualMachine): boolean {
    return this.#settings.virtualMachines === 'any' || this.#find(machine) !== undefined;
  }

  /** Carries out one call and answers it. */
  perform(operation: VirtualMachineOperation, { query, bodyText }: ApiCall, context: MachineContext): Answer {
    const { answers, atMs } = context;
    if (operation === 'list-configurations') return answers.success(200, { items: CONFIGURATIONS });
    if (operation === 'create-server') return this.#create(JSON.parse(bodyText), context);
    const cluster = queryValue(query, 'Cluster');
    if (operation === 'list-servers') {
      const listed = this.#machines.filter((machine) => ['', machine.cluster].includes(cluster));
      return answers.success(200, { items: listed.map((machine) => describe(machine, atMs)) });
    }
    const name = queryValue(query, 'Id');
    const machine = this.#find({ cluster, namespace: queryValue(query, 'Namespace'), name });
    if (machine === undefined) return answers.refused(`"${name}" not found`);
    if (operation === 'get-server') return answers.success(200, describe(machine, atMs));
    // What the server does without the parameter is not known: here it is what costs the caller most.
    return this.#destroy(machine, queryValue(query, 'DeleteSnapshots') !== 'false', context);
  }

  #create(input: CreateServerInput, { answers, world, atMs }: MachineContext): Answer {
    const { cluster, vpc: namespace, name = `vm-${randomUUID()}`, rpool = 'on-demand' } = input;
    const refusal = this.#createRefusal(input, { cluster, namespace, name }, world, atMs);
    if (refusal !== null) return answers.refused(refusal);
    const { readyAfterMs } = this.#settings;
    this.#createdSoFar += 1;
    const machine = {
      cluster,
      namespace,
      name,
      configurationId: configurationId(input.configuration) ?? 0,
      rpool,
      ip: `198.51.100.${this.#createdSoFar}`,
      onlineAtMs: atMs + (readyAfterMs === 'never' ? Number.POSITIVE_INFINITY : readyAfterMs),
    };
    this.#machines = [...this.#machines, machine];
    const details = describe(machine, Number.NEGATIVE_INFINITY);
    return answers.success(202, { ...details, configuration: input.configuration, status: 'na' });
  }

  #createRefusal(
    { configuration, snapshotName: id }: CreateServerInput,
    machine: VirtualMachine,
    world: SnapshotWorld,
    atMs: number,
  ): string | null {
    const { cluster, namespace, name } = machine;
    const place = world.placeRefusal(cluster, namespace);
    if (place !== null) return place;
    if (this.#find(machine) !== undefined) return `"${name}" already exists`;
    if (configurationId(configuration) === undefined) return `Configuration "${configuration}" not found`;
    if (id === undefined) return null;
    const snapshot = world.find({ cluster, namespace, id }, atMs);
    if (snapshot === null) return `Snapshot "${id}" not found`;
    return snapshot.readyToUse === true ? null : `Snapshot "${id}" is not ready to use`;
  }

  #destroy(
    destroyed: StoredMachine,
    withSnapshots: boolean,
    { answers, world, atMs }: MachineContext,
  ): Answer {
    const { cluster, namespace, name } = destroyed;
    this.#machines = this.#machines.filter((machine) => machine !== destroyed);
    for (const snapshot of withSnapshots ? world.all(atMs) : []) {
      const isHere = snapshot.cluster === cluster && snapshot.namespace === namespace;
      const isOfMachine = isHere && snapshot.sourceName === name;
      if (isOfMachine) world.delete({ cluster, namespace, id: snapshot.id ?? '' }, atMs);
    }
    return answers.success(202, { id: name, cluster, status: 'na' });
  }

  #find({ cluster, namespace, name }: VirtualMachine): StoredMachine | undefined {
    return this.#machines.find(
      (machine) => machine.cluster === cluster && machine.namespace === namespace && machine.name === name,
    );
  }
}

function configurationId(name: string): number | undefined {
  return CONFIGURATIONS.find((configuration) => configuration.name === name)?.id;
}

/** The fields are those that the SDK's code lists; their values are like those in its README. */
function describe(machine: StoredMachine, atMs: number): object {
  const isOnline = machine.onlineAtMs <= atMs;
  return {
    username: 'simulated-user',
    tenancyName: 'simulated-tenancy',
    rpool: machine.rpool,
    directAttachedStoragePersisted: false,
    id: machine.name,
    namespace: machine.namespace,
    configuration: String(machine.configurationId),
    storage: 1700,
    gpuType: 'nvidia.com/A100PCIE40GB',
    gpus: 1,
    vcpus: 14,
    memory: 112,
    ip: isOnline ? machine.ip : '',
    privateIp: '172.16.0.84',
    image: 'Ubuntu_22.04.4_LTS',
    cluster: machine.cluster,
    status: isOnline ? 'ONLINE' : 'PENDING_RESOURCES',
    storageType: 'na',
    rootDiskSize: '100Gi',
  };
}
