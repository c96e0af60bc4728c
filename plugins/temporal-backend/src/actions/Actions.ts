import type { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { ACTIONS_ANNOTATION } from 'backstage-plugin-temporal-common';
import type { Action, ActionSource } from 'backstage-plugin-temporal-node';

/** What can be done to an entity, from all sources. */
export class Actions {
  readonly #sources: readonly ActionSource[];

  constructor(sources: readonly ActionSource[]) {
    this.#sources = sources;
  }

  /** The actions that apply to a target, by title. */
  async applyingTo(target: Entity): Promise<readonly Action[]> {
    const found = await Promise.all(
      this.#sources.map(source => source.actionsFor(target)),
    );
    return found
      .flat()
      .filter(action => applies(action, target))
      .sort((a, b) => a.title.localeCompare(b.title));
  }

  /** One action by its ref; the first source that has it wins. */
  async get(ref: string): Promise<Action | undefined> {
    for (const source of this.#sources) {
      const action = await source.action(ref);
      if (action) return action;
    }
    return undefined;
  }
}

/**
 * Whether an action is meant for an entity: its `targets` match, and the
 * entity's annotation, if there is one, names it.
 */
export function applies(action: Action, target: Entity): boolean {
  const named = target.metadata.annotations?.[ACTIONS_ANNOTATION];
  const names = named?.split(',').map(name => name.trim().toLowerCase());
  const actionName = action.ref.slice(action.ref.lastIndexOf('/') + 1);
  const wanted = names === undefined || names.includes(actionName);
  return wanted && filterPredicateToFilterFunction(action.spec.targets)(target);
}
