import { Identities } from 'backstage-plugin-temporal-common';
import type { OwnCatalog } from '../catalog/OwnCatalog';

/** Finds out who belongs to what, as the catalog has it now. */
export class Ownership {
  readonly #catalog: OwnCatalog;

  constructor(catalog: OwnCatalog) {
    this.#catalog = catalog;
  }

  /** @returns `undefined` if the catalog has no such person */
  async identitiesOf(userRef: string): Promise<Identities | undefined> {
    const entity = await this.#catalog.entity(userRef);
    const load = (refs: readonly string[]) => this.#catalog.entities(refs);
    return entity && new Identities(load, { ref: userRef, entity });
  }
}
