import type { JWK } from 'jose';
import type { Knex } from 'knex';
import type { ClusterConfig } from '../temporal/clusterConfig';
import { TokenIssuer } from './TokenIssuer';

/** Those who make tokens, for the clusters that want them. */
export class TokenIssuers {
  readonly #issuers: ReadonlyMap<string, TokenIssuer>;

  constructor(knex: Knex, clusters: readonly ClusterConfig[]) {
    this.#issuers = new Map(
      clusters.flatMap(cluster =>
        cluster.jwt
          ? [[cluster.name, new TokenIssuer(knex, cluster, cluster.jwt)]]
          : [],
      ),
    );
  }

  get all(): readonly TokenIssuer[] {
    return [...this.#issuers.values()];
  }

  /** @returns `undefined` for a cluster that wants no such tokens */
  of(cluster: string): TokenIssuer | undefined {
    return this.#issuers.get(cluster);
  }

  /** What Temporal checks them with (RFC 7517 key set). */
  async publicKeySet(): Promise<{ readonly keys: readonly JWK[] }> {
    const sets = await Promise.all(
      this.all.map(async ({ keys }) => {
        // Temporal may ask before any call was made.
        await keys.current();
        return keys.publicKeySet();
      }),
    );
    return { keys: sets.flatMap(({ keys }) => keys) };
  }
}
