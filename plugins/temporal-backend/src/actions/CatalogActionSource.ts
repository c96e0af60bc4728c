import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ACTION_API_VERSION,
  ACTION_KIND,
  actionSpecSchema,
  problemsOf,
} from 'backstage-plugin-temporal-common';
import type { Action, ActionSource } from 'backstage-plugin-temporal-node';
import type { OwnCatalog } from '../catalog/OwnCatalog';

/** The actions written as `kind: Action` in the catalog. */
export class CatalogActionSource implements ActionSource {
  readonly name = 'catalog';
  readonly #catalog: OwnCatalog;
  readonly #logger: LoggerService;

  constructor(catalog: OwnCatalog, logger: LoggerService) {
    this.#catalog = catalog;
    this.#logger = logger;
  }

  async actionsFor(): Promise<readonly Action[]> {
    const entities = await this.#catalog.ofKind(ACTION_KIND);
    return entities.flatMap(entity => this.#parse(entity) ?? []);
  }

  async action(ref: string): Promise<Action | undefined> {
    const entity = await this.#catalog.entity(ref);
    return entity && this.#parse(entity);
  }

  /** A definition that is wrong is no action: it is told, and never offered. */
  #parse(entity: Entity): Action | undefined {
    const ref = stringifyEntityRef(entity);
    const known =
      entity.apiVersion === ACTION_API_VERSION && entity.kind === ACTION_KIND;
    const parsed = actionSpecSchema.safeParse(entity.spec);
    if (!known || !parsed.success) {
      const problems = parsed.success
        ? [`apiVersion must be ${ACTION_API_VERSION}`]
        : problemsOf(parsed.error, 'spec');
      this.#logger.warn(`${ref} is not offered: ${problems.join('; ')}`);
      return undefined;
    }
    return {
      ref,
      title: entity.metadata.title ?? entity.metadata.name,
      description: entity.metadata.description,
      spec: parsed.data,
    };
  }
}
