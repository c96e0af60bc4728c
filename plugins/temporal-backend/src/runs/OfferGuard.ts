import type { Entity } from '@backstage/catalog-model';
import type { OfferedActions } from 'backstage-plugin-temporal-common';
import { inputSchemaOf } from '../actions/ActionInputs';
import type { Caller } from '../identity/Caller';
import { decided } from '../policy/decided';
import type { House } from './House';
import type { RunSight } from './RunSight';

/** The guard for what can be done to an entity, with a decision for each. */
export class OfferGuard {
  readonly #house: House;
  readonly #sight: RunSight;

  constructor(house: House, sight: RunSight) {
    this.#house = house;
    this.#sight = sight;
  }

  async offer(entityRef: string, caller: Caller): Promise<OfferedActions> {
    const { actions, approvals, policy } = this.#house;
    const { target, who } = await this.#sight.target(entityRef, caller);
    const unavailable = this.#unavailable(target);
    const applying = await actions.applyingTo(target);
    const decisions = await decided(policy.mayStart(who, target, applying));
    const items = applying.map((action, i) => ({
      ref: action.ref,
      title: action.title,
      description: action.description,
      group: action.spec.group,
      owner: action.spec.owner,
      input: inputSchemaOf(action),
      confirm: action.spec.confirm,
      decision: decisions[i],
      approval: approvals.offered(action, target),
    }));
    return { items, unavailable: await unavailable };
  }

  /** Why nothing can be started on a target just now. */
  async #unavailable(target: Entity): Promise<string | undefined> {
    const { namespaces, temporal } = this.#house;
    const place = await decided(namespaces.placeOf(target, {}));
    return place && temporal.of(place).unavailable();
  }
}
