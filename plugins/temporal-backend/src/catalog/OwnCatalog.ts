import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import DataLoader from 'dataloader';

/**
 * The catalog as the plugin itself may see it, whoever is asking. What is read
 * in the same moment is asked for in one request; nothing is remembered.
 */
export class OwnCatalog {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #loader: DataLoader<string, Entity | undefined>;

  constructor(deps: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = deps.catalog;
    this.#auth = deps.auth;
    this.#loader = new DataLoader(refs => this.#byRefs(refs), { cache: false });
  }

  /** One entity, or `undefined` if there is none. */
  entity(ref: string): Promise<Entity | undefined> {
    return this.#loader.load(ref);
  }

  /** Those of some entities that exist. */
  async entities(refs: readonly string[]): Promise<readonly Entity[]> {
    const found = await Promise.all(refs.map(ref => this.#loader.load(ref)));
    return found.filter(entity => entity !== undefined);
  }

  /** All entities of a kind. */
  async ofKind(kind: string): Promise<readonly Entity[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const filter = { kind };
    const { items } = await this.#catalog
      .getEntities({ filter }, { credentials })
      .catch(unavailable);
    return items;
  }

  async #byRefs(refs: readonly string[]) {
    const entityRefs = [...new Set(refs)];
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { items } = await this.#catalog
      .getEntitiesByRefs({ entityRefs }, { credentials })
      .catch(unavailable);
    return refs.map(ref => items[entityRefs.indexOf(ref)]);
  }
}

function unavailable(error: unknown): never {
  throw new ServiceUnavailableError(
    'The catalog could not be asked, so nothing was done; try again',
    error,
  );
}
