import type { Entity } from '@backstage/catalog-model';
import type { ActionSpec } from 'backstage-plugin-temporal-common';

/**
 * An action as a source knows it. `ref` is its entity ref
 * (`action:default/migrate-database`), also for actions that code provides.
 * @public
 */
export interface Action {
  readonly ref: string;
  readonly title: string;
  readonly description?: string;
  readonly spec: ActionSpec;
}

/**
 * Where actions come from. The catalog is the first source; modules add others
 * through {@link actionSourcesExtensionPoint}.
 * @public
 */
export interface ActionSource {
  /** Names the source in logs and errors. */
  readonly name: string;

  /**
   * All actions that might apply to a target. The caller still tests `targets`;
   * a source may answer with more than applies, never with less.
   * @throws if the source can't be reached: nothing is then offered or started
   */
  actionsFor(target: Entity): Promise<readonly Action[]>;

  /**
   * One action by its ref, or `undefined` if this source has none of that name.
   * @throws if the source can't be reached
   */
  action(ref: string): Promise<Action | undefined>;
}
