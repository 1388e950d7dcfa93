import { randomUUID } from 'node:crypto';
import type { VirtualMachine } from './simulator-options.ts';

/** A snapshot as the API writes it (`SnapshotDetailsItem`). A field may be null, or not there at all. */
export interface ApiSnapshot {
  readonly id?: string | null;
  readonly namespace?: string | null;
  readonly sourceName?: string | null;
  readonly osImage?: string | null;
  readonly customPackage?: string | null;
  readonly rootDiskSize?: string | null;
  readonly creationDate?: string;
  readonly username?: string | null;
  readonly tenancyName?: string | null;
  readonly readyToUse?: boolean;
}

/** A snapshot to put into the world, answered exactly as it is given: what is left out is absent from answers. */
export interface SeedSnapshot extends ApiSnapshot {
  /** The cluster that holds it; by default the first of the simulator's clusters. */
  readonly cluster?: string;
}

/** A snapshot as the simulator sees it: what the API says of it, and what the API keeps to itself. */
export interface SimulatedSnapshot extends ApiSnapshot {
  readonly cluster: string;
  /** Whether reads show it by now. */
  readonly visible: boolean;
  /** Whether its deletion was asked for. */
  readonly deleting: boolean;
}

/** What the API takes to find one snapshot. */
export interface SnapshotAddress {
  readonly cluster: string;
  readonly namespace: string;
  readonly id: string;
}

/** The body of a create request (`CreateSnapshotInput`). */
export interface CreateInput {
  readonly cluster: string;
  readonly namespace: string;
  readonly name?: string;
  readonly sourceVMName?: string;
}

/** The settings that decide what exists and how long things take. */
export interface WorldSettings {
  readonly readyAfterMs: number | 'never';
  readonly invisibleForMs: number;
  readonly deletedVisibleForMs: number;
  readonly clusters: readonly string[];
  readonly namespaces: readonly string[] | 'any';
  readonly virtualMachines: readonly VirtualMachine[] | 'any';
  readonly now: () => number;
}

interface StoredSnapshot {
  readonly details: ApiSnapshot;
  readonly cluster: string;
  /** Null if the given `readyToUse` stands. */
  readonly readyAtMs: number | null;
  readonly visibleFromMs: number;
  /** Null while nobody asked for its deletion. */
  goneAtMs: number | null;
}

const NAME_LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const KUBERNETES_NAME = new RegExp(`^${NAME_LABEL}(?:\\.${NAME_LABEL})*$`);
const LONGEST_NAME = 253;

/** The snapshots there are, as CSI keeps them: unique by name in a namespace of a cluster, slow to come and to go. */
export class SnapshotWorld {
  readonly #settings: WorldSettings;
  readonly #stored = new Set<StoredSnapshot>();
  readonly #byAddress = new Map<string, StoredSnapshot>();

  constructor(settings: WorldSettings) {
    this.#settings = settings;
  }

