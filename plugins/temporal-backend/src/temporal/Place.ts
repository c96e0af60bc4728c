/** A namespace of a cluster: where a run is. */
export interface Place {
  readonly cluster: string;
  readonly namespace: string;
}

/** A place as one string, the same for the same place. */
export function placeKey({ cluster, namespace }: Place): string {
  return `${cluster}/${namespace}`;
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.cluster === other.cluster && one.namespace === other.namespace;
}
