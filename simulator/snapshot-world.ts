import { randomUUID } from 'node:crypto';
import { alreadyExists, nameRefusal } from './kubernetes-names.ts';
import type { SimulatorSettings, VirtualMachine } from './simulator-options.ts';

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

/** Everything that decides what exists and how long things take. */
interface WorldSettings extends SimulatorSettings {
  /** Whether there is such a virtual machine. */
  readonly isMachine: (machine: VirtualMachine) => boolean;
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

/**
 * The snapshots there are, as CSI keeps them: unique by name in a namespace of a cluster, slow to come and to go.
 *
 * Whoever asks says for which time, in milliseconds since 1970. Reads may ask for a time that is over; changes must
 * come in the order of their times.
 */
export class SnapshotWorld {
  readonly #settings: WorldSettings;
  /** With those that are gone, for reads of a time that is over. */
  readonly #stored = new Set<StoredSnapshot>();
  /** All that ever had an address, oldest first. */
  readonly #byAddress = new Map<string, readonly StoredSnapshot[]>();
  #lockedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(settings: WorldSettings) {
    this.#settings = settings;
  }

  /**
   * Puts a snapshot into the world as if it had long been there, or since the one before it of that name was gone.
   *
   * @throws if its cluster is not one of the simulator's, or if its name is taken
   */
  add({ cluster, ...details }: SeedSnapshot, atMs: number): void {
    const home = cluster ?? this.#settings.clusters[0] ?? '';
    const refusal = this.placeRefusal(home);
    if (refusal !== null) throw new Error(refusal);
    const address = { cluster: home, namespace: details.namespace ?? '', id: details.id ?? '' };
    if (this.#lookUp(address, atMs) !== null) throw new Error(alreadyExists(address.id));
    this.#store({
      details,
      cluster: home,
      readyAtMs: null,
      visibleFromMs: this.#history(address).at(-1)?.goneAtMs ?? Number.NEGATIVE_INFINITY,
      goneAtMs: null,
    });
  }

  /**
   * Takes a snapshot out of the world as if it had long been gone; without a namespace, those of every namespace.
   *
   * @throws if there is none
   */
  remove(id: string, namespace: string | undefined, atMs: number): void {
    const removed = this.#present(atMs).filter(
      ({ details }) => details.id === id && (namespace === undefined || details.namespace === namespace),
    );
    if (removed.length === 0) throw new Error(`There is no snapshot "${id}" to remove.`);
    for (const stored of removed) this.#forget(stored);
  }

  /** Whether a creation or a deletion was accepted so lately that another one can't be. */
  isLocked(atMs: number): boolean {
    return atMs < this.#lockedUntilMs;
  }

  /** Why a cluster, and a namespace in it, can't be worked in; null if they can. */
  placeRefusal(cluster: string, namespace?: string): string | null {
    const { clusters, namespaces } = this.#settings;
    if (!clusters.includes(cluster)) return `Cluster "${cluster}" is not available.`;
    if (namespace === undefined || namespaces === 'any' || namespaces.includes(namespace)) return null;
    return `Namespace "${namespace}" is not available.`;
  }

  /** Why a snapshot can't be created; null if it can. */
  createRefusal({ cluster, namespace, name, sourceVMName }: CreateInput, atMs: number): string | null {
    const place = this.placeRefusal(cluster, namespace);
    if (place !== null) return place;
    if (!sourceVMName) return 'A snapshot needs a virtual machine: sourceVMName is not set.';
    if (!this.#settings.isMachine({ cluster, namespace, name: sourceVMName })) {
      return `Virtual machine "${sourceVMName}" not found in namespace "${namespace}".`;
    }
    if (name === undefined) return null;
    const isTaken = this.#lookUp({ cluster, namespace, id: name }, atMs) !== null;
    return nameRefusal(name) ?? (isTaken ? alreadyExists(name) : null);
  }

  /** Creates a snapshot that {@link createRefusal} has nothing against; without a name it gets one. */
  create({ cluster, namespace, name, sourceVMName }: CreateInput, atMs: number): ApiSnapshot {
    const details: ApiSnapshot = {
      id: name ?? `snapshot-${randomUUID()}`,
      namespace,
      sourceName: sourceVMName ?? null,
      osImage: 'Ubuntu 22.04.4 LTS',
      customPackage: null,
      rootDiskSize: '100Gi',
      creationDate: dotNetDate(atMs),
      username: 'simulated-user',
      tenancyName: 'simulated-tenancy',
      readyToUse: false,
    };
    const { readyAfterMs, invisibleForMs } = this.#settings;
    this.#store({
      details,
      cluster,
      readyAtMs: atMs + (readyAfterMs === 'never' ? Number.POSITIVE_INFINITY : readyAfterMs),
      visibleFromMs: atMs + invisibleForMs,
      goneAtMs: null,
    });
    this.#lock(atMs);
    return details;
  }

  /** What reads show, oldest entry first; of one cluster, or without a cluster of all. */
  list(cluster: string | undefined, atMs: number): readonly ApiSnapshot[] {
    return this.#present(atMs)
      .filter((stored) => cluster === undefined || stored.cluster === cluster)
      .filter((stored) => isVisible(stored, atMs))
      .map((stored) => describe(stored, atMs));
  }

  /** What reads show of one snapshot; null if they show nothing. */
  find(address: SnapshotAddress, atMs: number): ApiSnapshot | null {
    const shown = this.#history(address).find((stored) => isVisible(stored, atMs) && !isGone(stored, atMs));
    return shown === undefined ? null : describe(shown, atMs);
  }

  /**
   * Asks for the deletion of a snapshot; asking again changes nothing.
   *
   * @returns whether there is such a snapshot, even one that reads do not show yet
   */
  delete(address: SnapshotAddress, atMs: number): boolean {
    const stored = this.#lookUp(address, atMs);
    if (stored === null) return false;
    stored.goneAtMs ??= atMs + this.#settings.deletedVisibleForMs;
    this.#lock(atMs);
    return true;
  }

  /** Every snapshot that exists, whether reads show it or not. */
  all(atMs: number): readonly SimulatedSnapshot[] {
    return this.#present(atMs).map((stored) => ({
      ...describe(stored, atMs),
      cluster: stored.cluster,
      visible: isVisible(stored, atMs),
      deleting: stored.goneAtMs !== null,
    }));
  }

  #store(stored: StoredSnapshot): void {
    this.#stored.add(stored);
    const address = addressOf(stored);
    if (address !== null) this.#byAddress.set(addressKey(address), [...this.#history(address), stored]);
  }

  #forget(stored: StoredSnapshot): void {
    this.#stored.delete(stored);
    const address = addressOf(stored);
    if (address === null) return;
    const others = this.#history(address).filter((other) => other !== stored);
    this.#byAddress.set(addressKey(address), others);
  }

  #lock(atMs: number): void {
    this.#lockedUntilMs = atMs + this.#settings.locksForMs;
  }

  #history(address: SnapshotAddress): readonly StoredSnapshot[] {
    return this.#byAddress.get(addressKey(address)) ?? [];
  }

  #lookUp(address: SnapshotAddress, atMs: number): StoredSnapshot | null {
    return this.#history(address).find((stored) => !isGone(stored, atMs)) ?? null;
  }

  #present(atMs: number): StoredSnapshot[] {
    return Array.from(this.#stored).filter((stored) => !isGone(stored, atMs));
  }
}

/** A date as .NET writes one without a zone: seven digits of a second's fraction, and no `Z`. */
function dotNetDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '0000');
}

function isVisible({ visibleFromMs }: StoredSnapshot, atMs: number): boolean {
  return visibleFromMs <= atMs;
}

function isGone({ goneAtMs }: StoredSnapshot, atMs: number): boolean {
  return goneAtMs !== null && goneAtMs <= atMs;
}

function describe({ details, readyAtMs }: StoredSnapshot, atMs: number): ApiSnapshot {
  return readyAtMs === null ? details : { ...details, readyToUse: readyAtMs <= atMs };
}

function addressOf({ details, cluster }: StoredSnapshot): SnapshotAddress | null {
  const { id, namespace } = details;
  return id && namespace ? { cluster, namespace, id } : null;
}

function addressKey({ cluster, namespace, id }: SnapshotAddress): string {
  return JSON.stringify([cluster, namespace, id]);
}
