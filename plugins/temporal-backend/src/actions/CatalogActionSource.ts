import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ACTION_API_VERSION,
  ACTION_KIND,
  actionSpecSchema,
  problemsOf,
} from 'backstage-plugin-temporal-common';
import type { Action, ActionSource } from 'backstage-plugin-temporal-node';

/** The actions written as `kind: Action` in the catalog. */
export class CatalogActionSource implements ActionSource {
  readonly name = 'catalog';
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;

  constructor(deps: {
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }) {
    this.#catalog = deps.catalog;
    this.#auth = deps.auth;
    this.#logger = deps.logger;
  }

  async actionsFor(): Promise<readonly Action[]> {
    const { items } = await this.#catalog.getEntities(
      { filter: { kind: ACTION_KIND } },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.flatMap(entity => this.#parse(entity) ?? []);
  }

  async action(ref: string): Promise<Action | undefined> {
    const entity = await this.#catalog.getEntityByRef(ref, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
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
