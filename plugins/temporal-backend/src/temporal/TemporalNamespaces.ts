import { ServiceUnavailableError } from '@backstage/errors';
import type { Place } from './Place';
import type { TemporalCluster } from './TemporalCluster';
import type { TemporalConnection } from './TemporalConnection';

/** All namespaces of all clusters. */
export class TemporalNamespaces {
  readonly #clusters: ReadonlyMap<string, TemporalCluster>;
  readonly #configured: readonly Place[];

  /** @param configured - where runs may start */
  constructor(
    clusters: readonly TemporalCluster[],
    configured: readonly Place[],
  ) {
    this.#clusters = new Map(clusters.map(one => [one.name, one]));
    this.#configured = configured;
  }

  get clusters(): readonly TemporalCluster[] {
    return [...this.#clusters.values()];
  }

  /** Each namespace in which runs may start, once. */
  get configured(): readonly TemporalConnection[] {
    return [...new Set(this.#configured.map(place => this.of(place)))];
  }

  /**
   * The way to a namespace.
   * @throws ServiceUnavailableError if its cluster is not configured any more
   */
  of({ cluster, namespace }: Place): TemporalConnection {
    const found = this.#clusters.get(cluster);
    if (found) return found.namespace(namespace);
    throw new ServiceUnavailableError(
      `The Temporal cluster ${cluster} is not in temporal.clusters; an administrator must add it again`,
    );
  }

  /** Base URL of Temporal's own web UI for a cluster, if it is configured. */
  uiOf({ cluster }: Pick<Place, 'cluster'>): string | undefined {
    return this.#clusters.get(cluster)?.config.uiAddress;
  }

  async close(): Promise<void> {
    await Promise.all(this.clusters.map(cluster => cluster.close()));
  }
}
