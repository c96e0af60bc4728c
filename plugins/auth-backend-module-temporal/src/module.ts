import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { authOwnershipResolutionExtensionPoint } from '@backstage/plugin-auth-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { GroupTreeOwnershipResolver } from './GroupTreeOwnershipResolver';

/**
 * Has sign-in resolve ownership through nested groups to any depth, as runs do,
 * so that `IS_ENTITY_OWNER` and "You own this" agree with the Run buttons.
 * Backstage itself stops at the groups that a person is a direct member of.
 * @public
 */
export const authModuleTemporal = createBackendModule({
  pluginId: 'auth',
  moduleId: 'temporal',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        resolution: authOwnershipResolutionExtensionPoint,
      },
      async init({ auth, catalog, resolution }) {
        resolution.setAuthOwnershipResolver(
          new GroupTreeOwnershipResolver({ auth, catalog }),
        );
      },
    });
  },
});
