import { randomUUID } from 'node:crypto';
import type { CreateSnapshotInput, SnapshotDetailsItem } from '../src/denvr-api/generated/api-types.ts';
import type { SimulatorSettings } from './simulator-options.ts';

/** A snapshot as the API writes it. A field may be null, or not there at all. */
export type ApiSnapshot = Readonly<SnapshotDetailsItem>;

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

interface StoredSnapshot {
  readonly details: ApiSnapshot;
  readonly cluster: string;
  /** Null if the given `readyToUse` stands. */
  readonly readyAtMs: number | null;
  readonly visibleFromMs: number;
  /** Infinity while nobody asked for its deletion. */
  goneAtMs: number;
}

const NAME_LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const KUBERNETES_NAME = new RegExp(`^${NAME_LABEL}(?:\\.${NAME_LABEL})*$`);
const MAX_NAME_LENGTH = 253;

/**
 * The snapshots there are, as CSI keeps them: unique by name in a namespace of a cluster, slow to come and to go.
 *
 * Whoever asks says for which time, in milliseconds since 1970. Reads may ask for a time that is over; changes must
 * come in the order of their times.
 */
export class SnapshotWorld {
  readonly #settings: SimulatorSettings;
  /** With those that are gone, for reads of a time that is over; oldest entry first. */
  readonly #stored: StoredSnapshot[] = [];
  /** All that ever had an address, oldest first. */
  readonly #byAddress = new Map<string, readonly StoredSnapshot[]>();
  #lockedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(settings: SimulatorSettings) {
    this.#settings = settings;
  }

  /**
   * Puts a snapshot into the world as if it had long been there, or since the one before it of that name was gone.
   *
   * @throws if its cluster is not one of the simulator's, or if its name is taken
   */
  add({ cluster = this.#settings.clusters[0] ?? '', ...details }: SeedSnapshot, atMs: number): void {
    const address = { cluster, namespace: details.namespace ?? '', id: details.id ?? '' };
    const refusal = this.placeRefusal(cluster) ?? this.#takenRefusal(address, atMs);
    if (refusal !== null) throw new Error(refusal);
    this.#store({
      details,
      cluster,
      readyAtMs: null,
      visibleFromMs: Math.max(...this.#history(address).map(({ goneAtMs }) => goneAtMs)),
      goneAtMs: Number.POSITIVE_INFINITY,
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
    for (const stored of removed) stored.goneAtMs = Number.NEGATIVE_INFINITY;
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

  /**
   * What Kubernetes says of a name that it does not give to an object; null if it gives it. A name is an RFC 1123
   * subdomain of at most 253 characters, which is stricter than the vendor's contract says, as each part between dots
   * must itself begin and end alphanumerically.
   */
  nameRefusal(address: SnapshotAddress, atMs: number): string | null {
    const { id } = address;
    if (id.length <= MAX_NAME_LENGTH && KUBERNETES_NAME.test(id)) return this.#takenRefusal(address, atMs);
    return (
      `VolumeSnapshot.snapshot.storage.k8s.io "${id}" is invalid: metadata.name: Invalid value: "${id}": ` +
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must " +
      'start and end with an alphanumeric character'
    );
  }

  /** Creates a snapshot that nothing is to be said against; without a name it gets one. */
  create({ cluster, namespace, name, sourceVMName }: CreateSnapshotInput, atMs: number): ApiSnapshot {
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
      goneAtMs: Number.POSITIVE_INFINITY,
    });
    this.#lock(atMs);
    return details;
  }

  /** What reads show, oldest entry first; of one cluster, or without a cluster of all. */
  list(cluster: string | undefined, atMs: number): readonly ApiSnapshot[] {
    return this.#present(atMs)
      .filter((stored) => cluster === undefined || stored.cluster === cluster)
      .filter(({ visibleFromMs }) => visibleFromMs <= atMs)
      .map((stored) => describe(stored, atMs));
  }

  /** What reads show of one snapshot; null if they show nothing. */
  find(address: SnapshotAddress, atMs: number): ApiSnapshot | null {
    const shown = this.#history(address).find(
      (stored) => stored.visibleFromMs <= atMs && atMs < stored.goneAtMs,
    );
    return shown === undefined ? null : describe(shown, atMs);
  }

  /**
   * Asks for the deletion of a snapshot; asking again changes nothing.
   *
   * @returns whether there is such a snapshot, even one that reads do not show yet
   */
  delete(address: SnapshotAddress, atMs: number): boolean {
    const stored = this.#lookUp(address, atMs);
    if (stored === undefined) return false;
    stored.goneAtMs = Math.min(stored.goneAtMs, atMs + this.#settings.deletedVisibleForMs);
    this.#lock(atMs);
    return true;
  }

  /** Every snapshot that exists, whether reads show it or not. */
  all(atMs: number): readonly SimulatedSnapshot[] {
    return this.#present(atMs).map((stored) => ({
      ...describe(stored, atMs),
      cluster: stored.cluster,
      visible: stored.visibleFromMs <= atMs,
      deleting: stored.goneAtMs < Number.POSITIVE_INFINITY,
    }));
  }

  #takenRefusal(address: SnapshotAddress, atMs: number): string | null {
    if (this.#lookUp(address, atMs) === undefined) return null;
    return `volumesnapshots.snapshot.storage.k8s.io "${address.id}" already exists`;
  }

  #store(stored: StoredSnapshot): void {
    this.#stored.push(stored);
    const { cluster, details } = stored;
    if (!details.id || !details.namespace) return;
    const address = { cluster, namespace: details.namespace, id: details.id };
    this.#byAddress.set(addressKey(address), [...this.#history(address), stored]);
  }

  #lock(atMs: number): void {
    this.#lockedUntilMs = atMs + this.#settings.locksForMs;
  }

  #history(address: SnapshotAddress): readonly StoredSnapshot[] {
    return this.#byAddress.get(addressKey(address)) ?? [];
  }

  #lookUp(address: SnapshotAddress, atMs: number): StoredSnapshot | undefined {
    return this.#history(address).find(({ goneAtMs }) => atMs < goneAtMs);
  }

  #present(atMs: number): readonly StoredSnapshot[] {
    return this.#stored.filter(({ goneAtMs }) => atMs < goneAtMs);
  }
}

/** A date as .NET writes one without a zone: seven digits of a second's fraction, and no `Z`. */
function dotNetDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '0000');
}

function describe({ details, readyAtMs }: StoredSnapshot, atMs: number): ApiSnapshot {
  return readyAtMs === null ? details : { ...details, readyToUse: readyAtMs <= atMs };
}

function addressKey({ cluster, namespace, id }: SnapshotAddress): string {
  return JSON.stringify([cluster, namespace, id]);
}
