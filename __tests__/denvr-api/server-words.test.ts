import { describe, expect, test } from '@jest/globals';
import { saysAlreadyExists, saysBusy, saysMissing } from '../../src/denvr-api/server-words.ts';
import { bad, bare, errorResponseOf, page } from './scripted-exchange.ts';

/** A snapshot of that id in the namespace and on the cluster that were asked for. */
function asked(id: string) {
  return { id, namespace: 'prod', cluster: 'Hou1' };
}

/** What a server says of a snapshot with an error in the API's envelope. */
function said(words: string, status = 500) {
  return errorResponseOf(bad(status, words));
}

describe('words say that snapshot web-1 is missing', () => {
  test.each([
    ...['"web-1"', '“web-1”', '‘web-1’', '(web-1)', '[web-1]'].map((id) => `Snapshot ${id} not found`),
    '"web-1" not found',
    'web-1 not found',
    "Snapshot 'web-1' was not found",
    'Snapshot `web-1` is not found',
    'Snapshot: web-1 not found',
    'Snapshot with id web-1 could not be found',
    "Snapshot with id 'web-1' was not found",
    'The snapshot with the name "web-1" cannot be found',
    'The snapshot with the identifier = web-1 can not be found',
    "The requested snapshot web-1 can't be found",
    "The specified snapshot web-1 wasn't found",
    'The snapshot named web-1 does not exist',
    "This snapshot (web-1) doesn't exist.",
    'VM snapshot web-1 no longer exists',
    'Entity of id web-1 was not found',
    'Resource "web-1" not found',
    'SNAPSHOT "web-1" NOT FOUND',
    'Snapshot web-1   not found',
    'Snapshot web-1 was  not found',
    ...['.', '!', ' (404)', '(404)', '. Check its name.', ' in namespace prod', ', in vpc prod'].map(
      (end) => `Snapshot web-1 not found${end}`,
    ),
    'Snapshot web-1 was not found in the namespace "prod"',
    'Snapshot web-1 does not exist on cluster Hou1',
    'Snapshot web-1 not found in namespace "prod" on cluster "HOU1".',
    'Snapshot web-1 does not exist in namespace: prod and cluster: Hou1 (404)',
    ...['. ', '.   ', ': ', '; ', '! ', '? ', '\n ', ' — ', ' –'].map(
      (mark) => `The request failed${mark}snapshot web-1 not found`,
    ),
    '"Denvr": snapshot "web-1" not found',
    'Snapshots web-10 and my-web-1 are there: web-1 not found',
    // Kubernetes
    'volumesnapshots.snapshot.storage.k8s.io "web-1" not found',
    'Error from server (NotFound): volumesnapshots.snapshot.storage.k8s.io "web-1" not found',
    'error (NotFound) snapshot "web-1" not found',
    // CSI and gRPC
    'rpc error: code = NotFound desc = snapshot web-1 not found',
    'rpc error: code = NotFound desc = Snapshot with ID web-1 does not exist',
    // AWS
    "An error occurred (InvalidSnapshot.NotFound) when calling the DeleteSnapshot operation: The snapshot 'web-1' does not exist.",
    // ASP.NET Boilerplate
    'There is no such an entity. Entity type: Snapshot, id: web-1',
    'There is no such an entity. Entity type: Denvr.Snapshots.VmSnapshotDetails, id: web-1.',
    'There is no such entity. Entity type: Denvr.Snapshot`1+Item.Snapshot, id:  web-1 (code 7)',
  ])('%s', (words) => {
    expect(saysMissing(said(words), asked('web-1'))).toBe('missing');
    expect(saysMissing(said(words, 400), asked('web-1'))).toBe('missing');
    expect(saysMissing(errorResponseOf(bare(404, words)), asked('web-1'))).toBe('missing');
  });
});

