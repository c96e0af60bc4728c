import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { KEY_SET_PATH } from 'backstage-plugin-temporal-common';
import {
  actionSourcesExtensionPoint,
  type ActionSource,
} from 'backstage-plugin-temporal-node';
import { readConfig } from './config';
import { openDatabase } from './database';
import { CODEC_PATH } from './doors/codecDoor';
import { HEALTH_PATH } from './doors/healthDoor';
import { createHttpDoor } from './doors/httpDoor';
import { TEMPORAL_KEY_SET_PATH } from './doors/keySetDoor';
import { buildHouse } from './house';
import { keepHouse } from './keepHouse';
import { registerPermissions } from './registerPermissions';
import { uiOriginsOf } from './temporal/uiOriginsOf';

// The door of the codec asks for credentials itself: browsers send none when they
// ask whether a page from elsewhere may.
const OPEN_PATHS = [
  KEY_SET_PATH,
  TEMPORAL_KEY_SET_PATH,
  HEALTH_PATH,
  CODEC_PATH,
];

/**
 * The temporal plugin's backend.
 * @public
 */
export const temporalPlugin = createBackendPlugin({
  pluginId: 'temporal',
  register(env) {
    const sources: ActionSource[] = [];
    env.registerExtensionPoint(actionSourcesExtensionPoint, {
      addSource: source => sources.push(source),
    });
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const config = readConfig(deps.config);
        const knex = await openDatabase(deps.database);
        const house = buildHouse({ ...deps, config, knex, sources });
        registerPermissions(deps.permissionsRegistry, house.ledger);
        const { httpAuth } = deps;
        const uiOrigins = uiOriginsOf(config.clusters);
        deps.httpRouter.use(createHttpDoor({ ...house, httpAuth, uiOrigins }));
        for (const path of OPEN_PATHS) {
          deps.httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        await keepHouse({ ...deps, config, house });
      },
    });
  },
});
