// Generated from snapshots.openapi.json by `npm run generate`. Do not edit.
export interface paths {
  '/api/v1/servers/snapshots/GetSnapshots': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get list of snapshots. */
    get: operations['ApiV1ServersSnapshotsGetsnapshotsGet'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/servers/snapshots/GetSnapshot': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get detailed information on specific snapshot. */
    get: operations['ApiV1ServersSnapshotsGetsnapshotGet'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/servers/snapshots/CreateSnapshot': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Create a new snapshot from an existing virtual machine. */
    post: operations['ApiV1ServersSnapshotsCreatesnapshotPost'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/servers/snapshots/DeleteSnapshot': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Delete snapshot. */
    delete: operations['ApiV1ServersSnapshotsDeletesnapshotDelete'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    ListResultDtoOfSnapshotDetailsItem: {
      items?: components['schemas']['SnapshotDetailsItem'][] | null;
    };
    SnapshotDetailsItem: {
      id?: string | null;
      namespace?: string | null;
      sourceName?: string | null;
      osImage?: string | null;
      customPackage?: string | null;
      rootDiskSize?: string | null;
      /** Format: date-time */
      creationDate?: string;
      username?: string | null;
      tenancyName?: string | null;
      readyToUse?: boolean;
    };
    CreateSnapshotInput: {
      name?: string | null;
      namespace: string;
      cluster: string;
      sourceVMName?: string | null;
    };
    SnapshotCommandOutput: {
      id?: string | null;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  ApiV1ServersSnapshotsGetsnapshotsGet: {
    parameters: {
      query?: {
        Cluster?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': components['schemas']['ListResultDtoOfSnapshotDetailsItem'];
          'application/json': components['schemas']['ListResultDtoOfSnapshotDetailsItem'];
          'text/json': components['schemas']['ListResultDtoOfSnapshotDetailsItem'];
        };
      };
      /** @description Bad Request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ApiV1ServersSnapshotsGetsnapshotGet: {
    parameters: {
      query: {
        /** @description Name of snapshot */
        Id: string;
        /** @description The namespace/vpc. */
        Namespace: string;
        /** @description The cluster you're operating on */
        Cluster: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': components['schemas']['SnapshotDetailsItem'];
          'application/json': components['schemas']['SnapshotDetailsItem'];
          'text/json': components['schemas']['SnapshotDetailsItem'];
        };
      };
      /** @description Bad Request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ApiV1ServersSnapshotsCreatesnapshotPost: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['CreateSnapshotInput'];
        'text/json': components['schemas']['CreateSnapshotInput'];
        'application/*+json': components['schemas']['CreateSnapshotInput'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': components['schemas']['SnapshotDetailsItem'];
          'application/json': components['schemas']['SnapshotDetailsItem'];
          'text/json': components['schemas']['SnapshotDetailsItem'];
        };
      };
      /** @description Bad Request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Service Unavailable */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  ApiV1ServersSnapshotsDeletesnapshotDelete: {
    parameters: {
      query: {
        /** @description Name of snapshot */
        Id: string;
        /** @description The namespace/vpc. */
        Namespace: string;
        /** @description The cluster you're operating on */
        Cluster: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': components['schemas']['SnapshotCommandOutput'];
          'application/json': components['schemas']['SnapshotCommandOutput'];
          'text/json': components['schemas']['SnapshotCommandOutput'];
        };
      };
      /** @description Bad Request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
}
