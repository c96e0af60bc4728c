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
  auditReadPermission,
  runReadPermission,
  runStartPermission,
  runTerminatePermission,
} from 'backstage-plugin-temporal-common';

/**
 * The permission policy of the example: owners start, owners terminate, readers
 * read the audit, and the rest is left to the plugins. It repeats what the
 * temporal plugin decides by itself, so that one can see where to narrow it, and
 * so that pages know what to offer; with `seeOnlyOwnRuns` people see only the
 * runs that they, or the owners among them, have to do with.
 */
export class ExamplePolicy implements PermissionPolicy {
  readonly #seeOnlyOwnRuns: boolean;
  readonly #auditReaders: readonly string[];

  constructor(options: {
    readonly seeOnlyOwnRuns: boolean;
    readonly auditReaders: readonly string[];
  }) {
    this.#seeOnlyOwnRuns = options.seeOnlyOwnRuns;
    this.#auditReaders = options.auditReaders;
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
    if (isPermission(permission, auditReadPermission)) {
      const reads = own.some(ref => this.#auditReaders.includes(ref));
      return { result: reads ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
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
