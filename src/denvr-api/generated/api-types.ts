// Generated from snapshots.openapi.json by `npm run generate`. Do not edit.

export interface ListResultDtoOfSnapshotDetailsItem {
  items?: Array<SnapshotDetailsItem> | null;
}

export interface SnapshotDetailsItem {
  id?: string | null;
  namespace?: string | null;
  sourceName?: string | null;
  osImage?: string | null;
  customPackage?: string | null;
  rootDiskSize?: string | null;
  creationDate?: string;
  username?: string | null;
  tenancyName?: string | null;
  readyToUse?: boolean;
}

export interface CreateSnapshotInput {
  name?: string | null;
  namespace: string;
  cluster: string;
  sourceVMName?: string | null;
}

export interface SnapshotCommandOutput {
  id?: string | null;
}

export interface GetSnapshotsQuery {
  Cluster?: string;
}

export interface GetSnapshotQuery {
  /** Name of snapshot */
  Id: string;
  /** The namespace/vpc. */
  Namespace: string;
  /** The cluster you're operating on */
  Cluster: string;
}

export interface DeleteSnapshotQuery {
  /** Name of snapshot */
  Id: string;
  /** The namespace/vpc. */
  Namespace: string;
  /** The cluster you're operating on */
  Cluster: string;
}