describe('words do not say that snapshot web-1 is missing', () => {
  test.each([
    // Of something else
    'Snapshot "web-1" cannot be deleted: VolumeSnapshotClass "csi" not found',
    'Cannot delete web-1: virtual machine web-1 could not be found',
    'Cluster Msc9 not found (reading snapshot web-1)',
    'Virtual machine "web-1" not found',
    'VM with name: web-1 not found',
    'Virtual machine: web-1 does not exist',
    'The disk could not be read. Disk name: web-1 not found',
    'Entity type: Denvr.VirtualMachine, id: web-1 was not found',
    'VM web-1 was not found',
    'The source VM of snapshot web-1 was not found',
    'The disk of web-1 was not found',
    'Namespace web-1 does not exist',
    'Snapshot schedule web-1 not found',
    'Snapshot web-1: VM "web" was not found',
    'Snapshot web-1’s disk was not found',
    'Snapshot web-1 cannot be read because its volume was not found',
    'Cannot read snapshot web-1, not found was cluster Hou1',
    "The volume 'web-1' does not exist.",
    'persistentvolumeclaims "web-1" not found',
    'volumesnapshotcontents.snapshot.storage.k8s.io "web-1" not found',
    'virtualmachines.kubevirt.io "web-1" not found',
    'rpc error: code = NotFound desc = volume web-1 not found',
    'There is no such an entity. Entity type: Denvr.VirtualMachine, id: web-1',
    'There is no such an entity. Entity type: Denvr.Snapshot, id: web-10',
    'There is no such an entity. Entity type: Denvr.Snapshot, id: web-1-old',
    'There is no such an entity. Entity type: Denvr.Snapshot, id: web-1/disk',
    'There is no such an entity. Entity type: Denvr.Snapshot, id: web-1.Disk',
    'There is no such an entity. Entity type: Snapshot, id: db-1. The VM was web-1',
    // Of another id
    'Snapshot "db-1" not found',
    'Snapshot "WEB-1" not found',
    ...['web-10', 'web-1-old', 'web-1_old', 'web-1.old', 'my-web-1', 'my.web-1', 'my_web-1'].map(
      (id) => `Snapshot "${id}" not found`,
    ),
    // Something else of it
    'Snapshot "web-1" is locked',
    'Snapshot "web-1" exists',
    'Snapshot web-1 not found to be ready',
    'Snapshot web-1 not foundered',
    'Snapshot web-1 does not exist yet as an image',
    'Snapshot web-1 not found inside the namespaces',
    'volumesnapshots "web-1" is forbidden: User "ann" cannot get resource',
    'rpc error: code = FailedPrecondition desc = snapshot web-1 has dependent volumes',
    'Snapshot "web-1" not found in namespace cache: cache is rebuilding',
    'Snapshot web-1 could not be found on cluster Hou1: connection refused',
    // Of nothing
    'not found',
    'Sequence contains no elements',
    'relation "snapshots" does not exist',
  ])('%s', (words) => {
    expect(saysMissing(said(words), asked('web-1'))).toBe('no');
  });

  test('where there are none, or no id was asked for', () => {
    expect(saysMissing(said(''), asked('web-1'))).toBe('no');
    expect(saysMissing(said('Snapshot not found'), asked(''))).toBe('no');
  });
});

describe('an id is looked for as it is', () => {
  test.each(['web_1', 'v1.2.3', 'a.b-c_d', 'a+b', 'a*', '(a)', '[a-z]', '$&', 'a\\d', 'a|b', '^a$'])(
    '%s',
    (id) => {
      expect(saysMissing(said(`Snapshot "${id}" not found`), asked(id))).toBe('missing');
      expect(saysAlreadyExists(said(`Snapshot "${id}" already exists`), asked(id))).toBe(true);
      expect(saysAlreadyExists(said(`An item with the same key exists. Key: ${id}`), asked(id))).toBe(true);
    },
  );

  test.each([
    ['web.1', 'web-1'],
    ['web.1', 'webx1'],
    ['a*', 'aaa'],
    ['[a-z]', 'b'],
    ['a|b', 'a'],
    ['aa', 'aaa'],
  ])('%s is not %s', (id, other) => {
    expect(saysMissing(said(`Snapshot "${other}" not found`), asked(id))).toBe('no');
    expect(saysAlreadyExists(said(`Snapshot "${other}" already exists`), asked(id))).toBe(false);
  });
});

