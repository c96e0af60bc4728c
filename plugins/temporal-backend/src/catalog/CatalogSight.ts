import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Caller } from '../identity/Caller';

/** What callers see of many entities at once. */
export class CatalogSight {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(deps: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = deps.catalog;
    this.#auth = deps.auth;
  }

  /** Those of some entities that the plugin itself sees, by their refs. */
  async own(refs: readonly string[]): Promise<ReadonlyMap<string, Entity>> {
    return this.seenWith(await this.#auth.getOwnServiceCredentials(), refs);
  }

  /** Those that a caller sees; for a machine, what the plugin does. */
  async seenBy(
    { credentials, initiator }: Pick<Caller, 'credentials' | 'initiator'>,
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, Entity>> {
    return initiator.kind === 'service'
      ? this.own(refs)
      : this.seenWith(credentials, refs);
  }

  /** @throws ServiceUnavailableError if the catalog can't be asked */
  async seenWith(
    credentials: BackstageCredentials,
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, Entity>> {
    const entityRefs = [...new Set(refs)];
    const seen = new Map<string, Entity>();
    if (entityRefs.length === 0) return seen;
    const fields = ['kind', 'metadata.name', 'relations'];
    const { items } = await this.#catalog
      .getEntitiesByRefs({ entityRefs, fields }, { credentials })
      .catch(unavailable);
    entityRefs.forEach((ref, i) => {
      const entity = items[i];
      if (entity) seen.set(ref, entity);
    });
    return seen;
  }
}

function unavailable(error: unknown): never {
  throw new ServiceUnavailableError(
    'The catalog could not be asked, so nothing was shown; try again',
    error,
  );
}
