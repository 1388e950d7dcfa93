const NAME_LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const KUBERNETES_NAME = new RegExp(`^${NAME_LABEL}(?:\\.${NAME_LABEL})*$`);
const MAX_NAME_LENGTH = 253;

/**
 * What Kubernetes says of a name that it does not take for an object; null if it takes it: an RFC 1123 subdomain of at
 * most 253 characters. Stricter than the vendor's contract says, as each part between dots must itself begin and end
 * alphanumerically.
 */
export function nameRefusal(name: string): string | null {
  if (name.length <= MAX_NAME_LENGTH && KUBERNETES_NAME.test(name)) return null;
  return (
    `VolumeSnapshot.snapshot.storage.k8s.io "${name}" is invalid: metadata.name: Invalid value: "${name}": ` +
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must " +
    'start and end with an alphanumeric character'
  );
}

/** What Kubernetes says of a name that is taken. */
export function alreadyExists(name: string): string {
  return `volumesnapshots.snapshot.storage.k8s.io "${name}" already exists`;
}