  /**
   * Puts a snapshot into the world as if it had long been there.
   *
   * @throws if its cluster is not one of the simulator's, or if its name is taken
   */
  add({ cluster, ...details }: SeedSnapshot): void {
    const home = cluster ?? this.#settings.clusters[0] ?? '';
    const refusal = this.placeRefusal(home);
    if (refusal !== null) throw new Error(refusal);
    if (this.#isTaken({ cluster: home, namespace: details.namespace ?? '', id: details.id ?? '' })) {
      throw new Error(alreadyExists(details.id ?? ''));
    }
    this.#store({
      details,
      cluster: home,
      readyAtMs: null,
      visibleFromMs: Number.NEGATIVE_INFINITY,
      goneAtMs: null,
    });
  }

  /** Why a cluster, and a namespace in it, can't be worked in; null if they can. */
  placeRefusal(cluster: string, namespace?: string): string | null {
    const { clusters, namespaces } = this.#settings;
    if (!clusters.includes(cluster)) return `Cluster "${cluster}" is not available.`;
    if (namespace === undefined || namespaces === 'any' || namespaces.includes(namespace)) return null;
    return `Namespace "${namespace}" is not available.`;
  }

  /** Why a snapshot can't be created; null if it can. */
  createRefusal({ cluster, namespace, name, sourceVMName }: CreateInput): string | null {
    const place = this.placeRefusal(cluster, namespace);
    if (place !== null) return place;
    if (!sourceVMName) return 'A snapshot needs a virtual machine: sourceVMName is not set.';
    if (!this.#isMachine({ cluster, namespace, name: sourceVMName })) {
      return `Virtual machine "${sourceVMName}" not found in namespace "${namespace}".`;
    }
    if (name === undefined) return null;
    if (!isKubernetesName(name)) return invalidName(name);
    return this.#isTaken({ cluster, namespace, id: name }) ? alreadyExists(name) : null;
  }

  /** Creates a snapshot that {@link createRefusal} has nothing against; without a name it gets one. */
  create({ cluster, namespace, name, sourceVMName }: CreateInput): ApiSnapshot {
    const nowMs = this.#settings.now();
    const details: ApiSnapshot = {
      id: name ?? `snapshot-${randomUUID()}`,
      namespace,
      sourceName: sourceVMName ?? null,
      osImage: 'Ubuntu 22.04.4 LTS',
      customPackage: null,
      rootDiskSize: '100Gi',
      creationDate: dotNetDate(nowMs),
      username: 'simulated-user',
      tenancyName: 'simulated-tenancy',
      readyToUse: false,
    };
    const { readyAfterMs, invisibleForMs } = this.#settings;
    this.#store({
      details,
      cluster,
      readyAtMs: nowMs + (readyAfterMs === 'never' ? Number.POSITIVE_INFINITY : readyAfterMs),
      visibleFromMs: nowMs + invisibleForMs,
      goneAtMs: null,
    });
    return details;
  }

  /** What reads show, oldest entry first; of one cluster, or without a cluster of all. */
  list(cluster?: string): readonly ApiSnapshot[] {
    const nowMs = this.#settings.now();
    return this.#present()
      .filter((stored) => cluster === undefined || stored.cluster === cluster)
      .filter((stored) => stored.visibleFromMs <= nowMs)
      .map((stored) => describe(stored, nowMs));
  }

  /** What reads show of one snapshot; null if they show nothing. */
  find(address: SnapshotAddress): ApiSnapshot | null {
    const stored = this.#lookUp(address);
    const nowMs = this.#settings.now();
    return stored !== null && stored.visibleFromMs <= nowMs ? describe(stored, nowMs) : null;
  }

  /**
   * Asks for the deletion of a snapshot; asking again changes nothing.
   *
   * @returns whether there is such a snapshot, even one that reads do not show yet
   */
  delete(address: SnapshotAddress): boolean {
    const stored = this.#lookUp(address);
    if (stored === null) return false;
    stored.goneAtMs ??= this.#settings.now() + this.#settings.deletedVisibleForMs;
    return true;
  }

  /** Every snapshot that exists, whether reads show it or not. */
  all(): readonly SimulatedSnapshot[] {
    const nowMs = this.#settings.now();
    return this.#present().map((stored) => ({
      ...describe(stored, nowMs),
      cluster: stored.cluster,
      visible: stored.visibleFromMs <= nowMs,
      deleting: stored.goneAtMs !== null,
    }));
  }

  #store(stored: StoredSnapshot): void {
    this.#stored.add(stored);
    const address = addressOf(stored);
    if (address !== null) this.#byAddress.set(addressKey(address), stored);
  }

  #lookUp(address: SnapshotAddress): StoredSnapshot | null {
    const stored = this.#byAddress.get(addressKey(address)) ?? null;
    return stored === null || this.#isGone(stored) ? null : stored;
  }

  #present(): StoredSnapshot[] {
    return Array.from(this.#stored).filter((stored) => !this.#isGone(stored));
  }

  #isGone({ goneAtMs }: StoredSnapshot): boolean {
    return goneAtMs !== null && goneAtMs <= this.#settings.now();
  }

  #isTaken(address: SnapshotAddress): boolean {
    return this.#lookUp(address) !== null;
  }

  #isMachine({ cluster, namespace, name }: VirtualMachine): boolean {
    const { virtualMachines } = this.#settings;
    if (virtualMachines === 'any') return true;
    return virtualMachines.some(
      (machine) => machine.cluster === cluster && machine.namespace === namespace && machine.name === name,
    );
  }
}

/**
 * Whether Kubernetes takes a text as the name of an object: an RFC 1123 subdomain of at most 253 characters.
 * Stricter than the vendor's contract says, as each part between dots must itself begin and end alphanumerically.
 */
function isKubernetesName(text: string): boolean {
  return text.length <= LONGEST_NAME && KUBERNETES_NAME.test(text);
}

function invalidName(name: string): string {
  return (
    `VolumeSnapshot.snapshot.storage.k8s.io "${name}" is invalid: metadata.name: Invalid value: "${name}": ` +
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must " +
    'start and end with an alphanumeric character'
  );
}

function alreadyExists(name: string): string {
  return `volumesnapshots.snapshot.storage.k8s.io "${name}" already exists`;
}

/** A date as .NET writes one without a zone: seven digits of a second's fraction, and no `Z`. */
function dotNetDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '0000');
}

function describe({ details, readyAtMs }: StoredSnapshot, nowMs: number): ApiSnapshot {
  return readyAtMs === null ? details : { ...details, readyToUse: readyAtMs <= nowMs };
}

function addressOf({ details, cluster }: StoredSnapshot): SnapshotAddress | null {
  const { id, namespace } = details;
  return id && namespace ? { cluster, namespace, id } : null;
}

function addressKey({ cluster, namespace, id }: SnapshotAddress): string {
  return JSON.stringify([cluster, namespace, id]);
}
