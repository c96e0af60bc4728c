import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createRunConditionalDecision,
  runConditions,
} from 'backstage-plugin-temporal-backend';
import {
  runReadPermission,
  runStartPermission,
  runTerminatePermission,
} from 'backstage-plugin-temporal-common';

/**
 * The permission policy of the example: owners start, owners terminate, and the
 * rest is left to the plugins. It repeats what the temporal plugin decides by
 * itself, so that one can see where to narrow it; with `seeOnlyOwnRuns` people
 * see only the runs that they, or the owners among them, have to do with.
 */
export class ExamplePolicy implements PermissionPolicy {
  readonly #seeOnlyOwnRuns: boolean;

  constructor(options: { readonly seeOnlyOwnRuns: boolean }) {
    this.#seeOnlyOwnRuns = options.seeOnlyOwnRuns;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const own = user?.info.ownershipEntityRefs ?? [];
    const ofOwners = runConditions.isTargetOwner({ owners: own });
    if (isPermission(permission, runStartPermission)) {
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({ claims: own }),
      );
    }
    if (isPermission(permission, runTerminatePermission)) {
      return createRunConditionalDecision(permission, ofOwners);
    }
    if (this.#seeOnlyOwnRuns && isPermission(permission, runReadPermission)) {
      const asked = user ? [user.info.userEntityRef] : [];
      return createRunConditionalDecision(permission, {
        anyOf: [runConditions.isInitiator({ refs: asked }), ofOwners],
      });
    }
    return { result: AuthorizeResult.ALLOW };
  }
}