describe('a 404 for snapshot web-1', () => {
  test.each([
    ['without words', ''],
    ['that explains nothing', 'An internal error occurred during your request!'],
    ['with its title', 'Not Found'],
    ['with its title and more', 'Not found: web-1'],
    ['of the snapshot without its id', 'The snapshot was not found.'],
    ['of it', 'It does not exist.'],
    ['of it, somewhere', 'Look again. It was not found'],
    ['of an entity', 'Entity not found'],
    ['of a resource', 'The requested resource could not be found'],
    ['of the entity snapshot', 'There is no such an entity. Entity type: Denvr.Snapshot, id: 7'],
  ])('of the API says that it is missing: %s', (_what, words) => {
    expect(saysMissing(said(words, 404), asked('web-1'))).toBe('missing');
  });

  test.each([
    ...['not found', 'was not found', 'could not be found.', 'does not exist', "doesn't exist"].map(
      (words) => `Cluster "Hou1" ${words}`,
    ),
    'Virtual machine "web-1" not found',
    'There is no such an entity. Entity type: Denvr.Cluster, id: 7',
    'There is no such an entity. Entity type: Denvr.Cluster, id: 7. The snapshot was not found',
    'Cluster Hou1 not found (reading snapshot web-1)',
    ...[': ', '.  ', '; ', '! ', '? ', '\n '].map(
      (mark) => `Cannot read snapshot web-1${mark}cluster Hou1 not found`,
    ),
    'Volumesnapshotclass csi not found',
    'The snapshot controller was not found.',
    'The snapshot service does not exist',
    'Snapshot "web-10" not found',
    'Such snapshots do not exist',
    'Snapshot "web-1" not found in namespace staging',
    'The snapshot was not found on cluster Msc1',
    'Sit not found',
    // What says nothing of absence:
    'Nothing here.',
    'The image was found',
    'Cluster Hou1 is unreachable',
    'Tenant is suspended',
    'Endpoint GetSnapshot is disabled for maintenance',
    'Kubernetes API of cluster Hou1 is unreachable, nothing was not found',
  ])('of the API that is about something else is unclear: %s', (words) => {
    expect(saysMissing(said(words, 404), asked('web-1'))).toBe('unclear');
  });

  test.each([
    ['an empty one', bad(404)],
    ['a page', page(404)],
    ['a gateway’s words', bare(404, 'no Route matched with those values')],
    ['words without the envelope', bare(404, 'Nothing here.')],
    ['problem details', { status: 404, headers: {}, body: '{"title":"Not Found","status":404}' }],
    ['the words in a page', { status: 404, headers: {}, body: 'Snapshot "web-1" not found' }],
    ['a list', { status: 404, headers: {}, body: '[]' }],
  ])('that the API may not have said is unclear: %s', (_what, received) => {
    expect(saysMissing(errorResponseOf(received), asked('web-1'))).toBe('unclear');
  });

  test.each([
    'Snapshot "web-1" not found in namespace staging',
    'Snapshot web-1 was not found in vpc: default.',
    'Snapshot "web-1" was not found. The index is being rebuilt, try again later.',
  ])('that words of this id say only of another place or moment is unclear: %s', (words) => {
    expect(saysMissing(said(words), asked('web-1'))).toBe('unclear');
  });

  test('that a service says while it is not there is unclear', () => {
    expect(saysMissing(said('Snapshot "web-1" not found', 503), asked('web-1'))).toBe('unclear');
  });

  test.each([400, 403, 405, 410, 500, 503])('is not %d', (status) => {
    expect(saysMissing(said('', status), asked('web-1'))).toBe('no');
  });
});

describe('words say that a snapshot of the name pre-1 is there already', () => {
  test.each([
    'Snapshot "pre-1" already exists',
    'Snapshot "PRE-1" already exists',
    'Snapshot pre-1  ALREADY EXISTS.',
    'pre-1 already exists',
    'The snapshot with the name pre-1 exists already',
    'A snapshot with the same name (pre-1) already exists',
    'The name pre-1 is already in use',
    "The name 'pre-1' is already taken",
    'Snapshot name pre-1 was already used',
    'Snapshot pre-1 is already present',
    'Snapshot pre-1 already in use',
    'The name pre-1 was taken',
    'The name "pre-1" is not unique',
    'Could not make it: name pre-1 already taken',
    'Could not make it. Snapshot pre-1 already exists',
    'Snapshot already exists: pre-1',
    'The snapshot already exists with the name "pre-1"',
    'Snapshot already exists with id = pre-1',
    'A snapshot with this name already exists',
    'A snapshot of that name already exists.',
    'Sorry, a Snapshot with the same name already exists',
    'Snapshot pre-1 already exists in namespace "Prod" on cluster hou1.',
    // Kubernetes, CSI and incus
    'volumesnapshots.snapshot.storage.k8s.io "pre-1" already exists',
    'rpc error: code = AlreadyExists desc = snapshot pre-1 already exists',
    'Error: Snapshot "pre-1" already exists',
    // SQL Server by Entity Framework, Postgres, MySQL, .NET
    "Cannot insert duplicate key row in object 'dbo.Snapshots' with unique index 'IX_Name'. The duplicate key value is (pre-1).",
    "Violation of PRIMARY KEY constraint 'PK_Snapshots'. Cannot insert duplicate key in object 'dbo.Snapshots'. The duplicate key value is (prod, PRE-1).",
    'duplicate key value violates unique constraint "snapshots_name_key" DETAIL: Key (name)=(pre-1) already exists.',
    "Duplicate entry 'pre-1' for key 'snapshots.name'",
    'An item with the same key has already been added. Key: pre-1',
    'Duplicate name "pre-1"',
  ])('%s', (words) => {
    expect(saysAlreadyExists(said(words), asked('pre-1'))).toBe(true);
    expect(saysAlreadyExists(said(words, 409), asked('Pre-1'))).toBe(true);
  });
});

