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
  runStartPermission,
  runTerminatePermission,
} from 'backstage-plugin-temporal-common';

/**
 * The permission policy of the example: owners start, owners terminate, and the
 * rest is left to the plugins. It repeats what the temporal plugin decides by
 * itself, so that one can see where to narrow it.
 */
export class ExamplePolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const own = user?.info.ownershipEntityRefs ?? [];
    if (isPermission(permission, runStartPermission)) {
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({ claims: own }),
      );
    }
    if (isPermission(permission, runTerminatePermission)) {
      return createRunConditionalDecision(
        permission,
        runConditions.isTargetOwner({ owners: own }),
      );
    }
    return { result: AuthorizeResult.ALLOW };
  }
}
