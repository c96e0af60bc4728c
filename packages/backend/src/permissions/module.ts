import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { ExamplePolicy } from './ExamplePolicy';

export const permissionsModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'example-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ config, policy }) {
        const seeOnlyOwnRuns =
          config.getOptionalBoolean('examplePolicy.seeOnlyOwnRuns') ?? false;
        const auditReaders =
          config.getOptionalStringArray('temporal.audit.readers') ?? [];
        policy.setPolicy(new ExamplePolicy({ seeOnlyOwnRuns, auditReaders }));
      },
    });
  },
});