describe('words do not say that a snapshot of the name pre-1 is there already', () => {
  test.each([
    '',
    'Conflict',
    'The disk already exists',
    'Disk pre-1 already exists',
    'Virtual machine "pre-1" already exists',
    'VM: pre-1 already exists',
    'Disk name: pre-1 is already in use',
    'Snapshot name pre-1 is already in use by VM',
    'Duplicate key value: disk serial 7. Snapshot pre-1 was not made.',
    'The disk of pre-1 is already in use',
    'The root disk of VM pre-1 is already in use',
    'A snapshot schedule already exists; no snapshot was made.',
    'A snapshot schedule for pre-1 already exists',
    'A snapshot policy already exists: pre-1',
    'volumesnapshotcontents.snapshot.storage.k8s.io "pre-1" already exists',
    'An operation with the given Snapshot ID pre-1 already exists',
    ...['pre-2', 'pre-10', 'my-pre-1', 'pre-1.old', 'pre-1_old'].map(
      (name) => `Snapshot "${name}" already exists`,
    ),
    'Snapshot already exists: pre-10',
    'Snapshot already exists, and so does VM pre-1',
    'Snapshotter with this name already exists',
    'Snapshot pre-1 is locked',
    'Snapshot pre-1 was made unready by another: the schedule already exists',
    'Snapshot pre-1 already existsx',
    'Snapshot pre-1 is already being made',
    'Snapshot pre-1: the limit of 10 snapshots is reached already',
    'The quota of VM pre-1 is used up',
    'An item with the same key has already been added. Key: pre-2',
    "Duplicate entry 'pre-10' for key 'snapshots.name'",
    'A snapshot of another name already exists',
    'A snapshot with the same name already exists on cluster Msc1, in namespace prod.',
    'Snapshot "pre-1" already exists in namespace staging',
  ])('%j', (words) => {
    expect(saysAlreadyExists(said(words, 409), asked('pre-1'))).toBe(false);
    expect(saysAlreadyExists(said(words, 500), asked('pre-1'))).toBe(false);
  });

  test('where they are no words of the API', () => {
    const gateway = { status: 409, headers: {}, body: 'Snapshot "pre-1" already exists' };
    expect(saysAlreadyExists(errorResponseOf(gateway), asked('pre-1'))).toBe(false);
  });
});

describe('words say that another operation is under way', () => {
  test.each([
    'Another operation is running',
    'A snapshot of this VM is in progress',
    'The VM is locked',
    'The volume is locked by job 7',
    'Lock by node-1',
    'The VM has been locked',
    'Please try again',
    'Please TRY AGAIN later',
    'Retry later',
    'The storage is busy',
    'The volume is being created',
    'The snapshot is being deleted',
    'The VM is being modified',
    'The disk is being used by another process',
    'rpc error: code = Aborted desc = another operation is in progress for volume pvc-1',
  ])('%s', (words) => {
    for (const status of [409, 423, 500, 503]) expect(saysBusy(said(words, status))).toBe(true);
    for (const status of [400, 403, 404, 422, 429, 501, 502, 504]) {
      expect(saysBusy(said(words, status))).toBe(false);
    }
  });

  test.each([
    '',
    'No.',
    'The quota is used up',
    'The inprogress report',
    'The VM is unlocked',
    'Locked out',
    'The snapshot is being restored',
    'The building is business',
  ])('%j does not', (words) => {
    expect(saysBusy(said(words))).toBe(false);
  });

  test('a status alone does not', () => {
    for (const status of [409, 423, 500, 503]) expect(saysBusy(errorResponseOf(bad(status)))).toBe(false);
  });
});
