import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { AuthOwnershipResolver } from '@backstage/plugin-auth-node';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { Identities } from 'backstage-plugin-temporal-common';

/** Resolves ownership through the whole tree of groups. */
export class GroupTreeOwnershipResolver implements AuthOwnershipResolver {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(deps: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = deps.auth;
    this.#catalog = deps.catalog;
  }

  async resolveOwnershipEntityRefs(
    entity: Entity,
  ): Promise<{ ownershipEntityRefs: string[] }> {
    const ref = stringifyEntityRef(entity);
    const identities = new Identities(refs => this.#groups(refs), {
      ref,
      entity,
    });
    return { ownershipEntityRefs: [...(await identities.all())] };
  }

  async #groups(refs: readonly string[]): Promise<readonly Entity[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...refs] },
      { credentials },
    );
    return items.filter(item => item !== undefined);
  }
}
