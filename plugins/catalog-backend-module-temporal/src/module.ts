import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { ActionEntityProcessor } from './ActionEntityProcessor';

/**
 * Teaches the catalog `kind: Action`: its validation and its relations.
 * @public
 */
export const catalogModuleTemporal = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'temporal',
  register(reg) {
    reg.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addProcessor(new ActionEntityProcessor());
      },
    });
  },
});
