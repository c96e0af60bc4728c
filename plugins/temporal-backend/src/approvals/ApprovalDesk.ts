import type { Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Initiator } from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import { invalidFields } from '../actions/invalidFields';
import { humanIn, type People } from '../policy/People';
import { refsOf, type ApprovalRules } from './ApprovalRules';
import type { ApprovalTerms, FrozenApproval } from './RunApproval';

/** Settles, when a run is asked for, how it will be approved. */
export class ApprovalDesk {
  readonly #rules: ApprovalRules;
  readonly #people: People;

  constructor(rules: ApprovalRules, people: People) {
    this.#rules = rules;
    this.#people = people;
  }

  /**
   * @returns `undefined` if no run of the action ever needs an approval
   * @throws InputError with the field `/reason`; ConflictError if too few people
   *   could approve it
   */
  async settle(
    plan: { readonly action: Action; readonly target: Entity },
    request: {
      readonly input: JsonObject;
      readonly reason?: string;
      readonly initiator: Initiator;
    },
  ): Promise<FrozenApproval | undefined> {
    const { action, target } = plan;
    const needed = this.#rules.neededFor(action, target, request.input);
    if (!needed?.required) return needed;
    if (needed.terms.reasonRequired && !request.reason) {
      throw invalidFields('The request is wrong', [
        {
          path: '/reason',
          message: 'must say why, for those who decide about it',
        },
      ]);
    }
    const asker = await this.#humanBehind(request.initiator);
    await this.#assertEnough(needed.terms, target, asker);
    return { ...needed, asker };
  }

  async #humanBehind(initiator: Initiator): Promise<string | undefined> {
    return initiator.kind === 'user'
      ? this.#people.humanOf(initiator.entityRef)
      : undefined;
  }

  /** A run that nobody can approve would wait for its deadline only. */
  async #assertEnough(
    { quorum, who }: ApprovalTerms,
    target: Entity,
    asker: string | undefined,
  ): Promise<void> {
    const refs = refsOf(who, target);
    const found = await Promise.all(refs.map(ref => this.#people.behind(ref)));
    for (const { ref, people } of found) {
      if (!people) throw tooFew(`${ref} is not in the catalog`, ref);
      if (people.length === 0) throw tooFew(`${ref} has no members`, ref);
    }
    const humans = new Set(
      found.flatMap(({ people = [] }) => people.map(humanIn)),
    );
    if (asker) humans.delete(asker);
    if (humans.size >= quorum) return;
    const named = refs.join(' or ') || 'the owners (there are none)';
    throw tooFew(
      `${quorum} of ${named} must approve, and besides you there are only ${humans.size}`,
      named,
    );
  }
}

function tooFew(problem: string, whom: string): ConflictError {
  return new ConflictError(
    `This run needs an approval that nobody could give: ${problem}. Nothing was started; ask those who look after ${whom} in the catalog`,
  );
}
